import type { Clock } from '../clock.js'
import type { EngineModel, ModelDigest } from '../engine/index.js'
import { SovError } from '../errors.js'
import { ORGANISATION_SHARE, QUEUE_PER_SLOT } from '../limits.js'

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

/** Whose places are counted together. */
export interface Organisation {
  readonly orgId: string
  /** Places it may hold at most; 0 sets no limit beside that of its share. */
  readonly maxConcurrent: number
}

/** Places of one model that are taken. */
interface Taken {
  readonly slots: number
  count: number
  readonly byOrganisation: Map<string, number>
}

/**
 * Who may work on this node: as many requests as a model has slots, and QUEUE_PER_SLOT times as many waiting. The
 * engine itself serves them in order; admission makes sure that nobody waits without a bound, and that the nodes of one
 * organisation leave room for others.
 */
export class Admission {
  readonly #clock: Clock
  readonly #onLoad: () => void
  readonly #taken = new Map<ModelDigest, Taken>()
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
   * @param model - with the slots that it has now.
   * @param organisation - that of the peer which asks; left out for the clients of this node.
   * @throws {SovError} ERR_SOV_BUSY with `retryAfterMs` when slots and queue are full, or as full as the organisation
   * may make them; ERR_SOV_STOPPING when draining.
   */
  enter(model: Pick<EngineModel, 'digest' | 'slots'>, organisation?: Organisation): Place {
    const { digest, slots } = model
    if (this.#isDraining) throw new SovError('ERR_SOV_STOPPING', 'the node is stopping')
    const taken = this.#taken.get(digest) ?? { slots, count: 0, byOrganisation: new Map<string, number>() }
    const places = slots * (1 + QUEUE_PER_SLOT)
    if (taken.count >= places) throw this.#busy('all slots and the queue of this node are full')
    if (organisation !== undefined && ofOrganisation(taken, organisation) >= share(places, organisation)) {
      throw this.#busy('the organisation of the peer has its share of this node')
    }
    this.#taken.set(digest, taken)
    change(taken, organisation, 1)
    this.#onLoad()
    const enteredMs = this.#clock.monotonicMs()
    let hasLeft = false
    const leave = (): void => {
      if (hasLeft) return
      hasLeft = true
      change(taken, organisation, -1)
      if (taken.count === 0) this.#taken.delete(digest)
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
    const { count, slots } = this.#taken.get(model) ?? { count: 0, slots: 0 }
    return Math.min(count, slots)
  }

  /** Requests that wait for a slot of any model. */
  queued(): number {
    return [...this.#taken.values()].reduce((sum, { count, slots }) => sum + Math.max(0, count - slots), 0)
  }

  /** Requests in slots and queue. */
  admitted(): number {
    return [...this.#taken.values()].reduce((sum, { count }) => sum + count, 0)
  }

  #busy(message: string): SovError {
    return new SovError('ERR_SOV_BUSY', message, {
      retryAfterMs: Math.ceil(this.#requestMs),
      remedy: 'Try again later, or allow more nodes.',
    })
  }
}

function share(places: number, { maxConcurrent }: Organisation): number {
  const most = Math.max(1, Math.floor(places * ORGANISATION_SHARE))
  return maxConcurrent === 0 ? most : Math.min(most, maxConcurrent)
}

function ofOrganisation({ byOrganisation }: Taken, { orgId }: Organisation): number {
  return byOrganisation.get(orgId) ?? 0
}

function change(taken: Taken, organisation: Organisation | undefined, by: 1 | -1): void {
  taken.count += by
  if (organisation === undefined) return
  const count = ofOrganisation(taken, organisation) + by
  if (count === 0) taken.byOrganisation.delete(organisation.orgId)
  else taken.byOrganisation.set(organisation.orgId, count)
}
