/** What the engine and its child say to each other over the IPC channel (structured clone). */
import type { SovErrorCode } from '../../errors.js'
import type { AnswerPart, EngineRequest, ModelTask } from '../index.js'

/** Compute layers of llama.cpp. */
export type LlamaGpu = 'auto' | 'cuda' | 'metal' | 'vulkan' | 'cpu'

/** First message to a child; answered by `loaded` or `load-failed`. */
export interface LoadMessage {
  readonly type: 'load'
  readonly path: string
  readonly gpu: LlamaGpu
  /** undefined = measure. */
  readonly threads: number | undefined
  readonly slots: number
  readonly contextTokens: number
  /** undefined = what is free. */
  readonly memoryBytes: number | undefined
}

/** What the engine says. A closed channel means: end. */
export type EngineMessage =
  | LoadMessage
  | { readonly type: 'answer'; readonly id: number; readonly request: EngineRequest }
  | RequestMessage
  /** Answered by `pong`. */
  | { readonly type: 'ping' }

/** What the engine says of a running request; the child ignores what comes after the request's last event. */
export type RequestMessage =
  | { readonly type: 'cancel'; readonly id: number }
  /** The reader has taken so many more parts. */
  | { readonly type: 'read'; readonly id: number; readonly parts: number }

/** What loading found out. */
export interface LoadedFacts {
  /** Version of node-llama-cpp. */
  readonly version: string
  readonly device: string
  readonly threads: number
  readonly slots: number
  readonly task: ModelTask
  /** Tokens of context per slot, or per text to embed. */
  readonly contextTokens: number
  /** Estimate for weights and the contexts of all slots. */
  readonly memoryBytes: number
  readonly gguf: GgufFacts
}

/** What a GGUF file says of itself. */
export interface GgufFacts {
  /** general.architecture, e.g. `llama`. */
  readonly architecture: string
  /** Name of general.file_type in lower case, e.g. `q8_0`; of the commonest tensor type when the file names none. */
  readonly quantisation: string
  readonly parameters: bigint
  /** Parameters that take part in one token. */
  readonly activeParameters: bigint
  /** Tokens of context the model was trained for. */
  readonly contextTokens: number
}

/** A SovError on its way. */
export interface ErrorMessage {
  readonly code: SovErrorCode
  readonly message: string
  readonly remedy: string | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined
}

/** Something that happened to one request; an `end` part, `failed` and `cancelled` are its last. */
export type RequestEvent =
  | { readonly type: 'part'; readonly id: number; readonly part: AnswerPart }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly type: 'cancelled'; readonly id: number }

/** What the child says. The events of one event-loop turn travel in one message. */
export type ChildMessage =
  | { readonly type: 'loaded'; readonly facts: LoadedFacts }
  | { readonly type: 'load-failed'; readonly error: ErrorMessage }
  | { readonly type: 'events'; readonly events: readonly RequestEvent[] }
  | { readonly type: 'pong' }
