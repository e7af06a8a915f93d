import fc from 'fast-check'
import { bytesField, uvarint } from '../helpers/proto.js'

type Change = (bytes: Uint8Array) => Uint8Array
/** Where the fields of a message are; `body` is where the value of a length-delimited one begins. */
interface Place {
  readonly start: number
  readonly body: number
  readonly end: number
  readonly isBytes: boolean
}

/**
 * Bytes near valid ones: what a careless or hostile peer makes of a message that it has seen. One in ten is arbitrary.
 */
export function mutations(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const seed = fc.constantFrom(...seeds)
  const changed = fc
    .tuple(seed, fc.array(change(seeds), { minLength: 1, maxLength: 4 }))
    .map(([bytes, changes]) => changes.reduce((before, apply) => apply(before), bytes))
  return fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) })
}

function change(seeds: readonly Uint8Array[]): fc.Arbitrary<Change> {
  const at = fc.nat({ max: 0xffff })
  const blind: fc.Arbitrary<Change>[] = [
    fc.tuple(at, fc.nat({ max: 7 })).map(([place, bit]) => (bytes) => {
      const flipped = Uint8Array.from(bytes)
      if (bytes.length > 0) flipped[place % bytes.length]! ^= 1 << bit
      return flipped
    }),
    at.map((place) => (bytes) => bytes.slice(0, place % (bytes.length + 1))),
    // the beginning of one and the end of another
    fc.tuple(at, at, fc.constantFrom(...seeds)).map(
      ([head, tail, other]) =>
        (bytes) =>
          Buffer.concat([bytes.subarray(0, head % (bytes.length + 1)), other.subarray(tail % (other.length + 1))]),
    ),
    fc.tuple(at, fc.constantFrom(...SPLINTERS)).map(([place, splinter]) => (bytes) => {
      const index = place % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, index), splinter, bytes.subarray(index)])
    }),
  ]
  // In one message of the tree, at one of its fields.
  const inField = (edit: (field: Uint8Array, value: Uint8Array, tag: Uint8Array) => Uint8Array): fc.Arbitrary<Change> =>
    fc.array(at, { minLength: 1, maxLength: 4 }).map((path) => (bytes) => editField(bytes, path, edit))
  return fc.oneof(
    ...blind,
    // doubled, left out, and put in many times
    inField((field) => Buffer.concat([field, field])),
    inField(() => new Uint8Array()),
    inField((field) => Buffer.concat(Array<Uint8Array>(1_000).fill(field.subarray(0, 64)))),
    // another wire type, and another number
    fc.nat({ max: 7 }).chain((type) => inField((field) => withFirst(field, (first) => (first & ~7) | type))),
    fc.nat({ max: 31 }).chain((number) => inField((field) => withFirst(field, (first) => (number << 3) | (first & 7)))),
    // a length that is not the length, up to 4 GiB, and the right one in too many bytes
    fc
      .constantFrom(0, 1, 0x7f, 0xffff, 0x7fff_ffff, 0xffff_ffff)
      .chain((length) => inField((_, value, tag) => Buffer.concat([tag, uvarint(length), value]))),
    inField((_, value, tag) => Buffer.concat([tag, overlong(value.length), value])),
    // an empty value, a long one, and one message inside another many times
    inField((_, __, tag) => Buffer.concat([tag, uvarint(0)])),
    inField((_, value, tag) =>
      lengthDelimited(tag, Buffer.concat(Array<Uint8Array>(200).fill(value.subarray(0, 200)))),
    ),
    fc.nat({ max: 200 }).chain((depth) => inField((field) => nested(field, depth))),
  )
}

/** Pieces that decoders trip over. */
const SPLINTERS: readonly Uint8Array[] = [
  // varints: without an end, of ten bytes, zero in two bytes, and the largest
  new Uint8Array(12).fill(0xff),
  Buffer.concat([new Uint8Array(9).fill(0x80), Uint8Array.of(0x01)]),
  Uint8Array.of(0x80, 0x00),
  Buffer.concat([new Uint8Array(9).fill(0xff), Uint8Array.of(0x01)]),
  // groups: opened and never closed, and closed without a beginning
  new Uint8Array(2_000).fill(0x0b),
  Uint8Array.of(0x0c),
  // text that is no UTF-8, direction marks, and what ends strings elsewhere
  Uint8Array.of(0xed, 0xa0, 0x80, 0xff, 0xfe),
  Buffer.from('\u202e\u0000\ufeff'),
  // for the readers of text
  Buffer.from('{"__proto__":{"a":1}}'),
  Buffer.from('['.repeat(2_000)),
  Buffer.from('1e999'),
  Buffer.from('"""\\uD800'),
]

function editField(
  bytes: Uint8Array,
  [choice = 0, ...deeper]: readonly number[],
  edit: (field: Uint8Array, value: Uint8Array, tag: Uint8Array) => Uint8Array,
): Uint8Array {
  const fields = fieldsOf(bytes)
  const place = fields[choice % Math.max(1, fields.length)]
  if (place === undefined) return bytes
  const { start, body, end, isBytes } = place
  const value = bytes.subarray(body, end)
  const tag = bytes.subarray(start, start + varintLength(bytes, start))
  const isMessage = isBytes && fieldsOf(value).length > 0
  const changed =
    deeper.length > 0 && isMessage
      ? lengthDelimited(tag, editField(value, deeper, edit))
      : edit(bytes.subarray(start, end), value, tag)
  return Buffer.concat([bytes.subarray(0, start), changed, bytes.subarray(end)])
}

/** The fields when the bytes are a message, else none. */
function fieldsOf(bytes: Uint8Array): Place[] {
  const fields: Place[] = []
  for (let start = 0; start < bytes.length; ) {
    const wireType = bytes[start]! & 7
    const value = start + varintLength(bytes, start)
    let body = value
    let end = value
    if (wireType === 0) end += varintLength(bytes, value)
    else if (wireType === 1) end += 8
    else if (wireType === 5) end += 4
    else if (wireType === 2) {
      body += varintLength(bytes, value)
      end = body + readVarint(bytes, value)
    } else return []
    if (end <= value || end > bytes.length) return []
    fields.push({ start, body, end, isBytes: wireType === 2 })
    start = end
  }
  return fields
}

function varintLength(bytes: Uint8Array, at: number): number {
  const last = bytes.subarray(at).findIndex((byte) => byte < 0x80)
  return last === -1 ? bytes.length + 1 : last + 1
}

function readVarint(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + varintLength(bytes, at)).reduceRight((sum, byte) => sum * 0x80 + (byte & 0x7f), 0)
}

function lengthDelimited(tag: Uint8Array, value: Uint8Array): Uint8Array {
  return Buffer.concat([tag, uvarint(value.length), value])
}

function overlong(value: number): Uint8Array {
  const short = uvarint(value)
  return Buffer.concat([short.map((byte) => byte | 0x80), Uint8Array.of(0x80, 0x00)])
}

function withFirst(field: Uint8Array, change: (first: number) => number): Uint8Array {
  return Buffer.concat([Uint8Array.of(change(field[0]!) & 0xff), field.subarray(1)])
}

function nested(field: Uint8Array, depth: number): Uint8Array {
  const number = field[0]! >> 3 || 1
  let bytes = field
  for (let level = 0; level < depth; level++) bytes = bytesField(number, bytes)
  return bytes
}
