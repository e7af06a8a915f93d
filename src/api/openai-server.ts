import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ApiKeys } from '../api-keys/index.js'
import { SovError } from '../errors.js'
import { exposureOf, type ApiInit, type Exposure } from './exposure.js'
import { ownNames } from './guards.js'
import { closeApp, createHttpApp, type ApiComponents } from './http-app.js'
import { addOpenAiRoutes } from './openai-routes.js'
import { readTls } from './tls.js'

export interface ApiServerComponents extends ApiComponents {
  readonly keys: Pick<ApiKeys, 'isEmpty' | 'use'>
}

/** The OpenAI-compatible API on a TCP port. */
export interface Api {
  /** Base URL without `/v1`, e.g. `http://127.0.0.1:11435`; undefined while not listening. */
  readonly address: string | undefined
  /** @throws {SovError} ERR_SOV_PORT_IN_USE, ERR_SOV_CONFIG */
  start(): Promise<void>
  /** Takes no new request, waits at most DRAIN_TIMEOUT_MS for answers under way, closes. Safe to call twice. */
  stop(): Promise<void>
}

export class OpenAiServer implements Api {
  readonly #components: ApiServerComponents
  readonly #init: ApiInit
  readonly #exposure: Exposure
  #app: FastifyInstance | undefined

  constructor(components: ApiServerComponents, init: ApiInit) {
    this.#components = components
    this.#init = init
    this.#exposure = exposureOf(init)
  }

  get address(): string | undefined {
    const bound = this.#app?.server.address() as AddressInfo | null | undefined
    if (bound == null) return undefined
    const scheme = this.#init.tls === undefined ? 'http' : 'https'
    return `${scheme}://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${String(bound.port)}`
  }

  async start(): Promise<void> {
    if (this.#app !== undefined) return
    const { port = 11_435 } = this.#init
    const app = await this.#createApp()
    this.#app = app
    try {
      await app.listen({ host: this.#exposure.host, port })
    } catch (cause) {
      throw listenError(cause, this.#exposure.host, port)
    }
  }

  async stop(): Promise<void> {
    if (this.#app !== undefined) await closeApp(this.#app, this.#components.clock)
  }

  async #createApp(): Promise<FastifyInstance> {
    const { clock, logger, keys } = this.#components
    const { tls: files, behindProxy } = this.#init
    const { names, needsKey } = this.#exposure
    const tls = files === undefined ? undefined : await readTls(files, clock)
    if (tls?.warning !== undefined) logger?.warn(tls.warning)
    if (needsKey && keys.isEmpty) logger?.warn('every request to the API needs a key, and there is none yet')
    const app = createHttpApp(this.#components, {
      names: ownNames(
        names,
        tls?.certificate,
        behindProxy === undefined ? [tls === undefined ? 'http' : 'https'] : ['http', 'https'],
      ),
      keyCheck: { keys, isRequired: needsKey },
      tls,
    })
    addOpenAiRoutes(app, this.#components)
    return app
  }
}

function listenError(cause: unknown, host: string, port: number): SovError {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new SovError('ERR_SOV_PORT_IN_USE', `port ${String(port)} is taken`, {
      cause,
      remedy: 'Choose another with --port, or --port 0 for a free one.',
    })
  }
  const where = `${host} port ${String(port)}`
  return new SovError('ERR_SOV_CONFIG', `the API cannot listen on ${where}: ${code ?? 'unknown error'}`, {
    cause,
    remedy: 'Give an address of this machine with --host, and a port that is free with --port.',
  })
}
