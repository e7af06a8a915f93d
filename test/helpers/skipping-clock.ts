import { systemClock, type Clock } from '../../src/clock.js'

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
  readonly cancel: () => void
}

/** Shorter timers guard what is under way on sockets, which goes on in real time. */
const MIN_SKIPPED_TIMER_MS = 60_000

/**
 * The machine's clock, which a test can move on: what is done every minute or less often is then done once, if it has come
 * due. Between skips time runs as on the machine, so sockets and their deadlines work.
 */
export class SkippingClock implements Clock {
  #skippedMs = 0
  readonly #timers = new Set<Timer>()

  nowMs(): number {
    return systemClock.nowMs() + this.#skippedMs
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.#skippedMs
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer: Timer = {
      dueMs: this.monotonicMs() + delayMs,
      callback,
      cancel: systemClock.setTimer(() => {
        this.#timers.delete(timer)
        callback()
      }, delayMs),
    }
    if (delayMs >= MIN_SKIPPED_TIMER_MS) this.#timers.add(timer)
    return () => {
      timer.cancel()
      this.#timers.delete(timer)
    }
  }

  skip(byMs: number): void {
    this.#skippedMs += byMs
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= this.monotonicMs())
    for (const timer of due.sort((a, b) => a.dueMs - b.dueMs)) {
      // One before it may have cancelled it.
      if (!this.#timers.delete(timer)) continue
      timer.cancel()
      timer.callback()
    }
  }
}
