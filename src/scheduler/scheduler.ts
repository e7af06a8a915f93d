import type { WorkLease } from '../directory/index.js'
import type { AnswerPart, ContentPart, Engine, ModelTask, StartPart, VectorPart } from '../engine/index.js'
import { SovError, toSovError, type SovErrorCode } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { decisionDocument, resolveDataClass, type Layers, type Policy } from '../policy/index.js'
import { toHex } from '../wire/index.js'
import { Catalogue } from './catalogue.js'
import { decide, type Chosen, type Decision } from './decide.js'
import type {
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
import { Judges, type Judgement } from './judgement.js'
import { ChatProgress, EmbedProgress, type Progress } from './progress.js'
import { LiveRecord, RequestLog } from './request-log.js'

const ROOT_ORDER_ID_BYTES = 16
const DECISION_SALT_BYTES = 16
/** Nodes that are asked for one request before it is given up. */
const MAX_ATTEMPTS = 5
const NOBODY: ReadonlySet<PeerIdString> = new Set()

/** Errors of the request itself: every other node would say the same. */
const FINAL: ReadonlySet<SovErrorCode> = new Set(['ERR_SOV_BAD_REQUEST', 'ERR_SOV_TOTAL_TIMEOUT'])
/** A full node, one with a small context, or one with a new credential is not a broken one. */
const NOT_THE_NODES_FAULT: ReadonlySet<SovErrorCode> = new Set([
  ...FINAL,
  'ERR_SOV_BUSY',
  'ERR_SOV_CONTEXT_OVERFLOW',
  'ERR_SOV_POLICY_DENIED',
])

interface Work<C extends ContentPart> {
  readonly bounds: RouteBounds
  readonly progress: Progress<C>
  readonly model: MeshModel
  readonly rootOrderId: Uint8Array
  readonly decisionSalt: Uint8Array
  readonly record: LiveRecord
  readonly signal: AbortSignal
}

/** The {@link Scheduler} of a node. */
export class SchedulerService implements Scheduler {
  readonly #components: SchedulerComponents
  readonly #judges: Judges
  readonly #log = new RequestLog()
  #running = 0

  constructor(components: SchedulerComponents) {
    this.#components = components
    this.#judges = new Judges(components)
  }

  models(): readonly MeshModel[] {
    return this.#catalogue().list()
  }

  model(name: string): MeshModel {
    return this.#catalogue().resolve(name)
  }

  explain(bounds: Omit<RouteBounds, 'allowFallbacks'>, policy?: Policy): RouteExplanation {
    const model = this.model(bounds.model)
    return this.#decide(model, this.#judge(model, bounds, policy)).explanation()
  }

  record(id: string): RequestRecord | undefined {
    return this.#log.get(id)
  }

  running(): number {
    return this.#running
  }

  dispatch(request: RouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest {
    const { messages, sampling } = request
    const tenant = this.#tenant(request)
    const begin = (model: MeshModel): ChatProgress =>
      new ChatProgress({ model: model.digest, messages, sampling, tenant })
    return this.#route(request, 'chat', begin, signal)
  }

  embed(request: EmbedRouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest<VectorPart> {
    const { inputs } = request
    const tenant = this.#tenant(request)
    const begin = (model: MeshModel): EmbedProgress => new EmbedProgress({ model: model.digest, inputs, tenant })
    return this.#route(request, 'embedding', begin, signal)
  }

  /** All that the request has to satisfy. */
  #layers({ key, requests }: Pick<RouteBounds, 'key' | 'requests'>, node = this.#components.policy()): Layers {
    return { node, key: key?.policy, requests }
  }

  #tenant(bounds: RouteBounds): string {
    return tenantOf(bounds.key?.id, resolveDataClass(this.#layers(bounds)))
  }

  #route<C extends ContentPart>(
    bounds: RouteBounds,
    task: ModelTask,
    begin: (model: MeshModel) => Progress<C>,
    signal: AbortSignal,
  ): RoutedRequest<C> {
    const model = this.#catalogue().resolve(bounds.model, task)
    const first = this.#decide(model, this.#judge(model, bounds))
    if (first.chosen === undefined) throw first.nobody()
    const rootOrderId = this.#components.random(ROOT_ORDER_ID_BYTES)
    const id = `req_${toHex(rootOrderId)}`
    const decisionSalt = this.#components.random(DECISION_SALT_BYTES)
    const record = new LiveRecord(id, this.#components.clock.nowMs(), first.explanation, toHex(decisionSalt))
    this.#log.add(id, record)
    return {
      id,
      model,
      parts: this.#answer({ bounds, progress: begin(model), model, rootOrderId, decisionSalt, record, signal }),
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

  /** Asks one candidate after another until the answer is whole: where one breaks off, the next one goes on. */
  async *#attempts<C extends ContentPart>(work: Work<C>): AsyncIterable<AnswerPart<C>> {
    const { progress } = work
    const barred = new Set<PeerIdString>()
    const errors: SovError[] = []
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      // Policies, groups and credentials are asked anew for each: what was allowed may have been revoked since.
      const judgement = this.#judge(work.model, work.bounds)
      const { chosen, explanation, nobody } = this.#decide(work.model, judgement, new Set(barred))
      if (chosen === undefined) {
        if (attempt === 0) throw nobody()
        break
      }
      const { peer } = chosen.candidate
      // Choosing and counting happen in one turn, so that a burst does not land on one node.
      const lease = this.#components.directory.work(peer, work.model.digest)
      work.record.tries(chosen, explanation)
      const failure = yield* this.#attempt(work, this.#engine(work, chosen, judgement, attempt), lease)
      if (failure === undefined) return
      errors.push(failure)
      barred.add(peer)
      const end = progress.whole()
      // Who sends more than was asked for is not believed in what came before either.
      if (end !== undefined && failure.code !== 'ERR_SOV_PEER_MISBEHAVED') {
        work.record.done(end.usage, undefined)
        yield end
        return
      }
      const isLast = !work.bounds.allowFallbacks || !progress.canGoOn || FINAL.has(failure.code)
      if (isLast || end !== undefined) break
    }
    throw allFailed(errors)
  }

  /**
   * Streams what one candidate answers.
   *
   * @returns why it broke off, so that another may go on.
   */
  async *#attempt<C extends ContentPart>(
    { progress, record, signal }: Work<C>,
    engine: Engine,
    lease: WorkLease,
  ): AsyncGenerator<AnswerPart<C>, SovError | undefined> {
    const { clock } = this.#components
    const startedMs = clock.monotonicMs()
    // Held back until there is something to answer: a candidate that starts and fails has not been seen by the client.
    let start: StartPart | undefined
    const before = progress.outputTokens
    try {
      for await (const part of progress.ask(engine, signal)) {
        if (part.type === 'start') {
          start = part
          continue
        }
        if (start !== undefined) {
          lease.firstToken()
          record.attempt({ firstTokenMs: clock.monotonicMs() - startedMs })
          if (progress.start(start)) yield start
          start = undefined
        }
        if (part.type === 'end') {
          lease.served(part.usage.outputTokens)
          const end = progress.end(part)
          record.done(end.usage, end.settlement)
          yield end
        } else {
          progress.add(part)
          yield part
        }
      }
      return undefined
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toSovError(thrown, 'ERR_SOV_ENGINE_FAILED')
      record.attempt({ outcome: 'failed', errorCode: error.code })
      if (NOT_THE_NODES_FAULT.has(error.code)) lease.released()
      else lease.failed()
      return error
    } finally {
      lease.released()
      record.attempt({ outputTokens: progress.outputTokens - before })
      if (record.view().attempts.at(-1)?.outcome === 'running') record.attempt({ outcome: 'cancelled' })
    }
  }

  /** The one that was chosen, asked as it was judged. */
  #engine<C extends ContentPart>(
    { model, rootOrderId, decisionSalt }: Work<C>,
    { candidate, credentialDigest }: Chosen,
    { layers, facts }: Judgement,
    continuation: number,
  ): Engine {
    const { inference } = this.#components
    if (candidate.isSelf) return inference.local
    const decided = { salt: toHex(decisionSalt), model: model.digest, layers, facts, chosen: candidate }
    return inference.remote(candidate.peer, {
      rootOrderId,
      continuation,
      policyDecision: decisionDocument(decided),
      policies: [layers.node, ...(layers.key === undefined ? [] : [layers.key])].map(({ text }) => text),
      credentialDigest,
    })
  }

  #catalogue(): Catalogue {
    const { directory, inference } = this.#components
    return new Catalogue(inference.local.models(), directory.peers())
  }

  #judge(model: MeshModel, bounds: Pick<RouteBounds, 'key' | 'requests'>, policy?: Policy): Judgement {
    return this.#judges.at(this.#components.clock.nowMs(), this.#layers(bounds, policy), model)
  }

  #decide(model: MeshModel, judgement: Judgement, barred: ReadonlySet<PeerIdString> = NOBODY): Decision {
    const { directory, inference, isDraining, membership, peerId } = this.#components
    const measured = (peer: PeerIdString): ReturnType<typeof directory.measured> =>
      directory.measured(peer, model.digest)
    return decide(
      {
        self: {
          credential: membership.credential,
          models: inference.local.models(),
          othersRunning: Math.max(0, inference.busy(model.digest) - measured(peerId).running),
          isDraining: isDraining(),
        },
        peers: directory.peers(),
        measured,
      },
      model,
      judgement,
      barred,
    )
  }
}

/**
 * Whose KV cache this node's own clients use, apart from the organisations it serves: those of one key share prefixes,
 * and all share those that hold public data.
 */
function tenantOf(keyId: string | undefined, dataClass: string | undefined): string {
  if (dataClass === 'public') return 'own/public'
  return keyId === undefined ? 'own' : `own/key/${keyId}`
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
