import { SovError } from '../errors.js'

/** Bytes of serials and nonces. */
export const ID_BYTES = 16
export const DIGEST_BYTES = 32

/** @throws {SovError} ERR_SOV_CREDENTIAL with the reason, unless what is asked for holds. */
export function check(isRight: boolean, reason: string, remedy?: string): asserts isRight {
  if (isRight) return
  throw new SovError('ERR_SOV_CREDENTIAL', `the credential is not valid: ${reason}`, {
    ...(remedy === undefined ? {} : { remedy }),
  })
}
