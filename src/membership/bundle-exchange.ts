import PQueue from 'p-queue'
import { deadline, repeat, type Clock } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { BUNDLE_EXCHANGES_AT_ONCE, BUNDLE_RETRY_INTERVAL_MS, BUNDLE_TIMEOUT_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import { equalBytes, toHex, type CoopBundle } from '../wire/index.js'
import { encodeBundle, type VerifiedBundle } from './bundle.js'
import type { MemberTable } from './member-table.js'
import { askMembership, type Frame } from './membership-protocol.js'

export interface BundleExchangeComponents {
  readonly network: Pick<Network, 'open'>
  readonly clock: Clock
  readonly members: Pick<MemberTable, 'current' | 'get' | 'onMember'>
  /** What this node has; undefined while it is in no co-op. */
  readonly own: () => VerifiedBundle | undefined
  /** Checks and takes in what a member has; gives back what that was. */
  readonly merge: (bundle: CoopBundle, peer: PeerIdString) => Promise<VerifiedBundle>
  readonly onFailed: (peer: PeerIdString, error: SovError) => void
}

/**
 * Spreads what the co-op publishes: every member passes on all it has, and everything is signed by the root or by its
 * issuers, so it does not matter from whom it comes. An exchange is one round trip, after which both sides have what either had.
 *
 * A member is due when its hello shows another bundle, or when this node has learned something since; one that cannot be
 * reached is due again after BUNDLE_RETRY_INTERVAL_MS. Members whose hello names no bundle are left alone.
 */
export class BundleExchange {
  readonly #components: BundleExchangeComponents
  /** Of each connected member the own digest that it is even with; empty for none. */
  readonly #evenWith = new Map<PeerIdString, string>()
  /** Those whose exchange waits or runs: one at a time with each. */
  readonly #busy = new Set<PeerIdString>()
  /** Those whose last exchange failed, until it is time to try again. */
  readonly #resting = new Set<PeerIdString>()
  readonly #pulling = new Set<PeerIdString>()
  readonly #queue = new PQueue({ concurrency: BUNDLE_EXCHANGES_AT_ONCE })
  #lifetime: { readonly stopped: AbortSignal; readonly release: readonly (() => void)[] } | undefined

  constructor(components: BundleExchangeComponents) {
    this.#components = components
  }

  start(stopped: AbortSignal): void {
    const { clock, members } = this.#components
    this.#lifetime = {
      stopped,
      release: [
        members.onMember((peer, member) => {
          if (member !== undefined) return
          this.#evenWith.delete(peer)
          this.#resting.delete(peer)
        }),
        repeat(clock, BUNDLE_RETRY_INTERVAL_MS, () => {
          this.#resting.clear()
          this.spread()
        }),
      ],
    }
  }

  /**
   * Asks a peer that need not be a member for what the co-op publishes, e.g. one that says this node is revoked: what it
   * shows must be signed, and then it is so.
   */
  pull(peer: PeerIdString): void {
    const stopped = this.#lifetime?.stopped
    const own = this.#components.own()
    if (stopped?.aborted !== false || own === undefined || this.#pulling.has(peer)) return
    this.#pulling.add(peer)
    void this.#queue.add(async () => {
      try {
        const bundle = await this.#ask(peer, { pull: { networkId: own.networkId } }, stopped)
        if (bundle !== null) await this.#components.merge(bundle, peer)
      } catch (error) {
        if (!stopped.aborted) this.#components.onFailed(peer, toSovError(error))
      } finally {
        this.#pulling.delete(peer)
      }
    })
  }

  /** Answers anybody who asks for what the co-op publishes. */
  answerPull(networkId: Uint8Array): Frame {
    const own = this.#components.own()
    if (own === undefined || !equalBytes(networkId, own.networkId)) {
      throw new SovError('ERR_SOV_NOT_A_MEMBER', 'this node is not a member of that co-op')
    }
    return { published: { bundle: encodeBundle(own) } }
  }

  /** Call when the signal given to `start` has fired. */
  async stop(): Promise<void> {
    for (const release of this.#lifetime?.release ?? []) release()
    this.#lifetime = undefined
    await this.#queue.onIdle()
    this.#evenWith.clear()
    this.#resting.clear()
  }

  /** A member has said what it has. */
  greeted(peer: PeerIdString, bundle: Uint8Array): void {
    // It may be gone again by now.
    if (bundle.length === 0 || this.#components.members.get(peer) === undefined) return
    this.#evenWith.set(peer, toHex(bundle))
    this.spread()
  }

  /** Exchanges with every member that is due. */
  spread(): void {
    if (this.#lifetime?.stopped.aborted !== false) return
    for (const peer of this.#evenWith.keys()) {
      if (!this.#isDue(peer) || this.#busy.has(peer) || this.#resting.has(peer)) continue
      this.#busy.add(peer)
      void this.#queue.add(() => this.#exchange(peer))
    }
  }

  /** Answers a member that has sent what it has. */
  async answer(bundle: CoopBundle, peer: PeerIdString): Promise<Frame> {
    const { members, own, merge } = this.#components
    if (!members.current().some((member) => member.peer === peer)) {
      throw new SovError('ERR_SOV_NOT_A_MEMBER', 'only members exchange what the co-op publishes')
    }
    const theirs = await merge(bundle, peer)
    const ours = own() ?? theirs
    if (members.get(peer) !== undefined) this.#evenWith.set(peer, ours.digest)
    this.spread()
    return { published: { bundle: ours.digest === theirs.digest ? null : encodeBundle(ours) } }
  }

  async #exchange(peer: PeerIdString): Promise<void> {
    const { own, merge, onFailed } = this.#components
    const sent = own()
    const stopped = this.#lifetime?.stopped
    // Since it was put in line, the peer may have asked by itself.
    if (sent === undefined || stopped === undefined || !this.#isDue(peer)) {
      this.#busy.delete(peer)
      return
    }
    try {
      const bundle = await this.#ask(peer, { publish: encodeBundle(sent) }, stopped)
      const theirs = bundle === null ? sent : await merge(bundle, peer)
      if (!this.#evenWith.has(peer)) return
      // Unless it took all, e.g. since it knows another statement of some version: then it would not the next time.
      this.#evenWith.set(peer, own()?.digest === sent.digest ? sent.digest : theirs.digest)
    } catch (error) {
      if (stopped.aborted || !this.#evenWith.has(peer)) return
      this.#resting.add(peer)
      onFailed(peer, toSovError(error))
    } finally {
      this.#busy.delete(peer)
      this.spread()
    }
  }

  /** What a peer answers to all that this node has, or to a pull: what it has then, or null when that is the same. */
  async #ask(peer: PeerIdString, question: Frame, stopped: AbortSignal): Promise<CoopBundle | null> {
    const { network, clock } = this.#components
    const reason = (): Error => new SovError('ERR_SOV_BUNDLE_TIMEOUT', 'the member did not answer in time')
    const limit = deadline(clock, BUNDLE_TIMEOUT_MS, reason, stopped)
    try {
      const { published } = await askMembership(network, peer, question, limit)
      if (published === null) throw new SovError('ERR_SOV_PROTOCOL', 'an answer to a bundle was expected')
      return published.bundle
    } finally {
      limit.clear()
    }
  }

  #isDue(peer: PeerIdString): boolean {
    const evenWith = this.#evenWith.get(peer)
    return evenWith !== undefined && evenWith !== this.#components.own()?.digest
  }
}
