import { DEFAULT_CREDIT_LIMIT, DEFAULT_STARTING_LINE } from '../../limits.js'
import type { PriceTable } from '../../wire/index.js'

/** How far organisations of a co-op may be in debt at one node, work units; 0 stands for the default of limits.ts. */
export type CreditLines = Pick<PriceTable, 'creditLimit' | 'startingLine'>

/** What the co-op has set for one organisation, work units. */
export interface OrganisationCredit {
  /** What it may owe one node; 0 = as the price table says. */
  readonly creditLimit: bigint
  /** Credit beyond which it gains no more priority; 0 = no cap. */
  readonly creditCap: bigint
}

const NOTHING_SET: OrganisationCredit = { creditLimit: 0n, creditCap: 0n }

/** What its balance with this node earns an organisation here. */
export interface Standing {
  /** Its weight among those that wait, {@link LEAST_PRIORITY} to {@link HIGHEST_PRIORITY}; 1 when nothing is owed. */
  readonly priority: number
  /** True when it would owe more than the credit limit: then it gets spare capacity only. */
  readonly isAtLimit: boolean
}

/** Ten requests of others pass one of a debtor: slow enough to matter, and it still gets its answer. */
export const LEAST_PRIORITY = 0.1
/** Whoever gave much is served twice as much as whoever is even; more would let it shut others out. */
export const HIGHEST_PRIORITY = 2

/**
 * The consequence of a balance: `1 - debt / limit`, between the two bounds, where a debt within the starting line counts
 * as none. So a newcomer is served like anyone who is even until it has used its line up. The line is everyone's, since
 * one that ended with the first work in return would make that work cost priority.
 *
 * @param debt - work units that the organisation owes this node, with what it asks for now; negative when this node owes.
 * @param lines - of the price table in force. A starting line beyond the limit ends at the limit.
 * @param organisation - of its delegation; its limit comes before that of the price table.
 * @see docs/LEDGER.md#what-a-balance-does
 */
export function standing(debt: bigint, lines: CreditLines, organisation: OrganisationCredit = NOTHING_SET): Standing {
  const { creditLimit, creditCap } = organisation
  const limit = creditLimit || lines.creditLimit || DEFAULT_CREDIT_LIMIT
  const line = lines.startingLine || DEFAULT_STARTING_LINE
  const owed = creditCap !== 0n && debt < -creditCap ? -creditCap : debt
  const counted = owed <= 0n ? owed : owed <= line ? 0n : owed - line
  const priority = 1 - Number(counted) / Number(limit)
  return {
    priority: Math.min(HIGHEST_PRIORITY, Math.max(LEAST_PRIORITY, priority)),
    isAtLimit: debt > limit,
  }
}
