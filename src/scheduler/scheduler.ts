import type { WorkLease } from '../directory/index.js'
import type { AnswerPart, ContentPart, Engine, ModelTask, VectorPart } from '../engine/index.js'
import { SovError, toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { decisionDocument, resolveDataClass, type Layers, type Policy } from '../policy/index.js'
import { toHex } from '../wire/index.js'
import { attempt, FINAL } from './attempt.js'
import type { Catalogue } from './catalogue.js'
import { decide, USUAL, type Asked, type Chosen, type Decision } from './decide.js'
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
  ShardedRequest,
  ShardedRouteRequest,
} from './index.js'
import { Judges, type Judgement } from './judgement.js'
import { KnownModels } from './known-models.js'
import { placementWeight } from './placement.js'
import { PrefixMemory, type Boot } from './prefix-memory.js'
import { Probes } from './probes.js'
import { ChatProgress, EmbedProgress, type Progress } from './progress.js'
import { LiveRecord, RequestLog } from './request-log.js'
import { Shard } from './shard.js'
import { ShardRuns, type ShardRunsInit } from './shard-runs.js'
import { joined, slicesOf } from './slices.js'
import { ended, onlyShard, summed } from './usage-parts.js'

const ROOT_ORDER_ID_BYTES = 16
const DECISION_SALT_BYTES = 16
/** Nodes that are asked for one request before it is given up. */
const MAX_ATTEMPTS = 5
const NOBODY: ReadonlySet<PeerIdString> = new Set()

interface Work<C extends ContentPart> {
  readonly bounds: RouteBounds
  readonly progress: Progress<C>
  readonly shard: Shard
  /** More shards wait behind it. */
  readonly isOneOfMany: boolean
  readonly model: MeshModel
  readonly rootOrderId: Uint8Array
  readonly decisionSalt: Uint8Array
  readonly record: LiveRecord
  readonly signal: AbortSignal
}

interface Cancellable {
  readonly signal: AbortSignal
}

/** What all shards of a request have in common. */
type Begun = Omit<Work<ContentPart>, 'progress' | 'shard' | 'isOneOfMany'>

/** The {@link Scheduler} of a node. */
export class SchedulerService implements Scheduler {
  readonly #components: SchedulerComponents
  readonly #judges: Judges
  readonly #models: KnownModels
  readonly #log = new RequestLog()
  readonly #prefixes = new PrefixMemory()
  readonly #probes = new Probes()
  readonly #boot: Boot = {}
  #running = 0

  constructor(components: SchedulerComponents) {
    this.#components = components
    this.#judges = new Judges(components)
    this.#models = new KnownModels(components)
  }

  models(): readonly MeshModel[] {
    return this.#catalogue().list()
  }

  model(name: string): MeshModel {
    return this.#models.resolve(this.#catalogue(), name)
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

  dispatch({ messages, prompt, sampling, ...bounds }: RouteRequest, { signal }: Cancellable): RoutedRequest {
    const tenant = this.#tenant(bounds)
    const begun = this.#begin(bounds, 'chat', signal)
    const item = prompt === undefined ? { messages, sampling } : { prompt, sampling }
    return this.#answer(begun, new ChatProgress({ model: begun.model.digest, ...item, tenant }))
  }

  dispatchAll({ items, isStream, ...bounds }: ShardedRouteRequest, { signal }: Cancellable): ShardedRequest {
    const tenant = this.#tenant(bounds)
    const begun = this.#begin(bounds, 'chat', signal)
    const model = begun.model.digest
    const begins = items.map((item) => () => new ChatProgress({ model, ...item, tenant }))
    const [begin] = begins
    if (begin !== undefined && begins.length === 1) {
      return { ...handle(begun), parts: onlyShard(this.#answer(begun, begin()).parts) }
    }
    const shards = new ShardRuns(this.#shards(begun, begins, { isHeld: !isStream }))
    return { ...handle(begun), parts: this.#recorded(begun, summed(begun.record, shards.parts(), items.length)) }
  }

  embed({ inputs, ...bounds }: EmbedRouteRequest, { signal }: Cancellable): RoutedRequest<VectorPart> {
    const tenant = this.#tenant(bounds)
    const begun = this.#begin(bounds, 'embedding', signal)
    const model = begun.model.digest
    const slices = slicesOf(inputs, this.#room(begun))
    const begins = slices.map(
      ({ from, inputs: texts }) =>
        () =>
          new EmbedProgress({ model, inputs: texts, tenant }, from),
    )
    const [begin] = begins
    if (begin !== undefined && begins.length === 1) return this.#answer(begun, begin())
    const shards = new ShardRuns(this.#shards(begun, begins, { isHeld: true }))
    const parts = joined(summed(begun.record, shards.parts(), slices.length), slices.length)
    return { ...handle(begun), parts: this.#recorded(begun, parts) }
  }

  /** All that the request has to satisfy. */
  #layers({ key, requests }: Pick<RouteBounds, 'key' | 'requests'>, node = this.#components.policy()): Layers {
    return { node, key: key?.policy, requests }
  }

  #tenant(bounds: RouteBounds): string {
    return tenantOf(bounds.key?.id, resolveDataClass(this.#layers(bounds)))
  }

  #begin(bounds: RouteBounds, task: ModelTask, signal: AbortSignal): Begun {
    const model = this.#models.resolve(this.#catalogue(), bounds.model, task)
    const first = this.#decide(model, this.#judge(model, bounds))
    if (first.chosen === undefined) throw first.nobody()
    const rootOrderId = this.#components.random(ROOT_ORDER_ID_BYTES)
    const id = `req_${toHex(rootOrderId)}`
    const decisionSalt = this.#components.random(DECISION_SALT_BYTES)
    const record = new LiveRecord(id, this.#components.clock.nowMs(), first.explanation, toHex(decisionSalt))
    this.#log.add(id, record, this.#components.directory.peers().length + 1)
    return { bounds, model, rootOrderId, decisionSalt, record, signal }
  }

  /** A request with one shard. */
  #answer<C extends ContentPart>(begun: Begun, progress: Progress<C>): RoutedRequest<C> {
    const work = { ...begun, progress, shard: new Shard(0, 1), isOneOfMany: begun.bounds.isOneOfMany === true }
    return { ...handle(begun), parts: this.#recorded(begun, ended(begun.record, this.#attempts(work))) }
  }

  #shards<C extends ContentPart>(
    begun: Begun,
    begins: readonly (() => Progress<C>)[],
    { isHeld }: Pick<ShardRunsInit<C>, 'isHeld'>,
  ): ShardRunsInit<C> {
    return {
      work: begins.map((begin, index) => ({ shard: new Shard(index, begins.length), begin })),
      ask: (asked, signal) => this.#attempts({ ...begun, ...asked, signal }),
      slots: () => this.#room(begun).freeSlots,
      isFreeElsewhere: (shard) => this.#isFreeElsewhere(begun, shard),
      isHeld,
      mayRepeat: begun.bounds.allowFallbacks,
      clock: this.#components.clock,
      signal: begun.signal,
    }
  }

  /** Writes down how a request ends. */
  async *#recorded<P>({ record, signal }: Begun, parts: AsyncIterable<P>): AsyncIterable<P> {
    let isOver = false
    this.#running += 1
    try {
      yield* parts
      isOver = true
    } catch (error) {
      isOver = true
      if (signal.aborted) record.cancelled()
      else record.failed(toSovError(error).code)
      throw error
    } finally {
      this.#running -= 1
      if (!isOver) record.cancelled()
    }
  }

  /** Asks one candidate after another until the answer is whole: where one breaks off, the next one goes on. */
  async *#attempts<C extends ContentPart>(work: Work<C>): AsyncIterable<AnswerPart<C>> {
    const { progress, shard } = work
    const errors: SovError[] = []
    for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
      // Policies, groups and credentials are asked anew for each: what was allowed may have been revoked since.
      const judgement = this.#judge(work.model, work.bounds)
      const asked = {
        ...this.#asked(work.model, progress),
        isProbe: tries === 0 && this.#probes.isDue(work.model.digest),
        isOneOfMany: work.isOneOfMany,
      }
      const { chosen, explanation, nobody } = this.#decide(work.model, judgement, new Set(shard.asked), asked)
      if (chosen === undefined) {
        if (tries === 0) throw nobody()
        break
      }
      // Choosing and counting happen in one turn, so that a burst does not land on one node.
      const lease = this.#reserve(work, chosen)
      const attempted = work.record.tries(chosen, explanation, shard.index)
      const continuation = shard.asks(chosen.candidate.peer)
      const failure = yield* attempt({
        ...{ progress, attempted, lease, signal: work.signal, clock: this.#components.clock },
        predicted: chosen.predicted,
        engine: () => this.#engine(work, chosen, judgement, continuation),
        isFreeElsewhere: () =>
          work.bounds.allowFallbacks && tries + 1 < MAX_ATTEMPTS && this.#isFreeElsewhere(work, shard),
      })
      if (failure === undefined) return
      errors.push(failure)
      const end = progress.whole()
      // Who sends more than was asked for is not believed in what came before either.
      if (end !== undefined && failure.code !== 'ERR_SOV_PEER_MISBEHAVED') {
        attempted.change({ outcome: 'served' })
        yield end
        return
      }
      const isLast = !work.bounds.allowFallbacks || !progress.canGoOn || FINAL.has(failure.code)
      if (isLast || end !== undefined) break
    }
    throw allFailed(errors)
  }

  #isFreeElsewhere({ model, bounds }: Begun, { asked }: Shard): boolean {
    const { chosen } = this.#decide(model, this.#judge(model, bounds), asked)
    return chosen !== undefined && !chosen.predicted.waits
  }

  /** The one that was chosen, asked as it was judged. */
  #engine<C extends ContentPart>(
    { model, rootOrderId, decisionSalt, shard }: Work<C>,
    { candidate, credentialDigest }: Chosen,
    { layers, facts }: Judgement,
    continuation: number,
  ): Engine {
    const { inference } = this.#components
    if (candidate.isSelf) return inference.local
    const decided = { salt: toHex(decisionSalt), model: model.digest, layers, facts, chosen: candidate }
    return inference.remote(candidate.peer, {
      rootOrderId,
      shardIndex: shard.index,
      shardCount: shard.count,
      continuation,
      policyDecision: decisionDocument(decided),
      policies: [layers.node, ...(layers.key === undefined ? [] : [layers.key])].map(({ text }) => text),
      credentialDigest,
    })
  }

  #room({ model, bounds }: Begun): ReturnType<Decision['room']> {
    return this.#decide(model, this.#judge(model, bounds)).room()
  }

  #catalogue(): Catalogue {
    const { directory, inference } = this.#components
    return this.#models.now(inference.local.models(), directory.peers())
  }

  #judge(model: MeshModel, bounds: Pick<RouteBounds, 'key' | 'requests'>, policy?: Policy): Judgement {
    return this.#judges.at(this.#components.clock.nowMs(), this.#layers(bounds, policy), model)
  }

  /** What a decision may know of what is left to ask for. */
  #asked<C extends ContentPart>({ digest }: MeshModel, { prefixes, maxOutputTokens }: Progress<C>): Asked {
    return {
      ...USUAL,
      promptBytes: prefixes.bytes,
      maxOutputTokens,
      readBytes: (boot) => this.#prefixes.readBytes(boot, digest, prefixes),
      weight: prefixes.keys.length === 0 ? undefined : (peer) => placementWeight(prefixes, peer),
    }
  }

  #reserve<C extends ContentPart>(
    { model, progress }: Work<C>,
    { candidate, boot, slots, predicted }: Chosen,
  ): WorkLease {
    if (progress.prefixes.keys.length > 0) this.#prefixes.sent(boot, model.digest, progress.prefixes, slots)
    return this.#components.directory.work(candidate.peer, model.digest, predicted)
  }

  #decide(model: MeshModel, judgement: Judgement, barred = NOBODY, asked = USUAL): Decision {
    const { directory, inference, isDraining, membership, peerId } = this.#components
    const measured = (peer: PeerIdString): ReturnType<typeof directory.measured> =>
      directory.measured(peer, model.digest)
    return decide(
      {
        self: {
          boot: this.#boot,
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
      asked,
    )
  }
}

function handle({ record, model }: Begun): Pick<ShardedRequest, 'id' | 'model' | 'record'> {
  const { id } = record
  return { id, model, record: () => record.view() }
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
