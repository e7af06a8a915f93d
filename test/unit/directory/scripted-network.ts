import type { Channel, HandleOptions, Network } from '../../../src/network/index.js'
import { offerFrame, openStatement, OFFER, type Offer } from '../../../src/wire/index.js'

/** What a node has sent in one frame of the offer protocol. */
export interface SentOffer {
  readonly offer: Offer
  /** Offers of others in the same frame. */
  readonly known: number
}

/** One of our streams to a peer, as the peer sees it. */
export class SentStream implements Channel {
  readonly peer: string
  readonly sent: Uint8Array[] = []
  isClosed = false
  /** The peer does not read until it is told to. */
  isHeld = false
  #end!: (frame: Uint8Array | null) => void
  readonly #ended = new Promise<Uint8Array | null>((resolve) => {
    this.#end = resolve
  })
  #release: () => void = () => undefined

  constructor(peer: string) {
    this.peer = peer
  }

  /** The peer ends the stream. */
  end(): void {
    this.#end(null)
  }

  /** The peer reads what has waited. */
  release(): void {
    this.isHeld = false
    this.#release()
  }

  async send(frame: Uint8Array): Promise<void> {
    if (this.isClosed) throw new Error('closed')
    if (this.isHeld) {
      await new Promise<void>((resolve) => {
        this.#release = resolve
      })
    }
    this.sent.push(frame)
  }

  receive(): Promise<Uint8Array | null> {
    return this.#ended
  }

  close(): Promise<void> {
    this.isClosed = true
    return Promise.resolve()
  }

  fail(): Promise<void> {
    return this.close()
  }

  abort(): void {
    this.isClosed = true
  }
}

/** The network of a node whose peers a test plays. */
export class ScriptedNetwork implements Network {
  readonly peerId: string
  /** Streams that were opened, oldest first. */
  readonly streams: SentStream[] = []
  readonly suggested: { readonly peer: string; readonly addresses: readonly string[] }[] = []
  readonly abandoned: string[] = []
  /** Round trip of each peer, milliseconds; undefined = no answer. */
  readonly rtts = new Map<string, number>()
  pings = 0
  /** Holds up the answers to pings until it is resolved. */
  answering: Promise<void> = Promise.resolve()
  /** Refuses the streams that are opened. */
  refuses = false
  /** Holds up those that are opened until it is resolved. */
  opening: Promise<void> = Promise.resolve()
  #handler: ((channel: Channel) => Promise<void>) | undefined

  constructor(peerId: string) {
    this.peerId = peerId
  }

  /** What the newest stream to a peer has carried. */
  sentTo(peer: string): readonly SentOffer[] {
    const stream = this.streams.findLast((opened) => opened.peer === peer)
    return (stream?.sent ?? []).map((bytes) => {
      const { offer, known } = offerFrame.decode(bytes)
      return { offer: openStatement(OFFER, offer).value, known: known.length }
    })
  }

  /** A peer opens a stream and sends these frames. */
  async deliver(peer: string, ...frames: readonly Uint8Array[]): Promise<void> {
    const queue = [...frames]
    const channel = new SentStream(peer)
    channel.receive = () => Promise.resolve(queue.shift() ?? null)
    await this.#handler?.(channel)
  }

  addresses(): readonly string[] {
    return ['/ip4/127.0.0.1/tcp/4001']
  }

  connected(): readonly string[] {
    return [...this.rtts.keys()]
  }

  hosts(): readonly string[] {
    return []
  }

  handle(_protocol: string, _options: HandleOptions, handler: (channel: Channel) => Promise<void>): void {
    this.#handler = handler
  }

  async open(peer: string): Promise<Channel> {
    await this.opening
    if (this.refuses) throw new Error('refused')
    const stream = new SentStream(peer)
    this.streams.push(stream)
    return stream
  }

  dial(): Promise<string> {
    return Promise.reject(new Error('not played'))
  }

  suggest(peer: string, addresses: readonly string[]): void {
    this.suggested.push({ peer, addresses })
  }

  async ping(peer: string): Promise<number> {
    this.pings += 1
    await this.answering
    const rtt = this.rtts.get(peer)
    if (rtt === undefined) throw new Error('silence')
    return rtt
  }

  disconnect(): Promise<void> {
    return Promise.resolve()
  }

  abandon(peer: string): void {
    this.abandoned.push(peer)
  }

  onPeer(): () => void {
    return () => undefined
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }
}
