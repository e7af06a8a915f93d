import { makePrivateFolder } from '../private-folder.js'
import { openDatabase, type Database } from './database.js'
import { levelError } from './level-error.js'

/** Entries and bytes of one write; LevelDB holds a few of them in memory. */
const MAX_ENTRIES = 10_000
const MAX_BYTES = 1024 * 1024

/**
 * Writes all entries of a database, as they are at the time of the call, into a new one.
 *
 * @param readError - what a failure to read the first database is told as.
 * @returns the number of entries.
 */
export async function copyDatabase(
  from: Database,
  path: string,
  readError: (cause: unknown) => Error,
): Promise<number> {
  // an iterator reads the database as it was when the iterator was made
  const entries = from.iterator({ highWaterMarkBytes: MAX_BYTES })
  const read = async (): Promise<[Uint8Array, Uint8Array][]> => {
    try {
      return await entries.nextv(MAX_ENTRIES)
    } catch (cause) {
      throw readError(cause)
    }
  }
  try {
    return await write(path, read)
  } finally {
    await entries.close()
  }
}

async function write(path: string, read: () => Promise<[Uint8Array, Uint8Array][]>): Promise<number> {
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      throw levelError(`cannot write a copy of the database to ${path}`, cause)
    }
  }
  const to = await writing(async () => {
    await makePrivateFolder(path)
    return openDatabase(path, { mustBeNew: true })
  })
  try {
    let count = 0
    for (let some = await read(); some.length > 0; some = await read()) {
      const puts = some.map(([key, value]) => ({ type: 'put' as const, key, value }))
      await writing(() => to.batch(puts))
      count += some.length
    }
    return count
  } finally {
    await writing(() => to.close())
  }
}
