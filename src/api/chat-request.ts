import { z } from 'zod'
import type { ChatMessage } from '../engine/index.js'
import { DEFAULT_MAX_OUTPUT_TOKENS, MAX_MESSAGES } from '../limits.js'
import type { RouteBounds, RouteRequest } from '../scheduler/index.js'
import { boundsOf, type Demands } from './bounds.js'
import { isEmpty, isFalse, isZero, only, outputTokens, samplingFields, samplingOf } from './sampling-fields.js'
import { parseBody, unsupported } from './validation.js'

/** A chat completion as asked for. */
export interface ChatCall {
  readonly route: RouteRequest & { readonly messages: readonly ChatMessage[] }
  /** 1 to MAX_CHOICES. */
  readonly choices: number
  readonly isStream: boolean
  readonly includeUsage: boolean
}

const ROLES = { developer: 'system', system: 'system', user: 'user', assistant: 'assistant' } as const

const textPart = z.object({
  type: z.string().refine((type) => type === 'text', { error: 'only text is supported', params: unsupported }),
  text: z.string(),
})

const message = z.object({
  role: z
    .string()
    .refine((role) => role !== 'tool' && role !== 'function', { error: 'is not supported', params: unsupported })
    .pipe(z.enum(['developer', 'system', 'user', 'assistant'])),
  content: z.preprocess(
    (content) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content),
    z.array(textPart, { error: 'expected a string or an array of text parts' }).min(1),
  ),
  tool_calls: only(isEmpty),
  function_call: only(() => false),
  audio: only(() => false),
})

const messages = z.array(message).min(1).max(MAX_MESSAGES)

const body = z.object({
  ...samplingFields,
  max_completion_tokens: outputTokens,
  tools: only(isEmpty),
  tool_choice: only((value) => value === 'none' || value === 'auto'),
  functions: only(isEmpty),
  function_call: only((value) => value === 'none' || value === 'auto'),
  response_format: only((value) => (value as { type?: unknown } | undefined)?.type === 'text'),
  logprobs: only(isFalse),
  top_logprobs: only(isZero),
  modalities: only((value) => Array.isArray(value) && value.every((name) => name === 'text')),
  audio: only(() => false),
  web_search_options: only(() => false),
})

const chatBody = body.extend({ messages })
const explainBody = body.extend({ messages: messages.optional() })

/**
 * Reads the body of a chat completion. Unknown fields at the top are ignored, since clients add many.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST with `param`
 */
export function parseChat(input: unknown, demands: Demands): ChatCall {
  const call = parseBody(chatBody, input)
  return {
    route: {
      model: call.model,
      messages: call.messages.map(
        ({ role, content }): ChatMessage => ({
          role: ROLES[role],
          content: content.map(({ text }) => text).join('\n'),
        }),
      ),
      sampling: samplingOf(call, call.max_completion_tokens ?? call.max_tokens ?? DEFAULT_MAX_OUTPUT_TOKENS),
      ...boundsOf(demands, call.provider, call.service_tier),
    },
    choices: call.n ?? 1,
    isStream: call.stream === true,
    includeUsage: call.stream_options?.include_usage === true,
  }
}

/** Reads the body of a dry run: a chat completion whose messages may be left out. @throws {SovError} ERR_SOV_BAD_REQUEST */
export function parseExplain(input: unknown, demands: Demands): RouteBounds {
  const call = parseBody(explainBody, input)
  return { model: call.model, ...boundsOf(demands, call.provider, call.service_tier) }
}
