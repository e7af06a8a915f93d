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
import type { SovError } from '../errors.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Member, Membership, SignedPriceTable } from '../membership/index.js'
import type { Network } from '../network/index.js'
import type { Store } from '../store/index.js'
import type {
  AuditClass,
  DisputeReason,
  ModelManifest,
  ReceiptBundle,
  RefuseCode,
  StatementStatus,
  Verdict,
} from '../wire/index.js'
import type { AuditReport } from './audit/audit-report.js'
import { LedgerService } from './ledger.js'
import type { Dropped } from './usage/retention.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
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
  /** {@link outputCommitment} after these tokens, 32 bytes. */
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

/**
 * `open`: ordered, nothing stated yet; `expired`: ordered and never stated; `unsigned`: stated, not countersigned;
 * `claimed`: not countersigned for CLAIM_AFTER_MS; `settled`: accepted by the consumer; `disputed`: countersigned, but
 * not accepted; `resolved`: the co-op has decided what a claimed or disputed one is worth.
 */
export type ReceiptState = 'open' | 'expired' | 'unsigned' | 'claimed' | 'settled' | 'disputed' | 'resolved'

/** How far the own chain goes here, and how far others know it. */
export interface ChainState {
  /**
   * `current`: entries may be signed; `unconfirmed`: nobody has said yet what it knows; `behind`: others know entries
   * that are missing here; `forked`: this node's key has signed two chains.
   */
  readonly state: 'current' | 'unconfirmed' | 'behind' | 'forked'
  /** Newest own entry here; 0 while there is none. */
  readonly epoch: number
  readonly seq: bigint
  /** Newest own entry that anybody knows. */
  readonly knownEpoch: number
  readonly knownSeq: bigint
}

/** A ledger before and after it was put together again. */
export interface Rebuilt {
  readonly before: AuditReport
  readonly after: AuditReport
  readonly chain: ChainState
}

/** Who decides for the co-op. */
export interface Decider {
  readonly root: Signer
  readonly coop: { readonly networkId: Uint8Array; readonly root: PeerIdString }
  /** Digest of this node's own credential. */
  readonly credential: Uint8Array
}

/** What a statement is worth. */
export interface AwardInput {
  /** Whose debt grows, and whom it is owed: the two parties of the statement. */
  readonly debtor: PeerIdString
  readonly creditor: PeerIdString
  /** Work units, at least 1. */
  readonly amount: bigint
  /** Digest of the statement's entry, 32 bytes. */
  readonly statement: Uint8Array
}

export interface SuccessionInput {
  readonly predecessor: PeerIdString
  readonly successor: PeerIdString
}

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
  /** Digest of the statement's entry, 64 hexadecimal digits; undefined until there is one. */
  readonly statement: string | undefined
  /** Undefined until there is a statement. */
  readonly promptTokens: number | undefined
  readonly outputTokens: number | undefined
  /** True when the output tokens are the word of the provider's engine, which named no token ids. */
  readonly isAttested: boolean | undefined
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
   * Verifies the own chain, what belongs to it, and the totals; before that nothing is signed. Rows that add up to what
   * they did when they were last written are known to be good, so only a ledger where they do not is gone through entry by
   * entry. A damaged chain is put together again as far as it is whole here; the rest is fetched from others, and until then nothing is signed.
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

/**
 * What two members hand each other after the stream of a request has broken; {@link Ledger.connect} does it by itself.
 * Lists have at most MAX_DELIVERIES items, in no order.
 */
export interface LateSettlement {
  /** Consumer: own countersigns that a provider has not said it stored. */
  undelivered(provider: PeerIdString): Promise<readonly Undelivered[]>
  /** Consumer: the provider has stored the countersign of an order. */
  delivered(provider: PeerIdString, orderDigest: Uint8Array): Promise<void>
  /** Consumer: final vouchers that a provider may not have. */
  owed(provider: PeerIdString): Promise<readonly SignedVoucher[]>
  /** Consumer: the provider holds nothing of an order that it could claim. */
  forgive(provider: PeerIdString, orderDigest: Uint8Array): Promise<void>
  /**
   * Consumer: the countersign of a statement that came on its own, with the receipt so far.
   *
   * @returns undefined when its order is not in this ledger.
   * @throws {SovError} as {@link Ledger.countersign}.
   */
  countersignLate(receipt: ReceiptBundle): Promise<SignedEntry | undefined>
  /** Provider: receipts so far of own statements that the consumer has not countersigned. */
  unsigned(consumer: PeerIdString): Promise<readonly ReceiptBundle[]>
  /**
   * Provider: states the work that a voucher acknowledges, or has stated it before, at least up to the newest voucher
   * that was stored.
   *
   * @returns the receipt so far; without a statement, or undefined, when there is nothing to state.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the voucher is not the consumer's, or acknowledges what was not sent.
   */
  stateLate(voucher: Uint8Array): Promise<ReceiptBundle | undefined>
  /**
   * Provider: {@link Ledger.storeCountersign} for one that comes on its own.
   *
   * @throws {SovError} ERR_SOV_RECEIPT_NOT_FOUND when it answers no statement of this node; as storeCountersign.
   */
  storeLateCountersign(countersign: Uint8Array): Promise<SignedEntry>
}

/** An own countersign that its provider may not have. */
export interface Undelivered {
  /** Digest of the order. */
  readonly order: Uint8Array
  readonly countersign: SignedEntry
}

export interface ExchangeComponents {
  readonly network: Pick<Network, 'handle' | 'open'>
  readonly membership: Pick<
    Membership,
    'chain' | 'coop' | 'credential' | 'credentialDigest' | 'member' | 'members' | 'onMember'
  >
  /** Told when an exchange with a peer failed; it is tried again. */
  readonly onFailed?: (peer: PeerIdString, error: SovError) => void
}

/** Settles late with members whenever they connect, and at an interval. */
export interface LedgerExchange {
  start(): void
  stop(): void
}

/** Makes the ledger of this node; nothing is read or signed before `start`. */
export function createLedger(components: LedgerComponents): Ledger {
  return new LedgerService(components)
}
