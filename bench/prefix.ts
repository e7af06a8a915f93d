/**
 * What does it gain to send a prompt where its beginning was read?
 *
 * Hypothesis: conversations that share a long beginning wait for it once per node with it, instead of at every turn that
 * lands somewhere else, so that the slow first tokens (p95) fall to about half of those of round robin; the median does
 * not get worse than where load alone decides, since load decides here too. An agent that sends its scaffold again with
 * each request has it read once.
 */
import { basename } from 'node:path'
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import type { Bench } from './harness/bench.js'
import { chatModels } from './harness/models.js'
import { PrefixMesh, ROUTERS, type Asked, type Message, type Router } from './harness/prefix-mesh.js'
import { summarise } from './harness/statistics.js'
import { decimals, table } from './harness/table.js'
import { Random } from '../test/spine/random.js'

const SESSIONS = 6
const TURNS = 3
const SCAFFOLD_CHARACTERS = 2_048
const TURN_CHARACTERS = 200
/** How long a session waits at most before it begins, and before each turn. */
const PAUSES_MS = { 'at once': 400, 'with pauses': 6_000 } as const
type Pace = keyof typeof PAUSES_MS
const SEEDS = [1, 2, 3] as const
const AGENT_REQUESTS = 8
/** Of the demo model's context most; the rest is for the question and the answer. */
const AGENT_CHARACTERS = 1_600

const WORDS =
  'the a node asks answers with when mesh reads its own prompt and writes so that every peer can hear it'.split(' ')

export const prefix: Bench = {
  question: 'What does it gain to send a prompt where its beginning was read?',
  async measure(setting) {
    const { isQuick, signal, progress } = setting
    const traces: Trace[] = []
    const seeds = isQuick ? SEEDS.slice(0, 1) : SEEDS
    // The context of the demo model is too short for three turns.
    const models = chatModels(setting).filter((path) => path !== DEMO_MODEL_PATH)
    const cases = [...FAKE_CASES, ...models.flatMap(realCases)]
    for (const trace of cases) {
      for (const router of ROUTERS) {
        const asked: Asked[] = []
        for (const seed of seeds) {
          signal.throwIfAborted()
          progress(`${named(trace)}, ${router}, seed ${String(seed)}`)
          asked.push(...(await conversations(router, seed, trace)))
        }
        traces.push({ ...trace, router, asked })
      }
    }
    const agents: Agent[] = []
    for (const order of ORDERS) {
      for (const router of ['ours', 'round robin'] as const) {
        signal.throwIfAborted()
        progress(`demo model, ${order}, ${router}`)
        agents.push({ order, router, asked: await agent({ order, router }) })
      }
    }
    return {
      sections: [
        [
          `${String(SESSIONS)} conversations of ${String(TURNS)} turns at 3 nodes with 2 slots over sockets; fake engines read a token in 1 ms and write one in 5 ms, real ones have one thread`,
          `at once: ${String(PAUSES_MS['at once'])} ms at most before a turn; with pauses: ${String(PAUSES_MS['with pauses'])} ms`,
          'All routers but ours name the node in the request; prefix only: where most of the prompt was read, else round robin.',
        ].join('\n'),
        traceTable(traces),
        agentTable(agents),
      ],
      data: { seeds, traces, agents },
    }
  },
}

interface Case {
  /** GGUF file; undefined: a fake engine. */
  readonly model: string | undefined
  /** Whether all conversations begin alike. */
  readonly isShared: boolean
  readonly pace: Pace
}

interface Answered {
  readonly router: Router
  readonly asked: readonly Asked[]
}

interface Agent extends Answered {
  readonly order: (typeof ORDERS)[number]
}

const ORDERS = ['one by one', 'at once'] as const

type Trace = Case & Answered

const FAKE_CASES: readonly Case[] = [true, false].flatMap((isShared) =>
  (['at once', 'with pauses'] as const).map((pace) => ({ model: undefined, isShared, pace })),
)

function realCases(model: string): readonly Case[] {
  return [true, false].map((isShared) => ({ model, isShared, pace: 'with pauses' }))
}

function named({ model, isShared, pace }: Case): string {
  const engine = model === undefined ? 'fake' : basename(model, '.gguf')
  return `${engine}, ${isShared ? 'one scaffold' : 'a scaffold each'}, ${pace}`
}

/** Six conversations of three turns at three nodes. */
async function conversations(router: Router, seed: number, { model, isShared, pace }: Case): Promise<Asked[]> {
  const mesh = await (model === undefined ? PrefixMesh.ofFakes(router, seed) : PrefixMesh.ofModels(model, router, seed))
  const random = new Random(seed)
  const text = (length: number): string => {
    let words = ''
    while (words.length < length) words += `${random.pick(WORDS)} `
    return words.slice(0, length)
  }
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, random.next() * PAUSES_MS[pace]))
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

/** Eight requests with the same instructions before each question. */
async function agent({ router, order }: Omit<Agent, 'asked'>): Promise<Asked[]> {
  const mesh = await PrefixMesh.ofModels(DEMO_MODEL_PATH, router, SEEDS[0])
  const scaffold = 'You may call tools: search, read, write. Answer with one call. '
  const content = scaffold.repeat(AGENT_CHARACTERS / scaffold.length)
  const ask = (request: number): Promise<Asked> => {
    const question: Message = { role: 'user', content: `Explain receipts, please (${String(request)}).` }
    return mesh.ask([{ role: 'system', content }, question])
  }
  const requests = Array.from({ length: AGENT_REQUESTS }, (_, request) => request)
  try {
    if (order === 'at once') return await Promise.all(requests.map(ask))
    const all: Asked[] = []
    for (const request of requests) all.push(await ask(request))
    return all
  } finally {
    await mesh.stop()
  }
}

function traceTable(traces: readonly Trace[]): string {
  return table(
    ['conversations', 'router', 'first token p50, ms', 'p95', 'p95 of round robin', 'prompt tokens read anew'],
    traces.map((trace) => {
      const { router, asked } = trace
      const p95 = (of: readonly Asked[]): number => summarise(of.map(({ firstTokenMs }) => firstTokenMs)).p95
      const roundRobin = traces.find((other) => named(other) === named(trace) && other.router === 'round robin')
      return [
        named(trace),
        router,
        summarise(asked.map(({ firstTokenMs }) => firstTokenMs)).median.toFixed(0),
        p95(asked).toFixed(0),
        roundRobin === undefined ? '' : (p95(asked) / p95(roundRobin.asked)).toFixed(2),
        `${percent(readAnew(asked), sum(asked.map(({ promptTokens }) => promptTokens)))} %`,
      ]
    }),
  )
}

function agentTable(agents: readonly Agent[]): string {
  return table(
    [
      'agent, demo model',
      'router',
      'prompt tokens',
      'read anew by the one that had most to',
      'by the others, mean',
      'first token p50, ms',
    ],
    agents.map(({ order, router, asked }) => {
      const [most = 0, ...others] = asked.map((each) => readAnew([each])).sort((a, b) => b - a)
      return [
        `${String(AGENT_REQUESTS)} requests, ${order}`,
        router,
        String(asked[0]?.promptTokens ?? 0),
        String(most),
        decimals(1)(sum(others) / others.length),
        decimals(0)(summarise(asked.map(({ firstTokenMs }) => firstTokenMs)).median),
      ]
    }),
  )
}

const readAnew = (asked: readonly Asked[]): number =>
  sum(asked.map(({ promptTokens, cachedTokens }) => promptTokens - cachedTokens))

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(0)
