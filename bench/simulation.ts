/**
 * How good are the choices of the scheduler in a mesh that is larger than any at hand?
 *
 * Hypothesis: with half of all requests bound to a region that cannot serve them, one node in ten lying and everybody
 * coming and going, who predicts times from what it has measured gets more answers out of the same machines, and the first
 * token sooner, than who takes turns, draws, or counts requests in flight. A burst spreads evenly over equals, and a slow
 * twin gets next to nothing. Deciding and telling each other offers cost in proportion to the peers: the first is cheap for
 * ten thousand, the second is not for one thousand.
 */
import { CHOOSERS } from '../test/sim/choosers.js'
import { CHURN_MODEL } from '../test/sim/churn.js'
import { LOSS_MODEL } from '../test/sim/geography.js'
import { offerLoad, type OfferLoad } from '../test/sim/offer-load.js'
import { Simulation, type Run, type SimulationInit } from '../test/sim/simulation.js'
import type { Bench, Findings } from './harness/bench.js'
import { costTable, errorTable, meshTable, offerTable, timeTable, type NamedRun } from './harness/simulated-tables.js'
import { twinTables, type TwinReport } from './harness/twin-cases.js'

const SEED = 1
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const MESH = { seed: SEED, nodes: 1_000, consumers: 4, view: 100, perSecond: 0.6 }
const QUICK_MESH = { seed: SEED, nodes: 100, consumers: 2, view: 60, perSecond: 0.15 }
const HOURS = 24
/** Of the same requests, for each way to choose. */
const COMPARED_HOURS = 3
/** Peers of one consumer, and for how long it asks. */
const SIZES: readonly (readonly [peers: number, minutes: number])[] = [
  [10, 10],
  [100, 10],
  [1_000, 10],
  [10_000, 4],
]
const OFFER_PEERS = [10, 100, 1_000]
/** A request that comes and goes every 20 s. */
const CHANGES_PER_SECOND = 0.1

export const simulation: Bench = {
  question: 'How good are the choices of the scheduler in a large mesh?',
  async measure({ isFull, isQuick, signal, progress }) {
    const { stackTraceLimit } = Error
    // Refusals by the ten thousand: most of the time would go into where each was made.
    Error.stackTraceLimit = 0
    try {
      progress('two nodes')
      const twins = await twinTables(SEED)
      const mesh = isQuick ? QUICK_MESH : MESH
      const hours = isQuick ? 2 : HOURS
      const compared = isQuick ? 0.5 : isFull ? HOURS : COMPARED_HOURS
      const simulate = async (name: string, init: SimulationInit): Promise<NamedRun> => {
        progress(`${name}: ${String(init.nodes)} nodes, ${(init.durationMs / HOUR_MS).toFixed(1)} h`)
        return { name, init, run: await new Simulation({ ...init, signal }).run() }
      }
      const runs: NamedRun[] = []
      for (const [name, chooser] of Object.entries(CHOOSERS)) {
        runs.push(await simulate(name, { ...mesh, durationMs: compared * HOUR_MS, chooser }))
      }
      const day = await simulate('sov-node', { ...mesh, durationMs: hours * HOUR_MS })
      const sizes: NamedRun[] = []
      for (const [nodes, minutes] of isQuick ? SIZES.slice(0, 3) : SIZES) {
        const init = { seed: SEED, nodes, consumers: 1, view: nodes, perSecond: 0.5, durationMs: minutes * MINUTE_MS }
        sizes.push(await simulate('sov-node', init))
      }
      const offers: OfferLoad[] = []
      for (const peers of isQuick ? OFFER_PEERS.slice(0, 2) : OFFER_PEERS) {
        progress(`offers of ${String(peers)} peers`)
        offers.push(await offerLoad(SEED, peers, CHANGES_PER_SECOND))
      }
      return report({ twins, runs, day, sizes, offers })
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  },
}

interface Measured {
  readonly twins: TwinReport
  readonly runs: readonly NamedRun[]
  readonly day: NamedRun
  readonly sizes: readonly NamedRun[]
  readonly offers: readonly OfferLoad[]
}

function report({ twins, runs, day, sizes, offers }: Measured): Findings {
  const { nodes, consumers, view, perSecond } = day.init
  const sections = [
    `seed ${String(SEED)}`,
    twins.text,
    [
      `${String(nodes)} virtual nodes in 7 regions, one in ten a liar; ${String(consumers)} of them ask, each connected with ${String(view)};`,
      `${String(perSecond)} requests/s on the average of the day, half of them for Oslo alone, which cannot serve them. Real: scheduler,`,
      'directory with signed offers, policies, admission, queue, standing, prices. Virtual: network, engines, settlement, membership.',
      'Nodes that only serve keep no directory; they sign an offer at every change of their load and every 55 s, and pass none on.',
      'Liars in equal parts: four times the slots, idle and eight times as slow; refuses all; accepts and stalls; stalls halfway.',
      CHURN_MODEL,
      LOSS_MODEL,
    ].join('\n'),
    `The same ${hoursOf(runs[0])} for each way to choose; the baselines replace the score alone\n${meshTable(runs)}`,
    `Time to the first token, s, of those that came to one\n${timeTable(runs)}`,
    `How requests without a whole answer ended\n${errorTable(runs)}`,
    `sov-node for ${hoursOf(day)}\n${meshTable([day])}\n\n${timeTable([day])}\n\n${errorTable([day])}`,
    [
      `Every request ended once, with the right tokens, all of them settled: ${soundness([...runs, day, ...sizes])}`,
      `Digest of attempts and ends of the day: ${day.run.digest}`,
    ].join('\n'),
    `What a decision costs: model looked up, every peer judged and scored, µs\n${costTable(sizes)}`,
    `What telling each other offers costs one node, with ${String(CHANGES_PER_SECOND)} changes of load a second at each\n${offerTable(offers)}`,
  ]
  return {
    sections,
    data: {
      twins: twins.data,
      runs: [...runs, day, ...sizes].map(summaryOf),
      offers,
    },
  }
}

function hoursOf(named: NamedRun | undefined): string {
  return `${((named?.init.durationMs ?? 0) / HOUR_MS).toFixed(1)} h`
}

function soundness(runs: readonly NamedRun[]): string {
  const wrong = runs.flatMap(({ name, run: { faults, violations } }) =>
    [...faults, ...violations].map((what) => `${name}: ${what}`),
  )
  const attempts = runs.reduce((sum, { run }) => sum + run.ended.reduce((all, { attempts }) => all + attempts, 0), 0)
  if (wrong.length > 0) return `no: ${wrong.slice(0, 5).join('; ')}`
  return `yes; of ${String(attempts)} attempts none went to a node that may not answer`
}

function summaryOf({ name, init, run }: NamedRun): unknown {
  const { started, faults, violations, departures, freezes, wallMs, digest } = run
  const { seed, nodes, consumers, view, durationMs, perSecond } = init
  return {
    name,
    settings: { seed, nodes, consumers, view, durationMs, perSecond },
    ...{ started, faults, violations, departures, freezes, wallMs, digest },
    ended: run.ended.map(({ asked, ...outcome }: Run['ended'][number]) => ({
      ...outcome,
      number: asked.number,
      demand: asked.demand.name,
    })),
  }
}
