import type { Store } from '../store/index.js'
import type { OwnerWord } from './decide.js'

const TABLE = 'availability'
const OWNER_WORD = Buffer.from('owner-word')

/** What the owner has said, also before this start; it may have ended meanwhile. */
export async function loadOwnerWord(store: Store): Promise<OwnerWord | undefined> {
  const stored = await store.table(TABLE).get(OWNER_WORD)
  return stored === undefined ? undefined : (JSON.parse(Buffer.from(stored).toString('utf8')) as OwnerWord)
}

/** @throws {SovError} as `Store.commit`. */
export async function saveOwnerWord(store: Store, word: OwnerWord | undefined): Promise<void> {
  const table = store.table(TABLE)
  await store.commit([
    word === undefined ? table.del(OWNER_WORD) : table.put(OWNER_WORD, Buffer.from(JSON.stringify(word))),
  ])
}
