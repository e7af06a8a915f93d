import {
  inputOverflow,
  type AnswerPart,
  type ContentPart,
  type DeltaPart,
  type EmbedRequest,
  type EndPart,
  type Engine,
  type GenerateRequest,
  type StartPart,
  type TokenUsage,
  type VectorPart,
} from '../engine/index.js'
import { SovError } from '../errors.js'
import { prefixesOf, type PromptPrefixes } from './prompt-prefixes.js'

/**
 * A request, and how far its answer has come over all engines that were asked for it. What one engine has given is not
 * asked of the next one.
 */
export interface Progress<C extends ContentPart> {
  /** What an engine has to read; embedding models keep nothing of it, so theirs has no beginnings. */
  readonly prefixes: PromptPrefixes
  /** Most that is left to ask for. */
  readonly maxOutputTokens: number
  /** Asks an engine for what is left. */
  ask(engine: Engine, signal: AbortSignal): AsyncIterable<AnswerPart<C>>
  /** @returns true for the first start of the request. */
  start(part: StartPart): boolean
  add(part: C): void
  /** Output tokens so far. */
  readonly outputTokens: number
  /** False when no other engine can take up what this one has begun. */
  readonly canGoOn: boolean
  /** The end of the whole answer when nothing is left to ask for, although no engine has said so. */
  whole(): EndPart | undefined
  /** The end of the whole answer, by the end of its last piece. */
  end(part: EndPart): EndPart
}

const NOTHING: TokenUsage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0 }

/** A chat goes on from the token ids so far, with the budget that is left. */
export class ChatProgress implements Progress<DeltaPart> {
  readonly prefixes: PromptPrefixes
  readonly #request: GenerateRequest
  readonly #tokenIds: number[] = []
  #start: StartPart | undefined
  #hasText = false

  constructor(request: GenerateRequest) {
    this.#request = request
    this.prefixes = prefixesOf(request.tenant, request)
  }

  get maxOutputTokens(): number {
    return this.#request.sampling.maxOutputTokens - this.outputTokens
  }

  ask(engine: Engine, signal: AbortSignal): AsyncIterable<AnswerPart<DeltaPart>> {
    if (this.outputTokens === 0) return engine.generate(this.#request, { signal })
    const { sampling } = this.#request
    return engine.generate(
      {
        ...this.#request,
        answerTokenIds: [...this.#tokenIds],
        sampling: { ...sampling, maxOutputTokens: this.maxOutputTokens },
      },
      { signal },
    )
  }

  start(part: StartPart): boolean {
    if (this.#start !== undefined) return false
    this.#start = part
    return true
  }

  add({ tokenIds }: DeltaPart): void {
    if (tokenIds.length === 0) this.#hasText = true
    this.#tokenIds.push(...tokenIds)
  }

  get outputTokens(): number {
    return this.#tokenIds.length
  }

  /** Text without ids is not enough: other tokens than those that were said make the same text. */
  get canGoOn(): boolean {
    return !this.#hasText
  }

  whole(): EndPart | undefined {
    const isWhole = this.canGoOn && this.outputTokens >= this.#request.sampling.maxOutputTokens
    return isWhole ? { type: 'end', finishReason: 'length', usage: this.#usage(NOTHING) } : undefined
  }

  end(part: EndPart): EndPart {
    return this.canGoOn ? { ...part, usage: this.#usage(part.usage) } : part
  }

  /** What the client asked for and got: that a later engine read the answer so far as prompt is between the nodes. */
  #usage(last: TokenUsage): TokenUsage {
    const { promptTokens, cachedTokens } = this.#start ?? last
    return { promptTokens, cachedTokens, outputTokens: this.outputTokens }
  }
}

/** Of texts to embed, those without a vector are left. */
export class EmbedProgress implements Progress<VectorPart> {
  readonly prefixes: PromptPrefixes
  readonly maxOutputTokens = 0
  readonly outputTokens = 0
  readonly canGoOn = true
  readonly #request: EmbedRequest
  readonly #from: number
  #vectors = 0
  /** Of the first start: that engine has counted all texts. */
  #promptTokens: number | undefined

  /** @param from - texts of the client's request that come before these. */
  constructor(request: EmbedRequest, from = 0) {
    this.#request = request
    this.#from = from
    const bytes = request.inputs.reduce((sum, input) => sum + Buffer.byteLength(input), 0)
    this.prefixes = { bytes, keys: [], ends: [] }
  }

  async *ask(engine: Engine, signal: AbortSignal): AsyncIterable<AnswerPart<VectorPart>> {
    const from = this.#from + this.#vectors
    try {
      yield* engine.embed({ ...this.#request, inputs: this.#request.inputs.slice(this.#vectors) }, { signal })
    } catch (error) {
      throw countedFrom(from, error)
    }
  }

  start({ promptTokens }: StartPart): boolean {
    if (this.#promptTokens !== undefined) return false
    this.#promptTokens = promptTokens
    return true
  }

  add(): void {
    this.#vectors += 1
  }

  whole(): EndPart | undefined {
    const isWhole = this.#vectors >= this.#request.inputs.length
    return isWhole ? { type: 'end', finishReason: 'stop', usage: this.#usage() } : undefined
  }

  end(part: EndPart): EndPart {
    return { ...part, usage: this.#usage() }
  }

  #usage(): TokenUsage {
    return { promptTokens: this.#promptTokens ?? 0, cachedTokens: 0, outputTokens: 0 }
  }
}

/** An engine names a text by its place among those that it was asked for. */
function countedFrom(from: number, error: unknown): unknown {
  if (!SovError.isInstance(error, 'ERR_SOV_CONTEXT_OVERFLOW')) return error
  const { index, tokens, contextTokens } = error.details ?? {}
  const isOurs = typeof index === 'number' && typeof tokens === 'number' && typeof contextTokens === 'number'
  return isOurs ? inputOverflow(from + index, tokens, contextTokens) : error
}
