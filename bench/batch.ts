/**
 * How much of the speed of all nodes does a batch get?
 *
 * Hypothesis: lines go where a slot is free soonest at the speed that was measured, and the last ones to the fastest
 * nodes, so that a batch gets nine tenths of the sum of the nodes' speeds, and goes on with what is left when one dies. A
 * static split in equal shares waits for its slowest node: with one that is four times slower it gets 1 / 3.6 of eight.
 */
import { performance } from 'node:perf_hooks'
import type { Bench } from './harness/bench.js'
import { OUTPUT_TOKENS } from './harness/batch-lines.js'
import { BatchMesh, SLOTS, type Answered } from './harness/batch-mesh.js'
import { decimals, table } from './harness/table.js'

const LINES = { full: 1_000, quick: 100 }
/** Of the static split: its speed does not depend on how many, and it takes three times as long. Whole rounds of 8 nodes. */
const SPLIT_LINES = { full: 96, quick: 32 }
/** One node alone is asked for so long, and for no less than some rounds of its slots. */
const ALONE_MS = { full: 4_000, quick: 1_000 }
const LEAST_ROUNDS = 2
const SLOWER = 4
const CASES: readonly Case[] = [
  { nodes: 1, dies: false },
  { nodes: 2, dies: false },
  { nodes: 4, dies: false },
  { nodes: 4, dies: true },
  { nodes: 8, dies: false },
]
/**
 * Lines a second of all nodes of a case together, whatever their number: what a processor with little to spare answers
 * without being what the nodes wait for.
 */
const SUM = 25

export const batch: Bench = {
  question: 'How much of the speed of all nodes does a batch get?',
  async measure({ isQuick, signal, progress }) {
    const size = isQuick ? 'quick' : 'full'
    const results: Result[] = []
    for (const each of CASES) {
      signal.throwIfAborted()
      progress(nameOf(each).join(' '))
      results.push(await measure(each, size, signal))
    }
    return {
      sections: [
        resultTable(results),
        [
          `${String(LINES[size])} lines through \`sov-node batch run\` of a node that serves nothing, on a mesh that has answered nothing before; every line has one whole answer, or the bench fails`,
          `nodes with ${String(SLOTS)} slots, fake engines, ${String(OUTPUT_TOKENS)} tokens a line, paced so that all together answer ${String(SUM)} lines a second, whatever their number`,
          `alone: the speed of each node when no other is asked; static split: ${String(SPLIT_LINES[size])} lines in equal shares, each bound to one node, as many under way as it has slots`,
          `a node that dies is a process of its own, killed when half of the lines are answered; its part of the sum counts until then, and a static split never gets its lines answered`,
          'loop busy: of the time of the batch, that in which the one event loop of all nodes had work; near 100 % the processor was short, not the nodes',
        ].join('\n'),
      ],
      data: { settings: { slots: SLOTS, outputTokens: OUTPUT_TOKENS, sum: SUM, slower: SLOWER }, results },
    }
  },
}

interface Case {
  readonly nodes: number
  readonly dies: boolean
}

type Size = keyof typeof LINES

interface Result {
  readonly case: Case
  /** Milliseconds per token of each node. */
  readonly paces: readonly number[]
  /** Lines a second of each node by its pace. */
  readonly paced: readonly number[]
  /** Lines a second of each node alone. */
  readonly alone: readonly number[]
  readonly ours: Answered
  /** Of the time of that, the share in which the event loop of all nodes had work. */
  readonly busy: number
  /** Of the lines, those that the slow node answered. */
  readonly bySlow: number
  /** Undefined where a node dies. */
  readonly split: Answered | undefined
}

async function measure(measured: Case, size: Size, signal: AbortSignal): Promise<Result> {
  const paces = pacesOf(measured)
  const lines = LINES[size]
  const mesh = await BatchMesh.form({ paces, isFirstMortal: measured.dies, signal })
  try {
    const idle = performance.eventLoopUtilization()
    const ours = await mesh.answer([{ lines }], measured.dies ? { killAfter: lines / 2 } : {})
    const { utilization: busy } = performance.eventLoopUtilization(idle)
    const slow = mesh.serving.at(-1)
    const bySlow = measured.nodes === 1 ? 0 : ours.peers.filter((peer) => peer === slow).length
    const alone = await speedsAlone(mesh, paces, ALONE_MS[size])
    const share = SPLIT_LINES[size] / measured.nodes
    const shares = mesh.serving.map((only) => ({ lines: share, only }))
    const split = measured.dies ? undefined : await mesh.answer(shares, { parallel: SLOTS })
    const paced = paces.map((pace) => (SLOTS * 1_000) / (OUTPUT_TOKENS * pace))
    return { case: measured, paces, paced, alone, ours, busy, bySlow, split }
  } finally {
    await mesh.stop()
  }
}

/** The last is the slow one, the first the one that dies. */
function pacesOf({ nodes }: Case): readonly number[] {
  const slow = nodes === 1 ? 0 : 1
  const fastest = SUM / (nodes - slow + slow / SLOWER)
  const pace = Math.round((SLOTS * 1_000) / (OUTPUT_TOKENS * fastest))
  return Array.from({ length: nodes }, (_, node) => (node < nodes - slow ? pace : SLOWER * pace))
}

/** Nodes of one pace are the same: the last but one and the last tell the speed of all. */
async function speedsAlone(mesh: BatchMesh, paces: readonly number[], aloneMs: number): Promise<readonly number[]> {
  const speeds: number[] = []
  for (const [index, only] of mesh.serving.entries()) {
    if (index < paces.length - 2) continue
    const roundMs = OUTPUT_TOKENS * (paces[index] ?? NaN)
    const lines = SLOTS * Math.max(LEAST_ROUNDS, Math.round(aloneMs / roundMs))
    speeds.push(speedOf(await mesh.answer([{ lines, only }])))
  }
  const [first = NaN] = speeds
  return [...Array.from({ length: paces.length - speeds.length }, () => first), ...speeds]
}

const speedOf = ({ lines, seconds }: Answered): number => lines / seconds

/** Lines a second that the nodes could answer at most, one that dies counted for the lines before. */
function most(speeds: readonly number[], { lines, linesBeforeDeath = lines }: Answered): number {
  const left = lines - linesBeforeDeath
  return lines / (linesBeforeDeath / sum(speeds) + (left === 0 ? 0 : left / sum(speeds.slice(1))))
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

function nameOf({ nodes, dies }: Case): readonly string[] {
  const slow = nodes === 1 ? [] : [`one ${String(SLOWER)}x slower`]
  return [nodes === 1 ? '1 node' : `${String(nodes)} nodes`, [...slow, ...(dies ? ['one killed'] : [])].join(', ')]
}

function resultTable(results: readonly Result[]): string {
  const figure = decimals(1)
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
  return table(
    [
      '',
      '',
      'lines/s',
      'sum alone',
      'share',
      'sum of paces',
      'share',
      'by the slow one',
      'static split',
      'ratio',
      'loop busy',
    ],
    results.map(({ case: measured, paced, alone, ours, busy, bySlow, split }) => {
      const speed = speedOf(ours)
      return [
        ...nameOf(measured),
        figure(speed),
        figure(most(alone, ours)),
        percent(speed / most(alone, ours)),
        figure(most(paced, ours)),
        percent(speed / most(paced, ours)),
        measured.nodes === 1 ? '' : percent(bySlow / ours.lines),
        split === undefined ? '' : figure(speedOf(split)),
        split === undefined ? '' : decimals(2)(speed / speedOf(split)),
        percent(busy),
      ]
    }),
  )
}
