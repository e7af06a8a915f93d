import type { AvailabilityState } from '../availability/index.js'
import type { Clock } from '../clock.js'
import type { EngineModel, ModelDigest } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { Standing } from '../ledger/index.js'
import { ORGANISATION_SHARE, QUEUE_PER_SLOT } from '../limits.js'
import { Turns, type Turn } from './turns.js'

// Before anything was measured.
const ASSUMED_REQUEST_MS = 1_000
const SMOOTHING = 0.25

/** A place in the slots or the queue of this node. It is given back once; what comes after does nothing. */
export interface Place {
  /**
   * Waits for a slot of the model; call once, before the engine. The place must still be given back when this throws.
   *
   * @throws the reason of `signal`; ERR_SOV_STOPPING when the place is given back before its turn comes.
   */
  turn(signal: AbortSignal): Promise<void>
  /**
   * Gives slot and place back after an answer; the time it took counts in what the next one who finds no room is told.
   *
   * @param cost - what it has cost, in the unit of {@link Asking.cost}. @default what was expected
   */
  done(cost?: number): void
  /** Gives back what is not given back yet, and takes the charge out of what may come to be owed. Call on every path. */
  leave(): void
}

/** Who asks for a place, when it is no client of this node, and for how much. */
export interface Asking {
  /** The consumer's organisation, as the ledger's `counterparty` names it. */
  readonly orgId: string
  /** Places that its organisation may hold at most; 0 sets no limit beside that of its share. */
  readonly maxConcurrent: number
  /** True when its organisation is that of this node. */
  readonly isOwn: boolean
  /** What it may come to owe for this request, work units. */
  readonly maxCharge: bigint
  /** How much work it is expected to be, above 0, in one unit for all requests of the model. */
  readonly cost: number
}

/**
 * What its balance earns an organisation now.
 *
 * @param asked - work units that it may come to owe for what it has under way here, and asks for.
 */
export type StandingOf = (orgId: string, asked: bigint) => Standing

/** What the owner lets others have of the slots. */
export interface SlotSharing {
  /** Who may begin something here now; asked for each request. */
  state(): AvailabilityState
  /** Slots of each model that other organisations may have at the same time, at least 1. */
  readonly slotsForOthers: number
}

const EVERYTHING: SlotSharing = { state: () => 'open', slotsForOthers: Infinity }

/** Slots of a model as they are offered to other organisations. */
export interface OfferedSlots {
  readonly slots: number
  /** Of these, those that they cannot have now. */
  readonly busy: number
}

/** Places of one model that are taken. */
interface Taken {
  slots: number
  count: number
  /** Of these, those of other organisations. */
  others: number
  readonly byOrganisation: Map<string, number>
  readonly turns: Turns
}

/**
 * Who may work on this node, and in which order: as many requests as a model has slots are at the engine, QUEUE_PER_SLOT
 * times as many wait for their {@link Turns}. So nobody waits without a bound, the nodes of one organisation leave room
 * for others, and one at its credit limit is let in only while a slot is free. Of slots and queue other organisations
 * get what the owner shares.
 */
export class Admission {
  readonly #clock: Clock
  readonly #onLoad: () => void
  readonly #standingOf: StandingOf
  readonly #sharing: SlotSharing
  readonly #taken = new Map<ModelDigest, Taken>()
  /** What organisations may come to owe for requests that have not left. */
  readonly #asked = new Map<string, bigint>()
  #requestMs = ASSUMED_REQUEST_MS
  #isDraining = false

  /** @param sharing - @default everything, always */
  constructor(clock: Clock, onLoad: () => void, standingOf: StandingOf, sharing = EVERYTHING) {
    this.#clock = clock
    this.#onLoad = onLoad
    this.#standingOf = standingOf
    this.#sharing = sharing
  }

  get isDraining(): boolean {
    return this.#isDraining
  }

  /** Lets nobody in from now on; who is in gets its turn. */
  drain(): void {
    this.#isDraining = true
    this.#onLoad()
  }

  /**
   * Takes a place for one request.
   *
   * @param model - with the slots that it has now.
   * @param asking - left out for the clients of this node.
   * @throws {SovError} ERR_SOV_BUSY with `retryAfterMs` when slots and queue are full, or as full as the organisation
   * may make them, or it is at its credit limit and no slot is free; ERR_SOV_UNAVAILABLE when the owner lets nobody in,
   * or no other node; ERR_SOV_STOPPING when draining.
   */
  enter(model: Pick<EngineModel, 'digest' | 'slots'>, asking?: Asking): Place {
    if (this.#isDraining) throw new SovError('ERR_SOV_STOPPING', 'the node is stopping')
    const state = this.#sharing.state()
    if (state === 'draining' || (state === 'paused' && asking !== undefined)) throw unavailable()
    const taken = this.#takenOf(model)
    const isOther = asking?.isOwn === false
    const places = placesOf(isOther ? this.#slotsForOthers(model) : model.slots)
    if (taken.count >= placesOf(model.slots) || (isOther && taken.others >= places)) {
      throw this.#busy('all slots and the queue of this node are full')
    }
    if (asking !== undefined && ofOrganisation(taken, asking) >= share(places, asking)) {
      throw this.#busy('the organisation of the peer has its share of this node')
    }
    const turn = this.#turnOf(asking)
    if (turn.line === 'spare' && this.#freeForOthers(taken) === 0) {
      throw this.#busy('the organisation of the peer is at its credit limit, and no slot is free')
    }
    this.#taken.set(model.digest, taken)
    change(taken, asking, 1)
    this.#ask(asking, 1n)
    this.#onLoad()
    return this.#place(taken.turns, turn, asking, () => {
      taken.turns.leave(turn)
      change(taken, asking, -1)
      if (taken.count === 0) this.#taken.delete(model.digest)
      this.#onLoad()
    })
  }

  /** Slots in use for a model. */
  busy(model: ModelDigest): number {
    const { count, slots } = this.#taken.get(model) ?? { count: 0, slots: 0 }
    return Math.min(count, slots)
  }

  /** Slots of a model for other organisations. */
  forOthers(model: Pick<EngineModel, 'digest' | 'slots'>): OfferedSlots {
    const slots = this.#slotsForOthers(model)
    return {
      slots,
      busy: slots - this.#freeForOthers(this.#taken.get(model.digest) ?? { ...model, count: 0, others: 0 }),
    }
  }

  /** Requests that wait for a slot of any model. */
  queued(): number {
    return [...this.#taken.values()].reduce((sum, { count, slots }) => sum + Math.max(0, count - slots), 0)
  }

  /** Requests in slots and queue. */
  admitted(): number {
    return [...this.#taken.values()].reduce((sum, { count }) => sum + count, 0)
  }

  #takenOf({ digest, slots }: Pick<EngineModel, 'digest' | 'slots'>): Taken {
    const taken = this.#taken.get(digest) ?? {
      slots,
      count: 0,
      others: 0,
      byOrganisation: new Map(),
      turns: new Turns(slots, this.#sharing.slotsForOthers),
    }
    if (taken.slots !== slots) taken.turns.resize(slots)
    taken.slots = slots
    return taken
  }

  #slotsForOthers({ slots }: Pick<EngineModel, 'slots'>): number {
    return Math.min(slots, this.#sharing.slotsForOthers)
  }

  #freeForOthers(taken: Pick<Taken, 'slots' | 'count' | 'others'>): number {
    return Math.max(0, Math.min(this.#slotsForOthers(taken) - taken.others, taken.slots - taken.count))
  }

  #turnOf(asking: Asking | undefined): Turn {
    if (asking === undefined || asking.isOwn) return { line: 'own', organisation: '', weight: 1, cost: 0 }
    const { orgId, maxCharge, cost } = asking
    const { priority, isAtLimit } = this.#standingOf(orgId, (this.#asked.get(orgId) ?? 0n) + maxCharge)
    return { line: isAtLimit ? 'spare' : 'shared', organisation: orgId, weight: priority, cost }
  }

  #place(turns: Turns, turn: Turn, asking: Asking | undefined, giveBack: () => void): Place {
    const enteredMs = this.#clock.monotonicMs()
    let state: 'held' | 'back' | 'left' = 'held'
    const back = (): void => {
      if (state !== 'held') return
      state = 'back'
      giveBack()
    }
    return {
      turn: async (signal) => {
        if (state !== 'held') throw new SovError('ERR_SOV_STOPPING', 'the place has been given back')
        await turns.wait(turn, signal)
      },
      done: (cost = turn.cost) => {
        if (state !== 'held') return
        turns.correct(turn, cost)
        this.#requestMs += SMOOTHING * (this.#clock.monotonicMs() - enteredMs - this.#requestMs)
        back()
      },
      leave: () => {
        back()
        if (state === 'back') this.#ask(asking, -1n)
        state = 'left'
      },
    }
  }

  #ask(asking: Asking | undefined, sign: 1n | -1n): void {
    if (asking === undefined) return
    const asked = (this.#asked.get(asking.orgId) ?? 0n) + sign * asking.maxCharge
    if (asked === 0n) this.#asked.delete(asking.orgId)
    else this.#asked.set(asking.orgId, asked)
  }

  #busy(message: string): SovError {
    return new SovError('ERR_SOV_BUSY', message, {
      retryAfterMs: Math.ceil(this.#requestMs),
      remedy: 'Try again later, or allow more nodes.',
    })
  }
}

function unavailable(): SovError {
  // Why is for the owner alone.
  return new SovError('ERR_SOV_UNAVAILABLE', 'the node takes no new requests now', {
    remedy: 'Ask another node; on this one `sov-node status` says why.',
  })
}

/** Slots and queue. */
function placesOf(slots: number): number {
  return slots * (1 + QUEUE_PER_SLOT)
}

function share(places: number, { maxConcurrent }: Asking): number {
  const most = Math.max(1, Math.floor(places * ORGANISATION_SHARE))
  return maxConcurrent === 0 ? most : Math.min(most, maxConcurrent)
}

function ofOrganisation({ byOrganisation }: Taken, { orgId }: Asking): number {
  return byOrganisation.get(orgId) ?? 0
}

function change(taken: Taken, asking: Asking | undefined, by: 1 | -1): void {
  taken.count += by
  if (asking === undefined) return
  if (!asking.isOwn) taken.others += by
  const count = ofOrganisation(taken, asking) + by
  if (count === 0) taken.byOrganisation.delete(asking.orgId)
  else taken.byOrganisation.set(asking.orgId, count)
}
