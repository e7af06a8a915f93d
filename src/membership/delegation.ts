import { checkPeerKey, peerIdFromBytes } from '../identity/index.js'
import { equalBytes, type ORG_DELEGATION } from '../wire/index.js'
import type { StatementOf } from './chain.js'
import { check, ID_BYTES } from './credential-check.js'
import type { Birth, SignedIssuerCertificate } from './issuer-certificate.js'
import { isJurisdiction } from './jurisdictions.js'
import { areRoles } from './roles.js'
import { isName, isOrgId } from './text.js'

export type SignedDelegation = StatementOf<typeof ORG_DELEGATION>

/**
 * Checks an organisation delegation against the issuer certificate it stands on: whatever stands on the delegation is
 * then inside the limits of that certificate, too.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WEAK_KEY, ERR_SOV_WIRE_FORMAT
 */
export function checkDelegation(
  { value, signer }: SignedDelegation,
  certificate: SignedIssuerCertificate,
  genesis: Birth,
): void {
  const parent = certificate.value
  check(equalBytes(value.networkId, genesis.digest), 'its delegation is of another co-op')
  check(equalBytes(value.issuer, parent.issuer), 'its delegation names another issuer')
  check(peerIdFromBytes(value.issuer) === signer, 'its delegation is not signed by its issuer')
  check(equalBytes(value.issuerCertificate, certificate.digest), 'its delegation stands on another issuer certificate')
  check(value.serial.length === ID_BYTES, 'the serial of its delegation has a wrong length')
  if (value.delegate.length > 0) checkPeerKey(peerIdFromBytes(value.delegate))

  check(isOrgId(value.orgId), 'the organisation id of its delegation is not valid')
  check(isName(value.orgName), 'the organisation name of its delegation is not valid')
  check(value.jurisdictions.length > 0, 'its delegation names no jurisdiction')
  check(value.jurisdictions.every(isJurisdiction), 'its delegation names an unknown jurisdiction')
  const ascending = [...new Set(value.jurisdictions)].sort()
  check(
    value.jurisdictions.every((code, index) => code === ascending[index]),
    'the jurisdictions of its delegation are not in ascending order',
  )
  check(
    parent.jurisdictions.length === 0 || value.jurisdictions.every((code) => parent.jurisdictions.includes(code)),
    'its delegation names a jurisdiction that its issuer may not attest',
  )
  check(areRoles(value.roles), 'the roles of its delegation are empty, doubled or unknown')
  check(value.maxNodes > 0, 'its delegation allows no node')

  check(value.notBeforeMs < value.notAfterMs, 'its delegation ends before it begins')
  check(
    value.notBeforeMs >= parent.notBeforeMs && value.notAfterMs <= parent.notAfterMs,
    'its delegation reaches beyond the dates of its issuer certificate',
  )
  check(value.maxMembershipMs > 0n, 'its delegation allows no membership')
  check(
    value.maxMembershipMs <= parent.maxMembershipMs,
    'its delegation allows memberships that live longer than its issuer may grant',
  )
}
