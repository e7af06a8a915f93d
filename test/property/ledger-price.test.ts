import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charge, worstCharge } from '../../src/ledger/index.js'

const rate = fc.integer({ min: 0, max: 100_000 })
const table = fc.record({
  promptRate: rate,
  outputRate: rate,
  contextRate: rate,
  isFreeInsideOrganisation: fc.boolean(),
})
const manifest = fc.record({ activeParameters: fc.bigInt({ min: 0n, max: 2_000_000_000_000n }) })
const tokens = fc.integer({ min: 0, max: 200_000 })
const counts = fc
  .record({ promptTokens: tokens, outputTokens: tokens, cachedShare: fc.integer({ min: 0, max: 100 }) })
  .map(({ promptTokens, outputTokens, cachedShare }) => ({
    promptTokens,
    outputTokens,
    cachedTokens: Math.floor((promptTokens * cachedShare) / 100),
  }))

/** An exact fraction. */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}
const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
})
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under })
const of = (over: number | bigint, under = 1n): Fraction => ({ over: BigInt(over), under })

describe('charge', () => {
  it('is the exact sum over the tokens, rounded down once', () => {
    const few = fc.integer({ min: 0, max: 300 })
    fc.assert(
      fc.property(table, manifest, few, few, fc.nat(100), (rates, { activeParameters }, prompt, output, share) => {
        const cached = Math.floor((prompt * share) / 100)
        const perMillion = of(activeParameters, 1_000_000n)
        let sum = times(of(prompt - cached), of(rates.promptRate, 1_000n))
        for (let token = 0; token < output; token++) {
          sum = plus(sum, of(rates.outputRate, 1_000n))
          sum = plus(sum, times(of(prompt + token), of(rates.contextRate, 1_000_000n)))
          // keeps the denominators small
          sum = { over: (sum.over * 1_000_000n) / sum.under, under: 1_000_000n }
        }
        const exact = times(sum, perMillion)
        const work = { promptTokens: prompt, cachedTokens: cached, outputTokens: output }
        expect(charge(rates, { activeParameters }, work, false)).toBe(exact.over / exact.under)
      }),
    )
  })

  it('never falls with more tokens and never rises with more cached ones', () => {
    fc.assert(
      fc.property(table, manifest, counts, fc.nat(1_000), fc.boolean(), (rates, size, work, more, isSame) => {
        const price = charge(rates, size, work, isSame)
        const { promptTokens, cachedTokens, outputTokens } = work
        expect(price).toBeGreaterThanOrEqual(0n)
        expect(charge(rates, size, { ...work, promptTokens: promptTokens + more }, isSame) >= price).toBe(true)
        expect(charge(rates, size, { ...work, outputTokens: outputTokens + more }, isSame) >= price).toBe(true)
        const cached = Math.min(promptTokens, cachedTokens + more)
        expect(charge(rates, size, { ...work, cachedTokens: cached }, isSame) <= price).toBe(true)
      }),
    )
  })

  it('is at most the worst charge of any limits that allow the counts', () => {
    fc.assert(
      fc.property(
        table,
        manifest,
        counts,
        fc.nat(500),
        fc.nat(500),
        fc.boolean(),
        (rates, size, work, a, b, isSame) => {
          const limits = { maxPromptTokens: work.promptTokens + a, maxOutputTokens: work.outputTokens + b }
          expect(charge(rates, size, work, isSame) <= worstCharge(rates, size, limits, isSame)).toBe(true)
        },
      ),
    )
  })
})
