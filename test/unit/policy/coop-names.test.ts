import { describe, expect, it } from 'vitest'
import type { FederatedCoopView } from '../../../src/membership/index.js'
import { coopNames, modelNames } from '../../../src/policy/index.js'

const VIEW = {
  coopName: 'x',
  root: 'x',
  jurisdictions: 'any',
  addedAtMs: 0,
  revocationAgeMs: 0,
  isStale: false,
} as const
const known = (name: string, networkId: string): FederatedCoopView => ({ ...VIEW, name, networkId })

describe('names in policies', () => {
  it('of co-ops are those that the operator uses, and the own one keeps its own', () => {
    const coop = { name: 'Fjord', networkId: new Uint8Array(32).fill(0xaa), root: 'x', isIssuer: false }
    const federated = (): readonly FederatedCoopView[] => [known('uni-pool', 'bb'), known('Fjord', 'cc')]
    expect(coopNames({ coop, federated })).toEqual(
      new Map([
        ['uni-pool', 'bb'],
        ['Fjord', 'aa'.repeat(32)],
      ]),
    )
    expect(coopNames({ coop: undefined, federated: () => [] })).toEqual(new Map())
  })

  it('of models are its name, with quantisation, and its digest', () => {
    expect(modelNames({ name: 'tiny', quantisation: 'q8_0', digest: 'ab' })).toEqual(['tiny', 'tiny:q8_0', 'ab'])
  })
})
