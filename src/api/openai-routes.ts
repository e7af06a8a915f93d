import type { FastifyInstance } from 'fastify'
import { SovError } from '../errors.js'
import type { MeshModel } from '../scheduler/index.js'
import { demandsOf } from './bounds.js'
import { answerChat } from './chat-completion.js'
import { parseExplain } from './chat-request.js'
import { answerCompletion } from './completion.js'
import { answerEmbeddings } from './embeddings.js'
import type { ApiComponents } from './http-app.js'
import type { ModelObject } from './openai-types.js'

/** The OpenAI-compatible routes, health, and what became of a request. */
export function addOpenAiRoutes(app: FastifyInstance, components: ApiComponents): void {
  const { scheduler, clock } = components
  const created = Math.floor(clock.nowMs() / 1_000)

  // Some clients are given a base URL without /v1.
  for (const prefix of ['/v1', '']) {
    app.get(`${prefix}/models`, () => ({
      object: 'list',
      data: scheduler.models().map((model) => modelView(model, created)),
    }))
    // A wildcard, since names of models may contain slashes.
    app.get<{ Params: { '*': string } }>(`${prefix}/models/*`, ({ params }) =>
      modelView(scheduler.model(params['*']), created),
    )
    app.post(`${prefix}/chat/completions`, (request, reply) => answerChat(request, reply, components))
    app.post(`${prefix}/completions`, (request, reply) => answerCompletion(request, reply, components))
    app.post(`${prefix}/embeddings`, (request, reply) => answerEmbeddings(request, reply, components))
  }

  app.get('/health', () => ({ status: 'ok' }))
  app.get('/ready', (_request, reply) => {
    const models = scheduler.models().length
    return reply.code(models > 0 ? 200 : 503).send({ status: models > 0 ? 'ready' : 'no model to answer with', models })
  })

  app.get<{ Params: { id: string } }>('/sov/v1/requests/:id', ({ params }) => {
    const record = scheduler.record(params.id)
    if (record === undefined) {
      throw new SovError('ERR_SOV_REQUEST_NOT_FOUND', 'no such request is remembered', {
        remedy: 'Only the newest requests since the start of the node are kept.',
      })
    }
    return record
  })
  app.post('/sov/v1/route/explain', (request) => scheduler.explain(parseExplain(request.body, demandsOf(request))))
}

function modelView(model: MeshModel, created: number): ModelObject {
  return {
    id: model.id,
    object: 'model',
    created,
    owned_by: 'sov-node',
    sov: {
      name: model.name,
      quantisation: model.quantisation,
      task: model.task,
      digest: model.digest,
      context_tokens: model.contextTokens,
      parameters: model.parameters.toString(),
      nodes: model.nodes,
      local: model.isLocal,
    },
  }
}
