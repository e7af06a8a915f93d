import { deadline } from '../clock.js'
import type { AnswerPart, ContentPart, EndPart, FinishReason, Settlement, StartPart } from '../engine/index.js'
import { SovError, toSovError } from '../errors.js'
import {
  outputCommitment,
  type Owed,
  type SignedEntry,
  type SignedOrder,
  type SignedVoucher,
  type Terms,
} from '../ledger/index.js'
import { MAX_PARTS_FRAME_BYTES } from '../limits.js'
import { delta as deltaCodec, equalBytes, toHex, Verdict, WireFinishReason, type InferFrame } from '../wire/index.js'
import type { ContentReader } from './content-reader.js'
import type { InferenceComponents } from './index.js'
import { check } from './peer-check.js'
import { expectField, timeoutError, type Deadlines, type InferChannel } from './protocol.js'
import { VoucherWriter, type Received } from './voucher-writer.js'

interface PeerAnswerInit<C extends ContentPart> {
  readonly channel: InferChannel
  readonly order: SignedOrder
  readonly terms: Terms
  readonly salt: Uint8Array
  readonly content: ContentReader<C>
  readonly deadlines: Deadlines
}

/**
 * `streaming` → `ended` (the last part is here) → `closed`. What is left while streaming can still be settled, as a
 * cancellation; what is `broken` cannot.
 */
type State = 'streaming' | 'ended' | 'broken' | 'closed'

/** The consumer's side of an accepted order: reads the parts, keeps count of them, and settles. */
export class PeerAnswer<C extends ContentPart> {
  readonly #init: PeerAnswerInit<C>
  readonly #components: InferenceComponents
  readonly #vouchers: VoucherWriter
  #state: State = 'streaming'
  #start: { promptTokens: number; cachedTokens: number } | undefined
  #finishReason: FinishReason = 'stop'
  #hasContent = false
  #closing: Promise<void> | undefined
  #commitment: Uint8Array

  constructor(init: PeerAnswerInit<C>, components: InferenceComponents) {
    this.#init = init
    this.#components = components
    this.#commitment = outputCommitment.start(init.salt)
    const { channel, order, terms } = init
    const { ledger, clock } = components
    this.#vouchers = new VoucherWriter({ channel, order, terms, ledger, clock })
  }

  /** `start` and all content; returns when the peer has ended the answer. */
  async *parts(signal: AbortSignal): AsyncIterable<AnswerPart<C>> {
    const { channel } = this.#init
    while (this.#state === 'streaming') {
      const wait = this.#hasContent ? 'tokenGap' : 'firstToken'
      let frame: InferFrame
      try {
        frame = await channel.receive(wait, MAX_PARTS_FRAME_BYTES, signal)
      } catch (error) {
        // After an abort or a stall in mid-answer the peer may still settle what it has delivered.
        const canSettle = signal.aborted || SovError.isInstance(error, 'ERR_SOV_TOKEN_GAP_TIMEOUT')
        if (!canSettle) this.#state = 'broken'
        throw error
      }
      for (const part of this.#read(frame)) {
        yield part
        // One frame may hold many deltas; who aborts between two of them acknowledges the ones before.
        signal.throwIfAborted()
      }
    }
  }

  *#read(frame: InferFrame): Iterable<AnswerPart<C>> {
    try {
      const { start, deltas, end } = expectField(frame, 'parts')
      if (start !== null) yield this.#readStart(start)
      for (const bytes of deltas) yield this.#readDelta(bytes)
      if (end !== null) this.#readEnd(end)
    } catch (error) {
      this.#state = 'broken'
      throw error
    }
  }

  #readStart(start: { promptTokens: number; cachedTokens: number }): StartPart {
    const { maxPromptTokens } = this.#init.order.value
    check(this.#start === undefined, 'started twice')
    check(start.promptTokens <= maxPromptTokens, 'counted more prompt tokens than the order allows')
    check(start.cachedTokens <= start.promptTokens, 'counted more cached tokens than the prompt has')
    this.#start = start
    return { type: 'start', ...start }
  }

  #readDelta(bytes: Uint8Array): C {
    check(this.#start !== undefined, 'sent a delta before the start')
    const delta = deltaCodec.decode(bytes)
    const part = this.#init.content.read(delta)
    this.#hasContent = true
    this.#commitment = outputCommitment.next(this.#commitment, bytes)
    this.#vouchers.received(this.#received())
    return part
  }

  #readEnd({ finishReason, outputTokens }: { finishReason: WireFinishReason; outputTokens: number }): void {
    check(this.#start !== undefined, 'ended before the start')
    this.#init.content.finish(outputTokens)
    this.#finishReason = finishReason === WireFinishReason.FINISH_REASON_LENGTH ? 'length' : 'stop'
    this.#state = 'ended'
  }

  /** Acknowledges, countersigns, and returns the `end` part; a peer that does not settle in time is settled later. */
  async settle(): Promise<EndPart> {
    const settlement = await this.#settle()
    return {
      type: 'end',
      finishReason: this.#finishReason,
      usage: { ...this.#counts(), outputTokens: this.#init.content.count.tokens },
      settlement,
    }
  }

  /** Ends the stream on every path; an answer that was left early is cancelled at the peer and settled. */
  async leave(): Promise<void> {
    this.#vouchers.stop()
    // Before the start nothing was delivered and nothing is owed.
    if (this.#state === 'streaming' && this.#start !== undefined) await this.#settle()
    if (this.#state !== 'closed') {
      const cancelled = this.#init.channel.cancel()
      if (this.#state === 'broken' && this.#hasContent) await this.#owe(this.#vouchers.final(this.#received()))
      return cancelled
    }
    try {
      await this.#closing
    } catch (error) {
      void this.#init.channel.cancel()
      throw error
    }
  }

  async #settle(): Promise<Settlement> {
    const { channel, order, terms, deadlines } = this.#init
    const { clock, ledger, onFailed } = this.#components
    const limit = deadline(clock, deadlines.settlement, () => timeoutError('settlement'))
    let charged = 0n
    let status: Settlement['status'] = 'unsigned'
    let voucher: SignedVoucher | undefined
    this.#state = 'closed'
    try {
      voucher = this.#vouchers.final(this.#received())
      charged = voucher.value.charge
      await channel.send({ voucher: voucher.bytes }, limit.signal)
      const statement = await this.#statement(limit.signal)
      const countersigned = await ledger.countersign(order, { ...this.#owed(voucher), statement })
      charged = countersigned.charge
      // From here on this side holds the whole receipt, whether or not the peer hears of it now.
      status = countersigned.verdict === Verdict.VERDICT_ACCEPT ? 'settled' : 'disputed'
      await channel.send({ countersign: countersigned.entry.bytes }, limit.signal)
      // The client need not wait for the peer's disk.
      this.#closing = this.#confirm(countersigned.entry)
      // `leave` hears of a failure; until the reader lets it come to that, nobody does.
      this.#closing.catch(() => undefined)
    } catch (error) {
      onFailed?.(terms.provider.peer, toSovError(error))
      void channel.cancel()
      if (status === 'unsigned' && voucher !== undefined) this.#closing = this.#owe(voucher)
    } finally {
      limit.clear()
    }
    return { orderId: toHex(order.value.orderId), status, charge: charged }
  }

  /** Keeps what is owed, to be handed in when the two meet again. */
  #owe(voucher: SignedVoucher): Promise<void> {
    return this.#components.ledger.owe(this.#init.order, this.#owed(voucher))
  }

  #owed(voucher: SignedVoucher): Owed {
    const { attestedAbove } = this.#init.content.count
    return { voucher, ...this.#counts(), attestedAbove }
  }

  /** Waits until the peer has stored the countersign. When that is not heard of, it is handed in again later. */
  async #confirm({ digest }: SignedEntry): Promise<void> {
    const { channel, terms } = this.#init
    const settled = expectField(await channel.receive('settlement', MAX_PARTS_FRAME_BYTES), 'settled')
    check(equalBytes(settled.countersign, digest), 'stored another countersign')
    await this.#components.ledger.delivered(terms.provider.peer, this.#init.order.digest)
    await channel.close()
  }

  /** The peer's statement; parts that were in flight when the answer was cancelled are nobody's debt. */
  async #statement(signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      const frame = await this.#init.channel.next(MAX_PARTS_FRAME_BYTES, signal)
      if (frame.parts === null) return expectField(frame, 'statement')
    }
  }

  #counts(): { promptTokens: number; cachedTokens: number } {
    return this.#start ?? { promptTokens: 0, cachedTokens: 0 }
  }

  #received(): Received {
    return { ...this.#counts(), outputTokens: this.#init.content.count.tokens, outputCommitment: this.#commitment }
  }
}
