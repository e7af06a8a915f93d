import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { Admission } from '../../../../src/ledger/settlement/admission.js'
import type { AdmissionFacts, OrderRefusal, SignedOrder } from '../../../../src/ledger/index.js'
import { worstCharge } from '../../../../src/ledger/settlement/price.js'
import {
  CLOCK_SKEW_MS,
  MAX_OUTPUT_TOKENS,
  MAX_SEEN_ORDERS,
  ORDER_LIFE_MS,
  VOUCHER_MS,
  VOUCHER_TOKENS,
} from '../../../../src/limits.js'
import { AuditClass, ORDER, PRICE_TABLE, RefuseCode, signStatement, type Order } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { Signatories } from '../../../helpers/signed-receipt.js'

describe('the admission of orders', () => {
  const bootNonce = randomBytes(16)
  let clock: ManualClock
  let signatories: Signatories
  let facts: AdmissionFacts
  let admission: Admission

  beforeEach(() => {
    clock = new ManualClock()
    signatories = new Signatories(clock.nowMs())
    facts = { ...signatories.terms, priceTables: [signatories.coop.priceTable] }
    admission = new Admission(facts.provider.peer, bootNonce, clock)
  })

  /** Limits so high that no change of the counts here makes the maximum charge too low. */
  const order = (changed: Partial<Order> = {}, signer = signatories.consumer.key): SignedOrder =>
    signatories.sign({
      order: { providerBootNonce: bootNonce, maxCharge: 10n ** 18n, ...changed },
      signers: { order: signer },
    }).order
  const admit = (changed: Partial<Order> = {}): OrderRefusal | undefined => admission.admit(order(changed), facts)

  it('is given to a valid order once', () => {
    const first = order()
    expect(admission.admit(first, facts)).toBeUndefined()
    const replayed = { code: RefuseCode.REFUSE_CODE_REPLAY, reason: 'the order was seen before' }
    expect(admission.admit(first, facts)).toEqual(replayed)
    const { orderId } = first.value
    expect(admit({ orderId, rootOrderId: orderId, maxOutputTokens: 1 })).toEqual(replayed)
    expect(admit()).toBeUndefined()
  })

  it('is given to the same id again when another consumer orders', () => {
    const { value } = order()
    expect(admission.admit(order(value), facts)).toBeUndefined()
    const other = signatories.coop.member()
    const consumer = signatories.party(other)
    const byOther = { ...value, consumer: peerIdToBytes(consumer.peer), consumerCredential: consumer.credentialDigest }
    expect(admission.admit(signStatement(ORDER, byOther, other.key), { ...facts, consumer })).toBeUndefined()
  })

  it('ends for an id only after its order has expired', () => {
    const first = order({ expiresMs: BigInt(clock.nowMs() + ORDER_LIFE_MS) })
    expect(admission.admit(first, facts)).toBeUndefined()
    clock.advance(ORDER_LIFE_MS + CLOCK_SKEW_MS - 1)
    expect(admission.admit(first, facts)?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    clock.advance(1)
    expect(admission.admit(first, facts)).toEqual({
      code: RefuseCode.REFUSE_CODE_ORDER,
      reason: 'the order has expired',
    })
  })

  it('is given up to every limit', () => {
    const now = BigInt(clock.nowMs())
    const rootOrderId = randomBytes(16)
    for (const changed of [
      { maxPromptTokens: 1 },
      { maxOutputTokens: 0 },
      { maxOutputTokens: MAX_OUTPUT_TOKENS },
      { voucherTokens: 1, voucherMs: 1 },
      { voucherTokens: VOUCHER_TOKENS, voucherMs: VOUCHER_MS },
      { expiresMs: now + 1n },
      { expiresMs: now + BigInt(ORDER_LIFE_MS) },
      { createdMs: now + BigInt(CLOCK_SKEW_MS), expiresMs: now + BigInt(CLOCK_SKEW_MS + 1) },
      { createdMs: now - BigInt(CLOCK_SKEW_MS), expiresMs: now - BigInt(CLOCK_SKEW_MS - 1) },
      { shardIndex: 2, shardCount: 3, rootOrderId },
      { continuation: 1, rootOrderId },
    ]) {
      expect(admit(changed), Object.keys(changed).join()).toBeUndefined()
    }
  })

  it.each<[string, () => Partial<Order>]>([
    ['a short order id', () => ({ orderId: randomBytes(15) })],
    ['a short root', () => ({ rootOrderId: randomBytes(15), continuation: 1 })],
    ['a long boot nonce', () => ({ consumerBootNonce: randomBytes(17) })],
    ['a long commitment to the request', () => ({ requestCommitment: randomBytes(33) })],
    ['a short commitment to the parameters', () => ({ paramsCommitment: randomBytes(31) })],
    ['no policy decision', () => ({ policyDecision: new Uint8Array() })],
    ['no link to the order before', () => ({ previousOrder: new Uint8Array() })],
    ['another root in the first order', () => ({ rootOrderId: randomBytes(16) })],
    ['no prompt', () => ({ maxPromptTokens: 0 })],
    ['too many output tokens', () => ({ maxOutputTokens: MAX_OUTPUT_TOKENS + 1 })],
    ['vouchers too rare', () => ({ voucherTokens: VOUCHER_TOKENS + 1 })],
    ['vouchers for nothing', () => ({ voucherTokens: 0 })],
    ['vouchers too late', () => ({ voucherMs: VOUCHER_MS + 1 })],
    ['vouchers at once', () => ({ voucherMs: 0 })],
    ['a shard out of range', () => ({ shardIndex: 1, rootOrderId: randomBytes(16) })],
    ['no shard', () => ({ shardCount: 0 })],
    ['no number', () => ({ orderNumber: 0n })],
    ['no audit class', () => ({ auditClass: AuditClass.AUDIT_CLASS_UNSPECIFIED })],
    ['a life too long', () => ({ expiresMs: BigInt(clock.nowMs() + ORDER_LIFE_MS + 1) })],
    ['no life', () => ({ expiresMs: BigInt(clock.nowMs()) })],
  ])('is refused for %s', (_, changed) => {
    expect(admit(changed())).toEqual({
      code: RefuseCode.REFUSE_CODE_ORDER,
      reason: 'a field of the order is out of range',
    })
  })

  it.each<[string, () => Partial<Order>]>([
    ['the order does not agree in: network', () => ({ networkId: randomBytes(32) })],
    ['the order does not agree in: parties', () => ({ consumer: peerIdToBytes(testKey().peerId) })],
    ['the order does not agree in: credentials', () => ({ consumerCredential: randomBytes(32) })],
    ['the order does not agree in: model', () => ({ modelManifest: randomBytes(32) })],
    ['the order is from before a restart', () => ({ providerBootNonce: randomBytes(16) })],
    [
      'the order is from the future',
      () => ({
        createdMs: BigInt(clock.nowMs() + CLOCK_SKEW_MS + 1),
        expiresMs: BigInt(clock.nowMs() + CLOCK_SKEW_MS + 2),
      }),
    ],
    [
      'the order has expired',
      () => ({
        createdMs: BigInt(clock.nowMs() - CLOCK_SKEW_MS - 1),
        expiresMs: BigInt(clock.nowMs() - CLOCK_SKEW_MS),
      }),
    ],
  ])('is refused: %s', (reason, changed) => {
    expect(admit(changed())).toEqual({ code: RefuseCode.REFUSE_CODE_ORDER, reason })
  })

  it('is refused for another key than that of the peer that sent it', () => {
    expect(admission.admit(order({}, testKey()), facts)).toEqual({
      code: RefuseCode.REFUSE_CODE_ORDER,
      reason: 'the order is not signed by the peer that sent it',
    })
  })

  it('is refused for an order to another provider', () => {
    expect(new Admission(facts.consumer.peer, bootNonce, clock).admit(order(), facts)).toEqual({
      code: RefuseCode.REFUSE_CODE_ORDER,
      reason: 'the order is for another provider',
    })
  })

  it('is refused for prices that are not in force', () => {
    expect(admit({ priceTable: randomBytes(32) })).toEqual({
      code: RefuseCode.REFUSE_CODE_PRICE,
      reason: 'the price table of the order is not in force here',
    })
    const next = signStatement(PRICE_TABLE, { ...facts.priceTables[0]!.value, version: 2 }, signatories.coop.root)
    const both = { ...facts, priceTables: [next, ...facts.priceTables] }
    expect(admission.admit(order(), both)).toBeUndefined()
    expect(admission.admit(order({ priceTable: next.digest }), both)).toBeUndefined()
  })

  it('is refused for a maximum below the worst case', () => {
    const { value } = order()
    const worst = worstCharge(facts.priceTables[0]!.value, facts.manifest, value, false)
    expect(admit({ maxCharge: worst })).toBeUndefined()
    expect(admit({ maxCharge: worst - 1n })).toEqual({
      code: RefuseCode.REFUSE_CODE_PRICE,
      reason: `the maximum charge must be at least ${String(worst)} for these limits`,
    })
  })

  it('is refused while more orders than can be remembered have not expired', () => {
    // With signatures they would take a minute.
    const { value, signer, digest, bytes } = order()
    const admitNext = (number: number, expiresMs: number): OrderRefusal | undefined => {
      const orderId = Buffer.alloc(16)
      orderId.writeUInt32BE(number)
      const next = { ...value, orderId, rootOrderId: orderId, expiresMs: BigInt(expiresMs) }
      return admission.admit({ value: next, signer, digest, bytes }, facts)
    }
    const begin = clock.nowMs()
    expect(admitNext(0, begin + 1_000)).toBeUndefined()
    for (let number = 1; number < MAX_SEEN_ORDERS; number++) admitNext(number, begin + 2_000)
    const refused = { code: RefuseCode.REFUSE_CODE_BUSY, reason: 'too many orders in a short time' }
    expect(admitNext(MAX_SEEN_ORDERS, begin + 2_000)).toEqual(refused)
    clock.advance(CLOCK_SKEW_MS + 999)
    expect(admitNext(MAX_SEEN_ORDERS, begin + 2_000)).toEqual(refused)
    clock.advance(1)
    expect(admitNext(MAX_SEEN_ORDERS, begin + 2_000)).toBeUndefined()
    expect(admitNext(1, begin + 2_000)?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    expect(admitNext(MAX_SEEN_ORDERS + 1, begin + 2_000)).toEqual(refused)
  })
})
