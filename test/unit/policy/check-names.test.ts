import { describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { checkNames } from '../../../src/policy/index.js'
import { facts, OTHER_COOP, policy } from './policies.js'

/** Path and reason of each name that stands for nothing. */
function unknown(parts: object, known: Parameters<typeof checkNames>[1] = facts()): unknown {
  try {
    checkNames(policy(parts), known)
    return 'all are known'
  } catch (error) {
    if (!SovError.isInstance(error, 'ERR_SOV_POLICY_INVALID')) throw error
    return (error.details?.['problems'] as { path: string; reason: string }[]).map(({ path, reason }) => [path, reason])
  }
}

describe('the names in a policy', () => {
  it('may be of all that is known', () => {
    expect(
      unknown({
        coops: { own: ['DE', 'EU'], Fjord: 'any', 'uni-pool': ['NO'], [OTHER_COOP]: 'any' },
        rules: [
          {
            require: {
              jurisdiction: { group: 'EU' },
              jurisdictions_deny: ['US', 'EEA'],
              coops: ['own', 'Fjord', 'ff'.repeat(32)],
              orgs: ['anybody', 'own/x', 'uni-pool/x', `${OTHER_COOP}/x`],
            },
          },
          { require: { jurisdiction: { any: ['EU', 'CH'] } } },
          { deny: true },
        ],
        serve: [{ to: { coops: ['own'], orgs: ['Fjord/x'] } }, {}],
      }),
    ).toBe('all are known')
    expect(unknown({})).toBe('all are known')
  })

  it('are told with path and reason when they are unknown', () => {
    const place = (name: string): string =>
      `${name} is neither an ISO 3166-1 alpha-2 code nor a group of the co-op; groups: EU, EEA, EMPTY`
    const coop = (name: string): string => `${name} is no co-op that this node knows; it knows: own, Fjord, uni-pool`
    const organisation = (name: string): string =>
      `${name} is of a co-op that this node does not know; it knows: own, Fjord, uni-pool`
    expect(
      unknown({
        coops: { fjord: ['EU', 'UK'], own: ['EL'] },
        rules: [
          { require: { jurisdiction: { group: 'EXU' }, coops: ['own', 'Own'] } },
          { require: { jurisdiction: { any: ['DE', 'XK'] }, jurisdictions_deny: ['ASEAN'], orgs: ['x', 'pool/x'] } },
        ],
        serve: [{ to: { coops: ['unipool'], orgs: ['own/x', 'a/b/x'] } }],
      }),
    ).toEqual([
      ['coops.fjord', coop('fjord')],
      ['coops.fjord[1]', place('UK')],
      ['coops.own[0]', place('EL')],
      ['rules[0].require.jurisdiction.group', place('EXU')],
      ['rules[0].require.coops[1]', coop('Own')],
      ['rules[1].require.jurisdiction.any[1]', place('XK')],
      ['rules[1].require.jurisdictions_deny[0]', place('ASEAN')],
      ['rules[1].require.orgs[1]', organisation('pool/x')],
      ['serve[0].to.coops[0]', coop('unipool')],
      ['serve[0].to.orgs[1]', organisation('a/b/x')],
    ])
  })

  it('of co-ops may be network ids only when they are whole', () => {
    const naming = (name: string): unknown => unknown({ rules: [{ require: { coops: [name] } }] })
    expect(naming('f'.repeat(64))).toBe('all are known')
    expect(naming('f'.repeat(63))).toHaveLength(1)
    expect(naming('F'.repeat(64))).toHaveLength(1)
  })

  it('are all unknown where nothing is known', () => {
    expect(
      unknown({ rules: [{ require: { jurisdiction: { group: 'EU' } } }] }, { groups: new Map(), coops: new Map() }),
    ).toEqual([
      [
        'rules[0].require.jurisdiction.group',
        'EU is neither an ISO 3166-1 alpha-2 code nor a group of the co-op; groups: none',
      ],
    ])
  })
})
