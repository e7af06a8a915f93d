import type {
  EmbedPart,
  EmbedRequest,
  Engine,
  EngineModel,
  GenerateOptions,
  GeneratePart,
  GenerateRequest,
  ModelDigest,
} from '../engine/index.js'
import { createLlamaEngine, type LlamaEngine } from '../engine/llama/index.js'
import { SovError } from '../errors.js'
import type { HostedModel, LoadModelOptions, ModelHost, ModelHostInit } from './index.js'
import { modelFile } from './model-file.js'
import { isModelName, modelNameOfFile } from './names.js'

/** An engine that this host started from a file, with what it served last. */
interface Loaded {
  readonly path: string
  readonly model: EngineModel
  readonly engine: LlamaEngine
  readonly unsubscribe: () => void
}

export class EngineHost implements ModelHost {
  readonly #init: ModelHostInit
  readonly #loaded = new Map<ModelDigest, Loaded>()
  readonly #added = new Set<Engine>()
  readonly #listeners = new Set<() => void>()
  /** Loads run one after the other: each looks at the memory that the one before has left. */
  #loading: Promise<unknown> = Promise.resolve()
  readonly #stopping = new AbortController()

  constructor(init: ModelHostInit) {
    this.#init = init
  }

  get name(): string {
    const names = new Set(this.#engines().map((engine) => engine.name))
    return names.size === 1 ? [...names].join() : 'several engines'
  }

  models(): readonly EngineModel[] {
    return this.#engines().flatMap((engine) => engine.models())
  }

  async *generate(request: GenerateRequest, options: GenerateOptions): AsyncIterable<GeneratePart> {
    yield* this.#engineOf(request.model).generate(request, options)
  }

  async *embed(request: EmbedRequest, options: GenerateOptions): AsyncIterable<EmbedPart> {
    yield* this.#engineOf(request.model).embed(request, options)
  }

  load(options: LoadModelOptions): Promise<EngineModel> {
    const loading = this.#loading.then(() => this.#load(options))
    this.#loading = loading.catch(() => undefined)
    return loading
  }

  async unload(digest: ModelDigest): Promise<void> {
    const loaded = this.#loaded.get(digest)
    if (loaded === undefined) {
      throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'the model was not loaded from a file', { param: 'model' })
    }
    this.#loaded.delete(digest)
    loaded.unsubscribe()
    this.#changed()
    await loaded.engine.close()
  }

  add(engine: Engine): () => void {
    this.#added.add(engine)
    this.#changed()
    return () => {
      if (this.#added.delete(engine)) this.#changed()
    }
  }

  list(): readonly HostedModel[] {
    return [
      ...[...this.#loaded.values()].map(({ path, model, engine }) => {
        const { pid, device, threads, memoryBytes, running, waiting } = engine
        return hosted(model, engine, { path, pid, device, threads, memoryBytes, running, waiting })
      }),
      ...[...this.#added].flatMap((engine) => engine.models().map((model) => hosted(model, engine, undefined))),
    ]
  }

  within(memoryBytes: number): readonly EngineModel[] {
    let takenBytes = 0
    const fitting = new Set<ModelDigest>()
    for (const { digest, process } of this.list()) {
      const bytes = process?.memoryBytes ?? Infinity
      if (takenBytes + bytes > memoryBytes) continue
      takenBytes += bytes
      fitting.add(digest)
    }
    return this.models().filter(({ digest }) => fitting.has(digest))
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new SovError('ERR_SOV_STOPPING', 'the node is stopping'))
    await this.#loading
    this.#added.clear()
    await Promise.all([...this.#loaded.keys()].map((digest) => this.unload(digest)))
  }

  async #load({ path, name = modelNameOfFile(path), options = {} }: LoadModelOptions): Promise<EngineModel> {
    const { signal } = this.#stopping
    signal.throwIfAborted()
    if (!isModelName(name)) {
      throw new SovError('ERR_SOV_CONFIG', `"${name}" cannot be the name of a model`, {
        remedy: 'Use up to 64 lower-case letters, digits, ".", "_" and "-".',
      })
    }
    const file = await modelFile(path, this.#init.hashCachePath, signal)
    const same = [...this.#loaded.values()].find(({ model }) => isFile(model, file.sha256))
    if (same !== undefined) return same.model
    const { clock, environment = {} } = this.#init
    const engine = await createLlamaEngine({ file, name, clock, options, environment, signal })
    const [model] = engine.models()
    if (model === undefined) {
      await engine.close()
      throw new SovError('ERR_SOV_ENGINE_CRASHED', 'the llama.cpp process died right after loading the model')
    }
    const unsubscribe = engine.onChange(() => this.#changed())
    this.#loaded.set(model.digest, { path: file.path, model, engine, unsubscribe })
    this.#changed()
    return model
  }

  #engineOf(model: ModelDigest): Engine {
    const engine =
      this.#loaded.get(model)?.engine ??
      [...this.#added].find((added) => added.models().some(({ digest }) => digest === model))
    if (engine === undefined) {
      throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'this node does not have the model', { param: 'model' })
    }
    return engine
  }

  #engines(): readonly Engine[] {
    return [...[...this.#loaded.values()].map(({ engine }) => engine), ...this.#added]
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function isFile({ manifest }: EngineModel, sha256: Uint8Array): boolean {
  return Buffer.compare(manifest.fileSha256, sha256) === 0
}

function hosted(model: EngineModel, engine: Engine, process: HostedModel['process']): HostedModel {
  const { name, digest, manifest, contextTokens, slots } = model
  const { quantisation, parameters } = manifest
  const isReady = engine.models().some((ready) => ready.digest === digest)
  return { name, digest, quantisation, parameters, contextTokens, slots, engine: engine.name, isReady, process }
}
