/**
 * The two HTTP faces of a node. `createApi` is the OpenAI-compatible API on a TCP port, of loopback unless it has TLS or
 * a proxy; `createControlApi` is the owner's API on a unix socket, with the same OpenAI routes and without a port.
 *
 * ```ts
 * const api = createApi({ port: 0 }, { scheduler, keys, clock: systemClock, logger })
 * await api.start()
 * new OpenAI({ baseURL: `${api.address}/v1`, apiKey: 'none' })
 * ```
 *
 * @packageDocumentation
 */
import { ControlServer, type ControlApi, type ControlApiComponents, type ControlApiInit } from './control-server.js'
import type { ApiInit } from './exposure.js'
import { OpenAiServer, type Api, type ApiServerComponents } from './openai-server.js'

export type * from './control.js'
export type * from './coop-control.js'
export type * from './federation-control.js'
export type * from './policy-control.js'
export type { ControlApi, ControlApiComponents, ControlApiInit } from './control-server.js'
export type { ApiComponents, InjectedRequest, InjectedResponse, InjectedStream } from './http-app.js'
export type { ApiInit, TlsFiles } from './exposure.js'
export type { Api, ApiServerComponents } from './openai-server.js'
export type { ChatChunk, ChatCompletion, ChatUsage, EmbeddingList, ModelObject } from './openai-types.js'

/** Makes the OpenAI-compatible API. @throws {SovError} ERR_SOV_CONFIG when it would listen elsewhere unprotected. */
export function createApi(init: ApiInit, components: ApiServerComponents): Api {
  return new OpenAiServer(components, init)
}

/** Makes the owner's API. */
export function createControlApi(init: ControlApiInit, components: ControlApiComponents): ControlApi {
  return new ControlServer(components, init)
}
