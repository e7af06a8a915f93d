import { SovError } from '../errors.js'

/** The error for signed bytes of a peer that are well formed and still not what they must be. */
export function misbehaved(message: string): SovError {
  return new SovError('ERR_SOV_PEER_MISBEHAVED', message)
}
