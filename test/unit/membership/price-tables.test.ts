import { describe, expect, it } from 'vitest'
import { CLOCK_SKEW_MS, PRICE_GRACE_MS } from '../../../src/limits.js'
import type { PriceChange, SignedPriceTable } from '../../../src/membership/index.js'
import {
  acceptedPriceTables,
  comingPriceTables,
  priceTableInForce,
  signNextPriceTable,
} from '../../../src/membership/price-tables.js'
import { PRICE_TABLE, signStatement } from '../../../src/wire/index.js'
import { testCoop } from '../../helpers/coop.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const HOUR_MS = 3_600_000
const coop = testCoop({ nowMs: NOW_MS })
const { networkId, root } = coop

/** Tables of versions 1, 2, 3, … that begin so many milliseconds after now. */
function tables(...begins: readonly number[]): SignedPriceTable[] {
  return begins.map((begin, index) =>
    signStatement(
      PRICE_TABLE,
      { networkId, version: index + 1, effectiveMs: BigInt(NOW_MS + begin), outputRate: 1_000 + index },
      root,
    ),
  )
}

const numbers = (list: readonly SignedPriceTable[]): number[] => list.map(({ value }) => value.version)

function next(known: readonly SignedPriceTable[], change: PriceChange, nowMs = NOW_MS): SignedPriceTable {
  return signNextPriceTable(known, change, { networkId, nowMs, root })
}

describe('price tables', () => {
  it('are in force by the highest version whose date has come', () => {
    const known = tables(0, HOUR_MS)
    expect(priceTableInForce(known, NOW_MS - 1)).toBeUndefined()
    expect(priceTableInForce(known, NOW_MS + HOUR_MS - 1)?.value.version).toBe(1)
    expect(priceTableInForce(known, NOW_MS + HOUR_MS)?.value.version).toBe(2)
  })

  it('are accepted for the grace period after a newer one has begun, and not a millisecond longer', () => {
    const known = tables(-HOUR_MS, 0)
    expect(numbers(acceptedPriceTables(known, NOW_MS))).toEqual([1, 2])
    expect(numbers(acceptedPriceTables(known, NOW_MS + PRICE_GRACE_MS - 1))).toEqual([1, 2])
    expect(numbers(acceptedPriceTables(known, NOW_MS + PRICE_GRACE_MS))).toEqual([2])
  })

  it('are accepted a little before they begin, for consumers whose clock is ahead', () => {
    const known = tables(-HOUR_MS, 0)
    expect(numbers(acceptedPriceTables(known, NOW_MS - CLOCK_SKEW_MS))).toEqual([1, 2])
    expect(numbers(acceptedPriceTables(known, NOW_MS - CLOCK_SKEW_MS - 1))).toEqual([1])
  })

  it('all count that were in force within the grace period', () => {
    const known = tables(-HOUR_MS, -2_000, -1_000, 0)
    expect(numbers(acceptedPriceTables(known, NOW_MS))).toEqual([1, 2, 3, 4])
  })

  it('to come are told in their order; one that a newer version replaces before its date never counts', () => {
    const known = tables(-HOUR_MS, HOUR_MS, 0, 2 * HOUR_MS, 2 * HOUR_MS)
    expect(numbers(comingPriceTables(known, NOW_MS - 1))).toEqual([3, 5])
    expect(numbers(comingPriceTables(known, NOW_MS))).toEqual([5])
    expect(numbers(acceptedPriceTables(known, NOW_MS + HOUR_MS))).toEqual([3])
  })
})

describe('the next price table', () => {
  it('keeps what is not changed, begins now, and is signed by the root', () => {
    const table = next([coop.priceTable], { promptRate: 300, creditLimit: 2n ** 64n - 1n })
    expect(table.signer).toBe(root.peerId)
    expect(table.value).toEqual({
      ...coop.priceTable.value,
      version: 2,
      effectiveMs: BigInt(NOW_MS),
      promptRate: 300,
      creditLimit: 2n ** 64n - 1n,
    })
  })

  it('keeps what would have been in force at its date', () => {
    const known = tables(-HOUR_MS, HOUR_MS)
    expect(next(known, { promptRate: 1 }).value).toMatchObject({ version: 3, outputRate: 1_000 })
    expect(next(known, { promptRate: 1, effectiveMs: NOW_MS + HOUR_MS }).value).toMatchObject({ outputRate: 1_001 })
  })

  it('may be the same again only to take back what was to come', () => {
    expect(() => next(tables(0), {})).toThrow(expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param: 'rates' }))
    const known = tables(0, HOUR_MS)
    const table = next(known, {})
    expect(comingPriceTables([...known, table], NOW_MS)).toEqual([])
  })

  it.each<[what: string, change: PriceChange]>([
    ['promptRate', { promptRate: -1 }],
    ['outputRate', { outputRate: 2 ** 32 }],
    ['contextRate', { contextRate: 0.5 }],
    ['creditLimit', { creditLimit: -1n }],
    ['startingLine', { startingLine: 2n ** 64n }],
    ['effectiveMs', { promptRate: 1, effectiveMs: NOW_MS - 1 }],
    ['effectiveMs', { promptRate: 1, effectiveMs: NOW_MS + 0.5 }],
  ])('is refused with a %s out of range', (param, change) => {
    expect(() => next(tables(0), change)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param }))
  })

  it('needs a table before it', () => {
    expect(() => next([], { promptRate: 1 })).toThrow(expect.objectContaining({ code: 'ERR_SOV_CREDENTIAL' }))
  })
})
