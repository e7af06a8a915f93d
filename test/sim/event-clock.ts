import type { Clock } from '../../src/clock.js'

interface Timer {
  readonly dueMs: number
  /** Timers due at one moment run in the order in which they were set. */
  readonly number: number
  callback: (() => void) | undefined
}

/** A clock for many timers: it jumps from one to the next, and lets all that follows from each happen at its moment. */
export class EventClock implements Clock {
  #nowMs = 0
  #count = 0
  /** A binary heap, the next one first. */
  readonly #timers: Timer[] = []

  /** Whole, as that of a machine. */
  nowMs(): number {
    return Math.floor(this.#nowMs)
  }

  monotonicMs(): number {
    return this.#nowMs
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer: Timer = { dueMs: this.#nowMs + delayMs, number: this.#count++, callback }
    this.#push(timer)
    return () => (timer.callback = undefined)
  }

  /** Resolves when the time has come. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.setTimer(resolve, delayMs))
  }

  /** Runs everything that is due until then; what follows from timers of one moment follows when all of them have run. */
  async run(untilMs: number): Promise<void> {
    for (let next = this.#timers[0]; next !== undefined && next.dueMs <= untilMs; next = this.#timers[0]) {
      if (next.callback === undefined) {
        this.#pop()
        continue
      }
      this.#nowMs = next.dueMs
      for (; next?.dueMs === this.#nowMs; next = this.#timers[0]) {
        this.#pop()
        next.callback?.()
      }
      await settled()
    }
    this.#nowMs = untilMs
  }

  #push(timer: Timer): void {
    const heap = this.#timers
    let at = heap.push(timer) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(heap[at]!, heap[parent]!)) return
      swap(heap, at, parent)
      at = parent
    }
  }

  #pop(): void {
    const heap = this.#timers
    swap(heap, 0, heap.length - 1)
    heap.pop()
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right
      if (least === at) return
      swap(heap, at, least)
      at = least
    }
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.number < b.number)
}

function swap(heap: Timer[], a: number, b: number): void {
  ;[heap[a], heap[b]] = [heap[b]!, heap[a]!]
}

/** After all promises that can settle without more time have settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
