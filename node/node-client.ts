import { createParser } from 'eventsource-parser'
import { Agent, request, type Dispatcher } from 'undici'
import type { InjectedRequest, InjectedResponse, InjectedStream } from '../src/api/index.js'
import type { Jsonified } from '../src/json.js'
import { ERROR_CODES, SovError, type SovErrorCode } from '../src/errors.js'

/** One way to a node's control API. */
export interface Transport {
  request(request: InjectedRequest): Promise<InjectedResponse>
  /** With a body that comes in pieces. */
  open(request: InjectedRequest): Promise<InjectedStream>
}

/** Asks a node, wherever it is, and turns its error answers back into errors. */
export class NodeClient {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** @throws {SovError} the node's error, or ERR_SOV_NOT_RUNNING. */
  async get<T>(path: string): Promise<Jsonified<T>> {
    return JSON.parse(asText(await this.#ask({ method: 'GET', path }))) as Jsonified<T>
  }

  /** @throws {SovError} the node's error, or ERR_SOV_NOT_RUNNING. */
  async post<T>(path: string, body: unknown): Promise<Jsonified<T>> {
    return JSON.parse(asText(await this.#ask({ method: 'POST', path, body }))) as Jsonified<T>
  }

  /** @throws {SovError} the node's error, or ERR_SOV_NOT_RUNNING. */
  async bytes(path: string): Promise<Uint8Array> {
    return this.#ask({ method: 'GET', path })
  }

  /**
   * Piece by piece, for what may be larger than memory.
   *
   * @throws {SovError} the node's error, or ERR_SOV_NOT_RUNNING.
   */
  async pieces(path: string): Promise<AsyncIterable<Uint8Array>> {
    const { status, body } = await this.#transport.open({ method: 'GET', path })
    if (status < 400) return body
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(piece)
    throw errorOf(Buffer.concat(pieces))
  }

  async #ask(question: InjectedRequest): Promise<Uint8Array> {
    const { status, body } = await this.#transport.request(question)
    if (status >= 400) throw errorOf(body)
    return body
  }
}

/** An answer of a node as it came, errors too. */
export interface NodeAnswer {
  readonly status: number
  readonly requestId: string | undefined
  /** Milliseconds after which the node wants to be asked again. */
  readonly retryAfterMs: number | undefined
  readonly body: Uint8Array
}

/** A running node, behind its control socket or its API. */
export class HttpTransport implements Transport {
  readonly #origin: string
  readonly #agent: Agent
  readonly #signal: AbortSignal

  private constructor(origin: string, connect: { socketPath?: string }, signal: AbortSignal) {
    this.#origin = origin
    // No deadlines of its own: the node has them, and a long prefill is silent for minutes.
    this.#agent = new Agent({ connect, headersTimeout: 0, bodyTimeout: 0 })
    this.#signal = signal
  }

  static ofSocket(socketPath: string, signal: AbortSignal): HttpTransport {
    return new HttpTransport('http://localhost', { socketPath }, signal)
  }

  /** @param url - base URL without `/v1`. */
  static ofUrl(url: string, signal: AbortSignal): HttpTransport {
    return new HttpTransport(url, {}, signal)
  }

  async request(question: InjectedRequest): Promise<InjectedResponse> {
    const { statusCode, body } = await this.#send(question)
    return { status: statusCode, body: Buffer.from(await body.arrayBuffer()) }
  }

  /** @param signal - ends this one. */
  async answer(question: InjectedRequest, signal: AbortSignal): Promise<NodeAnswer> {
    const { statusCode, headers, body } = await this.#send(question, signal)
    const [requestId, retryAfter] = [headers['x-request-id'], Number(headers['retry-after'] ?? NaN)]
    return {
      status: statusCode,
      requestId: typeof requestId === 'string' ? requestId : undefined,
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1_000 : undefined,
      body: Buffer.from(await body.arrayBuffer()),
    }
  }

  async open(question: InjectedRequest): Promise<InjectedStream> {
    const { statusCode, body } = await this.#send(question)
    return { status: statusCode, body: body as AsyncIterable<Uint8Array> }
  }

  /**
   * Yields the data of each server-sent event before `[DONE]`.
   *
   * @throws {SovError} the node's error as status or as frame; ERR_SOV_STREAM_INCOMPLETE when `[DONE]` never came.
   */
  async *stream(path: string, question: object): AsyncGenerator {
    const { statusCode, body } = await this.#send({ method: 'POST', path, body: question })
    if (statusCode >= 400) throw errorOf(Buffer.from(await body.arrayBuffer()))
    const events: string[] = []
    const parser = createParser({ onEvent: ({ data }) => void events.push(data) })
    const decoder = new TextDecoder()
    for await (const bytes of body as AsyncIterable<Uint8Array>) {
      parser.feed(decoder.decode(bytes, { stream: true }))
      for (const data of events.splice(0)) {
        if (data === '[DONE]') return
        const value = JSON.parse(data) as { error?: unknown }
        if (value.error !== undefined) throw errorOf(Buffer.from(data))
        yield value
      }
    }
    throw new SovError('ERR_SOV_STREAM_INCOMPLETE', 'the node closed the connection before the answer was complete')
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }

  async #send({ method, path, body }: InjectedRequest, signal = this.#signal): Promise<Dispatcher.ResponseData> {
    try {
      return await request(`${this.#origin}${path}`, {
        dispatcher: this.#agent,
        method,
        signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ECONNREFUSED') throw notRunning(cause)
      throw cause
    }
  }
}

/** What commands say that only a running node can answer. */
function notRunning(cause?: unknown): SovError {
  return new SovError('ERR_SOV_NOT_RUNNING', 'no node runs in this data directory', {
    cause,
    remedy: 'Start one with sov-node start, or name its --data-dir.',
  })
}

interface ErrorDocument {
  readonly error?: {
    readonly message?: string
    readonly sov?: { readonly code?: string; readonly remedy?: string | null; readonly details?: object | null }
  }
}

/** The error that an error answer says. */
export function errorOf(body: Uint8Array): SovError {
  let document: ErrorDocument
  try {
    document = JSON.parse(asText(body)) as ErrorDocument
  } catch {
    document = {}
  }
  const { message = 'the node gave no reason', sov } = document.error ?? {}
  return new SovError(isErrorCode(sov?.code) ? sov.code : 'ERR_SOV_INTERNAL', message, {
    ...(sov?.remedy == null ? {} : { remedy: sov.remedy }),
    ...(sov?.details == null ? {} : { details: { ...sov.details } }),
  })
}

function isErrorCode(code: string | undefined): code is SovErrorCode {
  return code !== undefined && Object.hasOwn(ERROR_CODES, code)
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
