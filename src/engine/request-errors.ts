import { SovError } from '../errors.js'
import type { ModelTask } from './index.js'
import type { ModelDigest } from './manifest.js'

/** ERR_SOV_MODEL_NOT_FOUND for a request that names a model the engine does not have. */
export function unknownModel(digest: ModelDigest): SovError {
  return new SovError('ERR_SOV_MODEL_NOT_FOUND', 'this engine does not have the model', {
    param: 'model',
    details: { digest },
  })
}

/** ERR_SOV_CONTEXT_OVERFLOW for a prompt that leaves no room for an answer. */
export function contextOverflow(promptTokens: number, contextTokens: number): SovError {
  return new SovError(
    'ERR_SOV_CONTEXT_OVERFLOW',
    `the prompt has ${String(promptTokens)} tokens, the context ${String(contextTokens)}`,
    {
      param: 'messages',
      remedy: 'Send fewer or shorter messages, or ask for a model with a larger context.',
      details: { promptTokens, contextTokens },
    },
  )
}

/** ERR_SOV_CONTEXT_OVERFLOW for a text that is too long to embed. */
export function inputOverflow(index: number, tokens: number, contextTokens: number): SovError {
  return new SovError(
    'ERR_SOV_CONTEXT_OVERFLOW',
    `input ${String(index)} has ${String(tokens)} tokens, the context ${String(contextTokens)}`,
    {
      param: `input[${String(index)}]`,
      remedy: 'Split the text, or ask for a model with a larger context.',
      details: { index, tokens, contextTokens },
    },
  )
}

/** ERR_SOV_BAD_REQUEST for an answer to go on with that is not of the model. */
export function unknownToken(id: number): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `the model has no token ${String(id)}`, { param: 'answerTokenIds' })
}

/** ERR_SOV_BAD_REQUEST for a chat with an embedding model, or the other way round. */
export function wrongTask(task: ModelTask): SovError {
  return new SovError(
    'ERR_SOV_BAD_REQUEST',
    task === 'chat'
      ? 'the model answers chats and does not embed texts'
      : 'the model embeds texts and does not answer chats',
    { param: 'model', remedy: '`sov-node models` tells what each model is for.', details: { task } },
  )
}
