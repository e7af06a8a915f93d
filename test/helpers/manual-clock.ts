import type { Clock } from '../../src/clock.js'

/** A clock that stands still until a test moves it; timers that come due run in order, inside `advance`. */
export class ManualClock implements Clock {
  #nowMs: number
  #nextId = 0
  readonly #startMs: number
  readonly #timers = new Map<number, { readonly dueMs: number; readonly callback: () => void }>()

  constructor(nowMs = Date.UTC(2026, 10, 1)) {
    this.#nowMs = nowMs
    this.#startMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  monotonicMs(): number {
    return this.#nowMs - this.#startMs
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const id = this.#nextId++
    this.#timers.set(id, { dueMs: this.#nowMs + delayMs, callback })
    return () => this.#timers.delete(id)
  }

  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs
    for (;;) {
      const next = [...this.#timers]
        .filter(([, { dueMs }]) => dueMs <= untilMs)
        .sort(([, a], [, b]) => a.dueMs - b.dueMs)[0]
      if (next === undefined) break
      const [id, { dueMs, callback }] = next
      this.#timers.delete(id)
      this.#nowMs = Math.max(this.#nowMs, dueMs)
      callback()
    }
    this.#nowMs = untilMs
  }
}
