/** Reads protocol transcripts with nothing but SHA-256 and Ed25519: a second implementation of docs/PROTOCOL.md that
 * shares no code with the first. What can be computed is computed, never believed. */
/* eslint-disable @typescript-eslint/explicit-function-return-type, @typescript-eslint/explicit-module-boundary-types --
   short enough to be read whole: the types follow from the code */
import { member } from './member-reader.js'
import { CANCELLED, ACCEPT, check, expect, Message, NO_DIGEST, open, sha256, YES } from './signed-reader.js'
import type { Side, Summary, Transcript } from './transcript.js'

export * from './signed-reader.js'

// A letter for each frame by its field number, upper case from the provider, and the streams that are legal.
const PROTOCOLS: Record<string, readonly [letters: string, legal: RegExp]> = {
  '/sov/membership/1': [' jk', /^Jk$/],
  '/sov/hello/1': [' h', /^(Hh|hH)$/],
  '/sov/offer/1': [' f', /^F$/],
  '/sov/infer/1': [' oarpdvsct     e', /^o(R|ApD*E?|ApD+vD*ScT)$/],
}

type Work = ReturnType<typeof openWork>
/** Opens an order and everything that it names. */
export function openWork(envelope: Message, chains: Record<Side, Message>, tables: Message[], manifests: Buffer[]) {
  const order = open('order', 'ledger.v1.Order', 27, envelope)
  const o = order.value
  const [c, p] = [member(chains.consumer, o.int(7)), member(chains.provider, o.int(7))]
  // order and prices are of the provider's co-op, the consumer may be of another one
  expect('order', o, { 1: p.network, 3: c.peer, 4: p.peer, 5: c.credential, 6: p.credential })
  check(order.signer === c.peer && c.peer !== p.peer, 'order: parties')
  const opened = tables.map((table) => open('price-table', 'ledger.v1.PriceTable', 9, table, p.root))
  const prices = opened.find(({ digest }) => digest === o.hex(14))?.value
  const manifest = manifests.find((bytes) => sha256(bytes) === o.hex(9))
  check(prices?.hex(1) === p.network && manifest !== undefined, 'order: prices or model unknown')
  const charge = (prompt: bigint, cached: bigint, output: bigint) => {
    if (prices.int(7) === YES && c.org === p.org && c.network === p.network) return 0n
    const tokens = prices.int(4) * (prompt - cached) + prices.int(5) * output
    const context = (output * (2n * prompt + output - 1n)) / 2n
    return (new Message(manifest, 7).int(6) * (1_000n * tokens + prices.int(6) * context)) / 10n ** 12n
  }
  const isInForce = prices.int(3) <= o.int(7) && o.int(7) < o.int(8)
  check(isInForce && charge(o.int(12), 0n, o.int(13)) <= o.int(15), 'order: dates or maximum charge')
  return { order, consumer: c, provider: p, charge }
}

/** Opens what ends an order and checks it against the order and against each other. */
export function settle({ order, consumer, provider, charge }: Work, v: Message, s: Message, c: Message) {
  const voucher = open('voucher', 'ledger.v1.Voucher', 6, v, consumer.peer)
  const entry = open('entry', 'ledger.v1.Entry', 15, s, provider.peer)
  const answer = open('entry', 'ledger.v1.Entry', 15, c, consumer.peer)
  const [o, statement, countersign] = [order.value, entry.value.message(11), answer.value.message(12)]
  const [prompt, cached, outputTokens] = [statement.int(4), statement.int(5), statement.int(6)]
  check(cached <= prompt && prompt <= o.int(12) && outputTokens <= o.int(13), 'statement: limits of the order')
  const [units, pairNumber, total] = [charge(prompt, cached, outputTokens), countersign.int(8), countersign.int(9)]
  expect('voucher', voucher.value, { 1: order.digest, 3: outputTokens, 4: statement.hex(7), 5: units, 6: YES })
  expect('entry', entry.value, { 1: provider.network, 2: entry.signer })
  expect('entry', answer.value, { 1: consumer.network, 2: answer.signer })
  expect('statement', statement, { 1: order.digest, 2: consumer.peer, 8: units, 9: voucher.digest })
  expect('countersign', countersign, { 1: entry.digest, 2: provider.peer, 3: ACCEPT })
  check(pairNumber === 1n ? total === units : pairNumber > 1n && total >= units, 'countersign: pair total')
  return { statement, entries: [entry, answer], outputTokens, charge: units, pairNumber, total }
}

type Frames = readonly { readonly letter: string; readonly body: Message }[]
const find = (frames: Frames, letter: string) => frames.find((frame) => frame.letter === letter)!.body
const partsIn = (frames: Frames) => frames.flatMap(({ letter, body }) => (letter === 'D' ? [body] : []))
const deltasIn = (frames: Frames) => partsIn(frames).flatMap((parts) => parts.blobs(2))
const idsIn = (frames: Frames) => deltasIn(frames).flatMap((delta) => [...new Message(delta).bytes(1)])
const countIn = (frames: Frames) => BigInt(idsIn(frames).filter((byte) => byte < 0x80).length)

/** Follows one stream of /sov/infer/1 whose frames are in a legal order. */
function follow(work: Work, frames: Frames) {
  const answer = { ...work, consumer: work.consumer.label, provider: work.provider.label, charge: 0n, pairNumber: 0n }
  if (frames[1]?.letter === 'R') return { ...answer, outcome: 'refused' as const, outputTokens: 0n }
  const prompt = find(frames, 'p')
  const [salt, request, params] = [prompt.bytes(1), prompt.bytes(2), prompt.bytes(3)]
  expect('accept', find(frames, 'A'), { 1: work.order.digest })
  expect('order', work.order.value, { 10: sha256(salt, request), 11: sha256(salt, params) })
  const [first, ...more] = partsIn(frames).map((parts) => parts.messages(1))
  check(first?.length !== 0 && more.flat().length === 0, 'parts: not one start')
  const [end] = partsIn(frames).flatMap((parts) => parts.messages(3))
  check(end === undefined || end.int(2) === countIn(frames), 'parts: another count at the end')
  const voucherAt = frames.findIndex(({ letter }) => letter === 'v')
  if (voucherAt < 0) return { ...answer, outcome: 'broken' as const, outputTokens: countIn(frames) }
  const before = frames.slice(0, voucherAt)
  const commitment = deltasIn(before).reduce((hash, delta) => sha256(Buffer.from(hash, 'hex'), delta), sha256(salt))
  const settled = settle(work, find(frames, 'v'), find(frames, 'S'), find(frames, 'c'))
  const status = settled.outputTokens === countIn(frames) ? end?.int(1) : CANCELLED
  expect('statement', settled.statement, { 3: status ?? CANCELLED, 6: countIn(before), 7: commitment })
  expect('start', first![0]!, { 1: settled.statement.int(4), 2: settled.statement.int(5) })
  expect('settled', find(frames, 'T'), { 1: settled.entries[1]!.digest })
  return { ...answer, ...settled, outcome: 'settled' as const }
}

/** Checks a transcript as of the dates in it. @throws {Error} naming the first thing that is wrong. */
export function readTranscript({ nodes, frames }: Transcript): Summary[] {
  const read = frames.map(({ stream, protocol, from, bytes }) => {
    const frame = new Message(Buffer.from(bytes, 'base64'))
    const letter = PROTOCOLS[protocol]?.[0].charAt(frame.kind()) ?? ''
    const body = frame.message(frame.kind())
    return { stream, protocol, body, letter: from === 'provider' ? letter.toUpperCase() : letter }
  })
  const streamOf = (number: number) => read.filter(({ stream }) => stream === number)
  for (const { stream, protocol } of read) {
    const letters = streamOf(stream).map(({ letter }) => letter)
    check(PROTOCOLS[protocol]?.[1].test(letters.join('')) === true, `${protocol}: frames out of order`)
  }
  for (const letter of 'kFhHo') check(read.map((frame) => frame.letter).includes(letter), 'frames are missing')
  const [hello, reply, prices] = [find(read, 'h'), find(read, 'H'), find(read, 'k').message(2).messages(4)]
  const { value: offer, signer } = open('offer', 'offer.v1.Offer', 12, find(read, 'F'))
  const manifests = offer.messages(11).map((model) => model.bytes(2))
  const orders = read.filter(({ letter }) => letter === 'o')
  let [previous, total] = [NO_DIGEST, 0n]
  const answers = orders.map(({ body, stream }, index) => {
    const work = openWork(body, { consumer: hello.message(3), provider: reply.message(3) }, prices, manifests)
    expect('order', work.order.value, { 24: reply.hex(4), 25: hello.hex(4), 26: BigInt(index + 1), 27: previous })
    expect('offer', offer, { 1: work.provider.network, 2: work.provider.peer, 3: reply.hex(4) })
    for (const { role, org, jurisdiction } of nodes) check(work[role].label === `${org} (${jurisdiction})`, role)
    check(signer === work.provider.peer, 'offer: signed by another')
    previous = work.order.digest
    return follow(work, streamOf(stream))
  })
  const settled = answers.filter((answer) => answer.outcome === 'settled')
  const entries = settled.flatMap((answer) => answer.entries).sort((a, b) => Number(a.value.int(4) - b.value.int(4)))
  const newest: Record<string, string> = {}
  for (const [index, pair] of settled.sort((a, b) => Number(a.pairNumber - b.pairNumber)).entries())
    check(pair.pairNumber === BigInt(index + 1) && pair.total === (total += pair.charge), 'countersign: pair total')
  for (const { signer, value, digest } of entries) {
    expect('entry', value, { 5: newest[signer] ?? value.hex(5) })
    newest[signer] = digest
  }
  return answers
}
