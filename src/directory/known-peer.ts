import type { Clock } from '../clock.js'
import type { Member } from '../membership/index.js'
import { Availability, equalBytes } from '../wire/index.js'
import type { PeerRecord } from './index.js'
import type { CheckedOffer } from './offer.js'

/** What a peer offers to others, less the requests of ours that ran there when it was told: they are in its counts. */
type Offered = Pick<PeerRecord, 'models' | 'queued' | 'isDraining'>

/** What was told and measured of a peer. */
interface Facts {
  readonly member: Member
  readonly offer: CheckedOffer | undefined
  /** Monotonic time; counted from receipt, so that the peer's clock does not matter. */
  readonly offerLapsesMs: number
  readonly offered: Offered
  /** The newest round trips, milliseconds. */
  readonly rtts: readonly number[]
  /** Pings in a row. */
  readonly unanswered: number
  /** Its newest ping takes longer than PING_LATE_MS. */
  readonly isLate: boolean
  /** Monotonic time of the newest answer to a ping. */
  readonly answeredMs: number
  readonly lastSeenMs: number
}

const NOTHING_OFFERED: Offered = { models: [], queued: 0, isDraining: false }
// Newest round trips whose minimum counts: delay can only be added, so the smallest is the truest.
const RTT_WINDOW = 8

/** A connected peer. Every decision looks at every peer, so its record is made anew only when something has changed. */
export class KnownPeer {
  readonly #clock: Clock
  #facts: Facts
  #record: PeerRecord | undefined

  constructor(member: Member, clock: Clock) {
    this.#clock = clock
    this.#facts = {
      ...{ member, offer: undefined, offerLapsesMs: 0, offered: NOTHING_OFFERED },
      ...{ rtts: [], unanswered: 0, isLate: false, answeredMs: -Infinity, lastSeenMs: clock.nowMs() },
    }
  }

  get member(): Member {
    return this.#facts.member
  }

  /** The newest, also when it has lapsed. */
  get offer(): CheckedOffer | undefined {
    return this.#facts.offer
  }

  /** Pings in a row. */
  get unanswered(): number {
    return this.#facts.unanswered
  }

  /** It shows another credential, or has begun anew: a restarted peer has no memory of what it offered before. */
  shows(member: Member): void {
    const isSameBoot = equalBytes(this.member.bootNonce, member.bootNonce)
    this.#change({ member, ...(isSameBoot ? {} : { offer: undefined }) })
  }

  /** @param ours - requests of ours that run there now. */
  offers(offer: CheckedOffer, ours: number): void {
    this.#change({
      offer,
      offerLapsesMs: this.#clock.monotonicMs() + offer.offer.lifetimeMs,
      offered: offeredToOthers(offer, ours),
      lastSeenMs: this.#clock.nowMs(),
    })
  }

  answers(rttMs: number): void {
    this.#change({
      rtts: [...this.#facts.rtts, rttMs].slice(-RTT_WINDOW),
      unanswered: 0,
      isLate: false,
      answeredMs: this.#clock.monotonicMs(),
      lastSeenMs: this.#clock.nowMs(),
    })
  }

  /** @param sentMs - monotonic time of the ping that is late; one that was sent later may have been answered. */
  isLateSince(sentMs: number): void {
    if (this.#facts.answeredMs <= sentMs) this.#change({ isLate: true })
  }

  misses(): void {
    this.#change({ unanswered: this.unanswered + 1 })
  }

  /** @param running - requests of ours that run there. */
  record(running: number): PeerRecord {
    const { member, offer, offerLapsesMs, rtts, unanswered, isLate, lastSeenMs } = this.#facts
    const isInForce = offer !== undefined && this.#clock.monotonicMs() < offerLapsesMs
    const offered = isInForce ? this.#facts.offered : NOTHING_OFFERED
    if (this.#record?.running === running && this.#record.models === offered.models) return this.#record
    this.#record = {
      peer: member.peer,
      member,
      ...offered,
      running,
      rttMs: rtts.length === 0 ? undefined : Math.min(...rtts),
      isSilent: unanswered > 0 || isLate,
      lastSeenMs,
    }
    return this.#record
  }

  #change(changes: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...changes }
    this.#record = undefined
  }
}

function offeredToOthers(offer: CheckedOffer, ours: number): Offered {
  return {
    models: offer.models.map((model) => ({ ...model, busyWithOthers: Math.max(0, model.busyWithOthers - ours) })),
    queued: queuedByOthers(offer, ours),
    isDraining: offer.offer.availability !== Availability.AVAILABILITY_OPEN,
  }
}

/** What waits at a peer besides our own requests: those that its slots do not hold are in its queue. */
function queuedByOthers({ offer, models }: CheckedOffer, ours: number): number {
  const busy = models.reduce((sum, model) => sum + model.busyWithOthers, 0)
  return Math.max(0, offer.queued - Math.max(0, ours - busy))
}
