import './with-resolvers.js'
import { noise } from '@chainsafe/libp2p-noise'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import type { Libp2p, PeerId, Stream } from '@libp2p/interface'
import { mdns } from '@libp2p/mdns'
import { peerIdFromString } from '@libp2p/peer-id'
import { ping, type Ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { deadline, type Clock } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import {
  DIAL_TIMEOUT_MS,
  INBOUND_CONNECTIONS_PER_SECOND,
  MAX_CONNECTIONS,
  MAX_PEER_BOOK_ENTRIES,
  MAX_PENDING_CONNECTIONS,
  PING_TIMEOUT_MS,
  REDIAL_MAX_MS,
  REDIAL_MIN_MS,
  SPARE_STREAMS,
  YAMUX_READ_BUFFER_BYTES,
  YAMUX_WINDOW_BYTES,
  YAMUX_WRITE_BUFFER_BYTES,
} from '../limits.js'
import { FrameChannel, toWireError, type Channel } from '../wire/index.js'
import { connectionCaps } from './connection-caps.js'
import type { HandleOptions, Network, NetworkComponents, NetworkInit } from './index.js'
import { MemoryBudget } from './memory-budget.js'
import { OpenCounter } from './open-counter.js'
import { PeerBook } from './peer-book.js'
import { Redialer } from './redialer.js'

type Host = Libp2p<{ identify: unknown; ping: Ping }>
/** A ping that is given up may still count as open when the next one starts. */
const MAX_PING_STREAMS = 4
/** A connection shorter than this was not wanted by one of the two. */
const SHORT_SESSION_MS = 30_000

type Handler = (channel: Channel) => Promise<void>

/** The {@link Network} over libp2p: TCP, noise, yamux. */
export class Libp2pNetwork implements Network {
  readonly peerId: PeerIdString
  readonly #init: NetworkInit
  readonly #components: NetworkComponents
  readonly #clock: Clock
  readonly #handlers = new Map<string, { options: HandleOptions; handler: Handler }>()
  readonly #listeners = new Set<(peer: PeerIdString, isConnected: boolean) => void>()
  readonly #running = new Set<Promise<void>>()
  readonly #inbound = new OpenCounter()
  readonly #budget = new MemoryBudget()
  readonly #book: PeerBook
  readonly #redialer: Redialer
  readonly #bootstrap: ReadonlySet<PeerIdString>
  /** When each peer connected last, and how many sessions before this one were short. */
  readonly #sessions = new Map<PeerIdString, { readonly sinceMs: number; readonly shortInARow: number }>()
  #host: Host | undefined

  constructor(components: NetworkComponents, init: NetworkInit) {
    this.peerId = components.key.peerId
    this.#components = components
    this.#clock = components.clock
    this.#init = init
    this.#book = new PeerBook(components.store)
    this.#bootstrap = new Set(init.bootstrap.map((address) => peerOfAddress(address)))
    this.#redialer = new Redialer({
      clock: components.clock,
      random: Math.random,
      dial: async (peer) => {
        await this.#connect(peer)
      },
      giveUp: (peer) => {
        void this.#book.forget(peer).catch(() => undefined)
      },
      isWorthKeeping: (peer) => this.#bootstrap.has(peer) || this.#book.wasSeen(peer),
    })
  }

  async start({ dialOnly = false }: { readonly dialOnly?: boolean } = {}): Promise<void> {
    if (this.#host !== undefined) return
    await this.#book.load()
    const listen = dialOnly ? [] : this.#init.listen()
    const host = await this.#createHost(listen, this.#init.usesMdns && !dialOnly)
    this.#host = host
    host.addEventListener('peer:connect', ({ detail }) => this.#onConnect(detail))
    host.addEventListener('peer:disconnect', ({ detail }) => this.#onDisconnect(detail))
    host.addEventListener('peer:discovery', ({ detail }) => {
      this.suggest(detail.id.toString(), detail.multiaddrs.map(String))
    })
    for (const [protocol, { options, handler }] of this.#handlers) await this.#serve(host, protocol, options, handler)
    try {
      await host.start()
    } catch (cause) {
      this.#host = undefined
      throw cannotListen(listen, cause)
    }
    if (dialOnly) return
    for (const address of this.#init.bootstrap) this.suggest(peerOfAddress(address), [address])
    for (const peer of this.#book.peers()) this.#redialer.want(peer)
  }

  async stop(): Promise<void> {
    this.#redialer.stop()
    const host = this.#host
    this.#host = undefined
    await host?.stop()
    await Promise.allSettled(this.#running)
  }

  addresses(): readonly string[] {
    return this.#host?.getMultiaddrs().map(String) ?? []
  }

  connected(): readonly PeerIdString[] {
    return this.#host?.getPeers().map(String) ?? []
  }

  handle(protocol: string, options: HandleOptions, handler: Handler): void {
    this.#handlers.set(protocol, { options, handler })
  }

  async open(peer: PeerIdString, protocol: string, options: { signal?: AbortSignal } = {}): Promise<Channel> {
    const host = this.#started()
    return this.#withDialDeadline(options.signal, async (signal) => {
      const stream = await host.dialProtocol(this.#target(host, peer), protocol, {
        signal,
        maxOutboundStreams: MAX_CONNECTIONS,
      })
      const channel = this.#channel(stream, peer)
      // libp2p can hand over a stream that was reset while it was negotiated
      if (stream.status !== 'open') throw new SovError('ERR_SOV_DIAL', 'the peer reset the stream')
      return channel
    })
  }

  async dial(address: string, options: { signal?: AbortSignal } = {}): Promise<PeerIdString> {
    const peer = peerOfAddress(address)
    const host = this.#started()
    await this.#withDialDeadline(options.signal, (signal) => host.dial(multiaddr(address), { signal }))
    await this.#book.remember(peer, [address])
    return peer
  }

  suggest(peer: PeerIdString, addresses: readonly string[]): void {
    if (peer === this.peerId) return
    void this.#book.remember(peer, addresses).catch(() => undefined)
    if (!this.connected().includes(peer)) this.#redialer.want(peer)
  }

  async ping(peer: PeerIdString, options: { signal?: AbortSignal } = {}): Promise<number> {
    const host = this.#started()
    const limit = deadline(
      this.#clock,
      PING_TIMEOUT_MS,
      () => new SovError('ERR_SOV_DIAL_TIMEOUT', 'the peer did not answer a ping'),
      options.signal,
    )
    try {
      return await host.services.ping.ping(peerIdFromString(peer), { signal: limit.signal })
    } finally {
      limit.clear()
    }
  }

  async disconnect(peer: PeerIdString): Promise<void> {
    this.#redialer.settle(peer)
    await this.#host?.hangUp(peerIdFromString(peer))
  }

  abandon(peer: PeerIdString): void {
    const reason = new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer does not answer')
    for (const connection of this.#host?.getConnections(peerIdFromString(peer)) ?? []) connection.abort(reason)
  }

  onPeer(listener: (peer: PeerIdString, isConnected: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #createHost(listen: readonly string[], usesMdns: boolean): Promise<Host> {
    try {
      return await createLibp2p({
        start: false,
        privateKey: privateKeyFromRaw(this.#components.key.raw),
        nodeInfo: { userAgent: this.#init.agent },
        addresses: { listen: [...listen], announce: [...(this.#init.announce ?? [])] },
        transports: [tcp()],
        connectionEncrypters: [noise()],
        streamMuxers: [
          yamux({
            maxInboundStreams: this.#maxStreamsPerConnection(),
            streamOptions: {
              maxStreamWindowSize: YAMUX_WINDOW_BYTES,
              maxReadBufferLength: YAMUX_READ_BUFFER_BYTES,
              maxWriteBufferLength: YAMUX_WRITE_BUFFER_BYTES,
            },
          }),
        ],
        services: {
          identify: identify(),
          ping: ping({ maxOutboundStreams: MAX_PING_STREAMS, maxInboundStreams: MAX_PING_STREAMS }),
        },
        peerDiscovery: usesMdns ? [mdns()] : [],
        connectionGater: connectionCaps(),
        connectionManager: {
          maxConnections: MAX_CONNECTIONS,
          maxIncomingPendingConnections: MAX_PENDING_CONNECTIONS,
          inboundConnectionThreshold: INBOUND_CONNECTIONS_PER_SECOND,
          // Who dials gives up after that time, too.
          inboundUpgradeTimeout: DIAL_TIMEOUT_MS,
          // Redialling is ours, with the peer book behind it.
          reconnectRetries: 0,
        },
        // It aborts a connection with all its streams on one lost ping; the directory pings and decides instead.
        connectionMonitor: { enabled: false },
      })
    } catch (cause) {
      throw cannotListen(listen, cause)
    }
  }

  #maxStreamsPerConnection(): number {
    return [...this.#handlers.values()].reduce((sum, { options }) => sum + options.maxStreamsPerPeer, SPARE_STREAMS)
  }

  async #serve(host: Host, protocol: string, options: HandleOptions, handler: Handler): Promise<void> {
    await host.handle(
      protocol,
      (stream, connection) => {
        const peer = connection.remotePeer.toString()
        // libp2p counts by connection, and a peer may have several.
        if (!this.#inbound.admit(`${peer} ${protocol}`, options.maxStreamsPerPeer, stream)) {
          stream.abort(new SovError('ERR_SOV_RATE_LIMITED', 'the peer has too many streams open'))
          return
        }
        this.#own(this.#run(this.#channel(stream, peer), options, handler))
      },
      { maxInboundStreams: options.maxStreamsPerPeer },
    )
  }

  #channel(stream: Stream, peer: PeerIdString): FrameChannel {
    return new FrameChannel(stream, peer, { tap: this.#init.tap, budget: this.#budget })
  }

  async #run(channel: FrameChannel, { purpose }: HandleOptions, handler: Handler): Promise<void> {
    try {
      this.#components.authorize(channel.peer, purpose)
      await handler(channel)
      await channel.close()
    } catch (error) {
      this.#components.onHandlerError?.(channel.peer, purpose, toSovError(error))
      await channel.fail(toWireError(error))
    }
  }

  #own(work: Promise<void>): void {
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  #onConnect(peerId: PeerId): void {
    const peer = peerId.toString()
    this.#redialer.settle(peer)
    this.#sessions.set(peer, {
      sinceMs: this.#clock.monotonicMs(),
      shortInARow: this.#sessions.get(peer)?.shortInARow ?? 0,
    })
    // Only an address we dialled can be dialled again; the port of an inbound connection is a passing one.
    const dialled = this.#host
      ?.getConnections(peerId)
      .filter(({ direction }) => direction === 'outbound')
      .map(({ remoteAddr }) => remoteAddr.toString())
    // A stranger that came to us and told no address is not worth a line in the book.
    if ((dialled ?? []).length > 0 || this.#book.addresses(peer).length > 0) {
      void this.#book.remember(peer, dialled ?? [], this.#clock.nowMs()).catch(() => undefined)
    }
    for (const listener of this.#listeners) listener(peer, true)
  }

  #onDisconnect(peerId: PeerId): void {
    const peer = peerId.toString()
    for (const listener of this.#listeners) listener(peer, false)
    const pauseMs = this.#pauseAfterLoss(peer)
    if (this.#host !== undefined && this.#book.addresses(peer).length > 0) this.#redialer.want(peer, pauseMs)
  }

  /** A peer that hangs up again and again does not want us; each time it is left alone for longer. */
  #pauseAfterLoss(peer: PeerIdString): number {
    const { sinceMs = 0, shortInARow = 0 } = this.#sessions.get(peer) ?? {}
    const isShort = this.#clock.monotonicMs() - sinceMs < SHORT_SESSION_MS
    const short = isShort ? shortInARow + 1 : 0
    if (short === 0) this.#sessions.delete(peer)
    else this.#sessions.set(peer, { sinceMs, shortInARow: short })
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > MAX_PEER_BOOK_ENTRIES && oldest !== undefined) this.#sessions.delete(oldest)
    return short === 0 ? 0 : Math.min(REDIAL_MAX_MS, REDIAL_MIN_MS * 2 ** (short - 1))
  }

  async #connect(peer: PeerIdString): Promise<void> {
    const host = this.#started()
    await this.#withDialDeadline(undefined, (signal) => host.dial(this.#target(host, peer), { signal }))
  }

  /** A connected peer by its id; else all addresses we know of it, which libp2p then tries. */
  #target(host: Host, peer: PeerIdString): PeerId | Multiaddr[] {
    const peerId = peerIdFromString(peer)
    if (host.getConnections(peerId).length > 0) return peerId
    const addresses = this.#book.addresses(peer).map((address) => withPeer(address, peer))
    if (addresses.length === 0) throw new SovError('ERR_SOV_DIAL', 'no address of the peer is known')
    return addresses
  }

  async #withDialDeadline<T>(parent: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = deadline(
      this.#clock,
      DIAL_TIMEOUT_MS,
      () => new SovError('ERR_SOV_DIAL_TIMEOUT', 'the peer did not answer in time'),
      parent,
    )
    try {
      return await work(limit.signal)
    } catch (cause) {
      if (limit.signal.aborted) throw limit.signal.reason
      throw toSovError(cause, 'ERR_SOV_DIAL')
    } finally {
      limit.clear()
    }
  }

  #started(): Host {
    if (this.#host === undefined) throw new SovError('ERR_SOV_STOPPING', 'the network is not started')
    return this.#host
  }
}

function cannotListen(listen: readonly string[], cause: unknown): SovError {
  return new SovError('ERR_SOV_CONFIG', `cannot listen for peers on ${listen.join(', ')}`, {
    cause,
    remedy: 'Give a free TCP address with --listen, for example /ip4/0.0.0.0/tcp/0.',
  })
}

/** @throws {SovError} ERR_SOV_CONFIG when the multiaddr is broken or names no peer. */
function peerOfAddress(address: string): PeerIdString {
  try {
    const peer = multiaddr(address)
      .getComponents()
      .findLast(({ name }) => name === 'p2p')?.value
    if (peer !== undefined) return peer
  } catch {
    // told below, together with the missing peer id
  }
  throw new SovError('ERR_SOV_CONFIG', `not a multiaddr that ends in /p2p/<peer id>: ${address}`, {
    remedy: 'Use an address as `sov-node id` prints it.',
  })
}

function withPeer(address: string, peer: PeerIdString): Multiaddr {
  return multiaddr(address.includes('/p2p/') ? address : `${address}/p2p/${peer}`)
}
