import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import ipaddr from 'ipaddr.js'
import { SovError } from '../errors.js'
import { closeApp, createHttpApp, type ApiComponents } from './http-app.js'
import { addOpenAiRoutes } from './openai-routes.js'

export interface ApiInit {
  /** Loopback address or `localhost`. @default '127.0.0.1' */
  readonly host?: string | undefined
  /** TCP port; 0 picks a free one. @default 11435 */
  readonly port?: number | undefined
}

/** The OpenAI-compatible API on a loopback port. */
export interface Api {
  /** Base URL without `/v1`, e.g. `http://127.0.0.1:11435`; undefined while not listening. */
  readonly address: string | undefined
  /** @throws {SovError} ERR_SOV_PORT_IN_USE, ERR_SOV_CONFIG */
  start(): Promise<void>
  /** Takes no new request, waits at most DRAIN_TIMEOUT_MS for answers under way, closes. Safe to call twice. */
  stop(): Promise<void>
}

export class OpenAiServer implements Api {
  readonly #components: ApiComponents
  readonly #host: string
  readonly #port: number
  readonly #app: FastifyInstance

  constructor(components: ApiComponents, { host = '127.0.0.1', port = 11_435 }: ApiInit) {
    if (!isLoopback(host)) {
      throw new SovError('ERR_SOV_CONFIG', `the API listens on loopback only, not on ${host}`, {
        param: 'host',
        remedy: 'Use 127.0.0.1; other machines reach this node as peers.',
      })
    }
    this.#components = components
    this.#host = host
    this.#port = port
    this.#app = createHttpApp(components)
    addOpenAiRoutes(this.#app, components)
  }

  get address(): string | undefined {
    const bound = this.#app.server.address() as AddressInfo | null
    if (bound === null) return undefined
    return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${String(bound.port)}`
  }

  async start(): Promise<void> {
    if (this.#app.server.listening) return
    try {
      await this.#app.listen({ host: this.#host, port: this.#port })
    } catch (cause) {
      throw listenError(cause, this.#port)
    }
  }

  stop(): Promise<void> {
    return closeApp(this.#app, this.#components.clock)
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.parse(host).range() === 'loopback')
}

function listenError(cause: unknown, port: number): SovError {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new SovError('ERR_SOV_PORT_IN_USE', `port ${String(port)} is taken`, {
      cause,
      remedy: 'Choose another with --port, or --port 0 for a free one.',
    })
  }
  return new SovError('ERR_SOV_CONFIG', `the API cannot listen on port ${String(port)}: ${code ?? 'unknown error'}`, {
    cause,
    remedy: 'Choose another with --port, or --port 0 for a free one.',
  })
}
