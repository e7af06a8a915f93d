import type { WorkLease } from '../directory/index.js'
import type {
  AnswerPart,
  ContentPart,
  DeltaPart,
  Engine,
  ModelDigest,
  ModelTask,
  StartPart,
  VectorPart,
} from '../engine/index.js'
import { SovError, toSovError, type SovErrorCode } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Constraints, JurisdictionGroups } from '../policy/index.js'
import { toHex } from '../wire/index.js'
import { Catalogue } from './catalogue.js'
import { decide, type Decision } from './decide.js'
import type {
  CandidateView,
  EmbedRouteRequest,
  MeshModel,
  RequestRecord,
  RouteBounds,
  RoutedRequest,
  RouteExplanation,
  RouteRequest,
  Scheduler,
  SchedulerComponents,
} from './index.js'
import { LiveRecord, RequestLog } from './request-log.js'

const ROOT_ORDER_ID_BYTES = 16
const DECISION_SALT_BYTES = 16
/** Nodes that are asked for one request before it is given up. */
const MAX_ATTEMPTS = 5
/** KV cache of this node's own clients; apart from the organisations it serves. */
const OWN_TENANT = 'own'

/** Errors of the request itself: every other node would say the same. */
const FINAL: ReadonlySet<SovErrorCode> = new Set(['ERR_SOV_BAD_REQUEST', 'ERR_SOV_TOTAL_TIMEOUT'])
/** A full node, or one with a small context, is not a broken one. */
const NOT_THE_NODES_FAULT: ReadonlySet<SovErrorCode> = new Set([...FINAL, 'ERR_SOV_BUSY', 'ERR_SOV_CONTEXT_OVERFLOW'])

/** Asks an engine for the answer. */
type Ask<C extends ContentPart> = (engine: Engine, model: ModelDigest) => AsyncIterable<AnswerPart<C>>

interface Work<C extends ContentPart> {
  readonly bounds: RouteBounds
  readonly ask: Ask<C>
  readonly model: MeshModel
  readonly rootOrderId: Uint8Array
  readonly decisionSalt: Uint8Array
  readonly record: LiveRecord
  readonly signal: AbortSignal
}

/** The {@link Scheduler} of a node. */
export class SchedulerService implements Scheduler {
  readonly #components: SchedulerComponents
  readonly #log = new RequestLog()
  #running = 0

  constructor(components: SchedulerComponents) {
    this.#components = components
  }

  models(): readonly MeshModel[] {
    return this.#catalogue().list()
  }

  model(name: string): MeshModel {
    return this.#catalogue().resolve(name)
  }

  explain(model: string, constraints: Constraints): RouteExplanation {
    return this.#decide(this.model(model), constraints).explanation
  }

  record(id: string): RequestRecord | undefined {
    return this.#log.get(id)
  }

  running(): number {
    return this.#running
  }

  dispatch(request: RouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest {
    const { messages, sampling } = request
    const ask: Ask<DeltaPart> = (engine, model) =>
      engine.generate({ model, messages, sampling, tenant: OWN_TENANT }, { signal })
    return this.#route(request, 'chat', ask, signal)
  }

  embed(request: EmbedRouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest<VectorPart> {
    const { inputs } = request
    const ask: Ask<VectorPart> = (engine, model) => engine.embed({ model, inputs, tenant: OWN_TENANT }, { signal })
    return this.#route(request, 'embedding', ask, signal)
  }

  #route<C extends ContentPart>(
    bounds: RouteBounds,
    task: ModelTask,
    ask: Ask<C>,
    signal: AbortSignal,
  ): RoutedRequest<C> {
    const model = this.#catalogue().resolve(bounds.model, task)
    const first = this.#decide(model, bounds.constraints)
    if (first.ranked.length === 0) throw first.nobody()
    const rootOrderId = this.#components.random(ROOT_ORDER_ID_BYTES)
    const id = `req_${toHex(rootOrderId)}`
    const decisionSalt = this.#components.random(DECISION_SALT_BYTES)
    const record = new LiveRecord(id, this.#components.clock.nowMs(), first.explanation, toHex(decisionSalt))
    this.#log.add(id, record)
    return {
      id,
      model,
      parts: this.#answer({ bounds, ask, model, rootOrderId, decisionSalt, record, signal }),
      record: () => record.view(),
    }
  }

  async *#answer<C extends ContentPart>(work: Work<C>): AsyncIterable<AnswerPart<C>> {
    const { record } = work
    let isOver = false
    this.#running += 1
    try {
      yield* this.#attempts(work)
      isOver = true
    } catch (error) {
      isOver = true
      if (work.signal.aborted) record.cancelled()
      else record.failed(toSovError(error).code)
      throw error
    } finally {
      this.#running -= 1
      if (!isOver) record.cancelled()
    }
  }

  /** Asks one candidate after another until one has sent its first token. */
  async *#attempts<C extends ContentPart>(work: Work<C>): AsyncIterable<AnswerPart<C>> {
    const barred = new Set<PeerIdString>()
    const errors: SovError[] = []
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const decision = this.#decide(work.model, work.bounds.constraints, barred)
      const candidate = decision.ranked[0]
      if (candidate === undefined) {
        if (attempt === 0) throw decision.nobody()
        break
      }
      // Choosing and counting happen in one turn, so that a burst does not land on one node.
      const lease = this.#components.directory.work(candidate.peer, work.model.digest)
      work.record.tries(candidate, decision.explanation)
      const failure = yield* this.#attempt(work, candidate, decision, lease, attempt)
      if (failure === undefined) return
      errors.push(failure)
      barred.add(candidate.peer)
      if (!work.bounds.allowFallbacks || FINAL.has(failure.code)) break
    }
    throw allFailed(errors)
  }

  /**
   * Streams one candidate's answer.
   *
   * @returns why it failed when nothing of its answer was passed on, so that another may try.
   * @throws {SovError} what broke an answer that had begun.
   */
  async *#attempt<C extends ContentPart>(
    { ask, model, rootOrderId, decisionSalt, record, signal }: Work<C>,
    candidate: CandidateView,
    decision: Decision,
    lease: WorkLease,
    continuation: number,
  ): AsyncGenerator<AnswerPart<C>, SovError | undefined> {
    const { clock } = this.#components
    const startedMs = clock.monotonicMs()
    const policyDecision = decisionDocument(decision, decisionSalt, this.#components.membership.groups())
    const engine = this.#engine(candidate, { rootOrderId, continuation, policyDecision })
    // Held back until there is something to answer: a candidate that starts and fails has not been seen by the client.
    let start: StartPart | undefined
    let hasBegun = false
    try {
      for await (const part of ask(engine, model.digest)) {
        if (part.type === 'start') {
          start = part
          continue
        }
        if (!hasBegun && start !== undefined) {
          hasBegun = true
          lease.firstToken()
          record.attempt({ firstTokenMs: clock.monotonicMs() - startedMs })
          yield start
        }
        if (part.type === 'end') {
          lease.served(part.usage.outputTokens)
          record.done(part.usage, part.settlement)
        }
        yield part
      }
      return undefined
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toSovError(thrown, 'ERR_SOV_ENGINE_FAILED')
      record.attempt({ outcome: 'failed', errorCode: error.code })
      if (NOT_THE_NODES_FAULT.has(error.code)) lease.released()
      else lease.failed()
      if (hasBegun) throw error
      return error
    } finally {
      lease.released()
      if (record.view().attempts.at(-1)?.outcome === 'running') record.attempt({ outcome: 'cancelled' })
    }
  }

  #engine({ peer, isSelf }: CandidateView, context: Parameters<SchedulerComponents['inference']['remote']>[1]): Engine {
    const { inference } = this.#components
    return isSelf ? inference.local : inference.remote(peer, context)
  }

  #catalogue(): Catalogue {
    const { directory, inference } = this.#components
    return new Catalogue(inference.local.models(), directory.peers())
  }

  #decide(model: MeshModel, constraints: Constraints, barred: ReadonlySet<PeerIdString> = new Set()): Decision {
    const { directory, inference, membership, peerId } = this.#components
    const measured = (peer: PeerIdString): ReturnType<typeof directory.measured> =>
      directory.measured(peer, model.digest)
    return decide(
      {
        self: {
          peer: peerId,
          credential: membership.credential,
          models: inference.local.models(),
          othersRunning: Math.max(0, inference.busy(model.digest) - measured(peerId).running),
        },
        peers: directory.peers(),
        groups: membership.groups(),
        measured,
      },
      model,
      constraints,
      barred,
    )
  }
}

/**
 * What proves later that a peer was allowed to be asked: the constraints, what the groups in them stood for, and the
 * chosen one as its credential describes it. The order names its digest, which because of the salt cannot be guessed.
 */
function decisionDocument({ explanation, ranked }: Decision, salt: Uint8Array, groups: JurisdictionGroups): Uint8Array {
  const { digest, constraints } = explanation
  const [chosen] = ranked
  return Buffer.from(
    JSON.stringify({
      salt: toHex(salt),
      model: digest,
      constraints,
      groups: Object.fromEntries([...groups].filter(([name]) => constraints.jurisdictions?.includes(name))),
      chosen: chosen && { peer: chosen.peer, orgId: chosen.orgId, jurisdiction: chosen.jurisdiction },
    }),
  )
}

function allFailed(errors: readonly SovError[]): SovError {
  const tried = errors.map(({ code }) => code)
  const last = errors.at(-1)
  if (last === undefined) return new SovError('ERR_SOV_NO_PEER', 'no allowed node can answer now')
  if (tried.every((code) => code === 'ERR_SOV_BUSY')) {
    const retryAfterMs = Math.min(...errors.map((error) => error.retryAfterMs ?? 1_000))
    return new SovError('ERR_SOV_BUSY', 'every allowed node is busy', { cause: last, retryAfterMs, details: { tried } })
  }
  return errors.length === 1
    ? last
    : new SovError(last.code, last.message, { cause: last, details: { ...last.details, tried } })
}
