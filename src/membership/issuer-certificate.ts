import { checkPeerKey, peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { equalBytes, type CoopGenesis, type ISSUER_CERTIFICATE } from '../wire/index.js'
import type { StatementOf } from './chain.js'
import { check, ID_BYTES } from './credential-check.js'
import { isJurisdiction } from './jurisdictions.js'

export type SignedIssuerCertificate = StatementOf<typeof ISSUER_CERTIFICATE>

/** What a genesis says to all that stands on it. */
export interface Birth {
  /** The network id, 32 bytes. */
  readonly digest: Uint8Array
  /** The root. */
  readonly signer: PeerIdString
  readonly value: CoopGenesis
}

/**
 * Checks an issuer certificate against the genesis it stands on.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WEAK_KEY, ERR_SOV_WIRE_FORMAT
 */
export function checkIssuerCertificate({ value, signer }: SignedIssuerCertificate, genesis: Birth): void {
  check(signer === genesis.signer, 'its issuer certificate is not signed by the root')
  check(equalBytes(value.networkId, genesis.digest), 'its issuer certificate is of another co-op')
  check(value.serial.length === ID_BYTES, 'the serial of its issuer certificate has a wrong length')
  checkPeerKey(peerIdFromBytes(value.issuer))
  if (value.node.length > 0) checkPeerKey(peerIdFromBytes(value.node))
  check(value.notBeforeMs >= genesis.value.createdMs, 'its issuer certificate is older than the co-op')
  check(value.notBeforeMs < value.notAfterMs, 'its issuer certificate ends before it begins')
  check(value.maxMembershipMs > 0n, 'its issuer certificate allows no membership')
  check(value.jurisdictions.every(isJurisdiction), 'its issuer certificate names an unknown jurisdiction')
}
