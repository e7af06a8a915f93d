import type { Readable, Store } from '../../store/index.js'
import { toHex } from '../../wire/index.js'
import { decodeAccount, isSameAmounts, type Account, type Amounts } from './accounts.js'
import { monthTotals } from '../usage/month-totals.js'
import { accountKey, isPeerKey, TABLE } from '../tables.js'

const NOTHING: Amounts = { served: 0n, contributed: 0n, used: 0n, consumed: 0n, awarded: 0n }

/**
 * What the receipts that were dropped added up to, by account key in hexadecimal: where adding up those that are left
 * begins.
 */
export async function readDroppedAccounts(store: Readable): Promise<Map<string, Account>> {
  const accounts = new Map<string, Account>()
  for await (const [key, bytes] of store.table(TABLE.droppedAccounts).range()) {
    accounts.set(toHex(key), decodeAccount(bytes))
  }
  return accounts
}

/** True when the totals of dropped months are those of the accounts of organisations: neither is damaged then. */
export async function monthsAddUp(store: Store): Promise<boolean> {
  const left = await sumsOfMonths(store)
  for await (const [key, bytes] of store.table(TABLE.droppedAccounts).range()) {
    if (isPeerKey(key)) continue
    const sums = left.get(toHex(key))
    if (sums === undefined || !isSameAmounts(sums, decodeAccount(bytes))) return false
    left.delete(toHex(key))
  }
  return left.size === 0
}

async function sumsOfMonths(store: Store): Promise<Map<string, Amounts>> {
  const months = new Map<string, Amounts>()
  for await (const { orgId, direction, sums } of monthTotals(store)) {
    const key = toHex(accountKey({ orgId }))
    const before = months.get(key) ?? NOTHING
    const { served, contributed, used, consumed } = before
    const requests = BigInt(sums.requests)
    months.set(
      key,
      direction === 'contributed'
        ? { ...before, served: served + requests, contributed: contributed + sums.charge }
        : { ...before, used: used + requests, consumed: consumed + sums.charge },
    )
  }
  return months
}
