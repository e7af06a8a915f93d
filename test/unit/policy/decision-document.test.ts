import { describe, expect, it } from 'vitest'
import { decisionDocument, judge, readDecision, type Layers } from '../../../src/policy/index.js'
import { candidate, facts, NOW, OTHER_COOP, OWN_COOP, policy } from './policies.js'

const NODE = policy({
  coops: { own: ['SOUTH', 'DE'], 'uni-pool': 'any' },
  rules: [{ require: { jurisdiction: { group: 'EU' } } }, { require: { jurisdiction: { any: ['NORTH'] } } }],
})
const KEY = policy({ rules: [{ require: { jurisdictions_deny: ['WEST'] } }] })
const GROUPS = new Map(
  ['EU', 'SOUTH', 'NORTH', 'WEST', 'ASKED', 'DENIED', 'UNUSED'].map((name) => [name, ['DE']] as const),
)
const LAYERS: Layers = {
  node: NODE,
  key: KEY,
  requests: [
    { tier: 'any', jurisdictions: ['ASKED'], order: ['x'] },
    { tier: 'mesh', jurisdictionsDeny: ['DENIED'] },
  ],
}
const DECIDED = {
  salt: 'ab'.repeat(16),
  model: 'dd'.repeat(32),
  layers: LAYERS,
  facts: facts({ groups: GROUPS }),
  chosen: candidate(),
}

describe('the document of a decision', () => {
  it('holds all that it was decided on, and of the groups only those that were named', () => {
    expect(readDecision(decisionDocument(DECIDED))).toEqual({
      salt: 'ab'.repeat(16),
      decidedAtMs: NOW,
      model: 'dd'.repeat(32),
      models: ['tiny', 'tiny:q8_0', 'dd'.repeat(32)],
      policies: { node: NODE.digest, key: KEY.digest },
      dataClass: 'personal',
      constraints: LAYERS.requests,
      groups: { EU: ['DE'], SOUTH: ['DE'], NORTH: ['DE'], WEST: ['DE'], ASKED: ['DE'], DENIED: ['DE'] },
      coops: { Fjord: OWN_COOP, 'uni-pool': OTHER_COOP },
      chosen: {
        peer: '12D3KooWPeer',
        coop: OWN_COOP,
        orgId: 'uni-koeln',
        jurisdiction: 'DE',
        evidenceLevel: 1,
        credentialDigest: 'cc'.repeat(32),
      },
    })
  })

  it('leaves out what was not there', () => {
    const decided = { ...DECIDED, layers: { node: policy({}), requests: [] }, facts: facts({ dataClass: undefined }) }
    const read = readDecision(decisionDocument(decided))
    expect(read).not.toHaveProperty('dataClass')
    expect(read?.policies).not.toHaveProperty('key')
    expect(read?.groups).toEqual({})
  })

  it('is enough to judge again what was decided', () => {
    const read = readDecision(decisionDocument(DECIDED))!
    const again = judge({ node: NODE, key: KEY, requests: read.constraints }, candidate(), {
      groups: new Map(Object.entries(read.groups)),
      coops: new Map(Object.entries(read.coops)),
      nowMs: read.decidedAtMs,
      dataClass: read.dataClass,
      models: read.models,
    })
    expect(again).toEqual(judge(LAYERS, candidate(), DECIDED.facts))
  })

  it('is not taken for what an owner has chosen, or for anything else', () => {
    const texts = ['', 'x', '{}', '[]', '{"salt":"00","chosenBy":"owner","chosen":{"peer":"A"}}']
    expect(texts.map((text) => readDecision(Buffer.from(text)))).toEqual(texts.map(() => undefined))
  })
})
