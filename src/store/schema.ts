import { SovError } from '../errors.js'
import type { Migration, WriteOperation } from './index.js'
import { damaged } from './level-error.js'
import type { LevelStore } from './level-store.js'

/** In order; none is ever changed or taken out. */
export const MIGRATIONS: readonly Migration[] = []

/**
 * Brings a database to the newest layout: one synced write for each migration, together with the number of its layout.
 * A crash in between leaves an older layout, whole, and the next call goes on from there.
 *
 * @throws {SovError} ERR_SOV_STORE_SCHEMA for a newer layout, ERR_SOV_STORE_DAMAGED when there is data without a layout.
 */
export async function migrate(store: LevelStore, migrations: readonly Migration[]): Promise<void> {
  const newest = 1 + migrations.length
  const meta = store.table('meta')
  const key = Buffer.from('schema')
  const layout = (version: number): WriteOperation => meta.put(key, Uint8Array.of(version))
  const stored = await meta.get(key)
  if (stored === undefined) {
    if (!(await store.isEmpty())) throw damaged('cannot open the database', 'the number of its layout is missing')
    return store.commit([layout(newest)])
  }
  const version = stored[0] ?? 0
  if (version < 1 || version > newest) {
    throw new SovError(
      'ERR_SOV_STORE_SCHEMA',
      `the database has layout ${String(version)}, this version reads ${String(newest)}`,
      { remedy: 'Use the version of sov-node that wrote it.' },
    )
  }
  for (const [index, migration] of migrations.entries()) {
    if (index + 1 >= version) await store.commit([...(await migration(store)), layout(index + 2)])
  }
}
