import { beforeEach, describe, expect, it } from 'vitest'
import { auditPeer } from '../../../../src/ledger/audit/audit-peer.js'
import { ChainRecords } from '../../../../src/ledger/chain/chain-records.js'
import type { AuditReport } from '../../../../src/ledger/index.js'
import {
  ENTRY,
  ledgerFrame,
  openStatement,
  signStatement,
  type ForkProof,
  type LedgerRecord,
} from '../../../../src/wire/index.js'
import { testCoop, type TestCoop } from '../../../helpers/coop.js'
import { dispute, Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import type { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

const DAY_MS = 24 * 3_600_000

describe('an audit of a peer', () => {
  let clock: ManualClock
  let coop: TestCoop
  let nord: LedgerNode
  let sud: LedgerNode
  let proofs: ForkProof[]

  usesLedgerPair((pair) => ({ clock, coop, consumer: nord, provider: sud } = pair))
  beforeEach(async () => {
    proofs = []
    for (let count = 0; count < 3; count++) {
      await new Exchange(coop, nord, sud).settle()
      await new Exchange(coop, sud, nord).settle()
    }
    await dispute(new Exchange(coop, nord, sud))
    await new Exchange(coop, nord, sud).settle()
  })

  /** All that sud shows nord. */
  const shown = async (): Promise<readonly LedgerRecord[]> => {
    const chains = new ChainRecords(sud.store, sud.key, clock)
    return (await chains.own({ epoch: 0, seq: 0n }, () => true)).records
  }

  /** Nord audits sud, which answers with these records, some at a time. */
  function audit(records: readonly LedgerRecord[], isAuditor = false): Promise<AuditReport> {
    return auditPeer(sud.party.peer, {
      now: nord.store,
      before: nord.store,
      self: nord.party.peer,
      clock,
      genesis: nord.party.chain.genesis,
      isAuditor,
      ask: ({ range }) => {
        const left = records.filter(({ entry }) => openStatement(ENTRY, entry).value.seq >= (range?.fromSeq ?? 0n))
        const answer = { records: { records: left.slice(0, 3), hasMore: left.length > 3 } }
        return Promise.resolve(ledgerFrame.decode(ledgerFrame.encode(answer)))
      },
      onFork: (proof) => {
        proofs.push(proof)
        return Promise.resolve()
      },
    })
  }

  const codes = ({ findings }: AuditReport): string[] => [...new Set(findings.map(({ code }) => code))].sort()

  it('finds nothing when both have the same', async () => {
    const records = await shown()
    const report = await audit(records)
    expect(report).toMatchObject({ author: sud.party.peer, receipts: 7, findings: [], balances: [] })
    expect(await audit(records, true)).toEqual(report)
  })

  it('finds every receipt that the peer leaves out', async () => {
    const records = await shown()
    for (const record of records) {
      if (record.receipt === null) continue
      const report = await audit(records.filter((other) => other !== record))
      expect(codes(report)).toContain('unknown_there')
      expect(
        codes(
          await audit(
            records.filter((other) => other !== record),
            true,
          ),
        ),
      ).toContain('unknown_there')
    }
  })

  it('takes old receipts that the peer leaves out as dropped', async () => {
    const [genesis] = await shown()
    clock.advance(31 * DAY_MS)
    expect(codes(await audit([genesis!]))).toEqual(['dropped_there'])
  })

  it('finds every receipt that is missing here', async () => {
    const records = await shown()
    for await (const [key, value] of nord.store.table('ledger-records').range()) {
      await nord.store.commit([nord.store.table('ledger-records').del(key)])
      expect(codes(await audit(records))).toEqual(['unknown_here'])
      await nord.store.commit([nord.store.table('ledger-records').put(key, value)])
    }
  })

  it('finds what is not handed in yet', async () => {
    const work = new Exchange(coop, nord, sud)
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    expect(codes(await audit(await shown()))).toEqual(['not_handed_in'])
    const countersigned = await work.countersign(voucher, statement)
    expect(codes(await audit(await shown()))).toEqual(['not_handed_in'])
    await work.storeCountersign(statement, countersigned)
    expect(codes(await audit(await shown()))).toEqual([])
  })

  it('proves that the peer has signed another entry, and says what differs', async () => {
    const records = await shown()
    const at = records.findIndex(({ receipt }) => receipt !== null)
    const { entry, receipt } = records[at]!
    const { value } = openStatement(ENTRY, entry)
    const other = signStatement(ENTRY, { ...value, timeMs: value.timeMs + 1n }, sud.key)
    const half = value.statement === null ? { countersign: other.bytes } : { statement: other.bytes }
    const report = await audit(records.with(at, { entry: other.bytes, receipt: { ...receipt!, ...half } }))
    expect(codes(report)).toEqual(expect.arrayContaining(['differs', 'forked']))
    expect(proofs).toEqual([{ first: entry, second: other.bytes }])
  })

  it('finds other credentials under one order', async () => {
    const records = await shown()
    const at = records.findIndex(({ receipt }) => receipt !== null)
    const { entry, receipt } = records[at]!
    const stranger = testCoop({ nowMs: clock.nowMs() }).member({ key: nord.key }).chain
    const report = await audit(records.with(at, { entry, receipt: { ...receipt!, consumer: stranger } }))
    expect(codes(report)).toEqual(['differs', 'receipt_contradicts'])
  })

  it('stops at a peer that goes round in circles', async () => {
    const records = await shown()
    await expect(audit([records[0]!, records[0]!])).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
    await expect(audit([{ entry: nord.party.chain.membership, receipt: null }])).rejects.toThrow()
  })
})
