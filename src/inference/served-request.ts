import { deadline } from '../clock.js'
import type { AnswerPart, EngineRequest, FinishReason, StartPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import {
  commitment,
  counterparty,
  openVoucher,
  outputCommitment,
  type SignedEntry,
  type SignedOrder,
  type SignedVoucher,
  type Terms,
  type Work,
} from '../ledger/index.js'
import { MAX_CONTROL_FRAME_BYTES, SPARE_VOUCHERS, VOUCHER_MS, VOUCHER_TOKENS } from '../limits.js'
import { equalBytes, StatementStatus, toHex, type InferFrame } from '../wire/index.js'
import type { Place } from './admission.js'
import { cost } from './asking.js'
import type { InferenceComponents } from './index.js'
import { OutputCount } from './output-count.js'
import { PartsWriter } from './parts-writer.js'
import { expectField, timeoutError, type Deadlines, type InferChannel } from './protocol.js'
import { decodeRequest } from './request-bytes.js'
import { SentPoints } from './sent-points.js'
import { VoucherWindow } from './voucher-window.js'

interface ServedRequestInit {
  readonly channel: InferChannel
  readonly order: SignedOrder
  readonly terms: Terms
  readonly place: Place
  readonly deadlines: Deadlines
  /** Ends the work at once; what the consumer has received it can still acknowledge. */
  readonly expelled: AbortSignal
}

type Prompt = NonNullable<InferFrame['prompt']>

/** An admitted order at work: runs the engine, streams the parts, and settles what the consumer acknowledges. */
export class ServedRequest {
  readonly #init: ServedRequestInit
  readonly #components: InferenceComponents
  /** Each voucher acknowledges one of them. */
  readonly #points = new SentPoints()
  readonly #window: VoucherWindow
  #commitment: Uint8Array = new Uint8Array()
  #prompt = { promptTokens: 0, cachedTokens: 0 }
  readonly #count: OutputCount
  #startedMs = 0
  #status: StatementStatus = StatementStatus.STATEMENT_STATUS_CANCELLED

  constructor(init: ServedRequestInit, components: InferenceComponents) {
    this.#init = init
    this.#components = components
    this.#count = new OutputCount(init.order.value.maxOutputTokens)
    this.#window = new VoucherWindow({
      order: init.order.value,
      clock: components.clock,
      patienceMs: init.deadlines.voucher,
    })
  }

  /**
   * Returns when the countersign is stored.
   *
   * @throws {SovError} what ended it before: the engine's error, ERR_SOV_PEER_DISCONNECTED, ERR_SOV_PROTOCOL, …
   */
  async run(prompt: Prompt): Promise<void> {
    const { clock, ledger } = this.#components
    const { deadlines, expelled, order, place, terms } = this.#init
    const request = this.#open(prompt)
    this.#startedMs = clock.nowMs()
    const total = deadline(clock, deadlines.total, () => timeoutError('total'), expelled)
    const work = new AbortController()
    const stop = (): void => work.abort(total.signal.reason)
    ledger.track(order, async (voucher) => {
      const statement = await this.#state(voucher)
      // Its consumer has lost this stream and waits for nothing more.
      work.abort(CANCELLED)
      return statement
    })
    total.signal.addEventListener('abort', stop, { once: true })
    // Reads from now on: a final voucher in mid-answer cancels, and so does a peer that goes away.
    const acknowledged = this.#untilAcknowledged(total.signal).finally(() => work.abort(CANCELLED))
    acknowledged.catch(() => undefined)
    try {
      await this.#answer(request, work.signal)
      place.done(cost(terms, { ...this.#prompt, outputTokens: this.#count.tokens }))
      const voucher = await this.#orSettlementTimeout(acknowledged)
      await this.#settle(voucher)
    } catch (error) {
      ledger.leaveOpen(order)
      throw error
    } finally {
      total.clear()
      // A frame that still waits for the peer to read goes nowhere any more.
      work.abort(CANCELLED)
    }
  }

  #open({ salt, request, params }: Prompt): EngineRequest {
    const { order, terms } = this.#init
    const { requestCommitment, paramsCommitment, maxOutputTokens, modelManifest } = order.value
    if (
      !equalBytes(commitment(salt, request), requestCommitment) ||
      !equalBytes(commitment(salt, params), paramsCommitment)
    ) {
      throw new SovError('ERR_SOV_PROTOCOL', 'the prompt is not the one that was ordered')
    }
    const { cacheScope, ...asked } = decodeRequest({ request, params })
    if ('inputs' in asked !== (maxOutputTokens === 0)) {
      throw new SovError('ERR_SOV_PROTOCOL', 'the prompt is not of the kind that was ordered')
    }
    this.#commitment = outputCommitment.start(salt)
    this.#points.add(this.#commitment, 0)
    const common = { model: toHex(modelManifest), tenant: `${counterparty(terms, 'provider').orgId}/${cacheScope}` }
    if ('inputs' in asked) return { ...common, ...asked }
    const limited = { ...asked.sampling, maxOutputTokens: Math.min(asked.sampling.maxOutputTokens, maxOutputTokens) }
    return { ...common, ...asked, sampling: limited }
  }

  /** Runs the engine to its end, or until the consumer has cancelled. */
  async #answer(request: EngineRequest, signal: AbortSignal): Promise<void> {
    const writer = new PartsWriter(this.#init.channel, signal)
    try {
      await this.#init.place.turn(signal)
      for await (const part of this.#parts(request, signal)) {
        switch (part.type) {
          case 'start':
            this.#start(part)
            writer.start(part.promptTokens, part.cachedTokens)
            break
          case 'delta':
            this.#count.add(part)
            this.#delivered(await writer.delta(part.tokenIds, part.text))
            await this.#window.room(signal)
            break
          case 'vector':
            this.#delivered(await writer.vector(part.values))
            break
          case 'end':
            this.#status = STATUS[part.finishReason]
            this.#count.end(part.usage.outputTokens)
            // An engine without token ids tells only now how many they were.
            this.#points.add(this.#commitment, this.#count.tokens)
            await writer.end(part.finishReason, { outputTokens: this.#count.tokens })
        }
      }
    } catch (error) {
      if (error === CANCELLED) return
      this.#status = StatementStatus.STATEMENT_STATUS_FAILED
      // What the engine has given is delivered before the error is.
      await writer.flush().catch(() => undefined)
      throw error
    }
  }

  #parts(request: EngineRequest, signal: AbortSignal): AsyncIterable<AnswerPart> {
    const { engine } = this.#components
    return 'inputs' in request ? engine.embed(request, { signal }) : engine.generate(request, { signal })
  }

  #start({ promptTokens, cachedTokens }: StartPart): void {
    if (promptTokens > this.#init.order.value.maxPromptTokens) {
      throw new SovError('ERR_SOV_CONTEXT_OVERFLOW', 'the prompt has more tokens than the order allows')
    }
    this.#prompt = { promptTokens, cachedTokens }
  }

  #delivered(bytes: Uint8Array): void {
    const { tokens } = this.#count
    this.#commitment = outputCommitment.next(this.#commitment, bytes)
    this.#points.add(this.#commitment, tokens)
    this.#window.delivered(tokens)
  }

  async #untilAcknowledged(signal: AbortSignal): Promise<SignedVoucher> {
    const { channel, order } = this.#init
    const { clock } = this.#components
    const beginMs = clock.monotonicMs()
    let voucher: SignedVoucher | undefined
    for (let count = 1; voucher?.value.isFinal !== true; count++) {
      const frame = await channel.next(MAX_CONTROL_FRAME_BYTES, signal)
      // Before the signature is checked: that is what vouchers without end would cost.
      this.#checkVouchers(count, clock.monotonicMs() - beginMs)
      voucher = openVoucher(expectField(frame, 'voucher'), order, voucher)
      if (!voucher.value.isFinal) this.#keep(voucher)
    }
    return voucher
  }

  #keep(voucher: SignedVoucher): void {
    const { order, terms } = this.#init
    this.#checkAcknowledged(voucher)
    this.#components.ledger.keepVoucher({ ...terms, ...this.#work(voucher), order, voucher })
    this.#window.acknowledged(voucher.value.outputTokens)
  }

  #checkAcknowledged({ value }: SignedVoucher): void {
    if (this.#points.acknowledge(value.outputCommitment, value.outputTokens)) return
    throw new SovError('ERR_SOV_PEER_MISBEHAVED', 'the consumer acknowledged what it was not sent')
  }

  #checkVouchers(count: number, elapsedMs: number): void {
    const due = this.#count.tokens / VOUCHER_TOKENS + elapsedMs / VOUCHER_MS
    if (count > due + SPARE_VOUCHERS) throw new SovError('ERR_SOV_RATE_LIMITED', 'too many vouchers')
  }

  async #orSettlementTimeout(acknowledged: Promise<SignedVoucher>): Promise<SignedVoucher> {
    const { clock } = this.#components
    const { promise, reject } = Promise.withResolvers<never>()
    const limit = deadline(clock, this.#init.deadlines.settlement, () => timeoutError('settlement'))
    limit.signal.addEventListener('abort', () => reject(timeoutError('settlement')), { once: true })
    try {
      return await Promise.race([acknowledged, promise])
    } finally {
      limit.clear()
    }
  }

  async #settle(voucher: SignedVoucher): Promise<void> {
    const { channel } = this.#init
    const { ledger } = this.#components
    const statement = await this.#state(voucher)
    await channel.sendWithin('settlement', { statement: statement.bytes })
    const frame = await channel.receive('settlement', MAX_CONTROL_FRAME_BYTES)
    const countersign = await ledger.storeCountersign(statement, expectField(frame, 'countersign'))
    await channel.sendWithin('settlement', { settled: { countersign: countersign.digest } })
  }

  async #state(voucher: SignedVoucher): Promise<SignedEntry> {
    const { order, terms } = this.#init
    const { outputCommitment: acknowledged, outputTokens } = voucher.value
    this.#checkAcknowledged(voucher)
    const isWhole = equalBytes(acknowledged, this.#commitment) && outputTokens === this.#count.tokens
    return this.#components.ledger.state({
      ...terms,
      ...this.#work(voucher),
      order,
      voucher,
      status: isWhole ? this.#status : StatementStatus.STATEMENT_STATUS_CANCELLED,
      outputTokens,
      outputCommitment: acknowledged,
      endedMs: this.#components.clock.nowMs(),
    })
  }

  /** What is behind an acknowledgement. */
  #work({ value }: SignedVoucher): Work {
    return {
      ...this.#prompt,
      startedMs: this.#startedMs,
      engine: this.#components.engine.name,
      isAttested: this.#count.isAttested(value.outputTokens),
    }
  }
}

const CANCELLED = new SovError('ERR_SOV_STOPPING', 'the consumer has ended the request')

const STATUS: Readonly<Record<FinishReason, StatementStatus>> = {
  stop: StatementStatus.STATEMENT_STATUS_COMPLETE,
  length: StatementStatus.STATEMENT_STATUS_LENGTH,
}
