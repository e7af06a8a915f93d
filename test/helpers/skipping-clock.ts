import { systemClock, type Clock } from '../../src/clock.js'

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
  readonly cancel: () => void
}

/**
 * The machine's clock, which a test can move on, as if all machines that use it had slept so long: what came due meanwhile
 * is done once, at waking up. Between skips time runs as on the machine, so sockets and their deadlines work.
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
        this.#fire(timer)
      }, delayMs),
    }
    this.#timers.add(timer)
    return () => {
      timer.cancel()
      this.#timers.delete(timer)
    }
  }

  skip(byMs: number): void {
    this.#skippedMs += byMs
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= this.monotonicMs())
    for (const timer of due.sort((a, b) => a.dueMs - b.dueMs)) this.#fire(timer)
  }

  /** An earlier one may have cancelled it. */
  #fire(timer: Timer): void {
    timer.cancel()
    if (this.#timers.delete(timer)) timer.callback()
  }
}
