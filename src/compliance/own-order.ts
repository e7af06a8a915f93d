import { toSovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { openOrder, type SignedOrder } from '../ledger/index.js'
import { toHex, type CredentialChain, type ReceiptBundle } from '../wire/index.js'

/** An order of the author, with the credentials that stand beside it in the log. */
export interface OwnOrder {
  readonly orderId: string
  readonly order: SignedOrder
  readonly consumer: CredentialChain | null
  readonly provider: CredentialChain | null
  readonly outcome: 'ordered' | 'stated' | 'answered'
}

/** @returns undefined for an order of somebody else; why, when it is none that anybody has signed. */
export function openOwnOrder(
  { order: bytes, consumer, provider, statement, countersign }: ReceiptBundle,
  author: PeerIdString | undefined,
): OwnOrder | { readonly reason: string } | undefined {
  let order: SignedOrder
  try {
    order = openOrder(bytes)
  } catch (error) {
    return { reason: `an order in the log is not valid: ${toSovError(error).message}` }
  }
  if (peerIdFromBytes(order.value.consumer) !== author) return undefined
  const outcome = countersign.length > 0 ? 'answered' : statement.length > 0 ? 'stated' : 'ordered'
  return { orderId: toHex(order.value.orderId), order, consumer, provider, outcome }
}
