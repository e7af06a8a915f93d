/**
 * The spine gate: the demo, then requests over four real node processes while nodes, engines and connections are
 * killed, frozen and cut at random. `npm run spine -- [--seed N] [--requests N]`, or longer and with more faults
 * `npm run reliability -- [--seed N] [--report FILE]`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { agreeingReceipts } from './agreement.js'
import { Chaos } from './chaos.js'
import { isAlive, parseFaults } from './faults.js'
import { SpineMesh } from './mesh.js'
import { Random } from './random.js'
import { figures, page } from './report.js'
import { askOnce } from './requests.js'
import { Tally } from './tally.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    requests: { type: 'string', default: '200' },
    /** Requests under way at the same time. */
    'at-once': { type: 'string', default: '4' },
    faults: { type: 'string', default: 'kill-node,kill-engine,freeze-node,cut' },
    /** Longest pause between two faults, and between two requests of one client, milliseconds. */
    'fault-pause': { type: 'string', default: '4000' },
    'request-pause': { type: 'string', default: '1500' },
    /** Where the figures go as a page. */
    report: { type: 'string' },
    'no-demo': { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const total = Number(values.requests)
const atOnce = Number(values['at-once'])
const faults = parseFaults(values.faults)
const faultPauseMs = Number(values['fault-pause'])
const requestPauseMs = Number(values['request-pause'])
/** Part of the longest pause that the shortest is. */
const SHORTEST_PAUSE = 0.2

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function demo(): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'demo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the demo ended with ${String(code)}`)
  say('the demo goes as told')
}

async function ask(mesh: SpineMesh, random: Random): Promise<Tally> {
  const { api = '' } = await mesh.asking.process.status()
  const tally = new Tally()
  let left = total
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      await sleep(random.between(0, requestPauseMs))
      tally.add(await askOnce(api, random))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  return tally
}

async function spine(): Promise<void> {
  if (values['no-demo'] !== true) await demo()
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const mesh = await SpineMesh.form(interrupted.signal)
  try {
    await mesh.whole()
    say('four nodes form a mesh')
    const pauseMs = [SHORTEST_PAUSE * faultPauseMs, faultPauseMs] as const
    const chaos = new Chaos(mesh.serving, { faults, pauseMs, random: new Random(seed) })
    const startMs = performance.now()
    chaos.start()
    const tally = await ask(mesh, new Random(seed + 1)).finally(() => chaos.end())
    const lastedMs = performance.now() - startMs
    await mesh.whole()
    const receipts = await agreeingReceipts(mesh)
    const run = { seed, atOnce, faults: chaos.counts, tally, receipts, lastedMs }
    say(`${figures(run)}\n`)
    if (tally.count('answered') === 0) throw new Error('no request was answered')
    if (tally.count('fault') > 0) throw new Error(`${String(tally.count('fault'))} requests ended in a fault`)
    if (tally.miscounted > 0) throw new Error(`of ${String(tally.miscounted)} answers the tokens do not add up`)
    const pids = await chaos.pids()
    for (const { process } of mesh.nodes) await process.stop()
    const leftovers = [...pids].filter(isAlive)
    if (leftovers.length > 0) throw new Error(`processes left behind: ${leftovers.join(', ')}`)
    say(`${String(pids.size)} processes came and went; none is left`)
    if (values.report !== undefined) await writeFile(values.report, page(run))
  } finally {
    await mesh.remove()
  }
}

say(`seed ${String(seed)}`)
try {
  await spine()
  say('the spine holds')
} catch (error) {
  process.stderr.write(
    `spine: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nseed ${String(seed)}\n`,
  )
  process.exitCode = 1
}
