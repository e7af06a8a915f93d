import { describe, expect, it } from 'vitest'
import * as chatRequest from '../../../src/api/chat-request.js'
import { SovError } from '../../../src/errors.js'
import { DEFAULT_MAX_OUTPUT_TOKENS, MAX_CHOICES, MAX_MESSAGES, MAX_OUTPUT_TOKENS } from '../../../src/limits.js'

const NOTHING = { key: null, headers: undefined }
const parseChat = (body: unknown): chatRequest.ChatCall => chatRequest.parseChat(body, NOTHING)
const parseExplain = (body: unknown): unknown => chatRequest.parseExplain(body, NOTHING)

const MESSAGES = [{ role: 'user', content: 'a secret question' }]
const chat = (fields: object): unknown => ({ model: 'm', messages: MESSAGES, ...fields })
const withMessage = (message: unknown): unknown => chat({ messages: [message] })
const withProvider = (provider: object): unknown => chat({ provider })

function refusal(body: unknown, parse: (body: unknown) => unknown = parseChat): SovError {
  try {
    parse(body)
  } catch (error) {
    if (SovError.isInstance(error, 'ERR_SOV_BAD_REQUEST')) return error
    throw error
  }
  throw new Error('the body was accepted')
}

describe('chat request', () => {
  it('fills in what OpenAI fills in', () => {
    expect(parseChat(chat({}))).toEqual({
      route: {
        model: 'm',
        messages: MESSAGES,
        sampling: {
          maxOutputTokens: DEFAULT_MAX_OUTPUT_TOKENS,
          temperature: 1,
          topP: 1,
          seed: undefined,
          stop: [],
        },
        key: undefined,
        requests: [],
        allowFallbacks: true,
      },
      choices: 1,
      isStream: false,
      includeUsage: false,
    })
  })

  it('takes null for a field as not given', () => {
    const nulls = {
      temperature: null,
      top_p: null,
      seed: null,
      stop: null,
      max_tokens: null,
      stream: null,
      tools: null,
    }
    expect(parseChat(chat({ ...nulls, stream_options: null, provider: null }))).toEqual(parseChat(chat({})))
  })

  it('ignores what many clients add', () => {
    expect(parseChat(chat({ user: 'me', store: false, metadata: {}, anything: 1 }))).toEqual(parseChat(chat({})))
  })

  it('takes developer for system, and text parts for text', () => {
    const messages = [
      { role: 'developer', content: 'Be kind.' },
      {
        role: 'user',
        name: 'me',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      { role: 'assistant', content: '', tool_calls: [] },
    ]
    expect(parseChat(chat({ messages })).route.messages).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'a\nb' },
      { role: 'assistant', content: '' },
    ])
  })

  it('prefers max_completion_tokens to max_tokens', () => {
    expect(parseChat(chat({ max_tokens: 5, max_completion_tokens: 6 })).route.sampling.maxOutputTokens).toBe(6)
    expect(parseChat(chat({ max_tokens: 5 })).route.sampling.maxOutputTokens).toBe(5)
  })

  it.each([
    [0, 0],
    [-1, 0xffff_ffff],
    [2 ** 32 + 5, 5],
    [Number.MIN_SAFE_INTEGER, 1],
  ])('folds the seed %i to 32 bits', (seed, folded) => {
    expect(parseChat(chat({ seed })).route.sampling.seed).toBe(folded)
  })

  it('takes the service tier flex for more that wait behind it', () => {
    expect(parseChat(chat({ service_tier: 'flex' })).route.isOneOfMany).toBe(true)
    expect(parseChat(chat({ service_tier: 'auto' }))).toEqual(parseChat(chat({})))
  })

  it('takes one stop string or several', () => {
    expect(parseChat(chat({ stop: 'x' })).route.sampling.stop).toEqual(['x'])
    expect(parseChat(chat({ stop: ['x', 'y'] })).route.sampling.stop).toEqual(['x', 'y'])
  })

  it('reads the bounds of the provider', () => {
    const names = { only: ['a'], ignore: [], order: ['b', 'a'] }
    const others = { trust: 'coop', sensitivity: 'personal', allow_fallbacks: false, tier: 'mesh' }
    const provider = { jurisdictions: ['eu', 'NO'], jurisdictions_deny: ['hu'], zdr: true, ...names, ...others }
    expect(parseChat(withProvider(provider)).route).toMatchObject({
      requests: [
        {
          ...names,
          tier: 'mesh',
          jurisdictions: ['EU', 'NO'],
          jurisdictionsDeny: ['HU'],
          trust: 'coop',
          dataClass: 'personal',
          noPromptLogging: true,
        },
      ],
      allowFallbacks: false,
    })
  })

  it.each([
    [{ zdr: true }, true],
    [{ data_collection: 'deny' }, true],
    [{ zdr: true, data_collection: 'allow' }, true],
    [{ zdr: false, data_collection: 'deny' }, true],
    [{ zdr: false, data_collection: 'allow' }, undefined],
  ])('understands %j as a demand to keep no prompts: %j', (provider, noPromptLogging) => {
    expect(parseChat(withProvider(provider)).route.requests).toEqual([{ tier: 'any', noPromptLogging }])
  })

  it.each<[string, unknown]>([
    ['model', { messages: MESSAGES }],
    ['model', chat({ model: '' })],
    ['model', chat({ model: 5 })],
    ['messages', { model: 'm' }],
    ['messages', chat({ messages: [] })],
    ['messages', chat({ messages: 'hello' })],
    ['messages', chat({ messages: Array.from({ length: MAX_MESSAGES + 1 }, () => MESSAGES[0]) })],
    ['messages[0]', withMessage('hello')],
    ['messages[0].role', withMessage({ role: 'robot', content: 'x' })],
    ['messages[0].content', withMessage({ role: 'user' })],
    ['messages[0].content', withMessage({ role: 'user', content: null })],
    ['messages[0].content', withMessage({ role: 'user', content: 5 })],
    ['messages[0].content', withMessage({ role: 'user', content: [] })],
    ['messages[0].content[0].text', withMessage({ role: 'user', content: [{ type: 'text' }] })],
    ['messages[1].content', chat({ messages: [MESSAGES[0], { role: 'user', content: {} }] })],
    ['stream', chat({ stream: 'yes' })],
    ['stream_options.include_usage', chat({ stream_options: { include_usage: 1 } })],
    ['temperature', chat({ temperature: 2.1 })],
    ['temperature', chat({ temperature: -1 })],
    ['top_p', chat({ top_p: 0 })],
    ['top_p', chat({ top_p: 1.1 })],
    ['n', chat({ n: 0 })],
    ['n', chat({ n: MAX_CHOICES + 1 })],
    ['seed', chat({ seed: 1.5 })],
    ['seed', chat({ seed: '1' })],
    ['stop', chat({ stop: ['1', '2', '3', '4', '5'] })],
    ['stop', chat({ stop: 5 })],
    ['stop[0]', chat({ stop: '' })],
    ['stop[1]', chat({ stop: ['x', 'ø'.repeat(129)] })],
    ['max_tokens', chat({ max_tokens: 0 })],
    ['max_completion_tokens', chat({ max_completion_tokens: MAX_OUTPUT_TOKENS + 1 })],
    ['provider', chat({ provider: 'EU' })],
    ['provider.tier', withProvider({ tier: 'moon' })],
    ['provider.jurisdictions', withProvider({ jurisdictions: 'EU' })],
    ['provider.jurisdictions', withProvider({ jurisdictions: null })],
    ['provider.jurisdictions', withProvider({ jurisdictions: Array.from({ length: 301 }, () => 'NO') })],
    ['provider.jurisdictions[1]', withProvider({ jurisdictions: ['NO', '../'] })],
    ['provider.jurisdictions_deny[0]', withProvider({ jurisdictions_deny: ['U-S'] })],
    ['provider.trust', withProvider({ trust: 'anybody' })],
    ['provider.sensitivity', withProvider({ sensitivity: 'Personal' })],
    ['provider.sensitivity', withProvider({ sensitivity: '' })],
    ['provider.order', withProvider({ order: 'a' })],
    ['provider.zdr', withProvider({ zdr: 'true' })],
    ['provider.data_collection', withProvider({ data_collection: 'no' })],
    ['provider.only[0]', withProvider({ only: [''] })],
    ['provider.allow_fallbacks', withProvider({ allow_fallbacks: 'no' })],
  ])('refuses a malformed body and names %s', (param, body) => {
    const error = refusal(body)
    expect(error.param).toBe(param)
    expect(error.details).toBeUndefined()
    expect(error.message).not.toContain('secret')
  })

  it.each<[string, unknown]>([
    ['tools', chat({ tools: [{ type: 'function', function: { name: 'f' } }] })],
    ['tool_choice', chat({ tool_choice: 'required' })],
    ['functions', chat({ functions: [{ name: 'f' }] })],
    ['response_format', chat({ response_format: { type: 'json_object' } })],
    ['logprobs', chat({ logprobs: true })],
    ['top_logprobs', chat({ top_logprobs: 3 })],
    ['logit_bias', chat({ logit_bias: { '5': 1 } })],
    ['frequency_penalty', chat({ frequency_penalty: 0.5 })],
    ['presence_penalty', chat({ presence_penalty: -1 })],
    ['modalities', chat({ modalities: ['text', 'audio'] })],
    ['audio', chat({ audio: { voice: 'x' } })],
    ['web_search_options', chat({ web_search_options: {} })],
    ['messages[0].role', withMessage({ role: 'tool', content: 'x', tool_call_id: 'c' })],
    ['messages[0].tool_calls', withMessage({ role: 'assistant', content: null, tool_calls: [{ id: 'c' }] })],
    [
      'messages[0].content[0].type',
      withMessage({ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }),
    ],
    ['provider.max_price', withProvider({ tier: 'any', max_price: {} })],
  ])('refuses what it cannot do rather than ignoring it: %s', (param, body) => {
    const error = refusal(body)
    expect(error.param).toBe(param)
    expect(error.details).toEqual({ reason: 'unsupported_parameter' })
  })

  it.each<object>([
    { n: 1, tools: [], tool_choice: 'auto', response_format: { type: 'text' }, logprobs: false, top_logprobs: 0 },
    { logit_bias: {}, frequency_penalty: 0, presence_penalty: 0, modalities: ['text'], function_call: 'none' },
  ])('accepts the harmless value of a field it cannot do', (fields) => {
    expect(parseChat(chat(fields))).toEqual(parseChat(chat({})))
  })

  it.each([undefined, null, 5, 'text', []])('refuses the body %j without naming a field', (body) => {
    expect(refusal(body).param).toBeUndefined()
  })
})

describe('explain request', () => {
  it('is a chat request whose messages may be left out', () => {
    const provider = { jurisdictions: ['NO'] }
    expect(parseExplain({ model: 'm', provider })).toEqual({
      model: 'm',
      key: undefined,
      requests: [{ tier: 'any', jurisdictions: ['NO'] }],
      allowFallbacks: true,
    })
    expect(parseExplain(chat({ provider }))).toEqual(parseExplain({ model: 'm', provider }))
    expect(refusal({ provider }, parseExplain).param).toBe('model')
    expect(refusal({ model: 'm', messages: [] }, parseExplain).param).toBe('messages')
  })
})
