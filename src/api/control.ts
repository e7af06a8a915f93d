import type { Logger } from 'pino'
import type { LlamaOptions } from '../engine/llama/index.js'
import type { PeerIdString } from '../identity/index.js'
import type { Balances, ListOptions, ReceiptSummary } from '../ledger/index.js'
import type { CreateCoopOptions, Invite, InviteOptions } from '../membership/index.js'
import type { Scheduler } from '../scheduler/index.js'

/** What a node is told at construction; the command line fills every field, a library user may leave most out. */
export interface SovNodeConfig {
  /** Folder of key, database and control socket; made with mode 0700 when absent. */
  readonly dataDir: string
  /** Loopback address of the OpenAI-compatible API. @default '127.0.0.1' */
  readonly apiHost?: string
  /** TCP port of the API; 0 picks a free one. @default 11435 */
  readonly apiPort?: number
  /** Multiaddrs to listen on for peers; left out: every interface, a free TCP port. */
  readonly listen?: readonly string[]
  /** Multiaddrs of peers to connect to first, each ending in `/p2p/<peer id>`. @default [] */
  readonly bootstrap?: readonly string[]
  /** Looks for peers on the local network. @default true */
  readonly mdns?: boolean
  /** GGUF files to serve; an empty list serves none. @default [] */
  readonly models?: readonly string[]
  /** How those files are loaded. */
  readonly engine?: LlamaOptions
  /** Environment of the process, of which engine processes get what finding GPU drivers needs. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Left out: silent. */
  readonly logger?: Logger
}

/** A node as its owner holds it. */
export interface SovNode {
  readonly control: NodeControl
  readonly scheduler: Scheduler
  /** Base URL of the API without `/v1`, e.g. `http://127.0.0.1:11435`; undefined before start and while offline. */
  readonly apiAddress: string | undefined
  /**
   * Starts the node. With `offline` only key and database are opened: no engine, no API, no control socket, and the
   * network only for as long as `control.join` needs it.
   *
   * @throws {SovError} ERR_SOV_PORT_IN_USE, ERR_SOV_ALREADY_RUNNING, ERR_SOV_STORE_LOCKED, ERR_SOV_MODEL_*, …
   */
  start(options?: { readonly offline?: boolean }): Promise<void>
  /** Refuses new requests, waits for running ones (at most DRAIN_TIMEOUT_MS), closes everything. Safe to call twice. */
  stop(): Promise<void>
}

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
}

export interface NodeIdentity {
  readonly peerId: PeerIdString
  /** Multiaddrs others can dial now; empty while offline. */
  readonly addresses: readonly string[]
}

export interface NodeStatus extends NodeIdentity {
  readonly version: string
  readonly state: 'offline' | 'running' | 'stopping'
  /** Unix epoch, milliseconds; undefined while offline. */
  readonly startedAtMs: number | undefined
  readonly dataDir: string
  /** Base URL of the API without `/v1`; undefined while offline. */
  readonly api: string | undefined
  /** Undefined until a co-op was made here or joined. */
  readonly membership: MembershipView | undefined
  /** Shortest names of the models in memory here. */
  readonly models: readonly string[]
  /** Members connected now, self not counted. */
  readonly connectedPeers: number
  /** Requests of this node's own clients that have not ended. */
  readonly runningRequests: number
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

/** A member that is or was connected; what is undefined is not known. */
export interface PeerView {
  readonly peer: PeerIdString
  readonly isConnected: boolean
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
