import { Level } from 'level'

/** LevelDB with keys and values as bytes. */
export type Database = Level<Uint8Array, Uint8Array>

interface OpenOptions {
  /** Refuses a database that is there already. @default false */
  readonly mustBeNew?: boolean
}

/**
 * Opens LevelDB in a folder that is there; an empty one becomes a new database.
 *
 * @throws what LevelDB says.
 */
export async function openDatabase(path: string, { mustBeNew = false }: OpenOptions = {}): Promise<Database> {
  // a database of this class begins to open by itself, with the options it was made with
  const db: Database = new Level(path, { keyEncoding: 'view', valueEncoding: 'view', errorIfExists: mustBeNew })
  await db.open()
  return db
}
