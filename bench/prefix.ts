/**
 * What does it gain to send a prompt where its beginning was read?
 *
 * Hypothesis: conversations that share a long beginning wait for it once per node with it, instead of at every turn that
 * lands somewhere else, so that the slow first tokens (p95) fall to about half of those of round robin; the median does
 * not get worse than where load alone decides, since load decides here too. An agent that sends its scaffold again with
 * each request has it read once.
 */
import { loadavg, tmpdir } from 'node:os'
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import type { BenchOptions, BenchReport } from './harness/bench.js'
import { environment, type Environment } from './harness/environment.js'
import { PrefixMesh, ROUTERS, type Asked, type Message, type Router } from './harness/prefix-mesh.js'
import { summarise } from './harness/statistics.js'
import { decimals, table } from './harness/table.js'
import { Random } from '../test/spine/random.js'

const SESSIONS = 6
const TURNS = 3
const SCAFFOLD_CHARACTERS = 2_048
const TURN_CHARACTERS = 200
/** Sessions begin, and go on, within so long of each other. */
const PAUSE_MS = 400
const SEEDS = [1, 2, 3]
const AGENT_REQUESTS = 8
/** Of the demo model's context most; the rest is for the question and the answer. */
const AGENT_CHARACTERS = 1_600

/** Runs the bench. */
export async function benchPrefix({ isQuick, signal, progress }: BenchOptions): Promise<BenchReport> {
  const machine = await environment(tmpdir())
  const traces: Trace[] = []
  const seeds = isQuick ? SEEDS.slice(0, 1) : SEEDS
  for (const isShared of [true, false]) {
    for (const router of ROUTERS) {
      const asked: Asked[] = []
      for (const seed of seeds) {
        signal.throwIfAborted()
        progress(`${isShared ? 'one scaffold' : 'a scaffold each'}, ${router}, seed ${String(seed)}`)
        asked.push(...(await conversations(router, seed, isShared)))
      }
      traces.push({ isShared, router, asked })
    }
  }
  const agents: Trace[] = []
  for (const router of ['ours', 'round robin'] as const) {
    signal.throwIfAborted()
    progress(`demo model, ${router}`)
    agents.push({ isShared: true, router, asked: await agent(router) })
  }
  const [loadAfter = 0] = loadavg()
  return {
    text: [heading(machine, loadAfter), traceTable(traces), agentTable(agents)].join('\n\n'),
    data: { bench: 'prefix', environment: { ...machine, loadAfter }, seeds, traces, agents },
  }
}

interface Trace {
  readonly isShared: boolean
  readonly router: Router
  readonly asked: readonly Asked[]
}

/** Six conversations of three turns at three nodes that read a token in a millisecond. */
async function conversations(router: Router, seed: number, isShared: boolean): Promise<Asked[]> {
  const mesh = await PrefixMesh.ofFakes(router, seed)
  const random = new Random(seed)
  const text = (length: number): string => {
    let words = ''
    while (words.length < length) words += `${Math.floor(random.next() * 36 ** 5).toString(36)} `
    return words.slice(0, length)
  }
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, random.next() * PAUSE_MS))
  const common = text(SCAFFOLD_CHARACTERS)
  const converse = async (): Promise<Asked[]> => {
    const messages: Message[] = [{ role: 'system', content: isShared ? common : text(SCAFFOLD_CHARACTERS) }]
    const all: Asked[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      await pause()
      messages.push({ role: 'user', content: text(TURN_CHARACTERS) })
      const asked = await mesh.ask(messages)
      messages.push({ role: 'assistant', content: asked.text })
      all.push(asked)
    }
    return all
  }
  try {
    return (await Promise.all(Array.from({ length: SESSIONS }, converse))).flat()
  } finally {
    await mesh.stop()
  }
}

/** Eight requests, one after the other, with the same instructions before each question. */
async function agent(router: Router): Promise<Asked[]> {
  const mesh = await PrefixMesh.ofModels(DEMO_MODEL_PATH, router)
  const scaffold = 'You may call tools: search, read, write. Answer with one call. '
  const content = scaffold.repeat(AGENT_CHARACTERS / scaffold.length)
  const all: Asked[] = []
  try {
    for (let request = 0; request < AGENT_REQUESTS; request++) {
      const question: Message = { role: 'user', content: `Explain receipts, please (${String(request)}).` }
      all.push(await mesh.ask([{ role: 'system', content }, question]))
    }
    return all
  } finally {
    await mesh.stop()
  }
}

function traceTable(traces: readonly Trace[]): string {
  return table(
    ['scaffold', 'router', 'first token p50, ms', 'p95', 'p95 of round robin', 'prompt tokens read anew'],
    traces.map(({ isShared, router, asked }) => {
      const p95 = (of: readonly Asked[]): number => summarise(of.map(({ firstTokenMs }) => firstTokenMs)).p95
      const roundRobin = traces.find((other) => other.isShared === isShared && other.router === 'round robin')
      return [
        isShared ? 'one' : 'each its own',
        router,
        summarise(asked.map(({ firstTokenMs }) => firstTokenMs)).median.toFixed(0),
        p95(asked).toFixed(0),
        roundRobin === undefined ? '' : (p95(asked) / p95(roundRobin.asked)).toFixed(2),
        `${percent(readAnew(asked), sum(asked.map(({ promptTokens }) => promptTokens)))} %`,
      ]
    }),
  )
}

function agentTable(agents: readonly Trace[]): string {
  return table(
    [
      'agent, demo model',
      'router',
      'prompt tokens',
      'read anew by the first',
      'by the others, mean',
      'first token of those, ms',
    ],
    agents.map(({ router, asked: [first, ...others] }) => [
      `${String(AGENT_REQUESTS)} requests`,
      router,
      String(first?.promptTokens ?? 0),
      String(first === undefined ? 0 : readAnew([first])),
      decimals(1)(readAnew(others) / others.length),
      decimals(0)(summarise(others.map(({ firstTokenMs }) => firstTokenMs)).median),
    ]),
  )
}

const readAnew = (asked: readonly Asked[]): number =>
  sum(asked.map(({ promptTokens, cachedTokens }) => promptTokens - cachedTokens))

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(0)

function heading({ node, system, cpu, cores, load }: Environment, loadAfter: number): string {
  return [
    'What does it gain to send a prompt where its beginning was read?',
    `${node}, ${system}, ${String(cores)} cores of ${cpu}, load ${load.toFixed(1)} before and ${loadAfter.toFixed(1)} after`,
    `${String(SESSIONS)} conversations of ${String(TURNS)} turns at 3 nodes with 2 slots over sockets; fake engines read a token in 1 ms and write one in 5 ms`,
    'All routers but ours name the node in the request; prefix only: where most of the prompt was read, else round robin.',
  ].join('\n')
}
