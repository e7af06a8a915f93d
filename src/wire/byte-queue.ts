const LEAST_BLOCK_BYTES = 1024
// An empty queue keeps a block of at most this size: enough for most frames, small for a thousand idle streams.
const KEPT_BLOCK_BYTES = 4096

/**
 * Bytes in the order in which they came, in one block. A list of the pieces would let a peer that sends single bytes
 * make each cost a hundred, and taking them out again the square of their number.
 */
export class ByteQueue {
  #block = new Uint8Array()
  #start = 0
  #end = 0

  /** Bytes in the queue. */
  get length(): number {
    return this.#end - this.#start
  }

  /** Bytes of memory that it takes. */
  get size(): number {
    return this.#block.length
  }

  /** The byte at a place from the front; undefined behind the last. */
  at(index: number): number | undefined {
    return index < this.length ? this.#block[this.#start + index] : undefined
  }

  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#block.length) this.#makeRoom(bytes.length)
    this.#block.set(bytes, this.#end)
    this.#end += bytes.length
  }

  /** Removes so many bytes from the front; there must be as many. */
  skip(count: number): void {
    this.#start += count
    if (this.#start < this.#end) return
    this.#start = this.#end = 0
    if (this.#block.length > KEPT_BLOCK_BYTES) this.#block = new Uint8Array()
  }

  /** Removes and returns so many bytes from the front; there must be as many. */
  take(count: number): Uint8Array {
    const taken = this.#block.slice(this.#start, this.#start + count)
    this.skip(count)
    return taken
  }

  clear(): void {
    this.skip(this.length)
  }

  /** Twice what is needed, so that each byte is moved a bounded number of times. */
  #makeRoom(count: number): void {
    const bytes = this.#block.subarray(this.#start, this.#end)
    this.#block = new Uint8Array(Math.max(LEAST_BLOCK_BYTES, 2 * (bytes.length + count)))
    this.#block.set(bytes)
    this.#start = 0
    this.#end = bytes.length
  }
}
