import { beforeEach, describe, expect, it } from 'vitest'
import { ORDER_LIFE_MS } from '../../../../src/limits.js'
import { verifyReceipt, type SignedVoucher } from '../../../../src/ledger/index.js'
import { toHex } from '../../../../src/wire/index.js'
import type { TestCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import type { ManualClock } from '../../../helpers/manual-clock.js'
import { until } from '../../../helpers/until.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('after the stream of a request has broken', () => {
  let clock: ManualClock
  let coop: TestCoop
  let consumer: LedgerNode
  let provider: LedgerNode
  let work: Exchange

  usesLedgerPair((pair) => ({ clock, coop, consumer, provider } = pair))
  beforeEach(() => {
    work = new Exchange(coop, consumer, provider)
  })

  const orderId = (): string => toHex(work.order.value.orderId)
  const states = (): Promise<(string | undefined)[]> =>
    Promise.all([consumer, provider].map(async ({ ledger }) => (await ledger.list())[0]?.state))
  const late = {
    undelivered: () => consumer.ledger.late.undelivered(provider.party.peer),
    owed: () => consumer.ledger.late.owed(provider.party.peer),
    unsigned: () => provider.ledger.late.unsigned(consumer.party.peer),
  }

  async function expectSettledOnBothSides(): Promise<void> {
    expect(await states()).toEqual(['settled', 'settled'])
    const [ours, theirs] = await Promise.all([consumer, provider].map(({ ledger }) => ledger.receipt(orderId())))
    expect(toHex(ours!)).toBe(toHex(theirs!))
    verifyReceipt(ours!)
    expect(await late.unsigned()).toEqual([])
  }

  /** The stream breaks while the provider works on the order. */
  const leaveOpen = (): void => {
    provider.ledger.track(work.order, (voucher) => work.state(voucher))
    provider.ledger.leaveOpen(work.order)
  }

  describe('a countersign that the provider did not get', () => {
    beforeEach(async () => {
      const voucher = work.acknowledge()
      await work.countersign(voucher, await work.state(voucher))
    })

    it('is kept for it, taken late, and forgotten when it says so', async () => {
      const [kept, ...more] = await late.undelivered()
      expect(more).toEqual([])
      const stored = await provider.ledger.late.storeLateCountersign(kept!.countersign.bytes)
      expect(toHex(stored.digest)).toBe(toHex(kept!.countersign.digest))
      await expectSettledOnBothSides()

      // handed in again after an answer was lost: nothing changes
      await provider.ledger.late.storeLateCountersign(kept!.countersign.bytes)
      expect((await provider.ledger.balances()).perPeer).toMatchObject([{ requests: 1 }])

      await consumer.ledger.delivered(provider.party.peer, kept!.order)
      expect(await late.undelivered()).toEqual([])
    })

    it('is kept apart by provider', async () => {
      expect(await provider.ledger.late.undelivered(consumer.party.peer)).toEqual([])
      expect(await consumer.ledger.late.undelivered(consumer.party.peer)).toEqual([])
    })

    it('is refused when it answers no statement of this node', async () => {
      const [kept] = await late.undelivered()
      await expect(consumer.ledger.late.storeLateCountersign(kept!.countersign.bytes)).rejects.toMatchObject({
        code: 'ERR_SOV_RECEIPT_NOT_FOUND',
      })
    })
  })

  describe('a statement that the consumer did not get', () => {
    it('is handed to it and countersigned, also after a restart of both', async () => {
      await work.state(work.acknowledge())
      await consumer.restart()
      await provider.restart()
      const [receipt] = await late.unsigned()
      const countersign = await consumer.ledger.late.countersignLate(receipt!)
      await provider.ledger.late.storeLateCountersign(countersign!.bytes)
      await expectSettledOnBothSides()
    })

    it('is answered the same when it comes twice', async () => {
      await work.state(work.acknowledge())
      const [receipt] = await late.unsigned()
      const answers = [receipt!, receipt!].map((again) => consumer.ledger.late.countersignLate(again))
      const [one, two] = await Promise.all(answers)
      expect(toHex(one!.bytes)).toBe(toHex(two!.bytes))
    })

    it('is unknown to a node that made no such order', async () => {
      await work.state(work.acknowledge())
      const [receipt] = await late.unsigned()
      expect(await provider.ledger.late.countersignLate(receipt!)).toBeUndefined()
    })
  })

  describe('a final voucher that the provider did not get', () => {
    const owe = async (): Promise<SignedVoucher> => {
      const voucher = work.acknowledge()
      await consumer.ledger.owe(work.order, { voucher, promptTokens: 100, cachedTokens: 0 })
      return voucher
    }

    it('is kept across a restart, handed in, and settles the work', async () => {
      leaveOpen()
      await owe()
      await consumer.restart()
      const [owed] = await late.owed()
      const receipt = await provider.ledger.late.stateLate(owed!.bytes)
      const countersign = await consumer.ledger.late.countersignLate(receipt!)
      await provider.ledger.late.storeLateCountersign(countersign!.bytes)
      await expectSettledOnBothSides()
      expect(await late.owed()).toEqual([])
    })

    it('gives the same statement when it comes again', async () => {
      leaveOpen()
      const voucher = await owe()
      const one = await provider.ledger.late.stateLate(voucher.bytes)
      const two = await provider.ledger.late.stateLate(voucher.bytes)
      expect(toHex(one!.statement)).toBe(toHex(two!.statement))
    })

    it('states nothing after a restart of the provider when no voucher was stored', async () => {
      leaveOpen()
      const voucher = await owe()
      await provider.restart()
      expect(await provider.ledger.late.stateLate(voucher.bytes)).toBeUndefined()
      await consumer.ledger.late.forgive(provider.party.peer, work.order.digest)
      expect(await late.owed()).toEqual([])
    })

    it('is refused from anybody but the consumer of its order', async () => {
      await work.state(work.acknowledge())
      const forged = work.forgeVoucher(provider.key)
      await expect(provider.ledger.late.stateLate(forged.bytes)).rejects.toMatchObject({
        code: 'ERR_SOV_PEER_MISBEHAVED',
      })
    })
  })

  describe('a voucher in mid-answer', () => {
    it('is claimed when the consumer has stayed away for the life of an order', async () => {
      work.keepVoucher(work.acknowledge({ outputTokens: 7, isFinal: false }))
      leaveOpen()
      expect(await late.unsigned()).toEqual([])
      clock.advance(ORDER_LIFE_MS)
      await until('the provider claims', async () => (await late.unsigned()).length === 1)
      expect(await states()).toEqual(['expired', 'unsigned'])
    })

    it('is claimed after a restart, accepted by the consumer, and booked on both sides', async () => {
      const voucher = work.acknowledge({ outputTokens: 7, isFinal: false })
      work.keepVoucher(voucher)
      await provider.restart()
      const [receipt] = await late.unsigned()
      const countersign = await consumer.ledger.late.countersignLate(receipt!)
      await provider.ledger.late.storeLateCountersign(countersign!.bytes)
      await expectSettledOnBothSides()
      expect(verifyReceipt(await consumer.ledger.receipt(orderId()))).toMatchObject({
        status: 'failed',
        outputTokens: 7,
        charge: voucher.value.charge,
      })
    })

    it('is claimed instead of a final one that comes after a restart', async () => {
      work.keepVoucher(work.acknowledge({ outputTokens: 7, isFinal: false }))
      await provider.restart()
      const receipt = await provider.ledger.late.stateLate(work.acknowledge().bytes)
      const countersign = await consumer.ledger.late.countersignLate(receipt!)
      await provider.ledger.late.storeLateCountersign(countersign!.bytes)
      await expectSettledOnBothSides()
    })

    it('is replaced by later ones, and by the final one', async () => {
      for (const outputTokens of [3, 7]) work.keepVoucher(work.acknowledge({ outputTokens, isFinal: false }))
      await work.settle()
      await expectSettledOnBothSides()
      expect(verifyReceipt(await provider.ledger.receipt(orderId()))).toMatchObject({ outputTokens: 20 })
      await provider.restart()
      expect(await states()).toEqual(['settled', 'settled'])
    })

    it('with a charge that is not the price of its counts is misbehaviour', () => {
      const voucher = work.acknowledge({ outputTokens: 7, isFinal: false })
      expect(() => work.keepVoucher(voucher, { promptTokens: 99 })).toThrow(
        expect.objectContaining({ code: 'ERR_SOV_PEER_MISBEHAVED' }),
      )
    })
  })
})
