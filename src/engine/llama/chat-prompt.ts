import type { ChatHistoryItem, ChatWrapper, LlamaModel, LlamaText, Token } from 'node-llama-cpp'
import { SovError } from '../../errors.js'
import type { ChatMessage } from '../index.js'

/** A prompt as the model reads it. */
export interface ReadPrompt {
  readonly tokens: Token[]
  /** Tokens that end the answer besides the model's own end-of-generation tokens. */
  readonly stopTokens: ReadonlySet<Token>
  /** Texts that end the answer. */
  readonly stopTexts: readonly string[]
}

/**
 * Renders messages with the model's chat template and opens the assistant's turn.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST when the template refuses the messages, e.g. two users in a row.
 */
export function chatPrompt(model: LlamaModel, wrapper: ChatWrapper, messages: readonly ChatMessage[]): ReadPrompt {
  const { contextText, stopGenerationTriggers } = render(wrapper, messages)
  const triggers = stopGenerationTriggers.map((trigger) => ({ trigger, tokens: trigger.tokenize(model.tokenizer) }))
  return {
    tokens: contextText.tokenize(model.tokenizer),
    // a control token at the head of a trigger is never part of an answer
    stopTokens: new Set(triggers.map(({ tokens }) => tokens[0]).filter((token) => isControl(model, token))),
    stopTexts: triggers.filter(({ trigger }) => isPlain(trigger)).map(({ trigger }) => trigger.toString()),
  }
}

/** Text as it is, behind the token that begins a text where the model has one; the text may name control tokens. */
export function rawPrompt(model: LlamaModel, text: string): ReadPrompt {
  const { bos, shouldPrependBosToken } = model.tokens
  const tokens = model.tokenize(text, true)
  const isBegun = !shouldPrependBosToken || bos === null || tokens[0] === bos
  return { tokens: isBegun ? tokens : [bos, ...tokens], stopTokens: new Set(), stopTexts: [] }
}

function render(
  wrapper: ChatWrapper,
  messages: readonly ChatMessage[],
): ReturnType<ChatWrapper['generateContextState']> {
  try {
    return wrapper.generateContextState({
      chatHistory: [...messages.map(historyItem), { type: 'model', response: [''] }],
    })
  } catch {
    // the cause may quote the messages, which must not leave this process
    throw new SovError('ERR_SOV_BAD_REQUEST', "the model's chat template does not accept these messages", {
      param: 'messages',
      remedy: 'Let user and assistant take turns, with at most one system message at the beginning.',
    })
  }
}

function historyItem({ role, content }: ChatMessage): ChatHistoryItem {
  return role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content }
}

function isControl(model: LlamaModel, token: Token | undefined): token is Token {
  return token !== undefined && model.isSpecialToken(token)
}

function isPlain({ values }: LlamaText): boolean {
  return values.every((value) => typeof value === 'string')
}
