import type { Piece } from '../stop-filter.js'

/** Tokens before the current ones that the detokeniser looks at. */
const CONTEXT_TOKENS = 3
/** Most tokens that wait for the rest of a character: one has at most 4 bytes, more tokens mean broken text. */
const MAX_INCOMPLETE_TOKENS = 8
/** What the detokeniser puts for bytes that are no whole character. */
const REPLACEMENT = '\uFFFD'

/** Turns tokens into text one by one; a character that spans tokens comes whole, with all its tokens. */
export class TokenText {
  readonly #detokenize: (tokens: readonly number[], previous: readonly number[]) => string
  #previous: readonly number[]
  #incomplete: number[] = []

  /**
   * @param detokenize - text of tokens that follow others.
   * @param prompt - tokens before the first one.
   */
  constructor(
    detokenize: (tokens: readonly number[], previous: readonly number[]) => string,
    prompt: readonly number[],
  ) {
    this.#detokenize = detokenize
    this.#previous = prompt.slice(-CONTEXT_TOKENS)
  }

  push(token: number): Piece | undefined {
    this.#incomplete.push(token)
    const text = this.#detokenize(this.#incomplete, this.#previous)
    const isWhole = !text.endsWith(REPLACEMENT) || this.#incomplete.length >= MAX_INCOMPLETE_TOKENS
    return isWhole ? this.#take(text) : undefined
  }

  /** @returns tokens of a character that never became whole, without the broken end. */
  flush(): Piece | undefined {
    if (this.#incomplete.length === 0) return undefined
    return this.#take(this.#detokenize(this.#incomplete, this.#previous).replace(/\uFFFD+$/, ''))
  }

  #take(text: string): Piece {
    const tokenIds = this.#incomplete
    this.#previous = [...this.#previous, ...tokenIds].slice(-CONTEXT_TOKENS)
    this.#incomplete = []
    return { tokenIds, text }
  }
}
