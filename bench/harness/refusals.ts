import { Pool, type Dispatcher } from 'undici'
import { QUEUE_PER_SLOT } from '../../src/limits.js'
import { PAUSE_MS } from './alternate.js'
import type { Prompt } from './answer.js'
import type { FakeInput, Mesh } from './mesh.js'
import type { Prompts } from './prompts.js'
import { summarise } from './statistics.js'
import { table } from './table.js'

/** An engine whose answers end with the bench. */
export const NEVER_DONE: FakeInput & { readonly slots: number } = {
  model: 'never-done',
  slots: 2,
  outputTokens: 1_000,
  outputMsPerToken: 60_000,
}
/** Requests that its node takes: those at the engine, and those that wait. */
const PLACES = NEVER_DONE.slots * (1 + QUEUE_PER_SLOT)
const POLL_MS = 20
/** Who has no answer by then waits in the queue, and that is no refusal. */
const LEAVES_AFTER_MS = 2_000
/** What the refused are told. */
const TOO_MANY_REQUESTS = 429

/** How one request too many was answered. */
interface Refusal {
  readonly ms: number
  /** Of HTTP; 0 = there was none in time. */
  readonly status: number
  readonly hasRetryAfter: boolean
}

export type Refusals = Readonly<Record<string, readonly Refusal[]>>

/**
 * Takes every place of the provider, and asks for one more again and again: at the provider itself, and over one hop.
 *
 * @param mesh - its provider serves {@link NEVER_DONE}.
 */
export async function measureRefusals(
  mesh: Mesh,
  { count, prompts, signal }: { readonly count: number; readonly prompts: Prompts; readonly signal: AbortSignal },
): Promise<Refusals> {
  const holding = new Pool(mesh.provider, { connections: PLACES })
  const askers = [
    { name: 'at the node', pool: new Pool(mesh.provider, { connections: 1 }), tier: 'local' },
    { name: 'over one hop', pool: new Pool(mesh.consumer, { connections: 1 }), tier: 'mesh' },
  ] as const
  const refusals = new Map<string, Refusal[]>(askers.map(({ name }) => [name, []]))
  // They answer when the bench is over, with the end of their connections.
  for (const prompt of prompts.many(PLACES)) void post(holding, prompt, 'local').catch(() => undefined)
  try {
    for (const asker of askers)
      while ((await askOneMore(asker, prompts)).status !== TOO_MANY_REQUESTS) await pause(POLL_MS)
    for (let round = 0; round < count; round++) {
      for (const asker of askers) {
        signal.throwIfAborted()
        refusals.get(asker.name)?.push(await askOneMore(asker, prompts))
        await pause(PAUSE_MS)
      }
    }
    return Object.fromEntries(refusals)
  } finally {
    await Promise.all([holding, ...askers.map(({ pool }) => pool)].map((pool) => pool.destroy()))
  }
}

/** Leaves at once what is not refused. */
async function askOneMore(
  { pool, tier }: { readonly pool: Pool; readonly tier: 'local' | 'mesh' },
  prompts: Prompts,
): Promise<Refusal> {
  const [prompt = []] = prompts.one()
  const startMs = performance.now()
  const leaving = AbortSignal.timeout(LEAVES_AFTER_MS)
  try {
    const { statusCode, headers, body } = await post(pool, prompt, tier, leaving)
    await body.dump()
    const retryAfter = headers['retry-after']
    return { ms: performance.now() - startMs, status: statusCode, hasRetryAfter: typeof retryAfter === 'string' }
  } catch (error) {
    if (!leaving.aborted) throw error
    return { ms: LEAVES_AFTER_MS, status: 0, hasRetryAfter: false }
  }
}

function post(
  pool: Pool,
  messages: Prompt,
  tier: 'local' | 'mesh',
  signal?: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  return pool.request({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: NEVER_DONE.model, messages, stream: true, provider: { tier } }),
    ...(signal === undefined ? {} : { signal }),
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export function refusalTable(refusals: Refusals, aimMs: number): string {
  const rows = Object.entries(refusals).map(([name, all]) => {
    const refused = all.filter(({ status }) => status === TOO_MANY_REQUESTS)
    const { median, p99 } = summarise(refused.map(({ ms }) => ms))
    const withHint = refused.filter(({ hasRetryAfter }) => hasRetryAfter).length
    return [
      name,
      '',
      `${String(refused.length)} of ${String(all.length)}`,
      String(withHint),
      median.toFixed(1),
      p99.toFixed(1),
      p99 < aimMs ? 'yes' : 'no',
    ]
  })
  const head = ['one more', '', 'refused', 'with retry-after', 'p50', 'p99', `p99 under ${String(aimMs)} ms?`]
  return `Refusals while all ${String(PLACES)} places are taken, ${String(NEVER_DONE.slots)} slots and their queue, ms\n${table(head, rows)}`
}
