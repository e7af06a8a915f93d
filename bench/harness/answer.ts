import type { ChatMessage } from '../../src/engine/index.js'

/** One answer as its reader saw it; milliseconds since it was asked for. */
export interface AnswerTimes {
  readonly firstTokenMs: number
  readonly lastTokenMs: number
  /** The end of the stream: nothing more comes. */
  readonly endMs: number
  readonly outputTokens: number
  /** Prompt tokens that were in the KV cache; undefined where it is not told. */
  readonly cachedTokens: number | undefined
}

/** Answers that were asked for at the same moment. */
export interface Run {
  readonly answers: readonly AnswerTimes[]
  /** From asking to the end of the last of them. */
  readonly wallMs: number
}

/** A way to answers of a fixed length. All paths of a comparison are asked the same, greedily. */
export interface Path {
  readonly name: string
  /** Asks for one answer per prompt, all at once. */
  run(prompts: readonly Prompt[]): Promise<Run>
}

export type Prompt = readonly ChatMessage[]

/** Length of an answer of which more than the first token is of interest. */
export const OUTPUT_TOKENS = 96

/** Streams of the busy case; engines and contexts have as many slots. */
export const STREAMS = 8

/** Tokens of context per slot: prompt and answer fit three times. */
export const CONTEXT_TOKENS = 512

/** Asks once per prompt, all at once. */
export async function together(
  prompts: readonly Prompt[],
  ask: (prompt: Prompt, index: number) => Promise<AnswerTimes>,
): Promise<Run> {
  const startMs = performance.now()
  const answers = await Promise.all(prompts.map(ask))
  return { answers, wallMs: performance.now() - startMs }
}

/** Takes the times of one answer. */
export class Stopwatch {
  readonly #startMs = performance.now()
  readonly #outputTokens: number | undefined
  #firstTokenMs: number | undefined
  #lastTokenMs = 0

  /** @param outputTokens - length that the answer must have; undefined = any. */
  constructor(outputTokens: number | undefined) {
    this.#outputTokens = outputTokens
  }

  /** Marks the arrival of one or more tokens. */
  token(): void {
    this.#lastTokenMs = performance.now() - this.#startMs
    this.#firstTokenMs ??= this.#lastTokenMs
  }

  /** @throws {Error} when the answer has another length, so that it cannot be compared. */
  end(outputTokens: number, cachedTokens?: number): AnswerTimes {
    const endMs = performance.now() - this.#startMs
    const expected = this.#outputTokens ?? outputTokens
    if (outputTokens !== expected || this.#firstTokenMs === undefined) {
      throw new Error(`an answer has ${String(outputTokens)} tokens instead of ${String(expected)}`)
    }
    return { firstTokenMs: this.#firstTokenMs, lastTokenMs: this.#lastTokenMs, endMs, outputTokens, cachedTokens }
  }
}
