import { getSystemErrorMap } from 'node:util'
import { SovError, type SovErrorCode } from '../src/errors.js'

/**
 * The error for a file that cannot be read or written, with what the system says about it.
 *
 * @param what - e.g. `cannot read answers.jsonl`.
 */
export function fileError(what: string, cause: unknown, code: SovErrorCode = 'ERR_SOV_CONFIG'): SovError {
  const { errno } = cause as Partial<NodeJS.ErrnoException>
  const [, reason] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? []
  return new SovError(code, reason === undefined ? what : `${what}: ${reason}`, { cause })
}
