import type { PeerIdString } from '../identity/index.js'
import type { SignedPriceTable } from './bundle.js'

/** ISO 3166-1 alpha-2 codes, ascending; `any`: whatever it attests. */
export type SpokenFor = readonly string[] | 'any'

export interface FederateOptions {
  /** What the other co-op exports: a canonical CoopBundle. Its genesis pins the root. */
  readonly bundle: Uint8Array
  /** For which jurisdictions that co-op may speak here, at least one. */
  readonly jurisdictions: SpokenFor
  /** What this node calls it, in policies too; 1 to 64 characters. @default the name in its genesis */
  readonly name?: string
}

/** A co-op on the operator's list. */
export interface FederatedCoopView {
  /** 64 hexadecimal digits. */
  readonly networkId: string
  readonly name: string
  /** What it calls itself. */
  readonly coopName: string
  readonly root: PeerIdString
  readonly jurisdictions: SpokenFor
  /** Unix epoch, milliseconds. */
  readonly addedAtMs: number
  /** Age of the newest revocation list of its that is known here, milliseconds; Infinity when nothing is known. */
  readonly revocationAgeMs: number
  /** True when that is too old, by its own lifetimes, for new work with its members. */
  readonly isStale: boolean
}

/**
 * The co-ops beside the own one whose members this node recognises. The list is this operator's alone: no co-op brings
 * others with it, and none can speak for another.
 */
export interface FederationActions {
  /**
   * Puts a co-op on the list, or changes its name and jurisdictions; what it publishes is added to what is known.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST; ERR_SOV_CREDENTIAL and wire errors when the bundle does not stand on its root.
   */
  federate(options: FederateOptions): Promise<FederatedCoopView>
  /**
   * Takes a co-op off the list; its members are disconnected.
   *
   * @param nameOrId - its name here, or its network id.
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  unfederate(nameOrId: string): Promise<FederatedCoopView>
  /** By name. */
  federated(): readonly FederatedCoopView[]
  /** The price table in force in the co-op of `networkId`, be it the own one or one on the list. */
  priceTableOf(networkId: Uint8Array): SignedPriceTable | undefined
}
