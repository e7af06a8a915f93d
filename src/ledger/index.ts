/**
 * Who did how much work for whom: orders, statements and countersigns in a chain of this node's own entries, the
 * totals of every pair, prices, and receipts that anyone can check offline. See docs/PROTOCOL.md#settlement.
 *
 * ```ts
 * const order = ledger.createOrder({ … })                        // consumer, before anything is sent
 * const refusal = ledger.admitOrder(order, { … })                // provider; undefined = admitted
 * const voucher = ledger.acknowledge(order, terms, { …, isFinal: true }) // consumer, after the last part
 * const statement = await ledger.state({ order, voucher, … })    // provider; durable
 * const { entry } = await ledger.countersign(order, { voucher, statement: statement.bytes, … }) // consumer; durable
 * await ledger.storeCountersign(statement, entry.bytes)          // provider; durable
 * verifyReceipt(await ledger.receipt(orderId))                   // anyone
 * ```
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Member, SignedPriceTable } from '../membership/index.js'
import type { Store } from '../store/index.js'
import type { AuditClass, DisputeReason, ModelManifest, RefuseCode, StatementStatus, Verdict } from '../wire/index.js'
import { LedgerService } from './ledger.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'

export { commitment, outputCommitment } from './commitment.js'
export { charge, DEFAULT_PRICE_RATES, worstCharge } from './price.js'
export { verifyReceipt } from './receipt.js'
export type { ReceiptCheckName, ReceiptView } from './receipt.js'
export { openOrder, openVoucher } from './open.js'
export type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'

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
  /** 0 for the first order of a request, then +1 for each retry or continuation. */
  readonly continuation: number
  /** Which part of a sharded request this is. @default 0 */
  readonly shardIndex?: number
  /** @default 1 */
  readonly shardCount?: number
  /** {@link commitment} to the exact bytes of the request, 32 bytes. */
  readonly requestCommitment: Uint8Array
  /** {@link commitment} to the exact bytes of the sampling parameters, 32 bytes. */
  readonly paramsCommitment: Uint8Array
  readonly maxPromptTokens: number
  readonly maxOutputTokens: number
  /** SHA-256 of what the consumer's policy decided this on, 32 bytes. */
  readonly policyDecision: Uint8Array
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
  /** {@link outputCommitment} after these tokens, 32 bytes. */
  readonly outputCommitment: Uint8Array
  /** True for the last one, which fixes the count. */
  readonly isFinal: boolean
}

/** What the provider says of finished work. */
export interface StatementInput extends Terms {
  readonly order: SignedOrder
  /** The final one of this order. */
  readonly voucher: SignedVoucher
  readonly status: StatementStatus
  readonly promptTokens: number
  readonly cachedTokens: number
  /** The provider's own count and commitment at the point that the voucher acknowledges. */
  readonly outputTokens: number
  readonly outputCommitment: Uint8Array
  /** Unix epoch, milliseconds. */
  readonly startedMs: number
  readonly endedMs: number
  /** Name, version and device class, at most 64 bytes. */
  readonly engine: string
  /** True when the engine gave no token ids, so that the counts are its word only. */
  readonly isAttested: boolean
}

/** What the consumer holds against a statement. */
export interface CountersignInput {
  /** The final voucher of this order, as it was sent. */
  readonly voucher: SignedVoucher
  /** As the first part of the answer told them. */
  readonly promptTokens: number
  readonly cachedTokens: number
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

/** What has been settled with one peer or one organisation, in work units, from accepted countersigns only. */
export interface Balance {
  /** What this node did for them. */
  readonly contributed: bigint
  /** What they did for this node. */
  readonly consumed: bigint
  /** `contributed - consumed`; the other side's ledger shows the same with the opposite sign. */
  readonly balance: bigint
  /** Settled requests in both directions. */
  readonly requests: number
}

export interface PeerBalance extends Balance {
  readonly peer: PeerIdString
  /** From the credential of the newest settled request. */
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

/**
 * `open`: ordered, nothing stated yet; `expired`: ordered and never stated; `unsigned`: stated, not countersigned;
 * `settled`: accepted by the consumer; `disputed`: countersigned, but not accepted.
 */
export type ReceiptState = 'open' | 'expired' | 'unsigned' | 'settled' | 'disputed'

/** One order in a list. */
export interface ReceiptSummary {
  /** 32 hexadecimal digits. */
  readonly orderId: string
  /** Digest of the order, 64 hexadecimal digits. */
  readonly orderDigest: string
  /** Unix epoch, milliseconds; by the consumer's clock. */
  readonly createdMs: number
  /** What this node was. */
  readonly role: 'consumer' | 'provider'
  /** The other side. */
  readonly peer: PeerIdString
  readonly orgId: string
  readonly orgName: string
  readonly jurisdiction: string
  /** Digest of the model manifest, 64 hexadecimal digits. */
  readonly model: string
  readonly state: ReceiptState
  /** Undefined until there is a statement. */
  readonly promptTokens: number | undefined
  readonly outputTokens: number | undefined
  /** Work units. */
  readonly charge: bigint | undefined
}

export interface ListOptions {
  /** At least 1. @default 100 */
  readonly limit?: number
  /** Only what is older than this: the last item of the page before. */
  readonly before?: Pick<ReceiptSummary, 'createdMs' | 'orderDigest'>
}

export interface LedgerComponents {
  readonly store: Store
  /** The node's own key: the author of the chain. */
  readonly signer: Signer
  readonly clock: Clock
  /** Random bytes for order ids and the boot nonce. @default the system's generator */
  readonly random?: (bytes: number) => Uint8Array
}

export interface Ledger {
  /** 16 random bytes of this start: the hello and every order carry it. */
  readonly bootNonce: Uint8Array

  /**
   * Verifies the own chain, what belongs to it, and the totals; before that nothing is signed.
   *
   * @throws {SovError} ERR_SOV_LEDGER_DAMAGED with the entry in `details.seq`.
   */
  start(): Promise<void>
  /** Waits until everything signed is on the disk. Later calls that sign fail with ERR_SOV_STOPPING. */
  stop(): Promise<void>

  /**
   * Signs the order for one piece of work, with `maxCharge` at the worst case for its limits. It is written in the
   * background; when that fails, this order cannot be countersigned and no other one is made.
   *
   * @throws {SovError} ERR_SOV_WIRE_LIMIT when the worst case is no uint64; the error of a failed earlier write.
   */
  createOrder(input: OrderInput): SignedOrder
  /**
   * Signs a voucher for an own order, with the charge of its counts.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the counts are over the limits of the order.
   */
  acknowledge(order: SignedOrder, terms: Terms, acknowledgement: Acknowledgement): SignedVoucher
  /**
   * Judges a statement, and appends and returns the countersign once it is durable. Accepting assigns the next pair
   * number. The same statement again gives the same countersign.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is no statement of this order by its provider, or a second
   * and different one; wire errors; ERR_SOV_RECEIPT_NOT_FOUND when the order is not stored.
   */
  countersign(order: SignedOrder, input: CountersignInput): Promise<Countersigned>

  /**
   * Decides whether an order from a peer is valid here and now, and remembers it until it has expired.
   *
   * @returns undefined when admitted, else why not. Room, owner's rules and model are for the caller to check.
   */
  admitOrder(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined
  /**
   * Appends and returns the statement once it is durable. The same order again gives the same statement.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the voucher is not the final one of this order for these counts.
   */
  state(input: StatementInput): Promise<SignedEntry>
  /**
   * Checks and stores the consumer's answer to an own statement; durable before it returns. Pair numbers may come in
   * any order. The same countersign again changes nothing.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the consumer's answer to this statement, or its pair
   * number or total contradict what the consumer has signed before; wire errors.
   */
  storeCountersign(statement: SignedEntry, countersign: Uint8Array): Promise<SignedEntry>

  /** Own countersigns that a provider has not said it stored, at most MAX_DELIVERIES, in no order. */
  undelivered(provider: PeerIdString): Promise<readonly SignedEntry[]>
  /**
   * Marks a countersign as stored by its provider.
   *
   * @param countersign - digest of its entry, 32 bytes.
   */
  delivered(provider: PeerIdString, countersign: Uint8Array): Promise<void>
  /**
   * {@link Ledger.storeCountersign} for one that comes on its own, after the stream of its request has broken.
   *
   * @throws {SovError} ERR_SOV_RECEIPT_NOT_FOUND when it answers no statement of this node; as storeCountersign.
   */
  storeLateCountersign(countersign: Uint8Array): Promise<SignedEntry>

  balances(): Promise<Balances>
  /** Orders of both directions, newest first. */
  list(options?: ListOptions): Promise<readonly ReceiptSummary[]>
  /**
   * The receipt of an order as one file: bytes of sov.ledger.v1.ReceiptBundle.
   *
   * @param orderId - 32 hexadecimal digits.
   * @throws {SovError} ERR_SOV_RECEIPT_NOT_FOUND
   */
  receipt(orderId: string): Promise<Uint8Array>
}

/** Makes the ledger of this node; nothing is read or signed before `start`. */
export function createLedger(components: LedgerComponents): Ledger {
  return new LedgerService(components)
}
