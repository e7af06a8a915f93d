import type { Logger } from 'pino'
import type { ApiInit } from './api/index.js'
import type { AvailabilityInit } from './availability/index.js'
import type { Clock } from './clock.js'
import type { Engine } from './engine/index.js'
import type { LlamaOptions } from './engine/llama/index.js'
import type { Deadlines } from './inference/index.js'
import type { AddressDataInit } from './membership/index.js'
import type { FrameTap } from './network/index.js'

/** What a node is told at construction; the command line fills every field, a library user may leave most out. */
export interface SovNodeConfig {
  /** Folder of key, database and control socket; made with mode 0700 when absent. */
  readonly dataDir: string
  /** Version of the software, told to peers and in `status`. @default 'unknown' */
  readonly version?: string
  /** Address of the OpenAI-compatible API; any but loopback needs `apiTls` or `apiBehindProxy`. @default '127.0.0.1' */
  readonly apiHost?: string
  /** TCP port of the API; 0 picks a free one. @default 11435 */
  readonly apiPort?: number
  /** PEM files of the API's certificate, with its chain, and of its key; read at start. @default plain HTTP */
  readonly apiTls?: ApiInit['tls']
  /** Host name by which clients reach the proxy before the API; every request then needs a key. @default no proxy */
  readonly apiBehindProxy?: string
  /** Host names and addresses that the API answers to beside those of loopback, certificate and proxy. @default [] */
  readonly apiNames?: readonly string[]
  /** Asks for an API key on loopback, too. @default false */
  readonly apiRequiresKey?: boolean
  /**
   * Policy file that every request of this node's clients must satisfy; read at start, and the node does not start with
   * one that is not valid. @default any member of its own co-op, for any data class
   */
  readonly policyPath?: string
  /**
   * Multiaddrs to listen on for peers. @default TCP port 11436 of every IPv4 interface for a member of a co-op; for a
   * node that belongs to none, a free port of loopback.
   */
  readonly listen?: readonly string[]
  /** Multiaddrs to tell others instead of those listened on, e.g. of a forwarded port. @default those listened on */
  readonly announce?: readonly string[]
  /** Multiaddrs of peers to connect to first, each ending in `/p2p/<peer id>`. @default [] */
  readonly bootstrap?: readonly string[]
  /** Announces and looks for nodes on the local network. @default true */
  readonly mdns?: boolean
  /** GGUF files to serve; an empty list serves none. @default [] */
  readonly models?: readonly string[]
  /** How those files are loaded. */
  readonly engine?: LlamaOptions
  /** Further engines to serve; they stay the caller's. @default [] */
  readonly engines?: readonly Engine[]
  /** How much of this machine is for others, and when. @default all of it, always */
  readonly availability?: AvailabilityInit
  /** Where addresses are registered, as evidence for memberships that this node issues. @default not known */
  readonly addressData?: AddressDataInit
  /** Environment of the process, of which engine processes get what finding GPU drivers needs. @default none */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /**
   * Days after which only totals remain of settled receipts, at least MIN_RETENTION_DAYS; 0 keeps everything.
   * What was dropped does not come back. @default 0
   */
  readonly ledgerRetentionDays?: number
  /** Longest waits of a request, milliseconds. @default those of limits.ts */
  readonly deadlines?: Partial<Deadlines>
  /** Left out: silent. */
  readonly logger?: Logger
  /** @default the machine's clock */
  readonly clock?: Clock
  /** Sees every frame of every protocol; for protocol transcripts. */
  readonly tap?: FrameTap
}
