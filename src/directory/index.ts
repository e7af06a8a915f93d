/**
 * What this node knows of each member: credential, offer, round trip, measured speed, load, health. Offers are hints;
 * what was measured here counts. See docs/PROTOCOL.md#offers.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { EngineModel, ModelDigest } from '../engine/index.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Member, Membership } from '../membership/index.js'
import type { Network } from '../network/index.js'
import { DirectoryService } from './directory.js'
import type { Arrival, Measured, WorkLease } from './measurements.js'

export type { Arrival, Assumed, Measured, WorkLease } from './measurements.js'

/** What this node offers to others now. */
export interface Supply {
  readonly models: readonly (EngineModel & { readonly busy: number })[]
  /** Requests that wait for a slot. */
  readonly queued: number
  readonly isDraining: boolean
  /** `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly deviceClass: string
  readonly memoryFreeBytes: number
}

/** A model that a member offers. */
export interface OfferedModel extends EngineModel {
  /** Slots in use when the offer was made, less those that this node used itself. */
  readonly busyWithOthers: number
}

/** A connected member as known here. */
export interface PeerRecord {
  readonly peer: PeerIdString
  readonly member: Member
  /** Empty until an offer has come, and after it has lapsed. */
  readonly models: readonly OfferedModel[]
  /** Requests that waited there when the offer was made, less those of this node. */
  readonly queued: number
  /** Requests of this node that run there. */
  readonly running: number
  readonly isDraining: boolean
  /** Smallest of the newest round trips, milliseconds; undefined until one was measured. */
  readonly rttMs: number | undefined
  /** True while its newest ping has gone unanswered: it gets no new work, what runs goes on. */
  readonly isSilent: boolean
  /** Unix time, milliseconds, of the last sign of life. */
  readonly lastSeenMs: number
}

export interface DirectoryComponents {
  readonly network: Network
  readonly membership: Pick<Membership, 'member' | 'members' | 'onMember' | 'coop'>
  readonly signer: Signer
  readonly clock: Clock
  readonly bootNonce: Uint8Array
  /** Asked whenever an offer is made. */
  readonly supply: () => Supply
}

export interface Directory {
  /** Connected members, in no order. */
  peers(): readonly PeerRecord[]
  peer(peer: PeerIdString): PeerRecord | undefined
  /** Says that the supply has changed; a new offer goes out soon. */
  supplyChanged(): void
  /** Counts a request as running at a peer (or at this node itself) until the lease ends. */
  work(peer: PeerIdString, model: ModelDigest, arrival: Arrival): WorkLease
  /** What was measured here of a peer (or of this node itself) and a model. */
  measured(peer: PeerIdString, model: ModelDigest): Measured
  start(): Promise<void>
  stop(): Promise<void>
}

/** Makes a directory; nothing happens before `start`. */
export function createDirectory(components: DirectoryComponents): Directory {
  return new DirectoryService(components)
}
