import { createHash } from 'node:crypto'
import { chmod, open, readdir, type FileHandle } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Path below the folder, with `/` → what the file holds; paths in their order. */
export type SealedFiles = Readonly<Record<string, SealedFile>>

interface SealedFile {
  readonly bytes: number
  /** 64 hexadecimal digits. */
  readonly sha256: string
}

const READ_BYTES = 1024 * 1024

/**
 * Brings every file below a folder to the disk for good, readable by its owner alone (files 0600, folders 0700).
 *
 * @throws {NodeJS.ErrnoException}
 */
export async function sealFiles(folder: string): Promise<SealedFiles> {
  const sealed: [string, SealedFile][] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await sync(path, 0o700)
    else sealed.push([relative(folder, path).split(sep).join('/'), await seal(path)])
  }
  await sync(folder, 0o700)
  return Object.fromEntries(sealed.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** How many files, and the bytes of all of them. */
export function sizeOf(sealed: SealedFiles): { readonly files: number; readonly bytes: number } {
  const sizes = Object.values(sealed).map(({ bytes }) => bytes)
  return { files: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) }
}

/** Brings one file, or a folder's list of names, to the disk. */
async function sync(path: string, mode: number): Promise<void> {
  await chmod(path, mode)
  await using(path, (file) => file.sync())
}

async function seal(path: string): Promise<SealedFile> {
  await sync(path, 0o600)
  return using(path, async (file) => {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    let bytes = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES)
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') }
      hash.update(buffer.subarray(0, bytesRead))
      bytes += bytesRead
    }
  })
}

async function using<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
