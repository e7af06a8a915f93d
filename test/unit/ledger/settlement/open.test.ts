import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openOrder, openVoucher } from '../../../../src/ledger/index.js'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { ORDER, signStatement, VOUCHER, type Voucher } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'

const consumer = testKey()
const order = signStatement(
  ORDER,
  { orderId: randomBytes(16), consumer: peerIdToBytes(consumer.peerId), maxOutputTokens: 10, maxCharge: 100n },
  consumer,
)
const voucher = (values: Partial<Voucher>, key = consumer): ReturnType<typeof openVoucher> =>
  signStatement(VOUCHER, { order: order.digest, number: 1, outputTokens: 5, charge: 50n, ...values }, key)

describe('openOrder', () => {
  it('reads an order by its consumer only', () => {
    expect(openOrder(order.bytes).digest).toEqual(order.digest)
    expect(() => openOrder(signStatement(ORDER, order.value, testKey()).bytes)).toThrow('not signed by its consumer')
  })
})

describe('openVoucher', () => {
  it('reads a voucher of the order by its consumer, within the limits', () => {
    expect(openVoucher(voucher({}).bytes, order).value.charge).toBe(50n)
    expect(openVoucher(voucher({ outputTokens: 10, charge: 100n }).bytes, order).value.outputTokens).toBe(10)
    for (const [wrong, reason] of [
      [voucher({}, testKey()), 'not signed by the consumer'],
      [voucher({ order: randomBytes(32) }), 'another order'],
      [voucher({ outputTokens: 11 }), 'exceeds the limits'],
      [voucher({ charge: 101n }), 'exceeds the limits'],
      [voucher({ number: 0 }), 'has no number'],
    ] as const) {
      expect(() => openVoucher(wrong.bytes, order), reason).toThrow(reason)
    }
  })

  it('takes only what goes on from the one before', () => {
    const before = voucher({ number: 2 })
    expect(openVoucher(voucher({ number: 3, isFinal: true }).bytes, order, before).value.isFinal).toBe(true)
    expect(openVoucher(voucher({ number: 3 }).bytes, order, before).value.number).toBe(3)
    expect(openVoucher(voucher({ number: 9, outputTokens: 6, charge: 51n }).bytes, order, before).value.number).toBe(9)
    for (const values of [{ number: 1 }, { number: 2 }, { number: 3, outputTokens: 4 }, { number: 3, charge: 49n }]) {
      expect(() => openVoucher(voucher(values).bytes, order, before), JSON.stringify(values, String)).toThrow(
        'takes back',
      )
    }
    expect(() => openVoucher(voucher({ number: 3 }).bytes, order, voucher({ number: 2, isFinal: true }))).toThrow(
      'takes back',
    )
  })
})
