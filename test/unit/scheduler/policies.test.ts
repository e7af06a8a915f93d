import { beforeEach, describe, expect, it } from 'vitest'
import type { GeneratePart } from '../../../src/engine/index.js'
import { SovError } from '../../../src/errors.js'
import { readDecision, type Constraints } from '../../../src/policy/index.js'
import type { CandidateView } from '../../../src/scheduler/index.js'
import { policy } from '../policy/policies.js'
import { fails, model, peerRecord, ScriptedMesh, SELF } from './scripted-mesh.js'

const LOST = fails(new SovError('ERR_SOV_PEER_DISCONNECTED', 'told to fail'))

async function read(parts: AsyncIterable<GeneratePart>): Promise<void> {
  const types: string[] = []
  for await (const { type } of parts) types.push(type)
  expect(types.at(-1)).toBe('end')
}

describe('the scheduler under policies', () => {
  let mesh: ScriptedMesh
  // far enough apart that the order of the score is the order of the names
  const three = [5, 200, 2_000].map((rttMs, index) => peerRecord(`Peer${String(index)}`, { rttMs }))
  const explain = (asked: Partial<Constraints> = {}): readonly CandidateView[] =>
    mesh.scheduler.explain({ model: 'tiny', requests: [{ tier: 'mesh', ...asked }] }).candidates
  const asks = async (asked: Partial<Constraints> = {}, options: object = {}): Promise<readonly string[]> => {
    await read(mesh.dispatch({ requests: [{ tier: 'mesh', ...asked }], ...options }).parts)
    return mesh.asked
  }

  beforeEach(() => {
    mesh = new ScriptedMesh()
    mesh.peers = three
  })

  it("asks only whom the node's policy, the key's policy and the request all allow", async () => {
    mesh.policy = policy({ rules: [{ require: { orgs: ['org-peer1', 'org-peer2'] } }] })
    const key = { id: '1', policy: policy({ rules: [{ require: { orgs: ['org-peer0', 'org-peer2'] } }] }) }
    expect(await asks({}, { key })).toEqual(['Peer2'])
    expect(() => mesh.dispatch({ key, requests: [{ tier: 'mesh', ignore: ['Peer2'] }] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
    expect(() => mesh.dispatch({ requests: [{ tier: 'mesh' }, { tier: 'local' }] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
  })

  it('looks at data class and model before it chooses the rule', async () => {
    mesh.policy = policy({
      assume_data_class: 'personal',
      rules: [
        { when: { data_class: ['personal'] }, require: { orgs: ['org-peer2'] } },
        { when: { data_class: ['public'], models: ['tiny:q8_0'] }, require: {} },
      ],
    })
    expect(await asks()).toEqual(['Peer2'])
    expect(await asks({ dataClass: 'public', ignore: ['Peer2'] })).toEqual(['Peer2', 'Peer0'])
    expect(() => mesh.dispatch({ requests: [{ tier: 'mesh', dataClass: 'secret' }] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
  })

  it('puts those first whom the caller prefers, and nobody who is not allowed', async () => {
    expect(await asks({ order: ['org-peer2', 'Peer1'] })).toEqual(['Peer2'])
    expect(explain({ order: ['org-peer2', 'Peer1'] }).map(({ peer }) => peer)).toEqual([
      'Peer2',
      'Peer1',
      'Peer0',
      SELF,
    ])
    expect(
      explain({ order: ['org-peer2', 'Peer1'], ignore: ['Peer2'] })
        .map(({ peer }) => peer)
        .slice(0, 2),
    ).toEqual(['Peer1', 'Peer0'])
  })

  it('asks the next one by what policies and credentials say then', async () => {
    mesh.answers.set('Peer0', async function* (signal, request) {
      mesh.policy = policy({ rules: [{ require: { jurisdiction: { any: ['FR'] } } }] })
      mesh.peers = [three[1]!, peerRecord('Peer2', { jurisdiction: 'FR' })]
      yield* LOST(signal, request)
    })
    expect(await asks()).toEqual(['Peer0', 'Peer2'])
  })

  it('asks nobody whom the operator has blocked', async () => {
    mesh.blocked = ['Peer0', 'org-peer1']
    expect(await asks()).toEqual(['Peer2'])
  })

  it('asks only the own organisation while too little is known of revocations', async () => {
    mesh.peers = [...three, peerRecord('Own', { orgId: 'own', rttMs: 5_000 })]
    mesh.isStale = true
    expect(await asks()).toEqual(['Own'])
    mesh.isStale = false
    mesh.clock.advance(1_000)
    expect(await asks({ ignore: ['Own'] })).toEqual(['Own', 'Peer0'])
  })

  it('asks members of another co-op where the policy names it, but not while its revocations are stale', async () => {
    const networkId = new Uint8Array(32).fill(7)
    const abroad = peerRecord('Abroad', { rttMs: 1 })
    mesh.peers = [
      { ...abroad, member: { ...abroad.member, credential: { ...abroad.member.credential, networkId } } },
      ...three,
    ]
    const view = { networkId: '07'.repeat(32), name: 'uni-pool', coopName: 'Unis', root: 'x', addedAtMs: 0 }
    const coop = { ...view, jurisdictions: 'any', revocationAgeMs: 0, isStale: false } as const
    mesh.federated = [coop]
    expect(await asks()).toEqual(['Peer0'])
    mesh.policy = policy({ rules: [{ require: { coops: ['uni-pool'] } }] })
    expect(await asks()).toEqual(['Peer0', 'Abroad'])
    mesh.federated = [{ ...coop, isStale: true }]
    mesh.clock.advance(1_000)
    expect(() => mesh.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }))
  })

  it('judges by groups as they are now', async () => {
    await asks({ jurisdictions: ['EU'] })
    mesh.groups = new Map([['EU', ['FR']]])
    expect(() => mesh.dispatch({ requests: [{ tier: 'mesh', jurisdictions: ['EU'] }] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
  })

  it('asks a peer as it was judged, and keeps on what', async () => {
    mesh.answers.set('Peer0', LOST)
    mesh.policy = policy({ rules: [{ name: 'near', require: { jurisdiction: { group: 'EU' } } }] })
    const key = { id: '1', policy: policy({ rules: [{ require: {} }] }) }
    const request = mesh.dispatch({ key, requests: [{ tier: 'mesh', dataClass: 'public' }] })
    await read(request.parts)
    expect(mesh.contexts.map(({ continuation, policies }) => [continuation, policies])).toEqual([
      [0, [mesh.policy.text, key.policy.text]],
      [1, [mesh.policy.text, key.policy.text]],
    ])
    expect(mesh.contexts[0]?.credentialDigest).toBe(three[0]!.member.credentialDigest)
    expect(mesh.contexts.map(({ policyDecision }) => readDecision(policyDecision))).toMatchObject([
      { chosen: { peer: 'Peer0' } },
      {
        salt: request.record().decisionSalt,
        decidedAtMs: mesh.clock.nowMs(),
        model: model('tiny').digest,
        policies: { node: mesh.policy.digest, key: key.policy.digest },
        dataClass: 'public',
        constraints: [{ tier: 'mesh', dataClass: 'public' }],
        groups: { EU: ['DE', 'FR'] },
        coops: { Fjord: '00'.repeat(32) },
        chosen: {
          peer: 'Peer1',
          coop: '00'.repeat(32),
          orgId: 'org-peer1',
          jurisdiction: 'DE',
          evidenceLevel: 1,
          credentialDigest: '00'.repeat(32),
        },
      },
    ])
  })

  it('goes on with the next one when a peer shows another credential than the one that was judged', async () => {
    mesh.answers.set('Peer0', fails(new SovError('ERR_SOV_POLICY_DENIED', 'told to fail')))
    expect(await asks()).toEqual(['Peer0', 'Peer1'])
    // it has done nothing wrong
    expect(mesh.measurements.view('Peer0', model('tiny').digest).failures).toBe(0)
  })

  it('explains by naming every rule that spoke', () => {
    mesh.policy = policy({ rules: [{ name: 'near', require: { orgs: ['org-peer0'] } }] })
    const key = { id: '1', policy: policy({ rules: [{ require: {} }] }) }
    const explanation = mesh.scheduler.explain({ model: 'tiny', key, requests: [{ tier: 'mesh', trust: 'coop' }] })
    expect(explanation).toMatchObject({
      policies: { node: mesh.policy.digest, key: key.policy.digest },
      dataClass: undefined,
      requests: [{ tier: 'mesh', trust: 'coop' }],
    })
    expect(explanation.candidates.map(({ peer, spoke }) => [peer, spoke.map(({ outcome }) => outcome)])).toEqual([
      ['Peer0', ['allowed', 'allowed', 'allowed', 'allowed']],
      [SELF, ['denied', 'allowed', 'denied', 'allowed']],
      ['Peer1', ['denied', 'allowed', 'allowed', 'allowed']],
      ['Peer2', ['denied', 'allowed', 'allowed', 'allowed']],
    ])
    expect(explanation.candidates[2]).toMatchObject({
      coop: '00'.repeat(32),
      evidenceLevel: 1,
      promisesNoPromptLogging: true,
      spoke: [
        { layer: 'node', rule: 'rules[0] near', outcome: 'denied' },
        { layer: 'key', rule: 'rules[0]', outcome: 'allowed' },
        { layer: 'request', rule: 'tier', outcome: 'allowed' },
        { layer: 'request', rule: 'trust', outcome: 'allowed' },
      ],
    })
  })

  it('tells of an earlier decision what was so then', () => {
    const request = mesh.dispatch()
    mesh.peers = []
    mesh.policy = policy({})
    expect(request.record().decision.candidates.map(({ peer, removals }) => [peer, removals.length])).toEqual([
      ['Peer0', 0],
      ['Peer1', 0],
      ['Peer2', 0],
      [SELF, 1],
    ])
  })
})
