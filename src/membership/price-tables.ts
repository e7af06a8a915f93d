import { SovError } from '../errors.js'
import type { Signer } from '../identity/index.js'
import { CLOCK_SKEW_MS, PRICE_GRACE_MS } from '../limits.js'
import { PRICE_TABLE, signStatement, type PriceTable } from '../wire/index.js'
import type { SignedPriceTable } from './bundle.js'
import type { PriceChange, PriceRates } from './index.js'

const MAX_UINT32 = 2 ** 32 - 1
const MAX_UINT64 = 2n ** 64n - 1n
const TOKEN_RATES = ['promptRate', 'outputRate', 'contextRate'] as const
const LIMITS = ['creditLimit', 'startingLine'] as const
const RATES = [...TOKEN_RATES, ...LIMITS, 'isFreeInsideOrganisation'] as const

/** When a table is the one that counts, Unix epoch in milliseconds: from `beginMs` and before `endMs`. */
interface Period {
  readonly beginMs: bigint
  /** Undefined: nothing newer is known. */
  readonly endMs: bigint | undefined
}

/** The table in force at `atMs`: the highest version whose date has come. `tables` are in ascending version. */
export function priceTableInForce(tables: readonly SignedPriceTable[], atMs: number): SignedPriceTable | undefined {
  return tables.findLast(({ value }) => value.effectiveMs <= BigInt(atMs))
}

/**
 * The tables that orders may name at `atMs`: the one in force, those that were within PRICE_GRACE_MS before, since a new
 * one takes time to reach everybody, and one that begins within CLOCK_SKEW_MS, since a consumer's clock may be ahead.
 */
export function acceptedPriceTables(tables: readonly SignedPriceTable[], atMs: number): readonly SignedPriceTable[] {
  return tables.filter((_table, index) => {
    const { beginMs, endMs } = periodOf(tables, index)
    return (
      isEver({ beginMs, endMs }) &&
      beginMs <= BigInt(atMs + CLOCK_SKEW_MS) &&
      (endMs === undefined || endMs > BigInt(atMs - PRICE_GRACE_MS))
    )
  })
}

/** The tables that will be in force after `atMs`, soonest first. */
export function comingPriceTables(tables: readonly SignedPriceTable[], atMs: number): readonly SignedPriceTable[] {
  return tables.filter((_table, index) => {
    const period = periodOf(tables, index)
    return isEver(period) && period.beginMs > BigInt(atMs)
  })
}

/**
 * Signs the table after all others. What the change leaves out is as it would have been at that date; newer versions
 * count before older ones, so tables that were to come later are replaced too.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST
 */
export function signNextPriceTable(
  tables: readonly SignedPriceTable[],
  { effectiveMs, ...changed }: PriceChange,
  { networkId, nowMs, root }: { readonly networkId: Uint8Array; readonly nowMs: number; readonly root: Signer },
): SignedPriceTable {
  const beginMs = effectiveMs ?? nowMs
  check('effectiveMs', Number.isSafeInteger(beginMs) && beginMs >= nowMs, 'prices cannot take effect in the past')
  const before = priceTableInForce(tables, beginMs)?.value
  if (before === undefined) throw new SovError('ERR_SOV_CREDENTIAL', 'the co-op has no price table at that date')
  const unchanged = ratesOf(before)
  const rates = checkRates({ ...unchanged, ...changed })
  const isOther = RATES.some((name) => rates[name] !== unchanged[name])
  // The same prices again are a way to take back what was to come.
  check('rates', isOther || comingPriceTables(tables, nowMs).length > 0, 'these are the prices already')
  const version = (tables.at(-1) ?? { value: before }).value.version + 1
  return signStatement(PRICE_TABLE, { networkId, version, effectiveMs: BigInt(beginMs), ...rates }, root)
}

function ratesOf(table: PriceTable): PriceRates {
  const { promptRate, outputRate, contextRate, isFreeInsideOrganisation, creditLimit, startingLine } = table
  return { promptRate, outputRate, contextRate, isFreeInsideOrganisation, creditLimit, startingLine }
}

function checkRates(rates: PriceRates): PriceRates {
  for (const name of TOKEN_RATES) {
    const rate = rates[name]
    const isRate = Number.isInteger(rate) && rate >= 0 && rate <= MAX_UINT32
    check(name, isRate, `a rate must be a whole number from 0 to ${String(MAX_UINT32)}`)
  }
  for (const name of LIMITS) {
    const units = rates[name]
    check(name, units >= 0n && units <= MAX_UINT64, `work units must be from 0 to ${String(MAX_UINT64)}`)
  }
  return rates
}

/** A table ends when one of a higher version begins, be it before its own date. */
function periodOf(tables: readonly SignedPriceTable[], index: number): Period {
  const dates = tables.slice(index).map(({ value }) => value.effectiveMs)
  const [beginMs = 0n, ...newer] = dates
  return {
    beginMs,
    endMs: newer.length === 0 ? undefined : newer.reduce((least, date) => (date < least ? date : least)),
  }
}

function isEver({ beginMs, endMs }: Period): boolean {
  return endMs === undefined || beginMs < endMs
}

function check(param: string, isRight: boolean, message: string): void {
  if (!isRight) throw new SovError('ERR_SOV_BAD_REQUEST', `${param}: ${message}`, { param })
}
