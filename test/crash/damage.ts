import { createHash } from 'node:crypto'
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Level } from 'level'
import { openStore } from '../../src/store/index.js'
import type { Random } from '../spine/random.js'

/** One way to damage the files of a database, whose folder it is given. */
export interface Damage {
  readonly name: string
  /** True when LevelDB checks what was hit; it leaves out what is damaged there. Table files it reads unchecked. */
  readonly isNoticed: boolean
  readonly apply: (folder: string) => Promise<void>
}

/** Cuts the newest log of a database after every byte, or after every `step` bytes. */
export async function truncations(folder: string, step: number): Promise<readonly Damage[]> {
  const log = (await readdir(folder)).filter((name) => name.endsWith('.log')).sort()
  const file = log.at(-1)!
  const { size } = await stat(join(folder, file))
  return Array.from({ length: Math.ceil(size / step) }, (_, index) => ({
    name: `${file} cut at ${String(index * step)} of ${String(size)}`,
    isNoticed: true,
    apply: (copy) => truncate(join(copy, file), index * step),
  }))
}

/** Flips single bits anywhere in the files of a database; the larger a file, the more often it is hit. */
export async function bitFlips(folder: string, count: number, random: Random): Promise<readonly Damage[]> {
  const files: { name: string; size: number }[] = []
  for (const name of (await readdir(folder)).sort()) files.push({ name, size: (await stat(join(folder, name))).size })
  const total = files.reduce((sum, { size }) => sum + size, 0)
  return Array.from({ length: count }, () => {
    let at = Math.floor(random.between(0, total))
    const file = files.find(({ size }) => (at -= size) < 0)!
    at += file.size
    const bit = Math.floor(random.between(0, 8))
    return {
      name: `${file.name} byte ${String(at)} bit ${String(bit)}`,
      isNoticed: file.name.endsWith('.log') || file.name === 'LOG' || file.name === 'LOG.old',
      apply: async (copy) => {
        const bytes = await readFile(join(copy, file.name))
        bytes[at]! ^= 1 << bit
        await writeFile(join(copy, file.name), bytes)
      },
    }
  })
}

/**
 * SHA-256 over everything that a database holds: what LevelDB makes of its damaged files.
 *
 * @throws {SovError} when it is not opened. {Error} when not all of it can be read.
 */
export async function contentOf(folder: string): Promise<string> {
  await (await openStore({ path: folder })).close()
  const database = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' })
  await database.open()
  try {
    const hash = createHash('sha256')
    for await (const row of database.iterator())
      for (const part of row) hash.update(`${String(part.length)} `).update(part)
    return hash.digest('hex')
  } finally {
    await database.close()
  }
}
