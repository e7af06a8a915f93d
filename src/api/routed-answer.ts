import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ContentPart, EndPart, Settlement } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { AttemptRecord, RoutedRequest } from '../scheduler/index.js'
import type { UsageFacts } from './openai-types.js'

/**
 * Dispatches a request for a client, who cancels it by going away; so does the owner by revoking its key.
 *
 * @param answer - gives the body, or undefined when it has taken the reply over; `gone` fires when nobody reads it.
 */
export async function answerRouted<R extends RoutedRequest<ContentPart>, T>(
  request: Pick<FastifyRequest, 'apiKey'>,
  reply: FastifyReply,
  dispatch: (signal: AbortSignal) => R,
  answer: (routed: R, gone: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  const gone = whenGone(reply)
  const { apiKey } = request
  const routed = dispatch(apiKey === null ? gone : AbortSignal.any([gone, apiKey.revoked]))
  reply.header('x-request-id', routed.id).header('x-sov-request', routed.id)
  try {
    return await answer(routed, gone)
  } catch (error) {
    if (!gone.aborted) throw error
    // Nobody is left to tell.
    reply.hijack()
    return undefined
  }
}

/** Fires as soon as the client's connection is gone before the answer is complete. */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new DOMException('the client has gone', 'AbortError'))
  })
  return controller.signal
}

/** Hands on the content and gives back the end, which must come. @throws {SovError} ERR_SOV_STREAM_INCOMPLETE */
export async function drain<C extends ContentPart>(
  { parts }: RoutedRequest<C>,
  onContent: (part: C) => void | Promise<void>,
): Promise<EndPart> {
  let end: EndPart | undefined
  for await (const part of parts) {
    if (part.type === 'end') end = part
    else if (part.type !== 'start') await onContent(part)
  }
  if (end === undefined) throw new SovError('ERR_SOV_STREAM_INCOMPLETE', 'the answer stopped before its end')
  return end
}

/** Says in the headers who has answered, for a body that is sent as a whole. */
export function setRouteHeaders(
  reply: FastifyReply,
  routed: RoutedRequest<ContentPart>,
  { settlement }: EndPart,
): void {
  const served = servingAttempt(routed)
  if (served !== undefined) {
    reply.header('x-sov-route', routeOf(served)).header('x-sov-peer', served.peer)
    if (served.jurisdiction !== undefined) reply.header('x-sov-jurisdiction', served.jurisdiction)
  }
  if (settlement !== undefined) reply.header('x-sov-receipt', settlement.orderId)
}

/** What `usage.sov` says of an answer. */
export function usageFacts(routed: RoutedRequest<ContentPart>, settlement: Settlement | undefined): UsageFacts {
  const served = servingAttempt(routed)
  return {
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
  }
}

function servingAttempt(routed: RoutedRequest<ContentPart>): AttemptRecord | undefined {
  return routed.record().attempts.findLast(({ outcome }) => outcome === 'served')
}

function routeOf({ isSelf }: AttemptRecord): 'local' | 'mesh' {
  return isSelf ? 'local' : 'mesh'
}
