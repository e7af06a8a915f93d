import type { Clock } from '../clock.js'
import type { EngineModel, ModelDigest } from '../engine/index.js'
import { SovError } from '../errors.js'
import { QUEUE_PER_SLOT } from '../limits.js'

// Before anything was measured.
const ASSUMED_REQUEST_MS = 1_000
const SMOOTHING = 0.25

/** A place in the slots or the queue of this node. It is given back once; what comes after does nothing. */
export interface Place {
  /** Gives it back after an answer; the time it took counts in what the next one who finds no room is told. */
  done(): void
  /** Gives it back without an answer. */
  leave(): void
}

/**
 * Who may work on this node: as many requests as a model has slots, and QUEUE_PER_SLOT times as many waiting. The
 * engine itself serves them in order; admission makes sure that nobody waits without a bound.
 */
export class Admission {
  readonly #clock: Clock
  readonly #onLoad: () => void
  readonly #admitted = new Map<ModelDigest, { count: number; slots: number }>()
  #requestMs = ASSUMED_REQUEST_MS
  #isDraining = false

  constructor(clock: Clock, onLoad: () => void) {
    this.#clock = clock
    this.#onLoad = onLoad
  }

  get isDraining(): boolean {
    return this.#isDraining
  }

  /** Lets nobody in from now on. */
  drain(): void {
    this.#isDraining = true
    this.#onLoad()
  }

  /**
   * Takes a place for one request.
   *
   * @throws {SovError} ERR_SOV_BUSY with `retryAfterMs` when slots and queue are full; ERR_SOV_STOPPING when draining.
   */
  enter({ digest, slots }: Pick<EngineModel, 'digest' | 'slots'>): Place {
    if (this.#isDraining) throw new SovError('ERR_SOV_STOPPING', 'the node is stopping')
    const count = this.#admitted.get(digest)?.count ?? 0
    if (count >= slots * (1 + QUEUE_PER_SLOT)) {
      throw new SovError('ERR_SOV_BUSY', 'all slots and the queue of this node are full', {
        retryAfterMs: Math.ceil(this.#requestMs),
        remedy: 'Try again later, or allow more nodes.',
      })
    }
    this.#admitted.set(digest, { count: count + 1, slots })
    this.#onLoad()
    const enteredMs = this.#clock.monotonicMs()
    let hasLeft = false
    const leave = (): void => {
      if (hasLeft) return
      hasLeft = true
      const place = this.#admitted.get(digest)
      if (place === undefined || place.count === 1) this.#admitted.delete(digest)
      else place.count -= 1
      this.#onLoad()
    }
    return {
      leave,
      done: () => {
        if (!hasLeft) this.#requestMs += SMOOTHING * (this.#clock.monotonicMs() - enteredMs - this.#requestMs)
        leave()
      },
    }
  }

  /** Slots in use for a model. */
  busy(model: ModelDigest): number {
    const { count, slots } = this.#admitted.get(model) ?? { count: 0, slots: 0 }
    return Math.min(count, slots)
  }

  /** Requests that wait for a slot of any model. */
  queued(): number {
    return [...this.#admitted.values()].reduce((sum, { count, slots }) => sum + Math.max(0, count - slots), 0)
  }

  /** Requests in slots and queue. */
  admitted(): number {
    return [...this.#admitted.values()].reduce((sum, { count }) => sum + count, 0)
  }
}
