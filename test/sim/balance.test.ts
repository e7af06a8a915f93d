import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreditLines, Standing } from '../../src/ledger/index.js'
import { DEFAULT_CREDIT_LIMIT } from '../../src/limits.js'
import { jain } from './fairness.js'
import { VirtualMesh, type VirtualMeshInit, type VirtualOrganisation } from './virtual-mesh.js'

const IS_FULL = process.env['SOV_TEST_SCALE'] === 'full'
const SEED = Number(process.env['SOV_TEST_SEED'] ?? 1)
const HOUR_MS = 3_600_000
const KEYS = 1_000
const ORGANISATIONS = IS_FULL ? 20 : 10
/** A day under the default limit, or an hour under one of some minutes of a slot. */
const HOURS = IS_FULL ? 24 : 1
const LINES: CreditLines = IS_FULL
  ? { creditLimit: 0n, startingLine: 0n }
  : { creditLimit: DEFAULT_CREDIT_LIMIT / 12n, startingLine: DEFAULT_CREDIT_LIMIT / 120n }
const LIMIT = Number(LINES.creditLimit || DEFAULT_CREDIT_LIMIT)

/** As if there were no balances. */
const noConsequence = (): Standing => ({ priority: 1, isAtLimit: false })

interface Run {
  readonly mesh: VirtualMesh
  readonly labs: readonly VirtualOrganisation[]
}

/** Organisations that serve, and ask for more than all of them can serve. */
function labsIn(standing: VirtualMeshInit['standing'], slotsOf: (index: number) => number = () => 2): Run {
  const mesh = new VirtualMesh({ seed: SEED, lines: LINES, ...(standing === undefined ? {} : { standing }) })
  const labs = Array.from({ length: ORGANISATIONS }, (_, index) =>
    mesh.add({ name: `lab-${String(index)}`, slots: slotsOf(index), clients: 12 }),
  )
  return { mesh, labs }
}

async function run({ mesh, labs }: Run): Promise<void> {
  await mesh.run(HOURS * HOUR_MS)
  expect(labs.map(({ admitted }) => admitted)).toEqual(labs.map(() => 0))
}

function print(title: string, rows: Readonly<Record<string, string>>): void {
  const lines = Object.entries(rows).map(([name, value]) => `  ${name}: ${value}`)
  console.log(
    [`${title} (seed ${String(SEED)}, ${String(HOURS)} h, ${String(ORGANISATIONS)} labs)`, ...lines].join('\n'),
  )
}

const percent = (part: number): string => `${(100 * part).toFixed(2)} %`
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The part of all work that went to these. */
function shareOf(organisations: readonly VirtualOrganisation[], { mesh }: Run): number {
  const all = mesh.organisations.map(({ tally }) => tally.received)
  return sum(organisations.map(({ tally }) => tally.received)) / sum(all)
}

describe('the consequence of a balance, simulated', { timeout: 3_600_000 }, () => {
  // Refusals by the hundred thousand: most of the time would go into where each was made.
  const { stackTraceLimit } = Error
  beforeAll(() => {
    Error.stackTraceLimit = 0
  })
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit
  })

  it('leaves a pure consumer with 1,000 keys less than 5 % of a saturated mesh', async () => {
    const flooded = async (standing?: () => Standing): Promise<{ run: Run; consumer: VirtualOrganisation }> => {
      const scenario = labsIn(standing)
      const consumer = scenario.mesh.add({ name: 'consumer', slots: 0, clients: KEYS })
      await run(scenario)
      return { run: scenario, consumer }
    }
    const real = await flooded()
    const without = await flooded(noConsequence)
    const share = shareOf([real.consumer], real.run)
    const { received, spare, answers, refusals } = real.consumer.tally
    const owed = real.run.labs.map((lab) => lab.debt('consumer'))
    print('a pure consumer with 1,000 keys', {
      'share of the work': percent(share),
      'of it spare capacity': percent(spare / received),
      'without a consequence': percent(shareOf([without.consumer], without.run)),
      answers: String(answers),
      refusals: String(refusals),
    })
    expect(share).toBeLessThan(0.05)
    expect(share).toBeLessThan(shareOf([without.consumer], without.run) / 3)
    // What it owes beyond the limit it got while nobody waited.
    expect(sum(owed.map(Number)) - spare).toBeLessThanOrEqual(LIMIT * ORGANISATIONS)
  })

  it('gives two organisations nothing for work that they only sign for each other', async () => {
    const colluding = async (fakeCharge: bigint): Promise<{ run: Run; pair: VirtualOrganisation[] }> => {
      const scenario = labsIn(undefined)
      const pair = ['one', 'two'].map((name) => scenario.mesh.add({ name, slots: 0, clients: 50 }))
      const [one, two] = pair as [VirtualOrganisation, VirtualOrganisation]
      one.book(two, 'provider', fakeCharge)
      two.book(one, 'consumer', fakeCharge)
      await run(scenario)
      return { run: scenario, pair }
    }
    const honest = await colluding(0n)
    const faking = await colluding(10n ** 15n)
    const gains = faking.run.labs.flatMap((lab) => faking.pair.map(({ init }) => Number(lab.debt(init.name)) / LIMIT))
    const spare = sum(faking.pair.map(({ tally }) => tally.spare))
    print('two organisations that sign for each other', {
      'share of the work': percent(shareOf(faking.pair, faking.run)),
      'share without signing': percent(shareOf(honest.pair, honest.run)),
      'largest debt at one lab, in credit lines': Math.max(...gains).toFixed(3),
    })
    expect(faking.pair.map(({ tally }) => tally)).toEqual(honest.pair.map(({ tally }) => tally))
    expect(sum(gains) * LIMIT - spare).toBeLessThanOrEqual(LIMIT * gains.length)
  })

  it('gives back to organisations what they give, more evenly than a queue without balances', async () => {
    const indices = []
    for (const standing of [undefined, noConsequence]) {
      const scenario = labsIn(standing, (index) => 1 + (index % 3))
      await run(scenario)
      indices.push(jain(scenario.labs.map(({ tally }) => tally.received / tally.contributed)))
    }
    const [real, without] = indices as [number, number]
    print('Jain fairness of work received by work given', {
      'with balances': real.toFixed(4),
      'without a consequence': without.toFixed(4),
    })
    expect(real).toBeGreaterThan(0.95)
    expect(real).toBeGreaterThan(without)
  })
})
