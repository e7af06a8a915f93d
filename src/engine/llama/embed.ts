import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp'
import { SovError } from '../../errors.js'
import type { EmbedPart, EmbedRequest } from '../index.js'
import { inputOverflow } from '../request-errors.js'

/** What embeds texts. */
export interface EmbeddingModel {
  readonly model: LlamaModel
  /** Takes one text at a time, so that requests at the same time take turns by text; the library offers no batches. */
  readonly context: LlamaEmbeddingContext
  /** Longest text, tokens. */
  readonly contextTokens: number
}

/**
 * Embeds the texts of one request.
 *
 * @param signal - ends the work after the text it is at; the parts then end without `end`.
 * @throws {SovError} ERR_SOV_CONTEXT_OVERFLOW, ERR_SOV_ENGINE_FAILED
 */
export async function* embed(
  embedding: EmbeddingModel,
  { inputs }: EmbedRequest,
  signal: AbortSignal,
): AsyncGenerator<EmbedPart, void> {
  const { model, context, contextTokens } = embedding
  const texts = inputs.map((text) => tokenize(model, text))
  // with the tokens that the model wants around a text
  const counts = texts.map((tokens) => context.calculateInputLength(tokens))
  const tooLong = counts.findIndex((count) => count > contextTokens)
  if (tooLong !== -1) throw inputOverflow(tooLong, counts[tooLong] ?? 0, contextTokens)

  const promptTokens = counts.reduce((sum, count) => sum + count, 0)
  yield { type: 'start', promptTokens, cachedTokens: 0 }
  for (const tokens of texts) {
    if (signal.aborted) return
    yield { type: 'vector', values: await vector(context, tokens) }
  }
  if (signal.aborted) return
  yield { type: 'end', finishReason: 'stop', usage: { promptTokens, cachedTokens: 0, outputTokens: 0 } }
}

/** What looks like a special token in a text is text. */
function tokenize(model: LlamaModel, text: string): Token[] {
  const tokens = model.tokenize(text, false)
  if (tokens.length > 0) return tokens
  // a text of blanks may have no tokens, and for none the library gives an empty vector
  return [model.tokens.bos ?? model.tokens.eos].filter((token) => token !== null)
}

async function vector(context: LlamaEmbeddingContext, tokens: Token[]): Promise<Float32Array> {
  const values = Float32Array.from((await context.getEmbeddingFor(tokens)).vector)
  if (values.length > 0 && values.every(Number.isFinite)) return values
  throw new SovError('ERR_SOV_ENGINE_FAILED', 'llama.cpp gave a vector that is none')
}
