import { open, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os'
import { join } from 'node:path'
import { summarise } from './statistics.js'

/** What the figures depend on. */
export interface Environment {
  readonly node: string
  readonly system: string
  readonly cpu: string
  readonly cores: number
  /** Processes that ran or wanted to, averaged over the minute before. */
  readonly load: number
  /** One KiB written and on the disk, milliseconds, median: what every signed entry of the ledger waits for. */
  readonly syncMs: number
}

const SYNCS = 20

/** @param folder - on the disk in question. */
export async function environment(folder: string): Promise<Environment> {
  return {
    node: process.version,
    system: `${platform()} ${release()}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg()[0] ?? 0,
    syncMs: await measureSync(folder),
  }
}

/** The question of a bench, and what its figures depend on. */
export function heading(
  question: string,
  { node, system, cpu, cores, load, syncMs }: Environment,
  loadAfter: number,
): string {
  return [
    question,
    `${node}, ${system}, ${String(cores)} cores of ${cpu}, load ${load.toFixed(1)} before and ${loadAfter.toFixed(1)} after`,
    `1 KiB synced to the disk of the data directories: ${syncMs.toFixed(2)} ms`,
  ].join('\n')
}

async function measureSync(folder: string): Promise<number> {
  const path = join(folder, 'sync')
  const file = await open(path, 'w')
  try {
    const times: number[] = []
    for (let i = 0; i < SYNCS; i++) {
      const startMs = performance.now()
      await file.write(Buffer.alloc(1_024))
      await file.datasync()
      times.push(performance.now() - startMs)
    }
    return summarise(times).median
  } finally {
    await file.close()
    await rm(path)
  }
}
