import { createParser } from 'eventsource-parser'
import { Pool } from 'undici'
import type { ChatChunk, ChatUsage } from '../../src/api/index.js'
import { Stopwatch, STREAMS, together, type AnswerTimes, type Path, type Prompt } from './answer.js'

export interface HttpPathInit {
  readonly name: string
  /** Base URL of a node's API, without `/v1`. */
  readonly api: string
  readonly model: string
  /** Who may answer: the node itself, or only others. */
  readonly tier: 'local' | 'mesh'
  readonly outputTokens: number
  /** Told of every token as it arrives, or of several that arrive in one chunk. */
  readonly onToken?: () => void
}

export interface HttpPath extends Path {
  close(): Promise<void>
}

/** The OpenAI-compatible API of a node, streaming, over connections that stay open. */
export function httpPath(init: HttpPathInit): HttpPath {
  const { name, api, model, tier, outputTokens } = init
  const pool = new Pool(api, { connections: STREAMS })
  const body = (messages: Prompt): string =>
    JSON.stringify({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: outputTokens,
      provider: { tier },
    })
  return {
    name,
    run: (prompts) => together(prompts, (prompt) => ask(pool, body(prompt), init)),
    close: () => pool.close(),
  }
}

async function ask(pool: Pool, body: string, { tier, outputTokens, onToken }: HttpPathInit): Promise<AnswerTimes> {
  const watch = new Stopwatch(outputTokens)
  const response = await pool.request({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (response.statusCode !== 200) {
    throw new Error(`the API answered ${String(response.statusCode)}: ${await response.body.text()}`)
  }
  const seen: { usage?: ChatUsage; isDone: boolean } = { isDone: false }
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') {
        seen.isDone = true
        return
      }
      const { choices, usage } = JSON.parse(data) as Partial<ChatChunk>
      if (choices === undefined) throw new Error(`the stream broke: ${data}`)
      if ((choices[0]?.delta.content ?? '') !== '') {
        watch.token()
        onToken?.()
      }
      if (usage !== undefined) seen.usage = usage
    },
  })
  const decoder = new TextDecoder()
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }))
  const { usage, isDone } = seen
  if (!isDone || usage === undefined) throw new Error('the stream ended before its end')
  const answer = watch.end(usage.completion_tokens, usage.prompt_tokens_details.cached_tokens)
  const { route, settlement } = usage.sov
  if (route !== tier || (tier === 'mesh' && settlement !== 'settled')) {
    throw new Error(`expected a settled answer by ${tier}, got ${String(settlement)} by ${String(route)}`)
  }
  return answer
}
