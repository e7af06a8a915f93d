/**
 * What does our engine cost on real models, beside the native one without it?
 *
 * Hypothesis: the engine is a process of its own, so each token crosses a channel, and text, stop strings and limits are
 * looked after on the way. That is some ten microseconds a token, a loss for a tiny model on one stream and nothing for a
 * model of a billion parameters. llama-server samples natively and pays no asynchronous hop per token, so it stays ahead
 * on small models with many streams.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { alternate } from './harness/alternate.js'
import { OUTPUT_TOKENS, type Path, type Run } from './harness/answer.js'
import { barePath } from './harness/bare-path.js'
import type { BenchOptions, BenchReport } from './harness/bench.js'
import { enginePath, loadEngine } from './harness/engine-path.js'
import { environment, heading } from './harness/environment.js'
import { startLlamaServer } from './harness/llama-server.js'
import { chatModels } from './harness/models.js'
import { Prompts } from './harness/prompts.js'
import { speeds, type Series } from './harness/series.js'
import { Worker } from './harness/worker.js'

const BARE = 'bare evaluate()'
const OURS = 'our engine'
const STREAMS = [1, 4, 8] as const
const WARM_UP = 1

/** Runs the bench; leaves no process and no file behind. */
export async function benchEngine(options: BenchOptions): Promise<BenchReport> {
  const { rounds, signal, progress, llamaServer } = options
  const folder = await mkdtemp(join(tmpdir(), 'sov-bench-'))
  try {
    const machine = await environment(folder)
    const measured: Record<string, Readonly<Record<string, readonly Series[]>>> = {}
    for (const modelPath of chatModels(options)) {
      const name = basename(modelPath, '.gguf')
      measured[name] = await measureModel(name, modelPath, { rounds, signal, progress, llamaServer })
    }
    const [loadAfter = 0] = loadavg()
    return {
      text: [
        heading('What does our engine cost on real models, beside the native one without it?', machine, loadAfter),
        `greedy, at most ${String(OUTPUT_TOKENS)} output tokens, one thread, new prompts, the same for every path; paths alternate`,
        ...(llamaServer === undefined ? ['llama-server is left out: no --llama-server FILE'] : []),
        ...Object.entries(measured).map(([name, cases]) => speeds(name, BARE, cases)),
      ].join('\n\n'),
      data: {
        bench: 'engine',
        environment: { ...machine, loadAfter },
        settings: { rounds, outputTokens: OUTPUT_TOKENS, streams: STREAMS, llamaServer },
        units: { firstTokenMs: 'ms', lastTokenMs: 'ms', endMs: 'ms', wallMs: 'ms' },
        measured,
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureModel(
  name: string,
  modelPath: string,
  { rounds, signal, progress, llamaServer }: Pick<BenchOptions, 'rounds' | 'signal' | 'progress' | 'llamaServer'>,
): Promise<Readonly<Record<string, readonly Series[]>>> {
  const cleanups: (() => Promise<unknown>)[] = []
  try {
    progress(`${name}: loading`)
    const worker = new Worker('bare-worker.js')
    cleanups.push(() => worker.stop())
    const engine = await loadEngine(modelPath)
    cleanups.push(() => engine.close())
    const paths: Path[] = [await barePath(BARE, worker, modelPath, true), enginePath(OURS, engine, OUTPUT_TOKENS, true)]
    if (llamaServer !== undefined) {
      const server = await startLlamaServer(llamaServer, modelPath, signal)
      cleanups.push(() => server.close())
      paths.push(server.path)
    }
    const prompts = new Prompts()
    const cases: Record<string, readonly Series[]> = {}
    for (const streams of STREAMS) {
      const label = streams === 1 ? '1 stream' : `${String(streams)} streams`
      progress(`${name}: ${label}`)
      const runs = await alternate({ paths, rounds, warmUp: WARM_UP, prompts: () => prompts.many(streams), signal })
      cases[label] = paths.map((path, index) => series(path, runs[index] ?? []))
    }
    return cases
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => console.error(error))
  }
}

function series({ name }: Path, runs: readonly Run[]): Series {
  return { path: name, short: runs, whole: runs }
}
