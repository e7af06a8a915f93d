import { describe, expect, it } from 'vitest'
import { decodeRequest, encodeRequest, tokenLimits } from '../../../src/inference/request-bytes.js'
import { MAX_EMBED_INPUTS } from '../../../src/limits.js'
import { chatRequest, ChatRole } from '../../../src/wire/index.js'

const REQUEST = { model: '00', inputs: ['Où est la gare ?', ' '], tenant: 'secret-tenant' }
const NO_PARAMS = new Uint8Array()

describe('the bytes of texts to embed', () => {
  it('say to the provider what the consumer asked, and not who it is', () => {
    const bytes = encodeRequest(REQUEST)
    expect(bytes.params).toHaveLength(0)
    expect(Buffer.from(bytes.request).includes(REQUEST.tenant)).toBe(false)
    expect(decodeRequest(bytes)).toEqual({
      inputs: REQUEST.inputs,
      cacheScope: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    })
  })

  it.each([
    ['too many texts', { embed: Array.from({ length: MAX_EMBED_INPUTS + 1 }, () => 'x') }],
    ['an empty text', { embed: ['x', ''] }],
    ['texts and messages', { embed: ['x'], messages: [{ role: ChatRole.CHAT_ROLE_USER, content: 'x' }] }],
    ['a long cache scope', { embed: ['x'], cacheScope: new Uint8Array(33) }],
  ])('are refused with %s', (_what, request) => {
    expect(() => decodeRequest({ request: chatRequest.encode(request), params: NO_PARAMS })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_PROTOCOL' }),
    )
  })

  it('bound the prompt by the context for each text, and leave no output', () => {
    const limits = tokenLimits({ ...REQUEST, inputs: ['word', 'x'.repeat(10_000)] }, 512)
    expect(limits.maxOutputTokens).toBe(0)
    expect(limits.maxPromptTokens).toBeGreaterThanOrEqual(512 + 4)
    expect(limits.maxPromptTokens).toBeLessThan(512 + 40)
  })
})
