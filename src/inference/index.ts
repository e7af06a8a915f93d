/**
 * Asking peers and serving them: a peer as an {@link Engine}, the server side of `/sov/infer/1`, and admission to the
 * slots of this node. Knows nothing of llama.cpp. See docs/PROTOCOL.md#inference.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { Directory } from '../directory/index.js'
import type { Engine, EngineModel, ModelDigest } from '../engine/index.js'
import type { SovError } from '../errors.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Ledger } from '../ledger/index.js'
import type { Membership } from '../membership/index.js'
import type { Network } from '../network/index.js'
import type { OfferedSlots, SlotSharing } from './admission.js'
import type { ServeRules } from '../policy/index.js'
import { InferenceService } from './inference.js'
import type { Deadlines } from './protocol.js'

export type { Deadlines } from './protocol.js'

export interface InferenceInit {
  /** Overrides of the waits in limits.ts, milliseconds. */
  readonly deadlines?: Partial<Deadlines>
}

export interface InferenceComponents {
  readonly network: Network
  readonly membership: Pick<
    Membership,
    | 'acceptedPriceTables'
    | 'chain'
    | 'coop'
    | 'credential'
    | 'credentialDigest'
    | 'member'
    | 'members'
    | 'onExpelled'
    | 'onMember'
    | 'organisationCredit'
    | 'priceTable'
    | 'priceTableOf'
    | 'requireNewWork'
    | 'toldRevoked'
  >
  readonly directory: Pick<Directory, 'peer'>
  readonly ledger: Ledger
  readonly signer: Signer
  /** What this node answers with itself. */
  readonly engine: Engine
  readonly sharing: Sharing
  /** Whom it serves with which models, and how much. */
  readonly serveRules: Pick<ServeRules, 'judge'>
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  /** Told when a request that was served for a peer, or settled with one in the background, failed. */
  readonly onFailed?: (peer: PeerIdString, error: SovError) => void
  /** Told when slots or queue of this node change, so that its offer can follow. */
  readonly onLoad?: () => void
}

/** What the owner lets others have of this node. */
interface Sharing extends SlotSharing {
  /** Models that other nodes may ask for: no other one is there for them. */
  models(): readonly EngineModel[]
}

/** What an order says about the request it belongs to. */
export interface OrderContext {
  /** 16 bytes, the id of the request. */
  readonly rootOrderId: Uint8Array
  /** Which part of the request it is for; below `shardCount`. */
  readonly shardIndex: number
  /** 1 for a request that is not split. */
  readonly shardCount: number
  /** 0 for the first peer that is asked for this part, +1 for each further one. */
  readonly continuation: number
  /** What the policy decided this on: the ledger keeps it, the order names its digest. */
  readonly policyDecision: Uint8Array
  /** Texts of the policies that it names, which the ledger keeps, too. */
  readonly policies: readonly string[]
  /** Of the credential that was judged, 32 bytes: a peer that shows another one now is not asked. Undefined = any. */
  readonly credentialDigest: Uint8Array | undefined
}

export interface Inference {
  /**
   * This node's own engine behind admission: `generate` throws ERR_SOV_BUSY at once when slots and queue are full.
   */
  readonly local: Engine
  /**
   * A connected member as an engine, for one request. Its answers are ordered, acknowledged and countersigned; the
   * `end` part tells the settlement.
   */
  remote(peer: PeerIdString, context: OrderContext): Engine
  /** Slots of this node in use for a model, by peers and by its own clients. */
  busy(model: ModelDigest): number
  /** Slots of this node for a model, as they are offered to other organisations. */
  forOthers(model: Pick<EngineModel, 'digest' | 'slots'>): OfferedSlots
  /** Requests waiting for a slot of this node. */
  queued(): number
  /** Requests in slots and queue of this node. */
  admitted(): number
  /** Refuses new work from now on; what runs goes on. */
  drain(): void
  /** Resolves when nothing runs and nothing is being settled; at the latest when the signal fires. */
  idle(signal: AbortSignal): Promise<void>
}

/** Makes the inference of this node and registers its protocol with the network. */
export function createInference(init: InferenceInit, components: InferenceComponents): Inference {
  return new InferenceService(init, components)
}
