import PQueue from 'p-queue'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store, WriteOperation } from '../store/index.js'
import { mergeBundles, type BundleStatements, type MergedBundle } from './bundle.js'
import { requireInForce } from './chain.js'
import { openCoop, withBundle, type Coop } from './coop.js'
import { forgetCoop, loadCoop, notValid, saveCoop, type CoopRecord } from './coop-store.js'
import { revokedOf, type Revocable } from './revocations.js'

export interface OwnCoopComponents {
  readonly store: Store
  /** This node. */
  readonly subject: PeerIdString
  readonly clock: Clock
  /** Told when this node has another membership than before, or none any more. */
  readonly onEntered: () => void
  /** Told when this node itself has added to what the co-op publishes. */
  readonly onPublished: () => void
}

/** The co-op that this node is in, on the disk and in memory. Each change builds on what is before: one at a time. */
export class OwnCoop {
  readonly #components: OwnCoopComponents
  readonly #changes = new PQueue({ concurrency: 1 })
  #coop: Coop | undefined

  constructor(components: OwnCoopComponents) {
    this.#components = components
  }

  get current(): Coop | undefined {
    return this.#coop
  }

  /** @throws {SovError} ERR_SOV_NO_COOP */
  require(): Coop {
    if (this.#coop !== undefined) return this.#coop
    throw new SovError('ERR_SOV_NO_COOP', 'this node has not joined a co-op', {
      remedy: 'Run `sov-node coop create` or `sov-node join` first.',
    })
  }

  /** What the co-op has revoked of what a membership stands on, in words; undefined when nothing. */
  revokedOf(chain: Revocable, atMs: number): string | undefined {
    return revokedOf(chain, this.require().bundle.revocations, atMs)
  }

  /** @throws {SovError} ERR_SOV_CREDENTIAL when what is stored is damaged or belongs to another key. */
  async load(): Promise<void> {
    const { store, subject } = this.#components
    const record = await loadCoop(store)
    if (record === undefined) return
    try {
      this.#coop = openCoop(record, subject)
    } catch (cause) {
      throw notValid(cause)
    }
  }

  /** Runs one change after the others; only inside it the functions below are called. */
  change<T>(work: () => Promise<T>): Promise<T> {
    return this.#changes.add(work)
  }

  /** Waits for changes under way. */
  async idle(): Promise<void> {
    await this.#changes.onIdle()
  }

  /** Takes a membership, the first one or another one of the same co-op, in one commit with `writes`. */
  async enter(coop: Coop, writes: readonly WriteOperation[] = []): Promise<void> {
    const { store, onEntered } = this.#components
    await store.commit([...saveCoop(store, coop.record), ...writes])
    this.#coop = coop
    onEntered()
  }

  /**
   * Takes the membership that an answer brings, if it is in force, this node's and of the co-op `networkId`; what comes with
   * it of the bundle is added to what is known.
   *
   * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_CREDENTIAL_EXPIRED, wire errors
   */
  async accept(
    { chain, bundle }: CoopRecord,
    networkId: Uint8Array,
    checkAnswer?: (coop: Coop) => void,
  ): Promise<void> {
    const { subject, clock } = this.#components
    const answered = openCoop({ chain, bundle }, subject, networkId)
    requireInForce(answered.verified.credential, clock.nowMs())
    checkAnswer?.(answered)
    const known = this.#coop?.bundle
    await this.enter(known === undefined ? answered : withBundle(answered, mergeBundles(known, answered.bundle).bundle))
  }

  /** Forgets the membership; what the node has settled stays. */
  async leave(): Promise<void> {
    const { store, onEntered } = this.#components
    await store.commit(forgetCoop(store))
    this.#coop = undefined
    onEntered()
  }

  /** Adds what this node has signed, in one commit with `writes`, and spreads it. */
  async publish(news: Partial<BundleStatements>, writes: readonly WriteOperation[] = []): Promise<void> {
    const { conflicts } = await this.merge(news, writes)
    if (conflicts[0] !== undefined) {
      throw new SovError('ERR_SOV_CREDENTIAL', `another ${conflicts[0]} is known already`)
    }
    this.#components.onPublished()
  }

  /** Adds statements from wherever they come. */
  async merge(news: Partial<BundleStatements>, writes: readonly WriteOperation[] = []): Promise<MergedBundle> {
    const coop = this.require()
    const merged = mergeBundles(coop.bundle, news)
    if (merged.bundle.digest === coop.bundle.digest && writes.length === 0) return merged
    const { store } = this.#components
    const changed = withBundle(coop, merged.bundle)
    await store.commit([...saveCoop(store, changed.record), ...writes])
    this.#coop = changed
    return merged
  }
}
