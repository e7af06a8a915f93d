import { request as httpRequest } from 'node:http'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api, type EmbeddingList } from '../../../src/api/index.js'
import { SovError } from '../../../src/errors.js'
import { MAX_EMBED_INPUTS } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'
import { hangs, MODEL, NO_KEYS, ORDER_ID, PEER, REQUEST_ID, ScriptedScheduler, vectors } from './scripted-scheduler.js'

const BODY = { model: MODEL.id, input: ['one', 'two'] }

describe('embeddings', () => {
  let scheduler: ScriptedScheduler
  let api: Api
  let client: OpenAI
  beforeEach(async () => {
    scheduler = new ScriptedScheduler()
    api = createApi({ port: 0 }, { scheduler, keys: NO_KEYS, clock: new ManualClock() })
    await api.start()
    client = new OpenAI({ baseURL: `${api.address!}/v1`, apiKey: 'none', maxRetries: 0 })
  })
  afterEach(async () => {
    await api.stop()
  })

  async function post(body: unknown, path = '/v1/embeddings'): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${api.address!}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  it('gives the vectors in order, the counts and who answered', async () => {
    const {
      data,
      response,
      request_id: id,
    } = await client.embeddings.create({ ...BODY, encoding_format: 'float' }).withResponse()
    expect(data).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.25, -1.5] },
        { object: 'embedding', index: 1, embedding: [Math.fround(0.1), 3] },
      ],
      model: MODEL.id,
      usage: {
        prompt_tokens: 9,
        total_tokens: 9,
        sov: expect.objectContaining({
          request: REQUEST_ID,
          route: 'mesh',
          peer: PEER,
          jurisdiction: 'DE',
          receipt: ORDER_ID,
          settlement: 'settled',
          charge: '51',
        }) as unknown,
      },
    })
    expect(id).toBe(REQUEST_ID)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-sov-request': REQUEST_ID,
      'x-sov-route': 'mesh',
      'x-sov-peer': PEER,
      'x-sov-receipt': ORDER_ID,
    })
  })

  it('gives the same numbers in base64, which clients ask for by themselves', async () => {
    const { data } = await client.embeddings.create(BODY)
    expect(data.map(({ embedding }) => [...embedding])).toEqual([
      [0.25, -1.5],
      [Math.fround(0.1), 3],
    ])
    const raw = (await post({ ...BODY, encoding_format: 'base64' })).body as EmbeddingList
    // 0.25 and -1.5, the lowest byte first
    expect(Buffer.from(raw.data[0]!.embedding as string, 'base64').toString('hex')).toBe('0000803e0000c0bf')
  })

  it('gives numbers when the body names no format', async () => {
    expect((await post(BODY)).body).toMatchObject({ data: [{ embedding: [0.25, -1.5] }, {}] })
  })

  it('is also found without /v1', async () => {
    expect((await post(BODY, '/embeddings')).status).toBe(200)
  })

  it('takes one text, and hands on who may answer', async () => {
    scheduler.embedScript = () => vectors([1])
    const provider = { jurisdictions: ['no', 'EU'], tier: 'mesh', allow_fallbacks: false }
    expect((await post({ ...BODY, input: 'one', user: 'me', provider })).status).toBe(200)
    expect(scheduler.embedded[0]!.request).toEqual({
      model: MODEL.id,
      inputs: ['one'],
      key: undefined,
      requests: [{ tier: 'mesh', jurisdictions: ['NO', 'EU'] }],
      allowFallbacks: false,
    })
  })

  it.each([
    ['no input', { input: undefined }, 'input', 'invalid_request'],
    ['an empty list', { input: [] }, 'input', 'invalid_request'],
    ['an empty text', { input: ['one', ''] }, 'input[1]', 'invalid_request'],
    ['one empty text', { input: '' }, 'input[0]', 'invalid_request'],
    ['too many texts', { input: Array(MAX_EMBED_INPUTS + 1).fill('x') }, 'input', 'invalid_request'],
    ['something that is no text', { input: [{}] }, 'input[0]', 'invalid_request'],
    ['token ids', { input: [1, 2, 3] }, 'input[0]', 'unsupported_parameter'],
    ['lists of token ids', { input: [[1, 2], [3]] }, 'input[0]', 'unsupported_parameter'],
    ['another format', { encoding_format: 'int8' }, 'encoding_format', 'invalid_request'],
    ['dimensions of none', { dimensions: 0 }, 'dimensions', 'invalid_request'],
    ['dimensions that the model does not have', { dimensions: 3 }, 'dimensions', 'unsupported_parameter'],
    ['a bound that is not known', { provider: { price: 1 } }, 'provider.price', 'unsupported_parameter'],
  ])('refuses %s', async (_what, changed, param, code) => {
    expect(await post({ ...BODY, ...changed })).toMatchObject({ status: 400, body: { error: { param, code } } })
  })

  it('takes the dimensions that the model has', async () => {
    expect((await post({ ...BODY, dimensions: 2 })).status).toBe(200)
  })

  it('takes as many texts as the limit', async () => {
    scheduler.embedScript = ({ inputs }) => vectors(...inputs.map((_, index) => [index]))
    const { status, body } = await post({ ...BODY, input: Array(MAX_EMBED_INPUTS).fill('x') })
    expect(status).toBe(200)
    expect((body as EmbeddingList).data.at(-1)).toMatchObject({ index: MAX_EMBED_INPUTS - 1 })
  })

  it('answers a failure with the codes of chats', async () => {
    scheduler.refusal = new SovError('ERR_SOV_POLICY_DENIED', 'nobody may')
    await expect(client.embeddings.create(BODY)).rejects.toMatchObject({ status: 403, code: 'policy_denied' })
    scheduler.refusal = undefined
    // eslint-disable-next-line @typescript-eslint/require-await -- fails before it has anything
    scheduler.embedScript = async function* () {
      throw new SovError('ERR_SOV_CONTEXT_OVERFLOW', 'input 1 is too long', { param: 'input[1]' })
    }
    await expect(client.embeddings.create(BODY)).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'input[1]',
    })
  })

  it('fails when the answer stops before its end', async () => {
    scheduler.embedScript = async function* () {
      for await (const part of vectors([1], [2])) if (part.type !== 'end') yield part
    }
    await expect(client.embeddings.create(BODY)).rejects.toMatchObject({ status: 502, code: 'stream_incomplete' })
  })

  it('aborts the work when the client goes', async () => {
    scheduler.embedScript = async function* (_request, signal) {
      yield { type: 'start', promptTokens: 1, cachedTokens: 0 }
      await hangs(signal)
    }
    const request = httpRequest(`${api.address!}/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    request.on('error', () => undefined).end(JSON.stringify(BODY))
    await until('the request is dispatched', () => scheduler.embedded.length === 1)
    request.destroy()
    await until('the signal has fired', () => scheduler.embedded[0]!.signal.aborted)
  })
})
