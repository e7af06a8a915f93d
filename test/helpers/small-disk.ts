import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own in memory, which a test can fill up and make read-only. Needs root; see {@link whyNoDisks}. */
export class SmallDisk {
  readonly path: string

  /** Mounts it on an existing folder. */
  constructor(path: string, { mebibytes }: { readonly mebibytes: number }) {
    this.path = path
    mount('-t', 'tmpfs', '-o', `size=${String(mebibytes)}m,mode=0700`, 'sov-test', path)
  }

  /** Takes up all that is free, or all but `mebibytes`. */
  fill({ mebibytes = 0 }: { readonly mebibytes?: number } = {}): void {
    this.#reserve('reserved', mebibytes)
    this.#reserve('ballast', Infinity)
    rmSync(join(this.path, 'reserved'))
  }

  /** Gives back what `fill` took. */
  free(): void {
    rmSync(join(this.path, 'ballast'))
  }

  /** From now on it is read-only. Nothing on it may be open for writing. */
  makeReadOnly(): void {
    mount('-o', 'remount,ro', this.path)
  }

  /** Also while a process that was killed still has files open. */
  unmount(): void {
    run('umount', '--lazy', this.path)
  }

  #reserve(name: string, mebibytes: number): void {
    const file = openSync(join(this.path, name), 'w')
    try {
      for (let pages = 0; pages < mebibytes * 256; pages++) writeSync(file, PAGE)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }
}

/** What tmpfs gives out: nothing smaller is left when it is full. */
const PAGE = Buffer.alloc(4_096)

/** Why this machine cannot mount a disk for a test; undefined when it can. */
export async function whyNoDisks(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root of a Linux can mount one'
  const folder = await mkdtemp(join(tmpdir(), 'sov-disk-'))
  try {
    new SmallDisk(folder, { mebibytes: 1 }).unmount()
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    await rmdir(folder)
  }
}

/** Runs `work` with a disk mounted in a folder of its own, and takes both away afterwards. */
export async function withDisk(mebibytes: number, work: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sov-disk-'))
  const path = join(folder, 'disk')
  mkdirSync(path)
  const disk = new SmallDisk(path, { mebibytes })
  try {
    await work(disk)
  } finally {
    disk.unmount()
    await rm(folder, { recursive: true })
  }
}

function mount(...args: string[]): void {
  run('mount', ...args)
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}
