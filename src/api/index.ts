/**
 * The two HTTP faces of a node. `createApi` is the OpenAI-compatible API on a loopback port; `createControlApi` is the
 * owner's API on a unix socket, with the same OpenAI routes and without a port.
 *
 * ```ts
 * const api = createApi({ port: 0 }, { scheduler, clock: systemClock, logger })
 * await api.start()
 * new OpenAI({ baseURL: `${api.address}/v1`, apiKey: 'none' })
 * ```
 *
 * @packageDocumentation
 */
import { ControlServer, type ControlApi, type ControlApiComponents, type ControlApiInit } from './control-server.js'
import type { ApiComponents } from './http-app.js'
import { OpenAiServer, type Api, type ApiInit } from './openai-server.js'

export type * from './control.js'
export type { ControlApi, ControlApiComponents, ControlApiInit } from './control-server.js'
export type { ApiComponents, InjectedRequest, InjectedResponse, InjectedStream } from './http-app.js'
export type { Api, ApiInit } from './openai-server.js'
export type { ChatChunk, ChatCompletion, ChatUsage, EmbeddingList, ModelObject } from './openai-types.js'

/** Makes the OpenAI-compatible API. @throws {SovError} ERR_SOV_CONFIG when `host` is not loopback. */
export function createApi(init: ApiInit, components: ApiComponents): Api {
  return new OpenAiServer(components, init)
}

/** Makes the owner's API. */
export function createControlApi(init: ControlApiInit, components: ControlApiComponents): ControlApi {
  return new ControlServer(components, init)
}
