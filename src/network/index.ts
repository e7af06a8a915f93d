/**
 * The libp2p host: who is connected, and framed channels to them.
 *
 * @packageDocumentation
 */
import type { PeerIdString } from '../identity/index.js'
import type { WireError } from '../wire/index.js'

/** What a stream is opened for; the gate decides by it. `hello` and `membership` are open to strangers. */
export type Purpose = 'hello' | 'membership' | 'offer' | 'infer' | 'ledger'

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
   * The next frame, or null after the peer has closed its side.
   *
   * @param options - `maxBytes` caps this frame, checked before memory is taken for it.
   * @throws {SovError} ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_CHANNEL_CLOSED; or the reason of `signal`.
   */
  receive(options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array | null>
  /** Closes our side after everything sent has left; what the peer still sends can be received. */
  close(): Promise<void>
  /** Tells the peer why in an error frame, then ends the stream. Never throws. */
  fail(error: Partial<WireError>): Promise<void>
  /** Resets the stream at once. */
  abort(error: Error): void
}

export interface HandleOptions {
  /** What the gate is asked before the handler runs. */
  readonly purpose: Purpose
  readonly maxStreamsPerPeer: number
}

/** Says whether a peer may do something now; throws the reason when not. The one gate of the node. */
export type Authorize = (peer: PeerIdString, purpose: Purpose) => void

export interface Network {
  readonly peerId: PeerIdString
  /** Multiaddrs others can dial, ending in `/p2p/<peer id>`. */
  addresses(): readonly string[]
  /** Peers with an open connection. */
  connected(): readonly PeerIdString[]
  /**
   * Serves a protocol. The gate is asked before the handler; a refused stream gets an error frame.
   * What the handler throws fails the channel and is logged by code only.
   */
  handle(protocol: string, options: HandleOptions, handler: (channel: Channel) => Promise<void>): void
  /**
   * Opens a channel to a peer that is connected or whose address is known.
   *
   * @throws {SovError} ERR_SOV_DIAL, ERR_SOV_DIAL_TIMEOUT; or the reason of `signal`.
   */
  open(peer: PeerIdString, protocol: string, options?: { signal?: AbortSignal }): Promise<Channel>
  /**
   * Connects to a multiaddr that ends in `/p2p/<peer id>`.
   *
   * @throws {SovError} ERR_SOV_DIAL, ERR_SOV_DIAL_TIMEOUT; or the reason of `signal`.
   */
  dial(address: string, options?: { signal?: AbortSignal }): Promise<PeerIdString>
  /** Remembers addresses of a peer and dials it when it is not connected. */
  suggest(peer: PeerIdString, addresses: readonly string[]): void
  /** Round trip to a connected peer, milliseconds. */
  ping(peer: PeerIdString, options?: { signal?: AbortSignal }): Promise<number>
  disconnect(peer: PeerIdString): Promise<void>
  /** Calls back when a peer gets its first or loses its last connection; the returned function unsubscribes. */
  onPeer(listener: (peer: PeerIdString, isConnected: boolean) => void): () => void
  start(): Promise<void>
  stop(): Promise<void>
}
