import { SovError } from '../../src/errors.js'

/** Why something about credentials is refused: the reason when it is not valid, else the code; `valid` when it is not. */
export function refusalOf(work: () => unknown): string {
  try {
    work()
    return 'valid'
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
    const { code, message } = error
    return code === 'ERR_SOV_CREDENTIAL' ? message.replace(/^the credential is not valid: /, '') : code
  }
}
