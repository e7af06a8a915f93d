import type { DeltaPart } from '../engine/index.js'

/**
 * Counts the output of a chat as both of its sides do. Token ids are the count. A delta without ids is one token while
 * the answer goes on; at its end the engine's word counts, as far as the text bears it out: every token has at least one
 * byte of text.
 */
export class OutputCount {
  readonly #maxTokens: number
  #tokens = 0
  /** The most that the deltas so far can be. */
  #bound = 0
  #attestedAbove: number | undefined

  /** @param maxTokens - what was ordered. */
  constructor(maxTokens: number) {
    this.#maxTokens = maxTokens
  }

  /** As they are counted so far. */
  get tokens(): number {
    return this.#tokens
  }

  /** Tokens before the first delta without ids; undefined when all had ids. */
  get attestedAbove(): number | undefined {
    return this.#attestedAbove
  }

  /** Whether the first so many tokens are, in part, the engine's word alone. */
  isAttested(tokens: number): boolean {
    return this.#attestedAbove !== undefined && tokens > this.#attestedAbove
  }

  add({ tokenIds, text }: Pick<DeltaPart, 'tokenIds' | 'text'>): void {
    if (tokenIds.length === 0) this.#attestedAbove ??= this.#tokens
    this.#tokens += Math.max(1, tokenIds.length)
    this.#bound += tokenIds.length === 0 ? Math.max(1, Buffer.byteLength(text)) : tokenIds.length
  }

  /**
   * Fixes the count at the end of the answer.
   *
   * @param told - what the engine says.
   */
  end(told: number): void {
    this.#tokens = this.nearest(told)
  }

  /** The count nearest to what the engine says that the deltas allow: exactly their ids when all had ids. */
  nearest(told: number): number {
    return Math.max(this.#tokens, Math.min(told, this.#bound, this.#maxTokens))
  }
}
