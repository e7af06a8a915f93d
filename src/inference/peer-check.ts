import { SovError } from '../errors.js'

/** Holds a peer to what it has to do. @throws {SovError} ERR_SOV_PEER_MISBEHAVED saying what it did instead. */
export function check(isValid: boolean, what: string): asserts isValid {
  if (!isValid) throw new SovError('ERR_SOV_PEER_MISBEHAVED', `the peer ${what}`)
}
