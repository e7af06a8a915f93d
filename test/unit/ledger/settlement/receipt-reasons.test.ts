import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { MAX_RECEIPT_BYTES } from '../../../../src/limits.js'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { verifyReceipt, type ReceiptCheckName } from '../../../../src/ledger/index.js'
import {
  modelManifest,
  PRICE_TABLE,
  receiptBundle,
  sha256,
  signStatement,
  StatementStatus,
  toHex,
  Verdict,
  type ReceiptBundle,
} from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'
import { CHARGE, Signatories, type Changed } from '../../../helpers/signed-receipt.js'

const NOW_MS = 1_000_000
const signatories = new Signatories(NOW_MS)
const { coop, consumer, provider, terms } = signatories
const consumerBytes = peerIdToBytes(consumer.key.peerId)
const providerBytes = peerIdToBytes(provider.key.peerId)
const foreign = new Uint8Array(32).fill(9)
const file = (changed: Changed = {}, bundle: Partial<ReceiptBundle> = {}): Uint8Array =>
  receiptBundle.encode({ ...signatories.sign(changed).bundle, ...bundle })
/** The receipt under another price table. */
const priced = (changed: Partial<typeof coop.priceTable.value>, key = coop.root): Uint8Array => {
  const table = signStatement(PRICE_TABLE, { ...coop.priceTable.value, ...changed }, key)
  return file({ order: { priceTable: table.digest } }, { priceTable: table.bytes })
}

describe('what a receipt shows', () => {
  it('is told whole', () => {
    const statement = { engine: 'llama.cpp b1', isAttested: true, startedMs: 11n, endedMs: 12n }
    const { bundle, order } = signatories.sign({ statement, countersign: { pairNumber: 3n, pairTotal: CHARGE + 5n } })
    const { checks, ...view } = verifyReceipt(receiptBundle.encode(bundle))
    const ofTestCoop = {
      orgName: 'Lab',
      jurisdiction: 'DE',
      networkId: toHex(coop.networkId),
      coopName: 'Test co-op',
    }
    expect(view).toEqual({
      orderId: toHex(order.value.orderId),
      networkId: toHex(coop.networkId),
      coopName: 'Test co-op',
      consumer: { peer: consumer.key.peerId, orgId: 'nord', ...ofTestCoop },
      provider: { peer: provider.key.peerId, orgId: 'sud', ...ofTestCoop },
      model: {
        digest: toHex(sha256(modelManifest.encode(terms.manifest))),
        fileSha256: toHex(terms.manifest.fileSha256),
        architecture: 'llama',
        quantisation: 'q8_0',
      },
      createdMs: NOW_MS,
      startedMs: 11,
      endedMs: 12,
      status: 'complete',
      promptTokens: 100,
      cachedTokens: 0,
      outputTokens: 20,
      charge: CHARGE,
      maxCharge: order.value.maxCharge,
      pairNumber: 3n,
      pairTotal: CHARGE + 5n,
      engine: 'llama.cpp b1',
      isAttested: true,
    })
    expect(checks).toHaveLength(20)
  })

  it('is by the checks of docs/LEDGER.md, in their order and words', async () => {
    const page = await readFile(new URL('../../../../docs/LEDGER.md', import.meta.url), 'utf8')
    const [, table = ''] = page.split('| check | shows |\n|---|---|\n')
    const [rows = ''] = table.split('\n\n')
    const { checks } = verifyReceipt(file(), { trust: [coop.networkId] })
    const shown = checks.map(({ name, shows }) => `| \`${name}\` | ${shows} |`)
    expect(shown).toEqual(rows.split('\n').map((row) => row.replace('; only with `--trust`', '')))
  })

  it.each([
    ['STATEMENT_STATUS_UNSPECIFIED', 'unknown'],
    ['STATEMENT_STATUS_COMPLETE', 'complete'],
    ['STATEMENT_STATUS_LENGTH', 'length'],
    ['STATEMENT_STATUS_CANCELLED', 'cancelled'],
    ['STATEMENT_STATUS_FAILED', 'failed'],
  ] as const)('names the status %s', (status, name) => {
    expect(verifyReceipt(file({ statement: { status: StatementStatus[status] } })).status).toBe(name)
  })

  it('cuts the text of the provider to 64 printable characters', () => {
    const { engine } = verifyReceipt(file({ statement: { engine: `\n~ é\u007f${'x'.repeat(100)}` } }))
    expect(engine).toBe(`?~ ??${'x'.repeat(59)}`)
  })

  it('is accepted up to every limit', () => {
    const failed = { statement: { status: StatementStatus.STATEMENT_STATUS_FAILED }, voucher: { isFinal: false } }
    for (const changed of [
      { order: { maxCharge: CHARGE, maxPromptTokens: 100, maxOutputTokens: 20 } },
      { countersign: { pairNumber: 2n, pairTotal: CHARGE } },
      failed,
    ]) {
      expect(() => verifyReceipt(file(changed)), JSON.stringify(Object.keys(changed))).not.toThrow()
    }
    expect(() => verifyReceipt(priced({ effectiveMs: BigInt(NOW_MS) }))).not.toThrow()
  })
})

describe('why a receipt is not accepted', () => {
  it.each<[ReceiptCheckName, string, () => Uint8Array]>([
    ['encoding', `it is larger than ${String(MAX_RECEIPT_BYTES)} bytes`, () => Buffer.alloc(MAX_RECEIPT_BYTES + 1)],
    // as long as one may be, and so looked at
    ['encoding', 'not a valid message', () => Buffer.alloc(MAX_RECEIPT_BYTES, 0xff)],
    ['version', 'version 2 is not known here', () => file({}, { version: 2 })],
    ['order_signature', 'the order is not signed by its consumer', () => file({ signers: { order: testKey() } })],
    ['consumer_credential', 'it is missing', () => file({}, { consumer: null })],
    ['provider_credential', 'it is missing', () => file({}, { provider: null })],
    ['price_table_signature', 'somebody else has signed it', () => priced({}, coop.issuer)],
    ['price_table_signature', 'they were not in force yet', () => priced({ effectiveMs: BigInt(NOW_MS + 1) })],
    ['network', 'the order names something else', () => file({ order: { networkId: foreign } })],
    ['parties', 'the order names something else', () => file({ order: { provider: consumerBytes } })],
    ['credentials', 'the order names something else', () => file({ order: { consumerCredential: foreign } })],
    ['price_table', 'the order names something else', () => file({ order: { priceTable: foreign } })],
    ['model', 'the order names something else', () => file({ order: { modelManifest: foreign } })],
    ['voucher', 'the voucher is not signed by the consumer', () => file({ signers: { voucher: testKey() } })],
    ['statement', 'the entry is no statement', () => file({ statementEntry: { statement: null } })],
    ['statement', 'somebody else has signed it', () => file({ signers: { statement: testKey() } })],
    ['statement', 'it is of the chain of another author', () => file({ statementEntry: { author: consumerBytes } })],
    ['statement', 'it is of another co-op', () => file({ statementEntry: { networkId: foreign } })],
    ['statement', 'it is of another order', () => file({ statement: { order: foreign } })],
    ['statement', 'it names another acknowledgement', () => file({ statement: { voucher: foreign } })],
    ['statement', 'it names another consumer', () => file({ statement: { consumer: providerBytes } })],
    ['last_word', 'there may be a later one', () => file({ voucher: { isFinal: false } })],
    ['counts', 'the output tokens are not those acknowledged', () => file({ statement: { outputTokens: 21 } })],
    ['counts', 'the output is not that acknowledged', () => file({ statement: { outputCommitment: foreign } })],
    ['counts', 'they are over the limits of the order', () => file({ order: { maxPromptTokens: 99 } })],
    ['charge', 'the statement has another charge', () => file({ statement: { charge: CHARGE - 1n } })],
    ['charge', 'the acknowledgement has another charge', () => file({ voucher: { charge: CHARGE - 1n } })],
    ['voucher', 'the voucher exceeds the limits of its order', () => file({ order: { maxCharge: CHARGE - 1n } })],
    ['countersign', 'the entry is no countersign', () => file({ countersignEntry: { countersign: null } })],
    ['countersign', 'somebody else has signed it', () => file({ signers: { countersign: testKey() } })],
    [
      'countersign',
      'it is of the chain of another author',
      () => file({ countersignEntry: { author: providerBytes } }),
    ],
    [
      'countersign',
      "it is of another co-op than the consumer's",
      () => file({ countersignEntry: { networkId: foreign } }),
    ],
    ['countersign', 'it answers another statement', () => file({ countersign: { statement: foreign } })],
    ['countersign', 'it names another provider', () => file({ countersign: { provider: consumerBytes } })],
    ['verdict', 'the consumer has not accepted', () => file({ countersign: { verdict: Verdict.VERDICT_DISPUTE } })],
    ['pair_total', 'it has no number', () => file({ countersign: { pairNumber: 0n } })],
    ['pair_total', 'the total cannot be right', () => file({ countersign: { pairTotal: CHARGE + 1n } })],
    [
      'pair_total',
      'the total cannot be right',
      () => file({ countersign: { pairNumber: 2n, pairTotal: CHARGE - 1n } }),
    ],
  ])('%s: %s', (check, reason, make) => {
    expect(() => verifyReceipt(make())).toThrow(
      expect.objectContaining({
        code: 'ERR_SOV_RECEIPT_INVALID',
        message: `the receipt fails the check "${check}": ${reason}`,
        details: { check, reason },
      }),
    )
  })

  it('is another co-op than the trusted one', () => {
    expect(() => verifyReceipt(file(), { trust: [foreign] })).toThrow(
      'the receipt fails the check "trust": the co-op of the consumer is another one',
    )
  })
})
