import { describe, expect, it } from 'vitest'
import { BUILT_IN_POLICY, judge, type Facts, type Policy, type PolicyCandidate } from '../../../src/policy/index.js'
import { ALLOW_ALL, candidate, facts, foreigner, NOW, OTHER_COOP, OWN_COOP, policy } from './policies.js'

/** The rules that remove a candidate under a policy of the node. */
function rules(node: Policy, who: PolicyCandidate = candidate(), about: Partial<Facts> = {}): readonly string[] {
  return judge({ node, requests: [] }, who, facts(about)).removals.map(({ rule }) => rule)
}

const demanding = (required: object): Policy => policy({ rules: [{ require: required }] })

describe('the rules of a policy', () => {
  it('deny what no rule is for', () => {
    const verdict = judge({ node: policy({}), requests: [] }, candidate(), facts())
    expect(verdict).toEqual({
      isAllowed: false,
      removals: [
        {
          rule: 'no_rule_applies',
          reason: "no rule of the node's policy is for data of class personal and this model",
          layer: 'node',
        },
      ],
      spoke: [{ layer: 'node', rule: 'default', outcome: 'denied' }],
      validUntilMs: NOW + 1_000,
    })
    const unsaid = judge({ node: policy({}), requests: [] }, candidate(), facts({ dataClass: undefined }))
    expect(unsaid.removals[0]?.reason).toContain('data of no class')
  })

  it('let the first one decide whose conditions hold, and no other', () => {
    const node = policy({
      rules: [
        { when: { data_class: ['secret'] }, deny: true },
        { name: 'patients', when: { data_class: ['personal', 'medical'] }, require: { jurisdictions_deny: ['DE'] } },
        { require: {} },
      ],
    })
    expect(rules(node)).toEqual(['jurisdiction_denied'])
    expect(rules(node, candidate(), { dataClass: 'medical' })).toEqual(['jurisdiction_denied'])
    expect(rules(node, candidate(), { dataClass: 'secret' })).toEqual(['denied_by_rule'])
    expect(rules(node, candidate(), { dataClass: 'public' })).toEqual([])
    // a class that nobody has said is none of those listed
    expect(rules(node, candidate(), { dataClass: undefined })).toEqual([])
    expect(judge({ node, requests: [] }, candidate(), facts()).spoke).toEqual([
      { layer: 'node', rule: 'rules[1] patients', outcome: 'denied' },
    ])
    expect(judge({ node, requests: [] }, candidate(), facts({ dataClass: 'secret' })).removals).toEqual([
      { layer: 'node', rule: 'denied_by_rule', reason: "rules[0] of the node's policy denies it" },
    ])
  })

  it.each(['tiny', 'tiny:q8_0', 'dd'.repeat(32)])('know a model by %s', (name) => {
    const node = policy({ rules: [{ when: { models: ['other', name] }, require: {} }] })
    expect(rules(node)).toEqual([])
    expect(rules(node, candidate(), { models: ['big', 'big:q8_0', 'ee'.repeat(32)] })).toEqual(['no_rule_applies'])
  })

  it('hold only when all their conditions do', () => {
    const node = policy({ rules: [{ when: { data_class: ['personal'], models: ['tiny'] }, require: {} }] })
    expect(rules(node)).toEqual([])
    expect(rules(node, candidate(), { dataClass: 'public' })).toEqual(['no_rule_applies'])
    expect(rules(node, candidate(), { models: [] })).toEqual(['no_rule_applies'])
  })

  it('take jurisdictions by code and by group', () => {
    expect(rules(demanding({ jurisdiction: { any: ['DE'] } }))).toEqual([])
    expect(rules(demanding({ jurisdiction: { any: ['NO', 'EU'] } }))).toEqual([])
    expect(rules(demanding({ jurisdiction: { group: 'EU' } }))).toEqual([])
    expect(rules(demanding({ jurisdiction: { any: ['NO', 'SE'] } }))).toEqual(['jurisdiction_not_allowed'])
    expect(rules(demanding({ jurisdiction: { group: 'EU' } }), candidate({ jurisdiction: 'NO' }))).toEqual([
      'jurisdiction_not_allowed',
    ])
  })

  it('take no unknown group and no empty one for anybody', () => {
    expect(rules(demanding({ jurisdiction: { group: 'ASEAN' } }))).toEqual(['jurisdiction_not_allowed'])
    expect(rules(demanding({ jurisdiction: { any: ['EMPTY'] } }))).toEqual(['jurisdiction_not_allowed'])
  })

  it('keep out who is in a denied group, and everybody when nobody knows who is', () => {
    const denying = (names: readonly string[]): Policy => demanding({ jurisdictions_deny: names })
    expect(rules(denying(['EU']))).toEqual(['jurisdiction_denied'])
    expect(rules(denying(['NO', 'EMPTY']))).toEqual([])
    expect(rules(denying(['NO', 'ASEAN']))).toEqual(['jurisdiction_unknown'])
    expect(rules(denying(['NO']), candidate({ jurisdiction: undefined }))).toEqual(['jurisdiction_unknown'])
  })

  it('take co-ops by the reserved word, by name and by network id', () => {
    expect(rules(demanding({ coops: ['own'] }))).toEqual([])
    expect(rules(demanding({ coops: ['own'] }), foreigner())).toEqual(['coop_not_allowed'])
    for (const name of ['uni-pool', OTHER_COOP]) {
      expect(rules(demanding({ coops: [name] }))).toEqual(['coop_not_allowed'])
      expect(rules(demanding({ coops: ['nobody', name] }), foreigner())).toEqual([])
    }
    expect(rules(demanding({ coops: ['Fjord'] }))).toEqual([])
    expect(rules(demanding({ coops: [OWN_COOP] }), candidate({ coop: undefined }))).toEqual(['coop_not_allowed'])
    // a name that stands for no co-op is not that of one that is not known
    expect(rules(demanding({ coops: ['nobody'] }), candidate({ coop: undefined }))).toEqual(['coop_not_allowed'])
  })

  it('take organisations of the own co-op by their id, and of others with the co-op before it', () => {
    expect(rules(demanding({ orgs: ['uni-koeln'] }))).toEqual([])
    expect(rules(demanding({ orgs: ['uni-koeln'] }), foreigner())).toEqual(['organisation_not_allowed'])
    expect(rules(demanding({ orgs: ['own/uni-koeln'] }))).toEqual([])
    expect(rules(demanding({ orgs: ['uni-pool/uni-koeln'] }))).toEqual(['organisation_not_allowed'])
    expect(rules(demanding({ orgs: ['uni-pool/uni-koeln'] }), foreigner())).toEqual([])
    expect(rules(demanding({ orgs: ['uni', 'uni-koeln'] }))).toEqual([])
    expect(rules(demanding({ orgs: ['uni'] }))).toEqual(['organisation_not_allowed'])
    expect(rules(demanding({ orgs: ['uni-koeln'] }), candidate({ orgId: undefined }))).toEqual([
      'organisation_not_allowed',
    ])
  })

  it('do not take a co-op that is called like another one, or like the own one, for it', () => {
    const liar = foreigner({ coop: 'ee'.repeat(32) })
    const about = {
      coops: new Map([
        [OTHER_COOP, liar.coop!],
        ['own', liar.coop!],
      ]),
    }
    expect(rules(demanding({ coops: [OTHER_COOP] }), liar, about)).toEqual(['coop_not_allowed'])
    expect(rules(demanding({ coops: ['own'] }), liar, about)).toEqual(['coop_not_allowed'])
    expect(rules(demanding({ coops: [OTHER_COOP] }), foreigner(), about)).toEqual([])
  })

  it('know a co-op whose name has a slash', () => {
    const about = { coops: new Map([['EU/south', OTHER_COOP]]) }
    expect(rules(demanding({ orgs: ['EU/south/uni-koeln'] }), foreigner(), about)).toEqual([])
  })

  it('count evidence from the level that is required', () => {
    const node = demanding({ evidence_at_least: 2 })
    expect(rules(node, candidate({ evidenceLevel: 2 }))).toEqual([])
    expect(rules(node, candidate({ evidenceLevel: 3 }))).toEqual([])
    expect(rules(node, candidate({ evidenceLevel: 1 }))).toEqual(['evidence_too_weak'])
    expect(rules(node, candidate({ evidenceLevel: undefined }))).toEqual(['evidence_too_weak'])
    expect(rules(demanding({ evidence_at_least: 0 }), candidate({ evidenceLevel: undefined }))).toEqual([
      'evidence_too_weak',
    ])
    expect(rules(demanding({ evidence_at_least: 0 }), candidate({ evidenceLevel: 0 }))).toEqual([])
  })

  it('ask for a promise where they say true, and for none where they say false', () => {
    const kept = candidate({ promisesNoPromptLogging: false })
    expect(rules(demanding({ no_prompt_logging: true }))).toEqual([])
    expect(rules(demanding({ no_prompt_logging: true }), kept)).toEqual(['prompt_logging_possible'])
    expect(rules(demanding({ no_prompt_logging: true }), candidate({ promisesNoPromptLogging: undefined }))).toEqual([
      'prompt_logging_possible',
    ])
    expect(rules(demanding({ no_prompt_logging: false }), kept)).toEqual([])
    expect(rules(demanding({ same_org: true }))).toEqual(['not_own_organisation'])
    expect(rules(demanding({ same_org: true }), candidate({ isOwnOrganisation: true }))).toEqual([])
    expect(rules(demanding({ same_org: false }))).toEqual([])
  })

  it('tell everything that is not satisfied, each in a sentence of its own', () => {
    const node = demanding({
      jurisdiction: { any: ['NO', 'SE'] },
      jurisdictions_deny: ['EU', 'US'],
      coops: ['uni-pool', 'own-pool'],
      orgs: ['a', 'b'],
      evidence_at_least: 2,
      no_prompt_logging: true,
      same_org: true,
    })
    const who = candidate({ promisesNoPromptLogging: false })
    expect(judge({ node, requests: [] }, who, facts()).removals.map(({ reason }) => reason)).toEqual([
      'DE is not in: NO, SE',
      'DE is in: EU, US',
      'its co-op is none of: uni-pool, own-pool',
      'its organisation is none of: a, b',
      'evidence of level 1 supports its jurisdiction; at least level 2 is required',
      'its operator has not promised to keep no prompts',
      'it is not of the organisation of this node',
    ])
    const unknown = candidate({ jurisdiction: undefined, evidenceLevel: undefined })
    expect(judge({ node, requests: [] }, unknown, facts()).removals.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'its jurisdiction is not attested; allowed: NO, SE',
        'its jurisdiction is not attested; denied: EU, US',
        'nothing supports its jurisdiction; at least level 2 is required',
      ]),
    )
    const vague = demanding({ jurisdictions_deny: ['NO', 'ASEAN'] })
    expect(judge({ node: vague, requests: [] }, who, facts()).removals[0]?.reason).toBe(
      'nobody has defined the group ASEAN; denied: NO, ASEAN',
    )
  })
})

describe('which co-op may speak for which jurisdictions', () => {
  const node = policy({
    coops: { own: ['DE', 'NORDIC'], 'uni-pool': 'any' },
    rules: [{ require: { jurisdiction: { any: ['EU', 'NO'] } } }],
  })
  const about = {
    groups: new Map([
      ['EU', ['DE', 'FR']],
      ['NORDIC', ['NO']],
    ]),
  }

  it('does not believe it of others', () => {
    expect(rules(node, candidate(), about)).toEqual([])
    expect(rules(node, candidate({ jurisdiction: 'NO' }), about)).toEqual([])
    expect(rules(node, candidate({ jurisdiction: 'FR' }), about)).toEqual(['jurisdiction_unknown'])
    expect(rules(node, foreigner({ jurisdiction: 'FR' }), about)).toEqual([])
    expect(rules(node, foreigner({ coop: 'ee'.repeat(32) }), about)).toEqual(['jurisdiction_unknown'])
    expect(rules(node, foreigner({ coop: undefined }), about)).toEqual(['jurisdiction_unknown'])
  })

  it('believes it all the rest', () => {
    const rest = policy({
      coops: { own: ['NO'] },
      rules: [{ require: { coops: ['own'], orgs: ['uni-koeln'], evidence_at_least: 1, no_prompt_logging: true } }],
    })
    expect(rules(rest)).toEqual([])
  })

  it('says that it was so, also where no jurisdiction is required', () => {
    const lax = policy({ coops: { own: ['NO'] }, rules: [{ require: {} }] })
    expect(judge({ node: lax, requests: [] }, candidate(), facts())).toMatchObject({
      isAllowed: true,
      spoke: [
        { layer: 'node', rule: 'coops', outcome: 'denied' },
        { layer: 'node', rule: 'rules[0]', outcome: 'allowed' },
      ],
    })
    expect(judge({ node: lax, requests: [] }, candidate({ jurisdiction: 'NO' }), facts()).spoke).toEqual([
      { layer: 'node', rule: 'rules[0]', outcome: 'allowed' },
    ])
    expect(judge({ node: lax, requests: [] }, candidate({ jurisdiction: undefined }), facts()).spoke).toHaveLength(1)
  })

  it('counts for all layers, whichever says it', () => {
    const lax = policy({ coops: { own: ['NO'] }, rules: [{ require: {} }] })
    const asked = { tier: 'any', jurisdictions: ['DE'] } as const
    const removals = [{ layer: 'request', rule: 'jurisdiction_unknown' }]
    expect(judge({ node: lax, requests: [asked] }, candidate(), facts()).removals).toMatchObject(removals)
    expect(judge({ node: ALLOW_ALL, key: lax, requests: [asked] }, candidate(), facts()).removals).toMatchObject(
      removals,
    )
  })
})

describe('layers', () => {
  const key = policy({ rules: [{ name: 'mine', require: { orgs: ['uni-koeln'] } }] })

  it('all have to allow, and each tells what spoke', () => {
    const asked = { tier: 'mesh', only: ['uni-koeln'] } as const
    const layers = { node: BUILT_IN_POLICY, key, requests: [asked, { tier: 'any', ignore: ['nobody'] } as const] }
    expect(judge(layers, candidate(), facts())).toEqual({
      isAllowed: true,
      removals: [],
      spoke: [
        { layer: 'node', rule: 'rules[0] own co-op', outcome: 'allowed' },
        { layer: 'key', rule: 'rules[0] mine', outcome: 'allowed' },
        { layer: 'request', rule: 'tier', outcome: 'allowed' },
        { layer: 'request', rule: 'only', outcome: 'allowed' },
        { layer: 'request', rule: 'ignore', outcome: 'allowed' },
      ],
      validUntilMs: NOW + 1_000,
    })
    expect(judge(layers, foreigner(), facts()).removals.map(({ layer, rule }) => [layer, rule])).toEqual([
      ['node', 'coop_not_allowed'],
      ['key', 'organisation_not_allowed'],
      ['request', 'not_in_only'],
    ])
  })

  it('of a key say so', () => {
    const verdict = judge({ node: ALLOW_ALL, key: policy({}), requests: [] }, candidate(), facts())
    expect(verdict.removals[0]).toMatchObject({
      layer: 'key',
      reason: expect.stringContaining("the key's policy") as string,
    })
  })
})

describe('the built-in policy', () => {
  it('allows this node and every member of its co-op, for any data, and nobody else', () => {
    for (const dataClass of ['personal', undefined]) {
      expect(rules(BUILT_IN_POLICY, candidate(), { dataClass })).toEqual([])
      expect(rules(BUILT_IN_POLICY, foreigner(), { dataClass })).toEqual(['coop_not_allowed'])
    }
    const alone = candidate({ isSelf: true, coop: undefined, orgId: undefined, notAfterMs: undefined })
    expect(rules(BUILT_IN_POLICY, alone)).toEqual([])
  })
})

describe('a credential that has expired', () => {
  const late = { nowMs: NOW + 1_000 }

  it('removes its peer, whatever is asked', () => {
    expect(rules(ALLOW_ALL, candidate(), { nowMs: NOW + 999 })).toEqual([])
    expect(rules(ALLOW_ALL, candidate(), late)).toEqual(['credential_not_in_force'])
    expect(judge({ node: ALLOW_ALL, requests: [] }, candidate(), facts(late))).toMatchObject({
      spoke: [
        { layer: 'node', rule: 'credential', outcome: 'denied' },
        { layer: 'node', rule: 'rules[0]', outcome: 'allowed' },
      ],
      removals: [{ layer: 'node', reason: 'it has shown no membership credential that is in force' }],
      validUntilMs: Infinity,
    })
  })

  it('is like none, which allows no other node anything', () => {
    expect(rules(ALLOW_ALL, candidate({ notAfterMs: undefined }))).toEqual(['credential_not_in_force'])
    expect(rules(ALLOW_ALL, candidate({ isSelf: true, notAfterMs: undefined }))).toEqual([])
  })

  it('says nothing any more', () => {
    const node = demanding({
      jurisdiction: { any: ['DE'] },
      coops: ['own'],
      orgs: ['uni-koeln'],
      evidence_at_least: 1,
      no_prompt_logging: true,
      same_org: true,
    })
    expect(rules(node, candidate({ isOwnOrganisation: true }), late)).toEqual([
      'credential_not_in_force',
      'jurisdiction_unknown',
      'coop_not_allowed',
      'organisation_not_allowed',
      'evidence_too_weak',
      'prompt_logging_possible',
      'not_own_organisation',
    ])
    expect(rules(demanding({ coops: [OWN_COOP] }), candidate(), late)).toContain('coop_not_allowed')
  })

  it('does not keep a node from answering its own clients where nothing is to be attested', () => {
    const self = candidate({ isSelf: true, isOwnOrganisation: true })
    expect(rules(BUILT_IN_POLICY, self, late)).toEqual([])
    expect(rules(demanding({ same_org: true }), self, late)).toEqual([])
    expect(rules(demanding({ jurisdiction: { any: ['DE'] } }), self, late)).toEqual(['jurisdiction_unknown'])
  })
})

describe('a verdict', () => {
  it('holds until the first of the facts ends that it rests on', () => {
    const until = (who: PolicyCandidate, nowMs = NOW): number =>
      judge({ node: ALLOW_ALL, requests: [] }, who, facts({ nowMs })).validUntilMs
    expect(until(candidate())).toBe(NOW + 1_000)
    expect(until(candidate({ evidenceUntilMs: NOW + 10 }))).toBe(NOW + 10)
    expect(until(candidate({ evidenceUntilMs: NOW + 10 }), NOW + 10)).toBe(NOW + 1_000)
    expect(until(candidate({ evidenceUntilMs: NOW + 2_000 }))).toBe(NOW + 1_000)
    expect(until(candidate({ notAfterMs: undefined }))).toBe(Infinity)
    expect(until(candidate({ notAfterMs: NOW }))).toBe(Infinity)
  })

  it('is a denial for other organisations while too little is known of revocations in their co-op', () => {
    const about = { staleCoops: ['ee'.repeat(32), OWN_COOP] }
    expect(judge({ node: ALLOW_ALL, requests: [] }, candidate(), facts(about))).toMatchObject({
      removals: [
        {
          layer: 'node',
          rule: 'revocations_stale',
          reason: 'what is known of revocations is too old for new work with other organisations',
        },
      ],
      spoke: [{ layer: 'node', rule: 'revocations', outcome: 'denied' }, { rule: 'rules[0]' }],
    })
    expect(rules(ALLOW_ALL, candidate({ isOwnOrganisation: true }), about)).toEqual([])
    expect(rules(ALLOW_ALL, foreigner(), about)).toEqual([])
    expect(rules(ALLOW_ALL, candidate({ coop: undefined }), about)).toEqual([])
  })

  it('is a denial for whom the operator has blocked, and for nobody else', () => {
    for (const name of ['12D3KooWPeer', 'uni-koeln']) {
      expect(judge({ node: ALLOW_ALL, requests: [] }, candidate(), facts({ blocked: ['x', name] }))).toMatchObject({
        removals: [{ layer: 'node', rule: 'blocked', reason: 'the operator of this node has blocked it' }],
        spoke: [{ layer: 'node', rule: 'blocked', outcome: 'denied' }, { rule: 'rules[0]' }],
      })
    }
    // keeping out: the organisation is meant wherever there is one of this id
    expect(rules(ALLOW_ALL, foreigner(), { blocked: ['uni-koeln'] })).toEqual(['blocked'])
    expect(rules(ALLOW_ALL, candidate(), { blocked: ['uni'] })).toEqual([])
    expect(rules(ALLOW_ALL, candidate({ isSelf: true }), { blocked: ['uni-koeln'] })).toEqual([])
  })
})
