/**
 * The spine gate: the demo, then requests over four real node processes while nodes, engines and connections are
 * killed, frozen and cut at random. `npm run spine -- [--seed N] [--requests N]`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { agreeingReceipts } from './agreement.js'
import { Chaos } from './chaos.js'
import { SpineMesh } from './mesh.js'
import { Random } from './random.js'
import { askOnce } from './requests.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
const AT_ONCE = 4

const { values } = parseArgs({
  options: { seed: { type: 'string' }, requests: { type: 'string', default: '200' }, 'no-demo': { type: 'boolean' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const total = Number(values.requests)

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function demo(): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'demo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the demo ended with ${String(code)}`)
  say('the demo goes as told')
}

async function ask(mesh: SpineMesh, random: Random): Promise<ReadonlyMap<string, number>> {
  const { api = '' } = await mesh.asking.process.status()
  const outcomes = new Map<string, number>()
  let left = total
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const outcome = await askOnce(api, random)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return outcomes
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function table(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`)
    .join('\n')
}

async function spine(): Promise<void> {
  if (values['no-demo'] !== true) await demo()
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const mesh = await SpineMesh.form(interrupted.signal)
  try {
    await mesh.whole()
    say('four nodes form a mesh')
    const random = new Random(seed)
    const chaos = new Chaos(mesh.serving, random)
    chaos.start()
    const outcomes = await ask(mesh, random).finally(() => chaos.end())
    say(`${String(total)} requests while\n${table(chaos.counts)}\nended in\n${table(outcomes)}`)
    if ((outcomes.get('answered') ?? 0) === 0) throw new Error('no request was answered')
    await mesh.whole()
    say(`${String(await agreeingReceipts(mesh))} receipts, the same on both sides; the balances add up to zero`)
    const pids = await chaos.pids()
    for (const { process } of mesh.nodes) await process.stop()
    const leftovers = [...pids].filter(isAlive)
    if (leftovers.length > 0) throw new Error(`processes left behind: ${leftovers.join(', ')}`)
    say(`${String(pids.size)} processes came and went; none is left`)
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
