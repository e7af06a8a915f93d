import { peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { EPOCH_GRANT, equalBytes, openStatement, type Signed, type SignedKind } from '../wire/index.js'
import { misbehaved } from './misbehaved.js'

/** The co-op as its decisions are checked against. */
export interface Coop {
  readonly networkId: Uint8Array
  readonly root: PeerIdString
}

type GrantOf<K> = K extends SignedKind<infer P> ? Signed<P> : never
type SignedEpochGrant = GrantOf<typeof EPOCH_GRANT>

/**
 * The co-op's leave for an author to begin an epoch.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the root's, or for somebody else; wire errors.
 */
export function openEpochGrant(bytes: Uint8Array, coop: Coop, author: PeerIdString): SignedEpochGrant {
  const grant = ofCoop(openStatement(EPOCH_GRANT, bytes), coop)
  if (grant.signer !== coop.root) throw misbehaved("the epoch grant is not signed by the co-op's root")
  if (!equalBytes(grant.value.author, peerIdToBytes(author))) throw misbehaved('the epoch grant is for another node')
  return grant
}

function ofCoop<T extends { readonly value: { readonly networkId: Uint8Array } }>(grant: T, { networkId }: Coop): T {
  if (!equalBytes(grant.value.networkId, networkId)) throw misbehaved('the decision is of another co-op')
  return grant
}
