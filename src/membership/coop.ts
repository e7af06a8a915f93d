import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { encodeBundle, openBundle, type VerifiedBundle } from './bundle.js'
import { openChain, type VerifiedChain } from './chain.js'
import type { CoopRecord } from './coop-store.js'

/** The co-op a node belongs to, with everything checked. */
export interface Coop {
  readonly record: CoopRecord
  readonly verified: VerifiedChain
  readonly bundle: VerifiedBundle
}

/**
 * Checks what a store or an issuer gave for a member. Its dates are not looked at: an expired membership can be shown.
 *
 * With `networkId` it must also be of that co-op.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, wire errors
 */
export function openCoop(record: CoopRecord, subject: PeerIdString, networkId?: Uint8Array): Coop {
  const verified = openChain(record.chain, networkId)
  if (verified.subject !== subject) {
    throw new SovError('ERR_SOV_CREDENTIAL', 'the credential belongs to another peer')
  }
  return withBundle({ record, verified }, openBundle(record.bundle, record.chain, verified))
}

/** The co-op with another bundle. */
export function withBundle({ record, verified }: Omit<Coop, 'bundle'>, bundle: VerifiedBundle): Coop {
  return { record: { ...record, bundle: encodeBundle(bundle) }, verified, bundle }
}
