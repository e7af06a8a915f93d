import type { NodeProcess } from '../../node/demo/node-process.js'
import { HttpTransport } from '../../node/node-client.js'
import type { ChatChunk, ChatUsage } from '../../src/api/index.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { SovError } from '../../src/errors.js'
import { HANGS_AFTER_MS } from './patience.js'

export interface Question {
  readonly model: string
  readonly content: string
  readonly maxTokens?: number
  /** Who may answer, beside what the policy says: further keys of the field `provider`. */
  readonly provider?: { readonly only?: readonly string[]; readonly jurisdictions?: readonly string[] }
}

/** One streamed answer; times are counted from the question. */
export interface Answer {
  readonly text: string
  readonly firstTokenMs: number
  readonly totalMs: number
  readonly facts: ChatUsage['sov'] | undefined
  /** What ended it before its end. */
  readonly error: SovError | undefined
}

/**
 * Asks the mesh through the API of a node.
 *
 * @param onText - told the text so far, whenever there is more.
 * @returns also an answer that a typed error ended.
 * @throws {Error} when it neither goes on nor ends.
 */
export async function ask(
  { dataDir }: NodeProcess,
  { model, content, maxTokens, provider }: Question,
  stopped: AbortSignal,
  onText?: (text: string) => void,
): Promise<Answer> {
  const startMs = performance.now()
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(HANGS_AFTER_MS)])
  const client = HttpTransport.ofSocket(dataDirPaths(dataDir).controlSocket, signal)
  const chunks = client.stream('/v1/chat/completions', {
    model,
    messages: [{ role: 'user', content }],
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
    provider: { tier: 'mesh', ...provider },
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
  }) as AsyncIterable<ChatChunk>
  let text = ''
  let firstTokenMs = NaN
  let facts: ChatUsage['sov'] | undefined
  let error: SovError | undefined
  try {
    for await (const { choices, usage } of chunks) {
      const delta = choices[0]?.delta.content ?? ''
      facts = usage?.sov ?? facts
      if (delta === '') continue
      if (text === '') firstTokenMs = performance.now() - startMs
      text += delta
      onText?.(text)
    }
  } catch (cause) {
    if (!SovError.isInstance(cause)) throw cause
    error = cause
  } finally {
    await client.close()
  }
  return { text, firstTokenMs, totalMs: performance.now() - startMs, facts, error }
}
