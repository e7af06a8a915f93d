/**
 * Reads protocol transcripts and receipts with nothing but this file, SHA-256 and Ed25519: a second implementation of
 * docs/PROTOCOL.md that shares no code with the first. What can be computed is computed, never believed.
 */
/* eslint-disable @typescript-eslint/explicit-function-return-type -- short enough to be read whole: types follow */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Side, Summary, Transcript } from './transcript.js'

// A letter for each frame by its field number, upper case from the provider, and the streams that are legal.
const PROTOCOLS: Record<string, readonly [letters: string, legal: RegExp]> = {
  '/sov/membership/1': [' jk', /^Jk$/],
  '/sov/hello/1': [' h', /^(Hh|hH)$/],
  '/sov/offer/1': [' f', /^F$/],
  '/sov/infer/1': [' oarpdvsct     e', /^o(R|ApD*E?|ApD+vD*ScT)$/],
}
const [CANCELLED, ACCEPT, YES] = [3n, 1n, 1n]

function check(isRight: boolean, what: string): asserts isRight {
  if (!isRight) throw new Error(what)
}

/** A protobuf message by field numbers. With `last` its bytes are signed: fields ascend and none is unknown. */
class Message {
  readonly #fields: [number, bigint | Buffer][] = []
  constructor(bytes: Buffer, last?: number) {
    for (let at = 0, before = 1; at < bytes.length; ) {
      const [tag, start] = varint(bytes, at)
      const [value, end] = varint(bytes, start)
      const [number, isVarint] = [Number(tag >> 3n), (tag & 7n) === 0n]
      at = isVarint ? end : end + Number(value)
      check((isVarint || (tag & 7n) === 2n) && at <= bytes.length, 'protobuf: wire type or length')
      check(last === undefined || (number >= before && number <= last), 'signed bytes: not canonical')
      this.#fields.push([(before = number), isVarint ? value : bytes.subarray(end, at)])
    }
  }
  #all = (n: number) => this.#fields.filter(([number]) => number === n).map(([, value]) => value)
  kind = () => this.#fields[0]?.[0] ?? 0
  int = (n: number) => this.#all(n).find((value) => typeof value === 'bigint') ?? 0n
  blobs = (n: number) => this.#all(n).filter((value) => typeof value !== 'bigint')
  bytes = (n: number) => this.blobs(n)[0] ?? Buffer.alloc(0)
  hex = (n: number) => this.bytes(n).toString('hex')
  messages = (n: number) => this.blobs(n).map((bytes) => new Message(bytes))
  message = (n: number) => new Message(this.bytes(n))
}

function varint(bytes: Buffer, at: number): [value: bigint, end: number] {
  const length = bytes.subarray(at, at + 10).findIndex((byte) => byte < 0x80) + 1
  check(length > 0 && (length === 1 || bytes[at + length - 1] !== 0), 'protobuf: varint')
  const digits = [...bytes.subarray(at, at + length)]
  return [digits.reduceRight((value, byte) => (value << 7n) | BigInt(byte & 0x7f), 0n), at + length]
}

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const uvarint = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...uvarint(n >> 7)])
const prefixed = (bytes: Buffer) => Buffer.concat([Buffer.from(uvarint(bytes.length)), bytes])

/** Checks that fields have these values, digests and peer ids in hexadecimal. */
function expect(what: string, message: Message, fields: Record<number, string | bigint>) {
  for (const [number, value] of Object.entries(fields)) {
    check(message[typeof value === 'bigint' ? 'int' : 'hex'](Number(number)) === value, `${what}: field ${number}`)
  }
}

/** Opens an envelope (libp2p RFC 0002) of `by`, a peer id in hexadecimal, whose payload has fields up to `last`. */
function open(kind: string, name: string, last: number, envelope: Buffer, by?: string) {
  const [outer, domain] = [new Message(envelope, 5), prefixed(Buffer.from(`sov-node/${kind}/1`))]
  const [key, type, payload] = [outer.bytes(1), Buffer.from(`sov.${name}`), outer.bytes(3)]
  const [signer, jwk] = [`0024${key.toString('hex')}`, { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url', 4) }]
  check(outer.bytes(2).equals(type) && key.length === 36 && key.readUInt32BE() === 0x08011220, `${kind}: type or key`)
  const signed = Buffer.concat([domain, prefixed(type), prefixed(payload)])
  check(verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), outer.bytes(5)), `${kind}: signature`)
  check((by ?? signer) === signer, `${kind}: signed by another`)
  return { value: new Message(payload, last), signer, digest: sha256(domain, payload) }
}

function member(chain: Message, atMs: bigint) {
  const { value: genesis, signer: root, digest: network } = open('coop', 'membership.v1.CoopGenesis', 4, chain.bytes(1))
  const issuer = open('issuer', 'membership.v1.IssuerCertificate', 7, chain.bytes(2), root)
  const i = issuer.value
  const membership = open('membership', 'membership.v1.MembershipCredential', 16, chain.bytes(4), i.hex(2))
  const m = membership.value
  expect('genesis', genesis, { 2: root })
  expect('issuer', i, { 1: network })
  expect('membership', m, { 1: network, 3: i.hex(2), 4: issuer.digest })
  check(i.int(4) <= m.int(14) && m.int(15) <= i.int(5) && m.int(15) - m.int(14) <= i.int(6), 'membership: too long')
  check(m.int(14) <= atMs + 120_000n && atMs < m.int(15), 'membership: not in force')
  const [org, name, jurisdiction = '', ...allowed] = [m.bytes(6), m.bytes(7), m.bytes(8), ...i.blobs(7)].map(String)
  check(allowed.length === 0 || allowed.includes(jurisdiction), 'membership: jurisdiction')
  return { network, root, peer: m.hex(5), credential: membership.digest, org, label: `${name} (${jurisdiction})` }
}

/** Opens an order and everything that it names. */
function openWork(envelope: Buffer, chains: Record<Side, Message>, tables: Buffer[], manifests: Buffer[]) {
  const order = open('order', 'ledger.v1.Order', 27, envelope)
  const o = order.value
  const [consumer, provider] = [member(chains.consumer, o.int(7)), member(chains.provider, o.int(7))]
  expect('order', o, { 1: consumer.network, 3: order.signer, 5: consumer.credential, 6: provider.credential })
  expect('order', o, { 1: provider.network, 3: consumer.peer, 4: provider.peer })
  check(consumer.peer !== provider.peer && o.int(7) < o.int(8), 'order: with itself, or expired at birth')
  const opened = tables.map((bytes) => open('price-table', 'ledger.v1.PriceTable', 7, bytes, consumer.root))
  const [prices, manifest] = [
    opened.find((t) => t.digest === o.hex(14))?.value,
    manifests.find((m) => sha256(m) === o.hex(9)),
  ]
  check(prices?.hex(1) === consumer.network && prices.int(3) <= o.int(7), 'order: prices not in force')
  check(manifest !== undefined, 'order: model unknown')
  const parameters = new Message(manifest, 7).int(6)
  const charge = (prompt: bigint, cached: bigint, output: bigint) => {
    if (prices.int(7) === YES && consumer.org === provider.org) return 0n
    const tokens = prices.int(4) * (prompt - cached) + prices.int(5) * output
    const context = (output * (2n * prompt + output - 1n)) / 2n
    return (parameters * (1_000n * tokens + prices.int(6) * context)) / 10n ** 12n
  }
  check(o.int(15) >= charge(o.int(12), 0n, o.int(13)), 'order: maximum charge')
  return { order, consumer, provider, charge }
}

/** Opens what ends an order and checks it against the order and against each other. */
function settle({ order, consumer, provider, charge }: ReturnType<typeof openWork>, [v, s, c]: Buffer[]) {
  const voucher = open('voucher', 'ledger.v1.Voucher', 6, v!, consumer.peer)
  const entry = open('entry', 'ledger.v1.Entry', 15, s!, provider.peer)
  const answer = open('entry', 'ledger.v1.Entry', 15, c!, consumer.peer)
  const [o, statement, countersign] = [order.value, entry.value.message(11), answer.value.message(12)]
  const [prompt, cached, outputTokens] = [statement.int(4), statement.int(5), statement.int(6)]
  check(cached <= prompt && prompt <= o.int(12) && outputTokens <= o.int(13), 'statement: limits of the order')
  const [units, pairNumber, total] = [charge(prompt, cached, outputTokens), countersign.int(8), countersign.int(9)]
  check(units <= o.int(15), 'statement: more than the maximum charge')
  expect('voucher', voucher.value, { 1: order.digest, 3: outputTokens, 4: statement.hex(7), 5: units, 6: YES })
  expect('entry', entry.value, { 1: provider.network, 2: provider.peer })
  expect('statement', statement, { 1: order.digest, 2: consumer.peer, 8: units, 9: voucher.digest })
  expect('entry', answer.value, { 1: consumer.network, 2: consumer.peer })
  expect('countersign', countersign, { 1: entry.digest, 2: provider.peer, 3: ACCEPT })
  check(pairNumber === 1n ? total === units : pairNumber > 1n && total >= units, 'countersign: pair total')
  return { statement, entries: [entry, answer], outputTokens, charge: units, pairNumber, total }
}

type Frames = readonly { readonly letter: string; readonly body: Buffer }[]
const find = (frames: Frames, letter: string) => frames.find((frame) => frame.letter === letter)!.body
const partsIn = (frames: Frames) => frames.filter(({ letter }) => letter === 'D').map(({ body }) => new Message(body))
const deltasIn = (frames: Frames) => partsIn(frames).flatMap((parts) => parts.blobs(2))
const countIn = (frames: Frames) =>
  BigInt(deltasIn(frames).flatMap((delta) => [...new Message(delta).bytes(1)].filter((byte) => byte < 0x80)).length)

/** Follows one stream of /sov/infer/1 whose frames are in a legal order. */
function follow(work: ReturnType<typeof openWork>, frames: Frames) {
  const answer = { ...work, consumer: work.consumer.label, provider: work.provider.label, charge: 0n, pairNumber: 0n }
  if (frames[1]?.letter === 'R') return { ...answer, outcome: 'refused' as const, outputTokens: 0n }
  const [accept, prompt] = [new Message(find(frames, 'A')), new Message(find(frames, 'p'))]
  const [salt, request, params] = [prompt.bytes(1), prompt.bytes(2), prompt.bytes(3)]
  expect('accept', accept, { 1: work.order.digest })
  expect('order', work.order.value, { 10: sha256(salt, request), 11: sha256(salt, params) })
  const [[first, ...more], ends] = [partsIn(frames), partsIn(frames).flatMap((parts) => parts.messages(3))]
  check(first?.blobs(1).length !== 0 && more.every((parts) => parts.blobs(1).length === 0), 'parts: start')
  check(
    ends.every((end) => end.int(2) === countIn(frames)),
    'parts: another count at the end',
  )
  const voucherAt = frames.findIndex(({ letter }) => letter === 'v')
  if (voucherAt < 0) return { ...answer, outcome: 'broken' as const, outputTokens: countIn(frames) }
  const before = frames.slice(0, voucherAt)
  const commitment = deltasIn(before).reduce((hash, delta) => sha256(Buffer.from(hash, 'hex'), delta), sha256(salt))
  const settled = settle(
    work,
    ['v', 'S', 'c'].map((letter) => find(frames, letter)),
  )
  const status = settled.outputTokens === countIn(frames) ? (ends[0]?.int(1) ?? CANCELLED) : CANCELLED
  const start = first!.message(1)
  expect('statement', settled.statement, {
    3: status,
    4: start.int(1),
    5: start.int(2),
    6: countIn(before),
    7: commitment,
  })
  expect('settled', new Message(find(frames, 'T')), { 1: settled.entries[1]!.digest })
  return { ...answer, ...settled, outcome: 'settled' as const }
}

type Link = readonly [chain: string, number: bigint, value: string, previous: string]
/** Checks that what is numbered follows from the one before, which may lie before the transcript, without a fork. */
function checkLinks(links: readonly Link[]) {
  for (const [chain, number, , previous] of links) {
    const at = (wanted: bigint) => links.filter((link) => link[0] === chain && link[1] === wanted)
    check(at(number).length === 1, `${chain}: a number was used twice`)
    check(number === 1n ? /^0+$/.test(previous) : previous === (at(number - 1n)[0]?.[2] ?? previous), `${chain}: link`)
  }
}

/** Checks a transcript as of the dates in it. @throws {Error} naming the first thing that is wrong. */
export function readTranscript({ nodes, frames }: Transcript): Summary[] {
  const read = frames.map(({ stream, protocol, from, bytes }) => {
    const message = new Message(Buffer.from(bytes, 'base64'))
    const letter = PROTOCOLS[protocol]?.[0][message.kind()] ?? '?'
    return {
      stream,
      protocol,
      body: message.bytes(message.kind()),
      letter: from === 'provider' ? letter.toUpperCase() : letter,
    }
  })
  const streamOf = (number: number) => read.filter(({ stream }) => stream === number)
  for (const { stream, protocol } of read) {
    const letters = streamOf(stream).map(({ letter }) => letter)
    check(PROTOCOLS[protocol]?.[1].test(letters.join('')) === true, `${protocol}: frames out of order`)
  }
  check(
    [...'kFhH'].every((letter) => read.some((frame) => frame.letter === letter)),
    'frames are missing',
  )
  const [joined, hello, reply] = [find(read, 'k'), find(read, 'h'), find(read, 'H')].map((body) => new Message(body))
  const chains = { consumer: hello.message(3), provider: reply.message(3) }
  const answers = read
    .filter(({ letter }) => letter === 'o')
    .map(({ body, stream }) => {
      const offer = open('offer', 'offer.v1.Offer', 12, find(read, 'F')).value
      const manifests = offer.messages(11).map((model) => model.bytes(2))
      const work = openWork(body, chains, joined.message(2).blobs(4), manifests)
      expect('order', work.order.value, { 24: reply.hex(4), 25: hello.hex(4) })
      expect('offer', offer.value, { 1: network, 2: peer, 3: reply.hex(4) })
      for (const { role, org, jurisdiction } of nodes) check(work[role].label === `${org} (${jurisdiction})`, role)
      return follow(work, streamOf(stream))
    })
  const settled = answers.filter((answer) => answer.outcome === 'settled')
  const entries = settled.flatMap((answer) => answer.entries)
  checkLinks(answers.map(({ order: { value, digest } }) => ['orders', value.int(26), digest, value.hex(27)]))
  checkLinks(settled.map(({ pairNumber, total, charge }) => ['pairs', pairNumber, `${total}`, `${total - charge}`]))
  checkLinks(entries.map(({ signer, value, digest }) => [signer, value.int(4), digest, value.hex(5)]))
  return answers
}
