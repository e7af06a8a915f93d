import { deadline, type Clock } from '../../src/clock.js'
import type {
  EmbedPart,
  Engine,
  EngineModel,
  GenerateOptions,
  GeneratePart,
  GenerateRequest,
} from '../../src/engine/index.js'
import { SovError } from '../../src/errors.js'
import type { Place } from '../../src/inference/admission.js'
import { askingFor, cost } from '../../src/inference/asking.js'
import { DEFAULT_DEADLINES, timeoutError, type Deadlines } from '../../src/inference/protocol.js'
import { chargeFor, worstCharge, type Terms } from '../../src/ledger/index.js'
import type { VirtualConsumer } from './consumer.js'
import type { Link, Talk } from './link.js'
import { forever, pause } from './pause.js'
import { answer, questionIn } from './virtual-model.js'
import type { VirtualNode } from './virtual-node.js'

/** Tokens that are told in one part after the first one: fewer cost more of our time and change nothing. */
const TOKENS_PER_PART = 32

/** What came of one answer so far. */
interface Count {
  readonly promptTokens: number
  readonly cachedTokens: 0
  outputTokens: number
}

/**
 * A node that serves as an engine, as its consumer sees it over a link: order, acceptance, prompt, parts, with the
 * deadlines of the real protocol, the real admission at the other end, and a settlement of what was delivered.
 */
export class PeerEngine implements Engine {
  readonly name = 'virtual'
  readonly #clock: Clock
  readonly #consumer: VirtualConsumer
  readonly #link: Link

  constructor(clock: Clock, consumer: VirtualConsumer, link: Link) {
    this.#clock = clock
    this.#consumer = consumer
    this.#link = link
  }

  models(): readonly EngineModel[] {
    return [this.#link.node.init.model]
  }

  async *generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncIterable<GeneratePart> {
    const talk = this.#link.begin(signal)
    const total = deadline(this.#clock, DEFAULT_DEADLINES.total, () => timeoutError('total'), talk.signal)
    try {
      yield* this.#converse(request, total.signal, talk)
    } finally {
      total.clear()
      talk.end()
    }
  }

  embed(): AsyncIterable<EmbedPart> {
    throw new SovError('ERR_SOV_BAD_REQUEST', 'the virtual model makes no vectors')
  }

  async *#converse(request: GenerateRequest, signal: AbortSignal, talk: Talk): AsyncIterable<GeneratePart> {
    const { node } = this.#link
    const question = questionIn(request)
    const begun = request.answerTokenIds?.length ?? 0
    const most = Math.min(question.answerTokens, begun + request.sampling.maxOutputTokens)
    const count: Count = { promptTokens: question.promptTokens + begun, cachedTokens: 0, outputTokens: 0 }
    const terms = this.#consumer.termsWith(node)
    const place = await this.#within('accept', signal, (limit) => this.#order(request, count, terms, limit))
    let rest = (): void => undefined
    try {
      await this.#within('firstToken', signal, async (limit) => {
        await this.#hop(limit)
        await place.turn(limit)
        rest = node.work()
        await this.#hear((1_000 * count.promptTokens) / node.prefillTokensPerSecond, limit)
        await this.#work(1, limit)
        if (node.init.lie === 'accepts and stalls') await forever(limit)
        await this.#hop(limit)
      })
      yield { type: 'start', promptTokens: count.promptTokens, cachedTokens: 0 }
      for (let told = 1; begun + count.outputTokens < most; told = TOKENS_PER_PART) {
        const from = begun + count.outputTokens
        const to = Math.min(most, from + told)
        if (count.outputTokens > 0) await this.#within('tokenGap', signal, (limit) => this.#work(to - from, limit))
        if (node.init.lie === 'stalls halfway' && 2 * to > most) await this.#within('tokenGap', signal, forever)
        count.outputTokens = to - begun
        yield { type: 'delta', tokenIds: answer(question, from, to), text: 'a '.repeat(to - from) }
        talk.signal.throwIfAborted()
      }
      place.done(cost(terms, count))
      const charge = this.#settle(terms, count)
      const finishReason = most < question.answerTokens ? 'length' : 'stop'
      yield { type: 'end', finishReason, usage: { ...count }, settlement: { orderId: '', status: 'settled', charge } }
      count.outputTokens = 0
    } finally {
      rest()
      place.leave()
      if (count.outputTokens > 0) this.#settle(terms, count)
    }
  }

  /** One round trip to agree on the protocol, and one for order and acceptance. */
  async #order(request: GenerateRequest, count: Count, terms: Terms, signal: AbortSignal): Promise<Place> {
    const { node } = this.#link
    await this.#hop(signal)
    await this.#hop(signal)
    await this.#hop(signal)
    const place = this.#admit(node, request, count, terms)
    try {
      await this.#hop(signal)
    } catch (error) {
      if (!SovError.isInstance(place)) place.leave()
      throw error
    }
    if (SovError.isInstance(place)) throw place
    return place
  }

  #admit({ init, admission }: VirtualNode, request: GenerateRequest, count: Count, terms: Terms): Place | SovError {
    if (init.lie === 'refuses') {
      return new SovError('ERR_SOV_BUSY', 'the peer refused with REFUSE_CODE_BUSY', { retryAfterMs: 1_000 })
    }
    const limits = { maxPromptTokens: count.promptTokens, maxOutputTokens: request.sampling.maxOutputTokens }
    const maxCharge = worstCharge(terms.priceTable.value, terms.manifest, limits, false)
    try {
      return admission.enter(init.model, askingFor({ ...limits, maxCharge }, terms))
    } catch (error) {
      if (!SovError.isInstance(error)) throw error
      return error.code === 'ERR_SOV_BUSY' ? error : new SovError('ERR_SOV_PEER_REFUSED', 'the peer refused')
    }
  }

  /** Both sides book what was delivered. */
  #settle(terms: Terms, count: Count): bigint {
    const { node } = this.#link
    const charge = chargeFor(terms, count)
    node.books.book(terms.consumer, 'provider', charge)
    this.#consumer.books.book(terms.provider, 'consumer', charge)
    node.settledTokens += count.outputTokens
    return charge
  }

  #work(tokens: number, signal: AbortSignal): Promise<void> {
    return this.#hear((1_000 * tokens) / this.#link.node.tokensPerSecond, signal)
  }

  /** One message, one way. */
  #hop(signal: AbortSignal): Promise<void> {
    return this.#hear(this.#consumer.delayMs(this.#link.node), signal)
  }

  async #hear(ms: number, signal: AbortSignal): Promise<void> {
    await pause(this.#clock, ms, signal)
    await this.#link.node.awake(signal)
  }

  async #within<T>(wait: keyof Deadlines, parent: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = deadline(this.#clock, DEFAULT_DEADLINES[wait], () => timeoutError(wait), parent)
    try {
      return await work(limit.signal)
    } finally {
      limit.clear()
    }
  }
}
