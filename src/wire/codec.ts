import { hash } from 'node:crypto'
import Long from 'long'
import protobuf from 'protobufjs/minimal.js'
import { SovError } from '../errors.js'
import { MAX_MESSAGE_FIELDS } from '../limits.js'

type Field<V> = V extends Long
  ? bigint
  : V extends Uint8Array
    ? Uint8Array
    : V extends readonly (infer U)[]
      ? Item<NonNullable<U>>[]
      : V extends string | number | boolean
        ? V
        : V extends object
          ? Plain<V> | null
          : never
type Item<U> = NonNullable<Field<U>>

/** A decoded message: every scalar present with its proto3 default, absent messages `null`, uint64 as bigint. */
export type Plain<P> = {
  [K in keyof P as K extends '$unknowns' ? never : K]-?: Field<NonNullable<P[K]>>
}

type InputField<V> = V extends Long
  ? bigint
  : V extends Uint8Array
    ? Uint8Array
    : V extends readonly (infer U)[]
      ? readonly InputField<NonNullable<U>>[]
      : V extends string | number | boolean
        ? V
        : V extends object
          ? Input<V>
          : never

/** A message to encode: what is left out, or null, is absent. */
export type Input<P> = {
  readonly [K in keyof P as K extends '$unknowns' ? never : K]?: InputField<NonNullable<P[K]>> | null | undefined
}

/** The shape of a generated protobufjs class that the codec needs. */
interface GeneratedType<P> {
  encode(message: P, writer?: protobuf.Writer): protobuf.Writer
  decode(reader: protobuf.Reader, length?: number): object
}

/** Bytes and back for one protobuf message. */
export interface Codec<P, D = Plain<P>> {
  encode(message: Input<P>): Uint8Array
  /**
   * Reads a message from a peer. Unknown fields are dropped, so newer peers may add some.
   *
   * @throws {SovError} ERR_SOV_WIRE_FORMAT, ERR_SOV_WIRE_LIMIT
   */
  decode(bytes: Uint8Array): D
  /**
   * Reads a message whose bytes count: only the one canonical encoding passes (fields ascending and once, varints
   * minimal, defaults left out, nothing unknown). Enforced by encoding again and comparing.
   *
   * @throws {SovError} ERR_SOV_WIRE_FORMAT
   */
  decodeStrict(bytes: Uint8Array): D
}

/** Makes the codec of a generated type. */
export function codec<P, D = Plain<P>>(type: GeneratedType<P>): Codec<P, D> {
  const encode = (message: Input<P>): Uint8Array => type.encode(fromPlain(message) as P).finish()
  const decode = (bytes: Uint8Array): D => {
    try {
      const reader = protobuf.Reader.create(bytes)
      // Kept by default and written back, which would let unknown fields pass the comparison below.
      reader.discardUnknown = true
      limitFields(reader)
      return toPlain(type.decode(reader)) as D
    } catch (cause) {
      if (SovError.isInstance(cause)) throw cause
      throw new SovError('ERR_SOV_WIRE_FORMAT', 'not a valid message', { cause })
    }
  }
  return {
    encode,
    decode,
    decodeStrict(bytes) {
      const message = decode(bytes)
      if (!equalBytes(encode(message as unknown as Input<P>), bytes)) {
        throw new SovError('ERR_SOV_WIRE_FORMAT', 'not the canonical encoding')
      }
      return message
    },
  }
}

/** SHA-256 of the concatenated parts, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  // in one call: most of what is hashed is short, and setting up takes as long as hashing it
  return hash('sha256', Buffer.concat(parts), 'buffer')
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

/** @throws {SovError} ERR_SOV_WIRE_FORMAT when the text is not hexadecimal. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) {
    throw new SovError('ERR_SOV_WIRE_FORMAT', 'not a hexadecimal string')
  }
  return Buffer.from(text, 'hex')
}

/**
 * Every field of every nested message passes `tag()`. Without a limit a frame of empty items costs fifty times its size
 * in memory and half a second of decoding, long before anybody can count the items.
 */
function limitFields(reader: protobuf.Reader): void {
  const tag = reader.tag.bind(reader)
  let left = MAX_MESSAGE_FIELDS
  reader.tag = () => {
    if (left-- === 0) throw new SovError('ERR_SOV_WIRE_LIMIT', `a message of over ${String(MAX_MESSAGE_FIELDS)} fields`)
    return tag()
  }
}

function isLong(value: object): value is Long {
  return Long.isLong(value)
}

function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return value
  if (isLong(value)) return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0)
  if (Array.isArray(value)) return value.map(toPlain)
  const plain: Record<string, unknown> = {}
  // for…in on purpose: proto3 defaults live on the prototype of generated classes
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key]
    if (typeof field !== 'function') plain[key] = toPlain(field)
  }
  return plain
}

function fromPlain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (value < 0n || value > 0xffff_ffff_ffff_ffffn) throw new RangeError('uint64 out of range')
    return Long.fromBits(Number(value & 0xffff_ffffn), Number(value >> 32n), true)
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(fromPlain)
  const message: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(value)) message[key] = fromPlain(field)
  return message
}
