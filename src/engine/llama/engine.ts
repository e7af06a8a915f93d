import { stat } from 'node:fs/promises'
import { deadline, type Clock } from '../../clock.js'
import { SovError, toSovError } from '../../errors.js'
import {
  DEFAULT_CONTEXT_TOKENS,
  DEFAULT_SLOTS,
  ENGINE_RESTART_MAX_MS,
  ENGINE_RESTART_MIN_MS,
  ENGINE_RESTART_WAIT_MS,
} from '../../limits.js'
import type {
  AnswerPart,
  ContentPart,
  DeltaPart,
  EmbedPart,
  EmbedRequest,
  EngineModel,
  EngineRequest,
  GenerateOptions,
  GeneratePart,
  GenerateRequest,
  ModelTask,
  VectorPart,
} from '../index.js'
import { manifestDigest } from '../manifest.js'
import { unknownModel, wrongTask } from '../request-errors.js'
import { Slots } from '../slots.js'
import { ChildSession } from './child-session.js'
import type { LlamaEngine, LlamaEngineInit, ModelFile } from './index.js'
import type { LoadedFacts } from './messages.js'
import type { RunningRequest } from './running-request.js'

/** What the first load found out; later loads of the same file find the same. */
interface Loaded {
  readonly model: EngineModel
  readonly facts: LoadedFacts
  readonly slots: Slots
}

export class LlamaChildEngine implements LlamaEngine {
  readonly #init: LlamaEngineInit
  readonly #clock: Clock
  readonly #closing = new AbortController()
  readonly #listeners = new Set<() => void>()
  #loaded: Loaded | undefined
  #session: ChildSession | undefined
  /** The spawn under way; close waits for it, so that no child is left behind. */
  #spawning: Promise<void> = Promise.resolve()
  #restartDelayMs = ENGINE_RESTART_MIN_MS
  #cancelRestart = (): void => undefined

  constructor(init: LlamaEngineInit) {
    this.#init = init
    this.#clock = init.clock
  }

  /** First load; see createLlamaEngine. */
  async open(): Promise<void> {
    await this.#spawn()
  }

  get name(): string {
    const { version, device } = this.#known.facts
    return `llama.cpp ${version} ${device}`
  }

  get pid(): number | undefined {
    return this.#session?.pid
  }

  get device(): string {
    return this.#known.facts.device
  }

  get threads(): number {
    return this.#known.facts.threads
  }

  get memoryBytes(): number {
    return this.#known.facts.memoryBytes
  }

  get running(): number {
    return this.#known.slots.running
  }

  get waiting(): number {
    return this.#known.slots.waiting
  }

  models(): readonly EngineModel[] {
    return this.#session === undefined ? [] : [this.#known.model]
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncIterable<GeneratePart> {
    return this.#answer<DeltaPart>(request, 'chat', signal)
  }

  embed(request: EmbedRequest, { signal }: GenerateOptions): AsyncIterable<EmbedPart> {
    return this.#answer<VectorPart>(request, 'embedding', signal)
  }

  async *#answer<C extends ContentPart>(
    request: EngineRequest,
    task: ModelTask,
    signal: AbortSignal,
  ): AsyncIterable<AnswerPart<C>> {
    signal.throwIfAborted()
    const { model, slots } = this.#known
    if (request.model !== model.digest) throw unknownModel(request.model)
    if (model.task !== task) throw wrongTask(model.task)
    const release = await slots.acquire(signal)
    let running: RunningRequest<C>
    try {
      running = (await this.#ready(signal)).start<C>(request)
    } catch (error) {
      release()
      throw error
    }
    // a cancelled request keeps its slot until the child has finished the token it is at
    void running.ended.then(release)
    yield* running.parts(signal)
  }

  async close(): Promise<void> {
    this.#closing.abort(stopping())
    this.#cancelRestart()
    await this.#spawning.catch(() => undefined)
    const session = this.#session
    this.#session = undefined
    this.#changed()
    await session?.close()
  }

  get #known(): Loaded {
    if (this.#loaded === undefined) throw new SovError('ERR_SOV_MODEL_LOADING', 'the model is being loaded')
    return this.#loaded
  }

  #spawn(): Promise<void> {
    this.#spawning = this.#load()
    return this.#spawning
  }

  async #load(): Promise<void> {
    const { file, options = {}, environment = {} } = this.#init
    await checkUnchanged(file)
    const { session, facts } = await ChildSession.load({
      load: {
        type: 'load',
        path: file.path,
        gpu: options.gpu ?? 'auto',
        threads: options.threads ?? this.#loaded?.facts.threads,
        slots: options.slots ?? DEFAULT_SLOTS,
        contextTokens: options.contextTokens ?? DEFAULT_CONTEXT_TOKENS,
        memoryBytes: options.memoryBytes,
      },
      clock: this.#clock,
      environment,
      signal: this.#closing.signal,
    }).catch((error: unknown) => {
      throw this.#closing.signal.aborted ? error : ofFile(file.path, error)
    })
    this.#loaded ??= { facts, model: engineModel(this.#init, facts), slots: new Slots(facts.slots) }
    this.#session = session
    this.#restartDelayMs = ENGINE_RESTART_MIN_MS
    void session.exited.then(() => this.#onExit(session))
    this.#changed()
  }

  #onExit(session: ChildSession): void {
    if (this.#session !== session) return
    this.#session = undefined
    this.#changed()
    this.#scheduleRestart()
  }

  #scheduleRestart(): void {
    if (this.#closing.signal.aborted) return
    this.#cancelRestart = this.#clock.setTimer(() => {
      // whatever it fails of may pass: memory is freed, the file comes back
      this.#spawn().catch(() => this.#scheduleRestart())
    }, this.#restartDelayMs)
    this.#restartDelayMs = Math.min(2 * this.#restartDelayMs, ENGINE_RESTART_MAX_MS)
  }

  async #ready(signal: AbortSignal): Promise<ChildSession> {
    const limit = deadline(this.#clock, ENGINE_RESTART_WAIT_MS, loading, signal)
    try {
      for (;;) {
        limit.signal.throwIfAborted()
        this.#closing.signal.throwIfAborted()
        if (this.#session !== undefined) return this.#session
        await this.#nextChange(limit.signal)
      }
    } finally {
      limit.clear()
    }
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        unsubscribe()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const unsubscribe = this.onChange(done)
      signal.addEventListener('abort', done, { once: true })
    })
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function engineModel({ file, name }: LlamaEngineInit, { gguf, task, contextTokens, slots }: LoadedFacts): EngineModel {
  const manifest = { fileSha256: file.sha256, fileBytes: BigInt(file.sizeBytes), ...gguf }
  return { name, digest: manifestDigest(manifest), manifest, task, contextTokens, slots }
}

/** The hash says what the model is, so weights that changed after hashing must not be loaded under it. */
async function checkUnchanged({ path, sizeBytes, modifiedMs }: ModelFile): Promise<void> {
  const now = await stat(path).catch((cause: unknown) => {
    throw new SovError('ERR_SOV_MODEL_FILE', `cannot read the model file ${path}`, { cause })
  })
  if (now.size === sizeBytes && now.mtimeMs === modifiedMs) return
  throw new SovError('ERR_SOV_MODEL_FILE', `the model file ${path} has changed since it was hashed`, {
    remedy: 'Load the model again.',
  })
}

/** The child knows one model; who starts a node may have named several. */
function ofFile(path: string, thrown: unknown): SovError {
  const { code, message, details, remedy } = toSovError(thrown)
  return new SovError(code, `${path}: ${message}`, {
    cause: thrown,
    ...(details === undefined ? {} : { details }),
    ...(remedy === undefined ? {} : { remedy }),
  })
}

function loading(): SovError {
  return new SovError('ERR_SOV_MODEL_LOADING', 'the model is being loaded again', {
    retryAfterMs: ENGINE_RESTART_WAIT_MS,
  })
}

function stopping(): SovError {
  return new SovError('ERR_SOV_STOPPING', 'the model is being unloaded')
}
