import { describe, expect, it } from 'vitest'
import { judge, type Constraints, type Facts, type PolicyCandidate } from '../../../src/policy/index.js'
import { ALLOW_ALL, candidate, facts, foreigner } from './policies.js'

/** The rules by which a request removes a candidate. */
function rules(
  asked: Partial<Constraints>,
  who: PolicyCandidate = candidate(),
  about: Partial<Facts> = {},
): readonly string[] {
  const layers = { node: ALLOW_ALL, requests: [{ tier: 'any' as const, ...asked }] }
  return judge(layers, who, facts(about)).removals.map(({ rule }) => rule)
}

describe('what a request demands', () => {
  it('removes nobody when it demands nothing', () => {
    expect(rules({})).toEqual([])
    expect(rules({}, candidate({ jurisdiction: undefined, orgId: undefined }))).toEqual([])
    const { spoke } = judge({ node: ALLOW_ALL, requests: [{ tier: 'any' }] }, candidate(), facts())
    expect(spoke).toEqual([{ layer: 'node', rule: 'rules[0]', outcome: 'allowed' }])
  })

  it.each<[Constraints['tier'], boolean, string | undefined]>([
    ['local', true, undefined],
    ['local', false, 'another node is not in tier local'],
    ['mesh', true, 'this node itself is not in tier mesh'],
    ['mesh', false, undefined],
    ['any', true, undefined],
    ['any', false, undefined],
  ])('tier %s, this node itself: %s', (tier, isSelf, reason) => {
    const { removals } = judge({ node: ALLOW_ALL, requests: [{ tier }] }, candidate({ isSelf }), facts())
    expect(removals).toEqual(reason === undefined ? [] : [{ layer: 'request', rule: 'tier_not_allowed', reason }])
  })

  it('takes jurisdictions by code and by group', () => {
    expect(rules({ jurisdictions: ['DE'] })).toEqual([])
    expect(rules({ jurisdictions: ['SE', 'EU'] })).toEqual([])
    expect(rules({ jurisdictions: ['SE', 'NO'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['ASEAN'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['DE'] }, candidate({ jurisdiction: undefined }))).toEqual(['jurisdiction_unknown'])
    expect(rules({ jurisdictionsDeny: ['DE'] })).toEqual(['jurisdiction_denied'])
    expect(rules({ jurisdictionsDeny: ['EU'] })).toEqual(['jurisdiction_denied'])
    expect(rules({ jurisdictionsDeny: ['US'] })).toEqual([])
    expect(rules({ jurisdictionsDeny: ['ASEAN'] })).toEqual(['jurisdiction_unknown'])
  })

  it('compares codes exactly, so that nothing is allowed by accident', () => {
    expect(rules({ jurisdictions: ['de'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['D'] })).toEqual(['jurisdiction_not_allowed'])
  })

  it('takes peers and organisations by their ids', () => {
    expect(rules({ only: ['12D3KooWPeer'] })).toEqual([])
    expect(rules({ only: ['other', 'uni-koeln'] })).toEqual([])
    expect(rules({ only: ['uni'] })).toEqual(['not_in_only'])
    expect(rules({ ignore: ['12D3KooWPeer'] })).toEqual(['ignored'])
    expect(rules({ ignore: ['other', 'uni-koeln'] })).toEqual(['ignored'])
    expect(rules({ ignore: ['other'] })).toEqual([])
    expect(rules({ only: ['uni-koeln'], ignore: ['12D3KooWPeer'] })).toEqual(['ignored'])
  })

  it('means the own co-op by an organisation to ask, and every co-op by one to leave out', () => {
    expect(rules({ only: ['uni-koeln'] }, foreigner())).toEqual(['not_in_only'])
    expect(rules({ only: ['uni-pool/uni-koeln'] }, foreigner())).toEqual([])
    expect(rules({ ignore: ['uni-koeln'] }, foreigner())).toEqual(['ignored'])
    expect(rules({ ignore: ['uni-pool/uni-koeln'] }, foreigner())).toEqual(['ignored'])
    expect(rules({ ignore: ['uni-pool/uni-koeln'] })).toEqual([])
  })

  it('lets nobody in with an empty list, and leaves nobody out', () => {
    expect(rules({ jurisdictions: [] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ only: [] })).toEqual(['not_in_only'])
    expect(rules({ ignore: [] })).toEqual([])
    expect(rules({ jurisdictionsDeny: [] })).toEqual([])
    expect(rules({ jurisdictionsDeny: [] }, candidate({ jurisdiction: undefined }))).toEqual([])
  })

  it('goes no farther than it trusts', () => {
    const own = candidate({ isOwnOrganisation: true })
    expect(rules({ trust: 'organisation' }, own)).toEqual([])
    expect(rules({ trust: 'organisation' })).toEqual(['trust_too_far'])
    expect(rules({ trust: 'coop' })).toEqual([])
    expect(rules({ trust: 'coop' }, foreigner())).toEqual(['trust_too_far'])
    expect(rules({ trust: 'federated' }, foreigner())).toEqual([])
  })

  it('asks for promises and evidence', () => {
    expect(rules({ noPromptLogging: true })).toEqual([])
    expect(rules({ noPromptLogging: true }, candidate({ promisesNoPromptLogging: false }))).toEqual([
      'prompt_logging_possible',
    ])
    expect(rules({ noPromptLogging: false }, candidate({ promisesNoPromptLogging: false }))).toEqual([])
    expect(rules({ evidenceAtLeast: 1 })).toEqual([])
    expect(rules({ evidenceAtLeast: 2 })).toEqual(['evidence_too_weak'])
    expect(rules({ evidenceAtLeast: 0 }, candidate({ evidenceLevel: undefined }))).toEqual(['evidence_too_weak'])
  })

  it('is not judged as two kinds of data at once', () => {
    expect(rules({ dataClass: 'personal' })).toEqual([])
    expect(rules({ dataClass: 'public' })).toEqual(['data_class_unclear'])
  })

  it('allows nobody by an order of preference', () => {
    expect(rules({ order: ['12D3KooWPeer'], only: ['other'] })).toEqual(['not_in_only'])
    expect(rules({ order: ['other'] })).toEqual([])
  })

  it('gives every reason and every field that spoke', () => {
    const asked: Constraints = {
      tier: 'local',
      jurisdictions: ['SE', 'FI'],
      jurisdictionsDeny: ['DE'],
      only: [],
      ignore: ['12D3KooWPeer'],
      trust: 'organisation',
      dataClass: 'public',
      noPromptLogging: true,
      evidenceAtLeast: 3,
    }
    const who = candidate({ promisesNoPromptLogging: undefined })
    const { removals, spoke } = judge({ node: ALLOW_ALL, requests: [asked] }, who, facts())
    expect(removals).toEqual(
      [
        ['tier_not_allowed', 'another node is not in tier local'],
        ['jurisdiction_not_allowed', 'DE is not in: SE, FI'],
        ['jurisdiction_denied', 'DE is in: DE'],
        ['not_in_only', 'the request names other peers in "only"'],
        ['ignored', 'the request names it in "ignore"'],
        ['trust_too_far', 'it is not of the organisation of this node'],
        ['data_class_unclear', 'the request is said to hold data of class public and of another'],
        ['prompt_logging_possible', 'its operator has not promised to keep no prompts'],
        ['evidence_too_weak', 'evidence of level 1 supports its jurisdiction; at least level 3 is required'],
      ].map(([rule, reason]) => ({ layer: 'request', rule, reason })),
    )
    expect(spoke.slice(1).map(({ rule }) => rule)).toEqual(Object.keys(asked))
    expect(
      judge({ node: ALLOW_ALL, requests: [{ tier: 'any', trust: 'coop' }] }, foreigner(), facts()).removals,
    ).toEqual([{ layer: 'request', rule: 'trust_too_far', reason: 'it is not of the co-op of this node' }])
  })
})
