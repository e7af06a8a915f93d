import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FinishReason } from '../engine/index.js'
import type { ShardedRequest } from '../scheduler/index.js'
import { demandsOf } from './bounds.js'
import { parseChat, type ChatCall } from './chat-request.js'
import { answerEvents, headOf, readChoices, readTexts, usageOf } from './choices.js'
import type { ApiComponents } from './http-app.js'
import type { ChatChunk, ChatCompletion } from './openai-types.js'
import { answerRouted, setRouteHeaders } from './routed-answer.js'
import { choicesOf } from './sampling-fields.js'

type ChatDelta = ChatChunk['choices'][number]['delta']

/**
 * Answers `POST /v1/chat/completions`.
 *
 * @returns the body of an unstreamed answer; undefined when the reply has been taken over.
 */
export async function answerChat(
  request: FastifyRequest,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<ChatCompletion | undefined> {
  const call = parseChat(request.body, demandsOf(request))
  const { isStream, choices } = call
  const { messages, sampling, ...bounds } = call.route
  const items = choicesOf([{ messages }], sampling, choices)
  return answerRouted(
    request,
    reply,
    (signal) => components.scheduler.dispatchAll({ ...bounds, items, isStream }, { signal }),
    async (routed, gone) => {
      if (!isStream) return wholeAnswer(routed, choices, reply, components)
      await streamAnswer(routed, call, reply, gone, components)
      return undefined
    },
  )
}

async function wholeAnswer(
  routed: ShardedRequest,
  choices: number,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<ChatCompletion> {
  const answers = await readTexts(routed, choices)
  setRouteHeaders(reply, routed)
  return {
    object: 'chat.completion',
    ...headOf(routed, components),
    choices: answers.map(({ text, end }, index) => ({
      index,
      message: { role: 'assistant', content: text, refusal: null },
      logprobs: null,
      finish_reason: end.finishReason,
    })),
    usage: usageOf(
      routed,
      answers.map(({ end }) => end),
      choices,
    ),
  }
}

async function streamAnswer(
  routed: ShardedRequest,
  { choices, includeUsage }: ChatCall,
  reply: FastifyReply,
  gone: AbortSignal,
  components: ApiComponents,
): Promise<void> {
  const head = { object: 'chat.completion.chunk', ...headOf(routed, components) } as const
  await answerEvents(reply, gone, components, async (sendEvent) => {
    const send = (chunk: Pick<ChatChunk, 'choices' | 'usage'>): Promise<void> =>
      sendEvent({ ...head, ...chunk } satisfies ChatChunk)
    const sendDelta = (index: number, delta: ChatDelta, finishReason: FinishReason | null = null): Promise<void> =>
      send({ choices: [{ index, delta, logprobs: null, finish_reason: finishReason }] })
    const begun = new Set<number>()
    const sendRole = async (choice: number): Promise<void> => {
      if (begun.has(choice)) return
      begun.add(choice)
      await sendDelta(choice, { role: 'assistant', content: '' })
    }
    const ends = await readChoices(routed, choices, {
      text: async (choice, text) => {
        await sendRole(choice)
        await sendDelta(choice, { content: text })
      },
      end: async (choice, { finishReason }) => {
        await sendRole(choice)
        await sendDelta(choice, {}, finishReason)
      },
    })
    if (includeUsage) await send({ choices: [], usage: usageOf(routed, ends, choices) })
  })
}
