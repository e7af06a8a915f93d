import type { Store } from '../../store/index.js'
import { TABLE } from '../tables.js'
import { addUsage, NO_USAGE, type Direction, type Usage, type UsageModel, type UsageSums } from './usage.js'
import type { Draft } from '../writer.js'

/** What remains of the settled receipts of one month, direction, organisation and model: no peers and no days. */
export interface MonthTotal {
  /** `YYYY-MM` in UTC. */
  readonly month: string
  readonly direction: Direction
  readonly orgId: string
  readonly orgName: string
  readonly model: UsageModel
  readonly sums: UsageSums
}

/** Adds the usage of a receipt that is about to be dropped. */
export async function addToMonth(
  draft: Draft,
  month: string,
  usage: Omit<Usage, 'day' | 'peer' | 'state'>,
): Promise<void> {
  const { direction, orgId, orgName, model, sums } = usage
  const key = Buffer.from([month, direction, orgId, model.digest].join(' '))
  const stored = await draft.get(TABLE.months, key)
  const before = stored === undefined ? NO_USAGE : decode(stored).sums
  draft.put(TABLE.months, key, encode({ month, direction, orgId, orgName, model, sums: addUsage(before, sums) }))
}

/** By month. */
export async function* monthTotals(store: Store): AsyncGenerator<MonthTotal> {
  for await (const [, bytes] of store.table(TABLE.months).range()) yield decode(bytes)
}

const AMOUNTS = ['promptTokens', 'cachedTokens', 'outputTokens', 'charge'] as const

function encode(total: MonthTotal): Uint8Array {
  // amounts as decimal strings: JSON has no 64-bit integers
  return Buffer.from(
    JSON.stringify(total, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}

/** @throws {SyntaxError} {TypeError} when the bytes are no total. */
function decode(bytes: Uint8Array): MonthTotal {
  const amounts: readonly string[] = AMOUNTS
  return JSON.parse(Buffer.from(bytes).toString(), (name, value: unknown) =>
    amounts.includes(name) ? BigInt(value as string) : value,
  ) as MonthTotal
}
