import type { IncomingHttpHeaders } from 'node:http'
import type { ApiKeys, ApiKeyUse } from '../api-keys/index.js'
import { SovError } from '../errors.js'

/** Who may call an API, beside its owner. */
export interface KeyCheck {
  readonly keys: Pick<ApiKeys, 'isEmpty' | 'use'>
  /** False: a request may come without a key, but not with a wrong one. */
  readonly isRequired: boolean
}

/** What clients send that insist on a key where none is needed. */
const PLACEHOLDER = 'none'

/**
 * Takes the key that a request came with.
 *
 * @returns undefined for a request without a key that may go on; else release it after the answer.
 * @throws {SovError} ERR_SOV_API_KEY, ERR_SOV_RATE_LIMITED
 */
export function takeKey({ authorization }: IncomingHttpHeaders, { keys, isRequired }: KeyCheck): ApiKeyUse | undefined {
  const text = authorization?.replace(/^Bearer +/i, '')
  if (!isRequired && (text === undefined || meansNoKey(text, keys.isEmpty))) return undefined
  if (text !== undefined) return keys.use(text)
  throw new SovError('ERR_SOV_API_KEY', 'this API needs a key: Authorization: Bearer sov-…', {
    remedy: 'Ask the owner of the node for a key: sov-node keys create.',
  })
}

/** Before the first key is made nobody can mean one, unless it looks like one of a node of ours. */
function meansNoKey(text: string, isEmpty: boolean): boolean {
  return text === PLACEHOLDER || (isEmpty && !text.startsWith('sov-'))
}
