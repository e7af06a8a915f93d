import { z } from 'zod'
import { MAX_EMBED_INPUTS } from '../limits.js'
import type { EmbedRouteRequest } from '../scheduler/index.js'
import { boundsOf, type Demands } from './bounds.js'
import { provider } from './provider-field.js'
import { parseBody, unsupported } from './validation.js'

/** Embeddings as asked for. */
export interface EmbeddingCall {
  readonly route: EmbedRouteRequest
  readonly format: 'float' | 'base64'
  /** Length of the vectors that the client insists on. */
  readonly dimensions: number | undefined
}

const text = z
  .unknown()
  .refine((value) => typeof value !== 'number' && !Array.isArray(value), {
    error: 'token ids are not supported, send text',
    params: unsupported,
  })
  .pipe(z.string().min(1))

const body = z.object({
  model: z.string().min(1).max(256),
  input: z.preprocess(
    (input) => (typeof input === 'string' ? [input] : input),
    z.array(text, { error: 'expected a string or an array of strings' }).min(1).max(MAX_EMBED_INPUTS),
  ),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).nullish(),
  provider: provider.nullish(),
  service_tier: z.string().nullish(),
})

/**
 * Reads the body of an embeddings request. Unknown fields at the top are ignored, since clients add many.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST with `param`
 */
export function parseEmbedding(input: unknown, demands: Demands): EmbeddingCall {
  const call = parseBody(body, input)
  return {
    route: { model: call.model, inputs: call.input, ...boundsOf(demands, call.provider, call.service_tier) },
    format: call.encoding_format ?? 'float',
    dimensions: call.dimensions ?? undefined,
  }
}
