import type { FinishReason, TokenUsage } from '../engine/index.js'
import { delta, WireFinishReason, type Delta } from '../wire/index.js'
import type { InferChannel } from './protocol.js'

// A full frame stays well below MAX_PARTS_FRAME_BYTES whatever one more delta adds.
const FLUSH_ABOVE_BYTES = 64 * 1024

interface Batch {
  start: { promptTokens: number; cachedTokens: number } | null
  deltas: Uint8Array[]
  bytes: number
  end: { finishReason: WireFinishReason; outputTokens: number } | null
}

/**
 * Sends parts so that everything produced in one turn of the event loop travels in one frame; encryption and system
 * calls cost per frame, not per token.
 */
export class PartsWriter {
  readonly #channel: InferChannel
  readonly #signal: AbortSignal
  #batch: Batch = emptyBatch()
  #flushing: Promise<void> | undefined

  /** @param signal - ends waiting for a peer that does not read. */
  constructor(channel: InferChannel, signal: AbortSignal) {
    this.#channel = channel
    this.#signal = signal
  }

  start(promptTokens: number, cachedTokens: number): void {
    this.#batch.start = { promptTokens, cachedTokens }
    void this.#schedule()
  }

  /**
   * Adds a delta; waits when the peer reads more slowly than the engine writes.
   *
   * @returns the bytes of the delta, for the output commitment.
   */
  delta(tokenIds: readonly number[], text: string): Promise<Uint8Array> {
    return this.#add({ tokenIds: [...tokenIds], text })
  }

  /** Adds the vector of one text, as {@link PartsWriter.delta} does. */
  vector(values: Float32Array): Promise<Uint8Array> {
    return this.#add({ vector: [...values] })
  }

  async #add(content: Partial<Delta>): Promise<Uint8Array> {
    const bytes = delta.encode(content)
    this.#batch.deltas.push(bytes)
    this.#batch.bytes += bytes.length
    const flushing = this.#schedule()
    if (this.#batch.bytes > FLUSH_ABOVE_BYTES) await flushing
    return bytes
  }

  /** Sends what is left. */
  flush(): Promise<void> {
    return this.#schedule()
  }

  /** Sends what is left together with the end of the answer. */
  async end(finishReason: FinishReason, { outputTokens }: Pick<TokenUsage, 'outputTokens'>): Promise<void> {
    this.#batch.end = {
      finishReason:
        finishReason === 'length' ? WireFinishReason.FINISH_REASON_LENGTH : WireFinishReason.FINISH_REASON_STOP,
      outputTokens,
    }
    await this.#schedule()
  }

  #schedule(): Promise<void> {
    this.#flushing ??= this.#flush()
    // Whoever waits hears of a failure; the channel's reader does in any case.
    this.#flushing.catch(() => undefined)
    return this.#flushing
  }

  async #flush(): Promise<void> {
    try {
      await new Promise((resolve) => setImmediate(resolve))
      while (this.#batch.start !== null || this.#batch.deltas.length > 0 || this.#batch.end !== null) {
        const { start, deltas, end } = this.#batch
        this.#batch = emptyBatch()
        // A peer that does not read must not hold a slot.
        await this.#channel.sendWithin('tokenGap', { parts: { start, deltas, end } }, this.#signal)
      }
    } finally {
      // In the turn in which nothing was left: what is added from then on needs a flush of its own.
      this.#flushing = undefined
    }
  }
}

function emptyBatch(): Batch {
  return { start: null, deltas: [], bytes: 0, end: null }
}
