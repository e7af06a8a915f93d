import { z } from 'zod'
import type { Prompt, Sampling } from '../engine/index.js'
import { MAX_CHOICES, MAX_OUTPUT_TOKENS, MAX_STOP_STRINGS, MAX_STOP_STRING_BYTES } from '../limits.js'
import type { RouteItem } from '../scheduler/index.js'
import { provider } from './provider-field.js'
import { unsupported } from './validation.js'

/** A field that changes the answer in a way we cannot: any value but a harmless one is refused, never ignored. */
export const only = (isHarmless: (value: unknown) => boolean): z.ZodType =>
  z
    .unknown()
    .refine((value) => value === null || isHarmless(value), { error: 'is not supported', params: unsupported })
    .optional()
export const isZero = (value: unknown): boolean => value === 0
export const isFalse = (value: unknown): boolean => value === false
export const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

const stopString = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_STOP_STRING_BYTES, {
    error: `at most ${String(MAX_STOP_STRING_BYTES)} bytes`,
  })

export const outputTokens = z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish()

/** What chats and texts to go on with are asked for with alike. */
export const samplingFields = {
  model: z.string().min(1).max(256),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.int().min(1).max(MAX_CHOICES).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: z.preprocess(
    (stop) => (typeof stop === 'string' ? [stop] : stop),
    z.array(stopString, { error: 'expected a string or an array of strings' }).max(MAX_STOP_STRINGS).nullish(),
  ),
  max_tokens: outputTokens,
  provider: provider.nullish(),
  service_tier: z.string().nullish(),
  logit_bias: only(isEmpty),
  frequency_penalty: only(isZero),
  presence_penalty: only(isZero),
}

type SamplingFields = z.infer<z.ZodObject<Pick<typeof samplingFields, 'temperature' | 'top_p' | 'seed' | 'stop'>>>

export function samplingOf({ temperature, top_p, seed, stop }: SamplingFields, maxOutputTokens: number): Sampling {
  return {
    maxOutputTokens,
    temperature: temperature ?? 1,
    topP: top_p ?? 1,
    seed: seed == null ? undefined : foldSeed(BigInt(seed)),
    stop: stop ?? [],
  }
}

/**
 * One item for each choice of each prompt: all choices of the first prompt come first. A seed counts up over the choices
 * of a prompt, or they would all be the same.
 */
export function choicesOf(prompts: readonly Prompt[], sampling: Sampling, choices: number): readonly RouteItem[] {
  const { seed } = sampling
  const seeds = Array.from({ length: choices }, (_, choice) =>
    seed === undefined ? undefined : foldSeed(BigInt(seed + choice)),
  )
  return prompts.flatMap((prompt) => seeds.map((each) => ({ ...prompt, sampling: { ...sampling, seed: each } })))
}

/** Engines take 32 bits: any integer is folded to its lowest 32. */
function foldSeed(seed: bigint): number {
  return Number(BigInt.asUintN(32, seed))
}
