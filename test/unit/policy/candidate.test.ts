import { describe, expect, it } from 'vitest'
import { ADDRESS_DATA_LIFE_MS } from '../../../src/limits.js'
import { candidateOf, type PolicyCandidate } from '../../../src/policy/index.js'
import { LogPolicy, Role, type MembershipCredential } from '../../../src/wire/index.js'
import { NOW } from './policies.js'

const OWN = credential('fjord', 'NO')

function credential(orgId: string, jurisdiction: string): MembershipCredential {
  const nothing = new Uint8Array(0)
  return {
    networkId: new Uint8Array(32),
    serial: nothing,
    issuer: nothing,
    issuerCertificate: nothing,
    subject: nothing,
    orgId,
    orgName: orgId,
    jurisdiction,
    evidenceLevel: 1,
    evidenceRef: nothing,
    roles: [Role.ROLE_PROVIDER],
    maxConcurrent: 0,
    logPolicy: LogPolicy.LOG_POLICY_NO_PROMPTS,
    notBeforeMs: 0n,
    notAfterMs: 5n,
    delegation: nothing,
    seat: 0,
    evidenceDateMs: 0n,
  }
}

function of(options: Partial<MembershipCredential> = {}, isSelf = false, nowMs = NOW): PolicyCandidate {
  return candidateOf({
    peer: 'A',
    isSelf,
    credential: { ...credential('uni', 'DE'), ...options },
    credentialDigest: new Uint8Array(32).fill(0xab),
    own: OWN,
    nowMs,
  })
}

describe('what a policy may know of a node', () => {
  it('is what the co-op attests', () => {
    expect(of()).toEqual({
      peer: 'A',
      isSelf: false,
      coop: '00'.repeat(32),
      isOwnCoop: true,
      orgId: 'uni',
      isOwnOrganisation: false,
      jurisdiction: 'DE',
      evidenceLevel: 1,
      promisesNoPromptLogging: true,
      credentialDigest: 'ab'.repeat(32),
      notAfterMs: 5,
      evidenceUntilMs: undefined,
    })
    expect(of({ logPolicy: LogPolicy.LOG_POLICY_UNSPECIFIED }).promisesNoPromptLogging).toBe(false)
    expect(of({ orgId: 'fjord' }).isOwnOrganisation).toBe(true)
  })

  it('does not make one organisation of two that have the same id in two co-ops', () => {
    const networkId = new Uint8Array(32).fill(1)
    expect(of({ orgId: 'fjord', networkId })).toMatchObject({ isOwnCoop: false, isOwnOrganisation: false })
  })

  it('is nothing without a credential, but of this node itself that it is itself', () => {
    const bare = { peer: 'A', credential: undefined, credentialDigest: undefined, nowMs: NOW }
    const nothing = {
      coop: undefined,
      orgId: undefined,
      jurisdiction: undefined,
      evidenceLevel: undefined,
      promisesNoPromptLogging: undefined,
      credentialDigest: undefined,
      notAfterMs: undefined,
      evidenceUntilMs: undefined,
    }
    expect(candidateOf({ ...bare, isSelf: false, own: OWN })).toEqual({
      peer: 'A',
      isSelf: false,
      isOwnCoop: false,
      isOwnOrganisation: false,
      ...nothing,
    })
    expect(candidateOf({ ...bare, isSelf: true, own: undefined })).toMatchObject({
      isOwnCoop: true,
      isOwnOrganisation: true,
      ...nothing,
    })
    // a node in no co-op has no members
    const stranger = { ...bare, credential: credential('uni', 'DE'), isSelf: false, own: undefined }
    expect(candidateOf(stranger)).toMatchObject({ isOwnCoop: false, isOwnOrganisation: false })
  })

  it('counts evidence until it is stale', () => {
    const dated = { evidenceLevel: 2, evidenceRef: new Uint8Array(32), evidenceDateMs: BigInt(NOW) }
    const end = NOW + ADDRESS_DATA_LIFE_MS
    expect(of(dated)).toMatchObject({ evidenceLevel: 2, evidenceUntilMs: end + 1 })
    expect(of(dated, false, end)).toMatchObject({ evidenceLevel: 2, evidenceUntilMs: end + 1 })
    expect(of(dated, false, end + 1)).toMatchObject({ evidenceLevel: 1, evidenceUntilMs: undefined })
  })
})
