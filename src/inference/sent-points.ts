const PREFIX_BYTES = 16
const ENTRY_BYTES = PREFIX_BYTES + 4
const FIRST_ENTRIES = 64

/**
 * The points of an answer that its consumer may acknowledge: the output commitment after each delta, with the tokens
 * sent until then.
 *
 * Kept are 16 bytes of each commitment, which nobody can meet with another one: 20 bytes a delta, with the spare room of
 * the array at most 5 MiB for an answer of MAX_OUTPUT_TOKENS.
 */
export class SentPoints {
  #entries = Buffer.allocUnsafe(FIRST_ENTRIES * ENTRY_BYTES)
  #bytes = 0

  /** @param commitment - 32 bytes. */
  add(commitment: Uint8Array, tokens: number): void {
    if (this.#bytes === this.#entries.length) {
      this.#entries = Buffer.concat([this.#entries, Buffer.allocUnsafe(this.#bytes)])
    }
    this.#entries.set(commitment.subarray(0, PREFIX_BYTES), this.#bytes)
    this.#entries.writeUInt32LE(tokens, this.#bytes + PREFIX_BYTES)
    this.#bytes += ENTRY_BYTES
  }

  /**
   * Whether the answer had this commitment when so many tokens were sent. If so, the points before are forgotten:
   * acknowledgements never go back.
   */
  acknowledge(commitment: Uint8Array, tokens: number): boolean {
    const prefix = commitment.subarray(0, PREFIX_BYTES)
    for (let at = 0; at < this.#bytes; at += ENTRY_BYTES) {
      if (this.#entries.readUInt32LE(at + PREFIX_BYTES) !== tokens) continue
      if (!this.#entries.subarray(at, at + PREFIX_BYTES).equals(prefix)) continue
      this.#entries.copyWithin(0, at, this.#bytes)
      this.#bytes -= at
      return true
    }
    return false
  }
}
