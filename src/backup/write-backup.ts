import { constants, copyFile, cp } from 'node:fs/promises'
import { dataDirPaths } from '../data-dir.js'
import { errnoOf } from '../disk-error.js'
import { fillFolder } from './fill-folder.js'
import type { Backup, BackupSource } from './index.js'
import { writeManifest } from './manifest.js'
import { sealFiles, sizeOf } from './sealed-files.js'

/**
 * Copies what a node keeps into an empty folder: the database as it is at one moment, its key, the keys of a co-op that
 * it made, the hashes of its models. The node goes on meanwhile.
 *
 * @throws {SovError} ERR_SOV_FOLDER, ERR_SOV_DISK_*, ERR_SOV_STORE_*, ERR_SOV_STOPPING; the folder is then as it was.
 */
export function writeBackup(folder: string, { dataDir, version, peerId, store, clock }: BackupSource): Promise<Backup> {
  const [from, to] = [dataDirPaths(dataDir), dataDirPaths(folder)]
  return fillFolder(folder, async () => {
    const createdAtMs = clock.nowMs()
    const entries = await store.copyTo(to.database)
    await copyFile(from.key, to.key, constants.COPYFILE_EXCL)
    await unlessMissing(cp(from.coopKeys, to.coopKeys, { recursive: true }))
    await unlessMissing(copyFile(from.modelHashes, to.modelHashes))
    const files = await sealFiles(folder)
    await writeManifest(folder, { software: version, peerId, createdAtMs, entries, files })
    return { folder, peerId, createdAtMs, entries, ...sizeOf(files) }
  })
}

/** Only a node that made a co-op has its keys, and only one that loaded a model has hashes. */
async function unlessMissing(copying: Promise<void>): Promise<void> {
  await copying.catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error
  })
}
