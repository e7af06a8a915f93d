import { SovError } from '../errors.js'
import type { Store, WriteOperation } from '../store/index.js'
import { coopBundle, credentialChain, type CoopBundle, type CredentialChain } from '../wire/index.js'

/** What a node keeps of its co-op. */
export interface CoopRecord {
  /** The node's own credential. */
  readonly chain: CredentialChain
  readonly bundle: CoopBundle
  /** Envelope of the certificate of the issuing key on this node; undefined on all other nodes. */
  readonly issuerCertificate: Uint8Array | undefined
}

const TABLE = 'coop'
const CHAIN = Buffer.from('chain')
const BUNDLE = Buffer.from('bundle')
const ISSUER_CERTIFICATE = Buffer.from('issuer-certificate')

/** @throws {SovError} ERR_SOV_CREDENTIAL when it is not what was stored. */
export async function loadCoop(store: Store): Promise<CoopRecord | undefined> {
  const table = store.table(TABLE)
  const [chain, bundle, issuerCertificate] = await Promise.all([
    table.get(CHAIN),
    table.get(BUNDLE),
    table.get(ISSUER_CERTIFICATE),
  ])
  if (chain === undefined || bundle === undefined) return undefined
  try {
    return { chain: credentialChain.decode(chain), bundle: coopBundle.decode(bundle), issuerCertificate }
  } catch (cause) {
    throw notValid(cause)
  }
}

/** What is stored is no membership of this node. */
export function notValid(cause: unknown): SovError {
  return new SovError('ERR_SOV_CREDENTIAL', 'the stored membership of this node is not valid', {
    cause,
    remedy: 'Use the data directory with the key it was made for, or join anew with an empty one.',
  })
}

/** Writes for one commit. */
export function saveCoop(store: Store, { chain, bundle, issuerCertificate }: CoopRecord): WriteOperation[] {
  const table = store.table(TABLE)
  return [
    table.put(CHAIN, credentialChain.encode(chain)),
    table.put(BUNDLE, coopBundle.encode(bundle)),
    ...(issuerCertificate === undefined ? [] : [table.put(ISSUER_CERTIFICATE, issuerCertificate)]),
  ]
}
