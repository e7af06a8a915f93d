import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { CONCURRENT_RETRY_MS } from '../limits.js'
import { parsePolicy, type Policy } from '../policy/index.js'
import { RateLimiter } from '../rate-limiter.js'
import { fromHex, sha256, toHex } from '../wire/index.js'
import type { ApiKeyUse, ApiKeyView } from './index.js'
import type { ApiKeyRecord } from './key-record.js'
import { hashOfKey } from './key-text.js'

const MINUTE_MS = 60_000

/** A stored key with the requests that use it. */
export class LiveKey {
  readonly #record: ApiKeyRecord
  readonly #hash: Uint8Array
  readonly #clock: Clock
  readonly #rate: RateLimiter | undefined
  readonly #uses = new Set<AbortController>()
  #policy: Policy | undefined

  constructor(record: ApiKeyRecord, clock: Clock) {
    const { requestsPerMinute, hash } = record
    this.#record = record
    this.#hash = fromHex(hash)
    this.#clock = clock
    this.#rate = requestsPerMinute === undefined ? undefined : new RateLimiter(clock, requestsPerMinute, MINUTE_MS)
  }

  get view(): ApiKeyView {
    const { id, name, policy, dataClass, requestsPerMinute, maxConcurrent, createdAtMs, expiresAtMs } = this.#record
    const policyDigest = policy === undefined ? undefined : toHex(sha256(Buffer.from(policy)))
    return { id, name, policyDigest, dataClass, requestsPerMinute, maxConcurrent, createdAtMs, expiresAtMs }
  }

  /** Compares in a time that does not depend on where the texts differ. */
  isKey(text: string): boolean {
    return timingSafeEqual(hashOfKey(text), this.#hash)
  }

  /** @throws {SovError} ERR_SOV_API_KEY when it has ended, ERR_SOV_RATE_LIMITED */
  use(): ApiKeyUse {
    const { id, dataClass, maxConcurrent = Infinity, expiresAtMs = Infinity } = this.#record
    if (this.#clock.nowMs() >= expiresAtMs) throw refused('the API key has expired')
    // read before anything is counted: a key whose policy cannot be read allows nothing
    const policy = this.#readPolicy()
    if (this.#uses.size >= maxConcurrent) {
      throw new SovError('ERR_SOV_RATE_LIMITED', `the API key has ${String(maxConcurrent)} requests under way`, {
        retryAfterMs: CONCURRENT_RETRY_MS,
      })
    }
    this.#rate?.use(id)
    const use = new AbortController()
    this.#uses.add(use)
    return { id, policy, dataClass, revoked: use.signal, release: () => void this.#uses.delete(use) }
  }

  /** Cuts off the requests under way. */
  revoke(): void {
    for (const use of this.#uses) use.abort(refused('the API key was revoked'))
  }

  #readPolicy(): Policy | undefined {
    const { policy } = this.#record
    if (policy === undefined) return undefined
    return (this.#policy ??= parsePolicy(policy))
  }
}

/** What a client hears whose key is none. */
export function refused(message: string): SovError {
  return new SovError('ERR_SOV_API_KEY', message, {
    remedy: 'Ask the owner of the node for a key: sov-node keys create.',
  })
}
