/**
 * What does each step on the way of a request cost?
 *
 * Hypothesis: on one machine the local API adds about a millisecond before the first token, one libp2p hop a few more
 * (order, accept and prompt are two round trips with signatures), and the receipt delays the end of the stream by two
 * synced writes; between tokens both cost far less than a token of even a tiny model, so that tokens per second stay
 * close to the bare loop.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import { systemClock } from '../src/clock.js'
import { createFakeEngine } from '../src/engine/fake/index.js'
import { createLlamaEngine, type LlamaEngine } from '../src/engine/llama/index.js'
import { alternate } from './harness/alternate.js'
import { CONTEXT_TOKENS, OUTPUT_TOKENS, STREAMS, type AnswerTimes, type Path, type Run } from './harness/answer.js'
import { barePath } from './harness/bare-path.js'
import { enginePath } from './harness/engine-path.js'
import { environment, type Environment } from './harness/environment.js'
import { httpPath, type HttpPath, type HttpPathInit } from './harness/http-path.js'
import { FAKE_MODEL, startMesh } from './harness/mesh.js'
import { Prompts } from './harness/prompts.js'
import { summarise } from './harness/statistics.js'
import { decimals, signedDecimals, spread, spreadHead, table } from './harness/table.js'
import { Worker } from './harness/worker.js'

const BARE = 'bare evaluate()'
const DIRECT = 'direct engine'
const LOCAL = 'local API'
const HOP = 'one libp2p hop'
/** A compiler needs hundreds of requests to settle, a model needs one. */
const FAKE_WARM_UP = 150
const MODEL_WARM_UP = 3
/** Requests to the fake engine per round of the real one: they take a tenth of the time and spread more. */
const FAKE_REQUESTS_PER_ROUND = 10
const SINGLE_REQUESTS_PER_ROUND = 2

export interface BenchOptions {
  /** Bursts of STREAMS requests per path; single requests are a multiple of them. */
  readonly rounds: number
  /** Ends the bench between two requests. */
  readonly signal: AbortSignal
  /** Told what is being done now. */
  readonly progress: (what: string) => void
}

export interface BenchReport {
  readonly text: string
  /** All samples and what they were taken with; JSON. */
  readonly data: unknown
}

/** Runs the bench; leaves no process and no file behind. */
export async function benchPath({ rounds, signal, progress }: BenchOptions): Promise<BenchReport> {
  const cleanups: (() => Promise<unknown>)[] = []
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sov-bench-'))
    cleanups.push(() => rm(folder, { recursive: true, force: true }))
    const machine = await environment(folder)

    progress('starting two nodes and two engines')
    const spawn = (entry: string): Worker => {
      const worker = new Worker(entry)
      cleanups.push(() => worker.stop())
      return worker
    }
    const nodes = { provider: spawn('node-worker.js'), consumer: spawn('node-worker.js') }
    const mesh = await startMesh(nodes, folder, DEMO_MODEL_PATH)
    const bare = await barePath(BARE, spawn('bare-worker.js'), DEMO_MODEL_PATH)
    const engine = await loadEngine()
    cleanups.push(() => engine.close())
    const fake = createFakeEngine({ clock: systemClock, slots: STREAMS, outputTokens: OUTPUT_TOKENS })
    const overHttp = (init: HttpPathInit): HttpPath => {
      const path = httpPath(init)
      cleanups.push(() => path.close())
      return path
    }
    const overNodes = (model: string): Path[] => [
      overHttp({ name: LOCAL, api: mesh.provider, model, tier: 'local' }),
      overHttp({ name: HOP, api: mesh.consumer, model, tier: 'mesh' }),
    ]
    const fakePaths = [enginePath(DIRECT, fake), ...overNodes(FAKE_MODEL)]
    const modelPaths = [bare, enginePath(DIRECT, engine), ...overNodes(mesh.model)]
    const questions = new Prompts()

    progress('fake engine, one stream')
    const fakeSingles = await alternate({
      paths: fakePaths,
      rounds: rounds * FAKE_REQUESTS_PER_ROUND,
      warmUp: FAKE_WARM_UP,
      prompts: () => questions.one(),
      signal,
    })
    progress(`${mesh.model}, one stream`)
    const modelSingles = await alternate({
      paths: modelPaths,
      rounds: rounds * SINGLE_REQUESTS_PER_ROUND,
      warmUp: MODEL_WARM_UP,
      prompts: () => questions.one(),
      signal,
    })
    progress(`${mesh.model}, ${String(STREAMS)} streams`)
    const modelBursts = await alternate({
      paths: modelPaths,
      rounds,
      warmUp: MODEL_WARM_UP,
      prompts: () => questions.forAllStreams(),
      signal,
    })
    const { load: loadAfter } = await environment(folder)
    const model = `${mesh.model}, ${engine.name}, ${String(engine.threads)} thread`

    return {
      text: [
        heading(machine, loadAfter, model),
        delays('Fake engine at zero delay, one stream', fakeSingles),
        delays(`${model}, one stream`, modelSingles),
        speeds(`${model}, speed`, { '1 stream': modelSingles, [`${String(STREAMS)} streams`]: modelBursts }),
      ].join('\n\n'),
      data: {
        bench: 'path',
        environment: { ...machine, loadAfter },
        settings: { rounds, outputTokens: OUTPUT_TOKENS, streams: STREAMS, contextTokens: CONTEXT_TOKENS, model },
        units: { firstTokenMs: 'ms', lastTokenMs: 'ms', endMs: 'ms', wallMs: 'ms' },
        fakeOneStream: Object.fromEntries(fakeSingles),
        modelOneStream: Object.fromEntries(modelSingles),
        modelAllStreams: Object.fromEntries(modelBursts),
      },
    }
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

async function loadEngine(): Promise<LlamaEngine> {
  const [content, { size, mtimeMs }] = await Promise.all([readFile(DEMO_MODEL_PATH), stat(DEMO_MODEL_PATH)])
  return createLlamaEngine({
    file: {
      path: DEMO_MODEL_PATH,
      sha256: createHash('sha256').update(content).digest(),
      sizeBytes: size,
      modifiedMs: mtimeMs,
    },
    name: 'direct',
    clock: systemClock,
    options: { gpu: 'cpu', threads: 1, slots: STREAMS, contextTokens: CONTEXT_TOKENS },
  })
}

function heading({ node, system, cpu, cores, load, syncMs }: Environment, loadAfter: number, model: string): string {
  return [
    'What does each step on the way of a request cost?',
    `${node}, ${system}, ${String(cores)} cores of ${cpu}, load ${load.toFixed(1)} before and ${loadAfter.toFixed(1)} after`,
    `1 KiB synced to the disk of the data directories: ${syncMs.toFixed(2)} ms`,
    `${model}; greedy, ${String(OUTPUT_TOKENS)} output tokens, new prompts, the same for every path; paths alternate`,
    'added: difference to the direct engine in the same round; of bare: ratio to bare evaluate() in the same round',
  ].join('\n')
}

type Runs = ReadonlyMap<string, readonly Run[]>

interface Measure {
  readonly name: string
  readonly digits: number
  of(answer: AnswerTimes): number
}

const DELAYS: readonly Measure[] = [
  { name: 'first token, ms', digits: 2, of: ({ firstTokenMs }) => firstTokenMs },
  {
    name: 'per token, µs',
    digits: 0,
    of: ({ firstTokenMs, lastTokenMs, outputTokens }) => (1_000 * (lastTokenMs - firstTokenMs)) / (outputTokens - 1),
  },
  { name: 'last token to end, ms', digits: 2, of: ({ lastTokenMs, endMs }) => endMs - lastTokenMs },
]

/** What delays a single stream, and by how much more than the direct engine. */
function delays(title: string, runs: Runs): string {
  const answersOf = (name: string): AnswerTimes[] => (runs.get(name) ?? []).flatMap(({ answers }) => answers)
  const direct = answersOf(DIRECT)
  const rows = DELAYS.flatMap(({ name, digits, of }) =>
    [...runs.keys()].map((path, index) => {
      const values = answersOf(path).map(of)
      const added = values.map((value, round) => value - direct.map(of)[round]!)
      return [
        index === 0 ? name : '',
        path,
        ...spread(summarise(values), decimals(digits)),
        ...(path === DIRECT ? [] : spread(summarise(added), signedDecimals(digits))),
      ]
    }),
  )
  const head = ['', '', ...spreadHead('median'), ...spreadHead('added')]
  return `${title}, ${String(direct.length)} requests per path\n${table(head, rows)}`
}

/** Output tokens of all streams per second, from the first request to the end of the last stream. */
function speeds(title: string, cases: Readonly<Record<string, Runs>>): string {
  const rows = Object.entries(cases).flatMap(([name, runs]) => {
    const bare = (runs.get(BARE) ?? []).map(tokensPerSecond)
    return [...runs].map(([path, own], index) => {
      const values = own.map(tokensPerSecond)
      const ratios = values.map((value, round) => value / bare[round]!)
      return [
        index === 0 ? `${name}, tokens/s` : '',
        path,
        ...spread(summarise(values), decimals(0)),
        ...(path === BARE ? [] : spread(summarise(ratios), decimals(2))),
      ]
    })
  })
  return `${title}\n${table(['', '', ...spreadHead('median'), ...spreadHead('of bare')], rows)}`
}

function tokensPerSecond({ answers, wallMs }: Run): number {
  return (1_000 * answers.reduce((sum, { outputTokens }) => sum + outputTokens, 0)) / wallMs
}
