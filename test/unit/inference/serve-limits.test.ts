import { beforeEach, describe, expect, it } from 'vitest'
import type { EngineModel } from '../../../src/engine/index.js'
import { ServeLimits } from '../../../src/inference/serve-limits.js'
import { createServeRules, type Policy } from '../../../src/policy/index.js'
import { RefuseCode } from '../../../src/wire/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { policy } from '../policy/policies.js'
import { credential, model, peerRecord } from '../scheduler/scripted-mesh.js'

const TINY = model('tiny')
const ORDER = { maxOutputTokens: 100 }

describe('what serve rules limit', () => {
  let clock: ManualClock
  let node: Policy
  let blocked: readonly string[]
  const { member } = peerRecord('A', { orgId: 'uni' })

  beforeEach(() => {
    clock = new ManualClock()
    node = policy({})
    blocked = []
  })

  /** Asks as many times as there are organisations, and tells how each was answered. */
  function admit(orgs: readonly string[] = ['uni'], offered: EngineModel = TINY, order = ORDER): readonly unknown[] {
    const rules = createServeRules({
      membership: () => ({
        coop: { name: 'Fjord', networkId: new Uint8Array(32), root: 'x', isIssuer: false },
        credential: credential('own', 'NO'),
        federated: () => [],
      }),
      policy: () => node,
      blocked: () => blocked,
      clock,
    })
    const limits = new ServeLimits(rules, clock)
    return orgs.map((org) => limits.admit(member, org, offered, order))
  }

  it('is nothing without rules', () => {
    expect(admit(Array.from({ length: 100 }, () => 'uni'))).toEqual(
      Array.from({ length: 100 }, () => ({ maxConcurrent: 0 })),
    )
  })

  it('refuses whom no rule serves with this model', () => {
    node = policy({ serve: [{ models: ['tiny'], max_concurrent: 3 }] })
    expect(admit()).toEqual([{ maxConcurrent: 3 }])
    expect(admit(['uni'], model('big'))).toEqual([
      { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason: 'no rule of this node serves the peer with this model' },
    ])
    node = policy({ serve: [{ models: [TINY.digest] }] })
    expect(admit()).toEqual([{ maxConcurrent: 0 }])
    node = policy({ serve: [{ models: ['tiny:q8_0'] }] })
    expect(admit()).toEqual([{ maxConcurrent: 0 }])
    blocked = ['uni']
    expect(admit()).toMatchObject([{ code: RefuseCode.REFUSE_CODE_NOT_SERVED }])
  })

  it('refuses orders for more than it gives at once', () => {
    node = policy({ serve: [{ max_output_tokens: 100 }] })
    expect(admit()).toEqual([{ maxConcurrent: 0 }])
    expect(admit(['uni'], TINY, { maxOutputTokens: 101 })).toEqual([
      { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason: 'this node gives at most 100 output tokens' },
    ])
  })

  it('counts requests by organisation', () => {
    node = policy({ serve: [{ requests_per_minute: 2 }] })
    expect(admit(['uni', 'uni', 'uni', 'lab', 'uni'])).toEqual([
      { maxConcurrent: 0 },
      { maxConcurrent: 0 },
      {
        code: RefuseCode.REFUSE_CODE_BUSY,
        reason: 'this node serves the organisation 2 requests a minute',
        retryAfterMs: 30_000,
      },
      { maxConcurrent: 0 },
      expect.objectContaining({ code: RefuseCode.REFUSE_CODE_BUSY }),
    ])
  })
})

describe('the rule of the gate', () => {
  const { member } = peerRecord('A', { orgId: 'uni' })
  const ruleOf = (node: Policy): ReturnType<typeof createServeRules>['rule'] =>
    createServeRules({
      membership: () => ({ coop: undefined, credential: credential('own', 'NO'), federated: () => [] }),
      policy: () => node,
      blocked: () => [],
      clock: new ManualClock(),
    }).rule

  it('keeps out who may ask for nothing, and lets it settle', () => {
    const nobody = ruleOf(policy({ serve: [] }))
    expect(() => nobody('A', 'infer', member)).toThrow(expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }))
    for (const purpose of ['ledger', 'offer', 'hello', 'membership'] as const) nobody('A', purpose, member)
    nobody('A', 'infer', undefined)
    ruleOf(policy({ serve: [{ models: ['big'] }] }))('A', 'infer', member)
  })
})
