import type { Clock } from './clock.js'
import { SovError } from './errors.js'
import { MAX_RATE_KEYS } from './limits.js'

/** Token buckets by key, filled evenly; the key longest unused is forgotten beyond MAX_RATE_KEYS. */
export class RateLimiter {
  readonly #clock: Clock
  readonly #capacityMs: number
  readonly #costMs: number
  // in order of last use; credit is kept as time, which stays a whole number where tokens would be fractions
  readonly #buckets = new Map<string, { creditMs: number; atMs: number }>()

  /** @param uses - how often a key may be used in `perMs` milliseconds, also all at once. */
  constructor(clock: Clock, uses: number, perMs: number) {
    this.#clock = clock
    this.#capacityMs = perMs
    this.#costMs = perMs / uses
  }

  /** @throws {SovError} ERR_SOV_RATE_LIMITED with the time until the next use. */
  use(key: string): void {
    const nowMs = this.#clock.monotonicMs()
    const known = this.#buckets.get(key) ?? { creditMs: this.#capacityMs, atMs: nowMs }
    const creditMs = Math.min(this.#capacityMs, known.creditMs + nowMs - known.atMs)
    const isAllowed = creditMs >= this.#costMs
    this.#buckets.delete(key)
    this.#buckets.set(key, { creditMs: isAllowed ? creditMs - this.#costMs : creditMs, atMs: nowMs })
    this.#forgetOldest()
    if (isAllowed) return
    throw new SovError('ERR_SOV_RATE_LIMITED', 'too many requests', {
      retryAfterMs: Math.ceil(this.#costMs - creditMs),
    })
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= MAX_RATE_KEYS) return
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key)
      return
    }
  }
}
