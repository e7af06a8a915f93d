import type { Clock } from '../../src/clock.js'
import type { Member } from '../../src/membership/index.js'
import { signOffer } from '../../src/directory/offer.js'
import type { EngineModel } from '../../src/engine/index.js'
import type { NodeKey } from '../../src/identity/index.js'
import { Admission } from '../../src/inference/admission.js'
import { standing, type CreditLines, type Party } from '../../src/ledger/index.js'
import { OFFER_DEBOUNCE_MS, OFFER_LIFE_MS, OFFER_PAUSE_MS } from '../../src/limits.js'
import { offerFrame } from '../../src/wire/index.js'
import { Books } from './books.js'
import type { Place as WhereItIs } from './geography.js'
import type { Link } from './link.js'

/** How a node lies, if it does. */
export type Lie =
  /** Says that it has four times the slots, all idle, and is eight times as slow as its machine. */
  | 'boasts'
  /** Offers slots and has none for anybody. */
  | 'refuses'
  /** Accepts, and says nothing more. */
  | 'accepts and stalls'
  /** Gives half of an answer, and then nothing more. */
  | 'stalls halfway'

export interface VirtualNodeInit {
  readonly key: NodeKey
  readonly member: Member
  readonly where: WhereItIs
  /** What it really has. */
  readonly model: EngineModel
  /** Of one request that is alone there. */
  readonly tokensPerSecond: number
  readonly prefillTokensPerSecond: number
  readonly lie: Lie | undefined
}

/** Before it lapses; a real node says it every OFFER_INTERVAL_MS. */
const OFFER_INTERVAL_MS = OFFER_LIFE_MS - 5_000
const BOAST = 4
const SLOWER = 8
/** What each further request at work takes from the speed of all. */
const CROWDING = 0.3

/** A node that serves others: admission, queue, standing and prices are the real ones, its engine is a timer. */
export class VirtualNode {
  readonly init: VirtualNodeInit
  readonly books: Books
  readonly links = new Set<Link>()
  member: Member
  admission: Admission
  /** `frozen`: up, but it hears and says nothing. */
  state: 'up' | 'frozen' | 'down' = 'up'
  /** Output tokens that it was paid for. */
  settledTokens = 0
  readonly #clock: Clock
  readonly #lines: CreditLines
  #working = 0
  #isDraining = false
  #onThaw: (() => void)[] = []
  #seq = 0n
  #cancelOffer: (() => void) | undefined
  #offerDueMs = Infinity
  #quietUntilMs = 0

  constructor(clock: Clock, lines: CreditLines, init: VirtualNodeInit) {
    this.#clock = clock
    this.#lines = lines
    this.init = init
    this.member = init.member
    this.books = new Books(() => this.party)
    this.admission = this.#newAdmission()
  }

  get peer(): string {
    return this.member.peer
  }

  get party(): Party {
    return this.member
  }

  get isDraining(): boolean {
    return this.#isDraining
  }

  /** Of one request now, with all others that are at work. */
  get tokensPerSecond(): number {
    return this.#speed(this.init.tokensPerSecond)
  }

  get prefillTokensPerSecond(): number {
    return this.#speed(this.init.prefillTokensPerSecond)
  }

  /** Tells a consumer what it offers, now and from now on. */
  linked(link: Link): void {
    this.links.add(link)
    if (this.links.size === 1) this.#offerAt(this.#clock.monotonicMs())
    else link.offer(this.#offer())
  }

  unlinked(link: Link): void {
    this.links.delete(link)
    if (this.links.size > 0) return
    this.#cancelOffer?.()
    this.#offerDueMs = Infinity
  }

  /** Puts requests to its engine, which slows all others. @returns what takes them off it again; call it once. */
  work(requests = 1): () => void {
    const { bootNonce } = this.member
    this.#working += requests
    return () => {
      if (this.member.bootNonce === bootNonce) this.#working -= requests
    }
  }

  drain(): void {
    this.#isDraining = true
    this.admission.drain()
  }

  /** All that it had in memory is gone. */
  die(): void {
    this.state = 'down'
    for (const link of [...this.links]) link.close()
    this.#wake()
  }

  /** @param member - as it shows itself now, with another boot nonce. */
  restart(member: Member): void {
    this.member = member
    this.state = 'up'
    this.#working = 0
    this.#isDraining = false
    this.admission = this.#newAdmission()
  }

  freeze(): void {
    this.state = 'frozen'
  }

  thaw(): void {
    if (this.state !== 'frozen') return
    this.state = 'up'
    this.#wake()
  }

  /** Resolves once it does anything; at once unless it is frozen. @throws the reason of `signal` */
  async awake(signal: AbortSignal): Promise<void> {
    while (this.state === 'frozen') {
      await new Promise<void>((resolve) => {
        this.#onThaw.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      signal.throwIfAborted()
    }
  }

  #wake(): void {
    for (const wake of this.#onThaw.splice(0)) wake()
  }

  #speed(alone: number): number {
    const slower = this.init.lie === 'boasts' ? SLOWER : 1
    return alone / slower / (1 + CROWDING * Math.max(0, this.#working - 1))
  }

  #newAdmission(): Admission {
    const admission: Admission = new Admission(
      this.#clock,
      () => this.#changed(admission),
      (orgId, asked) => standing(this.books.debt(orgId) + asked, this.#lines),
    )
    return admission
  }

  #changed(admission: Admission): void {
    if (admission !== this.admission || this.links.size === 0) return
    this.#offerAt(Math.max(this.#clock.monotonicMs() + OFFER_DEBOUNCE_MS, this.#quietUntilMs))
  }

  #offerAt(dueMs: number): void {
    if (dueMs >= this.#offerDueMs) return
    this.#cancelOffer?.()
    this.#offerDueMs = dueMs
    this.#cancelOffer = this.#clock.setTimer(() => {
      this.#offerDueMs = Infinity
      this.#quietUntilMs = dueMs + OFFER_PAUSE_MS
      this.#offerAt(dueMs + OFFER_INTERVAL_MS)
      if (this.state !== 'up') return
      const frame = this.#offer()
      for (const link of this.links) link.offer(frame)
    }, dueMs - this.#clock.monotonicMs())
  }

  #offer(): Uint8Array {
    const { key, model, lie } = this.init
    const { credential, bootNonce } = this.member
    const isHonest = lie === undefined
    const offered = isHonest
      ? { ...model, busy: this.admission.busy(model.digest) }
      : { ...model, slots: model.slots * (lie === 'boasts' ? BOAST : 1), busy: 0 }
    this.#seq += 1n
    const supply = {
      models: [offered],
      queued: isHonest ? this.admission.queued() : 0,
      isDraining: this.#isDraining,
      deviceClass: 'cpu',
      memoryFreeBytes: 2 ** 34,
    }
    const context = {
      networkId: credential.networkId,
      bootNonce,
      seq: this.#seq,
      nowMs: this.#clock.nowMs(),
      addresses: [],
    }
    return offerFrame.encode({ offer: signOffer(supply, context, key), known: [] })
  }
}
