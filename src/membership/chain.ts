import { SovError } from '../errors.js'
import { checkPeerKey, peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { CLOCK_SKEW_MS } from '../limits.js'
import {
  COOP_GENESIS,
  equalBytes,
  ISSUER_CERTIFICATE,
  LogPolicy,
  MEMBERSHIP,
  openStatement,
  ORG_DELEGATION,
  type CoopGenesis,
  type CredentialChain,
  type IssuerCertificate,
  type MembershipCredential,
  type OrgDelegation,
  type Signed,
  type SignedKind,
} from '../wire/index.js'
import { check, DIGEST_BYTES, ID_BYTES } from './credential-check.js'
import { checkDelegation, type SignedDelegation } from './delegation.js'
import { checkIssuerCertificate, type SignedIssuerCertificate } from './issuer-certificate.js'
import { isJurisdiction } from './jurisdictions.js'
import { areRoles } from './roles.js'
import { isName, isOrgId } from './text.js'

export { DIGEST_BYTES, ID_BYTES } from './credential-check.js'

/** An opened statement of a kind. */
export type StatementOf<K> = K extends SignedKind<infer P> ? Signed<P> : never

/** A membership that stands on a co-op's root. */
export interface VerifiedChain {
  /** Digest of the genesis, 32 bytes: the co-op's identity. */
  readonly networkId: Uint8Array
  readonly genesis: CoopGenesis
  readonly root: PeerIdString
  /** Who has signed the membership: an issuing key, or the delegate of its delegation. */
  readonly issuer: PeerIdString
  /** The issuing keys it stands on: of its issuer certificate, and of its delegation's when that is another one. */
  readonly issuerKeys: readonly PeerIdString[]
  readonly issuerCertificate: IssuerCertificate
  /** Digest of the issuer certificate, 32 bytes. */
  readonly issuerCertificateDigest: Uint8Array
  /** The delegation of its organisation with its digest, 32 bytes; undefined when an issuer speaks for itself. */
  readonly delegation: { readonly value: OrgDelegation; readonly digest: Uint8Array } | undefined
  readonly credential: MembershipCredential
  /** Digest of the credential, 32 bytes; orders and receipts name it. */
  readonly credentialDigest: Uint8Array
  /** The member. */
  readonly subject: PeerIdString
}

const MAX_EVIDENCE_LEVEL = 3
const LOG_POLICIES: ReadonlySet<LogPolicy> = new Set([
  LogPolicy.LOG_POLICY_UNSPECIFIED,
  LogPolicy.LOG_POLICY_NO_PROMPTS,
])

/**
 * Checks a credential chain from its bytes alone: every signature, every field, each child inside the limits of all its
 * parents, and that the membership is in force at `atMs`. Clocks may differ by CLOCK_SKEW_MS at its begin; at its end
 * there is no grace. Whether it was revoked is not in its bytes.
 *
 * With `networkId` it must also be of that co-op. `atMs` is Unix epoch in whole milliseconds.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_CREDENTIAL_EXPIRED (everything else is in order), ERR_SOV_WIRE_LIMIT,
 * ERR_SOV_WIRE_FORMAT, ERR_SOV_WEAK_KEY, ERR_SOV_SIGNATURE
 */
export function verifyCredentialChain(
  chain: CredentialChain,
  options: { readonly networkId?: Uint8Array | undefined; readonly atMs: number },
): VerifiedChain {
  const verified = openChain(chain, options.networkId)
  requireInForce(verified.credential, options.atMs)
  return verified
}

/** {@link verifyCredentialChain} without the question whether it is in force now. */
export function openChain(chain: CredentialChain, networkId?: Uint8Array): VerifiedChain {
  const genesis = openGenesis(chain.genesis)
  check(networkId === undefined || equalBytes(genesis.digest, networkId), 'it is of another co-op')
  const certificate = openStatement(ISSUER_CERTIFICATE, chain.issuerCertificate)
  checkIssuerCertificate(certificate, genesis)
  const delegated = openDelegation(chain, certificate, genesis)
  const membership = openStatement(MEMBERSHIP, chain.membership)
  const subject = checkMembership(membership, { genesis, certificate, delegated })
  const keys = [certificate, ...(delegated === undefined ? [] : [delegated.certificate])]
  return {
    networkId: genesis.digest,
    genesis: genesis.value,
    root: genesis.signer,
    issuer: membership.signer,
    issuerKeys: [...new Set(keys.map(({ value }) => peerIdFromBytes(value.issuer)))],
    issuerCertificate: certificate.value,
    issuerCertificateDigest: certificate.digest,
    delegation: delegated && { value: delegated.delegation.value, digest: delegated.delegation.digest },
    credential: membership.value,
    credentialDigest: membership.digest,
    subject,
  }
}

/** @throws {SovError} ERR_SOV_CREDENTIAL when it begins later; ERR_SOV_CREDENTIAL_EXPIRED */
export function requireInForce(credential: MembershipCredential, atMs: number): void {
  check(
    credential.notBeforeMs <= BigInt(atMs) + BigInt(CLOCK_SKEW_MS),
    'it begins in the future',
    'Compare the clocks of the two machines.',
  )
  if (isExpired(credential, atMs)) {
    throw new SovError('ERR_SOV_CREDENTIAL_EXPIRED', 'the membership credential has expired', {
      remedy: 'Redeem a new invite of the co-op with `sov-node join`.',
    })
  }
}

export function isExpired(credential: MembershipCredential, atMs: number): boolean {
  return BigInt(atMs) >= credential.notAfterMs
}

/** The birth of a co-op, checked from its bytes alone. @throws as {@link verifyCredentialChain} */
export function openGenesis(bytes: Uint8Array): StatementOf<typeof COOP_GENESIS> {
  const genesis = openStatement(COOP_GENESIS, bytes)
  const { value, signer } = genesis
  check(peerIdFromBytes(value.root) === signer, 'its genesis is not signed by its root')
  check(isName(value.name), 'the name of its co-op is not valid')
  check(value.nonce.length === ID_BYTES, 'the nonce of its genesis has a wrong length')
  return genesis
}

/** What a membership stands on. */
interface Parents {
  readonly genesis: StatementOf<typeof COOP_GENESIS>
  readonly certificate: SignedIssuerCertificate
  readonly delegated: Delegated | undefined
}

interface Delegated {
  readonly delegation: SignedDelegation
  /** Of the issuer that has signed the delegation. */
  readonly certificate: SignedIssuerCertificate
}

function openDelegation(
  chain: CredentialChain,
  certificate: SignedIssuerCertificate,
  genesis: StatementOf<typeof COOP_GENESIS>,
): Delegated | undefined {
  const hasOther = chain.delegationIssuerCertificate.length > 0
  if (chain.delegation.length === 0) {
    check(!hasOther, 'it has the issuer certificate of a delegation, and no delegation')
    return undefined
  }
  const other = hasOther ? openStatement(ISSUER_CERTIFICATE, chain.delegationIssuerCertificate) : certificate
  checkIssuerCertificate(other, genesis)
  check(!hasOther || !equalBytes(other.digest, certificate.digest), 'it has one issuer certificate twice')
  const delegation = openStatement(ORG_DELEGATION, chain.delegation)
  checkDelegation(delegation, other, genesis)
  return { delegation, certificate: other }
}

function checkMembership(
  { value, signer }: StatementOf<typeof MEMBERSHIP>,
  { genesis, certificate, delegated }: Parents,
): PeerIdString {
  check(equalBytes(value.networkId, genesis.digest), 'its membership is of another co-op')
  check(peerIdFromBytes(value.issuer) === signer, 'its membership is not signed by its issuer')
  check(mayIssue(value.issuer, certificate, delegated), 'its membership names another issuer')
  check(equalBytes(value.issuerCertificate, certificate.digest), 'it stands on another issuer certificate')
  check(value.serial.length === ID_BYTES, 'its serial has a wrong length')
  const subject = peerIdFromBytes(value.subject)
  checkPeerKey(subject)

  check(isOrgId(value.orgId), 'its organisation id is not valid')
  check(isName(value.orgName), 'its organisation name is not valid')
  check(isJurisdiction(value.jurisdiction), 'its jurisdiction is not an ISO 3166-1 alpha-2 code')
  check(value.evidenceLevel <= MAX_EVIDENCE_LEVEL, 'its evidence level is unknown')
  check([0, DIGEST_BYTES].includes(value.evidenceRef.length), 'its evidence reference has a wrong length')
  check(areRoles(value.roles), 'its roles are empty, doubled or unknown')
  check(LOG_POLICIES.has(value.logPolicy), 'its log policy is unknown')
  check(value.notBeforeMs < value.notAfterMs, 'it ends before it begins')

  const { jurisdictions } = certificate.value
  check(
    jurisdictions.length === 0 || jurisdictions.includes(value.jurisdiction),
    'its issuer may not attest its jurisdiction',
  )
  checkDates(value, certificate.value, 'its issuer certificate')
  checkDelegated(value, delegated?.delegation)
  return subject
}

/** The issuer of the certificate may, and under the delegation of that very issuer the delegate that it names. */
function mayIssue(issuer: Uint8Array, certificate: SignedIssuerCertificate, delegated: Delegated | undefined): boolean {
  if (equalBytes(issuer, certificate.value.issuer)) return true
  return delegated?.certificate === certificate && equalBytes(issuer, delegated.delegation.value.delegate)
}

function checkDelegated(value: MembershipCredential, delegation: SignedDelegation | undefined): void {
  if (delegation === undefined) {
    check(value.delegation.length === 0, 'its membership names a delegation that it does not have')
    check(value.seat === 0, 'it has a seat without a delegation')
    return
  }
  const limits = delegation.value
  check(equalBytes(value.delegation, delegation.digest), 'its membership stands on another delegation, or on none')
  check(value.orgId === limits.orgId, 'its organisation is not that of its delegation')
  check(value.orgName === limits.orgName, 'its organisation is called otherwise in its delegation')
  check(limits.jurisdictions.includes(value.jurisdiction), 'its delegation does not name its jurisdiction')
  check(
    value.roles.every((role) => limits.roles.includes(role)),
    'it has a role that its delegation does not give',
  )
  check(value.seat >= 1 && value.seat <= limits.maxNodes, 'its seat is none of its delegation')
  checkDates(value, limits, 'its delegation')
}

function checkDates(
  { notBeforeMs, notAfterMs }: MembershipCredential,
  parent: Pick<OrgDelegation, 'maxMembershipMs' | 'notBeforeMs' | 'notAfterMs'>,
  what: string,
): void {
  check(notAfterMs - notBeforeMs <= parent.maxMembershipMs, `it lives longer than ${what} allows`)
  check(notBeforeMs >= parent.notBeforeMs && notAfterMs <= parent.notAfterMs, `it reaches beyond the dates of ${what}`)
}
