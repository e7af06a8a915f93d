import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI, { AuthenticationError, RateLimitError } from 'openai'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api, type ApiInit } from '../../../src/api/index.js'
import { createApiKeys, type ApiKeys } from '../../../src/api-keys/index.js'
import { BUILT_IN_POLICY } from '../../../src/policy/index.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'
import { answer, deltas, hangs, MODEL, ScriptedScheduler } from './scripted-scheduler.js'

const QUESTION = { model: MODEL.id, messages: [{ role: 'user' as const, content: 'Hi' }] }

describe('an API with keys', () => {
  let folder: string
  let store: Store
  let clock: ManualClock
  let scheduler: ScriptedScheduler
  let keys: ApiKeys
  let api: Api | undefined
  let log: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-api-keys-'))
    store = await openStore({ path: join(folder, 'db') })
    clock = new ManualClock()
    scheduler = new ScriptedScheduler()
    keys = createApiKeys({ store, clock, random: randomBytes })
    log = ''
  })
  afterEach(async () => {
    await api?.stop()
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function serve(init: ApiInit = {}): Promise<string> {
    const logger = pino({ level: 'trace' }, { write: (line: string) => void (log += line) })
    api = createApi({ port: 0, ...init }, { scheduler, keys, clock, logger })
    await api.start()
    return api.address!
  }

  function client(apiKey: string): OpenAI {
    return new OpenAI({ baseURL: `${api!.address!}/v1`, apiKey, maxRetries: 0 })
  }

  async function get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<[number, IncomingHttpHeaders, string]> {
    const { port } = new URL(api!.address!)
    return new Promise((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', path, headers, agent: false })
      sent.once('error', reject).once('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.once('end', () => resolve([response.statusCode!, response.headers, text]))
      })
      sent.end()
    })
  }

  describe('on loopback', () => {
    it('needs none, but refuses a wrong one', async () => {
      await serve()
      const { key } = await keys.create({ name: 'ward' })
      expect((await get('/v1/models'))[0]).toBe(200)
      expect((await client('none').models.list()).data).toHaveLength(1)
      expect((await client(key).models.list()).data).toHaveLength(1)
      for (const wrong of [`${key}x`, 'sk-other', 'sov-00000000-x']) {
        await expect(client(wrong).models.list()).rejects.toThrow(AuthenticationError)
      }
      expect((await get('/v1/models', { authorization: 'Basic c2VjcmV0' }))[0]).toBe(401)
    })

    it('lets clients send what they like while no key exists, but for what looks like one', async () => {
      await serve()
      for (const text of ['none', 'ollama', 'sk-anything']) {
        expect((await client(text).models.list()).data, text).toHaveLength(1)
      }
      await expect(client(`sov-00000000-${'A'.repeat(43)}`).models.list()).rejects.toThrow(AuthenticationError)
    })

    it('asks for one when it is told to', async () => {
      await serve({ requireKey: true })
      expect(log).toContain('there is none yet')
      const { key } = await keys.create({ name: 'ward' })
      expect((await get('/v1/models'))[0]).toBe(401)
      await expect(client('none').models.list()).rejects.toThrow(AuthenticationError)
      expect((await client(key).models.list()).data).toHaveLength(1)
    })
  })

  describe('where one is needed', () => {
    it('refuses every route without one, in the shape of OpenAI', async () => {
      await serve({ behindProxy: 'ai.example.org' })
      await keys.create({ name: 'ward' })
      for (const path of ['/v1/models', '/models/x', '/health', '/ready', '/sov/v1/requests/req_0', '/nowhere']) {
        const [status, headers, body] = await get(path, { host: 'ai.example.org' })
        expect([status, headers['www-authenticate']], path).toEqual([401, 'Bearer'])
        expect(JSON.parse(body), path).toMatchObject({
          error: {
            type: 'invalid_request_error',
            code: 'invalid_api_key',
            param: null,
            sov: { code: 'ERR_SOV_API_KEY' },
          },
        })
      }
      await expect(client('none').chat.completions.create(QUESTION)).rejects.toMatchObject({ status: 401 })
      expect(scheduler.dispatched).toEqual([])
    })

    it('goes by the name of the proxy and by loopback, and by no other', async () => {
      await serve({ behindProxy: 'ai.example.org' })
      const { key } = await keys.create({ name: 'ward' })
      const authorization = `Bearer ${key}`
      const status = async (headers: Record<string, string>): Promise<number> =>
        (await get('/v1/models', { authorization, ...headers }))[0]
      expect(await status({ host: 'ai.example.org' })).toBe(200)
      expect(await status({ host: 'ai.example.org', origin: 'https://ai.example.org' })).toBe(200)
      expect(await status({ host: 'evil.test' })).toBe(421)
      expect(await status({ host: 'ai.example.org', origin: 'https://evil.test' })).toBe(403)
      expect(await status({ authorization: `bearer  ${key}` })).toBe(200)
      expect(await status({ authorization: key })).toBe(200)
    })

    it('serves on every interface only with a key', async () => {
      await serve({ host: '0.0.0.0', behindProxy: 'ai.example.org' })
      const { key } = await keys.create({ name: 'ward' })
      expect((await get('/v1/models', { host: 'ai.example.org' }))[0]).toBe(401)
      const [status] = await get('/v1/models', { host: 'ai.example.org', authorization: `Bearer ${key}` })
      expect(status).toBe(200)
    })
  })

  it('hands on id, policy and data class of the key, and what body and headers say, each for itself', async () => {
    await serve()
    const { id, key } = await keys.create({ name: 'ward', policy: BUILT_IN_POLICY.text, dataClass: 'personal' })
    await client(key).chat.completions.create({ ...QUESTION, provider: { jurisdictions: ['EU'] } } as typeof QUESTION, {
      headers: { 'x-sov-jurisdictions': 'NO', 'x-sov-zdr': 'true' },
    })
    expect(scheduler.dispatched[0]!.request).toMatchObject({
      key: { id, policy: { digest: BUILT_IN_POLICY.digest } },
      requests: [
        { tier: 'any', dataClass: 'personal' },
        { tier: 'any', jurisdictions: ['EU'] },
        { tier: 'any', jurisdictions: ['NO'], noPromptLogging: true },
      ],
    })
    await expect(
      client(key).embeddings.create({ model: MODEL.id, input: 'x' }, { headers: { 'x-sov-place': 'NO' } }),
    ).rejects.toMatchObject({ status: 400, param: 'x-sov-place' })
  })

  it('holds a key to its requests per minute', async () => {
    await serve()
    const { key } = await keys.create({ name: 'ward', requestsPerMinute: 2 })
    await client(key).models.list()
    await client(key).models.list()
    const error: unknown = await client(key)
      .models.list()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ code: 'rate_limit_exceeded' })
    expect((error as RateLimitError).headers.get('retry-after')).toBe('30')
    expect((await client('none').models.list()).data).toHaveLength(1)
    clock.advance(30_000)
    expect((await client(key).models.list()).data).toHaveLength(1)
  })

  it('holds a key to its requests under way, counted until the answer or the client has gone', async () => {
    await serve()
    const { key } = await keys.create({ name: 'ward', maxConcurrent: 1 })
    scheduler.script = async function* (_request, signal) {
      yield* deltas(['Hel'])
      await hangs(signal)
    }
    const stream = await client(key).chat.completions.create({ ...QUESTION, stream: true })
    await expect(client(key).models.list()).rejects.toThrow(RateLimitError)
    stream.controller.abort()
    await until('the place of the stream is free', async () =>
      client(key)
        .models.list()
        .then(() => true)
        .catch(() => false),
    )
    scheduler.script = () => answer('a')
    for (let round = 0; round < 3; round++) {
      expect((await client(key).chat.completions.create(QUESTION)).choices[0]!.message.content).toBe('a')
    }
  })

  it('ends streams under way when their key is revoked, and tells the client why', async () => {
    await serve()
    const { id, key } = await keys.create({ name: 'ward' })
    const other = await keys.create({ name: 'other' })
    scheduler.script = async function* (_request, signal) {
      yield* deltas(['Hel'])
      await hangs(signal)
    }
    const stream = await client(key).chat.completions.create({ ...QUESTION, stream: true })
    const untouched = await client(other.key).chat.completions.create({ ...QUESTION, stream: true })
    const whole = expect(client(key).chat.completions.create(QUESTION)).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    })
    await until('all are under way', () => scheduler.dispatched.length === 3)
    const read = (async () => {
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'Hel') await keys.revoke(id)
    })()
    await expect(read).rejects.toMatchObject({ code: 'invalid_api_key' })
    await whole
    expect(scheduler.dispatched.map(({ signal }) => signal.aborted)).toEqual([true, false, true])
    await expect(client(key).models.list()).rejects.toThrow(AuthenticationError)
    untouched.controller.abort()
  })

  it('writes nothing of a key into logs and answers', async () => {
    await serve()
    const { id, key } = await keys.create({ name: 'ward', requestsPerMinute: 3 })
    const secret = key.slice(13)
    const answers = [
      await get('/v1/models', { authorization: `Bearer ${key}` }),
      await get('/nowhere', { authorization: `Bearer ${key}` }),
      await get('/v1/models', { authorization: `Bearer ${key}`, host: 'evil.test' }),
      await get('/sov/v1/requests/none', { authorization: `Bearer ${key}` }),
      await get('/v1/models', { authorization: `Bearer ${key}` }),
      await get('/v1/models', { authorization: `Bearer sov-${id}-${secret.toLowerCase()}` }),
    ]
    expect(answers.map(([status]) => status)).toEqual([200, 404, 421, 404, 429, 401])
    await until('everything is logged', () => log.split('\n').length > answers.length)
    for (const text of [log, JSON.stringify(answers)]) {
      expect(text).not.toContain(secret)
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
    }
  })
})
