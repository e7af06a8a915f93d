import type { PeerIdString } from '../identity/index.js'
import type { Party } from '../ledger/index.js'
import type { Membership } from '../membership/index.js'

/** This node as a side of an order; undefined while it belongs to no co-op. */
export function ownParty(
  peer: PeerIdString,
  { chain, credential, credentialDigest }: Pick<Membership, 'chain' | 'credential' | 'credentialDigest'>,
): Party | undefined {
  if (chain === undefined || credential === undefined || credentialDigest === undefined) return undefined
  return { peer, chain, credential, credentialDigest }
}
