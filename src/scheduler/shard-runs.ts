import { repeat, type Clock } from '../clock.js'
import type { AnswerPart, ContentPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import { SHARD_LOOK_INTERVAL_MS, SHARD_MARGIN } from '../limits.js'
import { Funnel } from './funnel.js'
import type { Progress } from './progress.js'
import type { Shard } from './shard.js'

/** A shard that has run so many times longer than is usual for the request is late. */
const LATE = 1.5
const BUSY_RETRY_MS = 1_000
const LOST = new DOMException('another node was faster', 'AbortError')

/** One element of one of several answers. */
export interface ShardPart<C extends ContentPart> {
  /** 0, 1, 2, …: which of the answers. */
  readonly shard: number
  readonly part: AnswerPart<C>
}

/** What there is to do for a shard. */
interface ShardWork<C extends ContentPart> {
  readonly shard: Shard
  readonly begin: () => Progress<C>
}

export interface ShardRunsInit<C extends ContentPart> {
  readonly work: readonly ShardWork<C>[]
  /** Asks one node after another that was not asked for the shard yet; chooses the first in the same turn. */
  readonly ask: (
    asked: {
      readonly shard: Shard
      readonly progress: Progress<C>
      /** More shards wait behind it. */
      readonly isOneOfMany: boolean
    },
    signal: AbortSignal,
  ) => AsyncIterable<AnswerPart<C>>
  /** Slots of all who may answer, less those that others use. */
  readonly slots: () => number
  /** Whether the best of those who were not asked for the shard has a free slot. */
  readonly isFreeElsewhere: (shard: Shard) => boolean
  /** True: every shard is read when it is whole, so a faster node may take it over until then. */
  readonly isHeld: boolean
  /** Whether a late shard may be asked for a second time. */
  readonly mayRepeat: boolean
  readonly clock: Clock
  readonly signal: AbortSignal
}

interface Item<C extends ContentPart> extends ShardWork<C> {
  /** The run whose parts are read; the other one is cancelled. */
  taken: Run<C> | undefined
  isRepeated: boolean
}

/** One way through the nodes for one shard. */
interface Run<C extends ContentPart> {
  readonly item: Item<C>
  readonly progress: Progress<C>
  readonly parts: AnswerPart<C>[]
  readonly controller: AbortController
  readonly startedMs: number
}

/**
 * Spreads the shards of a request over the nodes. They are handed out as slots become free, so that measured speed decides
 * who gets how many. When all are handed out, a late one is asked for a second time at another node, which goes on from
 * what the first has; who is whole first counts, and the other is cancelled.
 */
export class ShardRuns<C extends ContentPart> {
  readonly #init: ShardRunsInit<C>
  readonly #waiting: Item<C>[]
  readonly #running = new Set<Run<C>>()
  readonly #ended = new Set<Promise<void>>()
  readonly #funnel = new Funnel<ShardPart<C>>()
  readonly #tookMs: number[] = []
  #unread: number
  #pausedUntilMs = -Infinity
  #isOver = false

  constructor(init: ShardRunsInit<C>) {
    this.#init = init
    this.#waiting = init.work.map((work) => ({ ...work, taken: undefined, isRepeated: false }))
    this.#unread = this.#waiting.length
  }

  /**
   * The parts of each shard in their order, those of different shards as they come. Leaving early cancels all.
   *
   * @throws {SovError} what the first shard failed with that nobody could answer; the others are cancelled then.
   */
  async *parts(): AsyncGenerator<ShardPart<C>, void> {
    const { clock, signal } = this.#init
    const endLooks = repeat(clock, SHARD_LOOK_INTERVAL_MS, () => this.#handOut())
    const onAbort = (): void => this.#funnel.fail(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      signal.throwIfAborted()
      this.#handOut()
      yield* this.#funnel
    } finally {
      endLooks()
      signal.removeEventListener('abort', onAbort)
      this.#stop()
      await Promise.all(this.#ended)
    }
  }

  #handOut(): void {
    const { clock, slots, mayRepeat } = this.#init
    if (this.#isOver) return
    if (this.#waiting.length > 0 && clock.monotonicMs() >= this.#pausedUntilMs) {
      const most = Math.max(1, slots()) + SHARD_MARGIN
      while (this.#running.size < most) {
        const item = this.#waiting.shift()
        if (item === undefined) break
        this.#start(item, [])
      }
    }
    if (this.#waiting.length === 0 && mayRepeat) this.#repeatLate()
  }

  #start(item: Item<C>, parts: readonly AnswerPart<C>[]): void {
    const progress = item.begin()
    for (const part of parts) {
      if (part.type === 'start') progress.start(part)
      else if (part.type !== 'end') progress.add(part)
    }
    const startedMs = this.#init.clock.monotonicMs()
    const run = { item, progress, parts: [...parts], controller: new AbortController(), startedMs }
    this.#running.add(run)
    const ended = this.#run(run).finally(() => this.#ended.delete(ended))
    this.#ended.add(ended)
  }

  async #run(run: Run<C>): Promise<void> {
    const { ask, clock, isHeld, signal } = this.#init
    const { item, progress, parts } = run
    const { shard } = item
    const isOneOfMany = this.#waiting.length > 0
    const either = AbortSignal.any([signal, run.controller.signal])
    try {
      for await (const part of ask({ shard, progress, isOneOfMany }, either)) {
        if (isHeld) parts.push(part)
        else if (this.#take(run)) await this.#funnel.put({ shard: shard.index, part })
        else return
      }
      if (!this.#take(run)) return
      this.#tookMs.push(clock.monotonicMs() - run.startedMs)
      this.#pausedUntilMs = -Infinity
      this.#leave(run)
      if (isHeld) for (const part of parts) await this.#funnel.put({ shard: shard.index, part })
      this.#unread -= 1
      if (this.#unread === 0) this.#funnel.end()
    } catch (error) {
      this.#failed(run, error)
    } finally {
      this.#leave(run)
    }
  }

  #leave(run: Run<C>): void {
    if (this.#running.delete(run)) this.#handOut()
  }

  /** @returns whether this run is the one that counts; the first that asks is. */
  #take(run: Run<C>): boolean {
    const { item } = run
    item.taken ??= run
    if (item.taken !== run) return false
    for (const other of this.#others(run)) other.controller.abort(LOST)
    return true
  }

  #failed(run: Run<C>, error: unknown): void {
    const { item } = run
    const isNeeded = item.taken === run || (item.taken === undefined && this.#others(run).length === 0)
    if (this.#isOver || !isNeeded) return
    const hasRoomLater =
      SovError.isInstance(error, 'ERR_SOV_BUSY') && item.taken === undefined && this.#running.size > 1
    if (!hasRoomLater) {
      this.#funnel.fail(error)
      this.#stop()
      return
    }
    // The other shards of this request are what keeps the nodes busy.
    item.shard.forgetAsked()
    this.#waiting.unshift(item)
    this.#pausedUntilMs = this.#init.clock.monotonicMs() + (error.retryAfterMs ?? BUSY_RETRY_MS)
  }

  #stop(): void {
    this.#isOver = true
    this.#funnel.end()
    for (const { controller } of this.#running) controller.abort(LOST)
  }

  #repeatLate(): void {
    const { clock, isFreeElsewhere } = this.#init
    const usualMs = median(this.#tookMs)
    if (usualMs === undefined) return
    const nowMs = clock.monotonicMs()
    for (const run of [...this.#running]) {
      const { item, parts, progress, startedMs } = run
      const isLate = nowMs - startedMs > LATE * usualMs
      const isWhole = parts.at(-1)?.type === 'end' || progress.whole() !== undefined
      const isOpen = !item.isRepeated && item.taken === undefined && !isWhole
      if (!isLate || !isOpen || !isFreeElsewhere(item.shard)) continue
      item.isRepeated = true
      // Without token ids nobody can go on, but begin anew.
      this.#start(item, progress.canGoOn ? parts : [])
    }
  }

  #others(run: Run<C>): readonly Run<C>[] {
    return [...this.#running].filter((other) => other !== run && other.item === run.item)
  }
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
