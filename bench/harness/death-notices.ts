import { setTimeout as sleep } from 'node:timers/promises'
import type { FailingMesh, ServingNode } from './failing-mesh.js'
import { summarise } from './statistics.js'
import { table } from './table.js'

/** How a node goes. */
export type Death = 'kill -9' | 'SIGSTOP'

/** A death that is not noticed by then counts with this time. */
const UNNOTICED_MS = 60_000
/** How exactly the moment is known. */
const POLL_MS = 1
const BUCKETS = 10

/** Milliseconds from the signal until the asking node would give the node no request, by run. */
export type Notices = Readonly<Record<Death, readonly number[]>>

/** Kills and freezes the serving nodes in turn; each is back before the next one goes. */
export async function measureNotices(mesh: FailingMesh, runs: number, signal: AbortSignal): Promise<Notices> {
  const notices: Record<Death, number[]> = { 'kill -9': [], SIGSTOP: [] }
  for (let run = 0; run < runs; run++) {
    for (const death of ['kill -9', 'SIGSTOP'] as const) {
      signal.throwIfAborted()
      await mesh.ready(mesh.serving.length)
      // Pings come at an interval; the next death is to meet any moment of it.
      await sleep(Math.random() * 2_000)
      const victim = mesh.serving[run % mesh.serving.length]!
      notices[death].push(await noticedMs(mesh, victim, death))
    }
  }
  return notices
}

async function noticedMs(
  mesh: FailingMesh,
  { peerId, process: victim, start }: ServingNode,
  death: Death,
): Promise<number> {
  const { pid } = victim
  if (pid === undefined) throw new Error('the node does not run')
  const startMs = performance.now()
  process.kill(pid, death === 'kill -9' ? 'SIGKILL' : 'SIGSTOP')
  while (mesh.routable().includes(peerId) && performance.now() - startMs < UNNOTICED_MS) await sleep(POLL_MS)
  const tookMs = performance.now() - startMs
  if (death === 'SIGSTOP') process.kill(pid, 'SIGCONT')
  else {
    await victim.kill()
    await start()
  }
  return tookMs
}

/** @param aimsMs - what is wanted of each. */
export function noticesTable(notices: Notices, aimsMs: Readonly<Record<Death, number>>): string {
  const deaths = Object.keys(notices) as Death[]
  const rows = deaths.map((death) => {
    const { median, p95, samples } = summarise(notices[death])
    const under = notices[death].filter((ms) => ms < aimsMs[death]).length
    const figures = [Math.min(...notices[death]), median, p95, Math.max(...notices[death])].map((ms) => ms.toFixed(0))
    return [
      death,
      String(samples),
      ...figures,
      `${String(under)} of ${String(samples)} under ${String(aimsMs[death])} ms`,
    ]
  })
  const head = ['a node goes', 'runs', 'least', 'p50', 'p95', 'most', 'aim']
  return `Time until a dead node is out of routing, ms\n${table(head, rows)}\n\n${deaths.map((death) => histogram(death, notices[death])).join('\n\n')}`
}

function histogram(death: Death, samples: readonly number[]): string {
  const least = Math.min(...samples)
  const width = Math.max(1, (Math.max(...samples) - least) / BUCKETS)
  const rows = Array.from({ length: BUCKETS }, (_, bucket) => {
    const inIt = samples.filter((ms) => Math.min(BUCKETS - 1, Math.floor((ms - least) / width)) === bucket).length
    return [`to ${(least + (bucket + 1) * width).toFixed(0)} ms`, '#'.repeat(inIt), inIt === 0 ? '' : String(inIt)]
  })
  return table([death, 'runs', ''], rows)
}
