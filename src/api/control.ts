import type { Backup } from '../backup/index.js'
import type { PeerIdString } from '../identity/index.js'
import type {
  AuditReport,
  Balances,
  ChainState,
  ListOptions,
  Rebuilt,
  ReceiptSummary,
  UsageModel,
  UsageOptions,
  UsageReport,
} from '../ledger/index.js'
import type { CreateCoopOptions, Invite, InviteOptions, PriceChange, PriceRates } from '../membership/index.js'

/** What the owner can ask of a node. In JSON work units are decimal strings. */
export interface NodeControl {
  id(): NodeIdentity
  status(): Promise<NodeStatus>
  /**
   * Makes a co-op whose root and issuer this node is.
   *
   * @throws {SovError} ERR_SOV_COOP_EXISTS, ERR_SOV_BAD_REQUEST
   */
  createCoop(options: Omit<CreateCoopOptions, 'priceTable'>): Promise<MembershipView>
  /** @throws {SovError} ERR_SOV_NO_COOP */
  prices(): PricesView
  /**
   * Sets the co-op's prices and tells the members; `PricesView` is as it is then.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER, ERR_SOV_BAD_REQUEST
   */
  setPrices(change: PriceChange): Promise<PricesView>
  /**
   * Decides for the co-op; the decision is handed to whom it concerns when this node meets it.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER, ERR_SOV_BAD_REQUEST
   */
  decide(decision: CoopDecision): Promise<DecisionView>
  /** @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER, ERR_SOV_BAD_REQUEST */
  invite(options: InviteOptions): Promise<Invite>
  /** @throws {SovError} as `Membership.join`. */
  join(code: string): Promise<MembershipView>
  peers(): Promise<readonly PeerView[]>
  ledger(): Promise<Balances>
  /** Newest first. */
  receipts(options: ListOptions): Promise<readonly ReceiptSummary[]>
  /**
   * The receipt of an order as one canonical file.
   *
   * @param orderId - 32 hexadecimal digits.
   * @throws {SovError} ERR_SOV_RECEIPT_NOT_FOUND
   */
  receipt(orderId: string): Promise<Uint8Array>
  /**
   * Audits the ledger of this node or, with `peer`, what a connected member shows of its own; named by its id, or by
   * the end of it as `peers` prints it.
   *
   * @throws {SovError} as `Ledger.audit`; ERR_SOV_BAD_REQUEST when several peers are meant.
   */
  auditLedger(options: { readonly peer?: string | undefined }): Promise<AuditReport>
  /** See `Ledger.export`. */
  exportLedger(options: { readonly fromSeq?: bigint | undefined }): AsyncIterable<Uint8Array>
  /** @throws {SovError} as `Ledger.rebuild`; ERR_SOV_ALREADY_RUNNING unless this node is offline. */
  rebuildLedger(): Promise<Rebuilt>
  /** @throws {SovError} as `Ledger.usage`. */
  usage(options: UsageOptions): Promise<UsageStatement>
  /**
   * Copies what this node keeps, as it is at one moment, into a folder that is empty or not there yet.
   *
   * @param folder - absolute path.
   * @throws {SovError} ERR_SOV_FOLDER, ERR_SOV_DISK_*, ERR_SOV_STORE_*; the folder is then as it was.
   */
  backup(folder: string): Promise<Backup>
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

export interface NodeIdentity {
  readonly peerId: PeerIdString
  /** Multiaddrs others can dial now; empty while offline. */
  readonly addresses: readonly string[]
}

export interface NodeStatus extends NodeIdentity {
  readonly version: string
  readonly state: 'offline' | 'starting' | 'running' | 'stopping'
  /** Unix epoch, milliseconds; undefined while offline. */
  readonly startedAtMs: number | undefined
  readonly dataDir: string
  /** Base URL of the API without `/v1`; undefined while offline. */
  readonly api: string | undefined
  /** Undefined until a co-op was made here or joined. */
  readonly membership: MembershipView | undefined
  /** Shortest names of the models in memory here. */
  readonly models: readonly string[]
  /** Processes that hold weights. */
  readonly engines: readonly EngineView[]
  /** Members connected now, self not counted. */
  readonly connectedPeers: number
  /** Requests of this node's own clients that have not ended. */
  readonly runningRequests: number
  /** Requests in the slots and the queue of this node, of peers and of its own clients. */
  readonly admittedRequests: number
  /** Whether work with other members can be settled now. */
  readonly ledger: ChainState
}

/** One engine process of this node. */
export interface EngineView {
  /** Name of its model. */
  readonly model: string
  /** Process id; undefined while it is being started again. */
  readonly pid: number | undefined
  /** `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly device: string
  readonly threads: number
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

/** A usage report of this node, with the names it knows. */
export interface UsageStatement extends Omit<UsageReport, 'models'> {
  readonly node: {
    readonly peer: PeerIdString
    /** Undefined until a co-op was made here or joined; so is `coopName`. */
    readonly orgName: string | undefined
    readonly coopName: string | undefined
  }
  /** The name is undefined when the model is neither here nor offered by a connected member now. */
  readonly models: readonly (UsageModel & { readonly name: string | undefined })[]
}

/** A connected member; what is undefined is not known. */
export interface PeerView {
  readonly peer: PeerIdString
  /** `silent`: it does not answer pings and gets no new work; `draining`: it takes none; `forked`: it has signed two chains. */
  readonly state: 'connected' | 'silent' | 'draining' | 'forked'
  readonly orgId: string | undefined
  readonly orgName: string | undefined
  readonly jurisdiction: string | undefined
  readonly rttMs: number | undefined
  /** Names of the models it offers now. */
  readonly models: readonly string[]
  /** Requests it can answer at the same time, over all models. */
  readonly slots: number
  /** Requests it works on, as far as known here. */
  readonly running: number
}
