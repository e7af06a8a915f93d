import { execFile } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const PROBE_SECONDS = 86_400

const run = promisify(execFile)

/**
 * The wall clock of a process, which can be set while it runs. Its monotonic clock stays that of the machine: timers and
 * deadlines go on as if somebody had set the date. Stands on libfaketime.
 */
export class WallClock {
  readonly env: NodeJS.ProcessEnv
  readonly #file: string
  #aheadMs = 0

  private constructor(library: string, folder: string) {
    this.#file = join(folder, 'wall-clock')
    this.env = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    }
    this.aheadMs = 0
  }

  /**
   * Makes clocks, or throws why there are none here.
   *
   * @param folder - the probe's.
   * @throws {Error} where libfaketime is not installed, or does not work with this Node.js.
   */
  static async maker(folder: string): Promise<(folder: string) => WallClock> {
    const library = await preloaded()
    const make = (of: string): WallClock => new WallClock(library, of)
    const probed = join(folder, 'probe')
    mkdirSync(probed)
    const probe = make(probed)
    probe.aheadMs = PROBE_SECONDS * 1_000
    const { stdout } = await run(process.execPath, ['-p', 'Date.now()'], { env: { ...process.env, ...probe.env } })
    const aheadMs = Number(stdout) - Date.now()
    if (!(Math.abs(aheadMs / 1_000 - PROBE_SECONDS) < PROBE_SECONDS / 2))
      throw new Error('libfaketime does not move the clock of Node.js here')
    return make
  }

  get aheadMs(): number {
    return this.#aheadMs
  }

  /** Milliseconds ahead of the machine's clock; whole seconds count. */
  set aheadMs(aheadMs: number) {
    this.#aheadMs = aheadMs
    // At once, for a reader may come in between.
    writeFileSync(`${this.#file}.new`, `${aheadMs < 0 ? '-' : '+'}${String(Math.round(Math.abs(aheadMs) / 1_000))}\n`)
    renameSync(`${this.#file}.new`, this.#file)
  }
}

/** What the program `faketime` has others load: where the library is differs from system to system. */
async function preloaded(): Promise<string> {
  try {
    const { stdout } = await run('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'])
    return stdout.trim()
  } catch (cause) {
    throw new Error('faketime is not installed', { cause })
  }
}
