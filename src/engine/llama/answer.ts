import { randomInt } from 'node:crypto'
import type { ChatWrapper, LlamaContext, LlamaModel, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import type { DeltaPart, GeneratePart, GenerateRequest, Sampling } from '../index.js'
import { contextOverflow, unknownToken } from '../request-errors.js'
import { StopFilter, type Piece } from '../stop-filter.js'
import { chatPrompt, rawPrompt } from './chat-prompt.js'
import type { SequencePool, TakenSequence } from './sequence-pool.js'
import { TokenText } from './token-text.js'

/** What answers chats. */
export interface ChatModel {
  readonly model: LlamaModel
  /** Resolved once: finding the wrapper renders templates for most of a second. */
  readonly wrapper: ChatWrapper
  readonly context: LlamaContext
  readonly sequences: SequencePool
}

/**
 * Answers one chat, or goes on with one text.
 *
 * @param signal - ends the work within one token, or within one batch of the prompt; the parts then end without `end`.
 * @throws {SovError} ERR_SOV_CONTEXT_OVERFLOW, ERR_SOV_BAD_REQUEST
 */
export async function* answerChat(
  chat: ChatModel,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GeneratePart, void> {
  const { model, wrapper, context, sequences } = chat
  const { sampling, answerTokenIds = [], tenant } = request
  const prompt =
    request.prompt === undefined ? chatPrompt(model, wrapper, request.messages) : rawPrompt(model, request.prompt)
  const tokens = [...prompt.tokens, ...knownTokens(model, answerTokenIds)]
  const promptTokens = tokens.length
  const room = context.contextSize - promptTokens
  if (room < 1) throw contextOverflow(promptTokens, context.contextSize)

  const taken = await sequences.take(tenant, tokens, signal)
  try {
    const { sequence, cachedTokens } = taken
    yield { type: 'start', promptTokens, cachedTokens }

    const limit = Math.min(sampling.maxOutputTokens, room)
    const text = new TokenText((ids, previous) => detokenize(model, ids, previous), tokens)
    const stops = new StopFilter([...sampling.stop, ...prompt.stopTexts])
    let outputTokens = 0
    const delta = (piece: Piece): DeltaPart => {
      outputTokens += piece.tokenIds.length
      return { type: 'delta', ...piece }
    }

    const lastBatch = await prefill(taken, tokens.slice(cachedTokens), context.batchSize, signal)
    let made = 0
    for await (const token of sequence.evaluate(lastBatch, evaluateOptions(sampling))) {
      if (made === 0) taken.hasRead()
      taken.rests()
      if (signal.aborted) return
      if (prompt.stopTokens.has(token)) break
      made += 1
      const piece = text.push(token)
      const free = piece && stops.push(piece)
      if (free !== undefined) yield delta(free)
      if (stops.isStopped || made === limit) break
      await taken.goesOn()
    }
    taken.rests()
    if (signal.aborted) return
    const isCut = made === limit && !stops.isStopped
    const last = stops.isStopped ? undefined : text.flush()
    const free = last && stops.push(last)
    if (free !== undefined) yield delta(free)
    const held = stops.isStopped ? undefined : stops.flush()
    if (held !== undefined) yield delta(held)
    yield {
      type: 'end',
      finishReason: isCut ? 'length' : 'stop',
      usage: { promptTokens, cachedTokens, outputTokens },
    }
  } finally {
    taken.release()
  }
}

/** Evaluates all but the last batch, so that a long prompt can be cancelled on its way; returns the last batch. */
async function prefill(
  { sequence, rests, goesOn }: TakenSequence,
  tokens: readonly Token[],
  batchSize: number,
  signal: AbortSignal,
): Promise<Token[]> {
  let done = 0
  while (tokens.length - done > batchSize && !signal.aborted) {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(done, done + batchSize))
    done += batchSize
    rests()
    await goesOn()
  }
  // an aborted caller leaves at the first token, which costs this one step
  return signal.aborted ? tokens.slice(done, done + 1) : tokens.slice(done)
}

function evaluateOptions({ temperature, topP, seed }: Sampling): SequenceEvaluateOptions {
  if (temperature === 0) return { temperature: 0 }
  // the library's own default seed is the second of the clock: the same for all requests of that second
  return { temperature, topP, topK: 0, seed: seed ?? randomInt(2 ** 32) }
}

/** @throws {SovError} ERR_SOV_BAD_REQUEST when an id is of no token: llama.cpp would read past its tables. */
function knownTokens(model: LlamaModel, ids: readonly number[]): Token[] {
  // What the file's list of tokens does not say, nothing is known of.
  const vocabulary = model.fileInfo.metadata.tokenizer.ggml.tokens.length
  const unknown = ids.find((id) => id >= vocabulary)
  if (unknown !== undefined) throw unknownToken(unknown)
  return [...ids] as Token[]
}

function detokenize(model: LlamaModel, ids: readonly number[], previous: readonly number[]): string {
  return model.detokenize(ids as readonly Token[], false, previous as readonly Token[])
}
