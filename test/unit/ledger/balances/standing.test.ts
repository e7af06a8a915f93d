import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CREDIT_LIMIT, DEFAULT_STARTING_LINE } from '../../../../src/limits.js'
import { HIGHEST_PRIORITY, LEAST_PRIORITY, standing } from '../../../../src/ledger/balances/standing.js'

const LINES = { creditLimit: 1_000n, startingLine: 200n }

describe('standing', () => {
  it.each([
    ['of whoever is even', 0n, 1],
    ['of a newcomer within the starting line', 200n, 1],
    ['just beyond the starting line', 201n, 0.999],
    ['of a debtor half way', 700n, 0.5],
    ['of a debtor at the limit', 1_000n, 0.2],
    ['of whoever is far beyond the limit', 10n ** 18n, LEAST_PRIORITY],
    ['of a creditor', -500n, 1.5],
    ['of a creditor by the limit', -1_000n, HIGHEST_PRIORITY],
    ['of a creditor by more than the limit', -(10n ** 18n), HIGHEST_PRIORITY],
  ])('priority %s', (_, debt, priority) => {
    expect(standing(debt, LINES).priority).toBeCloseTo(priority, 12)
  })

  it('allows debt up to the credit limit, and not a unit more', () => {
    expect(standing(1_000n, LINES).isAtLimit).toBe(false)
    expect(standing(1_001n, LINES).isAtLimit).toBe(true)
    expect(standing(-1_001n, LINES).isAtLimit).toBe(false)
  })

  it('takes the defaults where the price table names none', () => {
    const none = { creditLimit: 0n, startingLine: 0n }
    expect(standing(DEFAULT_STARTING_LINE, none)).toEqual({ priority: 1, isAtLimit: false })
    expect(standing(DEFAULT_STARTING_LINE + DEFAULT_CREDIT_LIMIT / 10n, none).priority).toBeCloseTo(0.9, 12)
    expect(standing(DEFAULT_CREDIT_LIMIT, none).isAtLimit).toBe(false)
    expect(standing(DEFAULT_CREDIT_LIMIT + 1n, none).isAtLimit).toBe(true)
  })

  it('ends a starting line beyond the limit at the limit', () => {
    const generous = { creditLimit: 100n, startingLine: 500n }
    expect(standing(100n, generous)).toEqual({ priority: 1, isAtLimit: false })
    expect(standing(101n, generous)).toEqual({ priority: 1, isAtLimit: true })
  })

  it('goes by the limit of the organisation before that of the price table', () => {
    const organisation = { creditLimit: 400n, creditCap: 0n }
    expect(standing(400n, LINES, organisation)).toEqual({ priority: 0.5, isAtLimit: false })
    expect(standing(401n, LINES, organisation).isAtLimit).toBe(true)
    expect(standing(401n, LINES, { creditLimit: 0n, creditCap: 0n }).isAtLimit).toBe(false)
  })

  it('gains no priority by credit above the cap of the organisation', () => {
    const organisation = { creditLimit: 0n, creditCap: 300n }
    expect(standing(-300n, LINES, organisation).priority).toBeCloseTo(1.3, 12)
    expect(standing(-301n, LINES, organisation).priority).toBeCloseTo(1.3, 12)
    expect(standing(700n, LINES, organisation).priority, 'debts are not capped').toBeCloseTo(0.5, 12)
  })

  it('is bounded, and never better for whoever owes more', () => {
    const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    const debt = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })
    fc.assert(
      fc.property(fc.record({ creditLimit: uint64, startingLine: uint64 }), debt, debt, (lines, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        const [better, worse] = [standing(less, lines), standing(more, lines)]
        expect(worse.priority).toBeGreaterThanOrEqual(LEAST_PRIORITY)
        expect(better.priority).toBeLessThanOrEqual(HIGHEST_PRIORITY)
        expect(worse.priority).toBeLessThanOrEqual(better.priority)
        if (better.isAtLimit) expect(worse.isAtLimit).toBe(true)
      }),
    )
  })
})
