import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import { signerFromKey } from '../../src/identity/index.js'
import { auditCompliance } from '../../src/index.js'
import { ORDER, readStored, signStatement } from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { bytesOf, fileOf, inPieces, itemsIn } from '../helpers/exports.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'
import { Random } from '../spine/random.js'

const REQUESTS = process.env['SOV_TEST_SCALE'] === 'full' ? 1_000 : 200
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
const AT_ONCE = 8

const POLICY = JSON.stringify({
  version: 1,
  rules: [
    {
      name: 'patients',
      when: { data_class: ['personal'] },
      require: { coops: ['own'], jurisdiction: { group: 'EU' }, evidence_at_least: 1 },
    },
    { name: 'own lab', when: { data_class: ['internal'] }, require: { same_org: true } },
    { name: 'anything else', when: { data_class: ['public'] }, require: { coops: ['own'] } },
  ],
  default: 'deny',
})

function oneOf<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random.between(0, items.length))]!
}

describe('what a node has given to others', () => {
  let mesh: TestMesh
  let folder: string
  let engines: FakeEngine[]
  let nodes: readonly TestNode[]
  let asking: TestNode

  beforeEach(async () => {
    mesh = new TestMesh()
    folder = await mkdtemp(join(tmpdir(), 'sov-compliance-'))
    const policyPath = join(folder, 'policy.json')
    await writeFile(policyPath, POLICY)
    engines = ['DE', 'FR', 'US'].map(() => createFakeEngine({ clock: systemClock, outputTokens: 12, slots: 16 }))
    nodes = await mesh.form([
      { org: 'Ward', jurisdiction: 'DE', policyPath },
      ...['DE', 'FR', 'US'].map((jurisdiction, index) => ({
        org: jurisdiction === 'US' ? 'Hudson' : `Institute ${jurisdiction}`,
        jurisdiction,
        engines: [engines[index]!],
      })),
    ])
    asking = nodes[0]!
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** @returns how it ended. */
  async function ask(random: Random): Promise<string> {
    const cancel = new AbortController()
    const dataClass = oneOf(random, ['personal', 'public', 'internal', 'unheard-of', undefined])
    const jurisdictions = oneOf(random, [undefined, ['EU'], ['US', 'DE'], ['SE']])
    const cancelsAt = oneOf(random, [Infinity, Infinity, 0, 3])
    const demands = { tier: 'mesh' as const, ...(dataClass && { dataClass }), ...(jurisdictions && { jurisdictions }) }
    try {
      const { parts } = asking.node.scheduler.dispatch(
        {
          model: 'fake',
          messages: [{ role: 'user', content: `Question ${String(Math.floor(random.between(0, 5)))}` }],
          sampling: { ...GREEDY, maxOutputTokens: 12 },
          requests: [demands],
          allowFallbacks: oneOf(random, [true, false]),
        },
        { signal: cancel.signal },
      )
      let given = 0
      for await (const part of parts) {
        if (part.type !== 'delta') continue
        if (given >= cancelsAt) cancel.abort(new Error('the client is gone'))
        given += 1
      }
      return 'answered'
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'cancelled'
    }
  }

  it(`was allowed, whatever became of it, and a forged log is found out (seed ${String(SEED)})`, async () => {
    const random = new Random(SEED)
    const outcomes = new Map<string, number>()
    let left = REQUESTS
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        // Some engines die under what they have accepted, before or after its first token.
        const engine = oneOf(random, engines)
        engine.fault = oneOf(random, [
          undefined,
          undefined,
          { kind: 'crash', atToken: Math.floor(random.between(0, 8)) },
        ] as const)
        if (left === Math.floor(REQUESTS / 2)) void nodes[2]!.node.stop()
        const outcome = await ask(random)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect([...outcomes.values()].reduce((sum, count) => sum + count)).toBe(REQUESTS)
    for (const outcome of ['answered', 'cancelled', 'ERR_SOV_POLICY_DENIED', 'ERR_SOV_ENGINE_FAILED']) {
      expect([...outcomes.keys()]).toContain(outcome)
    }

    const { control } = asking.node
    await until('all orders are written', async () => (await control.auditLedger({})).findings.length === 0)
    const report = await control.auditCompliance({})
    expect(report.violations).toEqual([])
    expect(report.byOwner).toBe(0)
    expect(report.allowed).toBe(report.orders)
    expect(report.orders).toBeGreaterThan(REQUESTS / 4)
    for (const { jurisdiction, dataClass } of report.disclosures) {
      expect(['personal', 'public']).toContain(dataClass)
      if (dataClass === 'personal') expect(['DE', 'FR']).toContain(jurisdiction)
    }
    expect(new Set(report.disclosures.map(({ outcome }) => outcome))).toContain('ordered')

    // Its author signs one order anew, as if a patient's data had gone to the United States, and seals the log again.
    const key = signerFromKey(await readFile(join(asking.dataDir, 'identity.key'), 'utf8'))
    const items = await itemsIn(await bytesOf(control.exportLedger({})))
    const personal = report.disclosures.find(
      ({ dataClass, outcome }) => dataClass === 'personal' && outcome === 'answered',
    )
    const inTheUs = new Set(
      report.disclosures.flatMap(({ jurisdiction, orderId }) => (jurisdiction === 'US' ? [orderId] : [])),
    )
    const abroad = items
      .flatMap((item) => (item.kind === 'entry' && item.record.receipt !== null ? [item.record.receipt] : []))
      .find(({ order }) => inTheUs.has(Buffer.from(readStored(ORDER, order).value.orderId).toString('hex')))!
    const elsewhere = readStored(ORDER, abroad.order).value
    const forged = items.map((item) => {
      if (item.kind !== 'entry' || item.record.receipt === null) return item
      const { value } = readStored(ORDER, item.record.receipt.order)
      if (Buffer.from(value.orderId).toString('hex') !== personal!.orderId) return item
      const { provider, providerCredential } = elsewhere
      const order = signStatement(ORDER, { ...value, provider, providerCredential }, key).bytes
      return {
        ...item,
        record: { ...item.record, receipt: { ...item.record.receipt, order, provider: abroad.provider } },
      }
    })
    const { violations } = await auditCompliance(inPieces(await fileOf(forged, key)))
    expect(violations).toContainEqual(expect.objectContaining({ code: 'not_allowed', orderId: personal!.orderId }))
  })
})
