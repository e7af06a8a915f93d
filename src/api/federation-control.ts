import type { FederatedCoopView, FederateOptions, GroupChange, GroupView, RootKeyOptions } from '../membership/index.js'

/** What the owner can ask about groups of jurisdictions and about other co-ops. */
export interface FederationControl {
  /** Those in force, then those to come. */
  groups(): readonly GroupView[]
  /** @throws {SovError} as `Membership.setGroup`. */
  setGroup(change: GroupChange, rootKey?: RootKeyOptions): Promise<readonly GroupView[]>
  federated(): readonly FederatedCoopView[]
  /** @throws {SovError} as `Membership.federate`. */
  federate(options: FederateOptions): Promise<FederatedCoopView>
  /** @throws {SovError} as `Membership.unfederate`. */
  unfederate(nameOrId: string): Promise<FederatedCoopView>
}
