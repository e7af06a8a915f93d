import type { SovError } from '../../errors.js'
import type { PeerIdString } from '../../identity/index.js'
import type { Membership } from '../../membership/index.js'
import type { Network } from '../../network/index.js'
import type { ReceiptBundle } from '../../wire/index.js'
import type { SignedEntry, SignedVoucher } from '../signed.js'

/**
 * What two members hand each other after the stream of a request has broken; `Ledger.connect` does it by itself.
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
   * @throws {SovError} as `Ledger.countersign`.
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
   * Provider: `Ledger.storeCountersign` for one that comes on its own.
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
    | 'chain'
    | 'coop'
    | 'credential'
    | 'credentialDigest'
    | 'isLeaving'
    | 'member'
    | 'members'
    | 'onExpelled'
    | 'onMember'
  >
  /** Told when an exchange with a peer failed; it is tried again. */
  readonly onFailed?: (peer: PeerIdString, error: SovError) => void
}

/** Settles late with members whenever they connect, and at an interval. */
export interface LedgerExchange {
  start(): void
  stop(): void
}
