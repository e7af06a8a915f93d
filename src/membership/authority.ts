import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { equalBytes } from '../wire/index.js'
import type { VerifiedBundle } from './bundle.js'
import type { SignedDelegation } from './delegation.js'
import type { SignedIssuerCertificate } from './issuer-certificate.js'
import type { IssuingKey } from './issuing-keys.js'

/** By what a key may sign a membership. */
export interface Authority {
  /** An issuing key, or the node key of a delegate. */
  readonly signer: Signer
  /** Of the issuing key; for a delegate, of the issuer that has signed the delegation. */
  readonly certificate: SignedIssuerCertificate
  /** What the membership stands on; undefined when an issuer speaks for itself. */
  readonly delegated: Delegated | undefined
}

export interface Delegated {
  readonly delegation: SignedDelegation
  /** Of the issuer that has signed the delegation. */
  readonly certificate: SignedIssuerCertificate
}

/** The newest delegation of an organisation, in force or not. */
export function delegationOf(
  { delegations, issuerCertificates }: Pick<VerifiedBundle, 'delegations' | 'issuerCertificates'>,
  orgId: string,
): Delegated | undefined {
  const delegation = delegations
    .filter(({ value }) => value.orgId === orgId)
    .reduce<SignedDelegation | undefined>(
      (newest, other) => (newest !== undefined && newest.value.notBeforeMs >= other.value.notBeforeMs ? newest : other),
      undefined,
    )
  const certificate = issuerCertificates.find(
    ({ digest }) => delegation !== undefined && equalBytes(digest, delegation.value.issuerCertificate),
  )
  return delegation === undefined || certificate === undefined ? undefined : { delegation, certificate }
}

/** Whether a delegation has ended. `atMs` is Unix epoch in whole milliseconds. */
export function isOver({ delegation }: Delegated, atMs: number): boolean {
  return delegation.value.notAfterMs <= BigInt(atMs)
}

/**
 * By what this node may sign memberships of an organisation: with an issuing key, under the organisation's delegation when
 * it has one; else as the delegate of that. Of its keys the one that is pinned signs, else the newest.
 *
 * @throws {SovError} ERR_SOV_NOT_ISSUER
 */
export function authorityFor(
  orgId: string,
  bundle: Pick<VerifiedBundle, 'delegations' | 'issuerCertificates'>,
  by: { readonly keys: readonly IssuingKey[]; readonly self: Signer; readonly pinned?: PeerIdString },
): Authority {
  const { keys, self, pinned } = by
  const delegated = delegationOf(bundle, orgId)
  const key = keys.find(({ signer }) => pinned === undefined || signer.peerId === pinned)
  if (key !== undefined) return { ...key, delegated }
  if (
    delegated !== undefined &&
    isDelegate(delegated.delegation, self.peerId) &&
    (pinned ?? self.peerId) === self.peerId
  ) {
    return { signer: self, certificate: delegated.certificate, delegated }
  }
  throw new SovError('ERR_SOV_NOT_ISSUER', 'no key on this node may issue memberships of that organisation', {
    remedy: 'Run the command on a node that `sov-node coop show` lists as an issuer.',
  })
}

/** The node that may sign memberships under a delegation; undefined when only issuers may. */
export function delegateOf({ value }: SignedDelegation): PeerIdString | undefined {
  return value.delegate.length === 0 ? undefined : peerIdFromBytes(value.delegate)
}

function isDelegate(delegation: SignedDelegation, peer: PeerIdString): boolean {
  return delegateOf(delegation) === peer
}
