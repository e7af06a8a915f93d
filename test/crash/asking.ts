import OpenAI from 'openai'
import type { Random } from '../spine/random.js'
import type { PairedNode } from './node-pair.js'

/** Answers end anywhere from the first token to beyond the second voucher. */
const MAX_TOKENS = 600

/** What the client of a request has received, however it ended. */
export interface Received {
  /** 32 hexadecimal digits: the id of the request's first order. */
  readonly orderId: string
  readonly tokens: number
}

/** How one request ended, and what was received of it. */
export interface Asked {
  readonly outcome: string
  readonly received: Received | undefined
}

/**
 * Asks one question.
 *
 * @param onTokens - told of every delta; the nodes may be killed meanwhile.
 */
export async function askOnce(
  node: PairedNode,
  model: string,
  random: Random,
  onTokens: (tokens: number) => void,
): Promise<Asked> {
  const client = new OpenAI({ baseURL: `${node.api ?? ''}/v1`, apiKey: 'none', maxRetries: 0 })
  let received: Received | undefined
  try {
    const chunks = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: `Question ${String(Math.floor(random.next() * 1_000_000))}` }],
      max_completion_tokens: Math.floor(random.between(1, MAX_TOKENS + 1)),
      stream: true,
    })
    for await (const { id, choices } of chunks) {
      // Every token of the fake engine is one word.
      const tokens = choices[0]?.delta.content?.match(/\S+/g)?.length ?? 0
      received = { orderId: id.slice('req_'.length), tokens: (received?.tokens ?? 0) + tokens }
      if (tokens > 0) onTokens(tokens)
    }
    return { outcome: 'answered', received }
  } catch (error) {
    return { outcome: outcomeOf(error), received }
  }
}

function outcomeOf(error: unknown): string {
  // Connections end with a TypeError once the answer has begun.
  if (error instanceof OpenAI.APIConnectionError || error instanceof TypeError) return 'asking node killed'
  if (error instanceof OpenAI.APIError) return `error ${error.code ?? error.message}`
  throw error
}
