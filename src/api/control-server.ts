import { chmod, mkdir, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { SovError } from '../errors.js'
import type { NodeControl } from './control.js'
import { addControlRoutes } from './control-routes.js'
import { addCoopRoutes } from './coop-routes.js'
import { addFederationRoutes } from './federation-routes.js'
import { LOOPBACK_NAMES } from './guards.js'
import {
  closeApp,
  createHttpApp,
  type ApiComponents,
  type InjectedRequest,
  type InjectedResponse,
  type InjectedStream,
} from './http-app.js'
import { addOpenAiRoutes } from './openai-routes.js'
import { addPolicyRoutes } from './policy-routes.js'

export interface ControlApiInit {
  /** Unix socket to listen on; its folder becomes private (0700). Left out: in-process `inject` only. */
  readonly socketPath?: string | undefined
}

export interface ControlApiComponents extends ApiComponents {
  readonly control: NodeControl
}

/** The owner's API on a unix socket that only the owner can open. */
export interface ControlApi {
  /** @throws {SovError} ERR_SOV_ALREADY_RUNNING, ERR_SOV_DATA_DIR */
  start(): Promise<void>
  /** Takes no new request, waits at most DRAIN_TIMEOUT_MS for answers under way, closes. Safe to call twice. */
  stop(): Promise<void>
  /** Answers a request without a socket, through the very same routes. */
  inject(request: InjectedRequest): Promise<InjectedResponse>
  /** As `inject`, with a body that comes in pieces: it may be larger than memory. */
  injectStream(request: InjectedRequest): Promise<InjectedStream>
}

export class ControlServer implements ControlApi {
  readonly #components: ControlApiComponents
  readonly #socketPath: string | undefined
  readonly #app: FastifyInstance

  constructor(components: ControlApiComponents, { socketPath }: ControlApiInit) {
    this.#components = components
    this.#socketPath = socketPath
    this.#app = createHttpApp(components, { names: LOOPBACK_NAMES })
    addOpenAiRoutes(this.#app, components)
    addControlRoutes(this.#app, components.control)
    addCoopRoutes(this.#app, components.control)
    addFederationRoutes(this.#app, components.control)
    addPolicyRoutes(this.#app, components.control)
  }

  async start(): Promise<void> {
    const path = this.#socketPath
    if (path === undefined || this.#app.server.listening) return
    try {
      // Before there is a socket: nobody else can reach it in a private folder, whatever its own mode at birth.
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await chmod(dirname(path), 0o700)
      await removeStale(path)
      await this.#app.listen({ path })
      await chmod(path, 0o600)
    } catch (cause) {
      if (SovError.isInstance(cause)) throw cause
      throw new SovError('ERR_SOV_DATA_DIR', `cannot open the control socket ${path}`, {
        cause,
        remedy: 'Choose a --data-dir that is writable and whose path is shorter than 90 bytes.',
      })
    }
  }

  stop(): Promise<void> {
    return closeApp(this.#app, this.#components.clock)
  }

  async inject(request: InjectedRequest): Promise<InjectedResponse> {
    const response = await this.#app.inject(injected(request))
    return { status: response.statusCode, body: response.rawPayload }
  }

  async injectStream(request: InjectedRequest): Promise<InjectedStream> {
    const response = await this.#app.inject({ ...injected(request), payloadAsStream: true })
    return { status: response.statusCode, body: response.stream() }
  }
}

function injected({ method, path, body }: InjectedRequest): InjectOptions {
  return { method, url: path, ...(body === undefined ? {} : { payload: body as object }) }
}

/** A node that was killed leaves its socket behind; a live one must not lose its own. */
async function removeStale(path: string): Promise<void> {
  if (await answers(path)) {
    throw new SovError('ERR_SOV_ALREADY_RUNNING', `another sov-node runs in ${dirname(path)}`, {
      remedy: 'Stop it first, or give this one another --data-dir.',
    })
  }
  await unlink(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const settle = (isLive: boolean): void => {
      socket.destroy()
      resolve(isLive)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}
