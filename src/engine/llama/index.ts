/**
 * llama.cpp in a child process, one per loaded model: a fault in native code takes the child down, the node lives, and
 * the engine starts the child again. Only the child imports node-llama-cpp.
 *
 * @packageDocumentation
 */
import type { Clock } from '../../clock.js'
import type { Engine } from '../index.js'
import { LlamaChildEngine } from './engine.js'
import type { LlamaGpu } from './messages.js'

export type { LlamaGpu } from './messages.js'

/** A GGUF file as it was when its hash was taken. */
export interface ModelFile {
  readonly path: string
  /** 32 bytes. */
  readonly sha256: Uint8Array
  readonly sizeBytes: number
  /** Time of last change, Unix epoch milliseconds with fractions; a changed file is never loaded under the old hash. */
  readonly modifiedMs: number
}

export interface LlamaOptions {
  /** Compute layer; `auto` takes the best that works. @default 'auto' */
  readonly gpu?: LlamaGpu
  /** CPU threads of a decode step. @default the fastest of a few, measured when the model is loaded */
  readonly threads?: number
  /** Requests that run at the same time, each with a context of its own. @default DEFAULT_SLOTS */
  readonly slots?: number
  /** Tokens of context per request, at most what the model was trained for. @default DEFAULT_CONTEXT_TOKENS */
  readonly contextTokens?: number
  /** Most memory the model may take, bytes. @default what is free on the machine and its GPU */
  readonly memoryBytes?: number
}

export interface LlamaEngineInit {
  readonly file: ModelFile
  /** Owner's name for the model. */
  readonly name: string
  readonly clock: Clock
  readonly options?: LlamaOptions
  /** Environment of the node; the child gets only what finding GPU drivers needs. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Gives the first load up. */
  readonly signal?: AbortSignal
}

export interface LlamaEngine extends Engine {
  /** Process id of the child; undefined while it is being started again. */
  readonly pid: number | undefined
  /** Compute layer in use: `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly device: string
  readonly threads: number
  /** Estimate for weights and the contexts of all slots. */
  readonly memoryBytes: number
  /** Slots in use. */
  readonly running: number
  /** Requests waiting for a slot. */
  readonly waiting: number
  /** Calls back when {@link Engine.models} begins or ends to list the model; the returned function unsubscribes. */
  onChange(listener: () => void): () => void
  /** Fails what still runs with ERR_SOV_STOPPING and ends the child. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Loads a model.
 *
 * A child that dies is started again after 200 ms, then with doubling pauses up to 30 s. Until then the engine lists no
 * model; requests wait a bounded time and get ERR_SOV_MODEL_LOADING.
 *
 * @throws {SovError} ERR_SOV_MODEL_FILE: missing, unreadable, changed since it was hashed, or one part of several.
 * @throws {SovError} ERR_SOV_MODEL_BROKEN: no GGUF, truncated, without weights, or llama.cpp dies of it.
 * @throws {SovError} ERR_SOV_MODEL_MEMORY: weights and context do not fit.
 * @throws {SovError} ERR_SOV_ENGINE_FAILED: llama.cpp does not run on this machine.
 * @throws {SovError} ERR_SOV_STOPPING: the signal fired.
 */
export async function createLlamaEngine(init: LlamaEngineInit): Promise<LlamaEngine> {
  const engine = new LlamaChildEngine(init)
  const giveUp = (): void => void engine.close()
  init.signal?.throwIfAborted()
  init.signal?.addEventListener('abort', giveUp, { once: true })
  try {
    await engine.open()
    return engine
  } finally {
    init.signal?.removeEventListener('abort', giveUp)
  }
}
