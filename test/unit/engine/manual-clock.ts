import type { Clock } from '../../../src/clock.js'

/** A clock that stands still until told to go on. */
export class ManualClock implements Clock {
  #nowMs = 0
  readonly #timers = new Map<object, { readonly atMs: number; readonly callback: () => void }>()

  nowMs(): number {
    return this.#nowMs
  }

  monotonicMs(): number {
    return this.#nowMs
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const key = {}
    this.#timers.set(key, { atMs: this.#nowMs + delayMs, callback })
    return () => this.#timers.delete(key)
  }

  /** Goes on and calls what is due, in order. */
  advance(milliseconds: number): void {
    this.#nowMs += milliseconds
    const due = [...this.#timers].filter(([, { atMs }]) => atMs <= this.#nowMs)
    for (const [key, { callback }] of due.sort(([, a], [, b]) => a.atMs - b.atMs)) {
      if (this.#timers.delete(key)) callback()
    }
  }
}
