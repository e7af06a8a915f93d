import { z } from 'zod'
import { MAX_EMBED_INPUTS } from '../limits.js'
import type { EmbedRouteRequest } from '../scheduler/index.js'
import { boundsOf, type Demands } from './bounds.js'
import { provider } from './provider-field.js'
import { parseBody, texts } from './validation.js'

/** Embeddings as asked for. */
export interface EmbeddingCall {
  readonly route: EmbedRouteRequest
  readonly format: 'float' | 'base64'
  /** Length of the vectors that the client insists on. */
  readonly dimensions: number | undefined
}

const body = z.object({
  model: z.string().min(1).max(256),
  input: texts(MAX_EMBED_INPUTS),
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
