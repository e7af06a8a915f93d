/** Reads numbers and bytes as LevelDB writes them, from front to back. */
export class ByteCursor {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** @returns an unsigned number in LEB128; exact below 2^53. @throws {Error} at the end of the bytes. */
  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new Error('a number is cut off')
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
  }

  /** @throws {Error} when there are not so many. */
  take(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    if (bytes.length < length) throw new Error('bytes are cut off')
    this.#at += length
    return bytes
  }
}
