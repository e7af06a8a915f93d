import type { X509Certificate } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { httpError, type ErrorAnswer } from './error-answer.js'

/** What this API is called by those who may call it. */
export interface OwnNames {
  /** @param name - host name or address, lower case, without port and brackets. */
  has(name: string): boolean
  /** Of the URLs that clients use. */
  readonly schemes: readonly ('http' | 'https')[]
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])

/** The names of an API that only this machine reaches. */
export const LOOPBACK_NAMES: OwnNames = { has: (name) => LOOPBACK.has(name), schemes: ['http'] }

/** Names of loopback, which no page of another machine can claim; those given; and those of the certificate. */
export function ownNames(
  given: readonly string[],
  certificate: X509Certificate | undefined,
  schemes: OwnNames['schemes'],
): OwnNames {
  const names = new Set([...LOOPBACK, ...given])
  const isCertified = (name: string): boolean =>
    (isIP(name) === 0 ? certificate?.checkHost(name) : certificate?.checkIP(name)) !== undefined
  return { has: (name) => names.has(name) || isCertified(name), schemes }
}

/**
 * Keeps web pages out: a browser reaches what its machine reaches, so a page of any site could, too. The Host check stops
 * DNS rebinding, the other two stop requests across origins.
 *
 * @returns the refusal, or undefined for a request that may go on.
 */
export function refuseForeign(
  { host, origin, ...headers }: IncomingHttpHeaders,
  own: OwnNames,
): ErrorAnswer | undefined {
  if (host === undefined)
    return httpError(400, 'invalid_request_error', 'invalid_request', 'the Host header is missing')
  const name = hostName(host)
  if (name === undefined || !own.has(name)) {
    return httpError(421, 'permission_error', 'host_not_allowed', 'this API does not answer to this host name')
  }
  if (
    origin !== undefined &&
    !own.schemes.some((scheme) => origin.toLowerCase() === `${scheme}://${host.toLowerCase()}`)
  ) {
    return httpError(403, 'permission_error', 'origin_denied', 'web pages of other origins may not use this API')
  }
  if (headers['sec-fetch-site'] === 'cross-site') {
    return httpError(403, 'permission_error', 'origin_denied', 'other sites may not use this API')
  }
  return undefined
}

/** `Node.example:443` → `node.example`, `[::1]:80` → `::1`; undefined for what is no host with a port. */
function hostName(host: string): string | undefined {
  const [, address, name] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host) ?? []
  return (address ?? name)?.toLowerCase()
}
