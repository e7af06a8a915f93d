import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Channel, Network } from '../network/index.js'
import { MAX_CONTROL_FRAME_BYTES } from '../limits.js'
import { OFFER_PROTOCOL } from './offer-protocol.js'

// A peer that has not finished its side of the hello refuses the first stream; it is ready moments later.
const RETRY_MS = 500

/** Keeps one offer stream to a member open and sends the newest frame on it; a frame not yet sent is replaced. */
export class OfferSender {
  readonly #peer: PeerIdString
  readonly #network: Network
  readonly #clock: Clock
  #channel: Channel | undefined
  #frame: Uint8Array | undefined
  /** Whether the newest frame went out on the channel that is open now. */
  #isSent = true
  #isSending = false
  #isStopped = false
  #cancelRetry = (): void => undefined

  constructor(peer: PeerIdString, network: Network, clock: Clock) {
    this.#peer = peer
    this.#network = network
    this.#clock = clock
  }

  send(frame: Uint8Array): void {
    this.#frame = frame
    this.#isSent = false
    void this.#flush()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRetry()
    void this.#channel?.close()
  }

  async #flush(): Promise<void> {
    if (this.#isSending || this.#isStopped) return
    this.#isSending = true
    try {
      while (!this.#isSent && this.#frame !== undefined) {
        this.#channel ??= await this.#open()
        this.#isSent = true
        await this.#channel.send(this.#frame)
      }
    } catch {
      this.#lost()
    } finally {
      this.#isSending = false
    }
  }

  async #open(): Promise<Channel> {
    const channel = await this.#network.open(this.#peer, OFFER_PROTOCOL)
    if (this.#isStopped) {
      void channel.close()
      throw new SovError('ERR_SOV_STOPPING', 'the peer is no member any more')
    }
    // The peer writes nothing here; whatever comes, an error frame or the end, ends the stream.
    void channel
      .receive({ maxBytes: MAX_CONTROL_FRAME_BYTES })
      .catch(() => null)
      .then(() => {
        if (this.#channel === channel) this.#lost()
      })
    return channel
  }

  #lost(): void {
    void this.#channel?.close()
    this.#channel = undefined
    this.#isSent = false
    this.#retryLater()
  }

  #retryLater(): void {
    if (this.#isStopped) return
    this.#cancelRetry()
    this.#cancelRetry = this.#clock.setTimer(() => {
      void this.#flush()
    }, RETRY_MS)
  }
}
