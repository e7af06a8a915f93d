import { createParser } from 'eventsource-parser'
import { Pool } from 'undici'
import type { ChatChunk, ChatUsage } from '../../src/api/index.js'
import { Stopwatch, STREAMS, together, type AnswerTimes, type Path, type Prompt } from './answer.js'

export interface HttpPathInit {
  readonly name: string
  /** Base URL of the API, without `/v1`. */
  readonly api: string
  readonly model: string
  /** Who may answer: the node itself, or only others. Left out for a server that is no node. */
  readonly tier?: 'local' | 'mesh'
  /** Length of the answers. */
  readonly outputTokens: number
  /** Whether a model may end an answer sooner. @default false */
  readonly mayEndSooner?: boolean
  /** Answers at the same time. @default STREAMS */
  readonly connections?: number
  /** Told of every token as it arrives, or of several that arrive in one chunk. */
  readonly onToken?: () => void
}

export interface HttpPath extends Path {
  close(): Promise<void>
}

/** What servers that are no nodes leave out is optional. */
type Usage = Pick<ChatUsage, 'completion_tokens'> & Partial<ChatUsage>

/** An OpenAI-compatible API, streaming, over connections that stay open. */
export function httpPath(init: HttpPathInit): HttpPath {
  const { name, api, model, tier, outputTokens, connections = STREAMS } = init
  const pool = new Pool(api, { connections })
  const body = (messages: Prompt): string =>
    JSON.stringify({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: outputTokens,
      ...(tier === undefined ? {} : { provider: { tier } }),
    })
  return {
    name,
    run: (prompts) => together(prompts, (prompt) => ask(pool, body(prompt), init)),
    close: () => pool.close(),
  }
}

async function ask(pool: Pool, body: string, init: HttpPathInit): Promise<AnswerTimes> {
  const { tier, outputTokens, mayEndSooner = false, onToken } = init
  const watch = new Stopwatch(mayEndSooner ? undefined : outputTokens)
  const response = await pool.request({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (response.statusCode !== 200) {
    throw new Error(`the API answered ${String(response.statusCode)}: ${await response.body.text()}`)
  }
  const seen: { usage?: Usage; isDone: boolean } = { isDone: false }
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') {
        seen.isDone = true
        return
      }
      const { choices, usage } = JSON.parse(data) as Partial<Omit<ChatChunk, 'usage'>> & { usage?: Usage | null }
      if (choices === undefined) throw new Error(`the stream broke: ${data}`)
      if ((choices[0]?.delta.content ?? '') !== '') {
        watch.token()
        onToken?.()
      }
      if (usage) seen.usage = usage
    },
  })
  const decoder = new TextDecoder()
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }))
  const { usage, isDone } = seen
  if (!isDone || usage === undefined) throw new Error('the stream ended before its end')
  const answer = watch.end(usage.completion_tokens, usage.prompt_tokens_details?.cached_tokens)
  if (tier === undefined) return answer
  const { route, settlement } = usage.sov ?? {}
  if (route !== tier || (tier === 'mesh' && settlement !== 'settled')) {
    throw new Error(`expected a settled answer by ${tier}, got ${String(settlement)} by ${String(route)}`)
  }
  return answer
}
