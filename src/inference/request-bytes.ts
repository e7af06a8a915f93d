import type { ChatMessage, EngineRequest, Prompt, Sampling } from '../engine/index.js'
import { SovError } from '../errors.js'
import {
  MAX_EMBED_INPUTS,
  MAX_MESSAGES,
  MAX_OUTPUT_TOKENS,
  MAX_STOP_STRING_BYTES,
  MAX_STOP_STRINGS,
} from '../limits.js'
import { chatRequest, ChatRole, samplingParams, sha256, toHex } from '../wire/index.js'

const MICRO = 1_000_000
// Template tokens around a message, and around the whole chat: no template at hand comes near.
const TEMPLATE_TOKENS_PER_MESSAGE = 32
const TEMPLATE_TOKENS = 256
// Tokens around a text without a template: one before and one after it is usual.
const TOKENS_AROUND_TEXT = 8
const CACHE_SCOPE_BYTES = 16

const ROLES: Readonly<Record<ChatMessage['role'], ChatRole>> = {
  system: ChatRole.CHAT_ROLE_SYSTEM,
  user: ChatRole.CHAT_ROLE_USER,
  assistant: ChatRole.CHAT_ROLE_ASSISTANT,
}

/** The bytes that an order commits to and the prompt frame carries. */
export interface RequestBytes {
  readonly request: Uint8Array
  readonly params: Uint8Array
}

/** What a provider reads from them. */
export type DecodedRequest = (
  | (Prompt & {
      readonly sampling: Sampling
      readonly answerTokenIds: readonly number[]
    })
  | { readonly inputs: readonly string[] }
) & {
  /** Keeps the KV cache of one API key of an organisation apart from another; hexadecimal. */
  readonly cacheScope: string
}

/** What an order allows; enough for the request, for there is no tokenizer of the model here. */
export interface TokenLimits {
  readonly maxPromptTokens: number
  /** 0 for texts to embed. */
  readonly maxOutputTokens: number
}

export function encodeRequest(request: EngineRequest): RequestBytes {
  // Only its equality matters to the peer; the tenant's name does not leave this node.
  const cacheScope = sha256(Buffer.from(request.tenant)).subarray(0, CACHE_SCOPE_BYTES)
  if ('inputs' in request) {
    return { request: chatRequest.encode({ embed: request.inputs, cacheScope }), params: samplingParams.encode({}) }
  }
  const { messages = [], prompt = '', sampling, answerTokenIds = [] } = request
  const { maxOutputTokens, temperature, topP, seed, stop } = sampling
  return {
    request: chatRequest.encode({
      messages: messages.map(({ role, content }) => ({ role: ROLES[role], content })),
      prompt,
      answerTokenIds: [...answerTokenIds],
      cacheScope,
    }),
    params: samplingParams.encode({
      maxOutputTokens,
      temperatureMicro: Math.round(temperature * MICRO),
      // The least there is stands for anything below it; 0 would be no value.
      topPMicro: Math.max(1, Math.round(topP * MICRO)),
      seed: seed === undefined ? null : { value: seed },
      stop: [...stop],
    }),
  }
}

/** @throws {SovError} ERR_SOV_PROTOCOL when a value is outside its range; ERR_SOV_WIRE_FORMAT. */
export function decodeRequest({ request, params }: RequestBytes): DecodedRequest {
  const { messages, prompt, embed, answerTokenIds, cacheScope: scope } = chatRequest.decode(request)
  check(scope.length <= CACHE_SCOPE_BYTES, 'cache_scope')
  const cacheScope = toHex(scope)
  if (embed.length > 0) {
    check(messages.length === 0 && prompt === '', 'number of messages')
    check(embed.length <= MAX_EMBED_INPUTS, 'number of texts')
    check(!embed.includes(''), 'text')
    return { inputs: embed, cacheScope }
  }
  const { maxOutputTokens, temperatureMicro, topPMicro, seed, stop } = samplingParams.decode(params)
  const isText = prompt !== ''
  check(isText ? messages.length === 0 : messages.length >= 1, 'number of messages')
  check(messages.length <= MAX_MESSAGES, 'number of messages')
  check(maxOutputTokens >= 1 && maxOutputTokens <= MAX_OUTPUT_TOKENS, 'max_output_tokens')
  check(temperatureMicro <= 2 * MICRO, 'temperature')
  check(topPMicro >= 1 && topPMicro <= MICRO, 'top_p')
  check(answerTokenIds.length <= MAX_OUTPUT_TOKENS, 'number of answer_token_ids')
  check(stop.length <= MAX_STOP_STRINGS, 'number of stop strings')
  check(
    stop.every((text) => text !== '' && Buffer.byteLength(text) <= MAX_STOP_STRING_BYTES),
    'stop string',
  )
  return {
    ...(isText ? { prompt } : { messages: messages.map(({ role, content }) => ({ role: readRole(role), content })) }),
    sampling: {
      maxOutputTokens,
      temperature: temperatureMicro / MICRO,
      topP: topPMicro / MICRO,
      seed: seed?.value,
      stop,
    },
    answerTokenIds,
    cacheScope,
  }
}

/** @param contextTokens - of the model, for one chat or one text. */
export function tokenLimits(request: EngineRequest, contextTokens: number): TokenLimits {
  if ('inputs' in request) {
    const tokens = request.inputs.map((text) => Math.min(Buffer.byteLength(text) + TOKENS_AROUND_TEXT, contextTokens))
    return { maxPromptTokens: tokens.reduce((sum, count) => sum + count, 0), maxOutputTokens: 0 }
  }
  return {
    maxPromptTokens: Math.min(promptTokensBound(request) + (request.answerTokenIds?.length ?? 0), contextTokens),
    maxOutputTokens: Math.min(request.sampling.maxOutputTokens, contextTokens),
  }
}

/**
 * Most tokens this can be, for a consumer that has no tokenizer of the model: a byte-level tokenizer never makes more
 * tokens than bytes.
 */
export function promptTokensBound({ messages, prompt }: Prompt): number {
  if (prompt !== undefined) return Buffer.byteLength(prompt) + TOKENS_AROUND_TEXT
  return messages.reduce(
    (sum, { content }) => sum + Buffer.byteLength(content) + TEMPLATE_TOKENS_PER_MESSAGE,
    TEMPLATE_TOKENS,
  )
}

function readRole(role: ChatRole): ChatMessage['role'] {
  const known = (Object.keys(ROLES) as ChatMessage['role'][]).find((name) => ROLES[name] === role)
  check(known !== undefined, 'role')
  return known
}

function check(isValid: boolean, what: string): asserts isValid {
  if (!isValid) throw new SovError('ERR_SOV_PROTOCOL', `the request has an invalid ${what}`)
}
