import type { FastifyReply, FastifyRequest } from 'fastify'
import { SovError } from '../errors.js'
import { demandsOf } from './bounds.js'
import { parseEmbedding } from './embedding-request.js'
import { UNSUPPORTED } from './error-answer.js'
import type { ApiComponents } from './http-app.js'
import type { EmbeddingList } from './openai-types.js'
import { answerRouted, drain, setRouteHeaders, usageFacts } from './routed-answer.js'

const FLOAT_BYTES = 4

/**
 * Answers `POST /v1/embeddings`.
 *
 * @returns the body; undefined when the client has gone.
 */
export async function answerEmbeddings(
  request: FastifyRequest,
  reply: FastifyReply,
  { scheduler }: ApiComponents,
): Promise<EmbeddingList | undefined> {
  const { route, format, dimensions } = parseEmbedding(request.body, demandsOf(request))
  return answerRouted(
    request,
    reply,
    (signal) => scheduler.embed(route, { signal }),
    async (routed) => {
      const data: EmbeddingList['data'][number][] = []
      const end = await drain(routed, ({ values }) => {
        // Nobody knows the length before the first vector; leaving now cancels the rest.
        if (dimensions !== undefined && dimensions !== values.length) throw otherLength(values.length)
        const embedding = format === 'base64' ? toBase64(values) : Array.from(values)
        data.push({ object: 'embedding', index: data.length, embedding })
      })
      setRouteHeaders(reply, routed)
      const { promptTokens } = end.usage
      return {
        object: 'list',
        data,
        model: routed.model.id,
        usage: { prompt_tokens: promptTokens, total_tokens: promptTokens, sov: usageFacts(routed) },
      }
    },
  )
}

/** Float32, little-endian on every machine. */
function toBase64(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * FLOAT_BYTES)
  for (const [index, value] of values.entries()) bytes.writeFloatLE(value, index * FLOAT_BYTES)
  return bytes.toString('base64')
}

function otherLength(dimensions: number): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `dimensions: the model gives ${String(dimensions)}, and no other number`, {
    param: 'dimensions',
    details: UNSUPPORTED,
  })
}
