import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import Fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import type { ApiKeyUse } from '../api-keys/index.js'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import {
  API_RECEIVE_TIMEOUT_MS,
  API_TLS_HANDSHAKE_TIMEOUT_MS,
  DRAIN_TIMEOUT_MS,
  MAX_API_BODY_BYTES,
  MAX_API_CONNECTIONS,
} from '../limits.js'
import type { Scheduler } from '../scheduler/index.js'
import { errorAnswer, httpError, type ErrorAnswer } from './error-answer.js'
import { refuseForeign, type OwnNames } from './guards.js'
import { takeKey, type KeyCheck } from './key-check.js'
import { toJson } from '../json.js'
import type { Tls } from './tls.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that it came with; null without one. */
    apiKey: ApiKeyUse | null
  }
}

export interface ApiComponents {
  readonly scheduler: Scheduler
  readonly clock: Clock
  /** Gets one debug line a request and the codes of failures; never bodies. Left out: silent. */
  readonly logger?: Logger | undefined
}

/** A request that never touches a socket. */
export interface InjectedRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
}

export interface InjectedResponse {
  readonly status: number
  readonly body: Uint8Array
}

/** An answer whose body comes in pieces. */
export interface InjectedStream {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array>
}

/** Longest model name in a path: name, quantisation and a whole digest. */
const MAX_PATH_PARAM_LENGTH = 256

/** Who may reach an app, and how. */
interface Reach {
  readonly names: OwnNames
  /** Left out: nobody is asked for a key, and none is looked at. */
  readonly keyCheck?: KeyCheck
  /** Left out: plain HTTP. */
  readonly tls?: Tls | undefined
}

/** A fastify instance without routes: guards, keys, body limits, error shape and request ids that both APIs share. */
export function createHttpApp({ logger }: ApiComponents, { names, keyCheck, tls }: Reach): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_API_BODY_BYTES,
    requestTimeout: API_RECEIVE_TIMEOUT_MS,
    genReqId: () => `http_${randomBytes(16).toString('hex')}`,
    // The scheduler says why it takes no more work, in the shape clients know.
    return503OnClosing: false,
    ...transport(tls),
    routerOptions: { maxParamLength: MAX_PATH_PARAM_LENGTH },
    frameworkErrors: (error, _request, reply: FastifyReply) => void sendError(reply, errorAnswer(error)),
  })
  app.removeContentTypeParser('text/plain')
  app.setReplySerializer(toJson)
  app.server.maxConnections = MAX_API_CONNECTIONS
  closeConnectionsWhenIdle(app, tls === undefined ? 'connection' : 'secureConnection')

  app.decorateRequest('apiKey', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    const refusal = refuseForeign(request.headers, names)
    if (refusal !== undefined) return sendError(reply, refusal)
    if (keyCheck === undefined) return
    const key = takeKey(request.headers, keyCheck)
    if (key === undefined) return
    request.apiKey = key
    // fires also when the client has gone or the answer went past fastify
    reply.raw.once('close', () => key.release())
  })
  app.addHook('onResponse', (request, reply, done) => {
    logger?.debug(
      { request: reply.getHeader('x-request-id'), route: request.routeOptions.url, status: reply.statusCode },
      'api request',
    )
    done()
  })
  app.setErrorHandler((error, _request, reply) => {
    const answer = errorAnswer(error)
    if (answer.status >= 500) logFailure(logger, error)
    return sendError(reply, answer)
  })
  app.setNotFoundHandler((_request, reply) =>
    sendError(reply, httpError(404, 'invalid_request_error', 'unknown_route', 'there is no such route')),
  )
  return app
}

function transport(tls: Tls | undefined): FastifyHttpOptions<Server> {
  // The guard answers instead, in the shape clients know.
  const requireHostHeader = false
  if (tls === undefined) return { http: { requireHostHeader } }
  const { cert, key } = tls
  const handshakeTimeout = API_TLS_HANDSHAKE_TIMEOUT_MS
  // fastify passes its own options on to its own servers only
  const requestTimeout = API_RECEIVE_TIMEOUT_MS
  return {
    serverFactory: (handler) =>
      createTlsServer({ cert, key, handshakeTimeout, requestTimeout, requireHostHeader }, handler),
  }
}

/** Logs a failure by code; the place of a foreign error, which is a bug of ours, by its stack without its message. */
export function logFailure(logger: Logger | undefined, error: unknown): void {
  if (SovError.isInstance(error)) logger?.warn({ code: error.code }, 'api request failed')
  else logger?.error({ at: error instanceof Error ? stackFrames(error) : undefined }, 'api request hit a bug')
}

function stackFrames({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}

function sendError(reply: FastifyReply, { status, body, retryAfterSeconds }: ErrorAnswer): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).send({ error: body })
}

/**
 * While stopping, connections without a request would hold the server open. Node's own `closeIdleConnections` leaves
 * those that clients opened in advance and have not used yet.
 */
function closeConnectionsWhenIdle(app: FastifyInstance, opened: 'connection' | 'secureConnection'): void {
  const open = new Set<Socket>()
  const busy = new Set<Socket>()
  let isClosing = false
  app.server.on(opened, (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    if (isClosing) socket.destroy()
  })
  app.addHook('onRequest', (request, _reply, done) => {
    busy.add(request.raw.socket)
    done()
  })
  app.addHook('onResponse', ({ raw: { socket } }, _reply, done) => {
    busy.delete(socket)
    if (isClosing && open.has(socket)) socket.destroySoon()
    done()
  })
  app.addHook('preClose', (done) => {
    isClosing = true
    for (const socket of open) if (!busy.has(socket)) socket.destroy()
    done()
  })
}

/** Stops listening and waits for answers under way; after DRAIN_TIMEOUT_MS they are cut off. */
export async function closeApp(app: FastifyInstance, clock: Clock): Promise<void> {
  const cancel = clock.setTimer(() => app.server.closeAllConnections(), DRAIN_TIMEOUT_MS)
  try {
    await app.close()
  } finally {
    cancel()
  }
}
