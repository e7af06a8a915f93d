import type { IncomingHttpHeaders } from 'node:http'
import { httpError, type ErrorAnswer } from './error-answer.js'

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Keeps web pages out: a browser on this machine reaches loopback, so a page of any site could, too. The Host check
 * stops DNS rebinding, the other two stop requests across origins.
 *
 * @returns the refusal, or undefined for a request that may go on.
 */
export function refuseForeign(headers: IncomingHttpHeaders): ErrorAnswer | undefined {
  const { host, origin } = headers
  if (host === undefined)
    return httpError(400, 'invalid_request_error', 'invalid_request', 'the Host header is missing')
  if (!LOOPBACK_HOST.test(host)) {
    return httpError(421, 'permission_error', 'host_not_allowed', 'this API answers to its loopback names only')
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return httpError(403, 'permission_error', 'origin_denied', 'web pages of other origins may not use this API')
  }
  if (headers['sec-fetch-site'] === 'cross-site') {
    return httpError(403, 'permission_error', 'origin_denied', 'other sites may not use this API')
  }
  return undefined
}
