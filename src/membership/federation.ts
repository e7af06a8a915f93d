import PQueue from 'p-queue'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { MAX_FEDERATED_COOPS } from '../limits.js'
import type { Store, Table } from '../store/index.js'
import { coopBundle, equalBytes, fromHex, toHex, type CoopBundle } from '../wire/index.js'
import { encodeBundle, mergeBundles, openBundle, type MergedBundle, type VerifiedBundle } from './bundle.js'
import { openGenesis, type VerifiedChain } from './chain.js'
import type { FederateOptions, FederatedCoopView, SpokenFor } from './federation-actions.js'
import type { CoopView } from './index.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import { lifetimesInForce } from './lifetimes.js'
import { revocationAgeMs } from './revocations.js'
import { normaliseName } from './text.js'

/** A co-op that the operator has chosen, with what it publishes. */
export interface FederatedCoop {
  readonly networkId: Uint8Array
  /** What the operator calls it. */
  readonly name: string
  /** What of its members' jurisdictions counts here. */
  readonly jurisdictions: SpokenFor
  /** Unix epoch, milliseconds. */
  readonly addedAtMs: number
  readonly genesis: ReturnType<typeof openGenesis>
  readonly bundle: VerifiedBundle
}

/** As it is stored, by network id; what is published is kept apart, since it comes again. */
type StoredCoop = Pick<FederatedCoop, 'addedAtMs' | 'jurisdictions' | 'name'> & {
  /** Envelope of the genesis, base64: it pins the root. */
  readonly genesis: string
}

export interface FederationComponents {
  readonly store: Store
  readonly clock: Clock
  /** The own co-op; undefined while this node is in none. */
  readonly own: () => Pick<CoopView, 'name' | 'networkId'> | undefined
  /** Told when another co-op is on the list, or one is no more. */
  readonly onChanged: () => void
}

/** What the policy calls the own co-op. */
const RESERVED_NAMES = ['own', 'any']

/**
 * The co-ops that the operator of this node has chosen beside its own. Each one is verified against its own root alone,
 * which is pinned when it is added; what it says of other co-ops, or has listed itself, is nothing here.
 */
export class Federation {
  readonly #components: FederationComponents
  readonly #coops: Table
  readonly #bundles: Table
  readonly #known = new Map<string, FederatedCoop>()
  // Each change builds on what is before.
  readonly #changes = new PQueue({ concurrency: 1 })

  constructor(components: FederationComponents) {
    this.#components = components
    this.#coops = components.store.table('federated-coops')
    this.#bundles = components.store.table('federated-bundles')
  }

  /** @throws {SovError} ERR_SOV_CREDENTIAL, wire errors when a stored genesis is damaged. */
  async load(): Promise<void> {
    for await (const [networkId, bytes] of this.#coops.range()) {
      const { genesis, ...stored } = JSON.parse(Buffer.from(bytes).toString()) as StoredCoop
      const published = await this.#bundles.get(networkId)
      const envelope = Buffer.from(genesis, 'base64')
      this.#known.set(toHex(networkId), {
        ...stored,
        networkId,
        genesis: openGenesis(envelope),
        bundle: readBundle(envelope, published),
      })
    }
  }

  async idle(): Promise<void> {
    await this.#changes.onIdle()
  }

  get(networkId: Uint8Array): FederatedCoop | undefined {
    return this.#known.get(toHex(networkId))
  }

  /** By name. */
  all(): readonly FederatedCoop[] {
    return [...this.#known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** See `Membership.federate`. */
  async add(options: FederateOptions): Promise<FederatedCoopView> {
    return this.#changes.add(async () => {
      const published = readExport(options.bundle)
      const genesis = openGenesis(published.genesis)
      const { digest: networkId, value } = genesis
      const own = this.#components.own()
      if (own !== undefined && equalBytes(own.networkId, networkId))
        throw bad('bundle', 'it is the co-op of this node itself')
      const before = this.get(networkId)
      if (before === undefined && this.#known.size >= MAX_FEDERATED_COOPS) {
        throw bad('bundle', `${String(MAX_FEDERATED_COOPS)} co-ops are on the list already`)
      }
      const opened = openPublished(published, genesis)
      const coop: FederatedCoop = {
        networkId,
        name: this.#freeName(options.name ?? before?.name ?? value.name, before),
        jurisdictions: readJurisdictions(options.jurisdictions),
        addedAtMs: before?.addedAtMs ?? this.#components.clock.nowMs(),
        genesis,
        bundle: before === undefined ? opened : mergeBundles(before.bundle, opened).bundle,
      }
      const { name, jurisdictions, addedAtMs } = coop
      const stored: StoredCoop = {
        name,
        jurisdictions,
        addedAtMs,
        genesis: Buffer.from(published.genesis).toString('base64'),
      }
      await this.#components.store.commit([
        this.#coops.put(networkId, Buffer.from(JSON.stringify(stored))),
        this.#bundles.put(networkId, coopBundle.encode(encodeBundle(coop.bundle))),
      ])
      this.#known.set(toHex(networkId), coop)
      this.#components.onChanged()
      return this.#view(coop)
    })
  }

  /** See `Membership.unfederate`. */
  async remove(nameOrId: string): Promise<FederatedCoopView> {
    return this.#changes.add(async () => {
      const coop = this.#named(nameOrId)
      await this.#components.store.commit([this.#coops.del(coop.networkId), this.#bundles.del(coop.networkId)])
      this.#known.delete(toHex(coop.networkId))
      this.#components.onChanged()
      return this.#view(coop)
    })
  }

  /**
   * Takes in what a member of a co-op on the list says that its co-op publishes.
   *
   * @returns undefined when the co-op is not on the list any more.
   * @throws {SovError} as {@link openBundle}, also when it does not stand on the pinned root.
   */
  async merge(networkId: Uint8Array, published: CoopBundle): Promise<MergedBundle | undefined> {
    return this.#changes.add(async () => {
      const coop = this.get(networkId)
      if (coop === undefined) return undefined
      const merged = mergeBundles(coop.bundle, openPublished(published, coop.genesis))
      if (merged.bundle.digest === coop.bundle.digest) return merged
      const encoded = coopBundle.encode(encodeBundle(merged.bundle))
      await this.#components.store.commit([this.#bundles.put(networkId, encoded)])
      this.#known.set(toHex(networkId), { ...coop, bundle: merged.bundle })
      return merged
    })
  }

  /** Why a membership of another co-op does not count here, whatever that co-op says; undefined when it may. */
  objection({ networkId, credential }: Pick<VerifiedChain, 'credential' | 'networkId'>): SovError | undefined {
    const coop = this.get(networkId)
    if (coop === undefined) {
      return new SovError('ERR_SOV_CREDENTIAL', 'the credential is not valid: it is of another co-op')
    }
    const { jurisdictions } = coop
    if (jurisdictions === 'any' || jurisdictions.includes(credential.jurisdiction)) return undefined
    return new SovError('ERR_SOV_CREDENTIAL', 'the co-op of the credential may not speak for its jurisdiction here')
  }

  /** True when what is known of a co-op's revocations is too old for new work with its members, or nothing is known. */
  isStale(networkId: Uint8Array): boolean {
    const coop = this.get(networkId)
    return coop === undefined || isStale(coop, this.#components.clock.nowMs())
  }

  views(): readonly FederatedCoopView[] {
    return this.all().map((coop) => this.#view(coop))
  }

  #view(coop: FederatedCoop): FederatedCoopView {
    const nowMs = this.#components.clock.nowMs()
    const { networkId, name, genesis, jurisdictions, addedAtMs, bundle } = coop
    return {
      networkId: toHex(networkId),
      name,
      coopName: genesis.value.name,
      root: genesis.signer,
      jurisdictions,
      addedAtMs,
      revocationAgeMs: revocationAgeMs(bundle, nowMs),
      isStale: isStale(coop, nowMs),
    }
  }

  #freeName(text: string, before: FederatedCoop | undefined): string {
    const name = normaliseName('name', text)
    const isTaken =
      name === this.#components.own()?.name || this.all().some((coop) => coop.name === name && coop !== before)
    if (!isTaken && !RESERVED_NAMES.includes(name.toLowerCase()) && !/^[0-9a-f]{64}$/i.test(name)) return name
    throw new SovError('ERR_SOV_BAD_REQUEST', `no co-op can be called ${name} here`, {
      param: 'name',
      remedy: 'Give it another name with --name.',
    })
  }

  #named(nameOrId: string): FederatedCoop {
    const id = /^[0-9a-f]{64}$/i.test(nameOrId) ? this.get(fromHex(nameOrId)) : undefined
    const coop = id ?? this.all().find(({ name }) => name === nameOrId)
    if (coop !== undefined) return coop
    throw new SovError('ERR_SOV_BAD_REQUEST', 'no such co-op is on the list', {
      param: 'name',
      remedy: 'See `sov-node federate list`.',
    })
  }
}

function isStale({ bundle }: FederatedCoop, nowMs: number): boolean {
  return revocationAgeMs(bundle, nowMs) > lifetimesInForce(bundle.lifetimes, nowMs).revocationMs
}

function openPublished(published: CoopBundle, genesis: FederatedCoop['genesis']): VerifiedBundle {
  const { digest: networkId, signer: root, value, bytes } = genesis
  return openBundle(published, { genesis: bytes }, { networkId, root, genesis: value })
}

/** What was stored of a bundle; nothing when it cannot be read any more: its members will send it again. */
function readBundle(genesis: Uint8Array, stored: Uint8Array | undefined): VerifiedBundle {
  const empty = coopBundle.decode(coopBundle.encode({ genesis }))
  try {
    return openPublished(stored === undefined ? empty : coopBundle.decode(stored), openGenesis(genesis))
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
    return openPublished(empty, openGenesis(genesis))
  }
}

function readExport(bytes: Uint8Array): CoopBundle {
  try {
    return coopBundle.decodeStrict(bytes)
  } catch (cause) {
    throw new SovError('ERR_SOV_BAD_REQUEST', 'the file is not what a co-op exports', {
      cause,
      param: 'bundle',
      remedy: 'Ask the other co-op for the file that `sov-node coop export` writes.',
    })
  }
}

function readJurisdictions(jurisdictions: SpokenFor): SpokenFor {
  if (jurisdictions === 'any') return jurisdictions
  const codes = [...new Set(jurisdictions.map(normaliseJurisdiction))].sort()
  if (codes.length > 0) return codes
  throw bad('jurisdictions', 'no jurisdiction is named; `any` stands for all')
}

function bad(param: string, message: string): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', message, { param })
}
