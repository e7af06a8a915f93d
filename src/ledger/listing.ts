import type { PeerIdString } from '../identity/index.js'

/**
 * `open`: ordered, nothing stated yet; `expired`: ordered and never stated; `unsigned`: stated, not countersigned;
 * `claimed`: not countersigned for CLAIM_AFTER_MS; `settled`: accepted by the consumer; `disputed`: countersigned, but
 * not accepted; `resolved`: the co-op has decided what a claimed or disputed one is worth.
 */
export type ReceiptState = 'open' | 'expired' | 'unsigned' | 'claimed' | 'settled' | 'disputed' | 'resolved'

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
