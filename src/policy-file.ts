import { readFile } from 'node:fs/promises'
import { errnoOf } from './disk-error.js'
import { SovError } from './errors.js'
import { parsePolicy, type Policy } from './policy/index.js'

/**
 * Reads a policy from its file.
 *
 * @throws {SovError} ERR_SOV_CONFIG when it cannot be read, ERR_SOV_POLICY_INVALID; both name the file.
 */
export async function readPolicy(path: string): Promise<Policy> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const why = errnoOf(cause) === 'ENOENT' ? 'there is no such file' : `it cannot be read (${errnoOf(cause) ?? ''})`
    throw new SovError('ERR_SOV_CONFIG', `the policy ${path}: ${why}`, { cause, param: 'policy' })
  }
  try {
    return parsePolicy(text)
  } catch (error) {
    if (!SovError.isInstance(error, 'ERR_SOV_POLICY_INVALID')) throw error
    const { message, remedy, details } = error
    throw new SovError(error.code, `${path}: ${message}`, {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
      ...(details === undefined ? {} : { details }),
    })
  }
}
