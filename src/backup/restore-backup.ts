import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataDirPaths } from '../data-dir.js'
import { errnoOf } from '../disk-error.js'
import { readKeyFile } from '../identity/index.js'
import { checkAuthor } from '../ledger/index.js'
import { makePrivateFolder } from '../private-folder.js'
import { openStore } from '../store/index.js'
import { fillFolder } from './fill-folder.js'
import type { Backup, RestoreOptions } from './index.js'
import { damagedBackup, readManifest, type BackupManifest } from './manifest.js'
import { sealFiles, sizeOf, type SealedFiles } from './sealed-files.js'

/**
 * Makes a data directory of a backup. Nothing is signed: a node that starts asks others for its newest entries first.
 *
 * @throws {SovError} ERR_SOV_BACKUP_DAMAGED when anything of it is missing or not what was written, ERR_SOV_FOLDER,
 *   ERR_SOV_STORE_SCHEMA, ERR_SOV_DISK_*; the data directory is then as it was.
 */
export async function restoreBackup({ folder, dataDir }: RestoreOptions): Promise<Backup> {
  const manifest = await readManifest(folder)
  const { peerId, createdAtMs, entries, files } = manifest
  await fillFolder(dataDir, async () => {
    for (const name of keyLast(Object.keys(files))) await copyOne(folder, dataDir, name)
    // what was read back from the new disk is what counts
    compare(folder, files, await sealFiles(dataDir))
    await checkBelongTogether(folder, dataDir, manifest)
  })
  return { folder, peerId, createdAtMs, entries, ...sizeOf(files) }
}

/** A crash on the way leaves a database without its key, which no node opens, and never a key without its database. */
function keyLast(names: readonly string[]): readonly string[] {
  const key = dataDirPaths('').key
  return [...names.filter((name) => name !== key), ...names.filter((name) => name === key)]
}

async function copyOne(folder: string, dataDir: string, name: string): Promise<void> {
  const to = join(dataDir, name)
  await makePrivateFolder(dirname(to))
  try {
    await copyFile(join(folder, name), to)
  } catch (cause) {
    throw errnoOf(cause) === 'ENOENT' ? damagedBackup(folder, `${name} is missing`, cause) : cause
  }
}

function compare(folder: string, written: SealedFiles, restored: SealedFiles): void {
  for (const [name, { bytes, sha256 }] of Object.entries(written)) {
    const found = restored[name]
    if (found?.bytes !== bytes || found.sha256 !== sha256) {
      throw damagedBackup(folder, `${name} is not what was written`)
    }
  }
}

async function checkBelongTogether(folder: string, dataDir: string, { peerId }: BackupManifest): Promise<void> {
  const paths = dataDirPaths(dataDir)
  const store = await openStore({ path: paths.database })
  try {
    const key = await readKeyFile(paths.key)
    if (key.peerId !== peerId) throw damagedBackup(folder, `its key is not that of ${peerId}`)
    await checkAuthor(store, key.peerId).catch((cause: unknown) => {
      throw damagedBackup(folder, 'its key and its database are of different nodes', cause)
    })
  } finally {
    await store.close()
  }
}
