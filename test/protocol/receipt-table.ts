import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  helloFrame,
  inferFrame,
  membershipFrame,
  modelManifest,
  offerFrame,
  openStatement,
  OFFER,
  receiptBundle,
} from '../../src/wire/index.js'
import type { Side, Transcript } from './transcript.js'

/** The page whose table is made here. */
export const LEDGER_DOC = fileURLToPath(new URL('../../docs/LEDGER.md', import.meta.url))
const PROTO = fileURLToPath(new URL('../../proto/sov', import.meta.url))
const [BEGIN, END] = ['<!-- receipt -->', '<!-- end of receipt -->']

/** The receipt of the one request of a recording, put together from its frames. */
export function receiptIn({ frames }: Transcript): Buffer {
  const bytesOf = (protocol: string, from?: Side): Buffer[] =>
    frames
      .filter((frame) => frame.protocol === protocol && (from ?? frame.from) === frame.from)
      .map(({ bytes }) => Buffer.from(bytes, 'base64'))
  const infer = bytesOf('/sov/infer/1').map((bytes) => inferFrame.decode(bytes))
  const one = (name: 'order' | 'voucher' | 'statement' | 'countersign'): Uint8Array =>
    infer.map((frame) => frame[name]).find((bytes) => bytes !== null)!
  const chain = (side: Side): Parameters<typeof receiptBundle.encode>[0]['consumer'] =>
    helloFrame.decode(bytesOf('/sov/hello/1', side)[0]!).hello!.chain
  const joined = bytesOf('/sov/membership/1').map((bytes) => membershipFrame.decode(bytes).joined)
  const offer = openStatement(OFFER, offerFrame.decode(bytesOf('/sov/offer/1')[0]!).offer).value
  return Buffer.from(
    receiptBundle.encode({
      version: 1,
      order: one('order'),
      voucher: one('voucher'),
      statement: one('statement'),
      countersign: one('countersign'),
      consumer: chain('consumer'),
      provider: chain('provider'),
      priceTable: joined.find((answer) => answer !== null)!.bundle!.priceTables[0]!,
      manifest: modelManifest.encode(modelManifest.decodeStrict(offer.models[0]!.manifest)),
    }),
  )
}

/** The page with its receipt taken apart anew. */
export function withReceipt(page: string, receipt: Buffer): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error('docs/LEDGER.md has no place for a receipt')
  const head = ['| at | bytes | field | value |', '|--:|--:|---|---|']
  const rows = rowsOf(receipt, 0, 'sov.ledger.v1.ReceiptBundle', '')
  return `${page.slice(0, from + BEGIN.length)}\n\n${[...head, ...rows].join('\n')}\n\n${page.slice(to)}`
}

interface Field {
  readonly name: string
  /** Full name of the message, when it is one. */
  readonly message: string | undefined
  readonly type: string
}

/** Fields by message and number, read from the proto files. */
const SHAPES: ReadonlyMap<string, ReadonlyMap<number, Field>> = readShapes()
/** Byte fields that hold an envelope or a message. */
const INSIDE: Readonly<Record<string, string>> = {
  order: 'sov.wire.v1.Envelope',
  voucher: 'sov.wire.v1.Envelope',
  statement: 'sov.wire.v1.Envelope',
  countersign: 'sov.wire.v1.Envelope',
  price_table: 'sov.wire.v1.Envelope',
  genesis: 'sov.wire.v1.Envelope',
  issuer_certificate: 'sov.wire.v1.Envelope',
  membership: 'sov.wire.v1.Envelope',
  manifest: 'sov.model.v1.ModelManifest',
}
const CARRIERS: readonly string[] = ['sov.ledger.v1.ReceiptBundle', 'sov.membership.v1.CredentialChain']

function readShapes(): typeof SHAPES {
  const shapes = new Map<string, ReadonlyMap<number, Field>>()
  for (const path of readdirSync(PROTO, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.proto')) continue
    const text = readFileSync(join(PROTO, path), 'utf8')
    const own = /^package (.*);$/m.exec(text)![1]!
    const messages = new Set([...text.matchAll(/^message (\w+)/gm)].map(([, name]) => name))
    for (const [, name, body] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
      const fields = [...body!.matchAll(/^ +(?:repeated )?([\w.]+) (\w+) = (\d+);/gm)]
      const read = fields.map(([, type = '', field = '', number]) => {
        const message = type.startsWith('sov.') ? type : messages.has(type) ? `${own}.${type}` : undefined
        return [Number(number), { name: field, message, type }] as const
      })
      shapes.set(`${own}.${name!}`, new Map(read))
    }
  }
  return shapes
}

function* fieldsOf(bytes: Buffer): Generator<{ number: number; at: number; from: number; to: number; value: bigint }> {
  for (let at = 0, to: number; at < bytes.length; at = to) {
    const [tag, begin] = varint(bytes, at)
    const [value, end] = varint(bytes, begin)
    const isInteger = (tag & 7n) === 0n
    to = isInteger ? end : end + Number(value)
    yield { number: Number(tag >> 3n), at, from: isInteger ? begin : end, to, value }
  }
}

function varint(bytes: Buffer, at: number): [value: bigint, end: number] {
  let [value, shift] = [0n, 0n]
  for (; ; shift += 7n) {
    const byte = BigInt(bytes[at++]!)
    value |= (byte & 0x7fn) << shift
    if (byte < 0x80n) return [value, at]
  }
}

function rowsOf(bytes: Buffer, offset: number, message: string, path: string): string[] {
  const shape = SHAPES.get(message)!
  const fields = [...fieldsOf(bytes)]
  return fields.flatMap(({ number, at, from, to, value }) => {
    const { name, type, message: nested } = shape.get(number)!
    const content = bytes.subarray(from, to)
    const here = path === '' ? name : `${path} · ${name}`
    const row = (what: string): string => `| ${String(offset + at)} | ${String(to - at)} | ${here} | ${what} |`
    const inside = nested ?? (CARRIERS.includes(message) ? INSIDE[name] : undefined) ?? payload(message, name, bytes)
    // The provider's credentials look like those of the consumer.
    if (inside === undefined || here === 'provider')
      return [row(inside === undefined ? shown(type, value, content) : 'as `consumer`')]
    return [row(`\`${inside}\``), ...rowsOf(content, offset + from, inside, here)]
  })
}

/** The message in an envelope. */
function payload(message: string, field: string, envelope: Buffer): string | undefined {
  if (message !== 'sov.wire.v1.Envelope' || field !== 'payload') return undefined
  const type = [...fieldsOf(envelope)].find(({ number }) => number === 2)!
  return envelope.toString('utf8', type.from, type.to)
}

function shown(type: string, value: bigint, content: Buffer): string {
  if (type === 'string') return `“${content.toString()}”`
  if (type !== 'bytes') return content.length > 1 && type === 'Role' ? [...content].join(', ') : String(value)
  if (/^sov\.[\w.]+$/.test(content.toString())) return `“${content.toString()}”`
  return `\`${content.subarray(0, 8).toString('hex')}${content.length > 8 ? '…' : ''}\``
}
