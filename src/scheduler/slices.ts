import type { AnswerPart, TokenUsage, VectorPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import { MIN_SLICE_INPUTS, SLICES_PER_SLOT } from '../limits.js'
import type { Decision } from './decide.js'
import type { ShardPart } from './shard-runs.js'
import { usageSum } from './usage-parts.js'

/** Some of the texts to embed, in a row. */
export interface Slice {
  /** Texts before these. */
  readonly from: number
  readonly inputs: readonly string[]
}

/** Texts in slices of about one length, in their order; one slice when one node has to take them all. */
export function slicesOf(
  inputs: readonly string[],
  { nodes, freeSlots }: ReturnType<Decision['room']>,
): readonly Slice[] {
  const most = Math.floor(inputs.length / MIN_SLICE_INPUTS)
  const count = nodes < 2 ? 1 : Math.max(1, Math.min(most, freeSlots * SLICES_PER_SLOT))
  const from = (slice: number): number => Math.floor((slice * inputs.length) / count)
  return Array.from({ length: count }, (_, slice) => ({
    from: from(slice),
    inputs: inputs.slice(from(slice), from(slice + 1)),
  }))
}

/** The vectors of all slices as one answer. @throws {SovError} ERR_SOV_STREAM_INCOMPLETE */
export async function* joined(
  parts: AsyncIterable<ShardPart<VectorPart>>,
  slices: number,
): AsyncIterable<AnswerPart<VectorPart>> {
  const vectors = Array.from({ length: slices }, (): VectorPart[] => [])
  const usages: TokenUsage[] = []
  for await (const { shard, part } of parts) {
    if (part.type === 'vector') vectors[shard]?.push(part)
    if (part.type === 'end') usages.push(part.usage)
  }
  if (usages.length < slices) throw new SovError('ERR_SOV_STREAM_INCOMPLETE', 'a slice of the texts has no end')
  const usage = usageSum(usages)
  yield { type: 'start', promptTokens: usage.promptTokens, cachedTokens: usage.cachedTokens }
  for (const slice of vectors) yield* slice
  yield { type: 'end', finishReason: 'stop', usage }
}
