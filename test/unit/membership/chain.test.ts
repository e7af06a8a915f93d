import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdFromPublicKey, peerIdToBytes } from '../../../src/identity/index.js'
import { CLOCK_SKEW_MS } from '../../../src/limits.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { equalBytes, Role, type CredentialChain } from '../../../src/wire/index.js'
import { testCoop, testKey, type Forged } from '../../helpers/coop.js'

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
    expect(codeOf(chain, { atMs: NOW_MS - CLOCK_SKEW_MS - 1 })).toBe('ERR_SOV_CREDENTIAL')
    expect(codeOf(chain, { atMs: NOW_MS + DAY_MS - 1 })).toBe('valid')
    expect(codeOf(chain, { atMs: NOW_MS + DAY_MS })).toBe('ERR_SOV_CREDENTIAL_EXPIRED')
  })

  it('of another co-op is refused when the co-op is known', () => {
    const { chain } = testCoop({ nowMs: NOW_MS }).member()
    expect(codeOf(chain, { networkId: testCoop({ nowMs: NOW_MS }).networkId })).toBe('ERR_SOV_CREDENTIAL')
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
    expect(codeOf({ ...chain, delegationIssuerCertificate: chain.issuerCertificate })).toBe('ERR_SOV_CREDENTIAL')
    expect(codeOf({ ...chain, membership: new Uint8Array(5_000) })).toBe('ERR_SOV_WIRE_LIMIT')
  })

  const other = testKey()
  const otherId = peerIdToBytes(other.peerId)
  const weakId = peerIdToBytes(peerIdFromPublicKey(Buffer.from(`01${'00'.repeat(31)}`, 'hex')))
  const short = randomBytes(15)
  const CREDENTIAL = 'ERR_SOV_CREDENTIAL'
  it.each<[what: string, forged: Forged, code: string]>([
    ['a genesis signed by another key', { signers: { genesis: other } }, CREDENTIAL],
    ['a genesis that names another root', { genesis: { root: otherId } }, CREDENTIAL],
    ['a genesis without a root', { genesis: { root: null } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a genesis without a name', { genesis: { name: '' } }, CREDENTIAL],
    ['a co-op name too long', { genesis: { name: 'x'.repeat(65) } }, CREDENTIAL],
    ['a short genesis nonce', { genesis: { nonce: short } }, CREDENTIAL],
    ['an issuer certificate not of the root', { signers: { issuerCertificate: other } }, CREDENTIAL],
    ['an issuer certificate of another network', { issuerCertificate: { networkId: randomBytes(32) } }, CREDENTIAL],
    ['an issuer certificate for another key', { issuerCertificate: { issuer: otherId } }, CREDENTIAL],
    ['an issuer certificate for a weak key', { issuerCertificate: { issuer: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['an issuer certificate for no key', { issuerCertificate: { issuer: short } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a short issuer serial', { issuerCertificate: { serial: short } }, CREDENTIAL],
    ['an issuer older than the co-op', { issuerCertificate: { notBeforeMs: now - 1n } }, CREDENTIAL],
    ['an issuer that ends before it begins', { issuerCertificate: { notAfterMs: now } }, CREDENTIAL],
    ['an issuer that may grant nothing', { issuerCertificate: { maxMembershipMs: 0n } }, CREDENTIAL],
    ['an issuer of an unknown jurisdiction', { issuerCertificate: { jurisdictions: ['DE', 'EU'] } }, CREDENTIAL],
    ['a jurisdiction its issuer may not attest', { issuerCertificate: { jurisdictions: ['NO', 'SE'] } }, CREDENTIAL],
    ['a life longer than its issuer may grant', { issuerCertificate: { maxMembershipMs: day - 1n } }, CREDENTIAL],
    ['an end after its issuer', { issuerCertificate: { notAfterMs: now + day - 1n } }, CREDENTIAL],
    ['a begin before its issuer', { issuerCertificate: { notBeforeMs: now + 1n } }, CREDENTIAL],
    ['a membership not of the issuer', { signers: { membership: other } }, CREDENTIAL],
    ['a membership that names another issuer', { membership: { issuer: otherId } }, CREDENTIAL],
    ['a membership of another network', { membership: { networkId: randomBytes(32) } }, CREDENTIAL],
    ['another issuer certificate', { membership: { issuerCertificate: randomBytes(32) } }, CREDENTIAL],
    ['a delegation that is missing', { membership: { delegation: randomBytes(32) } }, CREDENTIAL],
    ['a seat and no delegation', { membership: { seat: 1 } }, CREDENTIAL],
    ['an issuer node with a weak key', { issuerCertificate: { node: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['an issuer node that is no peer', { issuerCertificate: { node: short } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a short serial', { membership: { serial: short } }, CREDENTIAL],
    ['no subject', { membership: { subject: null } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a weak subject', { membership: { subject: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['no organisation id', { membership: { orgId: '' } }, CREDENTIAL],
    ['an organisation id in upper case', { membership: { orgId: 'Lab' } }, CREDENTIAL],
    ['an organisation id too long', { membership: { orgId: 'x'.repeat(65) } }, CREDENTIAL],
    ['an organisation id with a line end', { membership: { orgId: 'lab\n' } }, CREDENTIAL],
    ['no organisation name', { membership: { orgName: '' } }, CREDENTIAL],
    ['an organisation name too long', { membership: { orgName: 'ø'.repeat(65) } }, CREDENTIAL],
    ['an organisation name with an escape', { membership: { orgName: 'lab\u001b[2J' } }, CREDENTIAL],
    ['an organisation name that turns text', { membership: { orgName: 'lab\u202e' } }, CREDENTIAL],
    ['no jurisdiction', { membership: { jurisdiction: '' } }, CREDENTIAL],
    ['a jurisdiction in lower case', { membership: { jurisdiction: 'de' } }, CREDENTIAL],
    ['a jurisdiction of the EU list', { membership: { jurisdiction: 'EL' } }, CREDENTIAL],
    ['an unknown evidence level', { membership: { evidenceLevel: 4 } }, CREDENTIAL],
    ['a short evidence reference', { membership: { evidenceRef: short } }, CREDENTIAL],
    ['no role', { membership: { roles: [] } }, CREDENTIAL],
    ['a role twice', { membership: { roles: [Role.ROLE_CONSUMER, Role.ROLE_CONSUMER] } }, CREDENTIAL],
    ['an unspecified role', { membership: { roles: [Role.ROLE_UNSPECIFIED] } }, CREDENTIAL],
    ['an unknown role', { membership: { roles: [9 as never] } }, CREDENTIAL],
    ['an unknown log policy', { membership: { logPolicy: 2 as never } }, CREDENTIAL],
    ['an end before the begin', { membership: { notAfterMs: now } }, CREDENTIAL],
  ])('with %s is refused', (_what, forged, code) => {
    expect(codeOf(forge(forged))).toBe(code)
  })

  it('stands when its issuer may attest the jurisdiction and its name has any letters', () => {
    const forged: Forged = {
      issuerCertificate: { jurisdictions: ['DE', 'NO'], node: otherId },
      membership: { orgName: 'ø'.repeat(64), roles: [Role.ROLE_AUDITOR], evidenceRef: randomBytes(32) },
    }
    expect(codeOf(forge(forged))).toBe('valid')
  })
})
