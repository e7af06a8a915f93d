import { describe, expect, it } from 'vitest'
import { ENTRY, helloFrame, MEMBERSHIP, ORDER, VOUCHER, type Codec } from '../../../src/wire/index.js'
import { bytesField, varintField } from '../../helpers/proto.js'

const digest = new Uint8Array(32).fill(7)

function refusedStrictly<P>(codec: Codec<P>, bytes: Uint8Array): void {
  expect(() => codec.decodeStrict(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }))
}

describe('codec', () => {
  it('gives every scalar its default, absent messages null, and uint64 as bigint', () => {
    expect(VOUCHER.payload.decode(new Uint8Array())).toEqual({
      order: Buffer.alloc(0),
      number: 0,
      outputTokens: 0,
      outputCommitment: Buffer.alloc(0),
      charge: 0n,
      isFinal: false,
    })
    expect(helloFrame.decode(new Uint8Array())).toMatchObject({ hello: null, refusal: null, error: null })
  })

  it('keeps the whole range of uint64 and uint32', () => {
    const value = { maxCharge: 2n ** 64n - 1n, createdMs: 2n ** 63n, maxPromptTokens: 2 ** 32 - 1 }
    expect(ORDER.payload.decodeStrict(ORDER.payload.encode(value))).toMatchObject(value)
    for (const maxCharge of [-1n, 2n ** 64n]) {
      expect(() => ORDER.payload.encode({ maxCharge })).toThrow(RangeError)
    }
  })

  it('treats null and absent fields alike', () => {
    expect(helloFrame.encode({ hello: null, refusal: undefined })).toHaveLength(0)
  })

  it('drops unknown fields of unsigned messages, so that newer peers may add some', () => {
    const bytes = Buffer.concat([helloFrame.encode({ hello: { versions: [1] } }), varintField(14, 5)])
    expect(helloFrame.decode(bytes).hello?.versions).toEqual([1])
  })

  const order = bytesField(1, digest)
  const number = varintField(2, 1)
  it.each([
    ['an unknown field', Buffer.concat([order, number, varintField(15, 1)])],
    ['an unknown field at the front', Buffer.concat([varintField(15, 1), order, number])],
    ['a doubled field', Buffer.concat([order, number, number])],
    ['fields out of order', Buffer.concat([number, order])],
    ['a varint that is not minimal', Buffer.concat([order, Uint8Array.of(0x10, 0x81, 0x00)])],
    ['a length that is not minimal', Buffer.concat([Uint8Array.of(0x0a, 0xa0, 0x00), digest, number])],
    ['a tag that is not minimal', Buffer.concat([order, Uint8Array.of(0x90, 0x00, 0x01)])],
    ['a default written out', Buffer.concat([order, varintField(2, 0)])],
    ['an empty field written out', Buffer.concat([bytesField(1, new Uint8Array()), number])],
    ['a number beyond uint32', Buffer.concat([order, Uint8Array.of(0x10, 0x81, 0x80, 0x80, 0x80, 0x10)])],
    ['a truth value other than 1', Buffer.concat([order, number, varintField(6, 2)])],
    ['a field cut off', Buffer.concat([order, number]).subarray(0, -1)],
    ['a length beyond the end', Uint8Array.of(0x0a, 0x20, 0x00)],
    ['another wire type', Buffer.concat([varintField(1, 1), number])],
    ['a trailing byte', Buffer.concat([order, number, Uint8Array.of(0)])],
  ])('refuses %s where bytes count', (_what, bytes) => {
    expect(() => VOUCHER.payload.decodeStrict(Buffer.concat([order, number])), 'the right one passes').not.toThrow()
    refusedStrictly(VOUCHER.payload, bytes)
  })

  it('refuses two members of a oneof where bytes count', () => {
    const statement = ENTRY.payload.encode({ statement: { order: digest } })
    const countersign = ENTRY.payload.encode({ countersign: { statement: digest } })
    refusedStrictly(ENTRY.payload, Buffer.concat([statement, countersign]))
  })

  it('refuses a list that is not packed where bytes count', () => {
    expect(MEMBERSHIP.payload.decode(Buffer.concat([varintField(11, 1), varintField(11, 2)])).roles).toEqual([1, 2])
    refusedStrictly(MEMBERSHIP.payload, Buffer.concat([varintField(11, 1), varintField(11, 2)]))
  })

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses text that is not UTF-8 where bytes count: %s', (_what, text) => {
    refusedStrictly(MEMBERSHIP.payload, bytesField(7, Uint8Array.from(text)))
  })
})
