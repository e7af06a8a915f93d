import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDirectory, type Directory, type Supply } from '../../../src/directory/index.js'
import { signOffer } from '../../../src/directory/offer.js'
import {
  CLOCK_SKEW_MS,
  MAX_KNOWN_OFFERS,
  MAX_OFFER_BYTES,
  MAX_OFFER_FRAME_BYTES,
  OFFER_BURST,
  OFFER_DEBOUNCE_MS,
  OFFER_INTERVAL_MS,
  OFFER_LIFE_MS,
  OFFER_PAUSE_MS,
  OFFERS_PER_SECOND,
  PING_INTERVAL_MS,
  PING_LATE_MS,
} from '../../../src/limits.js'
import type { NodeKey } from '../../../src/identity/index.js'
import type { Member } from '../../../src/membership/index.js'
import { offerFrame } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { model, peerRecord } from '../scheduler/scripted-mesh.js'
import { ScriptedNetwork } from './scripted-network.js'

const NETWORK_ID = randomBytes(32)
const TINY = model('tiny')
const SUPPLY: Supply = {
  models: [{ ...TINY, busy: 1 }],
  queued: 2,
  isDraining: false,
  deviceClass: 'cpu',
  memoryFreeBytes: 5e9,
}

/** A member whose node a test plays. */
class PlayedMember {
  readonly key: NodeKey = testKey()
  readonly networkId: Uint8Array
  bootNonce: Uint8Array = randomBytes(16)
  seq = 0n

  /** @param networkId - of its co-op. */
  constructor(networkId: Uint8Array = NETWORK_ID) {
    this.networkId = networkId
  }

  get member(): Member {
    const { networkId, bootNonce } = this
    const { member } = peerRecord(this.key.peerId)
    const credential = { ...member.credential, networkId }
    return { ...member, credential, bootNonce, isOwnCoop: networkId === NETWORK_ID }
  }

  offer(
    nowMs: number,
    change: Partial<Supply & { seq: bigint; networkId: Uint8Array; key: NodeKey }> = {},
  ): Uint8Array {
    const { seq = ++this.seq, networkId = this.networkId, key = this.key, ...supply } = change
    const context = { networkId, bootNonce: this.bootNonce, seq, nowMs, addresses: ['/ip4/192.0.2.7/tcp/4001'] }
    return signOffer({ ...SUPPLY, ...supply }, context, key)
  }
}

describe('the directory', () => {
  const self = testKey()
  let clock: ManualClock
  let network: ScriptedNetwork
  let supply: () => Supply
  let members: Member[]
  let tell: (peer: string, member: Member | undefined) => void
  let directory: Directory
  let other: PlayedMember

  beforeEach(async () => {
    clock = new ManualClock()
    network = new ScriptedNetwork(self.peerId)
    supply = () => SUPPLY
    members = []
    tell = () => undefined
    other = new PlayedMember()
    directory = createDirectory({
      network,
      membership: {
        coop: { name: 'Test', networkId: NETWORK_ID, root: self.peerId, isIssuer: false },
        member: (peer) => members.find((member) => member.peer === peer),
        members: () => members,
        onMember: (listener) => {
          tell = listener
          return () => {
            tell = () => undefined
          }
        },
      },
      signer: self,
      clock,
      bootNonce: randomBytes(16),
      supply: () => supply(),
    })
    await directory.start()
  })

  afterEach(() => directory.stop())

  async function pass(milliseconds: number): Promise<void> {
    clock.advance(milliseconds)
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  async function join(played: PlayedMember, rttMs = 20): Promise<void> {
    network.rtts.set(played.key.peerId, rttMs)
    tell(played.key.peerId, played.member)
    await pass(0)
  }

  function deliver(played: PlayedMember, offer: Uint8Array, known: readonly Uint8Array[] = []): Promise<void> {
    return network.deliver(played.key.peerId, offerFrame.encode({ offer, known }))
  }

  const record = (): ReturnType<Directory['peer']> => directory.peer(other.key.peerId)

  it('knows members from before its start and those that come later, until they go', async () => {
    await join(other)
    expect(directory.peers().map(({ peer }) => peer)).toEqual([other.key.peerId])
    tell(other.key.peerId, undefined)
    expect(directory.peers()).toEqual([])
    await directory.stop()
    members = [other.member]
    await directory.start()
    expect(directory.peers().map(({ peer }) => peer)).toEqual([other.key.peerId])
  })

  it('takes the newest offer of a member, and none of before or of another start', async () => {
    await join(other)
    await deliver(other, other.offer(clock.nowMs(), { seq: 5n, queued: 5 }))
    expect(record()).toMatchObject({ queued: 5, models: [{ name: 'tiny', digest: TINY.digest, busyWithOthers: 1 }] })
    await deliver(other, other.offer(clock.nowMs(), { seq: 4n, queued: 4 }))
    await deliver(other, other.offer(clock.nowMs(), { seq: 5n, queued: 6 }))
    expect(record()?.queued).toBe(5)
    const stranger = new PlayedMember()
    await deliver(other, stranger.offer(clock.nowMs(), { queued: 7 }))
    other.bootNonce = randomBytes(16)
    await deliver(other, other.offer(clock.nowMs(), { seq: 9n, queued: 8 }))
    expect(record()?.queued).toBe(5)
  })

  it('drops the offer of a peer that has restarted, and takes its next one from 1 on', async () => {
    await join(other)
    await deliver(other, other.offer(clock.nowMs(), { seq: 50n }))
    other.bootNonce = randomBytes(16)
    tell(other.key.peerId, other.member)
    expect(record()).toMatchObject({ models: [], queued: 0 })
    await deliver(other, other.offer(clock.nowMs(), { seq: 1n, queued: 1 }))
    expect(record()?.queued).toBe(1)
  })

  it('keeps an offer for its life from when it came, whatever the clock of the peer says', async () => {
    await join(other)
    await deliver(other, other.offer(clock.nowMs() - CLOCK_SKEW_MS))
    clock.advance(OFFER_LIFE_MS - 1)
    expect(record()?.models).toHaveLength(1)
    clock.advance(1)
    expect(record()).toMatchObject({ models: [], queued: 0, isDraining: false })
  })

  it('says who takes no new requests', async () => {
    await join(other)
    await deliver(other, other.offer(clock.nowMs(), { isDraining: true }))
    expect(record()?.isDraining).toBe(true)
  })

  it('does not count its own requests as those of others', async () => {
    await join(other)
    const leases = Array.from({ length: 3 }, () =>
      directory.work(other.key.peerId, TINY.digest, { waits: false, sharing: 1 }),
    )
    await deliver(other, other.offer(clock.nowMs(), { models: [{ ...TINY, busy: 4 }], queued: 0 }))
    expect(record()).toMatchObject({ running: 3, models: [{ busyWithOthers: 1 }] })
    for (const lease of leases) lease.released()
    expect(record()).toMatchObject({ running: 0, models: [{ busyWithOthers: 1 }] })
  })

  it('counts each of its own requests once, in a slot or in the queue', async () => {
    await join(other)
    for (let request = 0; request < 3; request++)
      directory.work(other.key.peerId, TINY.digest, { waits: false, sharing: 1 })
    const offered = { models: [{ ...TINY, slots: 1, busy: 1 }] }
    await deliver(other, other.offer(clock.nowMs(), { ...offered, queued: 2 }))
    expect(record()).toMatchObject({ running: 3, queued: 0, models: [{ busyWithOthers: 0 }] })
    await deliver(other, other.offer(clock.nowMs(), { ...offered, queued: 4 }))
    expect(record()).toMatchObject({ running: 3, queued: 2 })
  })

  it('takes the smallest of the newest round trips', async () => {
    await join(other, 50)
    expect(record()?.rttMs).toBe(50)
    network.rtts.set(other.key.peerId, 30)
    await pass(PING_INTERVAL_MS)
    network.rtts.set(other.key.peerId, 90)
    await pass(PING_INTERVAL_MS)
    expect(record()?.rttMs).toBe(30)
    for (let pings = 0; pings < 8; pings++) await pass(PING_INTERVAL_MS)
    expect(record()?.rttMs).toBe(90)
  })

  it('gives a peer up that leaves two pings in a row unanswered', async () => {
    await join(other)
    expect(record()?.isSilent).toBe(false)
    network.rtts.delete(other.key.peerId)
    await pass(PING_INTERVAL_MS)
    expect(record()?.isSilent).toBe(true)
    expect(network.abandoned).toContain(other.key.peerId)
  })

  it('gives no new work to a peer whose answer is late, and believes it when it comes', async () => {
    await join(other)
    let answer = (): void => undefined
    network.answering = new Promise((resolve) => (answer = resolve))
    await pass(PING_INTERVAL_MS)
    expect(record()?.isSilent).toBe(false)
    await pass(PING_LATE_MS)
    expect(record()?.isSilent).toBe(true)
    expect(network.abandoned).toEqual([])
    answer()
    await pass(0)
    expect(record()?.isSilent).toBe(false)
  })

  it('believes a peer again that answers', async () => {
    await join(other)
    network.rtts.delete(other.key.peerId)
    await pass(PING_INTERVAL_MS)
    network.rtts.set(other.key.peerId, 20)
    await pass(PING_INTERVAL_MS)
    expect(record()?.isSilent).toBe(false)
  })

  it('tells its members what it has, at once and then at an interval', async () => {
    await join(other)
    expect(network.sentTo(other.key.peerId)).toEqual([])
    await pass(OFFER_DEBOUNCE_MS)
    expect(network.sentTo(other.key.peerId)).toMatchObject([{ offer: { seq: 1n, queued: 2 } }])
    await pass(OFFER_INTERVAL_MS)
    expect(network.sentTo(other.key.peerId).at(-1)).toMatchObject({ offer: { seq: 2n } })
  })

  it('tells of a burst of changes once', async () => {
    await join(other)
    await pass(OFFER_DEBOUNCE_MS)
    for (let change = 0; change < 20; change++) directory.supplyChanged()
    await pass(OFFER_PAUSE_MS - 1)
    expect(network.sentTo(other.key.peerId)).toHaveLength(1)
    await pass(1)
    expect(network.sentTo(other.key.peerId)).toHaveLength(2)
  })

  it('takes as many offers as an honest member sends, and ends the stream of one that sends more', async () => {
    await join(other)
    const offer = other.offer(clock.nowMs())
    for (let frame = 0; frame < OFFER_BURST; frame++) await deliver(other, offer)
    await expect(deliver(other, offer)).rejects.toMatchObject({ code: 'ERR_SOV_RATE_LIMITED' })
    for (let second = 0; second < 10; second++) {
      clock.advance(1_000)
      for (let frame = 0; frame < OFFERS_PER_SECOND; frame++) await deliver(other, offer)
    }
    await expect(deliver(other, offer)).rejects.toMatchObject({ code: 'ERR_SOV_RATE_LIMITED' })
  })

  it('passes on what it knows of others when somebody comes and at the interval, not with every change', async () => {
    const third = new PlayedMember()
    await join(other)
    await join(third)
    await deliver(other, other.offer(clock.nowMs()))
    const known = (): number | undefined => network.sentTo(third.key.peerId).at(-1)?.known
    await pass(OFFER_DEBOUNCE_MS)
    expect(known()).toBe(1)
    directory.supplyChanged()
    await pass(OFFER_PAUSE_MS)
    expect(known()).toBe(0)
    await pass(OFFER_INTERVAL_MS)
    expect(known()).toBe(1)
    // nobody is told of itself
    expect(network.sentTo(other.key.peerId).at(-1)?.known).toBe(0)
  })

  it('goes on after its supply could not be told', async () => {
    await join(other)
    supply = () => {
      throw new Error('an engine is broken')
    }
    await pass(OFFER_DEBOUNCE_MS)
    await pass(OFFER_INTERVAL_MS)
    expect(network.sentTo(other.key.peerId)).toEqual([])
    supply = () => SUPPLY
    directory.supplyChanged()
    await pass(OFFER_DEBOUNCE_MS)
    expect(network.sentTo(other.key.peerId)).toHaveLength(1)
  })

  it('dials whom a member tells of, unless it is connected, and believes nothing else of it', async () => {
    const third = new PlayedMember()
    await join(other)
    await deliver(other, other.offer(clock.nowMs()), [
      third.offer(clock.nowMs()),
      other.offer(clock.nowMs()),
      Buffer.from('noise'),
      third.offer(clock.nowMs(), { networkId: randomBytes(32) }),
      third.offer(clock.nowMs() - OFFER_LIFE_MS - CLOCK_SKEW_MS - 1),
    ])
    const addresses = ['/ip4/192.0.2.7/tcp/4001']
    // the member itself by its own offer, the third by the hint
    expect(network.suggested).toEqual([
      { peer: other.key.peerId, addresses },
      { peer: third.key.peerId, addresses },
    ])
    expect(directory.peer(third.key.peerId)).toBeUndefined()
  })

  it('takes the offer of a member of another co-op, and of hints only those of its own co-op', async () => {
    const far = new PlayedMember(randomBytes(32))
    await join(far)
    await deliver(far, far.offer(clock.nowMs()), [
      new PlayedMember().offer(clock.nowMs()),
      new PlayedMember(randomBytes(32)).offer(clock.nowMs()),
      new PlayedMember(far.networkId).offer(clock.nowMs()),
    ])
    expect(directory.peer(far.key.peerId)?.models).toHaveLength(1)
    expect(network.suggested).toHaveLength(2)
    const forged = far.offer(clock.nowMs(), { networkId: NETWORK_ID })
    await expect(deliver(far, forged)).rejects.toMatchObject({ code: 'ERR_SOV_PROTOCOL' })
  })

  it('tells nobody of members of other co-ops', async () => {
    const [near, far, farther] = [
      new PlayedMember(),
      new PlayedMember(randomBytes(32)),
      new PlayedMember(randomBytes(32)),
    ]
    for (const played of [near, far, farther]) {
      await join(played)
      await deliver(played, played.offer(clock.nowMs()))
    }
    await pass(OFFER_INTERVAL_MS)
    expect([near, far, farther].map(({ key }) => network.sentTo(key.peerId).at(-1)?.known)).toEqual([0, 1, 1])
  })

  it('looks at no more hints of one frame than an honest one has', async () => {
    await join(other)
    const hint = new PlayedMember().offer(clock.nowMs())
    await deliver(
      other,
      other.offer(clock.nowMs()),
      Array.from({ length: MAX_KNOWN_OFFERS + 20 }, () => hint),
    )
    expect(network.suggested.filter(({ peer }) => peer !== other.key.peerId)).toHaveLength(MAX_KNOWN_OFFERS)
  })

  it.each<[string, (played: PlayedMember, nowMs: number) => Uint8Array]>([
    ['of another co-op', (played, nowMs) => played.offer(nowMs, { networkId: randomBytes(32) })],
    ['from the future', (played, nowMs) => played.offer(nowMs + CLOCK_SKEW_MS + 1)],
    ['that has lapsed', (played, nowMs) => played.offer(nowMs - OFFER_LIFE_MS - CLOCK_SKEW_MS - 1)],
    [
      'with a name that is none',
      (played, nowMs) => played.offer(nowMs, { models: [{ ...TINY, name: 'A b', busy: 0 }] }),
    ],
    ['that is noise', () => Buffer.from('noise')],
  ])('ends the stream for an offer %s', async (_, offer) => {
    await join(other)
    await expect(deliver(other, offer(other, clock.nowMs()))).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_SOV_/) as string,
    })
    expect(record()?.models).toEqual([])
  })

  it('lets in the largest frame that it may have to send', () => {
    const largest = new Uint8Array(MAX_OFFER_BYTES)
    const frame = offerFrame.encode({ offer: largest, known: Array.from({ length: MAX_KNOWN_OFFERS }, () => largest) })
    expect(frame.length).toBeLessThanOrEqual(MAX_OFFER_FRAME_BYTES)
  })

  it('is quiet after it was stopped', async () => {
    await join(other)
    directory.supplyChanged()
    await directory.stop()
    await directory.stop()
    const { pings } = network
    await pass(10 * OFFER_INTERVAL_MS)
    expect(network.pings).toBe(pings)
    expect(network.sentTo(other.key.peerId)).toEqual([])
    expect(directory.peers()).toEqual([])
  })
})
