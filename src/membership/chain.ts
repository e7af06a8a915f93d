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
  Role,
  type CoopGenesis,
  type CredentialChain,
  type IssuerCertificate,
  type MembershipCredential,
  type Signed,
  type SignedKind,
} from '../wire/index.js'
import { isJurisdiction } from './jurisdictions.js'
import { isName, isOrgId } from './text.js'

/** An opened statement of a kind. */
export type StatementOf<K> = K extends SignedKind<infer P> ? Signed<P> : never

/** A membership that stands on a co-op's root. */
export interface VerifiedChain {
  /** Digest of the genesis, 32 bytes: the co-op's identity. */
  readonly networkId: Uint8Array
  readonly genesis: CoopGenesis
  readonly root: PeerIdString
  readonly issuer: PeerIdString
  readonly issuerCertificate: IssuerCertificate
  /** Digest of the issuer certificate, 32 bytes. */
  readonly issuerCertificateDigest: Uint8Array
  readonly credential: MembershipCredential
  /** Digest of the credential, 32 bytes; orders and receipts name it. */
  readonly credentialDigest: Uint8Array
  /** The member. */
  readonly subject: PeerIdString
}

/** Bytes of serials and nonces. */
export const ID_BYTES = 16
export const DIGEST_BYTES = 32
const MAX_EVIDENCE_LEVEL = 3
const ROLES: ReadonlySet<Role> = new Set([Role.ROLE_PROVIDER, Role.ROLE_CONSUMER, Role.ROLE_AUDITOR])
const LOG_POLICIES: ReadonlySet<LogPolicy> = new Set([
  LogPolicy.LOG_POLICY_UNSPECIFIED,
  LogPolicy.LOG_POLICY_NO_PROMPTS,
])

/**
 * Checks a credential chain from its bytes alone: every signature, every field, each child inside the limits of its
 * parents, and that the membership is in force at `atMs`. Clocks may differ by CLOCK_SKEW_MS at its begin; at its end
 * there is no grace.
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
  check(chain.delegation.length === 0, 'it has a delegation, which this version does not know')
  const genesis = openStatement(COOP_GENESIS, chain.genesis)
  check(networkId === undefined || equalBytes(genesis.digest, networkId), 'it is of another co-op')
  checkGenesis(genesis)
  const certificate = openStatement(ISSUER_CERTIFICATE, chain.issuerCertificate)
  checkIssuerCertificate(certificate, genesis)
  const membership = openStatement(MEMBERSHIP, chain.membership)
  const subject = checkMembership(membership, certificate, genesis)
  return {
    networkId: genesis.digest,
    genesis: genesis.value,
    root: genesis.signer,
    issuer: membership.signer,
    issuerCertificate: certificate.value,
    issuerCertificateDigest: certificate.digest,
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

function checkGenesis({ value, signer }: StatementOf<typeof COOP_GENESIS>): void {
  check(peerIdFromBytes(value.root) === signer, 'its genesis is not signed by its root')
  check(isName(value.name), 'the name of its co-op is not valid')
  check(value.nonce.length === ID_BYTES, 'the nonce of its genesis has a wrong length')
}

/** Checks an issuer certificate against the genesis it stands on. */
export function checkIssuerCertificate(
  { value, signer }: StatementOf<typeof ISSUER_CERTIFICATE>,
  genesis: { readonly digest: Uint8Array; readonly signer: PeerIdString; readonly value: CoopGenesis },
): void {
  check(signer === genesis.signer, 'its issuer certificate is not signed by the root')
  check(equalBytes(value.networkId, genesis.digest), 'its issuer certificate is of another co-op')
  check(value.serial.length === ID_BYTES, 'the serial of its issuer certificate has a wrong length')
  checkPeerKey(peerIdFromBytes(value.issuer))
  check(value.notBeforeMs >= genesis.value.createdMs, 'its issuer certificate is older than the co-op')
  check(value.notBeforeMs < value.notAfterMs, 'its issuer certificate ends before it begins')
  check(value.maxMembershipMs > 0n, 'its issuer certificate allows no membership')
  check(value.jurisdictions.every(isJurisdiction), 'its issuer certificate names an unknown jurisdiction')
}

function checkMembership(
  { value, signer }: StatementOf<typeof MEMBERSHIP>,
  certificate: StatementOf<typeof ISSUER_CERTIFICATE>,
  genesis: StatementOf<typeof COOP_GENESIS>,
): PeerIdString {
  const parent = certificate.value
  check(equalBytes(value.networkId, genesis.digest), 'its membership is of another co-op')
  check(equalBytes(value.issuer, parent.issuer), 'its membership names another issuer')
  check(peerIdFromBytes(value.issuer) === signer, 'its membership is not signed by its issuer')
  check(equalBytes(value.issuerCertificate, certificate.digest), 'it stands on another issuer certificate')
  check(value.delegation.length === 0, 'its membership names a delegation, which this version does not know')
  check(value.serial.length === ID_BYTES, 'its serial has a wrong length')
  const subject = peerIdFromBytes(value.subject)
  checkPeerKey(subject)

  check(isOrgId(value.orgId), 'its organisation id is not valid')
  check(isName(value.orgName), 'its organisation name is not valid')
  check(isJurisdiction(value.jurisdiction), 'its jurisdiction is not an ISO 3166-1 alpha-2 code')
  check(
    parent.jurisdictions.length === 0 || parent.jurisdictions.includes(value.jurisdiction),
    'its issuer may not attest its jurisdiction',
  )
  check(value.evidenceLevel <= MAX_EVIDENCE_LEVEL, 'its evidence level is unknown')
  check([0, DIGEST_BYTES].includes(value.evidenceRef.length), 'its evidence reference has a wrong length')
  check(value.roles.length > 0 && new Set(value.roles).size === value.roles.length, 'its roles are empty or doubled')
  check(
    value.roles.every((role) => ROLES.has(role)),
    'it has an unknown role',
  )
  check(LOG_POLICIES.has(value.logPolicy), 'its log policy is unknown')

  check(value.notBeforeMs < value.notAfterMs, 'it ends before it begins')
  check(value.notAfterMs - value.notBeforeMs <= parent.maxMembershipMs, 'it lives longer than its issuer may grant')
  check(
    value.notBeforeMs >= parent.notBeforeMs && value.notAfterMs <= parent.notAfterMs,
    'it reaches beyond the dates of its issuer certificate',
  )
  return subject
}

function check(isRight: boolean, reason: string, remedy?: string): asserts isRight {
  if (isRight) return
  throw new SovError('ERR_SOV_CREDENTIAL', `the credential is not valid: ${reason}`, {
    ...(remedy === undefined ? {} : { remedy }),
  })
}
