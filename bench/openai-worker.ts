/** The least that an OpenAI-compatible server can be: a fake engine behind node:http, in a process of its own. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { systemClock } from '../src/clock.js'
import { createFakeEngine } from '../src/engine/fake/index.js'
import type { ChatMessage, Engine } from '../src/engine/index.js'
import type { FakeInput } from './harness/mesh.js'
import { serveCalls } from './harness/worker.js'

interface Question {
  readonly messages: readonly ChatMessage[]
  readonly max_tokens: number
}

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { messages, max_tokens: maxOutputTokens } = (await json(request)) as Question
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const send = (chunk: object): boolean => response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  const model = engine.models()[0]?.digest ?? ''
  const sampling = { maxOutputTokens, temperature: 0, topP: 1, seed: undefined, stop: [] }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
  for await (const part of engine.generate({ model, messages, sampling, tenant: '' }, { signal: gone.signal })) {
    if (part.type === 'delta') send({ choices: [{ index: 0, delta: { content: part.text } }] })
    else if (part.type === 'end') send({ choices: [], usage: { completion_tokens: part.usage.outputTokens } })
  }
  response.end('data: [DONE]\n\n')
}

const server = createServer()

async function serve({ model, ...pace }: FakeInput): Promise<number> {
  const engine = createFakeEngine({ clock: systemClock, models: [model], ...pace })
  server.on('request', (request, response) => {
    // Who leaves is no failure.
    answer(engine, request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

serveCalls(serve, async () => {
  server.closeAllConnections()
  if (server.listening) await once(server.close(), 'close')
})
