import { beforeEach, describe, expect, it } from 'vitest'
import { Gaps } from '../../../../src/ledger/chain/gaps.js'
import { restoreEntry } from '../../../../src/ledger/chain/restore-entry.js'
import { entryKey, TABLE, waitingKey } from '../../../../src/ledger/tables.js'
import { receiptBundle, type ReceiptBundle } from '../../../../src/wire/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { withDraft } from '../../../helpers/temporary-draft.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('an entry that is put back', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode
  let work: Exchange

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })
  beforeEach(async () => {
    work = new Exchange(coop, consumer, provider)
    await work.settle()
  })

  async function receiptOf({ store }: LedgerNode): Promise<ReceiptBundle> {
    return receiptBundle.decodeStrict((await store.table(TABLE.records).get(work.order.digest))!)
  }

  /** Restores the chain of a node in a database that holds some rows of an earlier time. */
  async function restored(
    node: LedgerNode,
    rows: readonly (readonly [table: string, key: Uint8Array])[],
  ): Promise<readonly (Uint8Array | undefined)[]> {
    const [genesis, entry] = await Promise.all(
      [1n, 2n].map((seq) => node.store.table(TABLE.entries).get(entryKey(1, seq))),
    )
    const left: (Uint8Array | undefined)[] = []
    await withDraft(async (draft) => {
      for (const [table, key] of rows) draft.put(table, key, Buffer.from('{}'))
      const gaps = new Gaps()
      await restoreEntry(draft, node.party.peer, { entry: genesis!, receipt: null }, gaps)
      await restoreEntry(draft, node.party.peer, { entry: entry!, receipt: await receiptOf(node) }, gaps)
      for (const [table, key] of rows) left.push(await draft.get(table, key))
    })
    return left
  }

  it('owes its provider no voucher any more', async () => {
    const { digest } = work.order
    const rows = [
      [TABLE.owed, waitingKey(provider.party.peer, digest)],
      [TABLE.told, digest],
    ] as const
    expect(await restored(consumer, rows)).toEqual([undefined, undefined])
  })

  it('leaves its provider nothing to claim', async () => {
    expect(await restored(provider, [[TABLE.work, work.order.digest]])).toEqual([undefined])
  })
})
