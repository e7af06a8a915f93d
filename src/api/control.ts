import type { ApiKeyView, CreateApiKeyOptions, CreatedApiKey } from '../api-keys/index.js'
import type { AvailabilityState, AvailabilityView } from '../availability/index.js'
import type { Backup } from '../backup/index.js'
import type { ComplianceOptions, ComplianceReport } from '../compliance/index.js'
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
import type { MembershipWarning } from '../membership/index.js'
import type { CoopControl, MembershipView } from './coop-control.js'
import type { FederationControl } from './federation-control.js'
import type { PolicyControl } from './policy-control.js'

/** What the owner can ask of a node. In JSON work units are decimal strings. */
export interface NodeControl extends CoopControl, FederationControl, PolicyControl {
  id(): NodeIdentity
  status(): Promise<NodeStatus>
  /**
   * What the owner says of this machine, in force at once and after a restart; `open` takes it back.
   *
   * @throws {SovError} ERR_SOV_DISK_*, ERR_SOV_STORE_*: it is in force all the same, until the node stops.
   */
  setAvailability(options: AvailabilityOptions): Promise<AvailabilityView>
  peers(): Promise<readonly PeerView[]>
  ledger(): Promise<Balances>
  /** Newest first. */
  receipts(options: ListOptions): Promise<readonly ReceiptSummary[]>
  /** How many records `receipts` leaves out because they cannot be read. */
  damagedReceipts(options: ListOptions): Promise<number>
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
  /** Judges what this node has given to others again; see {@link ComplianceReport}. */
  auditCompliance(options: Pick<ComplianceOptions, 'sinceMs' | 'untilMs'>): Promise<ComplianceReport>
  /** See `Ledger.export`. */
  exportLedger(options: { readonly fromSeq?: bigint | undefined }): AsyncIterable<Uint8Array>
  /** @throws {SovError} as `Ledger.rebuild`; ERR_SOV_ALREADY_RUNNING unless this node is offline. */
  rebuildLedger(): Promise<Rebuilt>
  /**
   * Makes an API key; only this answer has it.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST, ERR_SOV_POLICY_INVALID
   */
  createKey(options: CreateApiKeyOptions): Promise<CreatedApiKey>
  /** Oldest first. */
  keys(): readonly ApiKeyView[]
  /**
   * Ends an API key at once, and answers under way with it.
   *
   * @throws {SovError} ERR_SOV_API_KEY_NOT_FOUND
   */
  revokeKey(id: string): Promise<ApiKeyView>
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

/** What the owner says of this machine. */
export type AvailabilityOptions =
  | {
      readonly state: Exclude<AvailabilityState, 'open'>
      /** Milliseconds after which it ends by itself. @default never */
      readonly forMs?: number
    }
  | { readonly state: 'open'; readonly forMs?: undefined }

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
  /** What will break in that, or is broken; the worst first. */
  readonly warnings: readonly MembershipWarning[]
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
  /** Whether this machine takes work now, and why not. Other nodes are told only whether. */
  readonly availability: AvailabilityView
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
