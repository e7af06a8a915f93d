import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { TARGETS, type Target } from './targets.js'

// npm run fuzz -- [--seconds 30] [part of a name…]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '30' } },
})
const MODULE = fileURLToPath(new URL('./jazzer.js', import.meta.url))
const INSTRUMENTED = ['dist/src', 'dist/node', 'node_modules/protobufjs', 'node_modules/smol-toml']
const MAX_INPUT_BYTES = 16_384
const TIMEOUT_MS = 5_000

const FUZZER = '@jazzer.js/core'
const FUZZER_VERSION = '4.0.0'

const obstacle = whyNotFuzzing()
if (obstacle !== undefined) {
  console.error(`fuzz: ${obstacle}`)
  process.exit(1)
}
const chosen = TARGETS.filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
const folder = mkdtempSync(join(tmpdir(), 'sov-fuzz-'))
let findings = 0
for (const target of chosen) findings += run(target)
if (findings === 0) rmSync(folder, { recursive: true })
else console.log(`Logs and the inputs that failed are in ${folder}.`)
process.exitCode = findings === 0 ? 0 : 1

/** Asked in a process of its own: the fuzzer takes over the one that loads it. */
function whyNotFuzzing(): string | undefined {
  const script = `require(${JSON.stringify(FUZZER)})`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', script], { encoding: 'utf8' })
  if (status === 0) return undefined
  if (stderr.includes(`Cannot find module '${FUZZER}'`)) {
    // Its binary does not load on every system the suite runs on.
    return `${FUZZER} is not among the dependencies on purpose; add it with: npm install --no-save ${FUZZER}@${FUZZER_VERSION}`
  }
  const why = /^\w*Error: (.*)$/m.exec(stderr)?.[1] ?? 'no reason given'
  return `${FUZZER} does not load: ${why}; on Linux it needs glibc 2.38, which Debian 13 and Ubuntu 24.04 have`
}

/** Fuzzes one target in a process of its own; returns the number of inputs that failed. */
function run({ name, seeds }: Target): number {
  const home = join(folder, name.replaceAll(' ', '-'))
  const [corpus, failed] = [join(home, 'corpus'), join(home, 'failed')]
  for (const path of [corpus, failed]) mkdirSync(path, { recursive: true })
  for (const [index, seed] of seeds.entries()) writeFileSync(join(corpus, `seed-${String(index)}`), seed)
  const log = join(home, 'log')
  // A file: what is in a pipe may be lost when the fuzzer ends its process.
  const descriptor = openSync(log, 'w')
  const { status } = spawnSync(
    'npx',
    [
      // Only the one that is installed: a package of the name jazzer is somebody else's.
      ...['--no', '--', 'jazzer', MODULE, corpus, '--sync', '--timeout', String(TIMEOUT_MS)],
      ...INSTRUMENTED.flatMap((path) => ['-i', path]),
      '--',
      `-max_total_time=${values.seconds}`,
      `-max_len=${String(MAX_INPUT_BYTES)}`,
      `-artifact_prefix=${failed}/`,
      '-print_final_stats=1',
    ],
    { env: { ...process.env, SOV_FUZZ_TARGET: name }, stdio: ['ignore', descriptor, descriptor] },
  )
  closeSync(descriptor)
  const text = readFileSync(log, 'utf8')
  const inputs = readdirSync(failed)
  const executions = /number_of_executed_units: *(\d+)/.exec(text)?.[1]
  const coverage = /cov: (\d+)(?!.*cov: )/s.exec(text)?.[1]
  console.log(`${name}: ${executions ?? 'no'} executions, ${coverage ?? 'no'} edges, ${String(inputs.length)} findings`)
  if (status === 0) return 0
  console.log(text.split('\n').slice(-60).join('\n'))
  return Math.max(1, inputs.length)
}
