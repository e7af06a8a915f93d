import PQueue from 'p-queue'
import { deadline, repeat, type Clock } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { BUNDLE_EXCHANGES_AT_ONCE, BUNDLE_TIMEOUT_MS, FEDERATION_REFRESH_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import { equalBytes, toHex } from '../wire/index.js'
import type { Federation } from './federation.js'
import type { MemberTable } from './member-table.js'
import { askMembership } from './membership-protocol.js'

export interface FederationRefreshComponents {
  readonly network: Pick<Network, 'open'>
  readonly clock: Clock
  readonly members: Pick<MemberTable, 'current'>
  readonly federation: Pick<Federation, 'all' | 'get' | 'merge'>
  /** Told when more is known of what a federated co-op publishes. */
  readonly onLearned: () => void
  readonly onFailed: (peer: PeerIdString, error: SovError) => void
}

/**
 * Keeps what federated co-ops publish up to date: a member of one is asked when its hello shows another bundle than is
 * known, and one of each co-op every FEDERATION_REFRESH_MS, in turn, so that none of them can hide a revocation for long.
 */
export class FederationRefresh {
  readonly #components: FederationRefreshComponents
  readonly #asking = new Set<PeerIdString>()
  readonly #queue = new PQueue({ concurrency: BUNDLE_EXCHANGES_AT_ONCE })
  #round = 0
  #stopped: AbortSignal | undefined
  #cancel = (): void => undefined

  constructor(components: FederationRefreshComponents) {
    this.#components = components
  }

  start(stopped: AbortSignal): void {
    this.#stopped = stopped
    this.#cancel = repeat(this.#components.clock, FEDERATION_REFRESH_MS, () => this.#askOneOfEach())
  }

  /** Call when the signal given to `start` has fired. */
  async stop(): Promise<void> {
    this.#cancel()
    await this.#queue.onIdle()
  }

  /** A member of a federated co-op has said what it has; see Hello.bundle. */
  greeted(peer: PeerIdString, networkId: Uint8Array, bundle: Uint8Array): void {
    const known = this.#components.federation.get(networkId)
    if (known !== undefined && bundle.length > 0 && known.bundle.digest !== toHex(bundle)) this.#ask(peer, networkId)
  }

  #askOneOfEach(): void {
    const { federation, members } = this.#components
    this.#round++
    for (const { networkId } of federation.all()) {
      const theirs = members.current().filter(({ credential }) => equalBytes(credential.networkId, networkId))
      const next = theirs[this.#round % theirs.length]
      if (next !== undefined) this.#ask(next.peer, networkId)
    }
  }

  #ask(peer: PeerIdString, networkId: Uint8Array): void {
    const stopped = this.#stopped
    if (stopped?.aborted !== false || this.#asking.has(peer)) return
    this.#asking.add(peer)
    void this.#queue.add(async () => {
      try {
        await this.#pull(peer, networkId, stopped)
      } catch (error) {
        if (!stopped.aborted) this.#components.onFailed(peer, toSovError(error))
      } finally {
        this.#asking.delete(peer)
      }
    })
  }

  async #pull(peer: PeerIdString, networkId: Uint8Array, stopped: AbortSignal): Promise<void> {
    const { network, clock, federation, onLearned, onFailed } = this.#components
    const reason = (): Error => new SovError('ERR_SOV_BUNDLE_TIMEOUT', 'the member did not answer in time')
    const limit = deadline(clock, BUNDLE_TIMEOUT_MS, reason, stopped)
    try {
      const { published } = await askMembership(network, peer, { pull: { networkId } }, limit)
      if (published?.bundle == null) throw new SovError('ERR_SOV_PROTOCOL', 'an answer with a bundle was expected')
      const before = federation.get(networkId)?.bundle.digest
      const merged = await federation.merge(networkId, published.bundle)
      for (const what of merged?.conflicts ?? []) {
        onFailed(peer, new SovError('ERR_SOV_CREDENTIAL', `a federated co-op has signed another ${what}`))
      }
      if (merged !== undefined && merged.bundle.digest !== before) onLearned()
    } finally {
      limit.clear()
    }
  }
}
