import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { errnoOf } from './disk-error.js'

const OWNER_ONLY = 0o700

/**
 * Makes the folder and those above it where absent, and closes it to other users: mode 0700.
 *
 * @throws {NodeJS.ErrnoException} what the system says, also when the folder is there on a read-only file system.
 */
export async function makePrivateFolder(path: string): Promise<void> {
  // not mkdir with `recursive`, which says ENOENT of a read-only file system (nodejs/node#47098)
  for (const folder of await missingFolders(path)) {
    await mkdir(folder, OWNER_ONLY).catch((error: unknown) => {
      // another process was first
      if (errnoOf(error) !== 'EEXIST') throw error
    })
  }
  // with a separator at its end, so that a file of this name is refused and keeps its mode
  await chmod(join(path, sep), OWNER_ONLY)
}

/** The folder and those above it that are not there, topmost first. */
async function missingFolders(path: string): Promise<string[]> {
  try {
    await stat(path)
    return []
  } catch {
    return [...(await missingFolders(dirname(path))), path]
  }
}
