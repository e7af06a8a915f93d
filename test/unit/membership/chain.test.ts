import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdFromPublicKey, peerIdToBytes } from '../../../src/identity/index.js'
import { CLOCK_SKEW_MS } from '../../../src/limits.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { equalBytes, Role, type CredentialChain } from '../../../src/wire/index.js'
import { testCoop, testKey, type Forged } from '../../helpers/coop.js'
import { refusalOf } from '../../helpers/refusal.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const DAY_MS = 24 * 3_600_000
const now = BigInt(NOW_MS)
const day = BigInt(DAY_MS)

function codeOf(chain: CredentialChain, options: { networkId?: Uint8Array; atMs?: number } = {}): string {
  try {
    verifyCredentialChain(chain, { atMs: NOW_MS, ...options })
    return 'valid'
  } catch (error) {
    return (error as { code: string }).code
  }
}

function forge(forged: Forged): CredentialChain {
  return testCoop({ nowMs: NOW_MS, forged }).member().chain
}

describe('a credential chain', () => {
  it('tells co-op, issuer and member from its bytes alone', () => {
    const coop = testCoop({ nowMs: NOW_MS })
    const { key, chain } = coop.member({ orgId: 'uio', jurisdiction: 'NO' })
    const verified = verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS })
    expect(verified).toMatchObject({ root: coop.root.peerId, issuer: coop.issuer.peerId, subject: key.peerId })
    expect(verified.credential).toMatchObject({ orgId: 'uio', jurisdiction: 'NO' })
    expect(equalBytes(verified.networkId, coop.networkId)).toBe(true)
    expect(verified.credentialDigest).toHaveLength(32)
  })

  it('is valid from its first millisecond, less the skew of clocks, until its last, without grace', () => {
    const { chain } = testCoop({ nowMs: NOW_MS }).member()
    expect(codeOf(chain, { atMs: NOW_MS - CLOCK_SKEW_MS })).toBe('valid')
    const atMs = NOW_MS - CLOCK_SKEW_MS - 1
    expect(() => verifyCredentialChain(chain, { atMs })).toThrow(
      expect.objectContaining({
        message: 'the credential is not valid: it begins in the future',
        remedy: 'Compare the clocks of the two machines.',
      }),
    )
    expect(codeOf(chain, { atMs: NOW_MS + DAY_MS - 1 })).toBe('valid')
    expect(codeOf(chain, { atMs: NOW_MS + DAY_MS })).toBe('ERR_SOV_CREDENTIAL_EXPIRED')
  })

  it('of another co-op is refused when the co-op is known', () => {
    const { chain } = testCoop({ nowMs: NOW_MS }).member()
    const { networkId } = testCoop({ nowMs: NOW_MS })
    expect(refusalOf(() => verifyCredentialChain(chain, { networkId, atMs: NOW_MS }))).toBe('it is of another co-op')
  })

  it('put together from two co-ops is refused', () => {
    const { chain: ours } = testCoop({ nowMs: NOW_MS }).member()
    const { chain: theirs } = testCoop({ nowMs: NOW_MS }).member()
    for (const part of ['genesis', 'issuerCertificate', 'membership'] as const) {
      expect(codeOf({ ...ours, [part]: theirs[part] }), part).toBe('ERR_SOV_CREDENTIAL')
    }
  })

  it('with parts left out or exchanged is refused', () => {
    const { chain } = testCoop({ nowMs: NOW_MS }).member()
    const empty = new Uint8Array()
    expect(codeOf({ ...chain, genesis: empty })).toBe('ERR_SOV_WIRE_FORMAT')
    expect(codeOf({ ...chain, membership: empty })).toBe('ERR_SOV_WIRE_FORMAT')
    expect(codeOf({ ...chain, membership: chain.issuerCertificate })).toBe('ERR_SOV_WIRE_FORMAT')
    expect(codeOf({ ...chain, delegation: chain.membership })).toBe('ERR_SOV_WIRE_FORMAT')
    const doubled = { ...chain, delegationIssuerCertificate: chain.issuerCertificate }
    expect(refusalOf(() => verifyCredentialChain(doubled, { atMs: NOW_MS }))).toBe(
      'it has the issuer certificate of a delegation, and no delegation',
    )
    expect(codeOf({ ...chain, membership: new Uint8Array(5_000) })).toBe('ERR_SOV_WIRE_LIMIT')
  })

  const other = testKey()
  const otherId = peerIdToBytes(other.peerId)
  const weakId = peerIdToBytes(peerIdFromPublicKey(Buffer.from(`01${'00'.repeat(31)}`, 'hex')))
  const short = randomBytes(15)
  it.each<[what: string, forged: Forged, reason: string]>([
    ['a genesis signed by another key', { signers: { genesis: other } }, 'its genesis is not signed by its root'],
    ['a genesis that names another root', { genesis: { root: otherId } }, 'its genesis is not signed by its root'],
    ['a genesis without a root', { genesis: { root: null } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a genesis without a name', { genesis: { name: '' } }, 'the name of its co-op is not valid'],
    ['a co-op name too long', { genesis: { name: 'x'.repeat(65) } }, 'the name of its co-op is not valid'],
    ['a short genesis nonce', { genesis: { nonce: short } }, 'the nonce of its genesis has a wrong length'],
    [
      'an issuer certificate not of the root',
      { signers: { issuerCertificate: other } },
      'its issuer certificate is not signed by the root',
    ],
    [
      'an issuer certificate of another network',
      { issuerCertificate: { networkId: randomBytes(32) } },
      'its issuer certificate is of another co-op',
    ],
    [
      'an issuer certificate for another key',
      { issuerCertificate: { issuer: otherId } },
      'its membership names another issuer',
    ],
    ['an issuer certificate for a weak key', { issuerCertificate: { issuer: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['an issuer certificate for no key', { issuerCertificate: { issuer: short } }, 'ERR_SOV_WIRE_FORMAT'],
    [
      'a short issuer serial',
      { issuerCertificate: { serial: short } },
      'the serial of its issuer certificate has a wrong length',
    ],
    [
      'an issuer older than the co-op',
      { issuerCertificate: { notBeforeMs: now - 1n } },
      'its issuer certificate is older than the co-op',
    ],
    [
      'an issuer that ends before it begins',
      { issuerCertificate: { notAfterMs: now } },
      'its issuer certificate ends before it begins',
    ],
    [
      'an issuer that may grant nothing',
      { issuerCertificate: { maxMembershipMs: 0n } },
      'its issuer certificate allows no membership',
    ],
    [
      'an issuer of an unknown jurisdiction',
      { issuerCertificate: { jurisdictions: ['DE', 'EU'] } },
      'its issuer certificate names an unknown jurisdiction',
    ],
    [
      'a jurisdiction its issuer may not attest',
      { issuerCertificate: { jurisdictions: ['NO', 'SE'] } },
      'its issuer may not attest its jurisdiction',
    ],
    [
      'a life longer than its issuer may grant',
      { issuerCertificate: { maxMembershipMs: day - 1n } },
      'it lives longer than its issuer certificate allows',
    ],
    [
      'an end after its issuer',
      { issuerCertificate: { notAfterMs: now + day - 1n } },
      'it reaches beyond the dates of its issuer certificate',
    ],
    [
      'a begin before its issuer',
      { issuerCertificate: { notBeforeMs: now + 1n } },
      'it reaches beyond the dates of its issuer certificate',
    ],
    [
      'a membership not of the issuer',
      { signers: { membership: other } },
      'its membership is not signed by its issuer',
    ],
    [
      'a membership that names another issuer',
      { membership: { issuer: otherId } },
      'its membership is not signed by its issuer',
    ],
    [
      'a membership of another network',
      { membership: { networkId: randomBytes(32) } },
      'its membership is of another co-op',
    ],
    [
      'another issuer certificate',
      { membership: { issuerCertificate: randomBytes(32) } },
      'it stands on another issuer certificate',
    ],
    [
      'a delegation that is missing',
      { membership: { delegation: randomBytes(32) } },
      'its membership names a delegation that it does not have',
    ],
    ['a seat and no delegation', { membership: { seat: 1 } }, 'it has a seat without a delegation'],
    ['an issuer node with a weak key', { issuerCertificate: { node: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['an issuer node that is no peer', { issuerCertificate: { node: short } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a short serial', { membership: { serial: short } }, 'its serial has a wrong length'],
    ['no subject', { membership: { subject: null } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a weak subject', { membership: { subject: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['no organisation id', { membership: { orgId: '' } }, 'its organisation id is not valid'],
    ['an organisation id in upper case', { membership: { orgId: 'Lab' } }, 'its organisation id is not valid'],
    ['an organisation id too long', { membership: { orgId: 'x'.repeat(65) } }, 'its organisation id is not valid'],
    ['an organisation id with a line end', { membership: { orgId: 'lab\n' } }, 'its organisation id is not valid'],
    ['no organisation name', { membership: { orgName: '' } }, 'its organisation name is not valid'],
    [
      'an organisation name too long',
      { membership: { orgName: 'ø'.repeat(65) } },
      'its organisation name is not valid',
    ],
    [
      'an organisation name with an escape',
      { membership: { orgName: 'lab\u001b[2J' } },
      'its organisation name is not valid',
    ],
    [
      'an organisation name that turns text',
      { membership: { orgName: 'lab\u202e' } },
      'its organisation name is not valid',
    ],
    ['no jurisdiction', { membership: { jurisdiction: '' } }, 'its jurisdiction is not an ISO 3166-1 alpha-2 code'],
    [
      'a jurisdiction in lower case',
      { membership: { jurisdiction: 'de' } },
      'its jurisdiction is not an ISO 3166-1 alpha-2 code',
    ],
    [
      'a jurisdiction of the EU list',
      { membership: { jurisdiction: 'EL' } },
      'its jurisdiction is not an ISO 3166-1 alpha-2 code',
    ],
    ['an unknown evidence level', { membership: { evidenceLevel: 4 } }, 'its evidence level is unknown'],
    ['a short evidence reference', { membership: { evidenceRef: short } }, 'its evidence reference has a wrong length'],
    ['no role', { membership: { roles: [] } }, 'its roles are empty, doubled or unknown'],
    [
      'a role twice',
      { membership: { roles: [Role.ROLE_CONSUMER, Role.ROLE_CONSUMER] } },
      'its roles are empty, doubled or unknown',
    ],
    [
      'an unspecified role',
      { membership: { roles: [Role.ROLE_UNSPECIFIED] } },
      'its roles are empty, doubled or unknown',
    ],
    ['an unknown role', { membership: { roles: [9 as never] } }, 'its roles are empty, doubled or unknown'],
    ['an unknown log policy', { membership: { logPolicy: 2 as never } }, 'its log policy is unknown'],
    ['an end before the begin', { membership: { notAfterMs: now } }, 'it ends before it begins'],
  ])('with %s is refused', (_what, forged, reason) => {
    expect(refusalOf(() => verifyCredentialChain(forge(forged), { atMs: NOW_MS }))).toBe(reason)
  })

  it('stands when its issuer may attest the jurisdiction and its name has any letters', () => {
    const forged: Forged = {
      issuerCertificate: { jurisdictions: ['DE', 'NO'], node: otherId },
      membership: {
        orgName: 'ø'.repeat(64),
        roles: [Role.ROLE_AUDITOR],
        evidenceRef: randomBytes(32),
        evidenceLevel: 3,
      },
    }
    expect(codeOf(forge(forged))).toBe('valid')
  })
})
