import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { MAX_RATE_KEYS } from '../limits.js'

/** Token buckets by key, filled evenly; the key longest unused is forgotten beyond MAX_RATE_KEYS. */
export class RateLimiter {
  readonly #clock: Clock
  readonly #capacity: number
  readonly #refillMs: number
  // in order of last use
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>()

  /** @param uses - how often a key may be used in `perMs` milliseconds, also all at once. */
  constructor(clock: Clock, uses: number, perMs: number) {
    this.#clock = clock
    this.#capacity = uses
    this.#refillMs = perMs / uses
  }

  /** @throws {SovError} ERR_SOV_RATE_LIMITED with the time until the next use. */
  use(key: string): void {
    const nowMs = this.#clock.monotonicMs()
    const known = this.#buckets.get(key) ?? { tokens: this.#capacity, atMs: nowMs }
    const tokens = Math.min(this.#capacity, known.tokens + (nowMs - known.atMs) / this.#refillMs)
    const isAllowed = tokens >= 1
    this.#buckets.delete(key)
    this.#buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs })
    this.#forgetOldest()
    if (isAllowed) return
    throw new SovError('ERR_SOV_RATE_LIMITED', 'too many requests', {
      retryAfterMs: Math.ceil((1 - tokens) * this.#refillMs),
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
