import type { AnswerPart, ContentPart, TokenUsage } from '../engine/index.js'
import type { LiveRecord } from './request-log.js'
import type { ShardPart } from './shard-runs.js'

/** Writes down the usage before its reader has the end. */
export async function* ended<C extends ContentPart>(
  record: LiveRecord,
  parts: AsyncIterable<AnswerPart<C>>,
): AsyncIterable<AnswerPart<C>> {
  for await (const part of parts) {
    if (part.type === 'end') record.done(part.usage)
    yield part
  }
}

/** A request that is not split, read like one that is. */
export async function* onlyShard<C extends ContentPart>(
  parts: AsyncIterable<AnswerPart<C>>,
): AsyncIterable<ShardPart<C>> {
  for await (const part of parts) yield { shard: 0, part }
}

/** Writes down the usage of all shards before the reader has their last end. */
export async function* summed<C extends ContentPart>(
  record: LiveRecord,
  parts: AsyncIterable<ShardPart<C>>,
  shards: number,
): AsyncIterable<ShardPart<C>> {
  const usages: TokenUsage[] = []
  for await (const each of parts) {
    if (each.part.type === 'end') usages.push(each.part.usage)
    if (usages.length === shards) record.done(usageSum(usages))
    yield each
  }
}

/** What several answers cost together. */
export function usageSum(usages: readonly TokenUsage[]): TokenUsage {
  return usages.reduce((sum, usage) => ({
    promptTokens: sum.promptTokens + usage.promptTokens,
    cachedTokens: sum.cachedTokens + usage.cachedTokens,
    outputTokens: sum.outputTokens + usage.outputTokens,
  }))
}
