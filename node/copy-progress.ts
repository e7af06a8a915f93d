import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { repeat, type Clock } from '../src/clock.js'

/** Copies that take less are not talked about. */
const INTERVAL_MS = 3_000

interface CopyProgress {
  /** Folders: what is copied, and where to. */
  readonly from: string
  readonly to: string
  readonly clock: Clock
  /** Gets one line every 3 seconds. */
  readonly tell: (line: string) => void
}

/** Tells how far a copy from one folder to another has come, whoever makes it. */
export async function withCopyProgress<T>({ from, to, clock, tell }: CopyProgress, copy: () => Promise<T>): Promise<T> {
  const end = repeat(clock, INTERVAL_MS, async () => {
    const [done, all] = await Promise.all([bytesIn(to), bytesIn(from)])
    tell(`copied ${mebibytes(done)} of about ${mebibytes(all)}\n`)
  })
  try {
    return await copy()
  } finally {
    end()
  }
}

/** `3.4 MiB` */
export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`
}

/** Of all files; those that go away meanwhile, or are not there yet, count as nothing. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
