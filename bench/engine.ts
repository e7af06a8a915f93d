/**
 * What does our engine cost on real models, beside the native one without it?
 *
 * Hypothesis: the engine is a process of its own, so each token crosses a channel, and text, stop strings and limits are
 * looked after on the way. That is some ten microseconds a token, a loss for a tiny model on one stream and nothing for a
 * model of a billion parameters. llama-server samples natively and pays no asynchronous hop per token, so it stays ahead
 * on small models with many streams.
 */
import { basename } from 'node:path'
import { alternate } from './harness/alternate.js'
import { OUTPUT_TOKENS, type Path, type Run } from './harness/answer.js'
import { barePath } from './harness/bare-path.js'
import type { Bench, BenchSetting } from './harness/bench.js'
import { enginePath, loadEngine } from './harness/engine-path.js'
import { startLlamaServer } from './harness/llama-server.js'
import { chatModels } from './harness/models.js'
import { Prompts } from './harness/prompts.js'
import { speeds, type Series } from './harness/series.js'

const BARE = 'bare evaluate()'
const OURS = 'our engine'
const STREAMS = [1, 4, 8] as const
const WARM_UP = 1

export const engine: Bench = {
  question: 'What does our engine cost on real models, beside the native one without it?',
  async measure(setting) {
    const { rounds, llamaServer } = setting
    const measured: Record<string, Readonly<Record<string, readonly Series[]>>> = {}
    for (const modelPath of chatModels(setting)) {
      const name = basename(modelPath, '.gguf')
      measured[name] = await measureModel(name, modelPath, setting)
    }
    return {
      sections: [
        `greedy, at most ${String(OUTPUT_TOKENS)} output tokens, one thread, new prompts, the same for every path; paths alternate`,
        ...(llamaServer === undefined ? ['llama-server is left out: no --llama-server FILE'] : []),
        ...Object.entries(measured).map(([name, cases]) => speeds(name, BARE, cases)),
      ],
      data: {
        settings: { rounds, outputTokens: OUTPUT_TOKENS, streams: STREAMS, llamaServer },
        units: { firstTokenMs: 'ms', lastTokenMs: 'ms', endMs: 'ms', wallMs: 'ms' },
        measured,
      },
    }
  },
}

async function measureModel(
  name: string,
  modelPath: string,
  { rounds, signal, progress, llamaServer, spawn, afterwards }: BenchSetting,
): Promise<Readonly<Record<string, readonly Series[]>>> {
  progress(`${name}: loading`)
  const bare = await barePath(BARE, spawn('bare-worker.js'), modelPath, true)
  const loaded = await loadEngine(modelPath)
  afterwards(() => loaded.close())
  const paths: Path[] = [bare, enginePath(OURS, loaded, OUTPUT_TOKENS, true)]
  if (llamaServer !== undefined) {
    const server = await startLlamaServer(llamaServer, modelPath, signal)
    afterwards(() => server.close())
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
}

function series({ name }: Path, runs: readonly Run[]): Series {
  return { path: name, short: runs, whole: runs }
}
