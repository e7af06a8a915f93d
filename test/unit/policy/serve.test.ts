import { describe, expect, it } from 'vitest'
import {
  BUILT_IN_POLICY,
  judgeServe,
  type Policy,
  type PolicyCandidate,
  type ServeFacts,
} from '../../../src/policy/index.js'
import { candidate, facts, foreigner, OTHER_COOP, policy } from './policies.js'

const PEER = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'
const NONE = { maxConcurrent: undefined, maxOutputTokens: undefined, requestsPerMinute: undefined }

function served(
  node: Policy,
  who: PolicyCandidate = candidate(),
  about: Partial<ServeFacts> = {},
): readonly [boolean, string] {
  const { coops, models } = facts()
  const { isAllowed, rule } = judgeServe(node, who, { coops, models, blocked: [], ...about })
  return [isAllowed, rule]
}

const serving = (...serve: readonly object[]): Policy => policy({ serve })

describe('whom a node serves', () => {
  it('is its own co-op when no rule says otherwise', () => {
    for (const node of [BUILT_IN_POLICY, policy({})]) {
      expect(served(node)).toEqual([true, 'no serve rules'])
      expect(served(node, foreigner())).toEqual([false, 'no serve rules'])
    }
  })

  it('is nobody whom no rule is for, once there are rules', () => {
    expect(served(serving())).toEqual([false, 'default'])
    expect(served(serving({ to: { coops: ['uni-pool'] } }))).toEqual([false, 'default'])
    expect(served(serving({ models: ['other'] }))).toEqual([false, 'default'])
  })

  it('is decided by the first rule that names peer and model', () => {
    const node = serving(
      { name: 'not them', to: { orgs: ['uni-koeln'] }, models: ['big'], deny: true },
      { to: { orgs: ['uni-koeln'] }, max_concurrent: 2, max_output_tokens: 300, requests_per_minute: 4 },
      { name: 'all', models: ['tiny'] },
    )
    expect(served(node)).toEqual([true, 'serve[1]'])
    expect(served(node, candidate(), { models: ['big'] })).toEqual([false, 'serve[0] not them'])
    expect(served(node, foreigner())).toEqual([true, 'serve[2] all'])
    expect(served(node, foreigner(), { models: ['big'] })).toEqual([false, 'default'])
    const about = { coops: facts().coops, models: ['tiny'], blocked: [] }
    expect(judgeServe(node, candidate(), about)).toEqual({
      isAllowed: true,
      rule: 'serve[1]',
      reason: 'a rule of this node serves the peer',
      limits: { maxConcurrent: 2, maxOutputTokens: 300, requestsPerMinute: 4 },
    })
    expect(judgeServe(node, foreigner(), about).limits).toEqual(NONE)
  })

  it('is whoever one of the lists of a rule names', () => {
    const node = serving({ to: { coops: ['uni-pool'], orgs: ['fjord'], peers: [PEER] } })
    expect(served(node)).toEqual([false, 'default'])
    expect(served(node, foreigner())).toEqual([true, 'serve[0]'])
    expect(served(node, candidate({ orgId: 'fjord' }))).toEqual([true, 'serve[0]'])
    expect(served(node, candidate({ peer: PEER }))).toEqual([true, 'serve[0]'])
    expect(served(serving({ to: { coops: [OTHER_COOP, 'Fjord'] } }), foreigner())).toEqual([true, 'serve[0]'])
    expect(served(serving({ to: { orgs: ['fjord', 'uni-koeln'] } }))).toEqual([true, 'serve[0]'])
    expect(served(serving({ models: ['big', 'tiny'] }))).toEqual([true, 'serve[0]'])
    expect(served(serving({ to: { coops: ['own'] } }))).toEqual([true, 'serve[0]'])
  })

  it('does not take an organisation of another co-op for one of its own', () => {
    expect(served(serving({ to: { orgs: ['uni-koeln'] } }), foreigner())).toEqual([false, 'default'])
    expect(served(serving({ to: { orgs: ['uni-pool/uni-koeln'] } }), foreigner())).toEqual([true, 'serve[0]'])
  })

  it('is asked before the model is known, and then a denial counts only when it is for every model', () => {
    const early = { models: undefined }
    expect(served(serving({ models: ['big'], deny: true }, {}), candidate(), early)).toEqual([true, 'serve[1]'])
    expect(served(serving({ deny: true }, {}), candidate(), early)).toEqual([false, 'serve[0]'])
    expect(served(serving({ models: ['big'] }), candidate(), early)).toEqual([true, 'serve[0]'])
    expect(served(serving({ to: { orgs: ['x'] }, models: ['big'] }), candidate(), early)).toEqual([false, 'default'])
  })

  it('is nobody whom the operator has blocked', () => {
    for (const name of ['uni-koeln', '12D3KooWPeer']) {
      expect(served(BUILT_IN_POLICY, candidate(), { blocked: ['x', name] })).toEqual([false, 'blocked'])
    }
    expect(served(serving({}), foreigner(), { blocked: ['uni-koeln'] })).toEqual([false, 'blocked'])
  })

  it('says why not, without the names of rules, since the peer is told', () => {
    const reasons = [serving({ name: 'secret', deny: true }), serving(), policy({})].map(
      (node) => judgeServe(node, foreigner(), { coops: new Map(), models: [], blocked: [] }).reason,
    )
    expect(reasons).toEqual([
      'a rule of this node denies the peer',
      'no rule of this node serves the peer with this model',
      'no rule of this node serves other co-ops',
    ])
    const blocked = judgeServe(policy({}), candidate(), { coops: new Map(), models: [], blocked: ['uni-koeln'] })
    expect(blocked).toEqual({
      isAllowed: false,
      rule: 'blocked',
      reason: 'the operator of this node has blocked the peer',
      limits: NONE,
    })
    const { reason } = judgeServe(policy({}), candidate(), { coops: new Map(), models: [], blocked: [] })
    expect(reason).toBe('it is of the co-op of this node')
  })
})
