import { MAX_REMEMBERED_SHARES } from '../limits.js'

/** One that waits in a {@link FairQueue}. */
export interface Waiter {
  /** Whose share it counts against. */
  readonly organisation: string
  /** How much of the work this organisation gets beside others, above 0; one of 2 gets twice as much as one of 1. */
  readonly weight: number
  /** Work it will be, in one unit for all, at least 0. */
  readonly cost: number
}

/** What an organisation has been given. */
interface Share<W> {
  /** Up to where on the queue's scale it is paid for: all it was given, each divided by the weight it had then. */
  paidTo: number
  readonly waiting: W[]
}

/**
 * Orders requests so that organisations get work in proportion to their weights, however many requests each of them has
 * waiting: the next is the oldest of the organisation that has been given the least, by weight.
 *
 * It is deficit round robin without the rounds. These need a quantum as large as the largest request, and costs here
 * span five orders of magnitude and are only known when the work is done. Start-time fair queueing needs neither: the
 * order depends on what was given before, which {@link FairQueue.correct} sets right. Two organisations that both wait
 * differ, in work by weight, by at most one request of each. Whoever stays away saves nothing up, and whoever leaves and
 * comes back does not start anew.
 *
 * @see P. Goyal, H. M. Vin, H. Cheng: Start-time Fair Queuing, SIGCOMM 1996
 * @see docs/decisions/0009-fair-queue.md
 */
export class FairQueue<W extends Waiter> {
  readonly #shares = new Map<string, Share<W>>()
  /** How far those that wait have come: who comes anew begins here. */
  #position = 0
  #size = 0

  /** How many wait. */
  get size(): number {
    return this.#size
  }

  push(waiter: W): void {
    const share = this.#shares.get(waiter.organisation) ?? { paidTo: 0, waiting: [] }
    if (share.waiting.length === 0) share.paidTo = Math.max(share.paidTo, this.#position)
    share.waiting.push(waiter)
    this.#shares.set(waiter.organisation, share)
    this.#size += 1
    this.#forget()
  }

  /** Takes out one that no longer wants its turn; does nothing when it does not wait. */
  remove(waiter: W): void {
    const waiting = this.#shares.get(waiter.organisation)?.waiting ?? []
    const index = waiting.indexOf(waiter)
    if (index === -1) return
    waiting.splice(index, 1)
    this.#size -= 1
  }

  /** Takes out the one whose turn it is and counts its cost. */
  shift(): W | undefined {
    let next: Share<W> | undefined
    for (const share of this.#shares.values()) {
      if (share.waiting.length > 0 && (next === undefined || share.paidTo < next.paidTo)) next = share
    }
    const waiter = next?.waiting.shift()
    if (next === undefined || waiter === undefined) return undefined
    this.#size -= 1
    this.#position = Math.max(this.#position, next.paidTo)
    next.paidTo += waiter.cost / waiter.weight
    return waiter
  }

  /** Counts for one that was taken out what it has really cost. Call at most once for each. */
  correct({ organisation, weight, cost }: W, trueCost: number): void {
    const share = this.#shares.get(organisation)
    if (share !== undefined) share.paidTo += (trueCost - cost) / weight
  }

  /** Of too many that are not here, those least ahead of the others are as good as new. */
  #forget(): void {
    const away = [...this.#shares].filter(([, { waiting }]) => waiting.length === 0)
    if (away.length <= MAX_REMEMBERED_SHARES) return
    away.sort(([, a], [, b]) => b.paidTo - a.paidTo)
    for (const [organisation] of away.slice(MAX_REMEMBERED_SHARES)) this.#shares.delete(organisation)
  }
}
