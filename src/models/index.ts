/**
 * The models of this machine: files, digests, names, and the engines that have them in memory.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { Engine, EngineModel, ModelDigest } from '../engine/index.js'
import type { LlamaOptions } from '../engine/llama/index.js'
import { EngineHost } from './host.js'

export { isModelName, modelId, modelNameOfFile, resolveModel } from './names.js'
export type { KnownModel } from './names.js'

export interface ModelHostInit {
  readonly clock: Clock
  /** JSON file that remembers the SHA-256 of model files by path, size and time of change. */
  readonly hashCachePath: string
  /** Environment of the node, of which engine processes get what finding GPU drivers needs. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

export interface LoadModelOptions {
  /** GGUF file. */
  readonly path: string
  /** @default the file's stem in lower case without its quantisation: `sov-demo-q8_0.gguf` is `sov-demo` */
  readonly name?: string
  readonly options?: LlamaOptions
}

/** A model of this machine, whether it answers now or not. */
export interface HostedModel {
  readonly name: string
  readonly digest: ModelDigest
  readonly quantisation: string
  readonly parameters: bigint
  readonly contextTokens: number
  /** Requests that run at the same time. */
  readonly slots: number
  /** Engine that serves it, for logs. */
  readonly engine: string
  /** False while its process is being started again. */
  readonly isReady: boolean
  /** What only models loaded from a file have. */
  readonly process: HostedProcess | undefined
}

interface HostedProcess {
  readonly path: string
  /** undefined while it is being started again. */
  readonly pid: number | undefined
  /** Compute layer: `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly device: string
  readonly threads: number
  /** Estimate for weights and the contexts of all slots, also while it is being started again. */
  readonly memoryBytes: number
  /** Slots in use. */
  readonly running: number
  /** Requests waiting for a slot. */
  readonly waiting: number
}

/** Owner of the weights; answers as one engine for all of them. */
export interface ModelHost extends Engine {
  /**
   * Hashes the file and loads it; a model that is loaded already is left as it is.
   *
   * @throws {SovError} ERR_SOV_MODEL_FILE, ERR_SOV_MODEL_BROKEN, ERR_SOV_MODEL_MEMORY, ERR_SOV_ENGINE_FAILED,
   * ERR_SOV_CONFIG for a name that {@link isModelName} refuses.
   */
  load(options: LoadModelOptions): Promise<EngineModel>
  /** @throws {SovError} ERR_SOV_MODEL_NOT_FOUND when it was not loaded from a file. */
  unload(digest: ModelDigest): Promise<void>
  /** Serves the models of another engine too; the returned function ends that. The engine stays the caller's. */
  add(engine: Engine): () => void
  list(): readonly HostedModel[]
  /**
   * {@link Engine.models} that together take at most so much memory: those loaded first come first, and one that no
   * longer fits is passed over. Of models of other engines nobody knows what they take, so only Infinity has them.
   */
  within(memoryBytes: number): readonly EngineModel[]
  /** Calls back when {@link Engine.models} changes; the returned function unsubscribes. */
  onChange(listener: () => void): () => void
  /** Unloads everything. Safe to call twice. */
  stop(): Promise<void>
}

export function createModelHost(init: ModelHostInit): ModelHost {
  return new EngineHost(init)
}
