import { SovError } from '../errors.js'
import type { Store, WriteOperation } from '../store/index.js'
import { coopBundle, credentialChain, type CoopBundle, type CredentialChain } from '../wire/index.js'

/** What a node keeps of its co-op. */
export interface CoopRecord {
  /** The node's own credential. */
  readonly chain: CredentialChain
  readonly bundle: CoopBundle
}

const TABLE = 'coop'
const CHAIN = Buffer.from('chain')
const BUNDLE = Buffer.from('bundle')

/** @throws {SovError} ERR_SOV_CREDENTIAL when it is not what was stored. */
export async function loadCoop(store: Store): Promise<CoopRecord | undefined> {
  const table = store.table(TABLE)
  const [chain, bundle] = await Promise.all([table.get(CHAIN), table.get(BUNDLE)])
  if (chain === undefined || bundle === undefined) return undefined
  try {
    return { chain: credentialChain.decode(chain), bundle: coopBundle.decode(bundle) }
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
export function saveCoop(store: Store, { chain, bundle }: CoopRecord): WriteOperation[] {
  const table = store.table(TABLE)
  return [table.put(CHAIN, credentialChain.encode(chain)), table.put(BUNDLE, coopBundle.encode(bundle))]
}

/** Writes for one commit, after which no co-op is stored. */
export function forgetCoop(store: Store): WriteOperation[] {
  const table = store.table(TABLE)
  return [table.del(CHAIN), table.del(BUNDLE)]
}
