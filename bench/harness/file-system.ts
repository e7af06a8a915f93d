import { statfs } from 'node:fs/promises'

/** Magic numbers of Linux, statfs(2). */
const TYPES: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x2fc12fc1: 'zfs',
  0xf2f52010: 'f2fs',
  0x794c7630: 'overlayfs',
}
const IN_MEMORY: readonly number[] = [0x01021994, 0x858458f6]

/**
 * The type of the file system that holds a folder.
 *
 * @throws {Error} when it is in memory, where syncing costs nothing.
 */
export async function fileSystemOf(folder: string): Promise<string> {
  const { type } = await statfs(folder)
  if (IN_MEMORY.includes(type)) throw new Error(`${folder} is in memory: set TMPDIR to a folder on a disk`)
  return TYPES[type] ?? `file system of type 0x${type.toString(16)}`
}
