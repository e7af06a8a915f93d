import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdFromPublicKey, peerIdToBytes } from '../../../src/identity/index.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { equalBytes, Role, type CredentialChain } from '../../../src/wire/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { anotherIssuer, delegatedMember, firstIssuer, type DelegatedOptions } from '../../helpers/delegated.js'
import { refusalOf } from '../../helpers/refusal.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const now = BigInt(NOW_MS)
const day = 24n * 3_600_000n
const coop = testCoop({ nowMs: NOW_MS })

const reasonOf = (chain: CredentialChain): string =>
  refusalOf(() => verifyCredentialChain(chain, { networkId: coop.networkId, atMs: NOW_MS }))

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
  const narrow = anotherIssuer(coop, { jurisdictions: ['DE'] })
  const brief = anotherIssuer(coop, { maxMembershipMs: day / 2n })
  const late = anotherIssuer(coop, { notBeforeMs: now + 1n })
  const early = anotherIssuer(coop, { notAfterMs: now + day - 1n })

  it.each<[what: string, options: DelegatedOptions, reason: string]>([
    [
      'a delegation signed by another key',
      { signers: { delegation: other } },
      'its delegation is not signed by its issuer',
    ],
    [
      'a delegation signed by the root',
      { signers: { delegation: coop.root } },
      'its delegation is not signed by its issuer',
    ],
    [
      'a delegation that names another issuer',
      { delegation: { issuer: otherId } },
      'its delegation names another issuer',
    ],
    [
      'a delegation of another network',
      { delegation: { networkId: randomBytes(32) } },
      'its delegation is of another co-op',
    ],
    [
      'a delegation on another certificate',
      { delegation: { issuerCertificate: randomBytes(32) } },
      'its delegation stands on another issuer certificate',
    ],
    [
      'a delegation with a short serial',
      { delegation: { serial: short } },
      'the serial of its delegation has a wrong length',
    ],
    ['a weak delegate', { delegation: { delegate: weakId } }, 'ERR_SOV_WEAK_KEY'],
    ['a delegate that is no peer', { delegation: { delegate: short } }, 'ERR_SOV_WIRE_FORMAT'],
    [
      'a delegation of no organisation',
      { delegation: { orgId: '' } },
      'the organisation id of its delegation is not valid',
    ],
    [
      'a delegation of a nameless organisation',
      { delegation: { orgName: '' } },
      'the organisation name of its delegation is not valid',
    ],
    [
      'a delegation without jurisdictions',
      { delegation: { jurisdictions: [] } },
      'its delegation names no jurisdiction',
    ],
    [
      'a delegation of an unknown jurisdiction',
      { delegation: { jurisdictions: ['DE', 'EU'] } },
      'its delegation names an unknown jurisdiction',
    ],
    [
      'jurisdictions out of order',
      { delegation: { jurisdictions: ['FR', 'DE'] } },
      'the jurisdictions of its delegation are not in ascending order',
    ],
    [
      'a jurisdiction twice',
      { delegation: { jurisdictions: ['DE', 'DE'] } },
      'the jurisdictions of its delegation are not in ascending order',
    ],
    [
      'a jurisdiction its issuer may not attest',
      { delegatedBy: narrow },
      'its delegation names a jurisdiction that its issuer may not attest',
    ],
    [
      'a delegation without roles',
      { delegation: { roles: [] } },
      'the roles of its delegation are empty, doubled or unknown',
    ],
    [
      'a delegation of an unknown role',
      { delegation: { roles: [9 as never] } },
      'the roles of its delegation are empty, doubled or unknown',
    ],
    ['a delegation for no node', { delegation: { maxNodes: 0 } }, 'its delegation allows no node'],
    [
      'a delegation that ends as it begins',
      { delegation: { notAfterMs: now } },
      'its delegation ends before it begins',
    ],
    [
      'a delegation before its issuer',
      { delegation: { notBeforeMs: now - 1n } },
      'its delegation reaches beyond the dates of its issuer certificate',
    ],
    [
      'a delegation after its issuer',
      { delegation: { notAfterMs: now + day + 1n } },
      'its delegation reaches beyond the dates of its issuer certificate',
    ],
    ['a delegation for no life', { delegation: { maxMembershipMs: 0n } }, 'its delegation allows no membership'],
    [
      'a delegation for longer lives',
      { delegation: { maxMembershipMs: day + 1n } },
      'its delegation allows memberships that live longer than its issuer may grant',
    ],

    ['another organisation', { membership: { orgId: 'other' } }, 'its organisation is not that of its delegation'],
    [
      'the name of another organisation',
      { membership: { orgName: 'Other' } },
      'its organisation is called otherwise in its delegation',
    ],
    [
      'a jurisdiction outside the delegation',
      { membership: { jurisdiction: 'NO' } },
      'its delegation does not name its jurisdiction',
    ],
    [
      'a role outside the delegation',
      { membership: { roles: [Role.ROLE_AUDITOR] } },
      'it has a role that its delegation does not give',
    ],
    [
      'a role outside the delegation beside one inside',
      { membership: { roles: [Role.ROLE_PROVIDER, Role.ROLE_AUDITOR] } },
      'it has a role that its delegation does not give',
    ],
    ['no seat', { membership: { seat: 0 } }, 'its seat is none of its delegation'],
    ['a seat too many', { membership: { seat: 3 } }, 'its seat is none of its delegation'],
    [
      'a life longer than the delegation allows',
      { delegation: { maxMembershipMs: day - 1n } },
      'it lives longer than its delegation allows',
    ],
    [
      'a begin before the delegation',
      { delegation: { notBeforeMs: now + 1n } },
      'it reaches beyond the dates of its delegation',
    ],
    [
      'an end after the delegation',
      { delegation: { notAfterMs: now + day - 1n } },
      'it reaches beyond the dates of its delegation',
    ],
    [
      'another delegation',
      { membership: { delegation: randomBytes(32) } },
      'its membership stands on another delegation, or on none',
    ],
    [
      'no delegation',
      { membership: { delegation: new Uint8Array() } },
      'its membership stands on another delegation, or on none',
    ],
    [
      'a signature of a stranger',
      { membership: { issuer: otherId }, signers: { membership: other } },
      'its membership names another issuer',
    ],
    [
      'a signature of a stranger for the issuer',
      { signers: { membership: other } },
      'its membership is not signed by its issuer',
    ],
    [
      'a signature of the delegate for the issuer',
      { delegate: other, signers: { membership: other } },
      'its membership is not signed by its issuer',
    ],
    [
      'a delegate that is not named',
      { issuedBy: 'delegate', delegation: { delegate: otherId } },
      'its membership names another issuer',
    ],
    [
      'a delegate that is nobody',
      { issuedBy: 'delegate', delegation: { delegate: new Uint8Array() } },
      'its membership names another issuer',
    ],

    [
      'another issuer who may not attest its jurisdiction',
      { issuedBy: anotherIssuer(coop, { jurisdictions: ['NO'] }) },
      'its issuer may not attest its jurisdiction',
    ],
    [
      'another issuer who may grant half its life',
      { issuedBy: brief },
      'it lives longer than its issuer certificate allows',
    ],
    ['another issuer who begins later', { issuedBy: late }, 'it reaches beyond the dates of its issuer certificate'],
    ['another issuer who ends earlier', { issuedBy: early }, 'it reaches beyond the dates of its issuer certificate'],
  ])('with %s is refused', (_what, options, reason) => {
    expect(reasonOf(delegatedMember(coop, options).chain)).toBe(reason)
  })

  it('at each of its limits is valid', () => {
    const options: DelegatedOptions = {
      delegation: { jurisdictions: ['DE'], roles: [Role.ROLE_AUDITOR], maxNodes: 7, maxMembershipMs: day },
      membership: { seat: 7, roles: [Role.ROLE_AUDITOR] },
    }
    expect(reasonOf(delegatedMember(coop, options).chain)).toBe('valid')
    expect(reasonOf(delegatedMember(coop, { issuedBy: narrow }).chain)).toBe('valid')
    const wide = anotherIssuer(coop, { jurisdictions: ['DE', 'FR', 'NO'] })
    expect(reasonOf(delegatedMember(coop, { delegatedBy: wide }).chain)).toBe('valid')
  })

  it('without its delegation, or with a part of another, is refused', () => {
    const empty = new Uint8Array()
    const { chain } = delegatedMember(coop)
    expect(reasonOf({ ...chain, delegation: empty })).toBe('its membership names a delegation that it does not have')
    expect(reasonOf({ ...chain, delegation: delegatedMember(coop).chain.delegation })).toBe(
      'its membership stands on another delegation, or on none',
    )
    expect(reasonOf({ ...chain, delegationIssuerCertificate: chain.issuerCertificate })).toBe(
      'it has one issuer certificate twice',
    )
    const foreign = delegatedMember(testCoop({ nowMs: NOW_MS })).chain
    expect(reasonOf({ ...chain, delegation: foreign.delegation })).toBe('its delegation is of another co-op')
    const renewed = delegatedMember(coop, { issuedBy: anotherIssuer(coop) }).chain
    expect(reasonOf({ ...renewed, delegationIssuerCertificate: empty })).toBe('its delegation names another issuer')
    expect(reasonOf({ ...renewed, delegationIssuerCertificate: foreign.issuerCertificate })).toBe(
      'its issuer certificate is not signed by the root',
    )
    expect(reasonOf({ ...renewed, delegation: empty })).toBe(
      'it has the issuer certificate of a delegation, and no delegation',
    )
  })

  it('of a delegate does not stand on the certificate of another issuer', () => {
    const elsewhere = anotherIssuer(coop)
    const delegate = testKey()
    const stood = { key: delegate, certificate: elsewhere.certificate }
    const { chain } = delegatedMember(coop, { delegate, delegatedBy: firstIssuer(coop), issuedBy: stood })
    expect(reasonOf(chain)).toBe('its membership names another issuer')
  })
})
