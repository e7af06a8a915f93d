import type { PeerIdString } from '../identity/index.js'
import type {
  CoopDetails,
  CoopLifetimes,
  CreateCoopOptions,
  DelegateOptions,
  Invite,
  InviteOptions,
  MemberRole,
  PriceChange,
  PriceRates,
  RootKeyOptions,
  RotateOptions,
  WaitingNode,
} from '../membership/index.js'

/**
 * What the owner can ask about the co-op, and decide for it where the keys for that are. All of it throws ERR_SOV_NO_COOP
 * outside a co-op; what takes `rootKey` throws ERR_SOV_NOT_ISSUER, ERR_SOV_ROOT_PASSPHRASE and ERR_SOV_KEY_FILE besides.
 */
export interface CoopControl {
  /**
   * Makes a co-op whose root and issuer this node is.
   *
   * @throws {SovError} ERR_SOV_COOP_EXISTS, ERR_SOV_BAD_REQUEST
   */
  createCoop(options: Omit<CreateCoopOptions, 'priceTable'>): Promise<MembershipView>
  coop(): CoopDetails
  /** All that the co-op publishes, for other co-ops and auditors: a canonical CoopBundle. */
  exportCoop(): Uint8Array
  prices(): PricesView
  /**
   * Sets the co-op's prices and tells the members; `PricesView` is as it is then.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  setPrices(change: PriceChange, rootKey?: RootKeyOptions): Promise<PricesView>
  /** @throws {SovError} as `Membership.setLifetimes`. */
  setLifetimes(change: Partial<CoopLifetimes>, rootKey?: RootKeyOptions): Promise<CoopLifetimes>
  /** @throws {SovError} as `Membership.addIssuer`. */
  addIssuer(peer: PeerIdString, rootKey?: RootKeyOptions): Promise<CoopDetails>
  /** @throws {SovError} as `Membership.rotateIssuer`. */
  rotateIssuer(options: RotateOptions, rootKey?: RootKeyOptions): Promise<CoopDetails>
  /** @throws {SovError} as `Membership.delegate`. */
  delegate(options: DelegateOptions): Promise<CoopDetails>
  /**
   * Decides for the co-op; the decision is handed to whom it concerns when this node meets it.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  decide(decision: CoopDecision, rootKey?: RootKeyOptions): Promise<DecisionView>
  /** @throws {SovError} as `Membership.invite`. */
  invite(options: InviteOptions): Promise<Invite>
  waitingNodes(): Promise<readonly WaitingNode[]>
  /** @throws {SovError} as `Membership.approve`. */
  approve(id: string): Promise<WaitingNode>
  /** @throws {SovError} as `Membership.deny`. */
  deny(id: string): Promise<WaitingNode>
  /** @throws {SovError} as `Membership.join`. */
  join(code: string): Promise<MembershipView>
  /** @throws {SovError} as `Membership.leave`. */
  leave(options: { readonly isForced?: boolean }): Promise<{ readonly coopName: string }>
  /** Who is in the co-op, as far as this node knows. */
  members(): Promise<readonly MemberView[]>
  /**
   * Ends every membership of a peer or an organisation, or all that an issuer has signed.
   *
   * @throws {SovError} ERR_SOV_NOT_ISSUER; ERR_SOV_BAD_REQUEST when nobody is meant, or more than one.
   */
  revoke(target: RevokeOptions, rootKey?: RootKeyOptions): Promise<RevokedView>
}

/** Whose memberships end. */
export type RevokeOptions =
  /** A peer by its id, or by the end of it as `members` prints it; an organisation by its id or its name. */
  | { readonly who: string }
  /** The node of an issuer, or its key. */
  | { readonly issuer: PeerIdString }

export interface RevokedView {
  readonly kind: 'peer' | 'organisation' | 'issuer'
  readonly id: string
}

/** This node's place in its co-op. */
export interface MembershipView {
  readonly coopName: string
  /** 64 hexadecimal digits: what `receipt verify --trust` takes. */
  readonly networkId: string
  readonly orgId: string
  readonly orgName: string
  /** ISO 3166-1 alpha-2 code. */
  readonly jurisdiction: string
  /** True when this node can invite. */
  readonly isIssuer: boolean
  /** End of the credential, Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

/** A member as this node knows it: connected, or issued here. */
export interface MemberView {
  readonly peer: PeerIdString
  readonly orgId: string
  readonly orgName: string
  /** ISO 3166-1 alpha-2 code. */
  readonly jurisdiction: string
  /** As it counts now, 0 to 3. */
  readonly evidenceLevel: number
  /** Addresses of its connections that this node's address data have in another country, as a reason to ask. */
  readonly registeredElsewhere: readonly { readonly address: string; readonly country: string }[]
  readonly roles: readonly MemberRole[]
  readonly state: 'this_node' | 'connected' | 'away' | 'expired' | 'revoked'
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

/** What the co-op's root can decide about its members' ledgers; peers by their ids. */
export type CoopDecision =
  | { readonly kind: 'epoch'; readonly peer: PeerIdString }
  | {
      readonly kind: 'award'
      readonly debtor: PeerIdString
      readonly creditor: PeerIdString
      /** Work units, at least 1. */
      readonly amount: bigint
      /** Digest of the statement that is decided, 64 hexadecimal digits. */
      readonly statement: string
    }
  | { readonly kind: 'succession'; readonly predecessor: PeerIdString; readonly successor: PeerIdString }

export interface DecisionView {
  /** Whom it is handed to. */
  readonly peers: readonly PeerIdString[]
}

/** The co-op's prices as this node knows them. */
export interface PricesView {
  /** Undefined when none has begun by this node's clock. */
  readonly inForce: PriceTableView | undefined
  /** Those known to follow, soonest first. */
  readonly toCome: readonly PriceTableView[]
}

export interface PriceTableView extends PriceRates {
  readonly version: number
  /** Begin, Unix epoch, milliseconds. */
  readonly effectiveAtMs: number
  /** Digest of the table, 64 hexadecimal digits: orders name it. */
  readonly digest: string
  readonly example: PriceExample
}

/** What some work costs between two organisations. */
export interface PriceExample {
  readonly activeParameters: bigint
  readonly promptTokens: number
  readonly outputTokens: number
  /** Work units. */
  readonly charge: bigint
}
