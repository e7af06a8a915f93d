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
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const [CANCELLED, ACCEPT, YES, NO_DIGEST] = [3n, 1n, 1n, '0'.repeat(64)]

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
  #all = (n: number) => this.#fields.flatMap(([number, value]) => (number === n ? [value] : []))
  kind = () => this.#fields[0]?.[0] ?? 0
  blobs = (n: number) => this.#all(n).filter((value) => typeof value !== 'bigint')
  bytes = (n: number) => this.blobs(n)[0] ?? Buffer.alloc(0)
  hex = (n: number) => this.bytes(n).toString('hex')
  message = (n: number) => new Message(this.bytes(n))
  messages = (n: number) => this.blobs(n).map((bytes) => new Message(bytes))
  int = (n: number) => this.#all(n).find((value) => typeof value === 'bigint') ?? 0n
}

function varint(bytes: Buffer, at: number): [value: bigint, end: number] {
  const length = bytes.subarray(at, at + 10).findIndex((byte) => byte < 0x80) + 1
  check(length > 0 && (length === 1 || bytes[at + length - 1] !== 0), 'protobuf: varint')
  const digits = [...bytes.subarray(at, at + length)].reverse()
  return [digits.reduce((value, byte) => (value << 7n) | BigInt(byte & 0x7f), 0n), at + length]
}

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const uvarint = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...uvarint(n >> 7)])
const prefixed = (bytes: Buffer) => Buffer.concat([Buffer.from(uvarint(bytes.length)), bytes])
const base58 = (n: bigint): string => (n > 0n ? base58(n / 58n) + BASE58.charAt(Number(n % 58n)) : '')

/** Checks that fields have these values, digests and peer ids in hexadecimal. */
function expect(what: string, message: Message, fields: Record<number, string | bigint>) {
  for (const [number, value] of Object.entries(fields)) {
    const found = typeof value === 'bigint' ? message.int(Number(number)) : message.hex(Number(number))
    check(found === value, `${what}: field ${number}`)
  }
}

/** Checks an envelope (libp2p RFC 0002) whose payload has fields up to `last`. `signer`: peer id in hexadecimal. */
function open(kind: string, name: string, last: number, envelope: Buffer) {
  const [outer, domain] = [new Message(envelope, 5), prefixed(Buffer.from(`sov-node/${kind}/1`))]
  const [key, type, payload] = [outer.bytes(1), Buffer.from(`sov.${name}`), outer.bytes(3)]
  check(outer.bytes(2).equals(type) && key.length === 36 && key.readUInt32BE() === 0x08011220, `${kind}: type or key`)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.subarray(4).toString('base64url') }
  const signed = Buffer.concat([domain, prefixed(type), prefixed(payload)])
  check(verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), outer.bytes(5)), `${kind}: signature`)
  return { value: new Message(payload, last), signer: `0024${key.toString('hex')}`, digest: sha256(domain, payload) }
}

function member(chain: Message, atMs: bigint) {
  const genesis = open('coop', 'membership.v1.CoopGenesis', 4, chain.bytes(1))
  const issuer = open('issuer', 'membership.v1.IssuerCertificate', 7, chain.bytes(2))
  const membership = open('membership', 'membership.v1.MembershipCredential', 16, chain.bytes(4))
  const [network, root, i, m] = [genesis.digest, genesis.signer, issuer.value, membership.value]
  expect('genesis', genesis.value, { 2: root })
  expect('issuer', i, { 1: network })
  expect('membership', m, { 1: network, 3: i.hex(2), 4: issuer.digest })
  check(issuer.signer === root && membership.signer === i.hex(2), 'chain: signers')
  check(i.int(4) <= m.int(14) && m.int(15) <= i.int(5) && m.int(15) - m.int(14) <= i.int(6), 'chain: too long')
  check(m.int(14) <= atMs + 120_000n && atMs < m.int(15), 'chain: not in force')
  const [org, name, jurisdiction, ...allowed] = [m.bytes(6), m.bytes(7), m.bytes(8), ...i.blobs(7)].map(String)
  check(allowed.length === 0 || allowed.includes(`${jurisdiction}`), 'chain: jurisdiction')
  return { network, root, peer: m.hex(5), credential: membership.digest, org, label: `${name} (${jurisdiction})` }
}

type Work = ReturnType<typeof openWork>
/** Checks an order with everything that it names. */
function openWork(envelope: Buffer, chains: Record<Side, Message>, tables: Buffer[], manifests: Buffer[]) {
  const order = open('order', 'ledger.v1.Order', 27, envelope)
  const o = order.value
  const [consumer, provider] = [member(chains.consumer, o.int(7)), member(chains.provider, o.int(7))]
  expect('order', o, { 1: consumer.network, 3: consumer.peer, 4: provider.peer, 5: consumer.credential, 6: provider.credential })
  check(order.signer === consumer.peer && consumer.network === provider.network, 'order: signer or co-op')
  check(consumer.peer !== provider.peer && o.int(7) < o.int(8), 'order: with itself, or expired at birth')
  const opened = tables.map((bytes) => open('price-table', 'ledger.v1.PriceTable', 7, bytes))
  const [table, manifest] = [opened.find((t) => t.digest === o.hex(14)), manifests.find((m) => sha256(m) === o.hex(9))]
  check(table?.signer === consumer.root && manifest !== undefined, 'order: prices or model unknown')
  expect('price table', table.value, { 1: consumer.network })
  check(table.value.int(3) <= o.int(7), 'price table: not in force')
  const [rates, parameters] = [table.value, new Message(manifest, 7).int(6)]
  const charge = (prompt: bigint, cached: bigint, output: bigint) => {
    if (rates.int(7) === YES && consumer.org === provider.org) return 0n
    const tokens = rates.int(4) * (prompt - cached) + rates.int(5) * output
    const context = (output * (2n * prompt + output - 1n)) / 2n
    return (parameters * (1_000n * tokens + rates.int(6) * context)) / 10n ** 12n
  }
  check(o.int(15) >= charge(o.int(12), 0n, o.int(13)), 'order: maximum charge')
  return { order, consumer, provider, charge }
}

/** Checks what ends an order, against it and against each other. */
function settle({ order, consumer, provider, charge }: Work, bytes: readonly [Buffer, Buffer, Buffer]) {
  const voucher = open('voucher', 'ledger.v1.Voucher', 6, bytes[0])
  const openEntry = (envelope: Buffer) => open('entry', 'ledger.v1.Entry', 15, envelope)
  const entries = [openEntry(bytes[1]), openEntry(bytes[2])] as const
  const [statement, countersign] = entries
  const [o, s, c] = [order.value, statement.value.message(11), countersign.value.message(12)]
  const [outputTokens, pairNumber, total] = [s.int(6), c.int(8), c.int(9)]
  check(s.int(5) <= s.int(4) && s.int(4) <= o.int(12) && outputTokens <= o.int(13), 'statement: limits of the order')
  const units = charge(s.int(4), s.int(5), outputTokens)
  check(units <= o.int(15), 'statement: more than the maximum charge')
  expect('voucher', voucher.value, { 1: order.digest, 3: outputTokens, 4: s.hex(7), 5: units, 6: YES })
  expect('statement', statement.value, { 1: o.hex(1), 2: provider.peer })
  expect('statement', s, { 1: order.digest, 2: consumer.peer, 8: units, 9: voucher.digest })
  expect('countersign', countersign.value, { 1: o.hex(1), 2: consumer.peer })
  expect('countersign', c, { 1: statement.digest, 2: provider.peer, 3: ACCEPT })
  const signers = [voucher.signer, statement.signer, countersign.signer].join()
  check(signers === [consumer.peer, provider.peer, consumer.peer].join(), 'settlement: signers')
  check(pairNumber > 0n && (pairNumber === 1n ? total === units : total >= units), 'countersign: pair total')
  return { entries, outputTokens, charge: units, pairNumber, total }
}

type Frames = readonly { readonly letter: string; readonly message: Message }[]
const find = (frames: Frames, letter: string) => frames.find((frame) => frame.letter === letter)!.message

/** Follows one stream of /sov/infer/1 whose frames are in a legal order. */
function follow(work: Work, frames: Frames) {
  const nothing = { outputTokens: 0n, charge: 0n, pairNumber: 0n, total: 0n, entries: [] }
  const answer = { ...nothing, order: work.order, consumer: work.consumer.label, provider: work.provider.label }
  if (frames[1]?.letter === 'R') return { ...answer, outcome: 'refused' as const }
  expect('accept', find(frames, 'A').message(2), { 1: work.order.digest })
  const prompt = find(frames, 'p').message(4)
  const [salt, request, params] = [prompt.bytes(1), prompt.bytes(2), prompt.bytes(3)]
  expect('order', work.order.value, { 10: sha256(salt, request), 11: sha256(salt, params) })
  let [outputTokens, commitment] = [0n, sha256(salt)]
  let [start, end, acknowledged]: [Message?, Message?, Record<number, string|bigint>?] = []
  for (const { letter, message } of frames) {
    if (letter === 'v') acknowledged = { 6: outputTokens, 7: commitment }
    const parts = message.message(5)
    check(start === undefined || parts.blobs(1).length === 0, 'parts: started twice')
    start ??= parts.messages(1)[0]
    for (const delta of parts.blobs(2)) {
      check(start !== undefined && end === undefined, 'parts: delta outside of start and end')
      outputTokens += BigInt(new Message(delta).bytes(1).filter((byte) => byte < 0x80).length)
      commitment = sha256(Buffer.from(commitment, 'hex'), delta)
    }
    end ??= parts.messages(3)[0]
    check(end === undefined || end.int(2) === outputTokens, 'parts: another count at the end')
  }
  if (acknowledged === undefined) return { ...answer, outcome: 'broken' as const, outputTokens }
  const settled = settle(work, [find(frames, 'v').bytes(6), find(frames, 'S').bytes(7), find(frames, 'c').bytes(8)])
  const status = settled.outputTokens === outputTokens && end ? end.int(1) : CANCELLED
  const counted = { 3: status, 4: start?.int(1) ?? 0n, 5: start?.int(2) ?? 0n, ...acknowledged }
  expect('statement', settled.entries[0].value.message(11), counted)
  expect('settled', find(frames, 'T').message(9), { 1: settled.entries[1].digest })
  return { ...answer, ...settled, outcome: 'settled' as const }
}

/** Checks a transcript as of the dates in it. @throws {Error} naming the first thing that is wrong. */
export function readTranscript({ nodes, frames }: Transcript): Summary[] {
  const read = frames.map(({ stream, protocol, from, bytes }) => {
    const message = new Message(Buffer.from(bytes, 'base64'))
    const letter = PROTOCOLS[protocol]?.[0][message.kind()] ?? '?'
    return { stream, protocol, message, letter: from === 'provider' ? letter.toUpperCase() : letter }
  })
  for (const { stream, protocol } of read) {
    const letters = read.filter((frame) => frame.stream === stream).map(({ letter }) => letter)
    check(PROTOCOLS[protocol]?.[1].test(letters.join('')) === true, `${protocol}: frames out of order`)
  }
  check([...'JkhHFo'].every((letter) => read.some((frame) => frame.letter === letter)), 'frames are missing')
  const [joined, hello, reply] = [find(read, 'k').message(2), find(read, 'h').message(1), find(read, 'H').message(1)]
  const [bundle, offer] = [joined.message(2), open('offer', 'offer.v1.Offer', 12, find(read, 'F').bytes(1))]
  const chains = { consumer: hello.message(3), provider: reply.message(3) }
  const manifests = offer.value.messages(11).map((model) => model.bytes(2))
  const answers = read.filter(({ letter }) => letter === 'o').map(({ message, stream }) => {
    const work = openWork(message.bytes(1), chains, bundle.blobs(4), manifests)
    expect('order', work.order.value, { 24: reply.hex(4), 25: hello.hex(4) })
    expect('offer', offer.value, { 1: work.provider.network, 2: offer.signer, 3: reply.hex(4) })
    expect('join', find(read, 'J').message(1), { 1: work.provider.network })
    expect('joined', joined, { 1: reply.hex(3) })
    expect('bundle', bundle, { 1: chains.provider.hex(1), 2: chains.provider.hex(2) })
    const groups = bundle.blobs(3).map((group) => open('group', 'membership.v1.GroupDefinition', 5, group))
    check(offer.signer === work.provider.peer && groups.every(({ signer }) => signer === work.consumer.root), 'signers')
    const named = nodes.map(({ role, org, jurisdiction, peerId }) => 
    for (const { role, org, jurisdiction, peerId } of nodes) {
      check(work[role].label === `${org} (${jurisdiction})`, 'node: name')
      check(peerId === `1${base58(BigInt(`0x${work[role].peer}`))}`, 'node: peer id')
    }
    return follow(work, read.filter((frame) => frame.stream === stream))
  })
  checkLinks
  return answers
}
