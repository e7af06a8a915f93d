import type { SignedEntry } from '../../../src/ledger/index.js'
import { ENTRY, equalBytes, openStatement, type ReceiptBundle } from '../../../src/wire/index.js'
import type { LedgerNode } from '../ledger-node.js'
import type { EntriesSeen } from './entries-seen.js'

/** How often a message of a meeting arrives: 0 to 3 times. */
export type Deliveries = () => number

export const ONCE: Deliveries = () => 1

/**
 * What two nodes hand each other when they meet, as the ledger's exchange does it, over a line that loses and repeats
 * questions and answers alike: a consumer hands in countersigns and final vouchers, a provider its statements.
 *
 * @param onAnswer - told of every countersign, by the digest of its order.
 */
export class Meeting {
  readonly #from: LedgerNode
  readonly #to: LedgerNode
  readonly #deliveries: Deliveries
  readonly #seen: EntriesSeen
  readonly #onAnswer: (order: Uint8Array, countersign: SignedEntry) => void

  constructor(
    [from, to]: readonly [LedgerNode, LedgerNode],
    deliveries: Deliveries,
    seen: EntriesSeen,
    onAnswer: (order: Uint8Array, countersign: SignedEntry) => void,
  ) {
    this.#from = from
    this.#to = to
    this.#deliveries = deliveries
    this.#seen = seen
    this.#onAnswer = onAnswer
  }

  async hold(): Promise<void> {
    await this.#countersigns()
    await this.#vouchers()
    await this.#countersigns()
    await this.#statements()
  }

  /** True when nothing waits here for the other. */
  async isDone(): Promise<boolean> {
    const { late } = this.#from.ledger
    const peer = this.#to.party.peer
    const waiting = await Promise.all([late.undelivered(peer), late.owed(peer), late.unsigned(peer)])
    return waiting.every(({ length }) => length === 0)
  }

  async #countersigns(): Promise<void> {
    const { late } = this.#from.ledger
    for (const { order, countersign } of await late.undelivered(this.#to.party.peer)) {
      const stored = await this.#ask(() => this.#to.ledger.late.storeLateCountersign(countersign.bytes))
      if (stored !== undefined && equalBytes(stored.digest, countersign.digest)) {
        await late.delivered(this.#to.party.peer, order)
      }
    }
  }

  async #vouchers(): Promise<void> {
    const { late } = this.#from.ledger
    for (const { bytes, value } of await late.owed(this.#to.party.peer)) {
      const answer = await this.#ask(async () => ({ receipt: await this.#to.ledger.late.stateLate(bytes) }))
      if (answer === undefined) continue
      const { receipt } = answer
      if (receipt === undefined || receipt.statement.length === 0) await late.forgive(this.#to.party.peer, value.order)
      else await this.#countersign(this.#from, receipt)
    }
  }

  async #statements(): Promise<void> {
    for (const receipt of await this.#from.ledger.late.unsigned(this.#to.party.peer)) {
      const answer = await this.#ask(() => this.#countersign(this.#to, receipt))
      if (answer !== undefined) await this.#from.ledger.late.storeLateCountersign(answer.bytes)
    }
  }

  async #countersign(consumer: LedgerNode, receipt: ReceiptBundle): Promise<SignedEntry> {
    this.#seen.see(receipt.statement)
    const answer = await consumer.ledger.late.countersignLate(receipt)
    if (answer === undefined) throw new Error('the consumer does not know its own order')
    this.#seen.see(answer.bytes)
    this.#onAnswer(openStatement(ENTRY, receipt.statement).value.statement!.order, answer)
    return answer
  }

  /** Asks as often as the question arrives; undefined when no answer comes back. */
  async #ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    const answers = await Promise.all(Array.from({ length: this.#deliveries() }, question))
    return answers[this.#deliveries() - 1]
  }
}
