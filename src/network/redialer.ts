import type { Clock } from '../clock.js'
import type { PeerIdString } from '../identity/index.js'
import { REDIAL_MAX_MS, REDIAL_MIN_MS } from '../limits.js'

interface RedialerComponents {
  readonly clock: Clock
  readonly random: () => number
  /** Dials once; rejects when it fails. */
  readonly dial: (peer: PeerIdString) => Promise<void>
  /** A peer that was never reached and failed {@link TRIES_FOR_STRANGERS} times. */
  readonly giveUp: (peer: PeerIdString) => void
  readonly isWorthKeeping: (peer: PeerIdString) => boolean
}

const TRIES_FOR_STRANGERS = 5

/**
 * Dials wanted peers that are not connected, again and again with growing, jittered pauses. libp2p announces a known
 * peer once only, so after a partition nobody else would.
 */
export class Redialer {
  readonly #components: RedialerComponents
  readonly #waiting = new Map<PeerIdString, { failures: number; cancel: () => void }>()
  #isStopped = false

  constructor(components: RedialerComponents) {
    this.#components = components
  }

  /** Dials after `delayMs`, and keeps trying until {@link settle}. A peer already in the series is left alone. */
  want(peer: PeerIdString, delayMs = 0): void {
    if (this.#isStopped || this.#waiting.has(peer)) return
    this.#schedule(peer, 0, delayMs)
  }

  /** Ends the series of a peer: it is connected, or no longer wanted. */
  settle(peer: PeerIdString): void {
    this.#waiting.get(peer)?.cancel()
    this.#waiting.delete(peer)
  }

  stop(): void {
    this.#isStopped = true
    for (const peer of [...this.#waiting.keys()]) this.settle(peer)
  }

  #schedule(peer: PeerIdString, failures: number, delayMs: number): void {
    const cancel = this.#components.clock.setTimer(() => {
      void this.#try(peer, failures)
    }, delayMs)
    this.#waiting.set(peer, { failures, cancel })
  }

  async #try(peer: PeerIdString, failures: number): Promise<void> {
    try {
      await this.#components.dial(peer)
      this.settle(peer)
    } catch {
      if (this.#isStopped || !this.#waiting.has(peer)) return
      if (failures + 1 >= TRIES_FOR_STRANGERS && !this.#components.isWorthKeeping(peer)) {
        this.settle(peer)
        this.#components.giveUp(peer)
        return
      }
      const pauseMs = Math.min(REDIAL_MAX_MS, REDIAL_MIN_MS * 2 ** failures)
      this.#schedule(peer, failures + 1, pauseMs * (0.5 + this.#components.random() / 2))
    }
  }
}
