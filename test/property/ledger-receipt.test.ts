import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyReceipt } from '../../src/ledger/index.js'
import { toHex } from '../../src/wire/index.js'
import { testCoop } from '../helpers/coop.js'
import { Exchange, ledgerPair, type LedgerNode } from '../helpers/ledger-node.js'
import { ManualClock } from '../helpers/manual-clock.js'

describe('a receipt', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let nodes: { consumer: LedgerNode; provider: LedgerNode }
  let receipt: Uint8Array

  beforeAll(async () => {
    nodes = await ledgerPair(coop, clock)
    const work = new Exchange(coop, nodes.consumer, nodes.provider)
    await work.settle()
    receipt = await nodes.consumer.ledger.receipt(toHex(work.order.value.orderId))
  })
  afterAll(async () => {
    await nodes.consumer.close()
    await nodes.provider.close()
  })

  const rejected = (bytes: Uint8Array, what: string): void => {
    expect(() => verifyReceipt(bytes), what).toThrow(expect.objectContaining({ code: 'ERR_SOV_RECEIPT_INVALID' }))
  }

  it('is accepted as it is', () => {
    expect(verifyReceipt(receipt, { trust: [coop.networkId] }).coopName).toBe('Test co-op')
  })

  it('is rejected with a bit flipped in any of its bytes', () => {
    for (let index = 0; index < receipt.length; index++) {
      const flipped = Buffer.from(receipt)
      flipped[index]! ^= 1 << (index % 8)
      rejected(flipped, `byte ${String(index)}`)
    }
  })

  it('is rejected with bytes changed, cut off, put in or moved', () => {
    const position = fc.nat(receipt.length - 1)
    fc.assert(
      fc.property(position, position, fc.uint8Array({ maxLength: 8 }), (a, b, inserted) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const changed = Buffer.concat([receipt.subarray(0, from), inserted, receipt.subarray(to)])
        fc.pre(!changed.equals(receipt))
        rejected(changed, `${String(from)} to ${String(to)}`)
      }),
      { numRuns: 300 },
    )
  })

  it('is never made of arbitrary bytes, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => rejected(bytes, toHex(bytes))))
  })
})
