import { deadline, type Clock } from '../clock.js'
import { VOUCHER_WINDOWS } from '../limits.js'
import type { Order } from '../wire/index.js'
import { timeoutError } from './protocol.js'

export interface VoucherWindowInit {
  readonly order: Pick<Order, 'voucherTokens' | 'voucherMs'>
  readonly clock: Clock
  /** How long an answer is held back before it is given up, milliseconds. */
  readonly patienceMs: number
}

/**
 * Holds an answer back while too much of it is not acknowledged: VOUCHER_WINDOWS times the tokens, or the time, after
 * which its order promises a voucher. That is what a provider can lose to a consumer that vanishes.
 */
export class VoucherWindow {
  readonly #clock: Clock
  readonly #maxTokens: number
  readonly #maxMs: number
  readonly #patienceMs: number
  #delivered = 0
  #acknowledged = 0
  /** When the oldest token that is not acknowledged was delivered, as far as vouchers tell. */
  #sinceMs = 0
  #wake = (): void => undefined

  constructor({ order, clock, patienceMs }: VoucherWindowInit) {
    this.#clock = clock
    this.#maxTokens = VOUCHER_WINDOWS * order.voucherTokens
    this.#maxMs = VOUCHER_WINDOWS * order.voucherMs
    this.#patienceMs = patienceMs
  }

  /** @param tokens - all of the answer so far. */
  delivered(tokens: number): void {
    if (this.#delivered === this.#acknowledged) this.#sinceMs = this.#clock.monotonicMs()
    this.#delivered = tokens
  }

  /** @param tokens - all that the newest voucher acknowledges. */
  acknowledged(tokens: number): void {
    this.#acknowledged = tokens
    this.#sinceMs = this.#clock.monotonicMs()
    this.#wake()
  }

  /**
   * Resolves at once while little is open, else when enough is acknowledged.
   *
   * @throws {SovError} ERR_SOV_VOUCHER_TIMEOUT after `patienceMs`; or the reason of `signal`.
   */
  async room(signal: AbortSignal): Promise<void> {
    if (this.#hasRoom()) return
    const limit = deadline(this.#clock, this.#patienceMs, () => timeoutError('voucher'), signal)
    try {
      const ended = new Promise<never>((_, reject) => {
        const end = (): void => reject(limit.signal.reason as Error)
        if (limit.signal.aborted) end()
        limit.signal.addEventListener('abort', end, { once: true })
      })
      while (!this.#hasRoom()) {
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        await Promise.race([woken, ended])
      }
    } finally {
      limit.clear()
    }
  }

  #hasRoom(): boolean {
    const open = this.#delivered - this.#acknowledged
    return open === 0 || (open < this.#maxTokens && this.#clock.monotonicMs() - this.#sinceMs < this.#maxMs)
  }
}
