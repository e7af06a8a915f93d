import { createDirectory } from '../../src/directory/index.js'
import { signOffer } from '../../src/directory/offer.js'
import type { NodeKey } from '../../src/identity/index.js'
import { MAX_KNOWN_OFFERS, OFFER_INTERVAL_MS } from '../../src/limits.js'
import type { Channel } from '../../src/network/index.js'
import { offerFrame } from '../../src/wire/index.js'
import type { Member } from '../../src/membership/index.js'
import { Random } from '../spine/random.js'
import { seededKey } from './draws.js'
import { EventClock } from './event-clock.js'
import { memberOf } from './population.js'
import { QuietNetwork } from './quiet-network.js'
import { VirtualChannel } from './virtual-channel.js'
import { virtualModel } from './virtual-model.js'

/** Rounds of offers that are counted, after one in which all meet. */
const ROUNDS = 2
const SLOTS = 2

/** What telling each other offers costs one node, per second. */
export interface OfferLoad {
  readonly peers: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly signaturesChecked: number
  /** Milliseconds of processor, for what comes in and what goes out. */
  readonly cpuMs: number
}

interface Peer {
  readonly key: NodeKey
  readonly member: Member
}

/**
 * One real directory in a mesh of `peers` others, each of which tells it what a real one tells: every OFFER_INTERVAL_MS its
 * offer with those of up to MAX_KNOWN_OFFERS others, and at every change of its load its own.
 *
 * @param changesPerSecond - of the load of each node, the measured one too.
 */
export async function offerLoad(seed: number, peers: number, changesPerSecond: number): Promise<OfferLoad> {
  const random = new Random(seed)
  const clock = new EventClock()
  const [own, ...others] = Array.from({ length: peers + 1 }, (): Peer => {
    const key = seededKey(random)
    return { key, member: memberOf(random, key, 'org', 'DE') }
  }) as [Peer, ...Peer[]]
  const network = new OfferNetwork(own.member.peer)
  const model = { ...virtualModel(SLOTS), busy: 0 }
  const supply = { models: [model], queued: 0, isDraining: false, deviceClass: 'cpu', memoryFreeBytes: 2 ** 34 }
  const { networkId } = own.member.credential
  const directory = createDirectory({
    network,
    membership: {
      coop: { name: 'Simulated', networkId, root: own.member.peer, isIssuer: false },
      member: (peer) => others.find(({ member }) => member.peer === peer)?.member,
      members: () => others.map(({ member }) => member),
      onMember: () => () => undefined,
    },
    signer: own.key,
    clock,
    bootNonce: own.member.bootNonce,
    supply: () => supply,
  })
  const offerOf = ({ key, member }: Peer, atMs: number): Uint8Array => {
    const context = { networkId, bootNonce: member.bootNonce, seq: BigInt(atMs + 1), nowMs: atMs, addresses: [] }
    return signOffer(supply, context, key)
  }
  const endMs = (1 + ROUNDS) * OFFER_INTERVAL_MS
  // Signed before, so that what is measured is this node's work alone.
  const hints = others.slice(0, MAX_KNOWN_OFFERS + 1).map((peer) => offerOf(peer, 0))
  for (const [index, peer] of others.entries()) {
    const known = hints.filter((_, hint) => hint !== index).slice(0, MAX_KNOWN_OFFERS)
    const phaseMs = Math.floor(random.between(0, OFFER_INTERVAL_MS))
    for (let atMs = phaseMs; atMs < endMs; atMs += OFFER_INTERVAL_MS) {
      const frame = offerFrame.encode({ offer: offerOf(peer, atMs), known })
      clock.setTimer(() => network.deliver(peer.member.peer, frame, 1 + known.length), atMs)
    }
    const everyMs = Math.round(1_000 / changesPerSecond)
    for (let atMs = (7 * phaseMs) % everyMs; atMs < endMs; atMs += everyMs) {
      const frame = offerFrame.encode({ offer: offerOf(peer, atMs), known: [] })
      clock.setTimer(() => network.deliver(peer.member.peer, frame, 1), atMs)
    }
  }
  for (let atMs = 0; atMs < endMs; atMs += 1_000 / changesPerSecond)
    clock.setTimer(() => directory.supplyChanged(), atMs)
  await directory.start()
  await clock.run(OFFER_INTERVAL_MS)
  const before = { ...network.traffic }
  const cpu = process.cpuUsage()
  await clock.run(endMs)
  const { user, system } = process.cpuUsage(cpu)
  await directory.stop()
  const { traffic } = network
  const perSecond = (count: number): number => (1_000 * count) / (endMs - OFFER_INTERVAL_MS)
  return {
    peers,
    bytesIn: perSecond(traffic.bytesIn - before.bytesIn),
    bytesOut: perSecond(traffic.bytesOut - before.bytesOut),
    signaturesChecked: perSecond(traffic.offersIn - before.offersIn),
    cpuMs: perSecond((user + system) / 1_000),
  }
}

/** Counts what passes. */
class OfferNetwork extends QuietNetwork {
  readonly traffic = { bytesIn: 0, bytesOut: 0, offersIn: 0 }
  readonly #inbound = new Map<string, VirtualChannel>()

  override open(peer: string): Promise<Channel> {
    return Promise.resolve(new VirtualChannel(peer, (frame) => (this.traffic.bytesOut += frame.length)))
  }

  override ping(): Promise<number> {
    return Promise.resolve(1)
  }

  deliver(peer: string, frame: Uint8Array, offers: number): void {
    this.traffic.bytesIn += frame.length
    this.traffic.offersIn += offers
    this.#channelOf(peer).push(frame)
  }

  #channelOf(peer: string): VirtualChannel {
    const known = this.#inbound.get(peer)
    if (known !== undefined) return known
    const channel = new VirtualChannel(peer)
    this.#inbound.set(peer, channel)
    this.serve(channel)
    return channel
  }
}
