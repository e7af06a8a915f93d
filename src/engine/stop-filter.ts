/** Tokens and the text they stand for. */
export interface Piece {
  readonly tokenIds: readonly number[]
  /** Whole characters. */
  readonly text: string
}

/**
 * Ends an answer before the first stop string. Pieces whose text might be the beginning of one are held back until it
 * is clear; token ids leave with their text, so what was delivered can be counted from the ids.
 */
export class StopFilter {
  readonly #stops: readonly string[]
  #held: Piece[] = []
  #isStopped = false

  /** @param stops - empty strings are ignored. */
  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '')
  }

  /** True once a stop string was seen; nothing may be pushed then. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** @returns what may be delivered now, if anything. */
  push(piece: Piece): Piece | undefined {
    this.#held.push(piece)
    const text = this.#held.map((held) => held.text).join('')
    const stopAt = this.#firstStop(text)
    if (stopAt === undefined) return this.#release(text.length - this.#possibleStart(text))
    this.#isStopped = true
    return this.#releaseBefore(stopAt)
  }

  /** @returns what is still held back, for an answer that ends by itself. */
  flush(): Piece | undefined {
    return this.#release(Infinity)
  }

  #firstStop(text: string): number | undefined {
    const found = this.#stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0)
    return found.length === 0 ? undefined : Math.min(...found)
  }

  /** Length of the longest end of `text` that begins a stop string. */
  #possibleStart(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1))
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      const end = text.slice(-length)
      if (this.#stops.some((stop) => stop.startsWith(end))) return length
    }
    return 0
  }

  /** Pieces that end at or before `boundary`. */
  #release(boundary: number): Piece | undefined {
    let end = 0
    const count = this.#held.findIndex((piece) => (end += piece.text.length) > boundary)
    return join(this.#held.splice(0, count === -1 ? this.#held.length : count))
  }

  /** Pieces that begin before `boundary`, their text cut there; the rest belongs to the stop string and is dropped. */
  #releaseBefore(boundary: number): Piece | undefined {
    let end = 0
    const begun = this.#held.filter((piece) => (end += piece.text.length) - piece.text.length < boundary)
    this.#held = []
    const piece = join(begun)
    return piece === undefined ? undefined : { ...piece, text: piece.text.slice(0, boundary) }
  }
}

function join(pieces: readonly Piece[]): Piece | undefined {
  if (pieces.length === 0) return undefined
  return {
    tokenIds: pieces.flatMap(({ tokenIds }) => tokenIds),
    text: pieces.map(({ text }) => text).join(''),
  }
}
