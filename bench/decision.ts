/**
 * What does it cost to decide who answers?
 *
 * Hypothesis: verdicts that are kept make policies nearly free, so that looking at each node once, with what was measured
 * of it, is all that a decision costs: below 20 µs for 4 peers, and about a microsecond for each further one. A demand that
 * nobody has made before costs a judgement of each node, several times as much.
 */
import type { Bench } from './harness/bench.js'
import { decisionCases, type DecisionCase } from './harness/decisions.js'
import { summarise, type Summary } from './harness/statistics.js'
import { decimals, table } from './harness/table.js'

/** Peers, and the most that 99 of 100 decisions with warm verdicts should take; reported, not enforced. */
const SIZES: readonly (readonly [peers: number, aimUs: number])[] = [
  [4, 20],
  [100, 200],
  [1_000, 1_000],
]
const WARM_UP = 2_000
/** Enough that one in a hundred is some dozens. */
const DECISIONS_PER_ROUND = 400

interface Measured {
  readonly peers: number
  readonly verdicts: DecisionCase['verdicts']
  /** µs */
  readonly summary: Summary
  readonly aimUs: number | undefined
}

export const decision: Bench = {
  question: 'What does it cost to decide who answers?',
  measure({ rounds, signal, progress }) {
    const measured: Measured[] = []
    for (const [peers, aimUs] of SIZES) {
      const cases = decisionCases(peers)
      const samples = cases.map((): number[] => [])
      progress(`${String(peers)} peers`)
      for (let i = 0; i < WARM_UP; i++) for (const { decide } of cases) decide()
      for (let round = 0; round < rounds; round++) {
        signal.throwIfAborted()
        for (const [index, { decide }] of cases.entries()) {
          for (let i = 0; i < DECISIONS_PER_ROUND; i++) samples[index]?.push(timeUs(decide))
        }
      }
      for (const [index, { verdicts }] of cases.entries()) {
        const summary = summarise(samples[index] ?? [])
        measured.push({ peers, verdicts, summary, aimUs: verdicts === 'warm' ? aimUs : undefined })
      }
    }
    return Promise.resolve({
      sections: [
        [
          'One decision: layers of node, API key and request, verdict and score of each node, and the best of them.',
          'warm: a demand made before; new: never made before; first: of a node that has judged nobody yet',
        ].join('\n'),
        decisionTable(measured),
      ],
      data: {
        settings: { rounds, warmUp: WARM_UP, decisionsPerRound: DECISIONS_PER_ROUND },
        units: { summary: 'µs' },
        measured,
      },
    })
  },
}

function timeUs(work: () => void): number {
  const startMs = performance.now()
  work()
  return 1_000 * (performance.now() - startMs)
}

function decisionTable(measured: readonly Measured[]): string {
  return table(
    ['peers', 'verdicts', 'median, µs', 'p95', 'p99', 'aim for p99'],
    measured.map(({ peers, verdicts, summary: { median, p95, p99 }, aimUs }) => [
      String(peers),
      verdicts,
      ...[median, p95, p99].map(decimals(1)),
      aimUs === undefined ? '' : String(aimUs),
    ]),
  )
}
