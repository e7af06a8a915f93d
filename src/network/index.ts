/**
 * The libp2p host: who is connected, and framed channels to them.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { SovError } from '../errors.js'
import type { NodeKey, PeerIdString } from '../identity/index.js'
import type { Store } from '../store/index.js'
import type { Channel, FrameTap } from '../wire/index.js'
import { Libp2pNetwork } from './libp2p-network.js'

export type { Channel, FrameTap } from '../wire/index.js'

/** What a stream is opened for; the gate decides by it. `hello` and `membership` are open to strangers. */
export type Purpose = 'hello' | 'membership' | 'offer' | 'infer' | 'ledger'

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
  /** IP addresses at the other end of the connections with a peer; of one that was dialled by name there is none. */
  hosts(peer: PeerIdString): readonly string[]
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
  /**
   * Remembers addresses that a peer has signed to be its own, in place of those it told before, and dials it when it is
   * not connected. At most 8 count; what is no host with a TCP port does not.
   */
  suggest(peer: PeerIdString, addresses: readonly string[]): void
  /** Round trip to a connected peer, milliseconds. */
  ping(peer: PeerIdString, options?: { signal?: AbortSignal }): Promise<number>
  disconnect(peer: PeerIdString): Promise<void>
  /** Gives the connections to a peer up at once, as if it had died; every stream fails, and it is dialled again. */
  abandon(peer: PeerIdString): void
  /** Calls back when a peer gets its first or loses its last connection; the returned function unsubscribes. */
  onPeer(listener: (peer: PeerIdString, isConnected: boolean) => void): () => void
  /**
   * Listens, and looks for known and near peers. With `dialOnly` it does neither: `dial` alone connects.
   *
   * @throws {SovError} ERR_SOV_PORT_IN_USE, ERR_SOV_CONFIG when it cannot listen.
   */
  start(options?: { readonly dialOnly?: boolean }): Promise<void>
  stop(): Promise<void>
}

export interface NetworkInit {
  /** Asked at start: multiaddrs to listen on, e.g. `/ip4/127.0.0.1/tcp/0`. */
  readonly listen: () => readonly string[]
  /** Multiaddrs to tell others instead of those listened on, e.g. of a forwarded port. @default those listened on */
  readonly announce?: readonly string[]
  /** Multiaddrs ending in `/p2p/<peer id>`, dialled at start and for as long as they are away. */
  readonly bootstrap: readonly string[]
  /** Announce and find nodes on the local network. */
  readonly usesMdns: boolean
  /** Name and version told to peers, at most 64 bytes. */
  readonly agent: string
  /** Sees every frame; for protocol transcripts. */
  readonly tap?: FrameTap
}

export interface NetworkComponents {
  readonly key: NodeKey
  readonly store: Store
  readonly clock: Clock
  readonly authorize: Authorize
  /** Told when a stream of a peer ended in an error; for logs and counters. */
  readonly onHandlerError?: (peer: PeerIdString, purpose: Purpose, error: SovError) => void
  /** Told when a bootstrap peer was not reached, once until it was; it is dialled again. */
  readonly onUnreachable?: (peer: PeerIdString, error: SovError) => void
}

/** A network that is not started: register handlers, then `start()`. */
export function createNetwork(init: NetworkInit, components: NetworkComponents): Network {
  return new Libp2pNetwork(components, init)
}
