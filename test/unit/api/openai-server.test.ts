import { request, type IncomingHttpHeaders } from 'node:http'
import OpenAI, { NotFoundError } from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../../../src/api/index.js'
import { systemClock } from '../../../src/clock.js'
import { MAX_API_BODY_BYTES } from '../../../src/limits.js'
import { MODEL, NO_KEYS, RECORD, REQUEST_ID, ScriptedScheduler } from './scripted-scheduler.js'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly json: unknown
}

describe('openai server', () => {
  let scheduler: ScriptedScheduler
  let api: Api
  beforeEach(async () => {
    scheduler = new ScriptedScheduler()
    api = createApi({ port: 0 }, { scheduler, keys: NO_KEYS, clock: systemClock })
    await api.start()
  })
  afterEach(async () => {
    await api.stop()
  })

  async function send(
    method: string,
    path: string,
    options: { readonly headers?: Record<string, string>; readonly body?: string; readonly setHost?: boolean } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { headers = {}, setHost = true, body } = options
      const sent = request(`${api.address!}${path}`, { method, headers, setHost, agent: false })
      sent.once('error', reject).once('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.once('end', () => {
          resolve({ status: response.statusCode!, headers: response.headers, json: JSON.parse(text) })
        })
      })
      sent.end(body)
    })
  }

  const post = (path: string, body: object): Promise<Answer> =>
    send('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  describe('routes', () => {
    it('lists the models, and gives one, also when its name has a slash', async () => {
      const client = new OpenAI({ baseURL: `${api.address!}/v1`, apiKey: 'none' })
      const { data } = await client.models.list()
      expect(data).toMatchObject([
        {
          id: 'org/tiny',
          object: 'model',
          owned_by: 'sov-node',
          sov: {
            quantisation: 'q8_0',
            context_tokens: 1_024,
            parameters: '12000000000000000000',
            nodes: 2,
            local: false,
          },
        },
      ])
      expect(await client.models.retrieve(MODEL.id)).toEqual(data[0])
      await expect(client.models.retrieve('unknown')).rejects.toThrow(NotFoundError)
      expect((await send('GET', '/models')).status).toBe(200)
      expect((await send('GET', '/models/org/tiny')).json).toEqual(data[0])
    })

    it('is healthy while it lives, and ready when there is something to ask', async () => {
      expect(await send('GET', '/health')).toMatchObject({ status: 200 })
      expect(await send('GET', '/ready')).toMatchObject({ status: 200, json: { models: 1 } })
      scheduler.modelList = []
      expect(await send('GET', '/health')).toMatchObject({ status: 200 })
      expect(await send('GET', '/ready')).toMatchObject({ status: 503, json: { models: 0 } })
    })

    it('tells what became of a request', async () => {
      const { json } = await send('GET', `/sov/v1/requests/${REQUEST_ID}`)
      expect(json).toEqual(JSON.parse(JSON.stringify(RECORD)))
      expect(await send('GET', '/sov/v1/requests/req_00')).toMatchObject({
        status: 404,
        json: { error: { code: 'request_not_found', sov: { code: 'ERR_SOV_REQUEST_NOT_FOUND' } } },
      })
    })

    it('explains a route without taking it', async () => {
      const { status, json } = await post('/sov/v1/route/explain', {
        model: MODEL.id,
        provider: { jurisdictions: ['EU'], tier: 'mesh' },
      })
      expect(status).toBe(200)
      expect(json).toMatchObject({ model: MODEL.id, requests: [{ jurisdictions: ['EU'], tier: 'mesh' }] })
      expect(scheduler.dispatched).toHaveLength(0)
    })

    it.each([
      ['GET', '/v1/embeddings'],
      ['DELETE', '/v1/models'],
      ['GET', '/'],
      ['GET', '/sov/v1/status'],
    ])('answers %s %s with 404 in the error shape', async (method, path) => {
      expect(await send(method, path)).toMatchObject({
        status: 404,
        json: { error: { code: 'unknown_route', type: 'invalid_request_error', param: null } },
      })
    })

    it('gives every answer a request id', async () => {
      const ids = [await send('GET', '/health'), await send('GET', '/nowhere')].map(
        ({ headers }) => headers['x-request-id'],
      )
      expect(ids.every((id) => /^http_[0-9a-f]{32}$/.test(String(id)))).toBe(true)
      expect(new Set(ids).size).toBe(2)
    })
  })

  describe('bodies', () => {
    const path = '/v1/chat/completions'
    it.each(['text/plain', 'application/x-www-form-urlencoded', undefined])('refuses the type %s', async (type) => {
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
      expect(await send('POST', path, { headers, body: '{}' })).toMatchObject({
        status: 415,
        json: { error: { code: 'unsupported_media_type' } },
      })
    })

    it('refuses broken JSON without quoting it', async () => {
      const answer = await send('POST', path, {
        headers: { 'content-type': 'application/json' },
        body: '{"secret',
      })
      expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } })
      expect(JSON.stringify(answer.json)).not.toContain('secret')
    })

    it('refuses a body over the limit', async () => {
      expect(await post(path, { model: 'x'.repeat(MAX_API_BODY_BYTES) })).toMatchObject({
        status: 413,
        json: { error: { code: 'request_too_large' } },
      })
    })

    it('names the wrong field', async () => {
      expect(await post(path, { model: 'm', messages: [{ role: 'user', content: 5 }] })).toMatchObject({
        status: 400,
        json: { error: { code: 'invalid_request', param: 'messages[0].content' } },
      })
      expect(
        await post(path, { model: 'm', messages: [{ role: 'user', content: 'x' }], logprobs: true }),
      ).toMatchObject({
        status: 400,
        json: { error: { code: 'unsupported_parameter', param: 'logprobs' } },
      })
    })
  })

  describe('guards', () => {
    it.each(['localhost', 'LOCALHOST:80', '127.0.0.1:9', '[::1]', '[::1]:11435'])(
      'answers to the host %s',
      async (host) => {
        expect((await send('GET', '/health', { headers: { host } })).status).toBe(200)
      },
    )

    it.each([
      'example.org',
      '127.0.0.1.example.org',
      'localhost.example.org',
      '127.0.0.2',
      '0.0.0.0',
      '192.168.1.4:80',
    ])('does not answer to the host %s', async (host) => {
      expect(await send('GET', '/health', { headers: { host } })).toMatchObject({
        status: 421,
        json: { error: { code: 'host_not_allowed', type: 'permission_error' } },
      })
    })

    it('asks for a Host header', async () => {
      expect((await send('GET', '/health', { setHost: false })).status).toBe(400)
    })

    it.each<[string, Record<string, string>]>([
      ['another site', { origin: 'https://example.org' }],
      ['another port', { origin: 'http://localhost:1' }],
      ['an opaque origin', { origin: 'null' }],
      ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ])('refuses %s, also for what does not exist', async (_name, headers) => {
      for (const path of ['/v1/models', '/nowhere']) {
        expect(await send('GET', path, { headers })).toMatchObject({
          status: 403,
          json: { error: { code: 'origin_denied' } },
        })
      }
    })

    it('answers its own origin', async () => {
      const headers = { origin: api.address!, 'sec-fetch-site': 'same-origin' }
      expect((await send('GET', '/v1/models', { headers })).status).toBe(200)
    })
  })

  describe('listening', () => {
    it('says that the port is taken', async () => {
      const { port } = new URL(api.address!)
      const second = createApi({ port: Number(port) }, { scheduler, keys: NO_KEYS, clock: systemClock })
      await expect(second.start()).rejects.toMatchObject({
        code: 'ERR_SOV_PORT_IN_USE',
        remedy: expect.stringContaining('--port') as string,
      })
      await second.stop()
    })

    it('has an address only while it listens, and starts and stops twice without harm', async () => {
      const other = createApi({ port: 0, host: 'localhost' }, { scheduler, keys: NO_KEYS, clock: systemClock })
      expect(other.address).toBeUndefined()
      await other.start()
      await other.start()
      expect(other.address).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/)
      await other.stop()
      await other.stop()
      expect(other.address).toBeUndefined()
    })
  })
})
