import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, type Constraints, type PolicyCandidate } from '../../src/policy/index.js'

const CODES = ['DE', 'FR', 'NO', 'US', 'SE']
const PEERS = ['12D3KooWA', '12D3KooWB', '12D3KooWC']
const ORGS = ['org-a', 'org-b']

const groups = fc
  .array(fc.tuple(fc.constantFrom('EU', 'EEA', 'X'), fc.subarray(CODES)))
  .map((entries): ReadonlyMap<string, readonly string[]> => new Map(entries))
const candidate: fc.Arbitrary<PolicyCandidate> = fc.record({
  peer: fc.constantFrom(...PEERS),
  isSelf: fc.boolean(),
  jurisdiction: fc.option(fc.constantFrom(...CODES), { nil: undefined }),
  orgId: fc.option(fc.constantFrom(...ORGS), { nil: undefined }),
})
const places = fc.subarray([...CODES, 'EU', 'EEA', 'UNKNOWN'])
const names = fc.subarray([...PEERS, ...ORGS])
const constraints: fc.Arbitrary<Constraints> = fc.record(
  {
    tier: fc.constantFrom('local' as const, 'mesh' as const, 'any' as const),
    jurisdictions: fc.option(places, { nil: undefined }),
    only: fc.option(names, { nil: undefined }),
    ignore: fc.option(names, { nil: undefined }),
  },
  { requiredKeys: ['tier'] },
)

/** Both at once: what one allows and the other does not is not allowed. */
function both(a: Constraints, b: Constraints, known: ReadonlyMap<string, readonly string[]>): Constraints {
  const codes = (list: readonly string[] | undefined): readonly string[] =>
    list === undefined
      ? CODES
      : CODES.filter((code) => list.some((name) => name === code || known.get(name)?.includes(code)))
  const meet = (x: readonly string[] | undefined, y: readonly string[] | undefined): readonly string[] | undefined =>
    x === undefined ? y : y === undefined ? x : x.filter((name) => y.includes(name))
  return {
    tier: a.tier === 'any' ? b.tier : a.tier,
    jurisdictions:
      a.jurisdictions === undefined && b.jurisdictions === undefined
        ? undefined
        : meet(codes(a.jurisdictions), codes(b.jurisdictions)),
    only: meet(a.only, b.only),
    ignore: [...(a.ignore ?? []), ...(b.ignore ?? [])],
  }
}

describe('policy', () => {
  it('only ever narrows: whoever two policies together allow, each of them allows', () => {
    fc.assert(
      fc.property(constraints, constraints, candidate, groups, (a, b, peer, known) => {
        fc.pre(a.tier === 'any' || b.tier === 'any' || a.tier === b.tier)
        if (judge(both(a, b, known), peer, known).length > 0) return
        expect(judge(a, peer, known)).toEqual([])
        expect(judge(b, peer, known)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('removes for one more demand whoever it removed before', () => {
    const demand = fc.oneof(
      fc.record({ jurisdictions: places }),
      fc.record({ only: names }),
      fc.record({ ignore: names }),
      fc.record({ tier: fc.constantFrom('local' as const, 'mesh' as const) }),
    )
    fc.assert(
      fc.property(constraints, demand, candidate, groups, (some, more, peer, known) => {
        // a demand where there was none; one in the place of another may well allow others
        fc.pre(Object.keys(more).every((key) => [undefined, 'any'].includes(some[key as keyof Constraints] as string)))
        const rules = (given: Constraints): readonly string[] => judge(given, peer, known).map(({ rule }) => rule)
        expect(rules({ ...some, ...more })).toEqual(expect.arrayContaining([...rules(some)]))
      }),
      { numRuns: 2_000 },
    )
  })

  it('allows nobody whose jurisdiction is not attested when one is demanded', () => {
    fc.assert(
      fc.property(constraints, places, candidate, groups, (some, jurisdictions, peer, known) => {
        const removals = judge({ ...some, jurisdictions }, { ...peer, jurisdiction: undefined }, known)
        expect(removals.map(({ rule }) => rule)).toContain('jurisdiction_unknown')
      }),
    )
  })

  it('judges by what is demanded, not by the order in which it is', () => {
    fc.assert(
      fc.property(constraints, candidate, groups, (some, peer, known) => {
        const turned: Constraints = {
          tier: some.tier,
          jurisdictions: some.jurisdictions?.toReversed(),
          only: some.only?.toReversed(),
          ignore: some.ignore?.toReversed(),
        }
        const rules = (given: Constraints): readonly string[] => judge(given, peer, known).map(({ rule }) => rule)
        expect(rules(turned)).toEqual(rules(some))
      }),
    )
  })
})
