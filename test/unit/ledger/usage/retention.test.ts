import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileAcceptance } from '../../../../src/ledger/settlement/acceptance.js'
import type { UsageReport } from '../../../../src/ledger/index.js'
import { verifyLedger } from '../../../../src/ledger/chain/verify-ledger.js'
import { Draft } from '../../../../src/ledger/writer.js'
import type { Store } from '../../../../src/store/index.js'
import { toHex } from '../../../../src/wire/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { dispute, Exchange, ledgerPair, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'

const DAY_MS = 24 * 3_600_000
const AUTUMN = { from: '2026-09-01', to: '2026-12-01' }

async function rows(store: Store, table: string): Promise<[key: Uint8Array, value: Uint8Array][]> {
  const all: [Uint8Array, Uint8Array][] = []
  for await (const row of store.table(table).range()) all.push(row)
  return all
}

/** Changes, or with undefined deletes, one row of a table, the first unless told otherwise. */
async function change(
  store: Store,
  table: string,
  to: (value: Uint8Array) => Uint8Array | undefined,
  index = 0,
): Promise<void> {
  const [key, value] = (await rows(store, table))[index]!
  const changed = to(value)
  const all = store.table(table)
  await store.commit([changed === undefined ? all.del(key) : all.put(key, changed)])
}

function flipped(value: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(value)
  copy[at]! ^= 1
  return copy
}

const count = async (store: Store, table: string): Promise<number> => (await rows(store, table)).length

/** What a report says whether or not details were dropped. */
const sums = ({ total, organisations, unsettled }: UsageReport): unknown => ({ total, organisations, unsettled })

describe('dropping the details of old receipts', () => {
  let clock: ManualClock
  let coop: ReturnType<typeof testCoop>
  let consumer: LedgerNode
  let provider: LedgerNode
  let nodes: LedgerNode[]

  /** Settles work, and has the consumer know that the provider has its countersign. */
  async function settle(from: LedgerNode, to: LedgerNode, outputTokens = 20): Promise<Exchange> {
    const work = new Exchange(coop, from, to, { outputTokens })
    await work.settle()
    await from.ledger.late.delivered(to.party.peer, work.order.digest)
    return work
  }

  beforeEach(async () => {
    clock = new ManualClock(Date.UTC(2026, 8, 29, 12))
    coop = testCoop({ nowMs: clock.nowMs() })
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    nodes = [consumer, provider]
  })
  afterEach(async () => {
    for (const node of nodes) await node.close()
  })

  /** Four days around the end of September with work in both directions, then a month of rest and one more work. */
  async function autumn(): Promise<void> {
    for (let day = 0; day < 4; day++) {
      for (const outputTokens of [1, 2]) await settle(consumer, provider, outputTokens)
      await settle(provider, consumer, 7)
      clock.advance(DAY_MS)
    }
    clock.advance(30 * DAY_MS)
    for (const [from, to] of [
      [consumer, provider],
      [provider, consumer],
    ] as const) {
      await settle(from, to)
    }
  }

  it('changes no balance and no sum, and the ledger verifies and goes on', async () => {
    await autumn()
    for (const node of nodes) {
      const balances = await node.ledger.balances()
      const report = await node.ledger.usage(AUTUMN)
      expect(await node.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)).toEqual({ receipts: 12, orders: 0 })
      expect(await node.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)).toEqual({ receipts: 0, orders: 0 })
      await node.restart()
      expect(await node.ledger.balances()).toEqual(balances)
      expect(sums(await node.ledger.usage(AUTUMN))).toEqual(sums(report))
    }
    // pair numbers and totals go on where they were, over the gap
    const { countersigned } = await new Exchange(coop, consumer, provider).settle()
    expect(countersigned.entry.value.countersign?.pairNumber).toBe(10n)
    for (const node of nodes) await node.restart()
  })

  it('leaves months without peers and days, and says so', async () => {
    await autumn()
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    const { rows: left, reducedMonths } = await provider.ledger.usage(AUTUMN)
    expect(left.map(({ day, direction, peer, requests }) => [day, direction, peer === undefined, requests])).toEqual([
      ['2026-09', 'consumed', true, 2],
      ['2026-09', 'contributed', true, 4],
      ['2026-10', 'consumed', true, 2],
      ['2026-10', 'contributed', true, 4],
      ['2026-11-02', 'consumed', false, 1],
      ['2026-11-02', 'contributed', false, 1],
    ])
    expect(reducedMonths).toEqual([
      { month: '2026-09', isCounted: true },
      { month: '2026-10', isCounted: true },
    ])
    const part = await provider.ledger.usage({ from: '2026-09-15', to: '2026-10-15' })
    expect(part.rows).toEqual([])
    expect(part.reducedMonths.map(({ isCounted }) => isCounted)).toEqual([false, false])
  })

  it('leaves no trace of a request but digests of own orders and the count of pair numbers', async () => {
    await autumn()
    const work = await settle(consumer, provider)
    const kept = toHex(work.order.value.orderId)
    const before = (await consumer.ledger.list()).map(({ orderId }) => orderId)
    await consumer.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    expect((await consumer.ledger.list()).map(({ orderId }) => orderId)).toEqual(before.slice(0, 3))
    await expect(consumer.ledger.receipt(before.at(-1)!)).rejects.toMatchObject({ code: 'ERR_SOV_RECEIPT_NOT_FOUND' })
    expect((await consumer.ledger.receipt(kept)).length).toBeGreaterThan(0)
    for (const { store } of nodes) {
      expect(await count(store, 'ledger-times')).toBe(3)
      expect(await count(store, 'ledger-order-ids')).toBe(3)
      expect(await count(store, 'ledger-statements')).toBe(3)
      // the genesis, and what is young
      expect(await count(store, 'ledger-entries')).toBe(4)
      expect(await count(store, 'ledger-gaps')).toBe(1)
      const records = await rows(store, 'ledger-records')
      expect(records.filter(([, value]) => value.length > 0)).toHaveLength(3)
    }
    const taken = await rows(provider.store, 'ledger-accepted')
    expect(taken.map(([, value]) => value.length === 0)).toEqual([...new Array<boolean>(8).fill(true), false, false])
  })

  it('keeps what is not settled, and lets it be settled later', async () => {
    await settle(consumer, provider)
    await dispute(new Exchange(coop, consumer, provider))
    const late = new Exchange(coop, consumer, provider)
    const voucher = late.acknowledge()
    const statement = await late.state(voucher)
    const answer = await late.countersign(voucher, statement)
    const unanswered = new Exchange(coop, consumer, provider)
    await unanswered.state(unanswered.acknowledge())
    clock.advance(40 * DAY_MS)
    await settle(consumer, provider)

    expect(await provider.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 1, orders: 0 })
    // the provider does not have the countersign, so the consumer keeps it, and what it has with this provider since
    expect(await consumer.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 1, orders: 1 })
    for (const node of nodes) await node.restart()
    const states = (await provider.ledger.list()).map(({ state }) => state)
    expect(states.sort()).toEqual(['claimed', 'claimed', 'disputed', 'settled'])

    await provider.ledger.late.storeLateCountersign(answer.entry.bytes)
    await consumer.ledger.late.delivered(provider.party.peer, late.order.digest)
    clock.advance(40 * DAY_MS)
    await settle(consumer, provider)
    expect(await provider.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 2, orders: 0 })
    expect(await consumer.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 2, orders: 0 })
    for (const node of nodes) await node.restart()
    const [mine] = (await consumer.ledger.balances()).perPeer
    const [theirs] = (await provider.ledger.balances()).perPeer
    expect(mine!.consumed).toBe(theirs!.contributed)
  })

  it('drops orders that nobody answered, but not the newest, which the next entry names', async () => {
    new Exchange(coop, consumer, provider)
    const named = new Exchange(coop, consumer, provider)
    // an entry that names the order above
    const back = new Exchange(coop, provider, consumer)
    await back.settle()
    await provider.ledger.late.delivered(consumer.party.peer, back.order.digest)
    clock.advance(40 * DAY_MS)
    expect(await consumer.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 0, orders: 1 })
    await settle(consumer, provider)
    expect(await consumer.ledger.dropDetails(clock.nowMs())).toEqual({ receipts: 1, orders: 1 })
    expect((await consumer.store.table('ledger-records').get(named.order.digest))?.length).toBe(0)
    await consumer.restart()
    expect(await count(consumer.store, 'ledger-times')).toBe(1)
  })

  it('keeps a dropped pair number taken, also after a repair', async () => {
    await autumn()
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    const again = { order: new Uint8Array(32), charge: 1n, total: 1n }
    const reused = (): Promise<void> => fileAcceptance(new Draft(provider.store), consumer.party.peer, 1n, again)
    await expect(reused()).rejects.toThrow('used twice')
    await provider.tamper((store) => change(store, 'ledger-heads', () => undefined))
    await provider.restart()
    await expect(reused()).rejects.toThrow('used twice')
  })

  it.each<[string, string, (value: Uint8Array) => Uint8Array | undefined]>([
    ['a lost gap', 'ledger-gaps', () => undefined],
    ['a flipped bit in the digest of a gap', 'ledger-gaps', (value) => flipped(value, value.length - 1)],
    ['a flipped bit in the end of a gap', 'ledger-gaps', (value) => flipped(value, 7)],
    ['a lost dropped account', 'ledger-dropped-accounts', () => undefined],
  ])('notices %s', async (_, table, to) => {
    await autumn()
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    await provider.tamper((store) => change(store, table, to))
    await expect(verifyLedger(provider.store, provider.party.peer)).rejects.toMatchObject({
      code: 'ERR_SOV_LEDGER_DAMAGED',
    })
  })

  it('refuses to start when the accounts of dropped receipts are damaged: nothing else has these sums', async () => {
    await autumn()
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    await provider.tamper((store) => change(store, 'ledger-dropped-accounts', () => undefined, 1))
    await expect(provider.restart()).rejects.toMatchObject({
      code: 'ERR_SOV_LEDGER_DAMAGED',
      remedy: expect.any(String) as string,
    })
  })

  it('starts with damaged totals of months, and says so in reports', async () => {
    await autumn()
    await provider.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
    expect((await provider.ledger.usage(AUTUMN)).areTotalsWhole).toBe(true)
    await provider.tamper((store) => change(store, 'ledger-months', () => undefined))
    await provider.restart()
    expect((await provider.ledger.usage(AUTUMN)).areTotalsWhole).toBe(false)
  })

  it('lets a damaged ledger be put together again over its gaps, with the same balances', async () => {
    await autumn()
    for (const node of nodes) {
      const balances = await node.ledger.balances()
      const entries = await rows(node.store, 'ledger-entries')
      await node.ledger.dropDetails(clock.nowMs() - 10 * DAY_MS)
      await node.tamper(async (store) => {
        await change(store, 'ledger-accounts', () => undefined)
        // the deletion of an entry is lost too
        await store.commit(entries.slice(3, 5).map(([key, value]) => store.table('ledger-entries').put(key, value)))
      })
      await node.restart()
      expect(await node.ledger.chain()).toMatchObject({ state: 'current' })
      expect(await node.ledger.balances()).toEqual(balances)
      expect(await count(node.store, 'ledger-entries')).toBe(3)
    }
    await settle(consumer, provider)
    for (const node of nodes) await verifyLedger(node.store, node.party.peer)
  })

  it('stops between two steps, and the ledger is whole', async () => {
    for (let number = 0; number < 70; number++) await settle(consumer, provider, 1)
    clock.advance(40 * DAY_MS)
    await settle(consumer, provider)
    const pass = provider.ledger.dropDetails(clock.nowMs())
    const stopped = provider.restart()
    await expect(pass).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await stopped
    const { receipts } = await provider.ledger.dropDetails(clock.nowMs())
    expect(receipts).toBeGreaterThan(0)
    await provider.restart()
    expect((await provider.ledger.usage(AUTUMN)).total.contributed.requests).toBe(71)
    expect(await count(provider.store, 'ledger-gaps')).toBe(1)
  })

  it('passes over single entries that a wrong clock has dated into the future', async () => {
    await settle(consumer, provider)
    clock.advance(400 * DAY_MS)
    await settle(consumer, provider)
    clock.advance(-399 * DAY_MS)
    await settle(consumer, provider)
    clock.advance(40 * DAY_MS)
    await settle(consumer, provider)
    expect(await provider.ledger.dropDetails(clock.nowMs())).toMatchObject({ receipts: 2 })
    // with the consumer pair numbers must stay whole from the one that is kept
    expect(await consumer.ledger.dropDetails(clock.nowMs())).toMatchObject({ receipts: 1 })
    for (const node of nodes) await node.restart()
  })
})
