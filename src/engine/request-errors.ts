import { SovError } from '../errors.js'
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
