import { describe, expect, it } from 'vitest'
import { MAX_REMEMBERED_DEBTORS, MAX_REMEMBERED_UNSIGNED } from '../../../../src/limits.js'
import { Debts, encodeUnsigned } from '../../../../src/ledger/balances/debts.js'
import { TABLE, uint64 } from '../../../../src/ledger/tables.js'
import type { WriteOperation } from '../../../../src/store/index.js'
import { Verdict } from '../../../../src/wire/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { Exchange, type Job, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('debts', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })

  const exchange = (work?: Job): Exchange => new Exchange(coop, consumer, provider, work)
  const debts = (): readonly bigint[] => [provider.ledger.debt('nord'), consumer.ledger.debt('sud')]

  it('are the opposite of each other on both sides once a request is settled, and nothing to anyone else', async () => {
    expect(debts()).toEqual([0n, 0n])
    const { countersigned } = await exchange().settle()
    expect(countersigned.charge).toBeGreaterThan(0n)
    expect(debts()).toEqual([countersigned.charge, -countersigned.charge])
    await exchange().settle()
    expect(debts()).toEqual([2n * countersigned.charge, -2n * countersigned.charge])
    expect([provider.ledger.debt('sud'), provider.ledger.debt('other')]).toEqual([0n, 0n])
  })

  it('shrink by what is done in return', async () => {
    const { countersigned: one } = await exchange({ outputTokens: 100 }).settle()
    const { countersigned: back } = await new Exchange(coop, provider, consumer, { outputTokens: 30 }).settle()
    expect(debts()).toEqual([one.charge - back.charge, back.charge - one.charge])
  })

  it('count what is stated and not signed, once', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const { charge } = voucher.value
    expect(debts()).toEqual([charge, 0n])
    await work.state(voucher)
    expect(debts()).toEqual([charge, 0n])
    const countersigned = await work.countersign(voucher, statement)
    expect(debts()).toEqual([charge, -charge])
    await work.storeCountersign(statement, countersigned)
    expect(debts()).toEqual([charge, -charge])
  })

  it('count nothing that is disputed', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const { bytes } = statement
    const told = { promptTokens: 99, cachedTokens: 0 }
    const disputed = await consumer.ledger.countersign(work.order, { voucher, statement: bytes, ...told })
    expect(disputed.verdict).toBe(Verdict.VERDICT_DISPUTE)
    await work.storeCountersign(statement, disputed)
    expect(debts()).toEqual([0n, 0n])
  })

  it('are the same after a restart', async () => {
    await exchange().settle()
    const open = exchange({ outputTokens: 7 })
    await open.state(open.acknowledge())
    const before = debts()
    await provider.restart()
    await consumer.restart()
    expect(debts()).toEqual(before)
  })

  it('do not change by a step that could not be written', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    await provider.store.close()
    await expect(work.state(voucher)).rejects.toThrow()
    expect(debts()).toEqual([0n, 0n])
    await provider.restart()
  })

  describe('in memory', () => {
    const unsigned = (number: number, orgId: string, charge: bigint): WriteOperation => ({
      type: 'put',
      table: TABLE.unsigned,
      key: uint64(BigInt(number)),
      value: encodeUnsigned({ orgId, charge }),
    })
    const settled = (orgId: string, contributed: number): WriteOperation => {
      const amounts = { served: '1', contributed: String(contributed), used: '0', consumed: '0' }
      const value = Buffer.from(JSON.stringify({ orgId, orgName: orgId, ...amounts }))
      return { type: 'put', table: TABLE.accounts, key: Buffer.from(orgId), value }
    }

    it('are bounded: the organisation that settled longest ago is forgotten', () => {
      const remembered = new Debts()
      for (let org = 0; org < MAX_REMEMBERED_DEBTORS; org++) remembered.follow([settled(`org-${String(org)}`, 5)])
      remembered.follow([settled('org-0', 6), settled('new', 7)])
      expect(['org-0', 'org-1', 'org-2', 'new'].map((org) => remembered.of(org))).toEqual([6n, 0n, 5n, 7n])
    })

    it('are bounded: the oldest statement without an answer is forgiven', () => {
      const remembered = new Debts()
      for (let number = 0; number <= MAX_REMEMBERED_UNSIGNED; number++) {
        remembered.follow([unsigned(number, number === 0 ? 'first' : 'others', 1n)])
      }
      expect([remembered.of('first'), remembered.of('others')]).toEqual([0n, BigInt(MAX_REMEMBERED_UNSIGNED)])
    })
  })
})
