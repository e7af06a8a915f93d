import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditExport, verifyReceipt, type SignedEntry } from '../../../src/ledger/index.js'
import { ENTRY, PRICE_TABLE, receiptBundle, signStatement, toHex, type ReceiptBundle } from '../../../src/wire/index.js'
import { testCoop, type TestCoop } from '../../helpers/coop.js'
import { bytesOf, exportedItems, fileOf, inPieces } from '../../helpers/exports.js'
import { Exchange, LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { Signatories } from '../../helpers/signed-receipt.js'
import { auditFile } from '../../protocol/auditor.js'
import { readReceipt } from '../../protocol/receipt-reader.js'

const DAY_MS = 24 * 3_600_000

// Both organisations are called `lab`: what one of them does must not count for the other.
describe('work between two co-ops', () => {
  const clock = new ManualClock()
  let [north, south]: readonly TestCoop[] = []
  let consumer: LedgerNode
  let provider: LedgerNode

  beforeEach(async () => {
    ;[north, south] = [testCoop({ nowMs: clock.nowMs() }), testCoop({ nowMs: clock.nowMs() })]
    consumer = await LedgerNode.open(north.member({ orgId: 'lab' }), clock)
    provider = await LedgerNode.open(south.member({ orgId: 'lab' }), clock)
  })
  afterEach(async () => {
    await consumer.close()
    await provider.close()
  })

  async function settle(): Promise<{ receipt: Uint8Array; statement: SignedEntry; countersign: SignedEntry }> {
    const work = new Exchange(south!, consumer, provider)
    const { statement, countersigned } = await work.settle()
    const receipt = await provider.ledger.receipt(toHex(work.order.value.orderId))
    expect(await consumer.ledger.receipt(toHex(work.order.value.orderId))).toEqual(receipt)
    return { receipt, statement, countersign: countersigned.entry }
  }

  it('is ordered under the co-op of the provider, and each side signs in the chain of its own', async () => {
    const { statement, countersign, receipt } = await settle()
    expect(statement.value.networkId).toEqual(south!.networkId)
    expect(countersign.value.networkId).toEqual(north!.networkId)
    const { consumer: asking, provider: serving, networkId } = verifyReceipt(receipt)
    expect(networkId).toBe(toHex(south!.networkId))
    expect([asking.networkId, serving.networkId]).toEqual([north, south].map((coop) => toHex(coop!.networkId)))
  })

  it('makes a receipt that verifies for who trusts both co-ops, also by the second implementation', async () => {
    const { receipt } = await settle()
    const networks = [north!.networkId, south!.networkId]
    expect(verifyReceipt(receipt, { trust: networks }).checks.map(({ name }) => name)).toContain('trust')
    for (const trust of networks) {
      expect(() => verifyReceipt(receipt, { trust: [trust] })).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ check: 'trust' }) as object }),
      )
    }
    expect(readReceipt(Buffer.from(receipt))).toMatchObject({ outcome: 'settled', pairNumber: 1n })
  })

  it('is booked on the organisation of the other co-op and not on the own one of that name', async () => {
    await settle()
    const balances = await provider.ledger.balances()
    expect(balances.perOrganisation).toMatchObject([{ orgId: `lab@${toHex(north!.networkId)}`, requests: 1 }])
    const debt = balances.perOrganisation[0]!.balance
    expect(debt).toBeGreaterThan(0n)
    expect(provider.ledger.debt(`lab@${toHex(north!.networkId)}`)).toBe(debt)
    expect(provider.ledger.debt('lab')).toBe(0n)
    expect(await consumer.ledger.balances()).toMatchObject({
      perOrganisation: [{ orgId: `lab@${toHex(south!.networkId)}`, balance: -debt }],
    })
    const [listed] = await consumer.ledger.list()
    expect(listed).toMatchObject({ orgId: `lab@${toHex(south!.networkId)}`, orgName: 'Lab' })
  })

  it('is never free as work inside one organisation', async () => {
    const { value } = south!.priceTable
    const priceTable = signStatement(PRICE_TABLE, { ...value, isFreeInsideOrganisation: true }, south!.root)
    const { statement } = await new Exchange({ ...south!, priceTable }, consumer, provider).settle()
    expect(statement.value.statement!.charge).toBeGreaterThan(0n)
  })

  it('passes the check at start and audits, and its details can be dropped', async () => {
    const both = [north!.networkId, south!.networkId]
    await settle()
    for (const node of [consumer, provider]) {
      await node.restart()
      const { findings, federated } = await node.ledger.audit()
      expect(findings).toEqual([])
      const [own, other] = node === consumer ? both : both.toReversed()
      expect(federated).toEqual([toHex(other!)])
      const file = await bytesOf(node.ledger.export())
      expect(auditFile(file).findings).toEqual([])
      expect((await auditExport(inPieces(file), { trust: both })).findings).toEqual([])
      const distrusting = await auditExport(inPieces(file), { trust: [own!] })
      expect(distrusting.findings.map(({ code }) => code)).toEqual(['credential_invalid'])
    }
    const before = await provider.ledger.balances()
    await provider.ledger.dropDetails(clock.nowMs() + DAY_MS)
    await provider.restart()
    expect(await provider.ledger.balances()).toEqual(before)
    expect(auditFile(await bytesOf(provider.ledger.export())).findings).toEqual([])
  })

  it('is found out by both auditors when the ledger names the other co-op as its own', async () => {
    await settle()
    const genesis = consumer.party.chain.genesis
    const items = (await exportedItems(provider.ledger)).map((item) =>
      item.kind === 'genesis' ? { ...item, bytes: genesis } : item,
    )
    const file = await fileOf(items, provider.key)
    expect((await auditExport(inPieces(file))).findings.map(({ code }) => code)).toContain('entry_invalid')
    expect(auditFile(file).findings).not.toEqual([])
  })

  it('is refused when the countersign is of the chain of another co-op', async () => {
    const work = new Exchange(south!, consumer, provider)
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const { entry } = await work.countersign(voucher, statement)
    const forged = signStatement(ENTRY, { ...entry.value, networkId: south!.networkId }, consumer.key)
    await expect(provider.ledger.storeCountersign(statement, forged.bytes)).rejects.toMatchObject({
      code: 'ERR_SOV_PEER_MISBEHAVED',
    })
    await provider.ledger.storeCountersign(statement, entry.bytes)
  })

  it('is refused when the order or the prices are of the co-op of the consumer', () => {
    const work = new Exchange(south!, consumer, provider)
    const { priceTable, ...terms } = { ...work.orderInput(), priceTable: north!.priceTable }
    expect(() => consumer.ledger.createOrder({ ...terms, priceTable })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_INTERNAL' }),
    )
  })
})

describe('a receipt between two co-ops', () => {
  const nowMs = 1_000_000
  const consumers = testCoop({ nowMs })
  const signatories = new Signatories(nowMs, consumers)
  const { coop } = signatories
  const third = testCoop({ nowMs })

  function failedCheck(bundle: ReceiptBundle): string {
    try {
      verifyReceipt(receiptBundle.encode(bundle))
    } catch (error) {
      return (error as { details: { check: string } }).details.check
    }
    return 'none'
  }

  it('is in order by both readers', () => {
    const { bundle } = signatories.sign()
    expect(failedCheck(bundle)).toBe('none')
    expect(readReceipt(Buffer.from(receiptBundle.encode(bundle)))).toMatchObject({ outcome: 'settled' })
  })

  it.each([
    ['the order of the co-op of the consumer', 'network', { order: { networkId: consumers.networkId } }],
    ['the statement of the co-op of the consumer', 'statement', { statementEntry: { networkId: consumers.networkId } }],
    [
      'the countersign of the co-op of the provider',
      'countersign',
      { countersignEntry: { networkId: coop.networkId } },
    ],
  ])('is not with %s', (_, check, changed) => {
    const { bundle } = signatories.sign(changed)
    expect(failedCheck(bundle)).toBe(check)
    expect(() => readReceipt(Buffer.from(receiptBundle.encode(bundle)))).toThrow()
  })

  it.each([
    ['the prices of the co-op of the consumer', 'price_table_signature', { priceTable: consumers.priceTable.bytes }],
    ['a consumer of a third co-op', 'parties', { consumer: third.member({ orgId: 'nord' }).chain }],
    [
      'the same key in a third co-op',
      'credentials',
      { consumer: third.member({ key: signatories.consumer.key, orgId: 'nord' }).chain },
    ],
  ])('is not with %s', (_, check, changed) => {
    const bundle = { ...signatories.sign().bundle, ...changed }
    expect(failedCheck(bundle)).toBe(check)
    expect(() => readReceipt(Buffer.from(receiptBundle.encode(bundle)))).toThrow()
  })
})
