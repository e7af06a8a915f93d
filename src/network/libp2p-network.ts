import './with-resolvers.js'
import { noise } from '@chainsafe/libp2p-noise'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import type { IdentifyResult, Libp2p, PeerId, Stream } from '@libp2p/interface'
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
  ADDRESS_DIAL_TIMEOUT_MS,
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
import { dialableAddresses, ipAddressOf, peerOfAddress } from './addresses.js'
import { connectionCaps } from './connection-caps.js'
import type { HandleOptions, Network, NetworkComponents, NetworkInit } from './index.js'
import { MemoryBudget } from './memory-budget.js'
import { OpenCounter } from './open-counter.js'
import { OwnAddresses } from './own-addresses.js'
import { MAX_DIALLED_ADDRESSES, PeerBook } from './peer-book.js'
import { skipProtocolNotes } from './protocol-notes.js'
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
      unreachable: (peer, error) => {
        if (this.#bootstrap.has(peer)) components.onUnreachable?.(peer, toSovError(error))
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
    host.addEventListener('peer:identify', ({ detail }) => this.#onIdentify(detail))
    for (const [protocol, { options, handler }] of this.#handlers) await this.#serve(host, protocol, options, handler)
    skipProtocolNotes(host.peerStore)
    try {
      await host.start()
    } catch (cause) {
      this.#host = undefined
      throw cannotListen(listen, cause)
    }
    if (dialOnly) return
    for (const address of this.#init.bootstrap) {
      const peer = peerOfAddress(address)
      this.#learn(peer, () => this.#book.hear(peer, [address]))
    }
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

  hosts(peer: PeerIdString): readonly string[] {
    const connections = this.#host?.getConnections(peerIdFromString(peer)) ?? []
    return [...new Set(connections.flatMap(({ remoteAddr }) => ipAddressOf(remoteAddr) ?? []))]
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
    await this.#book.hear(peer, [address])
    return peer
  }

  suggest(peer: PeerIdString, addresses: readonly string[]): void {
    this.#learn(peer, () => this.#book.tell(peer, dialableAddresses(peer, addresses)))
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
      const own = new OwnAddresses(this.peerId, this.#init.announce ?? [])
      return await createLibp2p({
        start: false,
        privateKey: privateKeyFromRaw(this.#components.key.raw),
        nodeInfo: { userAgent: this.#init.agent },
        addresses: { listen: [...listen], announceFilter: own.all },
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
          ownAddresses: own.service,
        },
        peerDiscovery: usesMdns ? [this.#mdns()] : [],
        connectionGater: connectionCaps(),
        connectionManager: {
          maxConnections: MAX_CONNECTIONS,
          maxIncomingPendingConnections: MAX_PENDING_CONNECTIONS,
          // The book knows which address is the likeliest; by default a dead public one would always come first.
          addressSorter: () => 0,
          maxPeerAddrsToDial: MAX_DIALLED_ADDRESSES,
          addressDialTimeout: ADDRESS_DIAL_TIMEOUT_MS,
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

  /** Hears its own event, not the `peer:discovery` of libp2p: that comes once, and for strangers that connect as well. */
  #mdns(): ReturnType<typeof mdns> {
    return (components) => {
      const discovery = mdns()(components)
      discovery.addEventListener('peer', ({ detail: { id, multiaddrs } }) => {
        const peer = id.toString()
        this.#learn(peer, () => this.#book.hear(peer, dialableAddresses(peer, multiaddrs)))
      })
      return discovery
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
    const dialled = this.#host?.getConnections(peerId).find(({ direction }) => direction === 'outbound')
    // A stranger that came to us and told no address is not worth a line in the book.
    if (dialled !== undefined || this.#book.addresses(peer).length > 0) {
      void this.#book.see(peer, this.#clock.nowMs(), dialled?.remoteAddr.toString()).catch(() => undefined)
    }
    for (const listener of this.#listeners) listener(peer, true)
  }

  /** At the beginning of each connection a peer tells where it is now: somewhere new, if it was started again. */
  #onIdentify({ peerId, listenAddrs }: IdentifyResult): void {
    const peer = peerId.toString()
    const addresses = dialableAddresses(peer, listenAddrs)
    // The word of strangers is not taken: they could have us dial whomever they like. A node that does not listen keeps
    // the addresses it had.
    if (addresses.length === 0 || !this.#book.wasSeen(peer)) return
    void this.#book.tell(peer, addresses).catch(() => undefined)
  }

  /** Notes addresses of a peer in the book, and dials it when it is not connected. */
  #learn(peer: PeerIdString, note: () => Promise<void>): void {
    if (peer === this.peerId) return
    const known = this.#book.addresses(peer)
    void note().catch(() => undefined)
    if (this.connected().includes(peer)) {
      // Who always came to us has been connected, too, but told no address before: after a restart we must find it.
      if (!this.#book.wasSeen(peer)) void this.#book.see(peer, this.#clock.nowMs()).catch(() => undefined)
      return
    }
    if (this.#book.addresses(peer).some((address) => !known.includes(address))) this.#redialer.hurry(peer)
    this.#redialer.want(peer)
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

  /** Nobody waits for this dial, so every address has its turn. */
  async #connect(peer: PeerIdString): Promise<void> {
    const host = this.#started()
    const limitMs = DIAL_TIMEOUT_MS + MAX_DIALLED_ADDRESSES * ADDRESS_DIAL_TIMEOUT_MS
    await this.#withDialDeadline(undefined, (signal) => host.dial(this.#target(host, peer), { signal }), limitMs)
  }

  /** A connected peer by its id; else all addresses we know of it, which libp2p then tries one after another. */
  #target(host: Host, peer: PeerIdString): PeerId | Multiaddr[] {
    const peerId = peerIdFromString(peer)
    if (host.getConnections(peerId).length > 0) return peerId
    const addresses = this.#book.addresses(peer)
    if (addresses.length === 0) throw new SovError('ERR_SOV_DIAL', 'no address of the peer is known')
    return addresses.map((address) => multiaddr(address))
  }

  async #withDialDeadline<T>(
    parent: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
    limitMs = DIAL_TIMEOUT_MS,
  ): Promise<T> {
    const limit = deadline(
      this.#clock,
      limitMs,
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
  // libp2p puts the errors of its transports into the text of its own.
  if (String(cause).includes('EADDRINUSE')) {
    return new SovError('ERR_SOV_PORT_IN_USE', `another program listens on ${listen.join(' or ')}`, {
      cause,
      remedy: 'Stop it, or give a free TCP address with --listen, for example /ip4/0.0.0.0/tcp/0.',
    })
  }
  return new SovError('ERR_SOV_CONFIG', `cannot listen for peers on ${listen.join(', ')}`, {
    cause,
    remedy: 'Give a free TCP address with --listen, for example /ip4/0.0.0.0/tcp/0.',
  })
}
