/** Runs a bench: `npm run bench -- path|hop|ledger|decision|prefix|batch|simulation|failover|saturation|engine [--rounds N] [--quick] [--full] [--json FILE]`. Benches report, they never gate. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runBench, type Bench } from './harness/bench.js'
import { batch } from './batch.js'
import { decision } from './decision.js'
import { engine } from './engine.js'
import { failover } from './failover.js'
import { hop } from './hop.js'
import { ledger } from './ledger.js'
import { path } from './path.js'
import { saturation } from './saturation.js'
import { prefix } from './prefix.js'
import { simulation } from './simulation.js'

const BENCHES: Readonly<Record<string, Bench>> = {
  path,
  hop,
  ledger,
  decision,
  prefix,
  batch,
  simulation,
  failover,
  saturation,
  engine,
}
/** Where a round is one sample of something rare. */
const MANY_ROUNDS: Readonly<Record<string, number>> = { failover: 100 }
const MANY_QUICK_ROUNDS = 5
const ROUNDS = 16
const QUICK_ROUNDS = 3
const USAGE = `Usage: npm run bench -- BENCH [options]

Benches: ${Object.keys(BENCHES).join(', ')}

Options:
  --rounds N    how often each case is measured; default: ${String(ROUNDS)}, or as many as the case needs
  --quick       few rounds: shows that it runs, measures little
  --full        ledger: the start-up check of a million receipts measured and not reckoned; takes hours
                simulation: 24 hours for the baselines, too
  --model FILE  failover, engine, prefix: GGUF file to measure, repeatable; default: what is at hand
  --llama-server FILE
                engine: the program of llama.cpp to measure beside ours
  --json FILE   where all samples go; default: bench/results/BENCH-TIME.json
`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      model: { type: 'string', multiple: true, default: [] },
      'llama-server': { type: 'string' },
      json: { type: 'string' },
    },
  })
  const [name = ''] = positionals
  const bench = BENCHES[name]
  const many = MANY_ROUNDS[name]
  const quickRounds = many === undefined ? QUICK_ROUNDS : MANY_QUICK_ROUNDS
  const rounds = Number(values.rounds ?? (values.quick ? quickRounds : (many ?? ROUNDS)))
  if (bench === undefined || positionals.length !== 1 || !Number.isInteger(rounds) || rounds < 1) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupted.abort(new Error(`stopped by ${signal}`)))
  }
  const startedAt = new Date()
  const progress = (what: string): void => {
    const seconds = ((Date.now() - startedAt.getTime()) / 1_000).toFixed(0)
    process.stderr.write(`${seconds.padStart(4)} s  ${what}\n`)
  }
  const { full: isFull, quick: isQuick } = values
  const models = values.model.map((path) => resolve(path))
  const llamaServer = values['llama-server']
  const { signal } = interrupted
  const { text, data } = await runBench(name, bench, { rounds, isFull, isQuick, models, llamaServer, signal, progress })
  const file = resolve(values.json ?? `bench/results/${name}-${startedAt.toISOString().replaceAll(':', '-')}.json`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify({ startedAt, ...data }, undefined, 1)}\n`)
  process.stdout.write(`\n${text}\n\nAll samples: ${file}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
