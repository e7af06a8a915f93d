import type { FastifyRequest } from 'fastify'
import type { ApiKeyUse } from '../api-keys/index.js'
import type { RouteBounds } from '../scheduler/index.js'
import { constraintsOf, type ProviderField } from './provider-field.js'
import { providerOfHeaders } from './provider-headers.js'

/** What a request says of who may answer it, beside its body. */
export interface Demands {
  readonly key: Pick<ApiKeyUse, 'id' | 'policy' | 'dataClass'> | null
  readonly headers: ProviderField | undefined
}

/** @throws {SovError} ERR_SOV_BAD_REQUEST naming a header. */
export function demandsOf({ apiKey, raw }: Pick<FastifyRequest, 'apiKey' | 'raw'>): Demands {
  return { key: apiKey, headers: providerOfHeaders(raw) }
}

/**
 * Key, body and headers, each as a layer of its own. The service tier `flex` says that how much is answered in a minute
 * counts for more than how soon this is.
 */
export function boundsOf(
  { key, headers }: Demands,
  body: ProviderField | null | undefined,
  serviceTier?: string | null,
): Omit<RouteBounds, 'model'> {
  const fields = [body, headers].filter((field) => field != null)
  const assumed = key?.dataClass === undefined ? [] : [{ tier: 'any', dataClass: key.dataClass } as const]
  return {
    key: key === null ? undefined : { id: key.id, policy: key.policy },
    requests: [...assumed, ...fields.map(constraintsOf)],
    ...(serviceTier === 'flex' ? { isOneOfMany: true } : {}),
    allowFallbacks: fields.every(({ allow_fallbacks }) => allow_fallbacks),
  }
}
