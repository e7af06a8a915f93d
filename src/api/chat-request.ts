import { z } from 'zod'
import type { ChatMessage } from '../engine/index.js'
import {
  DEFAULT_MAX_OUTPUT_TOKENS,
  MAX_MESSAGES,
  MAX_OUTPUT_TOKENS,
  MAX_STOP_STRINGS,
  MAX_STOP_STRING_BYTES,
} from '../limits.js'
import type { RouteBounds, RouteRequest } from '../scheduler/index.js'
import { boundsOf, type Demands } from './bounds.js'
import { provider } from './provider-field.js'
import { parseBody, unsupported } from './validation.js'

/** A chat completion as asked for. */
export interface ChatCall {
  readonly route: RouteRequest
  readonly isStream: boolean
  readonly includeUsage: boolean
}

/** A field that changes the answer in a way we cannot: any value but a harmless one is refused, never ignored. */
const only = (isHarmless: (value: unknown) => boolean): z.ZodType =>
  z
    .unknown()
    .refine((value) => value === null || isHarmless(value), { error: 'is not supported', params: unsupported })
    .optional()
const isZero = (value: unknown): boolean => value === 0
const isFalse = (value: unknown): boolean => value === false
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

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

const stopString = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_STOP_STRING_BYTES, {
    error: `at most ${String(MAX_STOP_STRING_BYTES)} bytes`,
  })

const outputTokens = z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish()
const messages = z.array(message).min(1).max(MAX_MESSAGES)

const body = z.object({
  model: z.string().min(1).max(256),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.preprocess(
    (stop) => (typeof stop === 'string' ? [stop] : stop),
    z.array(stopString, { error: 'expected a string or an array of strings' }).max(MAX_STOP_STRINGS).nullish(),
  ),
  max_tokens: outputTokens,
  max_completion_tokens: outputTokens,
  provider: provider.nullish(),
  n: only((value) => value === 1),
  tools: only(isEmpty),
  tool_choice: only((value) => value === 'none' || value === 'auto'),
  functions: only(isEmpty),
  function_call: only((value) => value === 'none' || value === 'auto'),
  response_format: only((value) => (value as { type?: unknown } | undefined)?.type === 'text'),
  logprobs: only(isFalse),
  top_logprobs: only(isZero),
  logit_bias: only(isEmpty),
  frequency_penalty: only(isZero),
  presence_penalty: only(isZero),
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
      sampling: {
        maxOutputTokens: call.max_completion_tokens ?? call.max_tokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
        temperature: call.temperature ?? 1,
        topP: call.top_p ?? 1,
        // Engines take 32 bits: any integer is folded to its lowest 32.
        seed: call.seed == null ? undefined : Number(BigInt.asUintN(32, BigInt(call.seed))),
        stop: call.stop ?? [],
      },
      ...boundsOf(demands, call.provider),
    },
    isStream: call.stream === true,
    includeUsage: call.stream_options?.include_usage === true,
  }
}

/** Reads the body of a dry run: a chat completion whose messages may be left out. @throws {SovError} ERR_SOV_BAD_REQUEST */
export function parseExplain(input: unknown, demands: Demands): RouteBounds {
  const call = parseBody(explainBody, input)
  return { model: call.model, ...boundsOf(demands, call.provider) }
}
