import { SovError } from '../errors.js'
import { OWN_TURNS_IN_A_ROW } from '../limits.js'
import { FairQueue, type Waiter } from './fair-queue.js'

/**
 * Where a request waits: `own` is for clients and nodes of this node's organisation, `shared` for other organisations,
 * `spare` for those at their credit limit.
 */
export type Line = 'own' | 'shared' | 'spare'

/** One request's turn at a slot. */
export interface Turn extends Waiter {
  readonly line: Line
}

interface Waiting {
  readonly resolve: () => void
  readonly reject: (reason: Error) => void
}

/**
 * The slots of one model, and who gets the next one.
 *
 * The owner's own requests come first: a machine that is slow for its owner is not shared for long. But while other
 * organisations wait they are let through once after every OWN_TURNS_IN_A_ROW. This node has accepted their orders, and
 * must not keep them until a deadline passes; an owner who wants all of the machine stops taking orders instead. Among
 * other organisations a {@link FairQueue} decides. Those at their credit limit get what nobody else wants. Slots that the
 * owner keeps from other organisations stay free while only these wait.
 */
export class Turns {
  #slots: number
  readonly #slotsForOthers: number
  #ownInARow = 0
  readonly #own: Turn[] = []
  readonly #shared = new FairQueue<Turn>()
  readonly #spare: Turn[] = []
  readonly #waiting = new Map<Turn, Waiting>()
  readonly #working = new Set<Turn>()

  /** @param slotsForOthers - that other organisations may have at the same time. @default all */
  constructor(slots: number, slotsForOthers = Infinity) {
    this.#slots = slots
    this.#slotsForOthers = slotsForOthers
  }

  /** A model may be loaded again with other slots; who works goes on. */
  resize(slots: number): void {
    this.#slots = slots
    this.#next()
  }

  /**
   * Waits for a slot. It is held until {@link Turns.leave}, also when the signal fires after that.
   *
   * @throws the reason of `signal` when it fires before; ERR_SOV_STOPPING when the turn is left before.
   */
  async wait(turn: Turn, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const onAbort = (): void => this.#giveUp(turn, signal.reason as Error)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.set(turn, { resolve, reject })
        if (turn.line === 'shared') this.#shared.push(turn)
        else this.#fifo(turn.line).push(turn)
        this.#next()
      })
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  /** Gives the slot to the next one, or gives up waiting for it; does nothing for a turn that has neither. */
  leave(turn: Turn): void {
    if (this.#working.delete(turn)) this.#next()
    else this.#giveUp(turn, new SovError('ERR_SOV_STOPPING', 'the place was given back before its turn came'))
  }

  /** Counts what work has really cost. Call at most once, while the turn has its slot; else it does nothing. */
  correct(turn: Turn, cost: number): void {
    if (turn.line === 'shared' && this.#working.has(turn)) this.#shared.correct(turn, cost)
  }

  #giveUp(turn: Turn, reason: Error): void {
    const waiting = this.#waiting.get(turn)
    if (waiting === undefined) return
    this.#waiting.delete(turn)
    if (turn.line === 'shared') this.#shared.remove(turn)
    else {
      const line = this.#fifo(turn.line)
      line.splice(line.indexOf(turn), 1)
    }
    waiting.reject(reason)
  }

  #fifo(line: 'own' | 'spare'): Turn[] {
    return line === 'own' ? this.#own : this.#spare
  }

  #next(): void {
    while (this.#working.size < this.#slots) {
      const turn = this.#take()
      if (turn === undefined) return
      this.#working.add(turn)
      this.#waiting.get(turn)?.resolve()
      this.#waiting.delete(turn)
    }
  }

  #take(): Turn | undefined {
    const mayOthers = this.#workingForOthers() < this.#slotsForOthers
    const othersWait = mayOthers && this.#shared.size > 0
    const own = othersWait && this.#ownInARow >= OWN_TURNS_IN_A_ROW ? undefined : this.#own.shift()
    this.#ownInARow = othersWait && own !== undefined ? this.#ownInARow + 1 : 0
    if (own !== undefined || !mayOthers) return own
    return this.#shared.shift() ?? this.#spare.shift()
  }

  #workingForOthers(): number {
    return [...this.#working].filter(({ line }) => line !== 'own').length
  }
}
