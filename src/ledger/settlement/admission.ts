import type { Clock } from '../../clock.js'
import type { PeerIdString } from '../../identity/index.js'
import {
  CLOCK_SKEW_MS,
  MAX_OUTPUT_TOKENS,
  MAX_SEEN_ORDERS,
  ORDER_LIFE_MS,
  VOUCHER_MS,
  VOUCHER_TOKENS,
} from '../../limits.js'
import { AuditClass, equalBytes, RefuseCode, toHex, type Order } from '../../wire/index.js'
import type { AdmissionFacts, OrderRefusal, Terms } from './settlement.js'
import { worstCharge } from './price.js'
import type { SignedOrder } from '../signed.js'
import { difference, isSameOrganisation } from './terms.js'

const DIGEST_BYTES = 32
const ID_BYTES = 16

/** Admits each valid order once. */
export class Admission {
  readonly #self: PeerIdString
  readonly #bootNonce: Uint8Array
  readonly #clock: Clock
  /** Consumer and order id → when it can no longer be replayed, Unix epoch in milliseconds; oldest first. */
  readonly #seen = new Map<string, number>()

  constructor(self: PeerIdString, bootNonce: Uint8Array, clock: Clock) {
    this.#self = self
    this.#bootNonce = bootNonce
    this.#clock = clock
  }

  /** See `Ledger.admitOrder`. */
  admit(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined {
    const priceTable = facts.priceTables.find(({ digest }) => equalBytes(digest, order.value.priceTable))
    if (priceTable === undefined) {
      return { code: RefuseCode.REFUSE_CODE_PRICE, reason: 'the price table of the order is not in force here' }
    }
    return (
      this.#refuseOrder(order, { ...facts, priceTable }) ??
      refuseCharge(order.value, { ...facts, priceTable }) ??
      this.#remember(order)
    )
  }

  #refuseOrder({ value, signer }: SignedOrder, terms: Terms): OrderRefusal | undefined {
    const refuse = (reason: string): OrderRefusal => ({ code: RefuseCode.REFUSE_CODE_ORDER, reason })
    if (!isWellFormed(value)) return refuse('a field of the order is out of range')
    if (signer !== terms.consumer.peer) return refuse('the order is not signed by the peer that sent it')
    if (terms.provider.peer !== this.#self) return refuse('the order is for another provider')
    const differs = difference(value, terms)
    if (differs !== undefined) return refuse(`the order does not agree in: ${differs}`)
    if (!equalBytes(value.providerBootNonce, this.#bootNonce)) return refuse('the order is from before a restart')
    const now = this.#clock.nowMs()
    if (Number(value.createdMs) > now + CLOCK_SKEW_MS) return refuse('the order is from the future')
    if (Number(value.expiresMs) + CLOCK_SKEW_MS <= now) return refuse('the order has expired')
    return undefined
  }

  #remember({ value, signer }: SignedOrder): OrderRefusal | undefined {
    const now = this.#clock.nowMs()
    for (const [key, until] of this.#seen) {
      if (until > now) break
      this.#seen.delete(key)
    }
    const key = `${signer} ${toHex(value.orderId)}`
    if (this.#seen.has(key)) return { code: RefuseCode.REFUSE_CODE_REPLAY, reason: 'the order was seen before' }
    // Forgetting one that has not expired would let it be replayed, so a full memory refuses instead.
    if (this.#seen.size >= MAX_SEEN_ORDERS) {
      return { code: RefuseCode.REFUSE_CODE_BUSY, reason: 'too many orders in a short time' }
    }
    this.#seen.set(key, Number(value.expiresMs) + CLOCK_SKEW_MS)
    return undefined
  }
}

function refuseCharge(order: Order, terms: Terms): OrderRefusal | undefined {
  const worst = worstCharge(terms.priceTable.value, terms.manifest, order, isSameOrganisation(terms))
  if (order.maxCharge >= worst) return undefined
  return {
    code: RefuseCode.REFUSE_CODE_PRICE,
    reason: `the maximum charge must be at least ${String(worst)} for these limits`,
  }
}

function isWellFormed(order: Order): boolean {
  const digests = [order.requestCommitment, order.paramsCommitment, order.policyDecision, order.previousOrder]
  const ids = [order.orderId, order.rootOrderId, order.consumerBootNonce]
  const life = order.expiresMs - order.createdMs
  const isFirst = order.continuation === 0 && order.shardIndex === 0
  return (
    digests.every(({ length }) => length === DIGEST_BYTES) &&
    ids.every(({ length }) => length === ID_BYTES) &&
    life > 0n &&
    life <= BigInt(ORDER_LIFE_MS) &&
    order.maxPromptTokens >= 1 &&
    isBetween(order.maxOutputTokens, 0, MAX_OUTPUT_TOKENS) &&
    isBetween(order.voucherTokens, 1, VOUCHER_TOKENS) &&
    isBetween(order.voucherMs, 1, VOUCHER_MS) &&
    order.shardIndex < order.shardCount &&
    (!isFirst || equalBytes(order.rootOrderId, order.orderId)) &&
    order.orderNumber >= 1n &&
    order.auditClass !== AuditClass.AUDIT_CLASS_UNSPECIFIED
  )
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
