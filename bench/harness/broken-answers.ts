import type { ChatMessage } from '../../src/engine/index.js'
import { toSovError } from '../../src/errors.js'
import type { RequestRecord } from '../../src/scheduler/index.js'
import { FROM_THE_MESH, type FailingMesh } from './failing-mesh.js'
import type { Prompts } from './prompts.js'
import { summarise } from './statistics.js'
import { table } from './table.js'

const OUTPUT_TOKENS = 128
/** Nodes that can go on when one is killed; the one killed before comes back meanwhile. */
const READY = 2

/** What is killed: the node, or the process with the model, of which the node then tells. */
type Killed = 'node' | 'engine'

/** One answer whose server was killed, beside the same one undisturbed. */
export interface BrokenAnswer {
  readonly killed: Killed
  /** Tokens that were there when it was killed, 1 or more. */
  readonly atToken: number
  /** Whether it broke off in its middle; else the end was already under way. */
  readonly isBroken: boolean
  readonly isComplete: boolean
  /** Tokens more or fewer than the nodes say that they gave, or that differ before the break. */
  readonly wrongTokens: number
  readonly isSameText: boolean
  /** Longest silence after the kill beyond the median gap of the undisturbed answer, milliseconds. */
  readonly extraStallMs: number
}

interface Answer {
  readonly tokenIds: readonly number[]
  readonly text: string
  /** When each token came. */
  readonly atMs: readonly number[]
  readonly record: RequestRecord
  readonly errorCode: string | undefined
}

/** Asks for each answer twice, and kills the server of the second at a random token. */
export async function measureBrokenAnswers(
  mesh: FailingMesh,
  { runs, prompts, signal }: { readonly runs: number; readonly prompts: Prompts; readonly signal: AbortSignal },
): Promise<readonly BrokenAnswer[]> {
  const answers: BrokenAnswer[] = []
  const restarts: Promise<unknown>[] = []
  for (let run = 0; run < runs; run++) {
    const [messages = []] = prompts.one()
    await mesh.ready(READY)
    const whole = await ask(mesh, messages, signal)
    const atToken = 1 + Math.floor(Math.random() * (whole.tokenIds.length - 1))
    const killed = run % 2 === 0 ? 'node' : 'engine'
    await mesh.ready(READY)
    const engines = await enginesOf(mesh)
    let killedMs = Infinity
    const broken = await ask(mesh, messages, signal, (tokens, peerId) => {
      if (tokens < atToken || killedMs !== Infinity) return
      killedMs = performance.now()
      const { process: server, start } = mesh.node(peerId)
      if (killed === 'node') restarts.push(server.kill().then(start))
      else for (const pid of engines.get(peerId) ?? []) process.kill(pid, 'SIGKILL')
    })
    answers.push({ killed, atToken, ...compare(whole, broken, killedMs) })
  }
  await Promise.all(restarts)
  return answers
}

async function enginesOf({ serving }: FailingMesh): Promise<ReadonlyMap<string, readonly number[]>> {
  const running = serving.filter(({ process }) => process.isRunning)
  const pids = await Promise.all(
    running.map(async ({ process }) => {
      const { engines } = await process.status().catch(() => ({ engines: [] }))
      return engines.flatMap(({ pid }) => pid ?? [])
    }),
  )
  return new Map(running.map(({ peerId }, index) => [peerId, pids[index] ?? []]))
}

/** @param onToken - told how many tokens there are, and who gives them. */
async function ask(
  { asking: { scheduler }, model }: FailingMesh,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
  onToken: (tokens: number, peerId: string) => void = () => undefined,
): Promise<Answer> {
  const sampling = { maxOutputTokens: OUTPUT_TOKENS, temperature: 0, topP: 1, seed: undefined, stop: [] }
  const request = scheduler.dispatch(
    { model, messages, sampling, requests: FROM_THE_MESH, allowFallbacks: true },
    { signal },
  )
  const tokenIds: number[] = []
  const atMs: number[] = []
  let text = ''
  let errorCode: string | undefined
  try {
    for await (const part of request.parts) {
      if (part.type !== 'delta') continue
      tokenIds.push(...part.tokenIds)
      text += part.text
      atMs.push(...part.tokenIds.map(() => performance.now()))
      onToken(tokenIds.length, request.record().attempts.at(-1)?.peer ?? '')
    }
  } catch (error) {
    signal.throwIfAborted()
    errorCode = toSovError(error).code
  }
  return { tokenIds, text, atMs, record: request.record(), errorCode }
}

function compare(
  whole: Answer,
  broken: Answer,
  killedMs: number,
): Pick<BrokenAnswer, 'isBroken' | 'isComplete' | 'wrongTokens' | 'isSameText' | 'extraStallMs'> {
  const given = broken.record.attempts.map(({ outputTokens }) => outputTokens)
  const sum = given.reduce((total, tokens) => total + tokens, 0)
  const before = whole.tokenIds.slice(0, given[0])
  const gaps = whole.atMs.slice(1).map((ms, index) => ms - whole.atMs[index]!)
  const after = broken.atMs.filter((ms) => ms > killedMs)
  const silences = after.map((ms, index) => ms - (after[index - 1] ?? killedMs))
  return {
    isBroken: given.length > 1,
    isComplete: broken.errorCode === undefined && broken.record.state === 'done',
    wrongTokens:
      Math.abs(sum - broken.tokenIds.length) + before.filter((id, index) => id !== broken.tokenIds[index]).length,
    isSameText: broken.text === whole.text,
    extraStallMs: Math.max(0, ...silences) - summarise(gaps).median,
  }
}

/** @param models - broken answers of each. */
export function brokenTable(models: Readonly<Record<string, readonly BrokenAnswer[]>>): string {
  const rows = Object.entries(models).flatMap(([model, answers]) =>
    (['node', 'engine'] as const).map((killed, index) => {
      const ofKind = answers.filter((answer) => answer.killed === killed)
      const broken = ofKind.filter(({ isBroken }) => isBroken)
      const { median, p95 } = summarise(broken.map(({ extraStallMs }) => extraStallMs))
      return [
        index === 0 ? model : '',
        killed,
        String(ofKind.length),
        String(broken.length),
        String(ofKind.filter(({ isComplete }) => isComplete).length),
        String(ofKind.length - broken.length),
        String(ofKind.reduce((sum, { wrongTokens }) => sum + wrongTokens, 0)),
        `${String(broken.filter(({ isSameText }) => isSameText).length)} of ${String(broken.length)}`,
        ...[median, p95].map((ms) => (broken.length === 0 ? '' : ms.toFixed(0))),
      ]
    }),
  )
  const head = [
    '',
    'killed',
    'runs',
    'in its middle',
    'complete',
    'retry first',
    'wrong tokens',
    'same text',
    'p50',
    'p95',
  ]
  return `The server is killed at a random token; extra stall in ms
retry first: complete, were requests tried again only before their first byte; wrong tokens: lost, repeated or other ones before the break
same text: as undisturbed, of those that broke off
${table(head, rows)}`
}
