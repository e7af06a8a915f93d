import type { Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { YAMUX_WINDOW_BYTES } from '../limits.js'
import { ByteQueue } from './byte-queue.js'
import { errorFrame } from './messages.js'
import type { WireErrorInput } from './peer-error.js'
import { uvarint } from './signed.js'

/**
 * Whole frames over one libp2p stream, with backpressure in both directions.
 *
 * End a channel with exactly one of `close`, `fail` and `abort`.
 */
export interface Channel {
  readonly peer: PeerIdString
  /**
   * Sends one frame; resolves when the stream has room for more.
   *
   * @throws {SovError} ERR_SOV_CHANNEL_CLOSED
   */
  send(frame: Uint8Array, options?: { signal?: AbortSignal }): Promise<void>
  /**
   * The next frame, or null after the peer has closed its side. `maxBytes` caps this frame and is checked before
   * memory is taken for it.
   *
   * @throws {SovError} ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_CHANNEL_CLOSED; or the reason of `signal`.
   */
  receive(options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array | null>
  /** Closes our side after everything sent has left; what the peer still sends can be received. */
  close(): Promise<void>
  /** Tells the peer why in an error frame, then closes the stream and discards what still comes. Never throws. */
  fail(error: WireErrorInput): Promise<void>
  /** Resets the stream at once. */
  abort(error: Error): void
}

/** What one channel holds in memory for its peer. */
export interface ByteAccount {
  /** Says how much it is now, in bytes; the channel may be reset before this returns. */
  hold(bytes: number): void
  /** The channel is over. */
  close(): void
}

/** Where channels account for their memory. */
export interface ByteBudget {
  /** @param reset - ends the channel and frees what it holds. */
  open(peer: PeerIdString, reset: (error: Error) => void): ByteAccount
}

export interface FrameChannelOptions {
  readonly tap?: FrameTap | undefined
  /** @default none: the memory of the channel is bounded by its stream alone */
  readonly budget?: ByteBudget | undefined
}

/** One frame as it passed a channel. */
interface TappedFrame {
  readonly peer: PeerIdString
  /** Tells the streams of this process apart. */
  readonly stream: number
  readonly protocol: string
  readonly isInbound: boolean
  /** Without its length prefix. */
  readonly bytes: Uint8Array
}

/** Sees frames: outbound ones when they were sent, inbound ones when they are taken, not when they arrive. */
export type FrameTap = (frame: TappedFrame) => void

// Lengths are at most 28 bits; every cap is far below.
const MAX_LENGTH_BYTES = 4
// Unread bytes we hold before the stream is paused; the stream itself then buffers up to its own cap.
const PAUSE_ABOVE_BYTES = 256 * 1024
// An error frame that cannot leave in this time is not worth waiting for.
const FAREWELL_MS = 1_000
// After our side is closed, a peer has this long to close its own.
const LINGER_MS = 10_000

/**
 * The channel over a libp2p stream. Construct it in the same turn in which the stream was handed over: libp2p drops
 * what arrives without a listener.
 */
export class FrameChannel implements Channel {
  static #count = 0
  readonly peer: PeerIdString
  readonly #number = ++FrameChannel.#count
  readonly #stream: Stream
  readonly #tap: FrameTap | undefined
  readonly #account: ByteAccount | undefined
  readonly #unread = new ByteQueue()
  #wake: (() => void) | undefined
  #hasEnded = false
  #error: Error | undefined
  #isDiscarding = false
  #lastSend: Promise<unknown> = Promise.resolve()

  constructor(stream: Stream, peer: PeerIdString, { tap, budget }: FrameChannelOptions = {}) {
    this.peer = peer
    this.#stream = stream
    this.#tap = tap
    stream.addEventListener('message', this.#onMessage)
    stream.addEventListener('end', this.#onEnd)
    stream.addEventListener('close', this.#onClose)
    // A stream may come to us already reset; its events are then past.
    if (stream.status !== 'open') this.#error = new SovError('ERR_SOV_CHANNEL_CLOSED', 'the stream was reset')
    else this.#account = budget?.open(peer, (error) => this.abort(error))
    stream.addEventListener('idle', this.#report)
  }

  async send(frame: Uint8Array, options: { signal?: AbortSignal } = {}): Promise<void> {
    const previous = this.#lastSend
    const { promise, resolve } = Promise.withResolvers<undefined>()
    // Both: who gives up waiting for its turn must not let the next one overtake.
    this.#lastSend = previous.then(() => promise)
    try {
      await orAborted(previous, options.signal)
      await this.#untilWritable(options.signal)
      this.#stream.send(new Uint8ArrayList(uvarint(frame.length), frame))
      this.#report()
    } catch (cause) {
      options.signal?.throwIfAborted()
      throw this.#closedError(cause)
    } finally {
      resolve(undefined)
    }
    this.#trace(false, frame)
  }

  async receive(options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array | null> {
    for (;;) {
      options.signal?.throwIfAborted()
      const frame = this.#takeFrame(options.maxBytes)
      if (frame !== undefined) {
        this.#trace(true, frame)
        return frame
      }
      if (this.#error !== undefined) throw this.#closedError(this.#error)
      if (this.#hasEnded) {
        if (this.#unread.length === 0) return null
        throw new SovError('ERR_SOV_CHANNEL_CLOSED', 'the stream ended inside a frame')
      }
      await this.#untilMore(options.signal)
    }
  }

  async close(): Promise<void> {
    const signal = AbortSignal.timeout(LINGER_MS)
    try {
      await orAborted(this.#lastSend, signal)
      await this.#stream.close({ signal })
    } catch (cause) {
      this.#stream.abort(this.#closedError(cause))
      return
    }
    if (this.#isOver()) return
    const timer = setTimeout(() => {
      this.#stream.abort(new SovError('ERR_SOV_CHANNEL_CLOSED', 'the peer did not close its side'))
    }, LINGER_MS)
    timer.unref()
    this.#stream.addEventListener('close', () => {
      clearTimeout(timer)
    })
  }

  async fail(error: WireErrorInput): Promise<void> {
    if (this.#isOver()) return
    this.#isDiscarding = true
    this.#unread.clear()
    this.#resume()
    try {
      await this.send(errorFrame.encode({ error }), { signal: AbortSignal.timeout(FAREWELL_MS) })
    } catch (cause) {
      // The peer is gone or not reading; a reset is all it can be told.
      this.#stream.abort(this.#closedError(cause))
      return
    }
    // Not a reset yet: one that overtakes the end of protocol negotiation hides the frame from the peer.
    await this.close()
  }

  abort(error: Error): void {
    this.#unread.clear()
    this.#stream.abort(error)
  }

  readonly #onMessage = (event: StreamMessageEvent): void => {
    if (this.#isDiscarding) return
    for (const piece of pieces(event.data)) this.#unread.push(piece)
    this.#wake?.()
    this.#pauseWhenFull()
    this.#report()
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true
    this.#wake?.()
  }

  readonly #onClose = (event: StreamCloseEvent): void => {
    // A closed stream that is paused still holds bytes; what it holds none of any more, it tells by its end.
    if (event.error !== undefined) this.#error ??= event.error
    this.#stream.removeEventListener('idle', this.#report)
    this.#account?.close()
    this.#wake?.()
  }

  readonly #report = (): void => {
    if (this.#account === undefined || this.#isOver()) return
    // A paused stream tells nobody what comes: up to a window. One that is being written to holds what is not sent yet.
    const paused = this.#stream.readStatus === 'paused' ? YAMUX_WINDOW_BYTES : 0
    this.#account.hold(this.#unread.size + paused + this.#stream.writeBufferLength)
  }

  /** Consumes one frame when all of it is here. */
  #takeFrame(maxBytes: number): Uint8Array | undefined {
    let length = 0
    for (let index = 0; index < MAX_LENGTH_BYTES; index++) {
      const byte = this.#unread.at(index)
      if (byte === undefined) return undefined
      length |= (byte & 0x7f) << (7 * index)
      if (byte < 0x80) {
        if (length > maxBytes) {
          throw new SovError('ERR_SOV_WIRE_LIMIT', `a frame of ${String(length)} bytes is over ${String(maxBytes)}`)
        }
        const start = index + 1
        if (this.#unread.length < start + length) return undefined
        this.#unread.skip(start)
        const frame = this.#unread.take(length)
        this.#report()
        return frame
      }
    }
    throw new SovError('ERR_SOV_WIRE_FORMAT', 'a frame length is too long')
  }

  async #untilMore(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const wake = (): void => resolve(undefined)
    this.#wake = wake
    signal?.addEventListener('abort', wake, { once: true })
    this.#resume()
    await promise
    signal?.removeEventListener('abort', wake)
    this.#wake = undefined
  }

  #pauseWhenFull(): void {
    // Somebody waiting for the rest of a frame needs what comes; its cap bounds the memory. And only who waits, or
    // discards what comes, resumes the stream: pausing inside the delivery that resuming begins would reopen the window of
    // a paused stream.
    if (this.#wake !== undefined || this.#unread.length < PAUSE_ABOVE_BYTES) return
    if (this.#stream.readStatus === 'readable') this.#stream.pause()
  }

  #resume(): void {
    if (this.#stream.readStatus !== 'paused') return
    try {
      this.#stream.resume()
    } catch (cause) {
      // It delivers what it holds and then tells the peer, who may be gone.
      if (!this.#hasEnded) this.#error ??= this.#closedError(cause)
      this.#wake?.()
    }
    this.#report()
  }

  async #untilWritable(signal: AbortSignal | undefined): Promise<void> {
    while (this.#stream.writableNeedsDrain && !this.#isOver()) {
      signal?.throwIfAborted()
      const { promise, resolve } = Promise.withResolvers<undefined>()
      const wake = (): void => resolve(undefined)
      // The event, not onDrain(): that promise is never renewed after its first use (@libp2p/utils 7.4.1).
      this.#stream.addEventListener('drain', wake, { once: true })
      this.#stream.addEventListener('close', wake, { once: true })
      signal?.addEventListener('abort', wake, { once: true })
      await promise
      this.#stream.removeEventListener('drain', wake)
      this.#stream.removeEventListener('close', wake)
      signal?.removeEventListener('abort', wake)
    }
    signal?.throwIfAborted()
  }

  #isOver(): boolean {
    return ['closed', 'aborted', 'reset'].includes(this.#stream.status)
  }

  #closedError(cause: unknown): SovError {
    if (SovError.isInstance(cause)) return cause
    return new SovError('ERR_SOV_CHANNEL_CLOSED', 'the stream to the peer is closed', { cause })
  }

  #trace(isInbound: boolean, bytes: Uint8Array): void {
    this.#tap?.({ peer: this.peer, stream: this.#number, protocol: this.#stream.protocol, isInbound, bytes })
  }
}

/** Settles as the promise does, or rejects with the reason of the signal when that fires first. */
async function orAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

function pieces(data: StreamMessageEvent['data']): Iterable<Uint8Array> {
  return data instanceof Uint8Array ? [data] : data
}
