import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChatChunk, ChatCompletion } from '../../src/api/index.js'
import { SovError } from '../../src/errors.js'
import { HttpTransport, NodeClient } from '../../node/node-client.js'
import type { Random } from './random.js'

/** Longer than every deadline of a request; whoever is still waiting then waits for nothing. */
const HANGS_AFTER_MS = 150_000
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

/** How one request ended: answered, cancelled by its client, or a typed error by its code. */
export type Outcome = 'answered' | 'cancelled' | `error ${string}`

/**
 * Asks one question, whole, streamed, or streamed and left early.
 *
 * @throws {Error} when it ends in anything but the right answer or a typed error: that is a bug.
 */
export async function askOnce(api: string, random: Random): Promise<Outcome> {
  const { user, assistant } = random.pick(chats)
  const way = random.pick(['whole', 'streamed', 'streamed', 'left'] as const)
  const leaveAfter = Math.floor(random.between(1, 12))
  const body = {
    model: 'sov-demo',
    temperature: 0,
    messages: [{ role: 'user', content: user }],
    provider: { tier: 'mesh' },
  }
  const client = HttpTransport.ofUrl(api, AbortSignal.timeout(HANGS_AFTER_MS))
  try {
    const text =
      way === 'whole' ? await whole(client, body) : await streamed(client, body, way === 'left' ? leaveAfter : Infinity)
    if (text === undefined) return 'cancelled'
    if (text !== assistant)
      throw new Error(`a wrong answer of ${String(text.length)} characters instead of ${String(assistant.length)}`)
    return 'answered'
  } catch (error) {
    // Nobody misbehaves here, so this would be a mistake of ours.
    if (SovError.isInstance(error, 'ERR_SOV_PEER_MISBEHAVED')) return `error ${error.code}: ${error.message}`
    if (SovError.isInstance(error) && error.code !== 'ERR_SOV_INTERNAL') return `error ${error.code}`
    throw error
  } finally {
    await client.close()
  }
}

async function whole(client: HttpTransport, body: object): Promise<string> {
  const answer = await new NodeClient(client).post<ChatCompletion>('/v1/chat/completions', body)
  return answer.choices[0]?.message.content ?? ''
}

/** The text, or undefined when it was left after so many chunks with text. */
async function streamed(client: HttpTransport, body: object, leaveAfter: number): Promise<string | undefined> {
  let text = ''
  let chunks = 0
  for await (const chunk of client.stream('/v1/chat/completions', {
    ...body,
    stream: true,
  }) as AsyncIterable<ChatChunk>) {
    const delta = chunk.choices[0]?.delta.content ?? ''
    text += delta
    if (delta !== '' && ++chunks === leaveAfter) return undefined
  }
  return text
}
