import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { sha256 } from '../../wire/index.js'
import type {
  DeltaPart,
  EmbedPart,
  EmbedRequest,
  Engine,
  EngineModel,
  EngineRequest,
  GenerateOptions,
  GeneratePart,
  GenerateRequest,
  ModelTask,
} from '../index.js'
import { manifestDigest, type ModelDigest } from '../manifest.js'
import { contextOverflow, inputOverflow, unknownModel, unknownToken, wrongTask } from '../request-errors.js'
import { Slots } from '../slots.js'
import { StopFilter, type Piece } from '../stop-filter.js'
import type { FakeEngineInit, FakeFault } from './index.js'
import { textOnly } from './text-only.js'
import { fakeTokenText, mix, tokenizePrompt, tokenizeText, VOCABULARY_SIZE } from './tokens.js'

const DEFAULT_SLOTS = 4
const DEFAULT_CONTEXT = 4_096
const SHORTEST_ANSWER = 24
const DIMENSIONS = 16
/** Prompts remembered per tenant, as a real engine's sequences would be; the oldest is forgotten. */
const MAX_CACHED_PROMPTS = 16

export class DeterministicEngine implements Engine {
  readonly name = 'fake'
  fault: FakeFault | undefined
  readonly #init: FakeEngineInit
  readonly #clock: Clock
  readonly #contextTokens: number
  readonly #models: ReadonlyMap<ModelDigest, EngineModel>
  readonly #slots: Slots
  readonly #cachedPrompts = new Map<string, (readonly number[])[]>()

  constructor(init: FakeEngineInit) {
    this.#init = init
    this.#clock = init.clock
    this.#contextTokens = init.contextTokens ?? DEFAULT_CONTEXT
    this.fault = init.fault
    const slots = init.slots ?? DEFAULT_SLOTS
    this.#slots = new Slots(slots)
    const named = (names: readonly string[], task: ModelTask): readonly EngineModel[] =>
      names.map((name) => fakeModel(name, task, this.#contextTokens, slots))
    const models = [...named(init.models ?? ['fake'], 'chat'), ...named(init.embeddingModels ?? [], 'embedding')]
    this.#models = new Map(models.map((model) => [model.digest, model]))
  }

  get running(): number {
    return this.#slots.running
  }

  get waiting(): number {
    return this.#slots.waiting
  }

  models(): readonly EngineModel[] {
    return [...this.#models.values()]
  }

  async *generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncIterable<GeneratePart> {
    this.#check(request, 'chat', signal)
    const prompt = [...tokenizePrompt(request), ...knownTokens(request.answerTokenIds ?? [])]
    const room = this.#contextTokens - prompt.length
    if (room < 1) throw contextOverflow(prompt.length, this.#contextTokens)
    const release = await this.#slots.acquire(signal)
    try {
      const answer = this.#answer(request, prompt, room, signal)
      yield* this.#init.isTextOnly === true ? textOnly(answer) : answer
    } finally {
      release()
    }
  }

  async *embed(request: EmbedRequest, { signal }: GenerateOptions): AsyncIterable<EmbedPart> {
    this.#check(request, 'embedding', signal)
    const texts = request.inputs.map(tokenizeText)
    const tooLong = texts.findIndex(({ length }) => length > this.#contextTokens)
    if (tooLong !== -1) throw inputOverflow(tooLong, texts[tooLong]?.length ?? 0, this.#contextTokens)
    const release = await this.#slots.acquire(signal)
    try {
      yield* this.#vectors(request.model, texts, signal)
    } finally {
      release()
    }
  }

  #check({ model }: EngineRequest, task: ModelTask, signal: AbortSignal): void {
    signal.throwIfAborted()
    const known = this.#models.get(model)
    if (known === undefined) throw unknownModel(model)
    if (known.task !== task) throw wrongTask(known.task)
  }

  async *#vectors(
    model: ModelDigest,
    texts: readonly (readonly number[])[],
    signal: AbortSignal,
  ): AsyncIterable<EmbedPart> {
    const usage = {
      promptTokens: texts.reduce((sum, { length }) => sum + length, 0),
      cachedTokens: 0,
      outputTokens: 0,
    }
    yield { type: 'start', promptTokens: usage.promptTokens, cachedTokens: 0 }
    for (const [index, text] of texts.entries()) {
      await this.#fail(index, signal)
      await this.#pass((this.#init.prefillMsPerToken ?? 0) * text.length, signal)
      yield { type: 'vector', values: fakeVector(text.reduce(mix, mix(0, model))) }
    }
    await this.#fail(texts.length, signal)
    signal.throwIfAborted()
    yield { type: 'end', finishReason: 'stop', usage }
  }

  async *#answer(
    request: GenerateRequest,
    prompt: readonly number[],
    room: number,
    signal: AbortSignal,
  ): AsyncIterable<GeneratePart> {
    const { sampling } = request
    const cachedTokens = this.#cache(request, prompt)
    yield { type: 'start', promptTokens: prompt.length, cachedTokens }
    await this.#pass((this.#init.prefillMsPerToken ?? 0) * (prompt.length - cachedTokens), signal)

    // The state is a hash of all tokens so far, so that an answer continued from its ids goes on as it would have.
    const answered = request.answerTokenIds?.length ?? 0
    let state = prompt.slice(0, prompt.length - answered).reduce(mix, mix(0, request.model))
    if (sampling.temperature > 0) state = mix(state, `${String(sampling.temperature)}:${String(sampling.seed ?? 0)}`)
    const ownEnd = Math.max(0, (this.#init.outputTokens ?? SHORTEST_ANSWER + (state % 32)) - answered)
    state = prompt.slice(prompt.length - answered).reduce(mix, state)
    const limit = Math.min(sampling.maxOutputTokens, room)
    const stops = new StopFilter(sampling.stop)
    let outputTokens = 0
    const delta = (piece: Piece): DeltaPart => {
      outputTokens += piece.tokenIds.length
      return { type: 'delta', ...piece }
    }

    let made = 0
    while (made < Math.min(ownEnd, limit) && !stops.isStopped) {
      await this.#fail(made, signal)
      await this.#pass(this.#init.outputMsPerToken ?? 0, signal)
      const id = state % VOCABULARY_SIZE
      state = mix(state, id)
      made += 1
      const piece = stops.push({ tokenIds: [id], text: fakeTokenText(id) })
      if (piece !== undefined) yield delta(piece)
    }
    const rest = stops.isStopped ? undefined : stops.flush()
    if (rest !== undefined) yield delta(rest)
    await this.#fail(made, signal)
    signal.throwIfAborted()
    yield {
      type: 'end',
      finishReason: stops.isStopped || made === ownEnd ? 'stop' : 'length',
      usage: { promptTokens: prompt.length, cachedTokens, outputTokens },
    }
  }

  /** Remembers the prompt for its tenant; returns how many of its first tokens an earlier one had. */
  #cache({ model, tenant }: GenerateRequest, prompt: readonly number[]): number {
    const key = `${model} ${tenant}`
    const earlier = this.#cachedPrompts.get(key) ?? []
    this.#cachedPrompts.set(key, [...earlier, prompt].slice(-MAX_CACHED_PROMPTS))
    // the last token is always evaluated: its logits begin the answer
    return Math.min(prompt.length - 1, Math.max(0, ...earlier.map((other) => commonPrefix(prompt, other))))
  }

  async #fail(tokens: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.fault?.atToken !== tokens) return
    switch (this.fault.kind) {
      case 'fail':
        throw new SovError('ERR_SOV_ENGINE_FAILED', 'the fake engine was told to fail')
      case 'crash':
        throw new SovError('ERR_SOV_ENGINE_CRASHED', 'the fake engine was told to crash')
      case 'hang':
        await new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
        })
    }
  }

  /** Lets time pass; zero costs no timer. */
  #pass(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (milliseconds <= 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        cancel()
        reject(signal.reason as Error)
      }
      const cancel = this.#clock.setTimer(() => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }, milliseconds)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}

function knownTokens(ids: readonly number[]): readonly number[] {
  const unknown = ids.find((id) => id >= VOCABULARY_SIZE)
  if (unknown !== undefined) throw unknownToken(unknown)
  return ids
}

/** Numbers from -1 to 1. */
function fakeVector(seed: number): Float32Array {
  return Float32Array.from({ length: DIMENSIONS }, (_, index) => mix(seed, index) / 2 ** 31 - 1)
}

function fakeModel(name: string, task: ModelTask, contextTokens: number, slots: number): EngineModel {
  const manifest = {
    fileSha256: sha256(Buffer.from(`fake ${task === 'chat' ? 'model' : 'embedding model'} ${name}`)),
    fileBytes: 1_000_000n,
    architecture: 'fake',
    quantisation: 'q8_0',
    parameters: 1_000_000n,
    activeParameters: 1_000_000n,
    contextTokens,
  }
  return { name, digest: manifestDigest(manifest), manifest, task, contextTokens, slots }
}

function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((id, index) => id !== b[index])
  return different === -1 ? a.length : different
}
