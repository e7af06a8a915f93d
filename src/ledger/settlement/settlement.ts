import type { Member, SignedPriceTable } from '../../membership/index.js'
import type {
  AuditClass,
  DisputeReason,
  ModelManifest,
  RefuseCode,
  StatementStatus,
  Verdict,
} from '../../wire/index.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from '../signed.js'

/** One side of an order: its key and the credential in force. A `Member` is one. */
export type Party = Pick<Member, 'peer' | 'credential' | 'credentialDigest' | 'chain'>

/** What both sides agree on for one piece of work. */
export interface Terms {
  readonly consumer: Party
  readonly provider: Party
  readonly priceTable: SignedPriceTable
  readonly manifest: ModelManifest
}

/** What the consumer decides about an order; the ledger adds ids, dates, number and link. */
export interface OrderInput extends Terms {
  /** 16 bytes: the id of the request. Its first order has it as its own id. */
  readonly rootOrderId: Uint8Array
  /** 0 for the first order of a shard, then +1 for each retry, continuation or repetition. */
  readonly continuation: number
  /** Which part of a sharded request this is. @default 0 */
  readonly shardIndex?: number
  /** @default 1 */
  readonly shardCount?: number
  /** `commitment` to the exact bytes of the request, 32 bytes. */
  readonly requestCommitment: Uint8Array
  /** `commitment` to the exact bytes of the sampling parameters, 32 bytes. */
  readonly paramsCommitment: Uint8Array
  readonly maxPromptTokens: number
  readonly maxOutputTokens: number
  /**
   * What the consumer's policy decided this on: kept here, while the order names its digest only. With something random
   * in it, or the digest could be guessed; never prompt text. At most MAX_POLICY_DECISION_BYTES.
   */
  readonly policyDecision: Uint8Array
  /** Texts of the policies that the decision names by their SHA-256; each is kept here once. @default none */
  readonly policies?: readonly string[]
  /** Boot nonce of the provider's hello, 16 bytes. */
  readonly providerBootNonce: Uint8Array
  /** Who may see the content later. @default nobody but the two */
  readonly auditClass?: AuditClass
}

/** What the provider knows when an order arrives. */
export interface AdmissionFacts {
  /** The peer that sent it, from its hello. */
  readonly consumer: Party
  readonly provider: Party
  /** Tables of the co-op that are in force; the order must name one of them. */
  readonly priceTables: readonly SignedPriceTable[]
  /** The model that the order names. */
  readonly manifest: ModelManifest
}

/** Why an order is not admitted. */
export interface OrderRefusal {
  readonly code: RefuseCode
  /** One sentence for people. */
  readonly reason: string
}

/** What the consumer has received so far. */
export interface Acknowledgement {
  /** 1, 2, 3, … for one order. */
  readonly number: number
  /** As the first part of the answer told them. */
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly outputTokens: number
  /** `outputCommitment` after these tokens, 32 bytes. */
  readonly outputCommitment: Uint8Array
  /** True for the last one, which fixes the count. */
  readonly isFinal: boolean
}

/** What the provider knows of its work on an order, beside what vouchers tell. */
export interface Work {
  readonly promptTokens: number
  readonly cachedTokens: number
  /** Unix epoch, milliseconds. */
  readonly startedMs: number
  /** Name, version and device class, at most 64 bytes. */
  readonly engine: string
  /** True when the engine gave no token ids, so that the counts are its word only. */
  readonly isAttested: boolean
}

/** A voucher that came while the answer goes on. */
export interface VoucherInput extends Terms, Work {
  readonly order: SignedOrder
  readonly voucher: SignedVoucher
}

/** What the provider says of finished work. */
export interface StatementInput extends Terms, Work {
  readonly order: SignedOrder
  /** The final one of this order. */
  readonly voucher: SignedVoucher
  readonly status: StatementStatus
  /** The provider's own count and commitment at the point that the voucher acknowledges. */
  readonly outputTokens: number
  readonly outputCommitment: Uint8Array
  /** Unix epoch, milliseconds. */
  readonly endedMs: number
}

/** What the consumer owes for an answer whose stream broke. */
export interface Owed {
  /** The final one of its order. */
  readonly voucher: SignedVoucher
  /** As the first part of the answer told them. */
  readonly promptTokens: number
  readonly cachedTokens: number
  /** Output tokens before the first delta that named no token ids. @default all deltas named them */
  readonly attestedAbove?: number | undefined
}

/** What the consumer holds against a statement. */
export interface CountersignInput extends Owed {
  /** Envelope of the provider's statement, as it came. */
  readonly statement: Uint8Array
}

export interface Countersigned {
  readonly entry: SignedEntry
  readonly verdict: Verdict
  /** Why it is disputed; unspecified when accepted. */
  readonly reason: DisputeReason
  /** Work units of the statement. */
  readonly charge: bigint
}
