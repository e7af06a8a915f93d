import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditCompliance, type ComplianceOptions, type ComplianceReport } from '../../../src/compliance/index.js'
import { ORDER_LIFE_MS } from '../../../src/limits.js'
import { peerIdToBytes } from '../../../src/identity/index.js'
import { manifestDigest } from '../../../src/engine/index.js'
import type { ExportItem } from '../../../src/ledger/index.js'
import { candidateOf, decisionDocument, parsePolicy, type Constraints, type Policy } from '../../../src/policy/index.js'
import { ORDER, readStored, signStatement, toHex, type ReceiptBundle } from '../../../src/wire/index.js'
import { testCoop, testKey, type TestMember } from '../../helpers/coop.js'
import { exportedItems, fileOf, inPieces } from '../../helpers/exports.js'
import { Exchange, LedgerNode, TEST_MANIFEST } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const POLICY = parsePolicy(
  JSON.stringify({
    version: 1,
    rules: [
      {
        name: 'patients',
        when: { data_class: ['personal'] },
        require: { coops: ['own'], jurisdiction: { group: 'EU' } },
      },
      { name: 'rest', when: { data_class: ['public'] }, require: { coops: ['own'] } },
    ],
    default: 'deny',
  }),
)
const PERMISSIVE = parsePolicy('{"version":1,"rules":[{"require":{"coops":["own"]}}],"default":"deny"}')
const GROUPS = new Map([['EU', ['DE', 'FR']]])
const SALT = '5a'.repeat(16)

interface Asked {
  readonly dataClass?: string
  readonly policy?: Policy
  readonly constraints?: Constraints
  /** Whom the decision says it chose; the one that is asked unless another is given. */
  readonly chosen?: LedgerNode
  readonly decidedAgoMs?: number
  readonly model?: string
}

describe('an audit of compliance', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  const member = (orgId: string, jurisdiction: string): TestMember =>
    coop.member({ orgId, orgName: orgId, jurisdiction })
  let asking: LedgerNode
  let berlin: LedgerNode
  let boston: LedgerNode

  beforeAll(async () => {
    asking = await LedgerNode.open(member('ward', 'DE'), clock)
    berlin = await LedgerNode.open(member('berlin', 'DE'), clock)
    boston = await LedgerNode.open(member('boston', 'US'), clock)
  })
  afterAll(async () => {
    for (const node of [asking, berlin, boston]) await node.close()
  })

  const order = (from: LedgerNode, to: LedgerNode, asked: Asked = {}): Exchange => {
    const { dataClass = 'personal', policy = POLICY, chosen = to, decidedAgoMs = 0 } = asked
    const { peer, credential, credentialDigest } = chosen.party
    const nowMs = clock.nowMs() - decidedAgoMs
    const document = decisionDocument({
      salt: SALT,
      model: asked.model ?? manifestDigest(TEST_MANIFEST),
      layers: { node: policy, requests: [{ tier: 'any', dataClass, ...asked.constraints }] },
      facts: { groups: GROUPS, coops: new Map(), nowMs, dataClass, models: ['demo'] },
      chosen: candidateOf({ peer, isSelf: false, credential, credentialDigest, own: from.party.credential, nowMs }),
    })
    return new Exchange(coop, from, to, { policyDecision: document, policies: [policy.text] })
  }
  /** Orders are written beside the path of a request: what is written after them shows that they are. */
  const written = (): Promise<void> => asking.ledger.delivered(berlin.party.peer, new Uint8Array(32))
  const audit = async (options?: ComplianceOptions): Promise<ComplianceReport> => {
    await written()
    return auditCompliance(asking.ledger.export(), options)
  }
  /** The report on the log after somebody with its author's key has changed it. */
  const auditOf = async (items: readonly ExportItem[], options?: ComplianceOptions): Promise<ComplianceReport> =>
    auditCompliance(inPieces(await fileOf(items, asking.key)), options)
  const codes = ({ violations }: ComplianceReport): readonly string[] => violations.map(({ code }) => code)
  const startMs = clock.nowMs()
  /** Everything before is another test's. */
  const since = (): number => {
    clock.advance(400_000)
    return clock.nowMs()
  }

  it('finds nothing in what was allowed, whatever became of it, and says what it rests on', async () => {
    const settled = order(asking, berlin)
    await settled.settle()
    const stated = order(asking, berlin)
    await stated.state(stated.acknowledge())
    order(asking, boston, { dataClass: 'public' })
    await order(berlin, asking).settle()
    const report = await audit()
    expect(report).toMatchObject({ author: asking.party.peer, orders: 3, requests: 3, allowed: 3, byOwner: 0 })
    expect(report.violations).toEqual([])
    expect(report.disclosures.find(({ peer }) => peer === boston.party.peer)).toMatchObject({
      jurisdiction: 'US',
      orgId: 'boston',
      coop: toHex(coop.networkId),
      evidenceLevel: 1,
      dataClass: 'public',
      policies: [POLICY.digest],
      outcome: 'ordered',
      verdict: 'allowed',
      rules: expect.arrayContaining([expect.objectContaining({ layer: 'node', outcome: 'allowed' })]) as unknown,
    })
    expect(report.disclosures.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'ordered', 'ordered'])
  })

  it('finds an order that the policy forbids, and names the rule', async () => {
    const sinceMs = since()
    const { value } = order(asking, boston).order
    const report = await audit({ sinceMs })
    expect(codes(report)).toEqual(['not_allowed'])
    expect(report.violations[0]).toMatchObject({ orderId: toHex(value.orderId), peer: boston.party.peer })
    expect(report.violations[0]!.message).toContain('US')
    expect(report.disclosures[0]!.rules).toContainEqual({
      layer: 'node',
      rule: expect.stringContaining('patients') as unknown,
      outcome: 'denied',
    })
  })

  it('holds the request itself against where it went', async () => {
    const sinceMs = since()
    order(asking, boston, { dataClass: 'public', constraints: { tier: 'any', jurisdictions: ['EU'] } })
    expect(codes(await audit({ sinceMs }))).toEqual(['not_allowed'])
  })

  it.each<[what: string, asked: () => Asked]>([
    ['another peer', () => ({ chosen: berlin })],
    ['another time', () => ({ decidedAgoMs: ORDER_LIFE_MS + 1 })],
    ['another model', () => ({ model: 'ab'.repeat(32) })],
  ])('finds a decision that was about %s', async (what, asked) => {
    const sinceMs = since()
    order(asking, boston, { dataClass: 'public', ...asked() })
    const report = await audit({ sinceMs: sinceMs - 1_000 })
    expect(codes(report)).toContain('decision_differs')
    expect(report.violations.map(({ message }) => message).join()).toContain(what)
  })

  it('does not take the author at its word for what a group is', async () => {
    const sinceMs = since()
    order(asking, berlin)
    const signed = (members: readonly string[]) => (): ReadonlyMap<string, readonly string[]> =>
      new Map([['EU', members]])
    expect(codes(await audit({ sinceMs, groupsAt: signed(['FR', 'DE']) }))).toEqual([])
    for (const members of [['FR'], ['DE', 'FR', 'US'], []]) {
      expect(codes(await audit({ sinceMs, groupsAt: signed(members) }))).toEqual(['decision_differs'])
    }
  })

  it('counts what the owner asked for past all policies apart', async () => {
    const sinceMs = since()
    new Exchange(coop, asking, boston, { policyDecision: Buffer.from('{"chosenBy":"owner"}') })
    expect(await audit({ sinceMs })).toMatchObject({ orders: 1, allowed: 0, byOwner: 1, violations: [] })
  })

  it('looks at the period that it is asked for', async () => {
    const sinceMs = since()
    order(asking, berlin)
    const untilMs = since()
    order(asking, boston)
    expect(await audit({ sinceMs, untilMs })).toMatchObject({ orders: 1, violations: [] })
    expect(codes(await audit({ sinceMs }))).toEqual(['not_allowed'])
    expect((await audit({ sinceMs: startMs })).orders).toBeGreaterThan(5)
    expect(await audit({ sinceMs: clock.nowMs() + 1 })).toMatchObject({ orders: 0, disclosures: [] })
  })

  it('trusts the co-ops that it is told to', async () => {
    const sinceMs = since()
    order(asking, berlin)
    expect(codes(await audit({ sinceMs, trust: [new Uint8Array(32), coop.networkId] }))).toEqual([])
    expect(codes(await audit({ sinceMs, trust: [new Uint8Array(32)] }))).toEqual([
      'credential_invalid',
      'credential_invalid',
    ])
  })

  describe('of a log that its author has forged', () => {
    let items: readonly ExportItem[]
    let sinceMs: number

    beforeAll(async () => {
      sinceMs = since()
      order(asking, berlin)
      order(asking, boston, { dataClass: 'public' })
      await written()
      items = await exportedItems(asking.ledger)
    })

    const isNew = (record: ReceiptBundle): boolean => Number(readStored(ORDER, record.order).value.createdMs) >= sinceMs
    const changed = (change: (record: ReceiptBundle) => Partial<ReceiptBundle>): readonly ExportItem[] =>
      items.map((item) =>
        item.kind === 'order' && isNew(item.record)
          ? { ...item, record: { ...item.record, ...change(item.record) } }
          : item,
      )

    it('is in order before that', async () => {
      expect(codes(await auditOf(items, { sinceMs }))).toEqual([])
    })

    it('finds what is not signed by its author', async () => {
      const flipped = (bytes: Uint8Array): Uint8Array =>
        Uint8Array.from(bytes, (byte, at) => (at === 100 ? byte ^ 1 : byte))
      expect(
        new Set(
          codes(
            await auditOf(
              changed(({ order: bytes }) => ({ order: flipped(bytes) })),
              { sinceMs },
            ),
          ),
        ),
      ).toEqual(new Set(['order_invalid']))
    })

    it('finds credentials of somebody else beside an order', async () => {
      const other = testCoop({ nowMs: clock.nowMs() })
      for (const chain of [member('berlin', 'DE').chain, other.member({ key: berlin.key }).chain, null]) {
        expect(
          codes(
            await auditOf(
              changed(() => ({ provider: chain })),
              { sinceMs },
            ),
          ),
        ).toContain('credential_invalid')
      }
    })

    it('finds decisions and policies that are left out or exchanged', async () => {
      const isDocument = (item: ExportItem): boolean => item.kind === 'policyDecision'
      const isPolicy = (item: ExportItem): boolean =>
        item.kind === 'policyDecision' && Buffer.from(item.document).toString() === POLICY.text
      const without = items.filter((item) => !isDocument(item))
      const withoutPolicy = items.filter((item) => !isPolicy(item))
      const permissive = items.map((item) =>
        isPolicy(item) ? ({ kind: 'policyDecision', document: Buffer.from(PERMISSIVE.text) } as const) : item,
      )
      for (const forged of [without, withoutPolicy, permissive]) {
        expect(new Set(codes(await auditOf(forged, { sinceMs })))).toEqual(new Set(['decision_missing']))
      }
    })

    it('finds that the file was changed after it was sealed', async () => {
      const file = await fileOf(items, testKey())
      expect(codes(await auditCompliance(inPieces(file), { sinceMs }))).toEqual(['log_broken'])
      const cut = await fileOf(items, asking.key)
      expect(codes(await auditCompliance(inPieces(cut.subarray(0, cut.length - 10)), { sinceMs }))).toEqual([
        'log_broken',
      ])
    })

    it('finds an order that was signed anew for somewhere else', async () => {
      const elsewhere = changed(({ order: bytes }) => {
        const { value } = readStored(ORDER, bytes)
        const { chain, credentialDigest } = boston.party
        const moved = { ...value, provider: peerIdToBytes(boston.party.peer), providerCredential: credentialDigest }
        return { order: signStatement(ORDER, moved, asking.key).bytes, provider: chain }
      })
      expect(codes(await auditOf(elsewhere, { sinceMs }))).toEqual(
        expect.arrayContaining(['decision_differs', 'not_allowed']),
      )
    })
  })
})
