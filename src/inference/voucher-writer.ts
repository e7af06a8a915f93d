import type { Clock } from '../clock.js'
import type { Acknowledgement, Ledger, SignedOrder, SignedVoucher, Terms } from '../ledger/index.js'
import type { InferChannel } from './protocol.js'

interface VoucherWriterInit {
  readonly channel: InferChannel
  readonly order: SignedOrder
  readonly terms: Terms
  readonly ledger: Pick<Ledger, 'acknowledge'>
  readonly clock: Clock
}

/** What the consumer has received so far. */
export type Received = Omit<Acknowledgement, 'number' | 'isFinal'>

/**
 * The consumer's vouchers for one answer: one for every `voucher_tokens` tokens, or `voucher_ms` after the first token
 * that none covers, and the final one. They are signed between two turns of the event loop, never while a token waits.
 */
export class VoucherWriter {
  readonly #init: VoucherWriterInit
  #number = 0
  #received: Received | undefined
  #acknowledgedTokens = 0
  #cancelTimer: (() => void) | undefined
  #isDue = false
  #isOver = false

  constructor(init: VoucherWriterInit) {
    this.#init = init
  }

  /** To be called after each delta. */
  received(received: Received): void {
    const { clock, order } = this.#init
    this.#received = received
    const open = received.outputTokens - this.#acknowledgedTokens
    if (open >= order.value.voucherTokens) this.#schedule()
    else if (open > 0) this.#cancelTimer ??= clock.setTimer(() => this.#schedule(), order.value.voucherMs)
  }

  /** The final voucher; no other one is signed after it. */
  final(received: Received): SignedVoucher {
    this.stop()
    return this.#sign(received, true)
  }

  /** Signs no more vouchers by itself. */
  stop(): void {
    this.#isOver = true
    this.#cancelTimer?.()
  }

  #schedule(): void {
    if (this.#isDue || this.#isOver) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      if (this.#isOver || this.#received === undefined) return
      this.#cancelTimer?.()
      this.#cancelTimer = undefined
      // That the stream is over, the ledger stops or the provider exceeds the order is noticed by whoever reads on.
      this.#send(this.#received).catch(() => undefined)
    })
  }

  async #send(received: Received): Promise<void> {
    const { bytes } = this.#sign(received, false)
    await this.#init.channel.sendWithin('settlement', { voucher: bytes })
  }

  #sign(received: Received, isFinal: boolean): SignedVoucher {
    const { ledger, order, terms } = this.#init
    this.#number += 1
    this.#acknowledgedTokens = received.outputTokens
    return ledger.acknowledge(order, terms, { ...received, number: this.#number, isFinal })
  }
}
