/**
 * What answers prompts and embeds texts. Local llama.cpp, a remote peer and the deterministic fake implement one interface, and one
 * compliance suite (test/compliance/engine.ts) holds them to it.
 *
 * @packageDocumentation
 */
export { manifestDigest } from './manifest.js'
export type { ModelDigest } from './manifest.js'
export { inputOverflow, wrongTask } from './request-errors.js'

import type { ModelManifest } from '../wire/index.js'
import type { ModelDigest } from './manifest.js'

/** One message of a chat. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  /** UTF-8 text. */
  readonly content: string
}

/** How tokens are drawn. */
export interface Sampling {
  /** Most output tokens, 1 to MAX_OUTPUT_TOKENS. */
  readonly maxOutputTokens: number
  /** 0 = greedy, up to 2. */
  readonly temperature: number
  /** Above 0, up to 1 (off). */
  readonly topP: number
  /** uint32; undefined = the engine draws one. Same seed, model, build and machine: same text. */
  readonly seed: number | undefined
  /** At most MAX_STOP_STRINGS; the answer ends before the first of them. */
  readonly stop: readonly string[]
}

/** What is to be answered: a chat, or raw text to go on with. */
export type Prompt =
  | {
      /** At least one; roles as given, rendered with the model's chat template. */
      readonly messages: readonly ChatMessage[]
      readonly prompt?: undefined
    }
  | {
      /** Not empty. Without chat template: names of control tokens in it are those tokens. */
      readonly prompt: string
      readonly messages?: undefined
    }

export type GenerateRequest = Prompt & GenerateTerms

/** All of a {@link GenerateRequest} but its prompt. */
interface GenerateTerms {
  readonly model: ModelDigest
  readonly sampling: Sampling
  /**
   * The answer so far, when another engine of the same model began it: the parts are what comes after. They are read like
   * the prompt and count as part of it. At most MAX_OUTPUT_TOKENS. @default none
   */
  readonly answerTokenIds?: readonly number[]
  /** KV cache is reused only between requests with the same tenant: organisation and API key of the consumer. */
  readonly tenant: string
}

/** Texts to turn into vectors. */
export interface EmbedRequest {
  readonly model: ModelDigest
  /** 1 to MAX_EMBED_INPUTS, none empty. */
  readonly inputs: readonly string[]
  /** Organisation and API key of the consumer. */
  readonly tenant: string
}

/** Either kind of request; only an {@link EmbedRequest} has `inputs`. */
export type EngineRequest = GenerateRequest | EmbedRequest

export interface GenerateOptions {
  /** Ends the work within one token, or one input; the iterator then throws `signal.reason`. */
  readonly signal: AbortSignal
}

export interface TokenUsage {
  readonly promptTokens: number
  /** Part of `promptTokens` that was in the KV cache. */
  readonly cachedTokens: number
  /**
   * Tokens delivered, end-of-generation token not counted; equals the ids of all deltas where there are ids. Without ids at
   * least one for each delta.
   */
  readonly outputTokens: number
}

export type FinishReason = 'stop' | 'length'

/** How a remote answer was settled. */
export interface Settlement {
  /** Order id, 32 hexadecimal digits. */
  readonly orderId: string
  /** `settled`: both signed and stored; `unsigned`: settled later; `disputed`: the consumer did not accept the counts. */
  readonly status: 'settled' | 'unsigned' | 'disputed'
  /** Work units. */
  readonly charge: bigint
}

export interface StartPart {
  readonly type: 'start'
  readonly promptTokens: number
  readonly cachedTokens: number
}

export interface DeltaPart {
  readonly type: 'delta'
  /** The count is exact where there are ids. Empty when the engine gives none; then there is text. */
  readonly tokenIds: readonly number[]
  readonly text: string
}

/** The embedding of one input. */
export interface VectorPart {
  readonly type: 'vector'
  /** Float32Array [nEmbd], as the model gives it: not normalised. At most MAX_VECTOR_VALUES, all finite. */
  readonly values: Float32Array
}

export interface EndPart {
  readonly type: 'end'
  readonly finishReason: FinishReason
  readonly usage: TokenUsage
  readonly settlement?: Settlement
}

/** What an answer consists of, besides its start and its end. */
export type ContentPart = DeltaPart | VectorPart

/** One element of an answer. Order: one `start`, the content, one `end`; an iterator that ends otherwise throws. */
export type AnswerPart<C extends ContentPart = ContentPart> = StartPart | C | EndPart

/** Any number of `delta`. */
export type GeneratePart = AnswerPart<DeltaPart>

/** One `vector` for each input, in their order, all of one length. Nothing is cached, and no tokens are output. */
export type EmbedPart = AnswerPart<VectorPart>

/** What a model can be asked for. */
export type ModelTask = 'chat' | 'embedding'

/** A model that an engine has in memory. */
export interface EngineModel {
  /** Owner's name for it, e.g. `sov-demo`. */
  readonly name: string
  readonly digest: ModelDigest
  readonly manifest: ModelManifest
  readonly task: ModelTask
  /** Tokens of context one request, or one input of an embedding request, may use. */
  readonly contextTokens: number
  /** Requests that run at the same time. */
  readonly slots: number
}

/** Anything that answers. */
export interface Engine {
  /** For receipts and logs, e.g. `llama.cpp 3.22.1 cpu`; at most 64 bytes. */
  readonly name: string
  /** What can be asked for now. */
  models(): readonly EngineModel[]
  /**
   * Answers a chat, or goes on with a text. Leaving the iterator early ends the work and frees its slot.
   *
   * @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_CONTEXT_OVERFLOW, ERR_SOV_BAD_REQUEST (the chat template refuses
   * the messages, or the model is for another task), ERR_SOV_MODEL_LOADING, ERR_SOV_ENGINE_CRASHED, ERR_SOV_ENGINE_FAILED, ERR_SOV_STOPPING; remote engines
   * also the ERR_SOV_PEER_* and deadline codes.
   */
  generate(request: GenerateRequest, options: GenerateOptions): AsyncIterable<GeneratePart>
  /**
   * Embeds texts. Leaving the iterator early ends the work and frees its slot.
   *
   * @throws {SovError} as `generate`; ERR_SOV_CONTEXT_OVERFLOW names the first input that is too long, and nothing was
   * embedded then.
   */
  embed(request: EmbedRequest, options: GenerateOptions): AsyncIterable<EmbedPart>
}
