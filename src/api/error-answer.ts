import { SovError, toSovError, type SovErrorCode } from '../errors.js'
import type { CandidateView } from '../scheduler/index.js'

/** Body of every error answer and error frame: OpenAI's shape, ours under `sov`. */
interface ErrorBody {
  readonly message: string
  readonly type: string
  /** Path of the wrong field, e.g. `messages[0].content`. */
  readonly param: string | null
  /** Stable snake_case name. */
  readonly code: string
  readonly sov?: {
    readonly code: SovErrorCode
    readonly remedy: string | null
    /** Facts such as the candidates and why each was removed; never prompt or output text. */
    readonly details: Readonly<Record<string, unknown>> | null
  }
}

export interface ErrorAnswer {
  readonly status: number
  readonly body: ErrorBody
  /** Value of `retry-after`. */
  readonly retryAfterSeconds?: number
}

type Kind = readonly [status: number, type: string, code: string]

const INTERNAL: Kind = [500, 'server_error', 'internal_error']

/** Status decides whether clients retry: 429 and 5xx they do, so what policy forbids is 4xx. A code not here is a 500. */
const KINDS: Partial<Record<SovErrorCode, Kind>> = {
  ERR_SOV_BAD_REQUEST: [400, 'invalid_request_error', 'invalid_request'],
  ERR_SOV_CONFIG: [400, 'invalid_request_error', 'invalid_request'],
  ERR_SOV_FOLDER: [400, 'invalid_request_error', 'invalid_request'],
  ERR_SOV_MODEL_AMBIGUOUS: [400, 'invalid_request_error', 'model_ambiguous'],
  ERR_SOV_POLICY_INVALID: [400, 'invalid_request_error', 'policy_invalid'],
  ERR_SOV_CONTEXT_OVERFLOW: [400, 'invalid_request_error', 'context_length_exceeded'],
  ERR_SOV_INVITE_INVALID: [400, 'invalid_request_error', 'invite_invalid'],
  ERR_SOV_API_KEY: [401, 'invalid_request_error', 'invalid_api_key'],
  ERR_SOV_POLICY_DENIED: [403, 'permission_error', 'policy_denied'],
  ERR_SOV_INVITE_REFUSED: [403, 'permission_error', 'invite_refused'],
  ERR_SOV_HELLO_REFUSED: [403, 'permission_error', 'trust_denied'],
  ERR_SOV_CREDENTIAL: [403, 'permission_error', 'trust_denied'],
  ERR_SOV_CREDENTIAL_EXPIRED: [403, 'permission_error', 'trust_denied'],
  ERR_SOV_NOT_A_MEMBER: [403, 'permission_error', 'trust_denied'],
  ERR_SOV_REVOKED: [403, 'permission_error', 'trust_denied'],
  ERR_SOV_NOT_ISSUER: [403, 'permission_error', 'not_issuer'],
  ERR_SOV_ROOT_PASSPHRASE: [403, 'permission_error', 'root_passphrase'],
  ERR_SOV_MODEL_NOT_FOUND: [404, 'invalid_request_error', 'model_not_found'],
  ERR_SOV_REQUEST_NOT_FOUND: [404, 'invalid_request_error', 'request_not_found'],
  ERR_SOV_RECEIPT_NOT_FOUND: [404, 'invalid_request_error', 'receipt_not_found'],
  ERR_SOV_API_KEY_NOT_FOUND: [404, 'invalid_request_error', 'api_key_not_found'],
  ERR_SOV_NO_COOP: [409, 'invalid_request_error', 'no_coop'],
  ERR_SOV_COOP_EXISTS: [409, 'invalid_request_error', 'coop_exists'],
  ERR_SOV_RATE_LIMITED: [429, 'rate_limit_error', 'rate_limit_exceeded'],
  ERR_SOV_BUSY: [429, 'rate_limit_error', 'queue_full'],
  ERR_SOV_MODEL_BROKEN: [500, 'server_error', 'engine_error'],
  ERR_SOV_MODEL_FILE: [500, 'server_error', 'engine_error'],
  ERR_SOV_MODEL_MEMORY: [500, 'server_error', 'engine_error'],
  ERR_SOV_ENGINE_CRASHED: [500, 'server_error', 'engine_error'],
  ERR_SOV_ENGINE_FAILED: [500, 'server_error', 'engine_error'],
  ERR_SOV_DIAL: [502, 'server_error', 'peer_unreachable'],
  ERR_SOV_PEER_DISCONNECTED: [502, 'server_error', 'peer_disconnected'],
  ERR_SOV_CHANNEL_CLOSED: [502, 'server_error', 'peer_disconnected'],
  ERR_SOV_PEER_MISBEHAVED: [502, 'server_error', 'peer_misbehaved'],
  ERR_SOV_STREAM_INCOMPLETE: [502, 'server_error', 'stream_incomplete'],
  ERR_SOV_PEER_REFUSED: [503, 'server_error', 'peer_refused'],
  ERR_SOV_JOIN_PENDING: [409, 'invalid_request_error', 'join_pending'],
  ERR_SOV_RENEWAL: [503, 'server_error', 'no_issuer'],
  ERR_SOV_REVOCATION_STALE: [503, 'server_error', 'revocation_stale'],
  ERR_SOV_NO_PEER: [503, 'server_error', 'no_peer_available'],
  ERR_SOV_MODEL_LOADING: [503, 'server_error', 'model_loading'],
  ERR_SOV_STOPPING: [503, 'server_error', 'stopping'],
  ERR_SOV_UNAVAILABLE: [503, 'server_error', 'unavailable'],
  ERR_SOV_DIAL_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_HELLO_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_JOIN_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_BUNDLE_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_ACCEPT_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_FIRST_TOKEN_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_TOKEN_GAP_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_TOTAL_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_SETTLEMENT_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_VOUCHER_TIMEOUT: [504, 'server_error', 'peer_timeout'],
  ERR_SOV_LEDGER_CLOSED: [503, 'server_error', 'ledger_closed'],
}

/** An answer that HTTP itself asks for, before any room of this node is involved. */
export function httpError(status: number, type: string, code: string, message: string): ErrorAnswer {
  return { status, body: { message, type, param: null, code } }
}

/** What a client is told of a failure. Messages of foreign errors stay inside: they may quote what was sent. */
export function errorAnswer(thrown: unknown): ErrorAnswer {
  if (!SovError.isInstance(thrown)) return frameworkAnswer(thrown) ?? sovAnswer(hidden(thrown))
  return sovAnswer(thrown)
}

function sovAnswer(error: SovError): ErrorAnswer {
  const [status, type, code] = KINDS[error.code] ?? INTERNAL
  return {
    status,
    body: {
      message: error.message,
      type,
      param: error.param ?? null,
      code: refinedCode(error) ?? code,
      sov: { code: error.code, remedy: error.remedy ?? null, details: error.details ?? null },
    },
    ...(error.retryAfterMs === undefined
      ? {}
      : { retryAfterSeconds: Math.max(1, Math.ceil(error.retryAfterMs / 1_000)) }),
  }
}

function hidden(cause: unknown): SovError {
  return new SovError('ERR_SOV_INTERNAL', 'internal error; the log of the node has its place', {
    cause: toSovError(cause),
  })
}

/** Details of a bad request that asks for something we do not do, rather than being malformed. */
export const UNSUPPORTED = { reason: 'unsupported_parameter' } as const

function refinedCode({ code, details }: SovError): string | undefined {
  if (code === 'ERR_SOV_BAD_REQUEST' && details?.['reason'] === UNSUPPORTED.reason) return UNSUPPORTED.reason
  if (code === 'ERR_SOV_POLICY_DENIED' && isJurisdictionOnly(details?.['candidates'])) return 'jurisdiction_denied'
  return undefined
}

/** True when every candidate in the tier that was asked for fell to a rule about jurisdiction. */
function isJurisdictionOnly(candidates: unknown): boolean {
  if (!Array.isArray(candidates)) return false
  const rules = (candidates as readonly CandidateView[])
    .map(({ removals }) => removals.map(({ rule }) => rule))
    .filter((names) => !names.includes('tier_not_allowed'))
  return rules.length > 0 && rules.every((names) => names.some((name) => name.startsWith('jurisdiction_')))
}

/** Errors that fastify raises while it reads a request; their messages may quote the body. */
function frameworkAnswer(thrown: unknown): ErrorAnswer | undefined {
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode
  switch (status) {
    case 400:
      return httpError(400, 'invalid_request_error', 'invalid_request', 'the request is not well-formed JSON over HTTP')
    case 413:
      return httpError(413, 'invalid_request_error', 'request_too_large', 'the request body is too large')
    case 415:
      return httpError(415, 'invalid_request_error', 'unsupported_media_type', 'send content-type: application/json')
    default:
      return undefined
  }
}
