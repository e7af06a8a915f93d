import { deadline } from '../clock.js'
import type { AnswerPart, EngineRequest, FinishReason, StartPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import {
  commitment,
  openVoucher,
  outputCommitment,
  type SignedOrder,
  type SignedVoucher,
  type Terms,
} from '../ledger/index.js'
import { MAX_CONTROL_FRAME_BYTES, SPARE_VOUCHERS, VOUCHER_MS, VOUCHER_TOKENS } from '../limits.js'
import { equalBytes, StatementStatus, toHex, type InferFrame } from '../wire/index.js'
import type { Place } from './admission.js'
import type { InferenceComponents } from './index.js'
import { PartsWriter } from './parts-writer.js'
import { expectField, timeoutError, type Deadlines, type InferChannel } from './protocol.js'
import { decodeRequest } from './request-bytes.js'
import { SentPoints } from './sent-points.js'

interface ServedRequestInit {
  readonly channel: InferChannel
  readonly order: SignedOrder
  readonly terms: Terms
  readonly place: Place
  readonly deadlines: Deadlines
}

type Prompt = NonNullable<InferFrame['prompt']>

/** An admitted order at work: runs the engine, streams the parts, and settles what the consumer acknowledges. */
export class ServedRequest {
  readonly #init: ServedRequestInit
  readonly #components: InferenceComponents
  /** A cancelling consumer acknowledges one of them. */
  readonly #points = new SentPoints()
  #commitment: Uint8Array = new Uint8Array()
  #promptTokens = 0
  #cachedTokens = 0
  #outputTokens = 0
  #isAttested = false
  #status: StatementStatus = StatementStatus.STATEMENT_STATUS_CANCELLED

  constructor(init: ServedRequestInit, components: InferenceComponents) {
    this.#init = init
    this.#components = components
  }

  /**
   * Returns when the countersign is stored.
   *
   * @throws {SovError} what ended it before: the engine's error, ERR_SOV_PEER_DISCONNECTED, ERR_SOV_PROTOCOL, …
   */
  async run(prompt: Prompt): Promise<void> {
    const { clock } = this.#components
    const { deadlines, place } = this.#init
    const request = this.#open(prompt)
    const startedMs = clock.nowMs()
    const total = deadline(clock, deadlines.total, () => timeoutError('total'))
    const work = new AbortController()
    const stop = (): void => work.abort(total.signal.reason)
    total.signal.addEventListener('abort', stop, { once: true })
    // Reads from now on: a final voucher in mid-answer cancels, and so does a peer that goes away.
    const acknowledged = this.#untilAcknowledged(total.signal).finally(() => work.abort(CANCELLED))
    acknowledged.catch(() => undefined)
    try {
      await this.#answer(request, work.signal)
      place.done()
      const voucher = await this.#orSettlementTimeout(acknowledged)
      await this.#settle(voucher, startedMs)
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
    const common = { model: toHex(modelManifest), tenant: `${terms.consumer.credential.orgId}/${cacheScope}` }
    if ('inputs' in asked) return { ...common, ...asked }
    const { messages, sampling } = asked
    const limited = { ...sampling, maxOutputTokens: Math.min(sampling.maxOutputTokens, maxOutputTokens) }
    return { ...common, messages, sampling: limited }
  }

  /** Runs the engine to its end, or until the consumer has cancelled. */
  async #answer(request: EngineRequest, signal: AbortSignal): Promise<void> {
    const writer = new PartsWriter(this.#init.channel, signal)
    try {
      for await (const part of this.#parts(request, signal)) {
        switch (part.type) {
          case 'start':
            this.#start(part)
            writer.start(part.promptTokens, part.cachedTokens)
            break
          case 'delta':
            if (part.tokenIds.length === 0) this.#isAttested = true
            this.#delivered(part.tokenIds.length, await writer.delta(part.tokenIds, part.text))
            break
          case 'vector':
            this.#delivered(0, await writer.vector(part.values))
            break
          case 'end':
            this.#status = STATUS[part.finishReason]
            await writer.end(part.finishReason, part.usage)
        }
      }
    } catch (error) {
      if (error !== CANCELLED) throw error
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
    this.#promptTokens = promptTokens
    this.#cachedTokens = cachedTokens
  }

  #delivered(tokens: number, bytes: Uint8Array): void {
    this.#outputTokens += tokens
    this.#commitment = outputCommitment.next(this.#commitment, bytes)
    this.#points.add(this.#commitment, this.#outputTokens)
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
    }
    return voucher
  }

  #checkVouchers(count: number, elapsedMs: number): void {
    const due = this.#outputTokens / VOUCHER_TOKENS + elapsedMs / VOUCHER_MS
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

  async #settle(voucher: SignedVoucher, startedMs: number): Promise<void> {
    const { channel, order, terms } = this.#init
    const { clock, engine, ledger } = this.#components
    const { outputCommitment: acknowledged, outputTokens } = voucher.value
    if (!this.#points.has(acknowledged, outputTokens)) {
      throw new SovError('ERR_SOV_PEER_MISBEHAVED', 'the consumer acknowledged what it was not sent')
    }
    const isWhole = equalBytes(acknowledged, this.#commitment)
    const statement = await ledger.state({
      ...terms,
      order,
      voucher,
      status: isWhole ? this.#status : StatementStatus.STATEMENT_STATUS_CANCELLED,
      promptTokens: this.#promptTokens,
      cachedTokens: this.#cachedTokens,
      outputTokens,
      outputCommitment: acknowledged,
      startedMs,
      endedMs: clock.nowMs(),
      engine: engine.name,
      isAttested: this.#isAttested,
    })
    await channel.sendWithin('settlement', { statement: statement.bytes })
    const frame = await channel.receive('settlement', MAX_CONTROL_FRAME_BYTES)
    const countersign = await ledger.storeCountersign(statement, expectField(frame, 'countersign'))
    await channel.sendWithin('settlement', { settled: { countersign: countersign.digest } })
  }
}

const CANCELLED = new SovError('ERR_SOV_STOPPING', 'the consumer has ended the request')

const STATUS: Readonly<Record<FinishReason, StatementStatus>> = {
  stop: StatementStatus.STATEMENT_STATUS_COMPLETE,
  length: StatementStatus.STATEMENT_STATUS_LENGTH,
}
