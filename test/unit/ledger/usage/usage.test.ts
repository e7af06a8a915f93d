import { describe, expect, it } from 'vitest'
import { MAX_USAGE_ROWS } from '../../../../src/limits.js'
import { NO_USAGE, UsageTally, type Usage } from '../../../../src/ledger/usage/usage.js'
import { toHex } from '../../../../src/wire/index.js'
import type { TestCoop } from '../../../helpers/coop.js'
import { dispute, Exchange, LedgerNode } from '../../../helpers/ledger-node.js'
import type { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

const HOUR_MS = 3_600_000
const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' }

describe('a usage report', () => {
  let clock: ManualClock
  let coop: TestCoop
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ clock, coop, consumer, provider } = pair), { nowMs: Date.UTC(2026, 10, 1, 12) })

  it('adds up by day, direction, organisation, peer and model, the same on both sides', async () => {
    const settled = []
    for (const outputTokens of [10, 20]) {
      const exchange = new Exchange(coop, consumer, provider, { promptTokens: 50, cachedTokens: 8, outputTokens })
      settled.push((await exchange.settle()).countersigned.charge)
    }
    clock.advance(24 * HOUR_MS)
    const { countersigned: back } = await new Exchange(coop, provider, consumer, { outputTokens: 5 }).settle()
    const model = toHex(new Exchange(coop, consumer, provider).order.value.modelManifest)
    const charged = settled.reduce((sum, charge) => sum + charge, 0n)

    const given = await provider.ledger.usage(NOVEMBER)
    expect(given.rows).toEqual([
      {
        day: '2026-11-01',
        direction: 'contributed',
        orgId: 'nord',
        orgName: 'nord',
        peer: consumer.party.peer,
        model,
        requests: 2,
        attested: 0,
        promptTokens: 100n,
        cachedTokens: 16n,
        outputTokens: 30n,
        charge: charged,
      },
      expect.objectContaining({ day: '2026-11-02', direction: 'consumed', requests: 1, charge: back.charge }),
    ])
    expect(given.models).toEqual([{ digest: model, architecture: 'llama', quantisation: 'q8_0' }])
    expect(given.organisations).toEqual([{ orgId: 'nord', orgName: 'nord', ...given.total }])
    expect(given.total.balance).toBe(charged - back.charge)

    const used = await consumer.ledger.usage(NOVEMBER)
    expect(used.total.balance).toBe(-given.total.balance)
    expect(used.total.consumed).toEqual(given.total.contributed)
    const [balance] = (await consumer.ledger.balances()).perOrganisation
    expect(used.total).toMatchObject({
      balance: balance!.balance,
      contributed: { charge: balance!.contributed },
      consumed: { charge: balance!.consumed },
    })
  })

  it('lists disputed and unsigned work apart, in no sum, and leaves out what nobody stated', async () => {
    await dispute(new Exchange(coop, consumer, provider))
    const open = new Exchange(coop, consumer, provider)
    const statement = await open.state(open.acknowledge())
    new Exchange(coop, consumer, provider)
    const report = await provider.ledger.usage(NOVEMBER)
    expect(report.rows).toEqual([])
    expect(report.total).toEqual({ contributed: NO_USAGE, consumed: NO_USAGE, balance: 0n })
    expect(report.unsettled).toMatchObject([
      { state: 'disputed', direction: 'contributed', orgId: 'nord', requests: 1 },
      { state: 'unsigned', requests: 1, charge: statement.value.statement!.charge },
    ])
    expect((await consumer.ledger.usage(NOVEMBER)).unsettled).toMatchObject([{ state: 'disputed', requests: 1 }])
  })

  it('keeps to its period, to the millisecond and in its time zone', async () => {
    // 23:30 UTC of 30 November is half past midnight of 1 December in Berlin
    clock.advance(Date.UTC(2026, 10, 30, 23, 30) - clock.nowMs())
    await new Exchange(coop, consumer, provider).settle()
    clock.advance(HOUR_MS)
    await new Exchange(coop, consumer, provider).settle()
    const days = async (period: typeof NOVEMBER & { timeZone?: string }): Promise<string[]> =>
      (await consumer.ledger.usage(period)).rows.map(({ day }) => day)
    expect(await days(NOVEMBER)).toEqual(['2026-11-30'])
    expect(await days({ ...NOVEMBER, timeZone: 'Europe/Berlin' })).toEqual([])
    expect(await days({ ...NOVEMBER, timeZone: 'America/New_York' })).toEqual(['2026-11-30'])
    const december = { from: '2026-12-01', to: '2027-01-01' }
    expect(await days(december)).toEqual(['2026-12-01'])
    expect((await consumer.ledger.usage({ ...december, timeZone: 'Europe/Berlin' })).rows).toMatchObject([
      { day: '2026-12-01', requests: 2 },
    ])
  })

  it('keeps to one organisation, by its name or its id', async () => {
    const other = await LedgerNode.open(
      coop.member({ orgId: 'institut-fur-physik', orgName: 'Institut für Physik' }),
      clock,
    )
    try {
      await new Exchange(coop, consumer, provider).settle()
      await new Exchange(coop, consumer, other).settle()
      for (const organisation of ['Institut für Physik', 'institut-fur-physik', 'INSTITUT FÜR PHYSIK']) {
        const { organisations } = await consumer.ledger.usage({ ...NOVEMBER, organisation })
        expect(
          organisations.map(({ orgName }) => orgName),
          organisation,
        ).toEqual(['Institut für Physik'])
      }
      expect((await consumer.ledger.usage({ ...NOVEMBER, organisation: 'Physics' })).rows).toEqual([])
      expect((await consumer.ledger.usage(NOVEMBER)).organisations).toHaveLength(2)
    } finally {
      await other.close()
    }
  })

  it('ends when the ledger stops', async () => {
    await new Exchange(coop, consumer, provider).settle()
    const report = consumer.ledger.usage(NOVEMBER)
    await consumer.ledger.stop()
    await expect(report).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await expect(consumer.ledger.usage(NOVEMBER)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
  })
})

describe('a usage tally', () => {
  const usage: Usage = {
    state: 'settled',
    day: '2026-11-01',
    direction: 'consumed',
    orgId: 'physik',
    orgName: 'Physik',
    peer: undefined,
    model: { digest: 'ab', architecture: 'llama', quantisation: 'q8_0' },
    sums: { ...NO_USAGE, requests: 1, attested: 1, charge: 2n ** 63n },
  }

  it('goes beyond 64 bits and calls an organisation by its newest name', () => {
    const tally = new UsageTally()
    for (const orgName of ['Physik', 'Physik und Chemie', 'Physics']) tally.add({ ...usage, orgName })
    const { rows, organisations } = tally.counted()
    expect(rows).toMatchObject([{ orgName: 'Physics', requests: 3, attested: 3, charge: 3n * 2n ** 63n }])
    expect(organisations).toMatchObject([{ orgName: 'Physics', balance: -3n * 2n ** 63n }])
  })

  it('holds a bounded number of rows', () => {
    const tally = new UsageTally()
    expect(() => {
      for (let number = 0; number <= MAX_USAGE_ROWS; number++) tally.add({ ...usage, day: String(number) })
    }).toThrow(expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', remedy: expect.any(String) as string }) as Error)
  })
})
