import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { repeat, systemClock, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { TABLE_CHECK_INTERVAL_MS } from '../limits.js'
import { makePrivateFolder } from '../private-folder.js'
import { openDatabase, type Database } from './database.js'
import { CheckedTables } from './integrity/checked-tables.js'
import type { Store, StoreInit } from './index.js'
import { damaged, levelError } from './level-error.js'
import { LevelStore } from './level-store.js'
import { migrate, MIGRATIONS } from './schema.js'

const LOCK_ATTEMPTS = 8
const LOCK_PAUSE_MS = 100

/**
 * Checks the files of the database, opens it and brings its layout up to date. While it is open its tables are read again
 * one by one; one that is damaged ends all writing, as a failed write does.
 *
 * @throws {SovError} ERR_SOV_STORE_LOCKED, ERR_SOV_STORE_DAMAGED, ERR_SOV_STORE_SCHEMA, ERR_SOV_DISK_FULL,
 *   ERR_SOV_DISK_READ_ONLY, ERR_SOV_STORE_UNREADABLE
 */
export async function openStore({
  path,
  migrations = MIGRATIONS,
  onFailure,
  clock = systemClock,
}: StoreInit): Promise<Store> {
  const { database, tables } = await openChecked(path, clock)
  let checking = Promise.resolve()
  const stopChecking = repeat(clock, TABLE_CHECK_INTERVAL_MS, () => {
    checking = tables.checkOldest().catch((error: unknown) => {
      if (SovError.isInstance(error, 'ERR_SOV_STORE_DAMAGED')) store.fail(error)
    })
    return checking
  })
  const store = new LevelStore(database, {
    onFailure,
    // The check that is under way writes into the folder: nobody may take that away before it has ended.
    onClose: () => {
      stopChecking()
      return checking
    },
  })
  try {
    await migrate(store, migrations)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

interface Opened {
  readonly database: Database
  readonly tables: CheckedTables
}

/** Waits a moment for a lock: a command that looks into the database of a stopped node holds it for milliseconds. */
async function openChecked(path: string, clock: Clock): Promise<Opened> {
  for (let attempt = 1; ; attempt++) {
    try {
      await makePrivateFolder(path)
      await checkNotEmptied(path)
      const tables = await CheckedTables.load(path, clock)
      // before LevelDB opens: it compacts from its first moment on
      await tables.checkDue()
      return { database: await openDatabase(path), tables }
    } catch (cause) {
      const error = SovError.isInstance(cause) ? cause : levelError(`cannot open the database in ${path}`, cause)
      if (error.code !== 'ERR_SOV_STORE_LOCKED' || attempt === LOCK_ATTEMPTS) throw error
      await sleep(LOCK_PAUSE_MS)
    }
  }
}

/** Where only the file CURRENT is missing LevelDB would make a new database and delete the files of the old one. */
async function checkNotEmptied(path: string): Promise<void> {
  // LevelDB makes CURRENT before the first of these, so looking for them first errs in no race with another process
  const hasData = (await readdir(path)).some((name) => /\.(ldb|sst|log)$/.test(name))
  if (!hasData) return
  await access(join(path, 'CURRENT')).catch((cause: unknown) => {
    throw damaged(`cannot open the database in ${path}`, 'the file CURRENT is missing', cause)
  })
}
