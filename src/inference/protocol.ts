import { deadline, type Clock } from '../clock.js'
import { SovError, type SovErrorCode } from '../errors.js'
import {
  ACCEPT_TIMEOUT_MS,
  FIRST_TOKEN_TIMEOUT_MS,
  SETTLEMENT_TIMEOUT_MS,
  TOKEN_GAP_TIMEOUT_MS,
  TOTAL_TIMEOUT_MS,
  VOUCHER_PAUSE_MS,
} from '../limits.js'
import type { Channel } from '../network/index.js'
import { ErrorCode, fromWireError, inferFrame, type InferFrame } from '../wire/index.js'

export const INFER_PROTOCOL = '/sov/infer/1'

/** Longest waits of one request, milliseconds; each has its own error code. */
export interface Deadlines {
  /** From the order to its acceptance; and from acceptance to the prompt. */
  readonly accept: number
  /** From the prompt to the first token, waiting for a slot and prefill included. */
  readonly firstToken: number
  /** Between two frames of an answer. */
  readonly tokenGap: number
  /** How long an answer is held back for a voucher. */
  readonly voucher: number
  /** The whole answer. */
  readonly total: number
  /** Each message of the settlement. */
  readonly settlement: number
}

export const DEFAULT_DEADLINES: Deadlines = {
  accept: ACCEPT_TIMEOUT_MS,
  firstToken: FIRST_TOKEN_TIMEOUT_MS,
  tokenGap: TOKEN_GAP_TIMEOUT_MS,
  voucher: VOUCHER_PAUSE_MS,
  total: TOTAL_TIMEOUT_MS,
  settlement: SETTLEMENT_TIMEOUT_MS,
}

const WAITS = {
  accept: ['ERR_SOV_ACCEPT_TIMEOUT', 'the peer neither accepted nor refused in time'],
  firstToken: ['ERR_SOV_FIRST_TOKEN_TIMEOUT', 'the first token did not come in time'],
  tokenGap: ['ERR_SOV_TOKEN_GAP_TIMEOUT', 'the answer stalled'],
  voucher: ['ERR_SOV_VOUCHER_TIMEOUT', 'the consumer did not acknowledge in time what it was sent'],
  total: ['ERR_SOV_TOTAL_TIMEOUT', 'the answer took too long'],
  settlement: ['ERR_SOV_SETTLEMENT_TIMEOUT', 'the peer did not settle in time'],
} as const satisfies Record<keyof Deadlines, readonly [SovErrorCode, string]>

/** The error of a deadline that has passed. */
export function timeoutError(wait: keyof Deadlines): SovError {
  const [code, message] = WAITS[wait]
  return new SovError(code, message)
}

type OutboundFrame = Parameters<typeof inferFrame.encode>[0]

/** A channel that speaks InferFrame. */
export class InferChannel {
  readonly #channel: Channel
  readonly #clock: Clock
  readonly #deadlines: Deadlines

  constructor(channel: Channel, clock: Clock, deadlines: Deadlines) {
    this.#channel = channel
    this.#clock = clock
    this.#deadlines = deadlines
  }

  /** Sends a frame as soon as the peer reads; `signal` ends the wait for that. */
  async send(frame: OutboundFrame, signal: AbortSignal): Promise<void> {
    try {
      await this.#channel.send(inferFrame.encode(frame), { signal })
    } catch (error) {
      throw ofPeer(error)
    }
  }

  /** {@link InferChannel.send} with a deadline of its own. @throws {SovError} the code of `wait` when it passes. */
  async sendWithin(wait: keyof Deadlines, frame: OutboundFrame, signal?: AbortSignal): Promise<void> {
    const limit = this.#deadline(wait, signal)
    try {
      await this.send(frame, limit.signal)
    } finally {
      limit.clear()
    }
  }

  /**
   * The next frame.
   *
   * @throws {SovError} the code of `wait` when it passes; ERR_SOV_PEER_DISCONNECTED when the stream ends; the peer's
   * error when it sent one; wire errors; or the reason of `signal`.
   */
  async receive(wait: keyof Deadlines, maxBytes: number, signal?: AbortSignal): Promise<InferFrame> {
    const limit = this.#deadline(wait, signal)
    try {
      return await this.next(maxBytes, limit.signal)
    } finally {
      limit.clear()
    }
  }

  /** {@link InferChannel.receive} without a deadline of its own. */
  async next(maxBytes: number, signal: AbortSignal): Promise<InferFrame> {
    let bytes: Uint8Array | null
    try {
      bytes = await this.#channel.receive({ maxBytes, signal })
    } catch (error) {
      throw ofPeer(error)
    }
    if (bytes === null) throw disconnected()
    const frame = inferFrame.decode(bytes)
    if (frame.error !== null) throw fromWireError(frame.error)
    return frame
  }

  close(): Promise<void> {
    return this.#channel.close()
  }

  /** Ends the stream and tells the peer that nothing more is wanted of it. Never throws. */
  cancel(): Promise<void> {
    return this.#channel.fail({ code: ErrorCode.ERROR_CODE_CANCELLED })
  }

  #deadline(wait: keyof Deadlines, parent?: AbortSignal): ReturnType<typeof deadline> {
    return deadline(this.#clock, this.#deadlines[wait], () => timeoutError(wait), parent)
  }
}

/** The field of a frame that the protocol calls for now. @throws {SovError} ERR_SOV_PROTOCOL when it is another one. */
export function expectField<K extends Exclude<keyof InferFrame, 'error'>>(
  frame: InferFrame,
  field: K,
): NonNullable<InferFrame[K]> {
  const value = frame[field]
  if (value === null) {
    throw new SovError('ERR_SOV_PROTOCOL', `expected a frame with ${field}`)
  }
  return value
}

/** A stream of a request that is gone means that the peer is. */
function ofPeer(error: unknown): unknown {
  return SovError.isInstance(error, 'ERR_SOV_CHANNEL_CLOSED') ? disconnected(error) : error
}

function disconnected(cause?: unknown): SovError {
  return new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer went away before the end', { cause })
}
