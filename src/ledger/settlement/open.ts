import { peerIdFromBytes } from '../../identity/index.js'
import { equalBytes, openStatement, ORDER, VOUCHER } from '../../wire/index.js'
import { misbehaved } from '../misbehaved.js'
import type { SignedOrder, SignedVoucher } from '../signed.js'

/**
 * Reads an order from its envelope.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when somebody else than its consumer has signed it; wire errors.
 */
export function openOrder(bytes: Uint8Array): SignedOrder {
  const order = openStatement(ORDER, bytes)
  if (peerIdFromBytes(order.value.consumer) !== order.signer)
    throw misbehaved('the order is not signed by its consumer')
  return order
}

/**
 * Reads a voucher for an order from its envelope.
 *
 * @param previous - the newest voucher of this order before, when there is one: numbers rise and amounts never fall.
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the consumer's, names another order, exceeds its limits or
 * takes back what was acknowledged; wire errors.
 */
export function openVoucher(bytes: Uint8Array, order: SignedOrder, previous?: SignedVoucher): SignedVoucher {
  const voucher = openStatement(VOUCHER, bytes)
  checkVoucher(voucher, order)
  if (previous !== undefined && !follows(voucher, previous)) {
    throw misbehaved('the voucher takes back what was acknowledged before')
  }
  return voucher
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the consumer's, names another order or exceeds its limits. */
export function checkVoucher({ value, signer }: SignedVoucher, order: SignedOrder): void {
  if (signer !== order.signer) throw misbehaved('the voucher is not signed by the consumer')
  if (!equalBytes(value.order, order.digest)) throw misbehaved('the voucher names another order')
  if (value.number < 1) throw misbehaved('the voucher has no number')
  if (value.outputTokens > order.value.maxOutputTokens || value.charge > order.value.maxCharge) {
    throw misbehaved('the voucher exceeds the limits of its order')
  }
}

function follows({ value }: SignedVoucher, { value: before }: SignedVoucher): boolean {
  return (
    !before.isFinal &&
    value.number > before.number &&
    value.outputTokens >= before.outputTokens &&
    value.charge >= before.charge
  )
}
