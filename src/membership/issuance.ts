import { SovError } from '../errors.js'
import { peerIdToBytes, type PeerIdString } from '../identity/index.js'
import {
  equalBytes,
  MEMBERSHIP,
  signStatement,
  type CredentialChain,
  type LogPolicy,
  type MembershipCredential,
  type Role,
} from '../wire/index.js'
import type { Authority } from './authority.js'
import { ID_BYTES } from './chain.js'

/** What is attested of a node: who runs it, where, and what it may do. */
export type Attestation = Pick<
  MembershipCredential,
  'evidenceDateMs' | 'evidenceLevel' | 'evidenceRef' | 'jurisdiction' | 'maxConcurrent' | 'orgId' | 'orgName'
> & { readonly roles: readonly Role[]; readonly logPolicy: LogPolicy }

export interface IssuanceOptions {
  /** Envelope of the genesis. */
  readonly genesis: Uint8Array
  readonly subject: PeerIdString
  /** Under a delegation from 1, else 0. */
  readonly seat: number
  /** How long a membership lasts in the co-op, milliseconds. */
  readonly lifeMs: number
  readonly nowMs: number
  readonly random: (bytes: number) => Uint8Array
}

const NOTHING = new Uint8Array()

/**
 * Signs a membership that ends at the latest where its parents end. What it attests is not held against their other limits:
 * whoever reads the chain does that, the issuer first.
 *
 * @returns all that is needed to check it.
 * @throws {SovError} ERR_SOV_CREDENTIAL_EXPIRED when one of its parents has expired.
 */
export function issueMembership(
  { signer, certificate, delegated }: Authority,
  attestation: Attestation,
  { genesis, subject, seat, lifeMs, nowMs, random }: IssuanceOptions,
): CredentialChain {
  const parents = [certificate.value, ...(delegated === undefined ? [] : [delegated.delegation.value])]
  const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (a < b ? a : b))
  // The root's clock may be ahead of this one.
  const notBeforeMs = parents.reduce((a, parent) => (a > parent.notBeforeMs ? a : parent.notBeforeMs), BigInt(nowMs))
  const longestMs = least([BigInt(lifeMs), ...parents.map(({ maxMembershipMs }) => maxMembershipMs)])
  const notAfterMs = least([notBeforeMs + longestMs, ...parents.map((parent) => parent.notAfterMs)])
  if (notAfterMs <= notBeforeMs) {
    throw new SovError('ERR_SOV_CREDENTIAL_EXPIRED', 'the issuer certificate or the delegation has expired')
  }
  const membership = signStatement(
    MEMBERSHIP,
    {
      ...attestation,
      networkId: certificate.value.networkId,
      serial: random(ID_BYTES),
      issuer: peerIdToBytes(signer.peerId),
      issuerCertificate: certificate.digest,
      subject: peerIdToBytes(subject),
      notBeforeMs,
      notAfterMs,
      seat,
      delegation: delegated?.delegation.digest ?? NOTHING,
    },
    signer,
  )
  const isOfOther = delegated !== undefined && !equalBytes(delegated.certificate.digest, certificate.digest)
  return {
    genesis,
    issuerCertificate: certificate.bytes,
    delegation: delegated?.delegation.bytes ?? NOTHING,
    delegationIssuerCertificate: isOfOther ? delegated.certificate.bytes : NOTHING,
    membership: membership.bytes,
  }
}
