import { SovError, toSovError, type SovErrorCode } from '../errors.js'
import { MAX_PEER_TEXT_BYTES, MAX_RETRY_AFTER_MS } from '../limits.js'
import type { Input } from './codec.js'
import type { sov } from './generated/sov.js'
import { ErrorCode, errorFrame, type WireError } from './messages.js'

// The one place where codes cross the wire. What is not listed travels as INTERNAL.
const OUTBOUND: Partial<Record<SovErrorCode, ErrorCode>> = {
  ERR_SOV_NOT_A_MEMBER: ErrorCode.ERROR_CODE_NOT_A_MEMBER,
  ERR_SOV_CREDENTIAL: ErrorCode.ERROR_CODE_NOT_A_MEMBER,
  ERR_SOV_CREDENTIAL_EXPIRED: ErrorCode.ERROR_CODE_NOT_A_MEMBER,
  ERR_SOV_REVOKED: ErrorCode.ERROR_CODE_REVOKED,
  ERR_SOV_REVOCATION_STALE: ErrorCode.ERROR_CODE_REVOCATION_STALE,
  ERR_SOV_POLICY_DENIED: ErrorCode.ERROR_CODE_NOT_ALLOWED,
  ERR_SOV_RATE_LIMITED: ErrorCode.ERROR_CODE_RATE_LIMITED,
  ERR_SOV_BUSY: ErrorCode.ERROR_CODE_RATE_LIMITED,
  ERR_SOV_WIRE_FORMAT: ErrorCode.ERROR_CODE_BAD_FRAME,
  ERR_SOV_WIRE_LIMIT: ErrorCode.ERROR_CODE_BAD_FRAME,
  ERR_SOV_SIGNATURE: ErrorCode.ERROR_CODE_BAD_FRAME,
  ERR_SOV_WEAK_KEY: ErrorCode.ERROR_CODE_BAD_FRAME,
  ERR_SOV_PROTOCOL: ErrorCode.ERROR_CODE_BAD_FRAME,
  ERR_SOV_VERSION: ErrorCode.ERROR_CODE_VERSION,
  ERR_SOV_ENGINE_CRASHED: ErrorCode.ERROR_CODE_ENGINE_FAILED,
  ERR_SOV_ENGINE_FAILED: ErrorCode.ERROR_CODE_ENGINE_FAILED,
  ERR_SOV_MODEL_LOADING: ErrorCode.ERROR_CODE_ENGINE_FAILED,
  ERR_SOV_FIRST_TOKEN_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_TOKEN_GAP_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_TOTAL_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_STOPPING: ErrorCode.ERROR_CODE_STOPPING,
  ERR_SOV_INVITE_INVALID: ErrorCode.ERROR_CODE_INVITE,
  ERR_SOV_INVITE_REFUSED: ErrorCode.ERROR_CODE_INVITE,
  ERR_SOV_CONTEXT_OVERFLOW: ErrorCode.ERROR_CODE_CONTEXT_OVERFLOW,
  ERR_SOV_BAD_REQUEST: ErrorCode.ERROR_CODE_BAD_REQUEST,
  ERR_SOV_ACCEPT_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_SETTLEMENT_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_VOUCHER_TIMEOUT: ErrorCode.ERROR_CODE_TIMEOUT,
  ERR_SOV_LEDGER_CLOSED: ErrorCode.ERROR_CODE_RATE_LIMITED,
}

const INBOUND: Partial<Record<ErrorCode, SovErrorCode>> = {
  [ErrorCode.ERROR_CODE_NOT_A_MEMBER]: 'ERR_SOV_NOT_A_MEMBER',
  [ErrorCode.ERROR_CODE_REVOKED]: 'ERR_SOV_REVOKED',
  [ErrorCode.ERROR_CODE_REVOCATION_STALE]: 'ERR_SOV_REVOCATION_STALE',
  [ErrorCode.ERROR_CODE_NOT_ALLOWED]: 'ERR_SOV_PEER_REFUSED',
  [ErrorCode.ERROR_CODE_VERSION]: 'ERR_SOV_VERSION',
  [ErrorCode.ERROR_CODE_RATE_LIMITED]: 'ERR_SOV_RATE_LIMITED',
  [ErrorCode.ERROR_CODE_STOPPING]: 'ERR_SOV_STOPPING',
  [ErrorCode.ERROR_CODE_INVITE]: 'ERR_SOV_INVITE_REFUSED',
  [ErrorCode.ERROR_CODE_CONTEXT_OVERFLOW]: 'ERR_SOV_CONTEXT_OVERFLOW',
  [ErrorCode.ERROR_CODE_BAD_REQUEST]: 'ERR_SOV_BAD_REQUEST',
  [ErrorCode.ERROR_CODE_ENGINE_FAILED]: 'ERR_SOV_ENGINE_FAILED',
}

// Messages of errors that we worded for peers; any other message may hold a path or a secret and stays here.
const SAFE_TO_TELL = new Set<SovErrorCode>([
  'ERR_SOV_NOT_A_MEMBER',
  'ERR_SOV_CREDENTIAL',
  'ERR_SOV_CREDENTIAL_EXPIRED',
  'ERR_SOV_REVOKED',
  'ERR_SOV_REVOCATION_STALE',
  'ERR_SOV_POLICY_DENIED',
  'ERR_SOV_RATE_LIMITED',
  'ERR_SOV_BUSY',
  'ERR_SOV_PROTOCOL',
  'ERR_SOV_VERSION',
  'ERR_SOV_INVITE_INVALID',
  'ERR_SOV_INVITE_REFUSED',
  'ERR_SOV_CONTEXT_OVERFLOW',
])

/** What a stream is ended with. */
export type WireErrorInput = Input<sov.wire.v1.Error.$Properties>

/** The error as a peer may see it. */
export function toWireError(error: unknown): WireErrorInput {
  const { code, message, retryAfterMs } = toSovError(error)
  return {
    code: OUTBOUND[code] ?? ErrorCode.ERROR_CODE_INTERNAL,
    message: SAFE_TO_TELL.has(code) ? cleanPeerText(message) : '',
    retryAfterMs: retryAfterMs ?? 0,
  }
}

/**
 * A peer's error as ours: our own message, the peer's text apart in `details.peerMessage`.
 *
 * Codes that say nothing to the asker become ERR_SOV_PEER_MISBEHAVED.
 */
export function fromWireError(error: WireError): SovError {
  const code = INBOUND[error.code] ?? 'ERR_SOV_PEER_MISBEHAVED'
  // a newer peer may send a code that we have no name for
  const name = (ErrorCode as Readonly<Record<number, string | undefined>>)[error.code] ?? String(error.code)
  return new SovError(code, `the peer ended the stream with ${name}`, {
    details: { peerMessage: cleanPeerText(error.message) },
    ...retryAfter(error),
  })
}

/** When a peer says to come back, as the option of an error: absent when it does not, at most MAX_RETRY_AFTER_MS. */
export function retryAfter({ retryAfterMs }: { readonly retryAfterMs: number }): { readonly retryAfterMs?: number } {
  return retryAfterMs > 0 ? { retryAfterMs: Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) } : {}
}

/** The error in a frame of any sov-node protocol, or undefined when the frame is not one. */
export function errorInFrame(frame: Uint8Array): SovError | undefined {
  const { error } = errorFrame.decode(frame)
  return error === null ? undefined : fromWireError(error)
}

/** Text of a peer as we keep it: at most MAX_PEER_TEXT_BYTES, no control or direction characters. */
export function cleanPeerText(text: string): string {
  // marks that turn the reading direction hide what a text says as well as control characters do
  const printable = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()
  let kept = ''
  for (const character of printable) {
    if (Buffer.byteLength(kept + character) > MAX_PEER_TEXT_BYTES) break
    kept += character
  }
  return kept
}
