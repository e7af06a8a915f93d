import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FinishReason } from '../engine/index.js'
import type { ShardedRequest } from '../scheduler/index.js'
import { demandsOf } from './bounds.js'
import { answerEvents, headOf, readChoices, readTexts, usageOf } from './choices.js'
import { parseCompletion, type CompletionCall } from './completion-request.js'
import type { ApiComponents } from './http-app.js'
import type { TextCompletion, TextChunk } from './openai-types.js'
import { answerRouted, setRouteHeaders } from './routed-answer.js'

/**
 * Answers `POST /v1/completions`.
 *
 * @returns the body of an unstreamed answer; undefined when the reply has been taken over.
 */
export async function answerCompletion(
  request: FastifyRequest,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<TextCompletion | undefined> {
  const call = parseCompletion(request.body, demandsOf(request))
  return answerRouted(
    request,
    reply,
    (signal) => components.scheduler.dispatchAll(call.route, { signal }),
    async (routed, gone) => {
      if (!call.route.isStream) return wholeAnswer(routed, call, reply, components)
      await streamAnswer(routed, call, reply, gone, components)
      return undefined
    },
  )
}

async function wholeAnswer(
  routed: ShardedRequest,
  { route, choices }: CompletionCall,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<TextCompletion> {
  const answers = await readTexts(routed, route.items.length)
  setRouteHeaders(reply, routed)
  return {
    object: 'text_completion',
    ...headOf(routed, components),
    choices: answers.map(({ text, end }, index) => ({ index, text, logprobs: null, finish_reason: end.finishReason })),
    usage: usageOf(
      routed,
      answers.map(({ end }) => end),
      choices,
    ),
  }
}

async function streamAnswer(
  routed: ShardedRequest,
  { route, choices, includeUsage }: CompletionCall,
  reply: FastifyReply,
  gone: AbortSignal,
  components: ApiComponents,
): Promise<void> {
  const head = { object: 'text_completion', ...headOf(routed, components) } as const
  await answerEvents(reply, gone, components, async (sendEvent) => {
    const send = (chunk: Pick<TextChunk, 'choices' | 'usage'>): Promise<void> =>
      sendEvent({ ...head, ...chunk } satisfies TextChunk)
    const sendText = (index: number, text: string, finishReason: FinishReason | null): Promise<void> =>
      send({ choices: [{ index, text, logprobs: null, finish_reason: finishReason }] })
    const ends = await readChoices(routed, route.items.length, {
      text: (choice, text) => sendText(choice, text, null),
      end: (choice, { finishReason }) => sendText(choice, '', finishReason),
    })
    if (includeUsage) await send({ choices: [], usage: usageOf(routed, ends, choices) })
  })
}
