import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChatChunk, ChatCompletion } from '../../src/api/index.js'
import { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import { ACCEPT_TIMEOUT_MS, FIRST_TOKEN_TIMEOUT_MS, SETTLEMENT_TIMEOUT_MS } from '../../src/limits.js'
import type { RequestRecord } from '../../src/scheduler/index.js'
import { HttpTransport, NodeClient } from '../../node/node-client.js'
import type { Random } from './random.js'

/** For a machine that is busy with killing and starting nodes. */
const MARGIN_MS = 20_000
/** Whoever waits longer waits for nothing: each deadline of a request has passed, and a frozen node has been noticed. */
export const HANGS_AFTER_MS = ACCEPT_TIMEOUT_MS + FIRST_TOKEN_TIMEOUT_MS + SETTLEMENT_TIMEOUT_MS + MARGIN_MS
const EXPECTED = join(import.meta.dirname, '../../../models/expected.jsonl')

interface ExpectedChat {
  readonly turns: readonly { readonly user: string; readonly assistant: string }[]
}

const chats = readFileSync(EXPECTED, 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as ExpectedChat).turns)
  .filter((turns) => turns.length === 1)
  .flatMap(([turn]) => (turn === undefined ? [] : [turn]))

/** How a request ended. A `fault` is a mistake of ours: a wrong answer, an error without a type, or no end at all. */
export interface Ended {
  readonly kind: 'answered' | 'cancelled' | 'error' | 'fault'
  /** The code of an error, or what is wrong; empty otherwise. */
  readonly why: string
  /** From asking until the end of it, milliseconds. */
  readonly waitedMs: number
  /** What became of it, as its node tells; undefined when it ended before anything of an answer. */
  readonly record: Jsonified<RequestRecord> | undefined
}

type Way = 'whole' | 'streamed' | 'left' | 'hung up'
/** Streams are what a node that dies in the middle breaks. */
const WAYS: readonly Way[] = ['whole', 'whole', 'streamed', 'streamed', 'streamed', 'left', 'hung up']

/** What was read of an answer. */
interface Reading {
  id: string | undefined
  text: string
}

/** Asks one question, whole or streamed, and reads the answer to its end or goes away before it. */
export async function askOnce(api: string, random: Random): Promise<Ended> {
  const { user, assistant } = random.pick(chats)
  const way = random.pick(WAYS)
  const leaveAfter = Math.floor(random.between(1, 12))
  const hangUpMs = Math.ceil(random.between(20, 1_500))
  const question = {
    model: 'sov-demo',
    temperature: 0,
    messages: [{ role: 'user', content: user }],
    provider: { tier: 'mesh' },
  }
  const limits = [HANGS_AFTER_MS, ...(way === 'hung up' ? [hangUpMs] : [])].map((ms) => AbortSignal.timeout(ms))
  const client = HttpTransport.ofUrl(api, AbortSignal.any(limits))
  const reading: Reading = { id: undefined, text: '' }
  const startMs = performance.now()
  let end: Pick<Ended, 'kind' | 'why'>
  try {
    const isWhole =
      way === 'whole' || way === 'hung up'
        ? await readWhole(client, question, reading)
        : await readStream(client, question, reading, way === 'left' ? leaveAfter : Infinity)
    end = isWhole ? judgeAnswer(reading.text, assistant) : { kind: 'cancelled', why: '' }
  } catch (error) {
    if (limits[0]?.aborted === true) end = { kind: 'fault', why: 'it hangs' }
    else if (limits[1]?.aborted === true) end = { kind: 'cancelled', why: '' }
    else end = judgeError(error)
  } finally {
    await client.close()
  }
  return { ...end, waitedMs: performance.now() - startMs, record: await recordOf(api, reading.id) }
}

function judgeAnswer(text: string, expected: string): Pick<Ended, 'kind' | 'why'> {
  if (text === expected) return { kind: 'answered', why: '' }
  const lengths = `${String(text.length)} characters instead of ${String(expected.length)}`
  return { kind: 'fault', why: `a wrong answer of ${lengths}` }
}

function judgeError(error: unknown): Pick<Ended, 'kind' | 'why'> {
  if (!SovError.isInstance(error)) return { kind: 'fault', why: String(error) }
  // Nobody misbehaves here.
  const isOurs = error.code === 'ERR_SOV_INTERNAL' || error.code === 'ERR_SOV_PEER_MISBEHAVED'
  return isOurs ? { kind: 'fault', why: `${error.code}: ${error.message}` } : { kind: 'error', why: error.code }
}

async function recordOf(api: string, id: string | undefined): Promise<Ended['record']> {
  if (id === undefined) return undefined
  const client = HttpTransport.ofUrl(api, AbortSignal.timeout(HANGS_AFTER_MS))
  try {
    return await new NodeClient(client).get<RequestRecord>(`/sov/v1/requests/${id}`)
  } finally {
    await client.close()
  }
}

async function readWhole(client: HttpTransport, question: object, reading: Reading): Promise<boolean> {
  const { id, choices } = await new NodeClient(client).post<ChatCompletion>('/v1/chat/completions', question)
  reading.id = id
  reading.text = choices[0]?.message.content ?? ''
  return true
}

/** False when it was left, after so many chunks with text. */
async function readStream(
  client: HttpTransport,
  question: object,
  reading: Reading,
  leaveAfter: number,
): Promise<boolean> {
  let chunks = 0
  const stream = client.stream('/v1/chat/completions', { ...question, stream: true }) as AsyncIterable<ChatChunk>
  for await (const { id, choices } of stream) {
    reading.id = id
    const delta = choices[0]?.delta.content ?? ''
    reading.text += delta
    if (delta !== '' && ++chunks === leaveAfter) return false
  }
  return true
}
