import { repeat, type Clock } from '../clock.js'
import { toSovError, type SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { RENEWAL_INTERVAL_MS } from '../limits.js'
import type { CoopRecord } from './coop-store.js'
import type { IssuerNodes } from './issuer-nodes.js'
import { lifetimesInForce } from './lifetimes.js'
import { membershipIn } from './membership-protocol.js'
import type { OwnCoop } from './own-coop.js'

export interface RenewalComponents {
  readonly own: OwnCoop
  readonly issuers: IssuerNodes
  readonly clock: Clock
  /** From 0 to below 1. */
  readonly chance: () => number
  /** Whether a key on this node may renew its membership, and that. */
  readonly canRenewHere: () => boolean
  readonly renewHere: () => Promise<CoopRecord>
  /** Told when nobody could renew the membership. */
  readonly onFailed: (error: SovError) => void
}

/** How the renewal of this node's membership stands. */
export interface RenewalState {
  /** From when it is tried, Unix epoch, milliseconds; undefined outside a co-op. */
  readonly dueMs: number | undefined
  /** Why the last try failed; undefined when it did not. */
  readonly failure: SovError | undefined
}

/**
 * Keeps this node's membership fresh: once it has the age that the co-op has chosen, give or take a tenth, any node that
 * issues for the co-op is asked for the next one, again and again, and as soon as one connects.
 */
export class Renewal {
  readonly #components: RenewalComponents
  /** Where in the tenth before and after the age this membership is renewed, so that not all ask at once: 0.9 to 1.1. */
  #jitter = 1
  #lifetime: { readonly stopped: AbortSignal; readonly end: () => void } | undefined
  #failure: SovError | undefined
  #running: Promise<void> | undefined

  constructor(components: RenewalComponents) {
    this.#components = components
  }

  get state(): RenewalState {
    return { dueMs: this.#dueMs(), failure: this.#failure }
  }

  start(stopped: AbortSignal): void {
    const { clock } = this.#components
    // Looks at the clock often and does not wait for the day: a machine that sleeps stops its timers.
    this.#lifetime = { stopped, end: repeat(clock, RENEWAL_INTERVAL_MS, () => this.#renewWhenDue()) }
    this.entered()
    if (this.#components.canRenewHere()) void this.#renewWhenDue()
  }

  /** Call when the signal given to `start` has fired. */
  async stop(): Promise<void> {
    this.#lifetime?.end()
    this.#lifetime = undefined
    await this.#running
  }

  /** This node has another membership than before, or none any more. */
  entered(): void {
    this.#failure = undefined
    this.#jitter = 0.9 + 0.2 * this.#components.chance()
  }

  /** A peer has connected: if it may renew what is due, it is asked at once. */
  connected(peer: PeerIdString): void {
    const coop = this.#components.own.current
    if (coop !== undefined && this.#components.issuers.of(coop).includes(peer)) void this.#renewWhenDue()
  }

  /** The co-op has published something: when it has revoked the key that signed this membership, another one is needed. */
  published(): void {
    if (this.#isRevoked()) void this.#renewWhenDue()
  }

  /**
   * Renews now.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_RENEWAL; or the reason of `signal`.
   */
  async renew(signal: AbortSignal): Promise<void> {
    const { own, issuers, canRenewHere, renewHere } = this.#components
    const coop = own.require()
    const { verified, record } = coop
    const renewed = canRenewHere()
      ? await renewHere()
      : membershipIn(await issuers.ask(coop, { renew: { chain: record.chain } }, signal))
    // One that was redeemed meanwhile is newer.
    await own.change(async () => {
      if (own.current?.verified === verified) await own.accept(renewed, verified.networkId)
    })
  }

  #dueMs(): number | undefined {
    const { own, clock } = this.#components
    if (own.current === undefined) return undefined
    const { credential } = own.current.verified
    const { renewalMs } = lifetimesInForce(own.current.bundle.lifetimes, clock.nowMs())
    // One that lives shorter than the co-op has chosen, since a parent ends, is renewed when a third of its life is left.
    const lifeMs = Number(credential.notAfterMs - credential.notBeforeMs)
    return Math.round(Number(credential.notBeforeMs) + Math.min(renewalMs, (lifeMs * 2) / 3) * this.#jitter)
  }

  #isRevoked(): boolean {
    const { own, clock } = this.#components
    return own.current !== undefined && own.revokedOf(own.current.verified, clock.nowMs()) !== undefined
  }

  async #renewWhenDue(): Promise<void> {
    const signal = this.#lifetime?.stopped
    const dueMs = this.#dueMs()
    if (signal === undefined || dueMs === undefined || this.#running !== undefined) return
    const { clock, onFailed } = this.#components
    if (clock.nowMs() < dueMs && !this.#isRevoked()) return
    this.#running = this.renew(signal).catch((error: unknown) => {
      if (signal.aborted) return
      this.#failure = toSovError(error)
      onFailed(this.#failure)
    })
    await this.#running
    this.#running = undefined
  }
}
