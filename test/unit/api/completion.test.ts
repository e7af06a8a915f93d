import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../../../src/api/index.js'
import { SovError } from '../../../src/errors.js'
import { DEFAULT_COMPLETION_TOKENS, MAX_CHOICES, MAX_SHARDS } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { answer, deltas, MODEL, NO_KEYS, ORDER_ID, REQUEST_ID, ScriptedScheduler } from './scripted-scheduler.js'

const BODY = { model: MODEL.id, prompt: 'Once upon' }

describe('completions', () => {
  let scheduler: ScriptedScheduler
  let api: Api
  let client: OpenAI
  beforeEach(async () => {
    scheduler = new ScriptedScheduler()
    scheduler.script = ({ prompt, sampling }) => answer(` after ${prompt ?? ''}`, ` ${String(sampling.seed)}`)
    api = createApi({ port: 0 }, { scheduler, keys: NO_KEYS, clock: new ManualClock() })
    await api.start()
    client = new OpenAI({ baseURL: `${api.address!}/v1`, apiKey: 'none', maxRetries: 0 })
  })
  afterEach(async () => {
    await api.stop()
  })

  it('go on with a text', async () => {
    const completion = await client.completions.create(BODY)
    expect(completion).toMatchObject({
      id: REQUEST_ID,
      object: 'text_completion',
      model: MODEL.id,
      choices: [{ index: 0, text: ' after Once upon undefined', logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9, sov: { receipt: ORDER_ID } },
    })
    expect(scheduler.dispatched[0]!.request).toMatchObject({
      prompt: 'Once upon',
      sampling: { maxOutputTokens: DEFAULT_COMPLETION_TOKENS, temperature: 1, topP: 1, stop: [] },
    })
  })

  it('give all choices of the first prompt and then those of the next, each with a seed of its own', async () => {
    const completion = await client.completions.create({ ...BODY, prompt: ['a', 'b'], n: 2, seed: 2 ** 32 - 1 })
    expect(completion.choices.map(({ index, text }) => [index, text])).toEqual([
      [0, ' after a 4294967295'],
      [1, ' after a 0'],
      [2, ' after b 4294967295'],
      [3, ' after b 0'],
    ])
    // a prompt counts once, however many choices it has
    expect(completion.usage).toMatchObject({ prompt_tokens: 14, completion_tokens: 8, total_tokens: 22 })
  })

  it('stream the choices, each with its index and its end', async () => {
    const stream = await client.completions.create({
      ...BODY,
      prompt: ['a', 'b'],
      stream: true,
      stream_options: { include_usage: true },
    })
    const texts = ['', '']
    const ends: unknown[] = []
    let usage: unknown
    for await (const chunk of stream) {
      expect(chunk.object).toBe('text_completion')
      const [choice] = chunk.choices
      if (choice === undefined) usage = chunk.usage
      else if ((choice.finish_reason as string | null) === null)
        texts[choice.index] = texts[choice.index]! + choice.text
      else ends.push([choice.index, choice.finish_reason])
    }
    expect(texts).toEqual([' after a undefined', ' after b undefined'])
    expect(ends).toEqual([
      [0, 'stop'],
      [1, 'stop'],
    ])
    expect(usage).toMatchObject({ prompt_tokens: 14, completion_tokens: 4 })
  })

  it('fail when one of the answers has no end, also in a stream', async () => {
    scheduler.script = ({ prompt }) => (prompt === 'b' ? deltas(['Hel']) : answer('Hello'))
    const prompt = ['a', 'b']
    await expect(client.completions.create({ ...BODY, prompt })).rejects.toMatchObject({
      status: 502,
      code: 'stream_incomplete',
    })
    const stream = await client.completions.create({ ...BODY, prompt, stream: true })
    const read = (async () => {
      for await (const chunk of stream) expect(chunk.choices).toHaveLength(1)
    })()
    await expect(read).rejects.toMatchObject({ code: 'stream_incomplete' })
  })

  it('answer a refusal with its status', async () => {
    scheduler.refusal = new SovError('ERR_SOV_BUSY', 'all are busy', { retryAfterMs: 1_500 })
    await expect(client.completions.create(BODY)).rejects.toMatchObject({ status: 429, code: 'queue_full' })
  })

  it.each([
    ['no prompt', { prompt: undefined }, 'prompt', 'invalid_request'],
    ['an empty list', { prompt: [] }, 'prompt', 'invalid_request'],
    ['an empty text', { prompt: ['a', ''] }, 'prompt[1]', 'invalid_request'],
    ['token ids', { prompt: [1, 2] }, 'prompt[0]', 'unsupported_parameter'],
    ['lists of token ids', { prompt: [[1], [2]] }, 'prompt[0]', 'unsupported_parameter'],
    ['too many prompts', { prompt: Array(MAX_SHARDS + 1).fill('x') }, 'prompt', 'invalid_request'],
    ['too many answers', { prompt: Array(MAX_SHARDS / 2 + 1).fill('x'), n: 2 }, 'prompt', 'invalid_request'],
    ['too many choices', { n: MAX_CHOICES + 1 }, 'n', 'invalid_request'],
    ['echo', { echo: true }, 'echo', 'unsupported_parameter'],
    ['log probabilities', { logprobs: 0 }, 'logprobs', 'unsupported_parameter'],
    ['the best of several', { best_of: 3 }, 'best_of', 'unsupported_parameter'],
    ['a text behind it', { suffix: 'the end' }, 'suffix', 'unsupported_parameter'],
  ])('refuse %s', async (_what, changed, param, code) => {
    const request = client.completions.create({ ...BODY, ...changed } as OpenAI.CompletionCreateParamsNonStreaming)
    await expect(request).rejects.toMatchObject({ status: 400, param, code })
  })
})

describe('several choices of a chat', () => {
  let scheduler: ScriptedScheduler
  let api: Api
  let client: OpenAI
  const chat = { model: MODEL.id, messages: [{ role: 'user' as const, content: 'Hi' }], n: 3, seed: 7 }
  beforeEach(async () => {
    scheduler = new ScriptedScheduler()
    scheduler.script = ({ sampling }) => answer('Hello', ` ${String(sampling.seed)}`)
    api = createApi({ port: 0 }, { scheduler, keys: NO_KEYS, clock: new ManualClock() })
    await api.start()
    client = new OpenAI({ baseURL: `${api.address!}/v1`, apiKey: 'none', maxRetries: 0 })
  })
  afterEach(async () => {
    await api.stop()
  })

  it('come by index, with a prompt that counts once', async () => {
    const { choices, usage } = await client.chat.completions.create(chat)
    expect(choices.map(({ index, message, finish_reason }) => [index, message.content, finish_reason])).toEqual([
      [0, 'Hello 7', 'stop'],
      [1, 'Hello 8', 'stop'],
      [2, 'Hello 9', 'stop'],
    ])
    expect(usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 })
  })

  it('are streamed so that the client can put them together', async () => {
    const stream = client.chat.completions.stream({ ...chat, stream_options: { include_usage: true } })
    const { choices, usage } = await stream.finalChatCompletion()
    expect(choices.map(({ index, message, finish_reason }) => [index, message.content, finish_reason])).toEqual([
      [0, 'Hello 7', 'stop'],
      [1, 'Hello 8', 'stop'],
      [2, 'Hello 9', 'stop'],
    ])
    expect(usage?.completion_tokens).toBe(6)
  })
})
