import { join } from 'node:path'
import { diskError, errnoOf } from './disk-error.js'
import { SovError } from './errors.js'
import { makePrivateFolder } from './private-folder.js'

/** Where a node keeps what, below its data directory. */
export const dataDirPaths = (
  dataDir: string,
): Readonly<Record<'key' | 'database' | 'controlSocket' | 'modelHashes' | 'coopKeys', string>> => ({
  key: join(dataDir, 'identity.key'),
  database: join(dataDir, 'db'),
  controlSocket: join(dataDir, 'control.sock'),
  modelHashes: join(dataDir, 'model-hashes.json'),
  coopKeys: join(dataDir, 'coop'),
})

/**
 * Makes a data directory where there is none, for its owner alone.
 *
 * @throws {SovError} ERR_SOV_DATA_DIR, ERR_SOV_DISK_*
 */
export async function makeDataDir(path: string): Promise<void> {
  try {
    await makePrivateFolder(path)
  } catch (cause) {
    const what = `cannot use ${path} as data directory`
    const remedy = 'Choose a folder that you may write to with --data-dir.'
    throw diskError(what, errnoOf(cause), cause) ?? new SovError('ERR_SOV_DATA_DIR', what, { cause, remedy })
  }
}
