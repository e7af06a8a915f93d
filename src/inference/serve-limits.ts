import type { Clock } from '../clock.js'
import type { EngineModel } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { Member } from '../membership/index.js'
import { modelNames, type ServeRules, type ServeVerdict } from '../policy/index.js'
import { RateLimiter } from '../rate-limiter.js'
import { RefuseCode, type Order } from '../wire/index.js'

const MINUTE_MS = 60_000

/** Why an order is refused, as the peer is told. */
export interface Refusal {
  readonly code: RefuseCode
  readonly reason: string
  readonly retryAfterMs?: number
}

/** Holds orders against the owner's serve rules, and counts what these limit: by rule and organisation, over all its nodes. */
export class ServeLimits {
  readonly #rules: Pick<ServeRules, 'judge'>
  readonly #clock: Clock
  /** By the limit, since a bucket has one size; the rule is part of the key. */
  readonly #rates = new Map<number, RateLimiter>()

  constructor(rules: Pick<ServeRules, 'judge'>, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  /**
   * @param orgId - as the ledger's `counterparty` names the organisation.
   * @returns the most requests that the organisation may have here at the same time, 0 = no limit; or why not.
   */
  admit(
    consumer: Member,
    orgId: string,
    { name, digest, manifest }: EngineModel,
    order: Pick<Order, 'maxOutputTokens'>,
  ): { readonly maxConcurrent: number } | Refusal {
    const verdict = this.#rules.judge(consumer, modelNames({ name, digest, quantisation: manifest.quantisation }))
    if (!verdict.isAllowed) return { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason: verdict.reason }
    const { maxOutputTokens = Infinity, maxConcurrent = 0 } = verdict.limits
    if (order.maxOutputTokens > maxOutputTokens) {
      const reason = `this node gives at most ${String(maxOutputTokens)} output tokens`
      return { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason }
    }
    return this.#count(orgId, verdict) ?? { maxConcurrent }
  }

  #count(orgId: string, { rule, limits }: ServeVerdict): Refusal | undefined {
    const { requestsPerMinute } = limits
    if (requestsPerMinute === undefined) return undefined
    const rate = this.#rates.get(requestsPerMinute) ?? new RateLimiter(this.#clock, requestsPerMinute, MINUTE_MS)
    this.#rates.set(requestsPerMinute, rate)
    try {
      rate.use(`${rule}\n${orgId}`)
      return undefined
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_RATE_LIMITED')) throw error
      const reason = `this node serves the organisation ${String(requestsPerMinute)} requests a minute`
      return { code: RefuseCode.REFUSE_CODE_BUSY, reason, retryAfterMs: error.retryAfterMs ?? MINUTE_MS }
    }
  }
}
