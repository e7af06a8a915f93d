import { z } from 'zod'
import { DEFAULT_COMPLETION_TOKENS, MAX_SHARDS } from '../limits.js'
import type { ShardedRouteRequest } from '../scheduler/index.js'
import { boundsOf, type Demands } from './bounds.js'
import { choicesOf, isFalse, only, samplingFields, samplingOf } from './sampling-fields.js'
import { parseBody, texts } from './validation.js'

/** Completions as asked for. */
export interface CompletionCall {
  readonly route: ShardedRouteRequest
  /** Choices for each prompt, 1 to MAX_CHOICES. */
  readonly choices: number
  readonly includeUsage: boolean
}

const body = z
  .object({
    ...samplingFields,
    prompt: texts(MAX_SHARDS),
    best_of: only((value) => value === 1),
    echo: only(isFalse),
    logprobs: only(() => false),
    suffix: only((value) => value === ''),
  })
  .refine(({ prompt, n }) => prompt.length * (n ?? 1) <= MAX_SHARDS, {
    path: ['prompt'],
    error: `at most ${String(MAX_SHARDS)} answers in one request`,
  })

/**
 * Reads the body of a completions request. Unknown fields at the top are ignored, since clients add many.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST with `param`
 */
export function parseCompletion(input: unknown, demands: Demands): CompletionCall {
  const call = parseBody(body, input)
  const sampling = samplingOf(call, call.max_tokens ?? DEFAULT_COMPLETION_TOKENS)
  const choices = call.n ?? 1
  const prompts = call.prompt.map((prompt) => ({ prompt }))
  return {
    route: {
      model: call.model,
      items: choicesOf(prompts, sampling, choices),
      isStream: call.stream === true,
      ...boundsOf(demands, call.provider, call.service_tier),
    },
    choices,
    includeUsage: call.stream_options?.include_usage === true,
  }
}
