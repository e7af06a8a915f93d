import { SovError } from '../../errors.js'
import { peerIdToBytes, type PeerIdString, type Signer } from '../../identity/index.js'
import {
  AWARD,
  COOP_GENESIS,
  EPOCH_GRANT,
  equalBytes,
  openStatement,
  signStatement,
  SUCCESSION_GRANT,
  type CredentialChain,
  type Signed,
  type SignedKind,
} from '../../wire/index.js'
import type { AwardInput, SuccessionInput } from './decider.js'
import { misbehaved } from '../misbehaved.js'
import type { Position } from '../chain/position.js'

/** The co-op as its decisions are checked against. */
export interface Coop {
  readonly networkId: Uint8Array
  readonly root: PeerIdString
}

/** The co-op that the chain of a member stands on. */
export function coopOf({ genesis }: CredentialChain): Coop {
  const { digest, signer } = openStatement(COOP_GENESIS, genesis)
  return { networkId: digest, root: signer }
}

type GrantOf<K> = K extends SignedKind<infer P> ? Signed<P> : never
export type SignedEpochGrant = GrantOf<typeof EPOCH_GRANT>
export type SignedAward = GrantOf<typeof AWARD>
export type SignedSuccession = GrantOf<typeof SUCCESSION_GRANT>

/** A decision whose signature, key and encoding have been checked; whether it is the co-op's is for the caller to ask. */
export type Decision =
  | (SignedAward & { readonly kind: 'award' })
  | (SignedEpochGrant & { readonly kind: 'epoch' })
  | (SignedSuccession & { readonly kind: 'succession' })

/** @throws {SovError} wire errors; ERR_SOV_WIRE_FORMAT when it is none of the three. */
export function openDecision(bytes: Uint8Array): Decision {
  return (
    readAs(AWARD, 'award', bytes) ??
    readAs(EPOCH_GRANT, 'epoch', bytes) ?? { ...openStatement(SUCCESSION_GRANT, bytes), kind: 'succession' }
  )
}

function readAs<P, K extends Decision['kind']>(
  as: SignedKind<P>,
  kind: K,
  bytes: Uint8Array,
): (Signed<P> & { readonly kind: K }) | undefined {
  try {
    return { ...openStatement(as, bytes), kind }
  } catch (error) {
    if (SovError.isInstance(error, 'ERR_SOV_WIRE_FORMAT')) return undefined
    throw error
  }
}

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

/**
 * Work units that the co-op moves.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the root's, or moves nothing between two; wire errors.
 */
export function openAward(bytes: Uint8Array, coop: Coop): SignedAward {
  const award = ofCoop(openStatement(AWARD, bytes), coop)
  if (award.signer !== coop.root) throw misbehaved("the award is not signed by the co-op's root")
  const { debtor, creditor, amount, awardId } = award.value
  if (equalBytes(debtor, creditor) || amount === 0n || awardId.length !== 16) throw misbehaved('the award is not valid')
  return award
}

/**
 * A new key for an old one; the old one says so itself, or the root when that is lost.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when somebody else says so; wire errors.
 */
export function openSuccession(bytes: Uint8Array, coop: Coop): SignedSuccession {
  const grant = ofCoop(openStatement(SUCCESSION_GRANT, bytes), coop)
  const { predecessor, successor } = grant.value
  if (grant.signer !== coop.root && !equalBytes(peerIdToBytes(grant.signer), predecessor)) {
    throw misbehaved('the succession is signed neither by the old key nor by the root')
  }
  if (equalBytes(predecessor, successor)) throw misbehaved('a key cannot succeed itself')
  return grant
}

interface Deciding {
  readonly root: Signer
  readonly coop: Coop
  readonly timeMs: number
}

/** Signs the leave for an author to begin the epoch after all that are known, from its last known position on. */
export function signEpochGrant(
  author: PeerIdString,
  known: Position | undefined,
  { root, coop, timeMs, forkedEpoch }: Deciding & { readonly forkedEpoch: number },
): SignedEpochGrant {
  const value = {
    networkId: coop.networkId,
    author: peerIdToBytes(author),
    epoch: Math.max(known?.epoch ?? 1, forkedEpoch) + 1,
    lastAccepted: known?.digest ?? new Uint8Array(32),
    timeMs: BigInt(timeMs),
  }
  return signStatement(EPOCH_GRANT, value, root)
}

export function signAward(
  { debtor, creditor, amount, statement }: AwardInput,
  { root, coop, timeMs, awardId }: Deciding & { readonly awardId: Uint8Array },
): SignedAward {
  const value = {
    networkId: coop.networkId,
    awardId,
    debtor: peerIdToBytes(debtor),
    creditor: peerIdToBytes(creditor),
    amount,
    subject: statement,
    timeMs: BigInt(timeMs),
  }
  return signStatement(AWARD, value, root)
}

export function signSuccession(
  { predecessor, successor }: SuccessionInput,
  { root, coop, timeMs }: Deciding,
): SignedSuccession {
  const value = {
    networkId: coop.networkId,
    predecessor: peerIdToBytes(predecessor),
    successor: peerIdToBytes(successor),
    timeMs: BigInt(timeMs),
  }
  return signStatement(SUCCESSION_GRANT, value, root)
}

function ofCoop<T extends { readonly value: { readonly networkId: Uint8Array } }>(grant: T, { networkId }: Coop): T {
  if (!equalBytes(grant.value.networkId, networkId)) throw misbehaved('the decision is of another co-op')
  return grant
}
