import type { FastifyReply } from 'fastify'
import type { EndPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { Routed, ShardedRequest } from '../scheduler/index.js'
import { errorAnswer } from './error-answer.js'
import { EventStream } from './event-stream.js'
import { logFailure, type ApiComponents } from './http-app.js'
import { toJson } from '../json.js'
import type { ChatUsage } from './openai-types.js'
import { usageFacts } from './routed-answer.js'

/** What becomes of the parts of a choice. */
export interface ChoiceReader {
  /** Never empty: a delta is without text while the bytes of a character are not complete. */
  text(choice: number, text: string): void | Promise<void>
  end?(choice: number, end: EndPart): Promise<void>
}

/**
 * Reads all choices to their ends.
 *
 * @returns their ends, by choice.
 * @throws {SovError} ERR_SOV_STREAM_INCOMPLETE
 */
export async function readChoices(
  { parts }: ShardedRequest,
  choices: number,
  reader: ChoiceReader,
): Promise<readonly EndPart[]> {
  const ends = new Map<number, EndPart>()
  for await (const { shard, part } of parts) {
    if (part.type === 'delta' && part.text !== '') await reader.text(shard, part.text)
    if (part.type !== 'end') continue
    ends.set(shard, part)
    await reader.end?.(shard, part)
  }
  if (ends.size < choices) throw new SovError('ERR_SOV_STREAM_INCOMPLETE', 'the answer stopped before its end')
  return [...ends].sort(([a], [b]) => a - b).map(([, end]) => end)
}

/** The same, for answers that are sent as a whole. */
export async function readTexts(
  routed: ShardedRequest,
  choices: number,
): Promise<readonly { readonly text: string; readonly end: EndPart }[]> {
  const texts = Array.from({ length: choices }, (): string[] => [])
  const ends = await readChoices(routed, choices, { text: (choice, text) => void texts[choice]?.push(text) })
  return ends.map((end, choice) => ({ text: texts[choice]?.join('') ?? '', end }))
}

/**
 * Answers with a stream of events, `[DONE]` the last.
 *
 * @param answer - sends the events; what it throws is sent as an event when others have left, else thrown.
 */
export async function answerEvents(
  reply: FastifyReply,
  gone: AbortSignal,
  { clock, logger }: Pick<ApiComponents, 'clock' | 'logger'>,
  answer: (send: (event: object) => Promise<void>) => Promise<void>,
): Promise<void> {
  const stream = new EventStream(reply, clock)
  const send = (event: object): Promise<void> => stream.send(toJson(event), gone)
  try {
    await answer(send)
    await stream.send('[DONE]', gone)
  } catch (error) {
    if (gone.aborted || !stream.isOpen) throw error
    // Too late for a status code; without this frame clients take a cut answer for a whole one.
    logFailure(logger, error)
    await send({ error: errorAnswer(error).body })
    await stream.send('[DONE]', gone)
  } finally {
    stream.end()
  }
}

/**
 * Counts of all choices together: each prompt counts once, however many choices it has.
 *
 * @param ends - by choice, all of a prompt in a row.
 * @param perPrompt - choices of each prompt.
 */
export function usageOf(routed: Routed, ends: readonly EndPart[], perPrompt: number): ChatUsage {
  const once = ends.filter((_, index) => index % perPrompt === 0)
  const sum = (of: readonly EndPart[], count: (end: EndPart) => number): number =>
    of.reduce((total, end) => total + count(end), 0)
  const promptTokens = sum(once, ({ usage }) => usage.promptTokens)
  const outputTokens = sum(ends, ({ usage }) => usage.outputTokens)
  return {
    prompt_tokens: promptTokens,
    completion_tokens: outputTokens,
    total_tokens: promptTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: sum(once, ({ usage }) => usage.cachedTokens) },
    sov: usageFacts(routed),
  }
}

/** What every answer and every event of a request begins with. */
export function headOf(
  { id, model }: Routed,
  { clock }: Pick<ApiComponents, 'clock'>,
): { readonly id: string; readonly created: number; readonly model: string } {
  return { id, created: Math.floor(clock.nowMs() / 1_000), model: model.id }
}
