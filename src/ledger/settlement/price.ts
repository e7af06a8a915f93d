import { SovError } from '../../errors.js'
import type { PriceRates } from '../../membership/index.js'
import type { ModelManifest, PriceTable } from '../../wire/index.js'

/** Tokens of one piece of work. */
export interface TokenCounts {
  readonly promptTokens: number
  /** Part of `promptTokens` that was in the KV cache; never priced. */
  readonly cachedTokens: number
  readonly outputTokens: number
}

type Rates = Pick<PriceTable, 'promptRate' | 'outputRate' | 'contextRate' | 'isFreeInsideOrganisation'>
type Size = Pick<ModelManifest, 'activeParameters'>

/**
 * Rates of a co-op that has not chosen its own. A prompt token costs a quarter of an output token, because prefill is
 * several times faster than decoding on everything from one CPU thread to a large GPU; a token of context costs 30
 * millionths, about what attention over it adds to the arithmetic of a model of 1 to 70 billion parameters.
 */
export const DEFAULT_PRICE_RATES: PriceRates = {
  promptRate: 250,
  outputRate: 1_000,
  contextRate: 30,
  isFreeInsideOrganisation: true,
  creditLimit: 0n,
  startingLine: 0n,
}

const MAX_CHARGE = 2n ** 64n - 1n
/** Rates are thousandths or millionths, and one unit is a million parameters: 1,000 × 1,000 × 1,000,000. */
const SCALE = 10n ** 12n

/**
 * The price of work by a table, in work units, rounded down.
 *
 * @returns 0 inside one organisation when the table says so.
 * @throws {SovError} ERR_SOV_WIRE_LIMIT when it is no uint64.
 * @see sov.ledger.v1.PriceTable for the formula
 */
export function charge(table: Rates, manifest: Size, counts: TokenCounts, isSameOrganisation: boolean): bigint {
  if (isSameOrganisation && table.isFreeInsideOrganisation) return 0n
  const prompt = BigInt(counts.promptTokens)
  const output = BigInt(counts.outputTokens)
  const uncached = prompt - BigInt(counts.cachedTokens)
  // the lengths of the context before each output token, summed: prompt, prompt + 1, …
  const context = (output * (2n * prompt + output - 1n)) / 2n
  const perParameter =
    1_000n * (BigInt(table.promptRate) * uncached + BigInt(table.outputRate) * output) +
    BigInt(table.contextRate) * context
  const units = (manifest.activeParameters * perParameter) / SCALE
  if (units > MAX_CHARGE) throw new SovError('ERR_SOV_WIRE_LIMIT', 'the charge is larger than a receipt can hold')
  return units
}

/**
 * The highest price that work within these limits can have: all of the prompt uncached, all of the output used.
 *
 * @throws {SovError} ERR_SOV_WIRE_LIMIT when it is no uint64.
 */
export function worstCharge(
  table: Rates,
  manifest: Size,
  limits: { readonly maxPromptTokens: number; readonly maxOutputTokens: number },
  isSameOrganisation: boolean,
): bigint {
  return charge(
    table,
    manifest,
    { promptTokens: limits.maxPromptTokens, cachedTokens: 0, outputTokens: limits.maxOutputTokens },
    isSameOrganisation,
  )
}
