/**
 * Chooses who answers: hard filters, then a score, a reservation, a dispatch, and another candidate when one fails
 * before its first token. The same code answers the dry run.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { Directory } from '../directory/index.js'
import type {
  AnswerPart,
  ContentPart,
  DeltaPart,
  ModelDigest,
  ModelTask,
  Prompt,
  Sampling,
  Settlement,
  TokenUsage,
  VectorPart,
} from '../engine/index.js'
import type { SovErrorCode } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Inference } from '../inference/index.js'
import type { Membership } from '../membership/index.js'
import type { Constraints, Policy, Removal, SpokenRule } from '../policy/index.js'
import { SchedulerService } from './scheduler.js'
import type { ShardPart } from './shard-runs.js'

/** Who asks for which model, and within which bounds beside the node's own policy. */
export interface RouteBounds {
  /** Model as the caller names it: `name`, `name:quantisation`, `name:quantisation@digest prefix`, or a digest. */
  readonly model: string
  /** The API key that it came with; undefined = without one. */
  readonly key?: RouteKey | undefined
  /** What key, body and headers demand; each only narrows. */
  readonly requests: readonly Constraints[]
  /** False: one candidate only, no second try. */
  readonly allowFallbacks: boolean
  /** More like it wait behind it: whoever has a slot free comes before a faster node that has none. @default false */
  readonly isOneOfMany?: boolean
}

export interface RouteKey {
  /** Requests of different ids share no KV cache, unless their data class is `public`. */
  readonly id: string
  readonly policy: Policy | undefined
}

/** A chat to answer, or a text to go on with. */
export type RouteRequest = RouteBounds & RouteItem

/** What sets the answers of one request apart. */
export type RouteItem = Prompt & { readonly sampling: Sampling }

/** Several answers of one model within the same bounds. */
export interface ShardedRouteRequest extends RouteBounds {
  /** One for each answer, 1 to MAX_SHARDS. */
  readonly items: readonly RouteItem[]
  /**
   * True: parts come as they are made. False: those of one answer come together when it is whole, so that another node may
   * take over from a slow one.
   */
  readonly isStream: boolean
}

/** Texts to embed. */
export interface EmbedRouteRequest extends RouteBounds {
  /** 1 to MAX_EMBED_INPUTS, none empty. */
  readonly inputs: readonly string[]
}

/** A model as this node sees the mesh. */
export interface MeshModel {
  /** Shortest name that means exactly this model here: `name`, or `name:quantisation`, or with a digest prefix. */
  readonly id: string
  readonly digest: ModelDigest
  readonly name: string
  readonly quantisation: string
  readonly task: ModelTask
  readonly contextTokens: number
  readonly parameters: bigint
  /** Nodes that offer it now, self included. */
  readonly nodes: number
  readonly isLocal: boolean
}

/** One node in a decision. */
export interface CandidateView {
  readonly peer: PeerIdString
  readonly isSelf: boolean
  /** Network id of its co-op, 64 hexadecimal digits. */
  readonly coop: string | undefined
  readonly orgId: string | undefined
  readonly orgName: string | undefined
  readonly jurisdiction: string | undefined
  /** 0 to 3, as it counts now. */
  readonly evidenceLevel: number | undefined
  readonly promisesNoPromptLogging: boolean | undefined
  /** Why it may not or cannot answer; empty = it can. */
  readonly removals: readonly Removal[]
  /** Every rule of a policy and field of the request that decided about it. */
  readonly spoke: readonly SpokenRule[]
  /** Predicted milliseconds until it has a slot free; undefined when removed, as the next two. */
  readonly predictedWaitMs: number | undefined
  /** Predicted milliseconds to the first token. */
  readonly predictedFirstTokenMs: number | undefined
  /** Predicted milliseconds to the last token of a usual answer; lower is better. */
  readonly predictedTotalMs: number | undefined
  /** Bytes of the prompt that it has read before, as far as they came from here. */
  readonly readPromptBytes: number
  readonly rttMs: number | undefined
  /** Requests that it answers at the same time; undefined when it does not offer the model. */
  readonly slots: number | undefined
  /** Requests it works on, as far as known here. */
  readonly running: number
  /** Measured output tokens per second of one request that is alone there, for this model; undefined = never measured. */
  readonly tokensPerSecond: number | undefined
  /** How much was measured of it lately: 0 nothing, at most 4. */
  readonly confidence: number
}

/** A whole decision: best candidate first, removed ones last. */
export interface RouteExplanation {
  readonly model: string
  readonly digest: ModelDigest | undefined
  /** Digests of the policies in force for it, each the SHA-256 of its text. */
  readonly policies: { readonly node: string; readonly key: string | undefined }
  /** What kind of data it holds, as said or assumed. */
  readonly dataClass: string | undefined
  readonly requests: readonly Constraints[]
  /**
   * Who is asked: the fastest by what is predicted, or, among those that are about as fast, the one where prompts that begin
   * like this one go; for about one request in PROBE_INTERVAL one that little is known of.
   */
  readonly chosen: PeerIdString | undefined
  readonly candidates: readonly CandidateView[]
}

/** One try at one candidate. */
export interface AttemptRecord {
  /** Which part of the request it was for: 0, 1, 2, …; 0 when it has one only. */
  readonly shard: number
  readonly peer: PeerIdString
  readonly isSelf: boolean
  readonly orgName: string | undefined
  readonly jurisdiction: string | undefined
  readonly outcome: 'running' | 'served' | 'failed' | 'cancelled'
  readonly errorCode: SovErrorCode | undefined
  /** Milliseconds from dispatch to the first delta. */
  readonly firstTokenMs: number | undefined
  /** Milliseconds from dispatch to its end; undefined while it runs. */
  readonly totalMs: number | undefined
  /** What was predicted of both when it was chosen; of `totalMs`, for a usual answer. */
  readonly predicted: { readonly firstTokenMs: number; readonly totalMs: number }
  /** Tokens that it gave: where it broke off, the next attempt goes on. */
  readonly outputTokens: number
  readonly settlement: Settlement | undefined
}

/** What `GET /sov/v1/requests/{id}` tells. Never prompt or output text. */
export interface RequestRecord {
  /** `req_` and 32 hexadecimal digits: the root order id when a peer was asked. */
  readonly id: string
  readonly startedAt: string
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly decision: RouteExplanation
  /** In the documents of the decisions whose digests orders carry, 32 hexadecimal digits. */
  readonly decisionSalt: string
  readonly attempts: readonly AttemptRecord[]
  readonly usage: TokenUsage | undefined
  readonly errorCode: SovErrorCode | undefined
}

/** A request under way, whatever its answer consists of. */
export interface Routed {
  readonly id: string
  readonly model: MeshModel
  /** The record as it stands now. */
  record(): RequestRecord
}

/** A request under way that has one answer. */
export interface RoutedRequest<C extends ContentPart = DeltaPart> extends Routed {
  /**
   * The answer. Leaving it early cancels the work and settles what was produced.
   *
   * @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS, ERR_SOV_BAD_REQUEST (the model is for
   * another task), ERR_SOV_POLICY_DENIED, ERR_SOV_NO_PEER, ERR_SOV_BUSY, or what the last candidate threw.
   */
  readonly parts: AsyncIterable<AnswerPart<C>>
}

/** A request under way that has several answers. */
export interface ShardedRequest extends Routed {
  /** As {@link RoutedRequest.parts}, for each answer; an answer that nobody can give fails all. */
  readonly parts: AsyncIterable<ShardPart<DeltaPart>>
}

export interface Scheduler {
  models(): readonly MeshModel[]
  /** @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS */
  model(name: string): MeshModel
  /**
   * The decision that `dispatch` would take now, without taking it.
   *
   * @param policy - in place of the node's own, to try it. @default the node's own
   */
  explain(bounds: Omit<RouteBounds, 'allowFallbacks'>, policy?: Policy): RouteExplanation
  /** @throws {SovError} as `parts`, for what is known before any work: unknown or wrong model, everybody removed. */
  dispatch(request: RouteRequest, options: { readonly signal: AbortSignal }): RoutedRequest
  /** {@link Scheduler.dispatch} for several answers, each from the node that has room for it first. */
  dispatchAll(request: ShardedRouteRequest, options: { readonly signal: AbortSignal }): ShardedRequest
  /**
   * {@link Scheduler.dispatch} for texts to embed: their vectors come in their order. Many texts are spread over the nodes;
   * then the parts come when all are there.
   */
  embed(request: EmbedRouteRequest, options: { readonly signal: AbortSignal }): RoutedRequest<VectorPart>
  record(id: string): RequestRecord | undefined
  /** Requests that have not ended. */
  running(): number
}

export interface SchedulerComponents {
  readonly inference: Pick<Inference, 'local' | 'remote' | 'busy'>
  readonly directory: Pick<Directory, 'measured' | 'peers' | 'work'>
  readonly membership: Pick<
    Membership,
    'coop' | 'credential' | 'credentialDigest' | 'federated' | 'groups' | 'validity'
  >
  /** The node's own, as it is in force now. */
  readonly policy: () => Policy
  /** Peer ids and organisations that the operator wants nothing to do with. */
  readonly blocked: () => readonly string[]
  /** Whether this node itself takes nothing new, not even of its own clients. */
  readonly isDraining: () => boolean
  /** Whether this node still loads its models, so that it does not know all of them. */
  readonly isLoading: () => boolean
  /** This node. */
  readonly peerId: PeerIdString
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
}

/** Makes a scheduler; it holds no resources. */
export function createScheduler(components: SchedulerComponents): Scheduler {
  return new SchedulerService(components)
}
