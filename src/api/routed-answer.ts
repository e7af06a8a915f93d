import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ContentPart, EndPart } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { AttemptRecord, Routed, RoutedRequest } from '../scheduler/index.js'
import type { UsageFacts } from './openai-types.js'

/**
 * Dispatches a request for a client, who cancels it by going away; so does the owner by revoking its key.
 *
 * @param answer - gives the body, or undefined when it has taken the reply over; `gone` fires when nobody reads it.
 */
export async function answerRouted<R extends Routed, T>(
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
export function setRouteHeaders(reply: FastifyReply, routed: Routed): void {
  const { route, peer, jurisdiction, receipt } = usageFacts(routed)
  const headers = {
    'x-sov-route': route,
    'x-sov-peer': peer,
    'x-sov-jurisdiction': jurisdiction,
    'x-sov-receipt': receipt,
  }
  for (const [name, value] of Object.entries(headers)) if (value !== null) reply.header(name, value)
}

/** What `usage.sov` says of an answer. */
export function usageFacts(routed: Routed): UsageFacts {
  const { attempts } = routed.record()
  const served = attempts.filter(({ outcome }) => outcome === 'served')
  const settled = served.flatMap(({ settlement }) => settlement ?? [])
  return {
    request: routed.id,
    route: served.length === 0 ? null : served.every(({ isSelf }) => isSelf) ? 'local' : 'mesh',
    peer: common(served, ({ peer }) => peer),
    org: common(served, ({ orgName }) => orgName),
    jurisdiction: common(served, ({ jurisdiction }) => jurisdiction),
    receipt: common(served, ({ settlement }) => settlement?.orderId),
    settlement: common(served, ({ settlement }) => settlement?.status),
    charge: settled.length === 0 ? null : settled.reduce((sum, { charge }) => sum + charge, 0n).toString(),
    attempts: attempts.map(({ shard, peer, jurisdiction, outcome, errorCode, settlement }) => ({
      shard,
      peer,
      jurisdiction: jurisdiction ?? null,
      outcome,
      error: errorCode ?? null,
      receipt: settlement?.orderId ?? null,
    })),
  }
}

/** What is the same of all that served, or null. */
function common<T>(served: readonly AttemptRecord[], of: (attempt: AttemptRecord) => T | undefined): T | null {
  const [value, ...others] = new Set(served.map(of))
  return others.length === 0 ? (value ?? null) : null
}
