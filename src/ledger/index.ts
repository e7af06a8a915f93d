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
import type { Store } from '../store/index.js'
import type { AuditReport } from './audit/audit-report.js'
import type { Balances } from './balances/balance.js'
import type { ChainState } from './chain/chain-state.js'
import type { AwardInput, Decider, SuccessionInput } from './decisions/decider.js'
import type { ExchangeComponents, LateSettlement, LedgerExchange } from './exchange/late-settlement.js'
import { LedgerService } from './ledger.js'
import type { ListOptions, ReceiptSummary } from './listing.js'
import type {
  Acknowledgement,
  AdmissionFacts,
  Countersigned,
  CountersignInput,
  OrderInput,
  OrderRefusal,
  Owed,
  StatementInput,
  Terms,
  VoucherInput,
} from './settlement/settlement.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
import type { Dropped } from './usage/retention.js'
import type { UsageOptions, UsageReport } from './usage/usage.js'

export { checkAuthor } from './author.js'
export { auditExport } from './audit/audit-file.js'
export { readExport } from './audit/export-format.js'
export type { ExportItem, SealItem } from './audit/export-format.js'
export type { AuditReport } from './audit/audit-report.js'
export { commitment, outputCommitment } from './settlement/commitment.js'
export { charge, DEFAULT_PRICE_RATES, worstCharge } from './settlement/price.js'
export { verifyReceipt } from './settlement/receipt.js'
export type { ReceiptCheckName, ReceiptView } from './settlement/receipt.js'
export { openOrder, openVoucher } from './settlement/open.js'
export { standing } from './balances/standing.js'
export type { CreditLines, Standing } from './balances/standing.js'
export type { TokenCounts } from './settlement/price.js'
export { chargeFor, isSameOrganisation } from './settlement/terms.js'
export { counterparty } from './balances/counterparty.js'
export type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
export type { UsageModel, UsageOptions, UsageReport } from './usage/usage.js'
export type * from './settlement/settlement.js'
export type * from './balances/balance.js'
export type * from './chain/chain-state.js'
export type * from './decisions/decider.js'
export type * from './exchange/late-settlement.js'
export type * from './listing.js'

/** A ledger before and after it was put together again. */
export interface Rebuilt {
  readonly before: AuditReport
  readonly after: AuditReport
  readonly chain: ChainState
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
   * Verifies the own chain, what belongs to it, and the totals; before that nothing is signed. Rows that add up to what
   * they did when they were last written are known to be good, so only a ledger where they do not is gone through entry by
   * entry. A damaged chain is put together again as far as it is whole here; the rest is fetched from others, and until
   * then nothing is signed.
   *
   * @throws {SovError} ERR_SOV_KEY_FILE when it is the chain of another key; ERR_SOV_LEDGER_DAMAGED with the entry in
   *   `details.seq` when even putting together does not help.
   */
  start(): Promise<void>
  /** Waits until everything signed is on the disk. Later calls that sign fail with ERR_SOV_STOPPING. */
  stop(): Promise<void>

  /**
   * Signs the order for one piece of work, with `maxCharge` at the worst case for its limits. It is written in the
   * background; when that fails, this order cannot be countersigned and no other one is made.
   *
   * @throws {SovError} ERR_SOV_WIRE_LIMIT when the worst case is no uint64, or the policy decision is too large; the
   * error of a failed earlier write.
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
   * Keeps the final voucher of an answer whose stream broke, to be handed in when the two meet again. Does nothing when
   * the order is countersigned.
   */
  owe(order: SignedOrder, owed: Owed): Promise<void>
  /** Marks the countersign of an order as stored by its provider. */
  delivered(provider: PeerIdString, orderDigest: Uint8Array): Promise<void>

  /**
   * Decides whether an order from a peer is valid here and now, and remembers it until it has expired.
   *
   * @returns undefined when admitted, else why not. Room, owner's rules and model are for the caller to check.
   */
  admitOrder(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined
  /**
   * Stores a voucher in the background: what the provider can claim when no other one comes.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when its charge is not the price of its counts.
   */
  keepVoucher(input: VoucherInput): void
  /**
   * Tells that work on an order begins. Its final voucher may come on another stream when its own has broken, whether
   * or not that was noticed here; `settle` then states it.
   */
  track(order: SignedOrder, settle: (voucher: SignedVoucher) => Promise<SignedEntry>): void
  /**
   * Tells that the stream of tracked work broke before it was stated. For ORDER_LIFE_MS the final voucher may still
   * come; after that the newest stored voucher is claimed.
   */
  leaveOpen(order: SignedOrder): void
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

  /**
   * What an organisation, as {@link counterparty} names it, owes this node, work units: what it has accepted and what is stated without an answer, less what
   * this node has accepted of it; negative when this node owes. From memory, so cheap enough for every order; 0 before
   * `start`.
   */
  debt(orgId: string): bigint
  balances(): Promise<Balances>
  /** Orders of both directions, newest first; records that cannot be read are left out. */
  list(options?: ListOptions): Promise<readonly ReceiptSummary[]>
  /** How many records {@link Ledger.list} has left out between the orders that it lists. */
  damaged(options?: ListOptions): Promise<number>
  /**
   * The receipt of an order as one file: bytes of sov.ledger.v1.ReceiptBundle.
   *
   * @param orderId - 32 hexadecimal digits.
   * @throws {SovError} ERR_SOV_RECEIPT_NOT_FOUND
   */
  receipt(orderId: string): Promise<Uint8Array>
  /**
   * Who did how much work for whom in a period, by day, organisation, peer and model. Receipts are added up while they
   * are read; reports and {@link Ledger.dropDetails} run one after the other.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST for a period that is none, or more than MAX_USAGE_ROWS rows.
   */
  usage(options: UsageOptions): Promise<UsageReport>
  /**
   * Drops the details of what was settled before a moment by this node's clock and keeps totals: balances stay, and the
   * chain can still be verified. What is not settled stays. This cannot be undone.
   *
   * @param beforeMs - Unix epoch, milliseconds.
   * @see docs/decisions/0008-retention.md
   */
  dropDetails(beforeMs: number): Promise<Dropped>

  /**
   * Looks for what is wrong or missing in this ledger or, with `peer`, in what a connected member shows of its own: what
   * it has signed with this node, and everything when this node's credential has the role of an auditor.
   *
   * @throws {SovError} ERR_SOV_PEER_DISCONNECTED; for a peer also what it answers instead.
   * @see docs/LEDGER.md#audit
   */
  audit(options?: { readonly peer?: PeerIdString | undefined }): Promise<AuditReport>
  /**
   * All that an auditor needs, as one file that this node has signed; of one moment, while settling goes on. With
   * `fromSeq` settled receipts before that entry of the newest epoch are left out, while their sums are not.
   *
   * @see docs/LEDGER.md#export
   */
  export(options?: { readonly fromSeq?: bigint | undefined }): AsyncIterable<Uint8Array>
  /**
   * Takes the chain apart and puts it together again from signed envelopes alone, with all that follows from them. Only
   * while nothing else uses the ledger.
   *
   * @throws {SovError} ERR_SOV_LEDGER_DAMAGED when the sums of dropped receipts are damaged: nobody else holds these.
   */
  rebuild(): Promise<Rebuilt>

  /** How far the own chain goes, and whether entries may be signed. */
  chain(): Promise<ChainState>
  /**
   * Resolves when entries may be signed: after a start others are asked first what they know of the own chain, since
   * signing on top of a restored copy would be a fork.
   *
   * @throws {SovError} ERR_SOV_LEDGER_CLOSED when `signal` fires before; at once when the chain is forked.
   */
  ready(signal: AbortSignal): Promise<void>
  /** True when a peer has signed two chains, and the co-op has not let it begin a new epoch: no work with it. */
  isForked(author: PeerIdString): boolean
  /** True when another key has taken the place of this one: no work with it. */
  isSucceeded(peer: PeerIdString): boolean
  /**
   * Signs the co-op's leave for an author whose entries are lost or forked to begin a new epoch, and hands it to it when
   * the two meet.
   *
   * @returns envelope of the decision.
   */
  grantEpoch(author: PeerIdString, decider: Decider): Promise<Uint8Array>
  /** Signs what a disputed or unanswered statement is worth, and hands it to both parties when they are met. */
  award(input: AwardInput, decider: Decider): Promise<Uint8Array>
  /** Signs that a new key takes the place of an old one, and hands it to the new one when it is met. */
  succeed(input: SuccessionInput, decider: Decider): Promise<Uint8Array>
  readonly late: LateSettlement
  /** Registers `/sov/ledger/1`: what is still to be settled with other members, and the state of their chains. */
  connect(components: ExchangeComponents): LedgerExchange
}

/** Makes the ledger of this node; nothing is read or signed before `start`. */
export function createLedger(components: LedgerComponents): Ledger {
  return new LedgerService(components)
}
