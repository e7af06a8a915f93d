import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError, errnoOf } from '../disk-error.js'
import { SovError, toSovError } from '../errors.js'
import { makePrivateFolder } from '../private-folder.js'

/**
 * Lets `work` fill a folder that is empty or not there yet, closed to other users. When it fails the folder is as it was.
 *
 * @throws {SovError} ERR_SOV_FOLDER, and nothing was touched; ERR_SOV_DISK_FULL, ERR_SOV_DISK_READ_ONLY; what `work` throws.
 */
export async function fillFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  const isNew = await checkEmpty(path)
  try {
    await makePrivateFolder(path)
    return await work()
  } catch (error) {
    await empty(path, isNew)
    throw explained(path, error)
  }
}

/** @returns true when it is not there. */
async function checkEmpty(path: string): Promise<boolean> {
  try {
    if ((await readdir(path)).length === 0) return false
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return true
    throw unusable(path, `it cannot be read (${String(errnoOf(cause))})`, cause)
  }
  throw unusable(path, 'it is not empty')
}

/** A folder that was there stays: it may be where a disk is mounted. */
async function empty(path: string, isNew: boolean): Promise<void> {
  const left = isNew ? [path] : (await readdir(path)).map((name) => join(path, name))
  for (const each of left) await rm(each, { recursive: true, force: true })
}

function unusable(path: string, reason: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_FOLDER', `cannot use the folder ${path}: ${reason}`, {
    cause,
    remedy: 'Name a folder that is empty or not there yet.',
  })
}

/** A full disk is that of this folder here, and nothing has to be started again. */
function explained(path: string, error: unknown): SovError {
  const known = SovError.isInstance(error) ? error : diskError(`cannot write to ${path}`, errnoOf(error), error)
  if (known === undefined) {
    const errno = errnoOf(error)
    return errno === undefined ? toSovError(error) : unusable(path, errno, error)
  }
  if (known.code !== 'ERR_SOV_DISK_FULL' && known.code !== 'ERR_SOV_DISK_READ_ONLY') return known
  return new SovError(known.code, known.message, {
    cause: known.cause,
    remedy: 'Name a folder on a disk with enough space that you may write to.',
  })
}
