import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../src/identity/index.js'
import type { AdmissionFacts, SignedOrder } from '../../../src/ledger/index.js'
import { CLOCK_SKEW_MS, MAX_OUTPUT_TOKENS, ORDER_LIFE_MS } from '../../../src/limits.js'
import { ORDER, RefuseCode, signStatement, type Order } from '../../../src/wire/index.js'
import { testCoop, testKey, verifiedMember } from '../../helpers/coop.js'
import { Exchange, ledgerPair, TEST_MANIFEST, type LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

describe('admitOrder', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode
  let facts: AdmissionFacts

  beforeAll(async () => {
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    facts = {
      consumer: consumer.party,
      provider: provider.party,
      priceTables: [coop.priceTable],
      manifest: TEST_MANIFEST,
    }
  })
  afterAll(async () => {
    await consumer.close()
    await provider.close()
  })

  const order = (changed: Partial<Order> = {}, key = consumer.key): SignedOrder =>
    signStatement(ORDER, { ...new Exchange(coop, consumer, provider).order.value, ...changed }, key)

  it('admits a valid order once, and the same id again only by another consumer', () => {
    const first = order()
    expect(provider.ledger.admitOrder(first, facts)).toBeUndefined()
    expect(provider.ledger.admitOrder(first, facts)?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    const { orderId } = first.value
    const sameId = order({ orderId, rootOrderId: orderId, maxOutputTokens: 1 })
    expect(provider.ledger.admitOrder(sameId, facts)?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    const other = coop.member()
    const { subject, credential, credentialDigest } = verifiedMember(other, clock.nowMs())
    const byOther = order(
      { orderId, rootOrderId: orderId, consumer: peerIdToBytes(subject), consumerCredential: credentialDigest },
      other.key,
    )
    const party = { peer: subject, credential, credentialDigest, chain: other.chain }
    expect(provider.ledger.admitOrder(byOther, { ...facts, consumer: party })).toBeUndefined()
  })

  it('admits an order for work without output', () => {
    expect(provider.ledger.admitOrder(order({ maxOutputTokens: 0 }), facts)).toBeUndefined()
  })

  it.each<[string, () => Partial<Order>]>([
    ['another co-op', () => ({ networkId: randomBytes(32) })],
    ['another consumer', () => ({ consumer: peerIdToBytes(testKey().peerId) })],
    ['another provider', () => ({ provider: peerIdToBytes(consumer.party.peer) })],
    ['another consumer credential', () => ({ consumerCredential: randomBytes(32) })],
    ['another provider credential', () => ({ providerCredential: randomBytes(32) })],
    ['another boot of the provider', () => ({ providerBootNonce: randomBytes(16) })],
    ['another model', () => ({ modelManifest: randomBytes(32) })],
    ['a short order id', () => ({ orderId: randomBytes(15) })],
    ['a long commitment', () => ({ requestCommitment: randomBytes(33) })],
    ['another root in the first order', () => ({ rootOrderId: randomBytes(16) })],
    ['too many output tokens', () => ({ maxOutputTokens: MAX_OUTPUT_TOKENS + 1 })],
    ['vouchers too rare', () => ({ voucherTokens: 100_000 })],
    ['a shard out of range', () => ({ shardIndex: 1 })],
    ['a life too long', () => ({ expiresMs: BigInt(clock.nowMs() + ORDER_LIFE_MS + 1) })],
    ['an end before its begin', () => ({ expiresMs: BigInt(clock.nowMs()) })],
    [
      'a begin in the future',
      () => ({
        createdMs: BigInt(clock.nowMs() + CLOCK_SKEW_MS + 1),
        expiresMs: BigInt(clock.nowMs() + CLOCK_SKEW_MS + 2),
      }),
    ],
    [
      'an end in the past',
      () => ({
        createdMs: BigInt(clock.nowMs() - CLOCK_SKEW_MS - 1),
        expiresMs: BigInt(clock.nowMs() - CLOCK_SKEW_MS),
      }),
    ],
  ])('refuses an order with %s', (_, changed) => {
    expect(provider.ledger.admitOrder(order(changed()), facts)?.code).toBe(RefuseCode.REFUSE_CODE_ORDER)
  })

  it('refuses an order by another key than the peer that sent it', () => {
    expect(provider.ledger.admitOrder(order({}, testKey()), facts)?.code).toBe(RefuseCode.REFUSE_CODE_ORDER)
  })

  it('admits clocks that differ by the allowed skew', () => {
    const ahead = clock.nowMs() + CLOCK_SKEW_MS
    expect(
      provider.ledger.admitOrder(order({ createdMs: BigInt(ahead), expiresMs: BigInt(ahead + 1) }), facts),
    ).toBeUndefined()
  })

  it('refuses unknown prices and a maximum below the worst case', () => {
    for (const changed of [{ priceTable: randomBytes(32) }, { maxCharge: order().value.maxCharge - 1n }]) {
      expect(provider.ledger.admitOrder(order(changed), facts)?.code).toBe(RefuseCode.REFUSE_CODE_PRICE)
    }
  })

  it('forgets an order id only after its order has expired', () => {
    const first = order()
    expect(provider.ledger.admitOrder(first, facts)).toBeUndefined()
    clock.advance(ORDER_LIFE_MS + CLOCK_SKEW_MS - 1)
    expect(provider.ledger.admitOrder(first, facts)?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    clock.advance(1)
    expect(provider.ledger.admitOrder(first, facts)?.code).toBe(RefuseCode.REFUSE_CODE_ORDER)
  })
})
