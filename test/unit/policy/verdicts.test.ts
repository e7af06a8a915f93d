import { describe, expect, it } from 'vitest'
import { MAX_VERDICT_SETS } from '../../../src/limits.js'
import {
  Verdicts,
  type Constraints,
  type Facts,
  type Layers,
  type PolicyCandidate,
  type Verdict,
} from '../../../src/policy/index.js'
import { ALLOW_ALL, candidate, facts, NOW, policy } from './policies.js'

const WHO = candidate()

function layers(asked: Partial<Constraints> = {}, more: Partial<Layers> = {}): Layers {
  return { node: ALLOW_ALL, requests: [{ tier: 'any', ...asked }], ...more }
}

describe('verdicts', () => {
  const verdicts = new Verdicts()
  const of = (demanded: Layers, about: Partial<Facts> = {}, who: PolicyCandidate = WHO): Verdict =>
    verdicts.judge(demanded, facts(about))(who)

  it('are kept for whoever demands the same', () => {
    const first = of(layers({ jurisdictions: ['DE'] }))
    expect(first.isAllowed).toBe(true)
    expect(of(layers({ jurisdictions: ['DE'] }))).toBe(first)
    // an order of preference judges nobody
    expect(of(layers({ jurisdictions: ['DE'], order: ['x'] }))).toBe(first)
  })

  it('are not kept for another demand', () => {
    const first = of(layers())
    const others: readonly (readonly [Layers, Partial<Facts>])[] = [
      [layers({ jurisdictions: ['NO'] }), {}],
      [layers({ tier: 'local' }), {}],
      [layers({}, { node: policy({}) }), {}],
      [layers({}, { key: policy({}) }), {}],
      [layers({}, { requests: [] }), {}],
      [layers(), { dataClass: 'public' }],
      [layers(), { dataClass: undefined }],
      [layers(), { models: [] }],
    ]
    const all = others.map(([demanded, about]) => of(demanded, about))
    expect(new Set([first, ...all]).size).toBe(1 + others.length)
    expect(of(layers({ jurisdictions: ['NO'] })).isAllowed).toBe(false)
  })

  it('are not those of another credential, even of the same peer', () => {
    const first = of(layers({ jurisdictions: ['DE'] }))
    const moved = candidate({ jurisdiction: 'NO' })
    expect(of(layers({ jurisdictions: ['DE'] }), {}, moved)).not.toBe(first)
    expect(of(layers({ jurisdictions: ['DE'] }), {}, moved).isAllowed).toBe(false)
  })

  it('end with the facts that they rest on', () => {
    const first = of(layers())
    expect(of(layers(), { nowMs: NOW + 999 })).toBe(first)
    expect(of(layers(), { nowMs: NOW + 1_000 })).toMatchObject({ isAllowed: false })
  })

  it('stay while groups, co-ops and blocked peers are the same, and all go when one of these changes', () => {
    const asked = layers({ jurisdictions: ['EU'] })
    const blocked: readonly string[] = []
    const about = (change: Partial<Facts> = {}): Partial<Facts> => ({ blocked, ...change })
    const groups = (members: readonly string[]): Facts['groups'] => new Map([['EU', members]])
    const first = of(asked, about({ groups: groups(['DE', 'FR']) }))
    expect(of(asked, about({ groups: groups(['DE', 'FR']) }))).toBe(first)
    expect(of(asked, about({ groups: groups(['FR', 'IT']) })).isAllowed).toBe(false)
    expect(of(asked, about({ groups: groups(['FR']) })).isAllowed).toBe(false)
    expect(of(asked, about({ groups: new Map([['EUR', ['DE']]]) })).isAllowed).toBe(false)
    expect(of(asked, about({ groups: new Map() })).isAllowed).toBe(false)
    const again = of(asked, about({ groups: groups(['DE', 'FR']) }))
    expect(again).not.toBe(first)
    expect(
      of(
        asked,
        about({
          groups: new Map([
            ['EU', ['DE', 'FR']],
            ['X', ['NO']],
          ]),
        }),
      ),
    ).not.toBe(again)

    const wide = about({
      groups: new Map([
        ['EU', ['DE']],
        ['X', ['NO']],
      ]),
    })
    const inX = of(layers({ jurisdictions: ['X'] }), wide, candidate({ jurisdiction: 'NO' }))
    expect(inX.isAllowed).toBe(true)
    const narrow = of(asked, about({ groups: groups(['DE']) }))
    expect(of(asked, wide)).not.toBe(narrow)
    const known = of(asked, wide)
    expect(of(asked, about({ groups: groups(['DE']) }))).not.toBe(known)

    const denying = layers({ jurisdictionsDeny: ['NOBODY'] })
    expect(of(denying, about({ groups: new Map([['NOBODY', []]]) })).isAllowed).toBe(true)
    expect(of(denying, about({ groups: new Map([['OTHERS', []]]) })).isAllowed).toBe(false)

    const named = layers({ only: ['pool/uni-koeln'] })
    const coop = (id: string): Partial<Facts> => about({ coops: new Map([['pool', id]]) })
    expect(of(named, coop(WHO.coop!)).isAllowed).toBe(true)
    expect(of(named, coop('ee'.repeat(32))).isAllowed).toBe(false)
    expect(of(named, coop(WHO.coop!)).isAllowed).toBe(true)

    expect(of(named, { ...coop(WHO.coop!), blocked: ['uni-koeln'] }).isAllowed).toBe(false)
    expect(of(named, coop(WHO.coop!)).isAllowed).toBe(true)
    expect(of(named, { ...coop(WHO.coop!), staleCoops: [WHO.coop!] }).isAllowed).toBe(false)
    expect(of(named, coop(WHO.coop!)).isAllowed).toBe(true)
  })

  it('of the demands made longest ago are forgotten', () => {
    const first = of(layers({ only: ['first'] }))
    const second = of(layers({ only: ['second'] }))
    for (let index = 0; index < MAX_VERDICT_SETS - 2; index++) of(layers({ only: [String(index)] }))
    expect(of(layers({ only: ['first'] }))).toBe(first)
    of(layers({ only: ['one more'] }))
    expect(of(layers({ only: ['first'] }))).toBe(first)
    expect(of(layers({ only: ['second'] }))).not.toBe(second)
  })
})
