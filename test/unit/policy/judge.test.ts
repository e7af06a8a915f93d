import { describe, expect, it } from 'vitest'
import { judge, type Constraints, type PolicyCandidate } from '../../../src/policy/index.js'

const GROUPS = new Map([
  ['EU', ['DE', 'FR']],
  ['EEA', ['DE', 'FR', 'NO']],
  ['EMPTY', []],
])
const PEER: PolicyCandidate = { peer: '12D3KooWPeer', isSelf: false, jurisdiction: 'DE', orgId: 'uni-koeln' }

/** The rules that remove the peer, or what a test makes of it. */
function rules(constraints: Partial<Constraints>, candidate: Partial<PolicyCandidate> = {}): readonly string[] {
  return judge({ tier: 'any', ...constraints }, { ...PEER, ...candidate }, GROUPS).map(({ rule }) => rule)
}

describe('policy', () => {
  it('removes nobody who was not asked for less', () => {
    expect(rules({})).toEqual([])
    expect(rules({}, { jurisdiction: undefined, orgId: undefined })).toEqual([])
  })

  it.each<[Constraints['tier'], boolean, readonly string[]]>([
    ['local', true, []],
    ['local', false, ['tier_not_allowed']],
    ['mesh', true, ['tier_not_allowed']],
    ['mesh', false, []],
    ['any', true, []],
    ['any', false, []],
  ])('tier %s, this node itself: %s', (tier, isSelf, removed) => {
    expect(rules({ tier }, { isSelf })).toEqual(removed)
  })

  it('takes jurisdictions by code and by group', () => {
    expect(rules({ jurisdictions: ['DE'] })).toEqual([])
    expect(rules({ jurisdictions: ['SE', 'EU'] })).toEqual([])
    expect(rules({ jurisdictions: ['SE', 'NO'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['EU'] }, { jurisdiction: 'NO' })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['EEA'] }, { jurisdiction: 'NO' })).toEqual([])
  })

  it('takes no unknown group and no empty one for anybody', () => {
    expect(rules({ jurisdictions: ['ASEAN'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['EMPTY'] })).toEqual(['jurisdiction_not_allowed'])
  })

  it('does not allow whose jurisdiction nobody has attested', () => {
    expect(rules({ jurisdictions: ['DE', 'EU'] }, { jurisdiction: undefined })).toEqual(['jurisdiction_unknown'])
  })

  it('compares codes exactly, so that nothing is allowed by accident', () => {
    expect(rules({ jurisdictions: ['de'] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ jurisdictions: ['D'] })).toEqual(['jurisdiction_not_allowed'])
  })

  it('takes peers and organisations by their ids', () => {
    expect(rules({ only: ['12D3KooWPeer'] })).toEqual([])
    expect(rules({ only: ['uni-koeln', 'other'] })).toEqual([])
    expect(rules({ only: ['uni'] })).toEqual(['not_in_only'])
    expect(rules({ ignore: ['12D3KooWPeer'] })).toEqual(['ignored'])
    expect(rules({ ignore: ['uni-koeln'] })).toEqual(['ignored'])
    expect(rules({ ignore: ['other'] })).toEqual([])
  })

  it('lets nobody in with an empty list, and leaves nobody out', () => {
    expect(rules({ jurisdictions: [] })).toEqual(['jurisdiction_not_allowed'])
    expect(rules({ only: [] })).toEqual(['not_in_only'])
    expect(rules({ ignore: [] })).toEqual([])
  })

  it('ignores also whom the request names in "only"', () => {
    expect(rules({ only: ['uni-koeln'], ignore: ['12D3KooWPeer'] })).toEqual(['ignored'])
  })

  it('gives every reason, each a sentence of its own', () => {
    const removals = judge({ tier: 'local', jurisdictions: ['SE', 'FI'], only: [], ignore: [PEER.peer] }, PEER, GROUPS)
    expect(removals.map(({ rule }) => rule)).toEqual([
      'tier_not_allowed',
      'jurisdiction_not_allowed',
      'not_in_only',
      'ignored',
    ])
    expect(removals[1]?.reason).toBe('DE is not in: SE, FI')
    expect(new Set(removals.map(({ reason }) => reason)).size).toBe(4)
  })
})
