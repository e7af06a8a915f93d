/**
 * Reads protocol transcripts and receipts with nothing but this file, SHA-256 and Ed25519: a second implementation of
 * docs/PROTOCOL.md that shares no code with the first. What can be computed is computed, never believed.
 */
/* eslint-disable @typescript-eslint/explicit-function-return-type -- short enough to be read whole: types follow */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Side, Summary, Transcript } from './transcript.js'

// Payload type and highest field number of each kind of signed statement.
const KINDS = {
  coop: ['sov.membership.v1.CoopGenesis', 4],
  issuer: ['sov.membership.v1.IssuerCertificate', 7],
  membership: ['sov.membership.v1.MembershipCredential', 16],
  offer: ['sov.offer.v1.Offer', 12],
  'price-table': ['sov.ledger.v1.PriceTable', 7],
  order: ['sov.ledger.v1.Order', 27],
  voucher: ['sov.ledger.v1.Voucher', 6],
  entry: ['sov.ledger.v1.Entry', 15],
} as const
// A letter for each frame by its field number, upper case from the provider; and what streams may look like.
const LETTERS: Record<string, string> = { membership: ' jk', hello: ' h', offer: ' f', infer: ' oarpdvsct     e' }
const LEGAL: Record<string, RegExp> = {
  membership: /^(Jk|jK)$/,
  hello: /^(Hh|hH)$/,
  offer: /^F$/,
  infer: /^o(R|ApD*E?|ApD+vD*ScT)$/,
}
const NONE = '0'.repeat(64)
const CLOCK_SKEW_MS = 120_000n

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
      check(isVarint || (tag & 7n) === 2n, 'protobuf: wire type')
      check(last === undefined || (number >= before && number <= last), 'signed bytes: not canonical')
      at = isVarint ? end : end + Number(value)
      check(at <= bytes.length, 'protobuf: truncated')
      this.#fields.push([number, isVarint ? value : bytes.subarray(end, at)])
      before = number
    }
  }
  #all = (n: number) => this.#fields.flatMap(([number, value]) => (number === n ? [value] : []))
  numbers = () => this.#fields.map(([number]) => number)
  blobs = (n: number) => this.#all(n).filter((value) => typeof value !== 'bigint')
  bytes = (n: number) => this.blobs(n)[0] ?? Buffer.alloc(0)
  hex = (n: number) => this.bytes(n).toString('hex')
  text = (n: number) => this.bytes(n).toString()
  message = (n: number) => new Message(this.bytes(n))
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

type Signed = ReturnType<typeof open>
/** Checks an envelope (libp2p RFC 0002); `signer` is the peer id in hexadecimal. */
function open(kind: keyof typeof KINDS, envelope: Buffer) {
  const [type, last] = KINDS[kind]
  const [outer, domain] = [new Message(envelope, 5), prefixed(Buffer.from(`sov-node/${kind}/1`))]
  const [key, payload] = [outer.bytes(1), outer.bytes(3)]
  check(outer.text(2) === type && key.length === 36 && key.readUInt32BE() === 0x08011220, `${kind}: type or key`)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.subarray(4).toString('base64url') }
  const signed = Buffer.concat([domain, prefixed(Buffer.from(type)), prefixed(payload)])
  check(verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), outer.bytes(5)), `${kind}: signature`)
  return { value: new Message(payload, last), signer: `0024${key.toString('hex')}`, digest: sha256(domain, payload) }
}

function member(chain: Message, atMs: bigint) {
  const [genesis, issuer] = [open('coop', chain.bytes(1)), open('issuer', chain.bytes(2))]
  const { signer, digest: credential, value: m } = open('membership', chain.bytes(4))
  const [network, i] = [genesis.digest, issuer.value]
  check(genesis.signer === genesis.value.hex(2) && issuer.signer === genesis.signer, 'chain: not from the root')
  check(i.hex(1) === network && m.hex(1) === network && m.hex(4) === issuer.digest, 'chain: not of one piece')
  check(signer === i.hex(2) && m.hex(3) === i.hex(2), 'chain: not signed by its issuer')
  check(i.int(4) <= m.int(14) && m.int(15) <= i.int(5) && m.int(15) - m.int(14) <= i.int(6), 'chain: beyond its issuer')
  check(m.int(14) <= atMs + CLOCK_SKEW_MS && atMs < m.int(15), 'chain: not in force')
  const [jurisdiction, allowed] = [m.text(8), i.blobs(7).map(String)]
  check(/^[A-Z]{2}$/.test(jurisdiction) && (allowed[0] ?? jurisdiction) !== '', 'chain: jurisdiction')
  check(allowed.length === 0 || allowed.includes(jurisdiction), 'chain: jurisdiction beyond its issuer')
  return {
    network,
    root: genesis.signer,
    peer: m.hex(5),
    credential,
    org: m.text(6),
    label: `${m.text(7)} (${jurisdiction})`,
  }
}

type Work = ReturnType<typeof openWork>
/** Checks an order with everything that it names. */
function openWork(envelope: Buffer, chains: Record<Side, Message>, tables: Buffer[], manifests: Buffer[]) {
  const order = open('order', envelope)
  const o = order.value
  const [consumer, provider] = [member(chains.consumer, o.int(7)), member(chains.provider, o.int(7))]
  check(order.signer === consumer.peer && o.hex(3) === consumer.peer && o.hex(4) === provider.peer, 'order: parties')
  check(o.hex(3) !== o.hex(4) && o.int(7) < o.int(8), 'order: with itself, or expired at birth')
  check(o.hex(5) === consumer.credential && o.hex(6) === provider.credential, 'order: credentials')
  check(o.hex(1) === consumer.network && o.hex(1) === provider.network, 'order: co-op')
  const table = tables.map((bytes) => open('price-table', bytes)).find(({ digest }) => digest === o.hex(14))
  const manifest = manifests.find((bytes) => sha256(bytes) === o.hex(9))
  check(table?.signer === consumer.root && table.value.hex(1) === o.hex(1), 'order: price table')
  check(manifest !== undefined && table.value.int(3) <= o.int(7), 'order: model unknown, or prices not in force')
  const [rates, parameters] = [table.value, new Message(manifest, 7).int(6)]
  const isFree = rates.int(7) === 1n && consumer.org === provider.org
  const charge = (prompt: bigint, cached: bigint, output: bigint) => {
    const context = (output * (2n * prompt + output - 1n)) / 2n
    const tokens = 1_000n * (rates.int(4) * (prompt - cached) + rates.int(5) * output) + rates.int(6) * context
    return isFree ? 0n : (parameters * tokens) / 10n ** 12n
  }
  check(o.int(15) >= charge(o.int(12), 0n, o.int(13)), 'order: maximum charge')
  return { order, consumer, provider, charge }
}

/** Checks what ends an order against it and against each other. */
function settle(work: Work, [acknowledgement, stated, answered]: [Buffer, Buffer, Buffer]) {
  const { order, consumer, provider } = work
  const [voucher, statement, countersign] = [
    open('voucher', acknowledgement),
    open('entry', stated),
    open('entry', answered),
  ]
  const [v, s, c] = [voucher.value, statement.value.message(11), countersign.value.message(12)]
  check(voucher.signer === consumer.peer && v.hex(1) === order.digest && v.int(6) === 1n, 'voucher: not the last')
  for (const [{ signer, value }, { peer }] of [
    [statement, provider],
    [countersign, consumer],
  ] as const)
    check(signer === peer && value.hex(2) === peer && value.hex(1) === provider.network, 'entry: author')
  check(s.hex(1) === order.digest && s.hex(2) === consumer.peer && s.hex(9) === voucher.digest, 'statement: of what')
  check(s.int(6) === v.int(3) && s.hex(7) === v.hex(4), 'statement: not what was acknowledged')
  check(s.int(5) <= s.int(4) && s.int(4) <= order.value.int(12) && s.int(6) <= order.value.int(13), 'statement: limits')
  const [charge, pairNumber, total] = [work.charge(s.int(4), s.int(5), s.int(6)), c.int(8), c.int(9)]
  check(s.int(8) === charge && v.int(5) === charge && charge <= order.value.int(15), 'statement: charge')
  check(c.hex(1) === statement.digest && c.hex(2) === provider.peer && c.int(3) === 1n, 'countersign: of what')
  check(pairNumber > 0n && (pairNumber === 1n ? total === charge : total >= charge), 'countersign: pair total')
  return { statement, countersign, outputTokens: s.int(6), charge, pairNumber, total }
}

/** Checks a receipt bundle. @throws {Error} naming the first thing that is wrong. */
export function readReceipt(bytes: Buffer): Summary {
  const bundle = new Message(bytes, 9)
  check(bundle.int(1) === 1n, 'receipt: version')
  const chains = { consumer: bundle.message(6), provider: bundle.message(7) }
  const work = openWork(bundle.bytes(2), chains, bundle.blobs(8), bundle.blobs(9))
  const { outputTokens, charge, pairNumber } = settle(work, [bundle.bytes(3), bundle.bytes(4), bundle.bytes(5)])
  return { outcome: 'settled', consumer: work.consumer.label, provider: work.provider.label, outputTokens, charge, pairNumber }
}

/** Checks a transcript as of the dates in it. @throws {Error} naming the first thing that is wrong. */
export function readTranscript({ nodes, frames }: Transcript): Summary[] {
  const seen = new Seen()
  const works = [...new Set(frames.map(({ stream }) => stream))].flatMap((stream) => {
    const own = frames.filter((frame) => frame.stream === stream)
    const protocol = own[0]?.protocol.split('/')[2] ?? ''
    const messages = own.map(({ bytes }) => new Message(Buffer.from(bytes, 'base64')))
    const letters = own.map(({ from }, index) => letter(protocol, from, messages[index]))
    check(LEGAL[protocol]?.test(letters.join('')) === true, `${protocol}: order of frames`)
  })
}
