import type { FastifyReply } from 'fastify'
import { SovError } from '../errors.js'
import type { FinishReason, Settlement, TokenUsage } from '../engine/index.js'
import type { AttemptRecord, RoutedRequest } from '../scheduler/index.js'
import { parseChat } from './chat-request.js'
import { errorAnswer } from './error-answer.js'
import { EventStream } from './event-stream.js'
import { logFailure, type ApiComponents } from './http-app.js'
import { toJson } from '../json.js'
import type { ChatChunk, ChatCompletion, ChatUsage } from './openai-types.js'

type ChatDelta = ChatChunk['choices'][number]['delta']

/**
 * Answers `POST /v1/chat/completions`.
 *
 * @returns the body of an unstreamed answer; undefined when the reply has been taken over.
 */
export async function answerChat(
  body: unknown,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<ChatCompletion | undefined> {
  const call = parseChat(body)
  const signal = whenGone(reply)
  const routed = components.scheduler.dispatch(call.route, { signal })
  reply.header('x-request-id', routed.id).header('x-sov-request', routed.id)
  try {
    if (!call.isStream) return await wholeAnswer(routed, reply, components)
    await streamAnswer(routed, call.includeUsage, reply, signal, components)
  } catch (error) {
    if (!signal.aborted) throw error
    // Nobody is left to tell.
    reply.hijack()
  }
  return undefined
}

/** Fires as soon as the client's connection is gone before the answer is complete. */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new DOMException('the client has gone', 'AbortError'))
  })
  return controller.signal
}

async function wholeAnswer(
  routed: RoutedRequest,
  reply: FastifyReply,
  components: ApiComponents,
): Promise<ChatCompletion> {
  const texts: string[] = []
  const end = await drain(routed, (text) => void texts.push(text))
  const served = servingAttempt(routed)
  if (served !== undefined) {
    reply.header('x-sov-route', routeOf(served)).header('x-sov-peer', served.peer)
    if (served.jurisdiction !== undefined) reply.header('x-sov-jurisdiction', served.jurisdiction)
  }
  if (end.settlement !== undefined) reply.header('x-sov-receipt', end.settlement.orderId)
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
  signal: AbortSignal,
  components: ApiComponents,
): Promise<void> {
  const stream = new EventStream(reply, components.clock)
  const head = { object: 'chat.completion.chunk', ...headOf(routed, components) } as const
  const send = (chunk: Pick<ChatChunk, 'choices' | 'usage'>): Promise<void> =>
    stream.send(toJson({ ...head, ...chunk } satisfies ChatChunk), signal)
  const sendDelta = (delta: ChatDelta, finishReason: FinishReason | null = null): Promise<void> =>
    send({ choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] })
  let hasRole = false
  const sendRole = async (): Promise<void> => {
    if (hasRole) return
    hasRole = true
    await sendDelta({ role: 'assistant', content: '' })
  }
  try {
    const end = await drain(routed, async (text) => {
      await sendRole()
      await sendDelta({ content: text })
    })
    await sendRole()
    await sendDelta({}, end.finishReason)
    if (includeUsage) await send({ choices: [], usage: usageOf(routed, end) })
    await stream.send('[DONE]', signal)
  } catch (error) {
    if (signal.aborted || !stream.isOpen) throw error
    // Too late for a status code; without this frame clients take a cut answer for a whole one.
    logFailure(components.logger, error)
    await stream.send(toJson({ error: errorAnswer(error).body }), signal)
    await stream.send('[DONE]', signal)
  } finally {
    stream.end()
  }
}

interface AnswerEnd {
  readonly finishReason: FinishReason
  readonly usage: TokenUsage
  readonly settlement?: Settlement
}

/** Hands on the text of every delta and gives back the end, which must come. */
async function drain(routed: RoutedRequest, onText: (text: string) => void | Promise<void>): Promise<AnswerEnd> {
  let end: AnswerEnd | undefined
  for await (const part of routed.parts) {
    // A delta is without text while the bytes of a character are not complete.
    if (part.type === 'delta' && part.text !== '') await onText(part.text)
    else if (part.type === 'end') end = part
  }
  if (end === undefined) throw new SovError('ERR_SOV_STREAM_INCOMPLETE', 'the answer stopped before its end')
  return end
}

function headOf(routed: RoutedRequest, { clock }: ApiComponents): Pick<ChatCompletion, 'id' | 'created' | 'model'> {
  return { id: routed.id, created: Math.floor(clock.nowMs() / 1_000), model: routed.model.id }
}

function servingAttempt(routed: RoutedRequest): AttemptRecord | undefined {
  return routed.record().attempts.findLast(({ outcome }) => outcome === 'served')
}

function routeOf({ isSelf }: AttemptRecord): 'local' | 'mesh' {
  return isSelf ? 'local' : 'mesh'
}

function usageOf(routed: RoutedRequest, { usage, settlement }: AnswerEnd): ChatUsage {
  const served = servingAttempt(routed)
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.promptTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    sov: {
      request: routed.id,
      route: served === undefined ? null : routeOf(served),
      peer: served?.peer ?? null,
      org: served?.orgName ?? null,
      jurisdiction: served?.jurisdiction ?? null,
      receipt: settlement?.orderId ?? null,
      settlement: settlement?.status ?? null,
      charge: settlement?.charge.toString() ?? null,
      attempts: routed.record().attempts.map(({ peer, jurisdiction, outcome, errorCode }) => ({
        peer,
        jurisdiction: jurisdiction ?? null,
        outcome,
        error: errorCode ?? null,
      })),
    },
  }
}
