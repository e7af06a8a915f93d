import type { PeerIdString } from '../../identity/index.js'
import { MAX_AUDIT_FINDINGS } from '../../limits.js'

/** What an audit looks at, in this order. */
const AUDIT_STEPS = ['file', 'chain', 'receipts', 'pairs', 'charges', 'credentials', 'orders', 'sums', 'peer'] as const
type AuditStep = (typeof AUDIT_STEPS)[number]

/** `error`: two signed things contradict each other, or something is wrong; `warning`: something is not there to be shown. */
type AuditSeverity = 'error' | 'warning'

type Kind = readonly [step: AuditStep, severity: AuditSeverity, remedy: string]

const OWN_DISK = 'Run `sov-node ledger rebuild` on its node; what that does not bring back others may hold.'
const ASK_AUTHOR = 'Ask its author for the rest; the members that it names hold their part of it.'
const SHOW_COOP = 'Show both receipts to the co-op.'
const WAIT = 'Wait until both are connected for a minute and audit again; what stays is an omission.'

/** Every code with what it means for the reader. */
const KINDS = {
  file_unreadable: ['file', 'error', 'Ask its author to export the ledger again.'],
  seal_broken: ['file', 'error', 'The file was changed after it was made: ask its author for it again.'],
  other_coop: ['file', 'error', 'Compare the network id with that of your co-op in `sov-node status`.'],
  entry_invalid: ['chain', 'error', OWN_DISK],
  link_broken: ['chain', 'error', OWN_DISK],
  entries_missing: ['chain', 'error', OWN_DISK],
  gap_unfounded: ['chain', 'error', OWN_DISK],
  grant_invalid: ['chain', 'error', 'Ask the root of the co-op what it has decided.'],
  forked: ['chain', 'error', 'Two signed entries exclude each other: show them to the co-op.'],
  entries_not_shown: ['chain', 'warning', 'The author may have dropped them after its retention period: ask it.'],
  receipt_missing: ['receipts', 'error', ASK_AUTHOR],
  receipt_contradicts: ['receipts', 'error', SHOW_COOP],
  answered_twice: ['receipts', 'error', SHOW_COOP],
  stated_twice: ['receipts', 'error', SHOW_COOP],
  counts_differ: ['receipts', 'error', SHOW_COOP],
  pair_number_wrong: ['pairs', 'error', SHOW_COOP],
  pair_total_wrong: ['pairs', 'error', SHOW_COOP],
  pair_numbers_missing: ['pairs', 'warning', WAIT],
  confirmed_missing: ['pairs', 'error', ASK_AUTHOR],
  charge_wrong: ['charges', 'error', SHOW_COOP],
  credential_invalid: ['credentials', 'error', 'Ask the issuer of the co-op.'],
  prices_invalid: ['credentials', 'error', 'Ask the root of the co-op which prices were in force.'],
  order_repeated: ['orders', 'error', 'One order was worked on twice: show it to the co-op.'],
  order_number_repeated: ['orders', 'error', 'The consumer keeps two logs: show both orders to the co-op.'],
  order_link_broken: ['orders', 'error', 'The consumer keeps two logs: show both orders to the co-op.'],
  orders_missing: ['orders', 'error', 'Ask its author what was disclosed in them, and to whom.'],
  decision_missing: ['orders', 'warning', 'Nobody else has it: what allowed this disclosure can no longer be shown.'],
  sum_wrong: ['sums', 'error', OWN_DISK],
  unknown_here: ['peer', 'error', 'This node has lost a receipt, or never had it: compare the two with the co-op.'],
  unknown_there: ['peer', 'error', 'The peer does not show what it has signed: show the receipt to the co-op.'],
  dropped_there: ['peer', 'warning', 'It is old enough to be dropped after a retention period.'],
  differs: ['peer', 'error', SHOW_COOP],
  not_handed_in: ['peer', 'warning', WAIT],
} as const satisfies Record<string, Kind>

export type AuditCode = keyof typeof KINDS

/** What a finding is about, as far as it is known. */
export interface AuditSubject {
  /** Of the entry. */
  readonly epoch?: number
  readonly seq?: bigint
  /** 32 hexadecimal digits. */
  readonly orderId?: string
  /** The other side. */
  readonly peer?: PeerIdString
}

/** One thing that an audit has found. */
export interface AuditFinding extends AuditSubject {
  readonly step: AuditStep
  /** Stable name. */
  readonly code: AuditCode
  readonly severity: AuditSeverity
  /** One sentence for people. */
  readonly message: string
  readonly remedy: string
}

/** What was settled with one peer, summed up from receipts and awards; work units. */
interface AuditedBalance {
  readonly peer: PeerIdString
  readonly contributed: bigint
  readonly consumed: bigint
  readonly awarded: bigint
  readonly balance: bigint
}

export interface AuditReport {
  /** Whose ledger it is. */
  readonly author: PeerIdString | undefined
  /** Of the co-op, 64 hexadecimal digits. */
  readonly networkId: string | undefined
  /** Of the other co-ops that it has settled with members of, 64 hexadecimal digits each. */
  readonly federated: readonly string[]
  /** How many of each were looked at. */
  readonly entries: number
  readonly receipts: number
  readonly orders: number
  /** Entries that are dropped or left out; their sums are taken as given. */
  readonly leftOut: bigint
  /** Empty when only a part of the ledger was there to be seen. */
  readonly balances: readonly AuditedBalance[]
  /** Authors of whom the ledger holds a proof that they have signed two chains. */
  readonly forked: readonly PeerIdString[]
  /** In the order of the steps; MAX_AUDIT_FINDINGS at most. */
  readonly findings: readonly AuditFinding[]
  /** Findings beyond those. */
  readonly unlisted: number
}

/** Collects findings. */
export class Findings {
  readonly #findings: AuditFinding[] = []
  #unlisted = 0

  add(code: AuditCode, message: string, subject: AuditSubject = {}): void {
    if (this.#findings.length === MAX_AUDIT_FINDINGS) {
      this.#unlisted++
      return
    }
    const [step, severity, remedy] = KINDS[code]
    this.#findings.push({ step, code, severity, message, remedy, ...subject })
  }

  report(): Pick<AuditReport, 'findings' | 'unlisted'> {
    const rank = ({ step }: AuditFinding): number => AUDIT_STEPS.indexOf(step)
    return { findings: this.#findings.toSorted((a, b) => rank(a) - rank(b)), unlisted: this.#unlisted }
  }
}
