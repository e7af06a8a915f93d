import type { SovErrorCode } from '../src/errors.js'

/** What the process tells its caller; documented in `sov-node --help`, so a number never changes its meaning. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notRunning: 3,
  notFound: 4,
  denied: 5,
  network: 6,
  findings: 7,
  interrupted: 130,
} as const

const BY_CODE: Partial<Record<SovErrorCode, number>> = {
  ERR_SOV_CONFIG: EXIT.usage,
  ERR_SOV_ADDRESS_DATA: EXIT.usage,
  ERR_SOV_FOLDER: EXIT.usage,
  ERR_SOV_BAD_REQUEST: EXIT.usage,
  ERR_SOV_BATCH_FILE: EXIT.usage,
  ERR_SOV_INVITE_INVALID: EXIT.usage,
  ERR_SOV_MODEL_AMBIGUOUS: EXIT.usage,
  ERR_SOV_NOT_RUNNING: EXIT.notRunning,
  ERR_SOV_MODEL_NOT_FOUND: EXIT.notFound,
  ERR_SOV_REQUEST_NOT_FOUND: EXIT.notFound,
  ERR_SOV_RECEIPT_NOT_FOUND: EXIT.notFound,
  ERR_SOV_API_KEY_NOT_FOUND: EXIT.notFound,
  ERR_SOV_API_KEY: EXIT.denied,
  ERR_SOV_POLICY_INVALID: EXIT.usage,
  ERR_SOV_POLICY_DENIED: EXIT.denied,
  ERR_SOV_NOT_ISSUER: EXIT.denied,
  ERR_SOV_NOT_A_MEMBER: EXIT.denied,
  ERR_SOV_ROOT_PASSPHRASE: EXIT.denied,
  ERR_SOV_INVITE_REFUSED: EXIT.denied,
  ERR_SOV_JOIN_PENDING: EXIT.denied,
  ERR_SOV_HELLO_REFUSED: EXIT.denied,
  ERR_SOV_CREDENTIAL: EXIT.denied,
  ERR_SOV_CREDENTIAL_EXPIRED: EXIT.denied,
  ERR_SOV_REVOKED: EXIT.denied,
  ERR_SOV_REVOCATION_STALE: EXIT.network,
  ERR_SOV_DIAL: EXIT.network,
  ERR_SOV_DIAL_TIMEOUT: EXIT.network,
  ERR_SOV_HELLO_TIMEOUT: EXIT.network,
  ERR_SOV_JOIN_TIMEOUT: EXIT.network,
  ERR_SOV_BUNDLE_TIMEOUT: EXIT.network,
  ERR_SOV_RENEWAL: EXIT.network,
  ERR_SOV_NO_PEER: EXIT.network,
  ERR_SOV_PEER_REFUSED: EXIT.network,
  ERR_SOV_PEER_DISCONNECTED: EXIT.network,
  ERR_SOV_PEER_MISBEHAVED: EXIT.network,
  ERR_SOV_CHANNEL_CLOSED: EXIT.network,
  ERR_SOV_STREAM_INCOMPLETE: EXIT.network,
  ERR_SOV_ACCEPT_TIMEOUT: EXIT.network,
  ERR_SOV_FIRST_TOKEN_TIMEOUT: EXIT.network,
  ERR_SOV_TOKEN_GAP_TIMEOUT: EXIT.network,
  ERR_SOV_TOTAL_TIMEOUT: EXIT.network,
}

/** Ends a command that has said all there is to say, with an exit code of its own. */
export class Ended extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super('the command has ended')
    this.exitCode = exitCode
  }
}

/** The exit code for a failure. */
export function exitCodeOf(code: SovErrorCode): number {
  return BY_CODE[code] ?? EXIT.failure
}
