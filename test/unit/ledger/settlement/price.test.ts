import { describe, expect, it } from 'vitest'
import { charge, DEFAULT_PRICE_RATES, worstCharge } from '../../../../src/ledger/index.js'

const rates = { ...DEFAULT_PRICE_RATES, contextRate: 0 }
const billion = { activeParameters: 1_000_000_000n }
const none = { promptTokens: 0, cachedTokens: 0, outputTokens: 0 }

describe('DEFAULT_PRICE_RATES', () => {
  it('are those of docs/LEDGER.md', () => {
    expect(DEFAULT_PRICE_RATES).toEqual({
      promptRate: 250,
      outputRate: 1_000,
      contextRate: 30,
      isFreeInsideOrganisation: true,
      creditLimit: 0n,
      startingLine: 0n,
    })
  })
})

describe('charge', () => {
  it('is a unit for a million active parameters and one output token', () => {
    expect(charge(rates, { activeParameters: 1_000_000n }, { ...none, outputTokens: 1 }, false)).toBe(1n)
    expect(charge(rates, billion, { ...none, outputTokens: 7 }, false)).toBe(7_000n)
  })

  it('is a quarter of that for a prompt token, and nothing for a cached one', () => {
    expect(charge(rates, billion, { ...none, promptTokens: 8 }, false)).toBe(2_000n)
    expect(charge(rates, billion, { ...none, promptTokens: 8, cachedTokens: 8 }, false)).toBe(0n)
  })

  it('adds the context before each output token', () => {
    const perContextToken = { ...rates, promptRate: 0, outputRate: 0, contextRate: 1_000_000 }
    // 10 + 11 + 12 tokens of context, a unit each for a million parameters
    expect(
      charge(perContextToken, { activeParameters: 1_000_000n }, { ...none, promptTokens: 10, outputTokens: 3 }, false),
    ).toBe(33n)
  })

  it('rounds down once, at the end', () => {
    const small = { activeParameters: 300_000n }
    expect(charge(rates, small, { ...none, outputTokens: 3 }, false)).toBe(0n)
    expect(charge(rates, small, { ...none, outputTokens: 4 }, false)).toBe(1n)
  })

  it('is free inside an organisation only when the table says so', () => {
    const counts = { ...none, outputTokens: 1 }
    expect(charge({ ...rates, isFreeInsideOrganisation: true }, billion, counts, true)).toBe(0n)
    expect(charge({ ...rates, isFreeInsideOrganisation: true }, billion, counts, false)).toBe(1_000n)
    expect(charge({ ...rates, isFreeInsideOrganisation: false }, billion, counts, true)).toBe(1_000n)
  })

  it('goes up to the largest uint64 and not beyond', () => {
    const most = 2n ** 64n - 1n
    const perUnit = { ...rates, promptRate: 0, outputRate: 1_000 }
    const counts = { ...none, outputTokens: 1_000_000 }
    expect(charge(perUnit, { activeParameters: most }, counts, false)).toBe(most)
    expect(() => charge(perUnit, { activeParameters: most + 1n }, counts, false)).toThrow('larger than')
  })

  it('refuses what does not fit a receipt', () => {
    const huge = { activeParameters: 2n ** 64n - 1n }
    const limits = { maxPromptTokens: 2 ** 32 - 1, maxOutputTokens: 2 ** 32 - 1 }
    expect(() => worstCharge(rates, huge, limits, false)).toThrow('larger than a receipt can hold')
  })
})
