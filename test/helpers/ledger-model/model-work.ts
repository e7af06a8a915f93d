import { openVoucher } from '../../../src/ledger/settlement/open.js'
import type { Countersigned, SignedEntry, SignedVoucher } from '../../../src/ledger/index.js'
import type { Verdict } from '../../../src/wire/index.js'
import type { Random } from '../../spine/random.js'
import type { TestCoop } from '../coop.js'
import { Exchange, type LedgerNode } from '../ledger-node.js'
import type { EntriesSeen } from './entries-seen.js'

/**
 * Where a stream stands; `half-open`: it broke in mid-answer and the provider does not know yet; `over`: it was closed in
 * peace, or both know that it broke.
 */
type Phase = 'answering' | 'stated' | 'answered' | 'half-open' | 'over'

const MAX_PROMPT = 1_000
const MAX_OUTPUT = 500
/** Of every message on a stream, so many are lost with it. */
const LOSS = 0.3

/**
 * One piece of work over a stream that may break at every message, as inference has it done: the same calls of the
 * ledger in the same order, and each message that arrives arrives one to three times.
 */
export class ModelWork {
  readonly exchange: Exchange
  /** The consumer was told of one prompt token less than the provider will state. */
  readonly isDishonest: boolean
  readonly outputTokens: number
  /** Newest voucher that the provider has. */
  vouched = 0
  /** Newest voucher that the consumer has signed. */
  acknowledged = 0
  verdict: Verdict | undefined
  phase: Phase = 'answering'
  readonly promptTokens: number
  readonly #random: Random
  readonly #seen: EntriesSeen
  #vouchers: SignedVoucher[] = []
  #statement: SignedEntry | undefined
  #countersigned: Countersigned | undefined

  constructor(
    coop: TestCoop,
    [consumer, provider]: readonly [LedgerNode, LedgerNode],
    random: Random,
    seen: EntriesSeen,
  ) {
    this.#random = random
    this.#seen = seen
    this.promptTokens = Math.floor(random.between(2, MAX_PROMPT + 1))
    this.outputTokens = random.next() < 0.1 ? 0 : Math.floor(random.between(1, MAX_OUTPUT + 1))
    this.isDishonest = random.next() < 0.1
    this.exchange = new Exchange(coop, consumer, provider, {
      promptTokens: this.promptTokens,
      outputTokens: this.outputTokens,
    })
  }

  /** The provider has admitted the order, and its engine works. */
  begin(): void {
    this.provider.ledger.track(this.exchange.order, (voucher) => this.exchange.state(voucher))
  }

  get consumer(): LedgerNode {
    return this.exchange.consumer
  }

  get provider(): LedgerNode {
    return this.exchange.provider
  }

  /** The next message on the stream, or its loss. */
  async step(): Promise<void> {
    const isLost = this.#random.next() < LOSS
    switch (this.phase) {
      case 'answering': {
        const left = this.outputTokens - this.acknowledged
        if (left > 1 && this.#random.next() < 0.5) return this.#vouch(isLost)
        return this.#finish(isLost)
      }
      case 'stated':
        return isLost ? this.#consumerBreaks() : this.#answer()
      case 'answered':
        return this.#confirm(isLost)
      case 'half-open':
        this.#notice()
        return
      case 'over':
    }
  }

  /** The stream breaks, and the consumer sees it first. */
  async break(): Promise<void> {
    if (this.phase === 'half-open') this.#notice()
    else await this.#consumerBreaks()
  }

  /** One side has stopped, and all it knew of the stream is gone; the other side sees the stream break. */
  async stopped(who: LedgerNode): Promise<void> {
    const { phase } = this
    if (phase === 'over' || (who !== this.consumer && who !== this.provider)) return
    if (who === this.provider) await this.#consumerBreaks()
    else if (phase === 'answering' || phase === 'half-open') this.#leaveOpen()
    this.phase = 'over'
  }

  /** Notes how the consumer has answered, whichever way it did. */
  answered({ value }: SignedEntry): void {
    const { verdict } = value.countersign!
    if (this.verdict !== undefined && this.verdict !== verdict) throw new Error('a verdict has changed')
    this.verdict = verdict
  }

  async #vouch(isLost: boolean): Promise<void> {
    const outputTokens = Math.floor(this.#random.between(this.acknowledged + 1, this.outputTokens))
    const voucher = this.#sign(outputTokens, false)
    if (isLost) return this.break()
    this.#keep(voucher)
  }

  async #finish(isLost: boolean): Promise<void> {
    const voucher = this.#sign(this.outputTokens, true)
    if (isLost) return this.break()
    this.#receive(voucher)
    this.#statement = await this.#times(() => this.exchange.state(voucher))
    this.#seen.see(this.#statement.bytes)
    this.phase = 'stated'
  }

  async #answer(): Promise<void> {
    const { exchange } = this
    this.#countersigned = await this.#times(() =>
      this.consumer.ledger.countersign(exchange.order, {
        voucher: this.#vouchers.at(-1)!,
        ...this.#told(),
        statement: this.#statement!.bytes,
      }),
    )
    this.#seen.see(this.#countersigned.entry.bytes)
    this.answered(this.#countersigned.entry)
    this.phase = 'answered'
  }

  async #confirm(isLost: boolean): Promise<void> {
    this.phase = 'over'
    if (isLost) return
    await this.#times(() => this.exchange.storeCountersign(this.#statement!, this.#countersigned!))
    if (this.#random.next() < LOSS) return
    await this.consumer.ledger.delivered(this.provider.party.peer, this.exchange.order.digest)
  }

  #keep(voucher: SignedVoucher): void {
    this.#receive(voucher)
    this.exchange.keepVoucher(voucher)
    this.vouched = voucher.value.outputTokens
  }

  /** A voucher that was under way when the stream broke may still arrive; then the provider sees the break. */
  #notice(): void {
    const [late] = this.#vouchers.filter(({ value }) => !value.isFinal && value.outputTokens > this.vouched)
    const chance = this.#random.next()
    if (chance < 0.3) return
    if (chance < 0.6 && late !== undefined) {
      this.#keep(late)
      return
    }
    this.#leaveOpen()
    this.phase = 'over'
  }

  /** The consumer keeps what it owes, unless it has answered. */
  async #consumerBreaks(): Promise<void> {
    const { phase } = this
    this.phase = phase === 'answering' ? 'half-open' : 'over'
    if (phase !== 'answering' && phase !== 'stated') return
    const last = this.#vouchers.at(-1)
    const voucher = last?.value.isFinal === true ? last : this.#sign(this.outputTokens, true)
    await this.consumer.ledger.owe(this.exchange.order, { voucher, ...this.#told() })
  }

  #leaveOpen(): void {
    this.provider.ledger.leaveOpen(this.exchange.order)
  }

  #told(): { promptTokens: number; cachedTokens: number } {
    return { promptTokens: this.isDishonest ? this.promptTokens - 1 : this.promptTokens, cachedTokens: 0 }
  }

  #sign(outputTokens: number, isFinal: boolean): SignedVoucher {
    const voucher = this.exchange.acknowledge({ outputTokens, isFinal, number: this.#vouchers.length + 1 })
    this.#vouchers.push(voucher)
    this.acknowledged = outputTokens
    return voucher
  }

  /** What the provider's end of the stream checks: vouchers never fall, and none counts twice. */
  #receive(voucher: SignedVoucher): void {
    const before = this.#vouchers.slice(0, this.#vouchers.indexOf(voucher))
    openVoucher(voucher.bytes, this.exchange.order, before.at(-1))
    for (const old of [...before, voucher]) {
      try {
        openVoucher(old.bytes, this.exchange.order, voucher)
      } catch {
        continue
      }
      throw new Error('a voucher has fallen')
    }
  }

  /** A message that arrives up to three times, at once; every time with the same result. */
  async #times<T>(deliver: () => Promise<T>): Promise<T> {
    const count = 1 + Math.floor(this.#random.next() * 3)
    const [first, ...again] = await Promise.all(Array.from({ length: count }, deliver))
    const bytesOf = (result: T | undefined): string => JSON.stringify(result, (_, value: unknown) => String(value))
    for (const other of again) {
      if (bytesOf(other) !== bytesOf(first)) throw new Error('a message that came twice has another result')
    }
    return first!
  }
}
