import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GenerateRequest } from '../../../src/engine/index.js'
import { decodeRequest, encodeRequest, promptTokensBound } from '../../../src/inference/request-bytes.js'
import { MAX_MESSAGES, MAX_OUTPUT_TOKENS, MAX_STOP_STRING_BYTES, MAX_STOP_STRINGS } from '../../../src/limits.js'
import { chatRequest, ChatRole, samplingParams } from '../../../src/wire/index.js'

const wellFormed = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength }).filter((text) => text.isWellFormed())

const message = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
  content: wellFormed(50),
})
const sampling = fc.record({
  maxOutputTokens: fc.integer({ min: 1, max: MAX_OUTPUT_TOKENS }),
  temperature: fc.double({ min: 0, max: 2, noNaN: true }),
  topP: fc.double({ min: 0, max: 1, minExcluded: true, noNaN: true }),
  seed: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined }),
  stop: fc.array(
    wellFormed(20).filter((text) => text !== '' && Buffer.byteLength(text) <= MAX_STOP_STRING_BYTES),
    { maxLength: MAX_STOP_STRINGS },
  ),
})
const asked = { model: fc.constant('00'), sampling, tenant: fc.string() }
const request: fc.Arbitrary<GenerateRequest> = fc.oneof(
  fc.record({ ...asked, messages: fc.array(message, { minLength: 1, maxLength: 5 }) }),
  fc.record({ ...asked, prompt: wellFormed(50).filter((text) => text !== '') }),
)

describe('the bytes of a request', () => {
  it('say to the provider what the consumer asked, to a millionth', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const read = decodeRequest(encodeRequest(asked))
        if ('inputs' in read) throw new Error('read as texts to embed')
        expect(read.messages).toEqual(asked.messages)
        expect(read.prompt).toBe(asked.prompt)
        const { temperature, topP, ...exact } = asked.sampling
        expect(read.sampling).toMatchObject(exact)
        expect(Math.abs(read.sampling.temperature - temperature)).toBeLessThanOrEqual(1e-6)
        expect(Math.abs(read.sampling.topP - topP)).toBeLessThanOrEqual(1e-6)
      }),
    )
  })

  it('tell one tenant from another and not who it is', () => {
    fc.assert(
      fc.property(request, fc.string({ minLength: 8 }), fc.string({ minLength: 8 }), (asked, one, other) => {
        const scope = (tenant: string): string => decodeRequest(encodeRequest({ ...asked, tenant })).cacheScope
        expect(scope(one) === scope(other)).toBe(one === other)
        expect(
          Buffer.from(encodeRequest({ ...asked, messages: [], prompt: undefined, tenant: one }).request).includes(one),
        ).toBe(false)
      }),
    )
  })

  /** A role that this version has no name for. */
  const FROM_THE_FUTURE: unknown = 99
  const user = { role: ChatRole.CHAT_ROLE_USER, content: 'Hello' }
  const params = { maxOutputTokens: 10, temperatureMicro: 0, topPMicro: 1_000_000 }

  it.each([
    ['no message', { messages: [] }, {}],
    ['too many messages', { messages: Array.from({ length: MAX_MESSAGES + 1 }, () => user) }, {}],
    ['a role that is none', { messages: [{ content: 'Hello' }] }, {}],
    ['a role that is not known yet', { messages: [{ role: FROM_THE_FUTURE as ChatRole, content: 'Hello' }] }, {}],
    ['a long cache scope', { messages: [user], cacheScope: new Uint8Array(33) }, {}],
    ['both messages and a text', { prompt: 'Hello' }, {}],
    ['no token to make', {}, { maxOutputTokens: 0 }],
    ['too many tokens', {}, { maxOutputTokens: MAX_OUTPUT_TOKENS + 1 }],
    ['too high a temperature', {}, { temperatureMicro: 2_000_001 }],
    ['no top_p', {}, { topPMicro: 0 }],
    ['too high a top_p', {}, { topPMicro: 1_000_001 }],
    ['too many stop strings', {}, { stop: Array.from({ length: MAX_STOP_STRINGS + 1 }, () => 'stop') }],
    ['an empty stop string', {}, { stop: [''] }],
    ['a long stop string', {}, { stop: ['x'.repeat(MAX_STOP_STRING_BYTES + 1)] }],
  ])('are refused with %s', (_, chat, changed) => {
    const bytes = {
      request: chatRequest.encode({ messages: [user], ...chat }),
      params: samplingParams.encode({ ...params, ...changed }),
    }
    expect(() => decodeRequest(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_PROTOCOL' }))
  })

  it('are a typed error when they are noise', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (noise, params) => {
        try {
          decodeRequest({ request: noise, params })
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^ERR_SOV_(PROTOCOL|WIRE_FORMAT)$/)
        }
      }),
    )
  })

  it('never have more tokens than the bound that is ordered', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), (messages) => {
        const bytes = messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
        expect(promptTokensBound({ messages })).toBeGreaterThan(bytes + messages.length)
        const prompt = messages.map(({ content }) => content).join('')
        expect(promptTokensBound({ prompt })).toBeGreaterThan(bytes)
      }),
    )
  })
})
