import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportItem } from '../../../../src/ledger/audit/export-format.js'
import { auditExport, type AuditReport, type SignedEntry } from '../../../../src/ledger/index.js'
import { ENTRY, openStatement, sha256, signStatement, type LedgerRecord } from '../../../../src/wire/index.js'
import { testCoop, testKey } from '../../../helpers/coop.js'
import { bytesOf, exportedItems, fileOf, inPieces, itemsIn } from '../../../helpers/exports.js'
import { dispute, Exchange, ledgerPair, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { auditFile } from '../../../protocol/auditor.js'

type Of<K extends ExportItem['kind']> = Extract<ExportItem, { kind: K }>
const DAY_MS = 24 * 3_600_000
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
const RUNS = process.env['SOV_TEST_SCALE'] === 'full' ? 2_000 : 40

describe('an audit', () => {
  let clock: ManualClock
  let coop: ReturnType<typeof testCoop>
  let nord: LedgerNode
  let sud: LedgerNode
  let nodes: readonly LedgerNode[]

  beforeEach(async () => {
    clock = new ManualClock()
    coop = testCoop({ nowMs: clock.nowMs() })
    ;({ consumer: nord, provider: sud } = await ledgerPair(coop, clock))
    nodes = [nord, sud]
    for (const outputTokens of [1, 2, 3]) {
      await new Exchange(coop, nord, sud, { outputTokens }).settle()
      await new Exchange(coop, sud, nord, { outputTokens: 10 * outputTokens }).settle()
      // nobody answers
      new Exchange(coop, nord, sud)
    }
    await dispute(new Exchange(coop, nord, sud))
    const unsigned = new Exchange(coop, nord, sud)
    await unsigned.state(unsigned.acknowledge())
    await new Exchange(coop, nord, sud).settle()
  })
  afterEach(async () => {
    for (const node of nodes) await node.close()
  })

  /** Audits a file that its author has signed, by both auditors. */
  async function audited(items: readonly ExportItem[], { key }: Pick<LedgerNode, 'key'>): Promise<AuditReport> {
    const file = await fileOf(items, key)
    const report = await auditExport(inPieces(file))
    const second = secondOpinion(file)
    expect(second.length > 0, [...second, ...report.findings.map(({ message }) => message)].join('\n')).toBe(
      report.findings.length > 0,
    )
    return report
  }

  /** The consumers hear that their countersigns are stored. */
  async function handIn(): Promise<void> {
    for (const [consumer, provider] of [
      [nord, sud.party.peer],
      [sud, nord.party.peer],
    ] as const) {
      for (const { order } of await consumer.ledger.late.undelivered(provider)) {
        await consumer.ledger.delivered(provider, order)
      }
    }
  }

  const codes = ({ findings }: AuditReport): string[] => [...new Set(findings.map(({ code }) => code))].sort()

  it('finds nothing in a ledger that is in order, and adds it up as the ledger does', async () => {
    for (const node of nodes) {
      const report = await node.ledger.audit()
      expect(report.findings).toEqual([])
      expect(report).toMatchObject({ author: node.party.peer, receipts: 7, unlisted: 0, leftOut: 0n })
      const { perPeer } = await node.ledger.balances()
      expect(report.balances.map(({ balance }) => balance)).toEqual(perPeer.map(({ balance }) => balance))
      const file = await bytesOf(node.ledger.export())
      expect(await auditExport(inPieces(file, 7), { trust: [coop.networkId] })).toEqual(report)
      const balances = Object.values(auditFile(file).balances)
      expect(balances).toEqual(perPeer.map(({ balance }) => balance))
    }
  })

  it('finds nothing in an empty ledger', async () => {
    const { consumer, provider } = await ledgerPair(coop, clock)
    nodes = [...nodes, consumer, provider]
    expect(await consumer.ledger.audit()).toMatchObject({ entries: 0, orders: 0, findings: [] })
    expect(await audited(await exportedItems(consumer.ledger), consumer)).toMatchObject({ findings: [] })
  })

  it('exports the same bytes twice', async () => {
    expect(await bytesOf(nord.ledger.export())).toEqual(await bytesOf(nord.ledger.export()))
  })

  it('finds every entry that the author leaves out with its receipt, and every receipt', async () => {
    for (const node of nodes) {
      const items = await exportedItems(node.ledger)
      const entries = items.filter((item) => item.kind === 'entry')
      for (const entry of entries) {
        const { seq } = openStatement(ENTRY, entry.record.entry).value
        const without = items.filter((item) => item !== entry)
        expect(codes(await audited(without, node)), `without entry ${String(seq)}`).not.toEqual([])
        if (entry.record.receipt === null) continue
        const alone = items.with(items.indexOf(entry), { ...entry, record: { ...entry.record, receipt: null } })
        expect(codes(await audited(alone, node)), `entry ${String(seq)} alone`).toContain('receipt_missing')
      }
    }
  })

  it('finds every order that the author leaves out', async () => {
    const items = await exportedItems(nord.ledger)
    const orders = items.filter(({ kind }) => kind === 'order')
    expect(orders).toHaveLength(4)
    for (const order of orders) {
      const report = await audited(
        items.filter((item) => item !== order),
        nord,
      )
      expect(report.findings).toMatchObject([{ step: 'orders', code: 'orders_missing', severity: 'error' }])
    }
  })

  it('finds every policy decision that is missing', async () => {
    const items = await exportedItems(nord.ledger)
    const decisions = items.filter(({ kind }) => kind === 'policyDecision')
    expect(decisions).toHaveLength(1)
    const report = await audited(
      items.filter(({ kind }) => kind !== 'policyDecision'),
      nord,
    )
    expect(codes(report)).toEqual(['decision_missing'])
    expect(report.findings).toHaveLength(9)
  })

  it('finds a file that somebody has changed, wherever', async () => {
    const file = await bytesOf(sud.ledger.export())
    const step = Math.ceil(file.length / 24)
    for (let at = 0; at < file.length; at += step) {
      const changed = Buffer.from(file)
      changed[at]! ^= 1 << (at % 8)
      expect(codes(await auditExport(inPieces(changed))), `byte ${String(at)}`).not.toEqual([])
      expect(secondOpinion(changed), `byte ${String(at)}`).not.toEqual([])
    }
    for (const length of [0, 1, 100, file.length - 70, file.length - 1]) {
      expect(codes(await auditExport(inPieces(file.subarray(0, length))))).toContain('file_unreadable')
      expect(secondOpinion(file.subarray(0, length))).not.toEqual([])
    }
    expect(codes(await auditExport(inPieces(file), { trust: [new Uint8Array(32)] }))).toEqual(['other_coop'])
  })

  it('finds what somebody else has signed', async () => {
    const items = await exportedItems(sud.ledger)
    const file = await fileOf(items, testKey())
    expect(codes(await auditExport(inPieces(file)))).toEqual(['seal_broken'])
    expect(secondOpinion(file)).toHaveLength(1)
  })

  it.each([
    ['by the author, with another charge', () => sud.key, 'receipt_contradicts'],
    ['by somebody else', testKey, 'entry_invalid'],
  ] as const)('finds a statement that was signed anew %s', async (_name, key, code) => {
    const items = await exportedItems(sud.ledger)
    const at = items.findIndex((item) => item.kind === 'entry' && statementOf(item.record) !== null)
    const { record } = items[at] as Of<'entry'>
    const changed = withCharge(record, key())
    const report = await audited(items.with(at, { kind: 'entry', record: changed }), sud)
    expect(codes(report)).toContain(code)
  })

  it('finds a wrong charge that both have signed', async () => {
    const { consumer, provider } = await ledgerPair(coop, clock)
    nodes = [...nodes, consumer, provider]
    const work = new Exchange(coop, consumer, provider)
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const items = await exportedItems(provider.ledger)
    const at = items.findLastIndex(({ kind }) => kind === 'entry')
    const { record } = items[at] as Of<'entry'>
    const report = await audited(items.with(at, { kind: 'entry', record: withCharge(record, provider.key) }), provider)
    const due = statement.value.statement!.charge
    expect(report.findings).toMatchObject([{ step: 'charges', code: 'charge_wrong' }])
    expect(report.findings[0]!.message).toContain(
      `${String(due + 1n)} work units are charged; the price table says ${String(due)}, the order at most`,
    )
  })

  it('finds two entries in the wrong order', async () => {
    const items = await exportedItems(nord.ledger)
    const at = items.findIndex(({ kind }) => kind === 'entry') + 2
    const swapped = items.with(at, items[at + 1]!).with(at + 1, items[at]!)
    expect(codes(await audited(swapped, nord))).toContain('link_broken')
  })

  it('finds a total that is not the sum of its receipts', async () => {
    const items = await exportedItems(nord.ledger)
    const at = items.findIndex(({ kind }) => kind === 'account')
    const account = items[at] as Of<'account'>
    const changed = { ...account, amounts: { ...account.amounts, consumed: account.amounts.consumed + 1n } }
    expect(codes(await audited(items.with(at, changed), nord))).toEqual(['sum_wrong'])
  })

  it(`agrees with the independent auditor on whatever an author makes of its items (seed ${String(SEED)})`, async () => {
    const lists = await Promise.all(nodes.map(({ ledger }) => exportedItems(ledger)))
    const change = fc.record({
      author: fc.nat(1),
      change: fc.constantFrom('drop', 'repeat', 'swap', 'cut'),
      at: fc.nat(10_000),
      more: fc.nat(10_000),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ author, change, at, more }) => {
        await audited(changed(lists[author]!, change, at, more), nodes[author]!)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('takes the sums of what was dropped after its retention period as given', async () => {
    const before = await nord.ledger.audit()
    await handIn()
    clock.advance(40 * DAY_MS)
    for (const node of nodes) {
      await node.ledger.dropDetails(clock.nowMs() - 30 * DAY_MS)
      const report = await audited(await exportedItems(node.ledger), node)
      expect(report.findings).toEqual([])
      expect(report.leftOut).toBeGreaterThanOrEqual(5n)
    }
    expect((await nord.ledger.audit()).balances).toEqual(before.balances)
    const items = await exportedItems(nord.ledger)
    for (const kind of ['gap', 'leftOutOrder', 'carried'] as const) {
      for (const item of items.filter((other) => other.kind === kind)) {
        const without = items.filter((other) => other !== item)
        if (item.kind === 'leftOutOrder' && !isNamed(item, items)) continue
        expect(codes(await audited(without, nord)), kind).not.toEqual([])
      }
    }
  })

  it('audits an export of the newest entries alone', async () => {
    for (const node of nodes) {
      const whole = await node.ledger.audit()
      for (let from = 1n; from <= 12n; from++) {
        const file = await bytesOf(node.ledger.export({ fromSeq: from }))
        const report = await audited(await itemsIn(file), node)
        expect(report.findings, `from ${String(from)}`).toEqual([])
        expect(BigInt(report.entries) + report.leftOut).toBe(BigInt(whole.entries))
        expect(report.balances).toEqual(whole.balances)
      }
    }
  })

  it('follows what the co-op has decided', async () => {
    const { networkId, root } = coop
    const disputed = (await sud.ledger.list()).find(({ state }) => state === 'disputed')!
    for (const node of nodes) {
      const { credentialDigest: credential, peer } = node.party
      const decider = { root, coop: { networkId, root: root.peerId }, credential }
      const statement = Buffer.from(disputed.statement!, 'hex')
      await node.ledger.award({ debtor: nord.party.peer, creditor: sud.party.peer, amount: 5n, statement }, decider)
      await node.ledger.grantEpoch(peer, decider)
    }
    await nord.hear(sud)
    await sud.hear(nord)
    await new Exchange(coop, nord, sud).settle()
    for (const [index, node] of nodes.entries()) {
      const items = await exportedItems(node.ledger)
      const report = await audited(items, node)
      expect(report.findings).toEqual([])
      expect(report.balances[0]!.awarded).toBe(index === 0 ? -5n : 5n)
      const decisions = items.filter((item) => item.kind === 'entry' && isDecision(item.record))
      expect(decisions).toHaveLength(2)
      for (const decision of decisions) {
        const without = items.filter((item) => item !== decision)
        expect(codes(await audited(without, node))).not.toEqual([])
      }
    }
  })

  it('sees one moment of a ledger that goes on settling', async () => {
    const settling = Promise.all(Array.from({ length: 20 }, () => new Exchange(coop, nord, sud).settle()))
    for (let round = 0; round < 5; round++) {
      for (const node of nodes) {
        // Countersigns overtake each other on their way to the provider.
        const errors = (await node.ledger.audit()).findings.filter(({ severity }) => severity === 'error')
        expect(errors).toEqual([])
      }
    }
    await settling
    expect(codes(await sud.ledger.audit())).toEqual([])
  })

  it('puts a ledger together again from its envelopes', async () => {
    const { before, after, chain } = await nord.ledger.rebuild()
    expect(after).toEqual(before)
    expect(after.findings).toEqual([])
    expect(chain.state).toBe('current')
    await new Exchange(coop, nord, sud).settle()
    expect((await nord.ledger.audit()).findings).toEqual([])
  })

  it('keeps what orders were decided on once, until the last of them is dropped', async () => {
    const documents = async (): Promise<string[]> =>
      (await exportedItems(nord.ledger)).flatMap((item) =>
        item.kind === 'policyDecision' ? [Buffer.from(item.document).toString()] : [],
      )
    const input = new Exchange(coop, nord, sud).orderInput()
    for (const document of ['one', 'one', 'two']) {
      const policies = ['policy of the node', `policy of ${document}`]
      const { value } = nord.ledger.createOrder({ ...input, policyDecision: Buffer.from(document), policies })
      expect(value.policyDecision).toEqual(sha256(Buffer.from(document)))
    }
    await handIn()
    const policies = ['policy of one', 'policy of the node', 'policy of two']
    expect((await documents()).sort()).toEqual([Buffer.alloc(32).toString(), 'one', ...policies, 'two'].sort())
    clock.advance(40 * DAY_MS)
    await nord.ledger.dropDetails(clock.nowMs() - 30 * DAY_MS)
    // the newest order stays, and those of disputed receipts
    expect((await documents()).sort()).toEqual([Buffer.alloc(32).toString(), ...policies, 'two'])
    expect(() => nord.ledger.createOrder({ ...input, policyDecision: Buffer.alloc(2 ** 20 + 1) })).toThrow('too large')
  })
})

/** Findings of the auditor that shares no code with the first; one when it cannot read the file at all. */
function secondOpinion(file: Buffer): readonly string[] {
  try {
    return auditFile(file).findings
  } catch (error) {
    return [String(error)]
  }
}

function changed(
  items: readonly ExportItem[],
  change: 'drop' | 'repeat' | 'swap' | 'cut',
  first: number,
  second: number,
): readonly ExportItem[] {
  const at = first % items.length
  const item = items[at]!
  if (change === 'drop') return items.toSpliced(at, 1)
  if (change === 'repeat') return items.toSpliced(at, 0, item)
  const alike = items.flatMap((other, index) => (other.kind === item.kind ? [index] : []))
  const other = alike[second % alike.length]!
  if (change === 'swap') return items.with(at, items[other]!).with(other, item)
  return items.filter((_, index) => !alike.includes(index) || index < other)
}

function statementOf({ entry }: LedgerRecord): SignedEntry['value']['statement'] {
  return openStatement(ENTRY, entry).value.statement
}

function isDecision({ entry }: LedgerRecord): boolean {
  const { adjustment, epochReset } = openStatement(ENTRY, entry).value
  return adjustment !== null || epochReset !== null
}

/** The statement of a record with one work unit more, in the chain and in its receipt. */
function withCharge({ entry, receipt }: LedgerRecord, key: Parameters<typeof signStatement>[2]): LedgerRecord {
  const { value } = openStatement(ENTRY, entry)
  const statement = { ...value.statement!, charge: value.statement!.charge + 1n }
  const { bytes } = signStatement(ENTRY, { ...value, statement }, key)
  return { entry: bytes, receipt: { ...receipt!, statement: bytes } }
}

/** True when an order or an entry that is there names one that is left out. */
function isNamed({ digest }: Of<'leftOutOrder'>, items: readonly ExportItem[]): boolean {
  return items.some(
    (item) =>
      item.kind === 'entry' && Buffer.compare(openStatement(ENTRY, item.record.entry).value.newestOrder, digest) === 0,
  )
}
