import { orgIdOfName } from '../../membership/index.js'
import type { PeerIdString } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { receiptBundle } from '../../wire/index.js'
import { monthsAddUp } from '../balances/dropped-accounts.js'
import { monthTotals } from './month-totals.js'
import { createdIn, orderInKey, TABLE, timeKey } from '../tables.js'
import { UsageTally, type ReducedMonth, type Usage, type UsageOptions, type UsageReport } from './usage.js'
import { UsageDays } from './usage-days.js'
import { UsageReader } from './usage-reader.js'

const NO_DIGEST = new Uint8Array(0)

/**
 * Adds up what was ordered in a period, receipt by receipt, and the totals of whole months whose details were dropped.
 *
 * @param signal - ends it between two receipts.
 * @throws {SovError} ERR_SOV_BAD_REQUEST for a period that is none, or too large a report.
 */
export async function reportUsage(
  store: Store,
  self: PeerIdString,
  options: UsageOptions,
  signal: AbortSignal,
): Promise<UsageReport> {
  const days = new UsageDays(options)
  const isWanted = organisationFilter(options.organisation)
  const tally = new UsageTally()
  const reducedMonths = new Map<string, ReducedMonth>()
  for await (const { month, ...total } of monthTotals(store)) {
    const part = days.partOf(month)
    if (part === 'none' || !isWanted(total)) continue
    reducedMonths.set(month, { month, isCounted: part === 'all' })
    if (part === 'all') tally.add({ ...total, state: 'settled', day: month, peer: undefined })
  }
  for await (const usage of recordedUsage(store, self, days)) {
    signal.throwIfAborted()
    if (isWanted(usage)) tally.add(usage)
  }
  return {
    period: days.period,
    ...tally.counted(),
    reducedMonths: [...reducedMonths.values()],
    areTotalsWhole: await monthsAddUp(store),
  }
}

async function* recordedUsage(store: Store, self: PeerIdString, days: UsageDays): AsyncGenerator<Usage> {
  const records = store.table(TABLE.records)
  const reader = new UsageReader(self)
  const range = {
    from: timeKey(BigInt(Math.max(0, days.earliestMs)), NO_DIGEST),
    to: timeKey(BigInt(Math.max(0, days.latestMs)), NO_DIGEST),
  }
  for await (const [key] of store.table(TABLE.times).range(range)) {
    const day = days.dayOf(Number(createdIn(key)))
    if (day === undefined) continue
    const record = await records.get(orderInKey(key))
    const usage = record === undefined ? undefined : reader.read(receiptBundle.decode(record))
    if (usage !== undefined) yield { ...usage, day }
  }
}

function organisationFilter(wanted: string | undefined): (usage: Pick<Usage, 'orgId' | 'orgName'>) => boolean {
  if (wanted === undefined) return () => true
  const orgId = orgIdOfName(wanted)
  return (usage) => usage.orgId === orgId || usage.orgId === wanted || usage.orgName === wanted
}
