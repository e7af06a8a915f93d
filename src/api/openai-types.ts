import type { FinishReason, ModelTask, Settlement } from '../engine/index.js'
import type { SovErrorCode } from '../errors.js'
import type { AttemptRecord } from '../scheduler/index.js'

/** One model of `GET /v1/models`. */
export interface ModelObject {
  readonly id: string
  readonly object: 'model'
  /** Start of this API, Unix seconds: the mesh does not know when a model was made. */
  readonly created: number
  readonly owned_by: 'sov-node'
  readonly sov: {
    readonly name: string
    readonly quantisation: string
    /** `chat` answers at /v1/chat/completions and /v1/completions, `embedding` at /v1/embeddings. */
    readonly task: ModelTask
    readonly digest: string
    readonly context_tokens: number
    /** Decimal. */
    readonly parameters: string
    readonly nodes: number
    /** True when this node has it in memory. */
    readonly local: boolean
  }
}

interface Head<O extends string> {
  /** The request's id, as `GET /sov/v1/requests/{id}` takes it. */
  readonly id: string
  readonly object: O
  /** Unix seconds. */
  readonly created: number
  readonly model: string
}

/** An unstreamed answer. */
export interface ChatCompletion extends Head<'chat.completion'> {
  readonly choices: readonly {
    readonly index: number
    readonly message: { readonly role: 'assistant'; readonly content: string; readonly refusal: null }
    readonly logprobs: null
    readonly finish_reason: FinishReason
  }[]
  readonly usage: ChatUsage
}

/** One event of a streamed answer. */
export interface ChatChunk extends Head<'chat.completion.chunk'> {
  /** One, of any choice; none in the chunk with the usage. */
  readonly choices: readonly {
    readonly index: number
    readonly delta: { readonly role?: 'assistant'; readonly content?: string }
    readonly logprobs: null
    readonly finish_reason: FinishReason | null
  }[]
  /** Only in the last chunk, and only when asked for. */
  readonly usage?: ChatUsage
}

interface TextChoice<F> {
  readonly index: number
  readonly text: string
  readonly logprobs: null
  readonly finish_reason: F
}

/** An unstreamed answer to texts to go on with. */
export interface TextCompletion extends Head<'text_completion'> {
  /** All choices of the first prompt, then those of the next. */
  readonly choices: readonly TextChoice<FinishReason>[]
  readonly usage: ChatUsage
}

/** One event of a streamed answer to texts to go on with. */
export interface TextChunk extends Head<'text_completion'> {
  /** One, of any choice; none in the chunk with the usage. */
  readonly choices: readonly TextChoice<FinishReason | null>[]
  /** Only in the last chunk, and only when asked for. */
  readonly usage?: ChatUsage
}

export interface ChatUsage {
  /** Each prompt counts once, however many choices were asked for; receipts say what each of them has cost. */
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details: { readonly cached_tokens: number }
  readonly sov: UsageFacts
}

/** Who answered, and how it was settled; null = does not apply, or differs between the parts of the answer. */
export interface UsageFacts {
  readonly request: string
  /** `mesh` when any part of the answer came from a peer. */
  readonly route: 'local' | 'mesh' | null
  readonly peer: string | null
  readonly org: string | null
  readonly jurisdiction: string | null
  /** Order id: `sov-node receipt export` takes it. */
  readonly receipt: string | null
  readonly settlement: Settlement['status'] | null
  /** Work units of all that was answered, decimal. */
  readonly charge: string | null
  readonly attempts: readonly {
    /** Which part of the request it was for; 0 when it has one only. */
    readonly shard: number
    readonly peer: string
    readonly jurisdiction: string | null
    readonly outcome: AttemptRecord['outcome']
    readonly error: SovErrorCode | null
    readonly receipt: string | null
  }[]
}

/** The answer to an embeddings request. */
export interface EmbeddingList {
  readonly object: 'list'
  /** In the order of the inputs. */
  readonly data: readonly {
    readonly object: 'embedding'
    readonly index: number
    /** As the model gives it, not normalised: numbers, or little-endian float32 in base64. */
    readonly embedding: readonly number[] | string
  }[]
  readonly model: string
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number; readonly sov: UsageFacts }
}
