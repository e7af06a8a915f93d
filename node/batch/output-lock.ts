import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { SovError } from '../../src/errors.js'
import { fileError } from '../file-error.js'

/**
 * Keeps other runs off an output while one writes to it: two would ask, and write, the same lines. It is a file with the
 * process id of the run, so that what a killed run leaves behind keeps nobody off.
 */
export class OutputLock {
  readonly #path: string

  private constructor(path: string) {
    this.#path = path
  }

  /** @throws {SovError} ERR_SOV_BATCH_FILE when another run has it, or it cannot be written. */
  static async take(output: string): Promise<OutputLock> {
    const path = `${output}.lock`
    const own = `${path}.${String(process.pid)}`
    try {
      await writeFile(own, String(process.pid), { mode: 0o600 })
      // A link is there with its content or not at all.
      if (!(await isLinked(own, path))) {
        const holder = Number(await readFile(path, 'utf8').catch(() => ''))
        if (isAlive(holder)) throw taken(output, path, holder)
        await rm(path, { force: true })
        if (!(await isLinked(own, path))) throw taken(output, path)
      }
      return new OutputLock(path)
    } catch (cause) {
      throw cause instanceof SovError ? cause : fileError(`cannot write ${path}`, cause, 'ERR_SOV_BATCH_FILE')
    } finally {
      await rm(own, { force: true })
    }
  }

  release(): Promise<void> {
    return rm(this.#path, { force: true })
  }
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function taken(output: string, path: string, holder?: number): SovError {
  const who = holder === undefined ? 'another run' : `another run, process ${String(holder)},`
  return new SovError('ERR_SOV_BATCH_FILE', `${who} writes to ${output}`, {
    remedy: `Wait until it has ended, or end it; if there is none, remove ${path}.`,
  })
}
