import type { PeerIdString } from '../../identity/index.js'

/** What has been settled with one peer or one organisation, in work units, from accepted countersigns only. */
export interface Balance {
  /** What this node did for them. */
  readonly contributed: bigint
  /** What they did for this node. */
  readonly consumed: bigint
  /** What the co-op has awarded to this node against them; negative when it was awarded to them. */
  readonly awarded: bigint
  /** `contributed - consumed + awarded`; the other side's ledger shows the same with the opposite sign. */
  readonly balance: bigint
  /** Settled requests in both directions. */
  readonly requests: number
}

export interface PeerBalance extends Balance {
  readonly peer: PeerIdString
  /** From the credential of the newest settled request; in another co-op `<id>@<network id>`. */
  readonly orgId: string
  readonly orgName: string
}

export interface OrganisationBalance extends Balance {
  readonly orgId: string
  readonly orgName: string
}

export interface Balances {
  readonly perPeer: readonly PeerBalance[]
  /** By the organisation a peer belonged to when the work was done. */
  readonly perOrganisation: readonly OrganisationBalance[]
}
