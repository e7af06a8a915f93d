import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EndPart, FinishReason } from '../engine/index.js'
import type { RoutedRequest } from '../scheduler/index.js'
import { demandsOf } from './bounds.js'
import { parseChat } from './chat-request.js'
import { errorAnswer } from './error-answer.js'
import { EventStream } from './event-stream.js'
import { logFailure, type ApiComponents } from './http-app.js'
import { toJson } from '../json.js'
import type { ChatChunk, ChatCompletion, ChatUsage } from './openai-types.js'
import { answerRouted, drain, setRouteHeaders, usageFacts } from './routed-answer.js'

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
  return answerRouted(
    request,
    reply,
    (signal) => components.scheduler.dispatch(call.route, { signal }),
    async (routed, gone) => {
      if (!call.isStream) return wholeAnswer(routed, reply, components)
      await streamAnswer(routed, call.includeUsage, reply, gone, components)
      return undefined
    },
  )
}

async function wholeAnswer(
  routed: RoutedRequest,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<ChatCompletion> {
  const texts: string[] = []
  const end = await drainText(routed, (text) => void texts.push(text))
  setRouteHeaders(reply, routed, end)
  return {
    object: 'chat.completion',
    ...headOf(routed, components),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: texts.join(''), refusal: null },
        logprobs: null,
        finish_reason: end.finishReason,
      },
    ],
    usage: usageOf(routed, end),
  }
}

async function streamAnswer(
  routed: RoutedRequest,
  includeUsage: boolean,
  reply: FastifyReply,
  gone: AbortSignal,
  components: ApiComponents,
): Promise<void> {
  const stream = new EventStream(reply, components.clock)
  const head = { object: 'chat.completion.chunk', ...headOf(routed, components) } as const
  const send = (chunk: Pick<ChatChunk, 'choices' | 'usage'>): Promise<void> =>
    stream.send(toJson({ ...head, ...chunk } satisfies ChatChunk), gone)
  const sendDelta = (delta: ChatDelta, finishReason: FinishReason | null = null): Promise<void> =>
    send({ choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] })
  let hasRole = false
  const sendRole = async (): Promise<void> => {
    if (hasRole) return
    hasRole = true
    await sendDelta({ role: 'assistant', content: '' })
  }
  try {
    const end = await drainText(routed, async (text) => {
      await sendRole()
      await sendDelta({ content: text })
    })
    await sendRole()
    await sendDelta({}, end.finishReason)
    if (includeUsage) await send({ choices: [], usage: usageOf(routed, end) })
    await stream.send('[DONE]', gone)
  } catch (error) {
    if (gone.aborted || !stream.isOpen) throw error
    // Too late for a status code; without this frame clients take a cut answer for a whole one.
    logFailure(components.logger, error)
    await stream.send(toJson({ error: errorAnswer(error).body }), gone)
    await stream.send('[DONE]', gone)
  } finally {
    stream.end()
  }
}

/** Hands on the text of every delta; a delta is without text while the bytes of a character are not complete. */
function drainText(routed: RoutedRequest, onText: (text: string) => void | Promise<void>): Promise<EndPart> {
  return drain(routed, async ({ text }) => {
    if (text !== '') await onText(text)
  })
}

function headOf(routed: RoutedRequest, { clock }: ApiComponents): Pick<ChatCompletion, 'id' | 'created' | 'model'> {
  return { id: routed.id, created: Math.floor(clock.nowMs() / 1_000), model: routed.model.id }
}

function usageOf(routed: RoutedRequest, { usage, settlement }: EndPart): ChatUsage {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.promptTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    sov: usageFacts(routed, settlement),
  }
}
