/**
 * Every error class and code of sov-node. Codes are API: docs/ERRORS.md lists them with meaning and remedy.
 */

/** Where a code belongs and whether trying again can help. */
export const ERROR_CODES = {
  // configuration and the machine
  ERR_SOV_CONFIG: { isRetryable: false },
  ERR_SOV_ADDRESS_DATA: { isRetryable: false },
  ERR_SOV_DATA_DIR: { isRetryable: false },
  ERR_SOV_FOLDER: { isRetryable: false },
  ERR_SOV_DISK_FULL: { isRetryable: false },
  ERR_SOV_DISK_READ_ONLY: { isRetryable: false },
  ERR_SOV_PORT_IN_USE: { isRetryable: false },
  ERR_SOV_NOT_RUNNING: { isRetryable: false },
  ERR_SOV_ALREADY_RUNNING: { isRetryable: false },
  ERR_SOV_STOPPING: { isRetryable: true },
  ERR_SOV_INTERNAL: { isRetryable: false },
  // identity and wire
  ERR_SOV_KEY_FILE: { isRetryable: false },
  ERR_SOV_WEAK_KEY: { isRetryable: false },
  ERR_SOV_WIRE_FORMAT: { isRetryable: false },
  ERR_SOV_WIRE_LIMIT: { isRetryable: false },
  ERR_SOV_SIGNATURE: { isRetryable: false },
  ERR_SOV_CHANNEL_CLOSED: { isRetryable: true },
  ERR_SOV_PROTOCOL: { isRetryable: false },
  // store
  ERR_SOV_STORE_LOCKED: { isRetryable: false },
  ERR_SOV_STORE_DAMAGED: { isRetryable: false },
  ERR_SOV_STORE_UNREADABLE: { isRetryable: false },
  ERR_SOV_STORE_SCHEMA: { isRetryable: false },
  ERR_SOV_BACKUP_DAMAGED: { isRetryable: false },
  // network
  ERR_SOV_DIAL: { isRetryable: true },
  ERR_SOV_DIAL_TIMEOUT: { isRetryable: true },
  // membership
  ERR_SOV_NO_COOP: { isRetryable: false },
  ERR_SOV_COOP_EXISTS: { isRetryable: false },
  ERR_SOV_NOT_ISSUER: { isRetryable: false },
  ERR_SOV_ROOT_PASSPHRASE: { isRetryable: false },
  ERR_SOV_INVITE_INVALID: { isRetryable: false },
  ERR_SOV_INVITE_REFUSED: { isRetryable: false },
  ERR_SOV_JOIN_PENDING: { isRetryable: true },
  ERR_SOV_RENEWAL: { isRetryable: true },
  ERR_SOV_CREDENTIAL: { isRetryable: false },
  ERR_SOV_CREDENTIAL_EXPIRED: { isRetryable: false },
  ERR_SOV_NOT_A_MEMBER: { isRetryable: false },
  ERR_SOV_REVOKED: { isRetryable: false },
  ERR_SOV_REVOCATION_STALE: { isRetryable: true },
  ERR_SOV_HELLO_REFUSED: { isRetryable: false },
  ERR_SOV_HELLO_TIMEOUT: { isRetryable: true },
  ERR_SOV_JOIN_TIMEOUT: { isRetryable: true },
  ERR_SOV_BUNDLE_TIMEOUT: { isRetryable: true },
  ERR_SOV_VERSION: { isRetryable: false },
  ERR_SOV_RATE_LIMITED: { isRetryable: true },
  // models and engines
  ERR_SOV_MODEL_NOT_FOUND: { isRetryable: false },
  ERR_SOV_MODEL_AMBIGUOUS: { isRetryable: false },
  ERR_SOV_MODEL_FILE: { isRetryable: false },
  ERR_SOV_MODEL_BROKEN: { isRetryable: false },
  ERR_SOV_MODEL_MEMORY: { isRetryable: false },
  ERR_SOV_MODEL_LOADING: { isRetryable: true },
  ERR_SOV_CONTEXT_OVERFLOW: { isRetryable: false },
  ERR_SOV_ENGINE_CRASHED: { isRetryable: true },
  ERR_SOV_ENGINE_FAILED: { isRetryable: true },
  // asking peers
  ERR_SOV_PEER_REFUSED: { isRetryable: true },
  ERR_SOV_PEER_DISCONNECTED: { isRetryable: true },
  ERR_SOV_PEER_MISBEHAVED: { isRetryable: true },
  ERR_SOV_ACCEPT_TIMEOUT: { isRetryable: true },
  ERR_SOV_FIRST_TOKEN_TIMEOUT: { isRetryable: true },
  ERR_SOV_TOKEN_GAP_TIMEOUT: { isRetryable: true },
  ERR_SOV_VOUCHER_TIMEOUT: { isRetryable: true },
  ERR_SOV_TOTAL_TIMEOUT: { isRetryable: false },
  ERR_SOV_SETTLEMENT_TIMEOUT: { isRetryable: true },
  // choosing
  ERR_SOV_POLICY_INVALID: { isRetryable: false },
  ERR_SOV_POLICY_DENIED: { isRetryable: false },
  ERR_SOV_NO_PEER: { isRetryable: true },
  ERR_SOV_BUSY: { isRetryable: true },
  ERR_SOV_UNAVAILABLE: { isRetryable: true },
  ERR_SOV_STREAM_INCOMPLETE: { isRetryable: true },
  // ledger
  ERR_SOV_LEDGER_CLOSED: { isRetryable: true },
  ERR_SOV_LEDGER_DAMAGED: { isRetryable: false },
  ERR_SOV_RECEIPT_INVALID: { isRetryable: false },
  ERR_SOV_RECEIPT_NOT_FOUND: { isRetryable: false },
  // requests
  ERR_SOV_BATCH_FILE: { isRetryable: false },
  ERR_SOV_BAD_REQUEST: { isRetryable: false },
  ERR_SOV_REQUEST_NOT_FOUND: { isRetryable: false },
  // API keys
  ERR_SOV_API_KEY: { isRetryable: false },
  ERR_SOV_API_KEY_NOT_FOUND: { isRetryable: false },
} as const

export type SovErrorCode = keyof typeof ERROR_CODES

export interface SovErrorOptions extends ErrorOptions {
  /** What the reader can do about it; one sentence. */
  readonly remedy?: string
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfterMs?: number
  /** The request field or option that is wrong. */
  readonly param?: string
  /** Facts for `--json` and for `error.sov` of the API. Never prompt or output text. */
  readonly details?: Readonly<Record<string, unknown>>
}

const BRAND = Symbol.for('sov-node.error')

/**
 * The one error class. Test `code`, or {@link SovError.isInstance}, never the message.
 */
export class SovError extends Error {
  readonly code: SovErrorCode
  readonly isRetryable: boolean
  readonly remedy: string | undefined
  readonly retryAfterMs: number | undefined
  readonly param: string | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined
  readonly [BRAND] = true

  constructor(code: SovErrorCode, message: string, options: SovErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'SovError'
    this.code = code
    this.isRetryable = ERROR_CODES[code].isRetryable
    this.remedy = options.remedy
    this.retryAfterMs = options.retryAfterMs
    this.param = options.param
    this.details = options.details
  }

  /** True for a SovError of any copy of this package; with `code`, only for that code. */
  static isInstance(value: unknown, code?: SovErrorCode): value is SovError {
    return (
      typeof value === 'object' &&
      value !== null &&
      (value as { [BRAND]?: unknown })[BRAND] === true &&
      (code === undefined || (value as SovError).code === code)
    )
  }
}

/** The value as a SovError: itself, or wrapped under `code` with the value as its cause. */
export function toSovError(value: unknown, code: SovErrorCode = 'ERR_SOV_INTERNAL'): SovError {
  if (SovError.isInstance(value)) return value
  return new SovError(code, value instanceof Error ? value.message : String(value), { cause: value })
}
