import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { verifyReceipt, type ReceiptCheckName } from '../../../../src/ledger/index.js'
import {
  ENTRY,
  modelManifest,
  openStatement,
  ORDER,
  PRICE_TABLE,
  receiptBundle,
  signStatement,
  toHex,
  Verdict,
  VOUCHER,
  type Countersign,
  type Order,
  type ReceiptBundle,
  type Statement,
  type Voucher,
} from '../../../../src/wire/index.js'
import { testCoop, testKey } from '../../../helpers/coop.js'
import { Exchange, ledgerPair, TEST_MANIFEST, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'

const EMPTY = new Uint8Array()

describe('verifyReceipt', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode
  let bytes: Uint8Array
  let bundle: ReceiptBundle
  let other: ReceiptBundle

  beforeAll(async () => {
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    const receipts = []
    for (const outputTokens of [20, 30]) {
      const work = new Exchange(coop, consumer, provider, { outputTokens })
      await work.settle()
      receipts.push(await provider.ledger.receipt(toHex(work.order.value.orderId)))
    }
    bytes = receipts[0]!
    bundle = receiptBundle.decodeStrict(receipts[0]!)
    other = receiptBundle.decodeStrict(receipts[1]!)
  })
  afterAll(async () => {
    await consumer.close()
    await provider.close()
  })

  /** Both parties conspire, or err: everything from the changed message on is signed anew so that all links hold. */
  function resigned(changed: {
    order?: Partial<Order>
    voucher?: Partial<Voucher>
    statement?: Partial<Statement>
    countersign?: Partial<Countersign>
    bundle?: Partial<ReceiptBundle>
  }): ReceiptBundle {
    const order = signStatement(ORDER, { ...openStatement(ORDER, bundle.order).value, ...changed.order }, consumer.key)
    const voucher = signStatement(
      VOUCHER,
      { ...openStatement(VOUCHER, bundle.voucher).value, order: order.digest, ...changed.voucher },
      consumer.key,
    )
    const stated = openStatement(ENTRY, bundle.statement).value
    const statement = signStatement(
      ENTRY,
      {
        ...stated,
        statement: { ...stated.statement!, order: order.digest, voucher: voucher.digest, ...changed.statement },
      },
      provider.key,
    )
    const answered = openStatement(ENTRY, bundle.countersign).value
    const countersign = signStatement(
      ENTRY,
      {
        ...answered,
        countersign: { ...answered.countersign!, statement: statement.digest, ...changed.countersign },
      },
      consumer.key,
    )
    return {
      ...bundle,
      order: order.bytes,
      voucher: voucher.bytes,
      statement: statement.bytes,
      countersign: countersign.bytes,
      ...changed.bundle,
    }
  }

  const failedCheck = (changed: ReceiptBundle, trust?: Uint8Array): string => {
    try {
      verifyReceipt(receiptBundle.encode(changed), trust === undefined ? {} : { trust: [trust] })
    } catch (error) {
      expect(error).toMatchObject({ code: 'ERR_SOV_RECEIPT_INVALID' })
      return (error as { details: { check: string } }).details.check
    }
    return 'none'
  }

  it('names every check that it makes, and trust only when a root is given', () => {
    const names = verifyReceipt(bytes).checks.map(({ name }) => name)
    expect(names).toEqual([
      'encoding',
      'version',
      'order_signature',
      'consumer_credential',
      'provider_credential',
      'price_table_signature',
      'manifest_encoding',
      'network',
      'parties',
      'credentials',
      'price_table',
      'model',
      'voucher',
      'statement',
      'last_word',
      'counts',
      'charge',
      'countersign',
      'verdict',
      'pair_total',
    ])
    expect(verifyReceipt(bytes, { trust: [coop.networkId] }).checks.map(({ name }) => name)).toContain('trust')
    expect(failedCheck(resigned({}))).toBe('none')
  })

  it('shows text of the provider without control characters', () => {
    const bundle = resigned({ statement: { engine: 'fake\u001b[2J\n' } })
    expect(verifyReceipt(receiptBundle.encode(bundle)).engine).toBe('fake?[2J?')
  })

  it('rejects a foreign root', () => {
    const foreign = testCoop({ nowMs: clock.nowMs() })
    expect(failedCheck(bundle, foreign.networkId)).toBe('trust')
    expect(failedCheck({ ...bundle, provider: foreign.member({ key: provider.key }).chain })).toBe(
      'price_table_signature',
    )
    expect(failedCheck({ ...bundle, priceTable: foreign.priceTable.bytes })).toBe('price_table_signature')
  })

  it('rejects swapped parties', () => {
    expect(failedCheck({ ...bundle, consumer: bundle.provider, provider: bundle.consumer })).toBe('parties')
  })

  it('rejects what was signed for another order', () => {
    expect(failedCheck({ ...bundle, statement: other.statement })).toBe('statement')
    expect(failedCheck({ ...bundle, statement: other.statement, countersign: other.countersign })).toBe('statement')
    expect(failedCheck({ ...bundle, voucher: other.voucher })).toBe('voucher')
    expect(failedCheck({ ...bundle, countersign: other.countersign })).toBe('countersign')
    expect(failedCheck({ ...bundle, order: other.order })).toBe('voucher')
  })

  it('rejects a missing part', () => {
    for (const [missing, check] of [
      [{ order: EMPTY }, 'order_signature'],
      [{ voucher: EMPTY }, 'voucher'],
      [{ statement: EMPTY }, 'statement'],
      [{ countersign: EMPTY }, 'countersign'],
      [{ consumer: null }, 'consumer_credential'],
      [{ provider: null }, 'provider_credential'],
      [{ priceTable: EMPTY }, 'price_table_signature'],
      [{ manifest: EMPTY }, 'model'],
      [{ version: 0 }, 'version'],
      [{ version: 2 }, 'version'],
    ] as const) {
      expect(failedCheck({ ...bundle, ...missing }), JSON.stringify(missing)).toBe(check)
    }
  })

  it('rejects bytes after the end, unknown fields and files too large', () => {
    for (const wrong of [
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.concat([bytes, Buffer.of(0x78, 1)]),
      Buffer.concat([bytes, Buffer.alloc(64 * 1024)]),
      EMPTY.subarray(0),
    ]) {
      expect(() => verifyReceipt(wrong)).toThrow(/fails the check/)
    }
  })

  it('rejects a changed count that was encoded again without its signature', () => {
    const entry = openStatement(ENTRY, bundle.statement).value
    const forged = signStatement(ENTRY, { ...entry, statement: { ...entry.statement!, outputTokens: 21 } }, testKey())
    expect(failedCheck({ ...bundle, statement: forged.bytes })).toBe('statement')
  })

  it.each<[ReceiptCheckName, () => Parameters<typeof resigned>[0]]>([
    ['consumer_credential', () => ({ order: { createdMs: 1n } })],
    ['network', () => ({ order: { networkId: randomBytes(32) } })],
    ['parties', () => ({ order: { provider: peerIdToBytes(consumer.party.peer) } })],
    ['credentials', () => ({ order: { providerCredential: randomBytes(32) } })],
    ['price_table', () => ({ order: { priceTable: randomBytes(32) } })],
    ['price_table', () => ({ bundle: { priceTable: cheaperTable() } })],
    ['model', () => ({ order: { modelManifest: randomBytes(32) } })],
    ['model', () => ({ bundle: { manifest: modelManifest.encode({ ...TEST_MANIFEST, activeParameters: 1n }) } })],
    ['manifest_encoding', () => ({ bundle: { manifest: Buffer.concat([bundle.manifest, Buffer.of(0x40, 0)]) } })],
    ['last_word', () => ({ voucher: { isFinal: false } })],
    ['voucher', () => ({ voucher: { outputTokens: 501 } })],
    ['statement', () => ({ statement: { voucher: randomBytes(32) } })],
    ['statement', () => ({ statement: { consumer: peerIdToBytes(provider.party.peer) } })],
    ['counts', () => ({ statement: { outputTokens: 21 } })],
    ['counts', () => ({ statement: { outputCommitment: randomBytes(32) } })],
    ['counts', () => ({ order: { maxPromptTokens: 99 } })],
    ['counts', () => ({ statement: { cachedTokens: 101 } })],
    ['charge', () => ({ statement: { promptTokens: 101 } })],
    ['charge', () => ({ statement: { charge: 1n } })],
    ['charge', () => ({ voucher: { charge: 1n } })],
    ['countersign', () => ({ countersign: { statement: randomBytes(32) } })],
    ['countersign', () => ({ countersign: { provider: peerIdToBytes(consumer.party.peer) } })],
    ['verdict', () => ({ countersign: { verdict: Verdict.VERDICT_DISPUTE } })],
    ['pair_total', () => ({ countersign: { pairNumber: 0n } })],
    ['pair_total', () => ({ countersign: { pairTotal: 1n } })],
    ['pair_total', () => ({ countersign: { pairNumber: 2n, pairTotal: 1n } })],
  ])('fails %s when that is wrong although everything is signed', (check, changed) => {
    expect(failedCheck(resigned(changed()))).toBe(check)
  })

  const cheaperTable = (): Uint8Array =>
    signStatement(PRICE_TABLE, { ...coop.priceTable.value, version: 2, outputRate: 1 }, coop.root).bytes
})
