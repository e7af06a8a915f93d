import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../src/wire/index.js'
import { testCoop } from '../../helpers/coop.js'
import { Exchange, ledgerPair, type LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

describe('a countersign that the provider did not get', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  beforeEach(async () => {
    ;({ consumer, provider } = await ledgerPair(coop, clock))
  })
  afterEach(async () => {
    await consumer.close()
    await provider.close()
  })

  /** An exchange whose stream broke after the consumer had countersigned. */
  async function broken(): Promise<Exchange> {
    const work = new Exchange(coop, consumer, provider)
    const voucher = work.acknowledge()
    await work.countersign(voucher, await work.state(voucher))
    return work
  }

  it('is kept for it, taken late, and forgotten when it says so', async () => {
    const work = await broken()
    const [kept, ...more] = await consumer.ledger.undelivered(provider.party.peer)
    expect(more).toEqual([])
    const stored = await provider.ledger.storeLateCountersign(kept!.bytes)
    expect(toHex(stored.digest)).toBe(toHex(kept!.digest))
    const id = toHex(work.order.value.orderId)
    expect(toHex(await provider.ledger.receipt(id))).toBe(toHex(await consumer.ledger.receipt(id)))

    // handed in again after an answer was lost: nothing changes
    await provider.ledger.storeLateCountersign(kept!.bytes)
    expect((await provider.ledger.balances()).perPeer).toMatchObject([{ requests: 1 }])

    await consumer.ledger.delivered(provider.party.peer, kept!.digest)
    expect(await consumer.ledger.undelivered(provider.party.peer)).toEqual([])
  })

  it('is kept apart by provider', async () => {
    await broken()
    expect(await provider.ledger.undelivered(consumer.party.peer)).toEqual([])
    expect(await consumer.ledger.undelivered(consumer.party.peer)).toEqual([])
  })

  it('is refused when it answers no statement of this node', async () => {
    await broken()
    const [kept] = await consumer.ledger.undelivered(provider.party.peer)
    await expect(consumer.ledger.storeLateCountersign(kept!.bytes)).rejects.toMatchObject({
      code: 'ERR_SOV_RECEIPT_NOT_FOUND',
    })
  })
})
