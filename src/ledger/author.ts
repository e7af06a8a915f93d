import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store } from '../store/index.js'
import { ENTRY, openStatement } from '../wire/index.js'
import { HEAD, TABLE } from './tables.js'

/**
 * Refuses a database whose chain another key has signed: to this one every entry of it would look damaged, and be dropped.
 *
 * @throws {SovError} ERR_SOV_KEY_FILE
 */
export async function checkAuthor(store: Store, self: PeerIdString): Promise<void> {
  const author = await authorOf(store)
  if (author === undefined || author === self) return
  throw new SovError('ERR_SOV_KEY_FILE', `the database is of the node ${author}, the key of ${self}`, {
    remedy: 'Put the key file back that belongs to this database, or use another --data-dir.',
  })
}

async function authorOf(store: Store): Promise<PeerIdString | undefined> {
  const head = await store.table(TABLE.heads).get(HEAD)
  if (head === undefined) return undefined
  try {
    return openStatement(ENTRY, head).signer
  } catch {
    // a damaged head says nothing of its author; the check of the whole chain finds it
    return undefined
  }
}
