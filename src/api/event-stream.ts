import { once } from 'node:events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Clock } from '../clock.js'
import { SSE_FIRST_KEEP_ALIVE_MS, SSE_IDLE_KEEP_ALIVE_MS } from '../limits.js'

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * A server-sent event stream of unnamed events. Headers leave with the first event or the first keep-alive, so that an
 * early failure can still be a status code. Keep-alives are comments: clients choke on named events.
 */
export class EventStream {
  readonly #reply: FastifyReply
  readonly #raw: ServerResponse
  readonly #clock: Clock
  #keepAliveMs = SSE_FIRST_KEEP_ALIVE_MS
  #cancelKeepAlive: () => void
  #isOpen = false

  constructor(reply: FastifyReply, clock: Clock) {
    this.#reply = reply
    this.#raw = reply.raw
    this.#clock = clock
    this.#cancelKeepAlive = this.#scheduleKeepAlive()
  }

  /** True once the status line has left. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Sends one event; resolves when there is room for more, or at once when the client has gone. */
  async send(data: string, signal: AbortSignal): Promise<void> {
    this.#keepAliveMs = SSE_IDLE_KEEP_ALIVE_MS
    this.#cancelKeepAlive()
    const hasRoom = this.#write(`data: ${data}\n\n`)
    if (!hasRoom && !signal.aborted) await once(this.#raw, 'drain', { signal }).catch(() => undefined)
    this.#cancelKeepAlive = this.#scheduleKeepAlive()
  }

  /** Ends the answer if it was begun. Safe to call twice. */
  end(): void {
    this.#cancelKeepAlive()
    if (this.#isOpen) this.#raw.end()
  }

  #write(text: string): boolean {
    if (!this.#isOpen) {
      this.#isOpen = true
      this.#reply.hijack()
      this.#raw.writeHead(200, { ...(this.#reply.getHeaders() as OutgoingHttpHeaders), ...HEADERS })
    }
    return this.#raw.write(text)
  }

  #scheduleKeepAlive(): () => void {
    return this.#clock.setTimer(() => {
      this.#write(': keep-alive\n\n')
      this.#cancelKeepAlive = this.#scheduleKeepAlive()
    }, this.#keepAliveMs)
  }
}
