import { pipe } from 'it-pipe'
import { repeat, type Clock } from '../clock.js'
import type { ModelDigest } from '../engine/index.js'
import type { PeerIdString } from '../identity/index.js'
import {
  MAX_CONTROL_STREAMS_PER_PEER,
  MAX_KNOWN_OFFERS,
  MAX_OFFER_FRAME_BYTES,
  OFFER_BURST,
  OFFER_DEBOUNCE_MS,
  OFFER_INTERVAL_MS,
  OFFER_PAUSE_MS,
  OFFERS_PER_SECOND,
  PING_INTERVAL_MS,
  PING_LATE_MS,
  PINGS_UNTIL_DEAD,
} from '../limits.js'
import type { Member } from '../membership/index.js'
import type { Channel } from '../network/index.js'
import { RateLimiter } from '../rate-limiter.js'
import { decodeFrames, equalBytes, framesOf, offerFrame, throwPeerErrors } from '../wire/index.js'
import type { Directory, DirectoryComponents, PeerRecord } from './index.js'
import { KnownPeer } from './known-peer.js'
import { Measurements, type Arrival, type Measured, type WorkLease } from './measurements.js'
import { openOffer, signOffer } from './offer.js'
import { OFFER_PROTOCOL } from './offer-protocol.js'
import { OfferSender } from './offer-sender.js'

interface Contact {
  readonly known: KnownPeer
  readonly sender: OfferSender
  readonly stopPinging: () => void
}

/** The {@link Directory} of a node: sends its offer to every member, keeps theirs, pings them. */
export class DirectoryService implements Directory {
  readonly #components: DirectoryComponents
  readonly #clock: Clock
  readonly #measurements: Measurements
  readonly #inboundOffers: RateLimiter
  readonly #peers = new Map<PeerIdString, Contact>()
  readonly #cancels: (() => void)[] = []
  #cancelDebounce: (() => void) | undefined
  /** Monotonic time before which no change is told. */
  #quietUntilMs = 0
  /** Whether somebody has come since the offers of others were passed on. */
  #hasNewcomer = false
  #seq = 0n

  constructor(components: DirectoryComponents) {
    this.#components = components
    this.#clock = components.clock
    this.#measurements = new Measurements(components.clock)
    this.#inboundOffers = new RateLimiter(components.clock, OFFER_BURST, (OFFER_BURST / OFFERS_PER_SECOND) * 1_000)
    components.network.handle(
      OFFER_PROTOCOL,
      { purpose: 'offer', maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER },
      (channel) => this.#receiveOffers(channel),
    )
  }

  start(): Promise<void> {
    const { membership } = this.#components
    this.#cancels.push(
      membership.onMember((peer, member) => this.#onMember(peer, member)),
      repeat(this.#clock, OFFER_INTERVAL_MS, () => this.#broadcast(true)),
    )
    for (const member of membership.members()) this.#onMember(member.peer, member)
    return Promise.resolve()
  }

  stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.#cancelDebounce?.()
    this.#cancelDebounce = undefined
    for (const peer of [...this.#peers.keys()]) this.#onMember(peer, undefined)
    return Promise.resolve()
  }

  peers(): readonly PeerRecord[] {
    return Array.from(this.#peers, ([peer, { known }]) => known.record(this.#measurements.running(peer)))
  }

  peer(peer: PeerIdString): PeerRecord | undefined {
    return this.#peers.get(peer)?.known.record(this.#measurements.running(peer))
  }

  supplyChanged(): void {
    const pauseMs = Math.max(OFFER_DEBOUNCE_MS, this.#quietUntilMs - this.#clock.monotonicMs())
    this.#cancelDebounce ??= this.#clock.setTimer(() => {
      this.#cancelDebounce = undefined
      this.#quietUntilMs = this.#clock.monotonicMs() + OFFER_PAUSE_MS
      // A change of load is told by our own offer; passing on those of everybody each time would cost all of them
      // the square of their number in signatures to check.
      try {
        this.#broadcast(this.#hasNewcomer)
        this.#hasNewcomer = false
      } catch {
        // An engine that cannot tell what it has must not end the process; the next round at the interval tells it.
      }
    }, pauseMs)
  }

  work(peer: PeerIdString, model: ModelDigest, arrival: Arrival): WorkLease {
    return this.#measurements.begin(peer, model, arrival)
  }

  measured(peer: PeerIdString, model: ModelDigest): Measured {
    return this.#measurements.view(peer, model)
  }

  #onMember(peer: PeerIdString, member: Member | undefined): void {
    const contact = this.#peers.get(peer)
    if (member === undefined) {
      contact?.sender.stop()
      contact?.stopPinging()
      this.#peers.delete(peer)
      this.#measurements.prune((id) => id === this.#components.signer.peerId || this.#peers.has(id))
      return
    }
    if (contact !== undefined) {
      contact.known.shows(member)
      return
    }
    this.#peers.set(peer, {
      known: new KnownPeer(member, this.#clock),
      sender: new OfferSender(peer, this.#components.network, this.#clock),
      stopPinging: repeat(this.#clock, PING_INTERVAL_MS, () => this.#ping(peer)),
    })
    void this.#ping(peer)
    this.supplyChanged()
  }

  async #ping(peer: PeerIdString): Promise<void> {
    const sentMs = this.#clock.monotonicMs()
    const endLate = this.#clock.setTimer(() => this.#peers.get(peer)?.known.isLateSince(sentMs), PING_LATE_MS)
    try {
      const rttMs = await this.#components.network.ping(peer)
      this.#peers.get(peer)?.known.answers(rttMs)
    } catch {
      const known = this.#peers.get(peer)?.known
      if (known === undefined) return
      known.misses()
      // One lost ping is a blip. After the second every stream to the peer fails now, not at its own deadline.
      if (known.unanswered >= PINGS_UNTIL_DEAD) this.#components.network.abandon(peer)
      else await this.#ping(peer)
    } finally {
      endLate()
    }
  }

  #broadcast(passesOn: boolean): void {
    const { coop } = this.#components.membership
    if (coop === undefined || this.#peers.size === 0) return
    const own = this.#ownOffer(coop.networkId)
    // Which other co-ops this node has chosen concerns nobody else.
    const ofOwnCoop = [...this.#peers.values()].filter(({ known }) => known.member.isOwnCoop)
    const offers = passesOn ? ofOwnCoop.flatMap(({ known }) => known.offer ?? []) : []
    for (const [peer, { sender }] of this.#peers) {
      const known = offers
        .filter((offer) => offer.peer !== peer)
        .slice(0, MAX_KNOWN_OFFERS)
        .map(({ bytes }) => bytes)
      sender.send(offerFrame.encode({ offer: own, known }))
    }
  }

  #ownOffer(networkId: Uint8Array): Uint8Array {
    const { network, signer, supply, bootNonce } = this.#components
    this.#seq += 1n
    const context = {
      networkId,
      bootNonce,
      seq: this.#seq,
      nowMs: this.#clock.nowMs(),
      addresses: network.addresses(),
    }
    return signOffer(supply(), context, signer)
  }

  async #receiveOffers(channel: Channel): Promise<void> {
    await pipe(
      framesOf(channel, MAX_OFFER_FRAME_BYTES),
      (frames) => this.#withinRate(channel.peer, frames),
      throwPeerErrors,
      decodeFrames(offerFrame),
      async (frames) => {
        for await (const { offer, known } of frames) {
          this.#acceptOffer(channel.peer, offer)
          for (const bytes of known.slice(0, MAX_KNOWN_OFFERS)) this.#acceptHint(channel.peer, bytes)
        }
      },
    )
  }

  /** Asked before a frame is decoded: what comes too often must cost nothing. */
  async *#withinRate(peer: PeerIdString, frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const frame of frames) {
      this.#inboundOffers.use(peer)
      yield frame
    }
  }

  #acceptOffer(peer: PeerIdString, bytes: Uint8Array): void {
    const known = this.#peers.get(peer)?.known
    // The peer left while its frame was under way.
    if (known === undefined) return
    const offer = openOffer(bytes, known.member.credential.networkId, this.#clock.nowMs())
    const isNewer = known.offer === undefined || offer.offer.seq > known.offer.offer.seq
    if (offer.peer !== peer || !equalBytes(offer.offer.bootNonce, known.member.bootNonce) || !isNewer) return
    if (known.offer === undefined) {
      // Everybody, not only the new member: the others learn where it is from the offers we pass on, and it where they are.
      this.#hasNewcomer = true
      this.supplyChanged()
    }
    known.offers(offer, this.#measurements.running(peer))
    // So that either side can dial after a partition, not only the one that did before.
    this.#components.network.suggest(peer, offer.addresses)
  }

  /** An offer that one member passes on of another of its co-op tells whom to dial, and nothing else. */
  #acceptHint(from: PeerIdString, bytes: Uint8Array): void {
    const known = this.#peers.get(from)?.known
    if (known === undefined) return
    try {
      const { peer, addresses } = openOffer(bytes, known.member.credential.networkId, this.#clock.nowMs())
      if (!this.#peers.has(peer)) this.#components.network.suggest(peer, addresses)
    } catch {
      // A lapsed or broken hint is no fault of the member that passed it on in good faith.
    }
  }
}
