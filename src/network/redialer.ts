import type { Clock } from '../clock.js'
import type { PeerIdString } from '../identity/index.js'
import { MAX_PEER_BOOK_ENTRIES, REDIAL_MAX_MS, REDIAL_MIN_MS } from '../limits.js'

interface RedialerComponents {
  readonly clock: Clock
  readonly random: () => number
  /** Told of the first failure of a series. */
  readonly unreachable: (peer: PeerIdString, error: unknown) => void
  /** Dials once; rejects when it fails. */
  readonly dial: (peer: PeerIdString) => Promise<void>
  /** A peer that was never reached and failed {@link TRIES_FOR_STRANGERS} times. */
  readonly giveUp: (peer: PeerIdString) => void
  readonly isWorthKeeping: (peer: PeerIdString) => boolean
}

const TRIES_FOR_STRANGERS = 5

/** The tries to reach one peer. */
interface Series {
  failures: number
  /** Undefined while a dial is under way. */
  cancelTimer: (() => void) | undefined
  /** Whether the next try is, or is to be, brought forward. */
  isUrgent: boolean
}

/**
 * Dials wanted peers that are not connected, again and again with growing, jittered pauses. libp2p announces a known
 * peer once only, so after a partition nobody else would.
 */
export class Redialer {
  readonly #components: RedialerComponents
  readonly #waiting = new Map<PeerIdString, Series>()
  #isStopped = false

  constructor(components: RedialerComponents) {
    this.#components = components
  }

  /** Dials after `delayMs`, and keeps trying until {@link settle}. A peer already in the series is left alone. */
  want(peer: PeerIdString, delayMs = 0): void {
    if (this.#isStopped || this.#waiting.has(peer)) return
    // Hints of members and of the local network cost their sender nothing.
    if (this.#waiting.size >= MAX_PEER_BOOK_ENTRIES && !this.#components.isWorthKeeping(peer)) return
    const series: Series = { failures: 0, cancelTimer: undefined, isUrgent: false }
    this.#waiting.set(peer, series)
    this.#schedule(peer, series, delayMs)
  }

  /** A peer in the series may be somewhere new: worth a try soon, once for all that is learnt until then. */
  hurry(peer: PeerIdString): void {
    const series = this.#waiting.get(peer)
    if (series === undefined || series.isUrgent) return
    series.isUrgent = true
    if (series.cancelTimer === undefined) return
    series.cancelTimer()
    this.#schedule(peer, series, REDIAL_MIN_MS)
  }

  /** Ends the series of a peer: it is connected, or no longer wanted. */
  settle(peer: PeerIdString): void {
    this.#waiting.get(peer)?.cancelTimer?.()
    this.#waiting.delete(peer)
  }

  stop(): void {
    this.#isStopped = true
    for (const peer of [...this.#waiting.keys()]) this.settle(peer)
  }

  #schedule(peer: PeerIdString, series: Series, delayMs: number): void {
    series.cancelTimer = this.#components.clock.setTimer(() => {
      series.cancelTimer = undefined
      series.isUrgent = false
      void this.#try(peer, series)
    }, delayMs)
  }

  async #try(peer: PeerIdString, series: Series): Promise<void> {
    try {
      await this.#components.dial(peer)
      if (this.#waiting.get(peer) === series) this.settle(peer)
    } catch (error) {
      // The peer may have come, gone and be wanted anew while this dial failed.
      if (this.#waiting.get(peer) !== series) return
      series.failures += 1
      if (series.failures === 1) this.#components.unreachable(peer, error)
      if (series.failures >= TRIES_FOR_STRANGERS && !this.#components.isWorthKeeping(peer)) {
        this.settle(peer)
        this.#components.giveUp(peer)
        return
      }
      const pauseMs = series.isUrgent
        ? REDIAL_MIN_MS
        : Math.min(REDIAL_MAX_MS, REDIAL_MIN_MS * 2 ** (series.failures - 1))
      this.#schedule(peer, series, pauseMs * (0.5 + this.#components.random() / 2))
    }
  }
}
