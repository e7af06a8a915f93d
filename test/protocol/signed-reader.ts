/** Reads protobuf messages and signed envelopes with nothing but SHA-256 and Ed25519. */
/* eslint-disable @typescript-eslint/explicit-function-return-type, @typescript-eslint/explicit-module-boundary-types --
   short enough to be read whole: the types follow from the code */
import { createHash, createPublicKey, verify } from 'node:crypto'

export const [CANCELLED, ACCEPT, YES, NO_DIGEST] = [3n, 1n, 1n, '0'.repeat(64)]
const ED25519 = '002408011220'

export function check(isRight: boolean, what: string): asserts isRight {
  if (!isRight) throw new Error(what)
}

/** A protobuf message by field numbers. With `last` its bytes are signed: fields ascend and none is unknown. */
export class Message {
  readonly #fields: [number, bigint | Buffer][] = []
  constructor(bytes: Buffer, last?: number) {
    for (let at = 0, before = 1; at < bytes.length; ) {
      const [tag, start] = varint(bytes, at)
      const [value, end] = varint(bytes, start)
      const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)]
      at = wire === 0 ? end : end + Number(value)
      check([0, 2].includes(wire) && at <= bytes.length && (!last || (number >= before && number <= last)), 'protobuf')
      this.#fields.push([(before = number), wire === 0 ? value : bytes.subarray(end, at)])
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

export const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const uvarint = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...uvarint(n >> 7)])
export const prefixed = (bytes: Buffer) => Buffer.concat([Buffer.from(uvarint(bytes.length)), bytes])

/** Checks that fields have these values, digests and peer ids in hexadecimal. */
export function expect(what: string, message: Message, fields: Record<number, string | bigint>) {
  for (const [number, value] of Object.entries(fields))
    check(message[typeof value === 'bigint' ? 'int' : 'hex'](Number(number)) === value, `${what}: field ${number}`)
}

/** Opens an envelope (libp2p RFC 0002) of `by`, a peer id in hexadecimal, whose payload has fields up to `last`. */
export function open(kind: string, name: string, last: number, envelope: Message, by?: string) {
  const [domain, type] = [Buffer.from(`sov-node/${kind}/1`), Buffer.from(`sov.${name}`)]
  const [key, payload] = [envelope.bytes(1), envelope.bytes(3)]
  const [signer, jwk] = [`0024${key.toString('hex')}`, { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url', 4) }]
  check(type.equals(envelope.bytes(2)) && (by ?? signer) === signer && signer.startsWith(ED25519), `${kind}: signer`)
  const [signed, publicKey] = [[domain, type, payload].map(prefixed), createPublicKey({ key: jwk, format: 'jwk' })]
  check(verify(null, Buffer.concat(signed), publicKey, envelope.bytes(5)), `${kind}: signature`)
  return { value: new Message(payload, last), signer, digest: sha256(prefixed(domain), payload) }
}

export type Opened = ReturnType<typeof open>
