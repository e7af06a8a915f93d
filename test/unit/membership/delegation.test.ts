import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdFromPublicKey, peerIdToBytes } from '../../../src/identity/index.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { equalBytes, Role, type CredentialChain } from '../../../src/wire/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { anotherIssuer, delegatedMember, firstIssuer, type DelegatedOptions } from '../../helpers/delegated.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const now = BigInt(NOW_MS)
const day = 24n * 3_600_000n
const coop = testCoop({ nowMs: NOW_MS })

function codeOf(chain: CredentialChain, options: { atMs?: number } = {}): string {
  try {
    verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS, ...options })
    return 'valid'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a chain with a delegation', () => {
  it('signed by its issuer tells the delegation and its key', () => {
    const { chain, delegation, key } = delegatedMember(coop)
    const verified = verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS })
    expect(verified).toMatchObject({
      subject: key.peerId,
      issuer: coop.issuer.peerId,
      issuerKeys: [coop.issuer.peerId],
      delegation: { value: { orgId: 'lab', maxNodes: 2 } },
    })
    expect(equalBytes(verified.delegation!.digest, delegation.digest)).toBe(true)
  })

  it('signed by the delegate stands on the issuer of the delegation', () => {
    const { chain, delegate } = delegatedMember(coop, { issuedBy: 'delegate' })
    const verified = verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS })
    expect(verified).toMatchObject({ issuer: delegate.peerId, issuerKeys: [coop.issuer.peerId] })
    expect(chain.delegationIssuerCertificate).toHaveLength(0)
  })

  it('renewed by another issuer stands on both', () => {
    const other = anotherIssuer(coop)
    const { chain } = delegatedMember(coop, { issuedBy: other })
    const verified = verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS })
    expect(verified).toMatchObject({
      issuer: other.key.peerId,
      issuerKeys: [other.key.peerId, coop.issuer.peerId],
    })
  })

  it('renewed by its issuer with a newer certificate stands on both certificates of one key', () => {
    const renewed = anotherIssuer(coop, {}, coop.issuer)
    const { chain } = delegatedMember(coop, { issuedBy: renewed })
    const { issuerKeys } = verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS })
    expect(issuerKeys).toEqual([coop.issuer.peerId])
  })

  const other = testKey()
  const otherId = peerIdToBytes(other.peerId)
  const weakId = peerIdToBytes(peerIdFromPublicKey(Buffer.from(`01${'00'.repeat(31)}`, 'hex')))
  const short = randomBytes(15)
  const CREDENTIAL = 'ERR_SOV_CREDENTIAL'
  const narrow = anotherIssuer(coop, { jurisdictions: ['DE'] })
  const brief = anotherIssuer(coop, { maxMembershipMs: day / 2n })
  const late = anotherIssuer(coop, { notBeforeMs: now + 1n })
  const early = anotherIssuer(coop, { notAfterMs: now + day - 1n })

  it.each<[what: string, options: DelegatedOptions, code: string]>([
    ['a delegation signed by another key', { signers: { delegation: other } }, CREDENTIAL],
    ['a delegation signed by the root', { signers: { delegation: coop.root } }, CREDENTIAL],
    ['a delegation that names another issuer', { delegation: { issuer: otherId } }, CREDENTIAL],
    ['a delegation of another network', { delegation: { networkId: randomBytes(32) } }, CREDENTIAL],
    ['a delegation on another certificate', { delegation: { issuerCertificate: randomBytes(32) } }, CREDENTIAL],
    ['a delegation with a short serial', { delegation: { serial: short } }, CREDENTIAL],
    ['a weak delegate', { delegation: { delegate: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['a delegate that is no peer', { delegation: { delegate: short } }, 'ERR_SOV_WIRE_FORMAT'],
    ['a delegation of no organisation', { delegation: { orgId: '' } }, CREDENTIAL],
    ['a delegation of a nameless organisation', { delegation: { orgName: '' } }, CREDENTIAL],
    ['a delegation without jurisdictions', { delegation: { jurisdictions: [] } }, CREDENTIAL],
    ['a delegation of an unknown jurisdiction', { delegation: { jurisdictions: ['DE', 'EU'] } }, CREDENTIAL],
    ['jurisdictions out of order', { delegation: { jurisdictions: ['FR', 'DE'] } }, CREDENTIAL],
    ['a jurisdiction twice', { delegation: { jurisdictions: ['DE', 'DE'] } }, CREDENTIAL],
    ['a jurisdiction its issuer may not attest', { delegatedBy: narrow }, CREDENTIAL],
    ['a delegation without roles', { delegation: { roles: [] } }, CREDENTIAL],
    ['a delegation of an unknown role', { delegation: { roles: [9 as never] } }, CREDENTIAL],
    ['a delegation for no node', { delegation: { maxNodes: 0 } }, CREDENTIAL],
    ['a delegation that ends as it begins', { delegation: { notAfterMs: now } }, CREDENTIAL],
    ['a delegation before its issuer', { delegation: { notBeforeMs: now - 1n } }, CREDENTIAL],
    ['a delegation after its issuer', { delegation: { notAfterMs: now + day + 1n } }, CREDENTIAL],
    ['a delegation for no life', { delegation: { maxMembershipMs: 0n } }, CREDENTIAL],
    ['a delegation for longer lives', { delegation: { maxMembershipMs: day + 1n } }, CREDENTIAL],

    ['another organisation', { membership: { orgId: 'other' } }, CREDENTIAL],
    ['the name of another organisation', { membership: { orgName: 'Other' } }, CREDENTIAL],
    ['a jurisdiction outside the delegation', { membership: { jurisdiction: 'NO' } }, CREDENTIAL],
    ['a role outside the delegation', { membership: { roles: [Role.ROLE_AUDITOR] } }, CREDENTIAL],
    ['no seat', { membership: { seat: 0 } }, CREDENTIAL],
    ['a seat too many', { membership: { seat: 3 } }, CREDENTIAL],
    ['a life longer than the delegation allows', { delegation: { maxMembershipMs: day - 1n } }, CREDENTIAL],
    ['a begin before the delegation', { delegation: { notBeforeMs: now + 1n } }, CREDENTIAL],
    ['an end after the delegation', { delegation: { notAfterMs: now + day - 1n } }, CREDENTIAL],
    ['another delegation', { membership: { delegation: randomBytes(32) } }, CREDENTIAL],
    ['no delegation', { membership: { delegation: new Uint8Array() } }, CREDENTIAL],
    ['a signature of a stranger', { membership: { issuer: otherId }, signers: { membership: other } }, CREDENTIAL],
    ['a signature of a stranger for the issuer', { signers: { membership: other } }, CREDENTIAL],
    ['a signature of the delegate for the issuer', { delegate: other, signers: { membership: other } }, CREDENTIAL],
    ['a delegate that is not named', { issuedBy: 'delegate', delegation: { delegate: otherId } }, CREDENTIAL],
    ['a delegate that is nobody', { issuedBy: 'delegate', delegation: { delegate: new Uint8Array() } }, CREDENTIAL],

    [
      'another issuer who may not attest its jurisdiction',
      { issuedBy: anotherIssuer(coop, { jurisdictions: ['NO'] }) },
      CREDENTIAL,
    ],
    ['another issuer who may grant half its life', { issuedBy: brief }, CREDENTIAL],
    ['another issuer who begins later', { issuedBy: late }, CREDENTIAL],
    ['another issuer who ends earlier', { issuedBy: early }, CREDENTIAL],
  ])('with %s is refused', (_what, options, code) => {
    expect(codeOf(delegatedMember(coop, options).chain)).toBe(code)
  })

  it('at each of its limits is valid', () => {
    const options: DelegatedOptions = {
      delegation: { jurisdictions: ['DE'], roles: [Role.ROLE_AUDITOR], maxNodes: 7, maxMembershipMs: day },
      membership: { seat: 7, roles: [Role.ROLE_AUDITOR] },
    }
    expect(codeOf(delegatedMember(coop, options).chain)).toBe('valid')
    expect(codeOf(delegatedMember(coop, { issuedBy: narrow }).chain)).toBe('valid')
  })

  it('without its delegation, or with a part of another, is refused', () => {
    const empty = new Uint8Array()
    const { chain } = delegatedMember(coop)
    expect(codeOf({ ...chain, delegation: empty })).toBe(CREDENTIAL)
    expect(codeOf({ ...chain, delegation: delegatedMember(coop).chain.delegation })).toBe(CREDENTIAL)
    expect(codeOf({ ...chain, delegationIssuerCertificate: chain.issuerCertificate })).toBe(CREDENTIAL)
    const foreign = delegatedMember(testCoop({ nowMs: NOW_MS })).chain
    expect(codeOf({ ...chain, delegation: foreign.delegation })).toBe(CREDENTIAL)
    const renewed = delegatedMember(coop, { issuedBy: anotherIssuer(coop) }).chain
    expect(codeOf({ ...renewed, delegationIssuerCertificate: empty })).toBe(CREDENTIAL)
    expect(codeOf({ ...renewed, delegationIssuerCertificate: foreign.issuerCertificate })).toBe(CREDENTIAL)
    expect(codeOf({ ...renewed, delegation: empty })).toBe(CREDENTIAL)
  })

  it('of a delegate does not stand on the certificate of another issuer', () => {
    const elsewhere = anotherIssuer(coop)
    const delegate = testKey()
    const stood = { key: delegate, certificate: elsewhere.certificate }
    const { chain } = delegatedMember(coop, { delegate, delegatedBy: firstIssuer(coop), issuedBy: stood })
    expect(codeOf(chain)).toBe(CREDENTIAL)
  })
})
