import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { sha256 } from '../../wire/index.js'
import type { Engine, EngineModel, GenerateOptions, GeneratePart, GenerateRequest } from '../index.js'
import { manifestDigest, type ModelDigest } from '../manifest.js'
import { contextOverflow, unknownModel } from '../request-errors.js'
import { Slots } from '../slots.js'
import { StopFilter, type Piece } from '../stop-filter.js'
import type { FakeEngineInit, FakeFault } from './index.js'
import { fakeTokenText, mix, tokenizePrompt, VOCABULARY_SIZE } from './tokens.js'

const DEFAULT_SLOTS = 4
const DEFAULT_CONTEXT = 4_096
const SHORTEST_ANSWER = 24
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
    const models = (init.models ?? ['fake']).map((name) => fakeModel(name, this.#contextTokens, slots))
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
    signal.throwIfAborted()
    if (!this.#models.has(request.model)) throw unknownModel(request.model)
    const prompt = tokenizePrompt(request.messages)
    const room = this.#contextTokens - prompt.length
    if (room < 1) throw contextOverflow(prompt.length, this.#contextTokens)
    const release = await this.#slots.acquire(signal)
    try {
      yield* this.#answer(request, prompt, room, signal)
    } finally {
      release()
    }
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
    let state = prompt.reduce(mix, mix(0, request.model))
    if (sampling.temperature > 0) state = mix(state, `${String(sampling.temperature)}:${String(sampling.seed ?? 0)}`)
    const ownEnd = this.#init.outputTokens ?? SHORTEST_ANSWER + (state % 32)
    const limit = Math.min(sampling.maxOutputTokens, room)
    const stops = new StopFilter(sampling.stop)
    let outputTokens = 0
    const delta = (piece: Piece): GeneratePart => {
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

function fakeModel(name: string, contextTokens: number, slots: number): EngineModel {
  const manifest = {
    fileSha256: sha256(Buffer.from(`fake model ${name}`)),
    fileBytes: 1_000_000n,
    architecture: 'fake',
    quantisation: 'q8_0',
    parameters: 1_000_000n,
    activeParameters: 1_000_000n,
    contextTokens,
  }
  return { name, digest: manifestDigest(manifest), manifest, contextTokens, slots }
}

function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((id, index) => id !== b[index])
  return different === -1 ? a.length : different
}
