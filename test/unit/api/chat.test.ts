import { request as httpRequest, type IncomingMessage } from 'node:http'
import OpenAI, { APIError } from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api, type ChatUsage } from '../../../src/api/index.js'
import { SovError, type SovErrorCode } from '../../../src/errors.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'
import {
  answer,
  deltas,
  hangs,
  MODEL,
  NO_KEYS,
  ORDER_ID,
  PEER,
  REQUEST_ID,
  ScriptedScheduler,
} from './scripted-scheduler.js'

const QUESTION = { model: MODEL.id, messages: [{ role: 'user' as const, content: 'Hi' }] }
const STREAM = { ...QUESTION, stream: true as const }

describe('chat completions', () => {
  let scheduler: ScriptedScheduler
  let clock: ManualClock
  let api: Api
  let client: OpenAI
  beforeEach(async () => {
    scheduler = new ScriptedScheduler()
    clock = new ManualClock()
    api = createApi({ port: 0 }, { scheduler, keys: NO_KEYS, clock })
    await api.start()
    client = new OpenAI({ baseURL: `${api.address!}/v1`, apiKey: 'none', maxRetries: 0 })
  })
  afterEach(async () => {
    await api.stop()
  })

  /** A raw answer whose body is not read by itself. */
  async function post(body: object, path = '/v1/chat/completions'): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(`${api.address!}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      })
      request.once('response', resolve).once('error', reject).end(JSON.stringify(body))
    })
  }

  async function textOf(response: IncomingMessage): Promise<string> {
    let text = ''
    for await (const piece of response.setEncoding('utf8')) text += piece as string
    return text
  }

  function events(text: string): unknown[] {
    return text
      .split('\n\n')
      .filter((frame) => frame.startsWith('data: {'))
      .map((frame) => JSON.parse(frame.slice('data: '.length)) as unknown)
  }

  describe('unstreamed', () => {
    it('gives the whole text, the counts and who answered', async () => {
      const { data, response, request_id: id } = await client.chat.completions.create(QUESTION).withResponse()
      expect(data).toMatchObject({
        id: REQUEST_ID,
        object: 'chat.completion',
        created: clock.nowMs() / 1_000,
        model: MODEL.id,
        choices: [{ index: 0, message: { role: 'assistant', content: 'Hello, world' }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: 7,
          completion_tokens: 3,
          total_tokens: 10,
          prompt_tokens_details: { cached_tokens: 3 },
          sov: {
            request: REQUEST_ID,
            route: 'mesh',
            peer: PEER,
            org: 'Köln',
            jurisdiction: 'DE',
            receipt: ORDER_ID,
            settlement: 'settled',
            charge: '9007199254740993',
            attempts: [
              { jurisdiction: 'FR', outcome: 'failed', error: 'ERR_SOV_PEER_DISCONNECTED' },
              { jurisdiction: 'DE', outcome: 'served', error: null },
            ],
          },
        },
      })
      expect(id).toBe(REQUEST_ID)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-sov-request': REQUEST_ID,
        'x-sov-route': 'mesh',
        'x-sov-peer': PEER,
        'x-sov-jurisdiction': 'DE',
        'x-sov-receipt': ORDER_ID,
      })
    })

    it('is also found without /v1', async () => {
      expect((await post(QUESTION, '/chat/completions')).statusCode).toBe(200)
    })

    it('fails when the answer stops before its end', async () => {
      scheduler.script = () => deltas(['Hel'])
      await expect(client.chat.completions.create(QUESTION)).rejects.toMatchObject({
        status: 502,
        code: 'stream_incomplete',
      })
    })

    it('aborts the work when the client goes', async () => {
      scheduler.script = (_request, signal) => hanging(signal)
      const controller = new AbortController()
      const pending = client.chat.completions.create(QUESTION, { signal: controller.signal })
      const rejection = expect(pending).rejects.toThrow()
      await until('the request is dispatched', () => scheduler.dispatched.length === 1)
      controller.abort()
      await rejection
      await until('the signal has fired', () => scheduler.dispatched[0]!.signal.aborted)
    })

    it('leaves the signal alone when the answer is complete', async () => {
      const response = await post(QUESTION)
      await textOf(response)
      response.destroy()
      await api.stop()
      expect(scheduler.dispatched[0]!.signal.aborted).toBe(false)
    })
  })

  describe('streamed', () => {
    it('sends role, deltas and finish in this order, then [DONE]', async () => {
      const response = await post(STREAM)
      const text = await textOf(response)
      expect(response.statusCode).toBe(200)
      expect(response.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        'x-request-id': REQUEST_ID,
        'x-sov-request': REQUEST_ID,
      })
      const head = {
        id: REQUEST_ID,
        object: 'chat.completion.chunk',
        created: clock.nowMs() / 1_000,
        model: MODEL.id,
      }
      const choice = (delta: object, reason: string | null = null): object => ({
        ...head,
        choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
      })
      expect(events(text)).toEqual([
        choice({ role: 'assistant', content: '' }),
        choice({ content: 'Hello' }),
        choice({ content: ', ' }),
        choice({ content: 'world' }),
        choice({}, 'stop'),
      ])
      expect(text.endsWith('\n\ndata: [DONE]\n\n')).toBe(true)
      expect(text).not.toMatch(/^event:/m)
    })

    it('adds the usage in a chunk without choices when asked for', async () => {
      const stream = await client.chat.completions.create({ ...STREAM, stream_options: { include_usage: true } })
      const chunks = []
      for await (const chunk of stream) chunks.push(chunk)
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('Hello, world')
      expect(chunks.at(-1)!.choices).toEqual([])
      expect(chunks.at(-1)!.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 3 })
      expect((chunks.at(-1)!.usage as unknown as ChatUsage).sov.receipt).toBe(ORDER_ID)
      expect(chunks.slice(0, -1).every((chunk) => chunk.usage === undefined)).toBe(true)
    })

    it('sends no chunk for a token that completes no character', async () => {
      scheduler.script = () => answer('', 'ø')
      expect(events(await textOf(await post(STREAM)))).toHaveLength(3)
    })

    it('sends the role also when the answer is empty', async () => {
      scheduler.script = () => answer()
      expect(events(await textOf(await post(STREAM)))).toHaveLength(2)
    })

    it('keeps the status code of a failure before the first token', async () => {
      scheduler.script = async function* () {
        yield* start()
        throw new SovError('ERR_SOV_FIRST_TOKEN_TIMEOUT', 'too slow')
      }
      await expect(client.chat.completions.create(STREAM)).rejects.toMatchObject({ status: 504, code: 'peer_timeout' })
    })

    it('tells of a failure after the first token in an error frame', async () => {
      scheduler.script = async function* () {
        yield* deltas(['Hel'])
        throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer has gone')
      }
      const text = await textOf(await post(STREAM))
      expect(events(text).at(-1)).toEqual({
        error: {
          message: 'the peer has gone',
          type: 'server_error',
          param: null,
          code: 'peer_disconnected',
          sov: { code: 'ERR_SOV_PEER_DISCONNECTED', remedy: null, details: null },
        },
      })
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
      expect(text).not.toContain('"finish_reason":"')
      await expect(consume(client)).rejects.toThrow(APIError)
    })

    it('never ends cleanly without a finish reason', async () => {
      scheduler.script = () => deltas(['Hel'])
      await expect(consume(client)).rejects.toMatchObject({ code: 'stream_incomplete' })
    })

    it('keeps a silent stream alive with comments: every 10 s before the first token, then after 15 s', async () => {
      let release = (): void => undefined
      scheduler.script = async function* (_request, signal) {
        await new Promise<void>((resolve) => (release = resolve))
        yield* deltas(['Hello'])
        await Promise.race([new Promise<void>((resolve) => (release = resolve)), hangs(signal)])
        yield* answer('!')
      }
      let text = ''
      const comments = (): number => text.split(': keep-alive\n\n').length - 1
      const pending = post(STREAM)
      await until('the request is dispatched', () => scheduler.dispatched.length === 1)
      clock.advance(10_000)
      const response = await pending
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      await until('the first comment is there', () => comments() === 1)
      clock.advance(10_000)
      await until('the second comment is there', () => comments() === 2)
      release()
      await until('the first token is there', () => text.includes('Hello'))
      clock.advance(14_999)
      clock.advance(1)
      await until('the third comment is there', () => comments() === 3)
      release()
      await until('the stream has ended', () => text.endsWith('data: [DONE]\n\n'))
      clock.advance(60_000)
      expect(comments()).toBe(3)
    })

    it('aborts the work when the client goes, and leaves the iterator', async () => {
      let hasLeft = false
      scheduler.script = async function* (_request, signal) {
        try {
          yield* deltas(['Hello'])
          await hangs(signal)
        } finally {
          hasLeft = true
        }
      }
      const response = await post(STREAM)
      await new Promise((resolve) => response.once('data', resolve))
      response.destroy()
      await until('the signal has fired', () => scheduler.dispatched[0]!.signal.aborted)
      await until('the iterator is left', () => hasLeft)
    })

    it('takes no more parts than a slow reader makes room for', async () => {
      let pulled = 0
      scheduler.script = async function* () {
        for (; pulled < 10_000; pulled++) yield* deltas(['x'.repeat(16_384)])
      }
      const response = await post(STREAM)
      // buffers of both sockets fill, then nothing moves
      let before = -1
      await until('the answer stands still', async () => {
        if (before === pulled) return true
        before = pulled
        await new Promise((resolve) => setTimeout(resolve, 100))
        return false
      })
      expect(pulled).toBeGreaterThan(0)
      expect(pulled).toBeLessThan(5_000)
      response.destroy()
      await until('the signal has fired', () => scheduler.dispatched[0]!.signal.aborted)
    })
  })

  describe('errors', () => {
    it.each<[SovErrorCode, number, string]>([
      ['ERR_SOV_MODEL_NOT_FOUND', 404, 'model_not_found'],
      ['ERR_SOV_MODEL_AMBIGUOUS', 400, 'model_ambiguous'],
      ['ERR_SOV_CONTEXT_OVERFLOW', 400, 'context_length_exceeded'],
      ['ERR_SOV_POLICY_DENIED', 403, 'policy_denied'],
      ['ERR_SOV_BUSY', 429, 'queue_full'],
      ['ERR_SOV_NO_PEER', 503, 'no_peer_available'],
      ['ERR_SOV_MODEL_LOADING', 503, 'model_loading'],
      ['ERR_SOV_STOPPING', 503, 'stopping'],
      ['ERR_SOV_TOTAL_TIMEOUT', 504, 'peer_timeout'],
      ['ERR_SOV_PEER_DISCONNECTED', 502, 'peer_disconnected'],
      ['ERR_SOV_ENGINE_CRASHED', 500, 'engine_error'],
      ['ERR_SOV_STORE_UNREADABLE', 500, 'internal_error'],
    ])('answers %s with %i %s', async (code, status, apiCode) => {
      scheduler.refusal = new SovError(code, 'no', { remedy: 'do this', details: { seen: 1n } })
      const error = await client.chat.completions.create(QUESTION).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(APIError)
      expect(error).toMatchObject({
        status,
        code: apiCode,
        error: { message: 'no', sov: { code, remedy: 'do this', details: { seen: '1' } } },
      })
    })

    it('rounds retry-after up to whole seconds', async () => {
      scheduler.refusal = new SovError('ERR_SOV_BUSY', 'full', { retryAfterMs: 1_200 })
      expect((await post(QUESTION)).headers['retry-after']).toBe('2')
    })

    it('names the jurisdiction when nothing else stands in the way', async () => {
      const byJurisdiction = { removals: [{ rule: 'jurisdiction_not_allowed', reason: '' }] }
      const byTier = { removals: [{ rule: 'tier_not_allowed', reason: '' }] }
      const byBoth = { removals: [...byTier.removals, ...byJurisdiction.removals] }
      const ignored = { removals: [{ rule: 'ignored', reason: '' }] }
      const codeFor = async (...candidates: object[]): Promise<unknown> => {
        scheduler.refusal = new SovError('ERR_SOV_POLICY_DENIED', 'nobody may', { details: { candidates } })
        return client.chat.completions.create(QUESTION).catch((error: unknown) => (error as APIError).code)
      }
      expect(await codeFor(byJurisdiction, byTier, byBoth)).toBe('jurisdiction_denied')
      expect(await codeFor(byJurisdiction, ignored)).toBe('policy_denied')
      expect(await codeFor(byTier)).toBe('policy_denied')
      expect(await codeFor()).toBe('policy_denied')
    })

    it('keeps the message of a foreign error to itself', async () => {
      scheduler.script = () => {
        throw new Error('the secret prompt')
      }
      const text = await textOf(await post(QUESTION))
      expect(JSON.parse(text)).toMatchObject({ error: { type: 'server_error', code: 'internal_error' } })
      expect(text).not.toContain('secret')
    })
  })

  it('stops with kept-alive connections open', async () => {
    await client.chat.completions.create(QUESTION)
    await api.stop()
    await expect(client.chat.completions.create(QUESTION)).rejects.toThrow()
  })

  it('waits for an answer under way when it stops', async () => {
    let release = (): void => undefined
    scheduler.script = async function* () {
      yield* deltas(['Hello'])
      await new Promise<void>((resolve) => (release = resolve))
      yield* answer('!')
    }
    const response = await post(STREAM)
    const stopped = api.stop()
    release()
    expect(await textOf(response)).toContain('[DONE]')
    await stopped
  })

  it('cuts off an answer that outlasts the drain', async () => {
    scheduler.script = (_request, signal) => hanging(signal)
    const pending = expect(post(QUESTION)).rejects.toThrow()
    await until('the request is dispatched', () => scheduler.dispatched.length === 1)
    const stopped = api.stop()
    clock.advance(10_000)
    await stopped
    await pending
    await until('the signal has fired', () => scheduler.dispatched[0]!.signal.aborted)
  })
})

async function consume(client: OpenAI): Promise<void> {
  const stream = await client.chat.completions.create(STREAM)
  for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk')
}

// eslint-disable-next-line @typescript-eslint/require-await -- a script without waits
async function* start(): ReturnType<typeof deltas> {
  yield { type: 'start', promptTokens: 7, cachedTokens: 0 }
}

async function* hanging(signal: AbortSignal): ReturnType<typeof deltas> {
  yield* start()
  await hangs(signal)
}
