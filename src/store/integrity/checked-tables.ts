import type { Stats } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../clock.js'
import { errnoOf } from '../../disk-error.js'
import type { SovError } from '../../errors.js'
import { TABLE_CHECK_LIFE_MS } from '../../limits.js'
import { damaged } from '../level-error.js'
import { checkTable } from './check-table.js'
import { liveTables } from './live-tables.js'

/** Beside the files of the database; LevelDB leaves alone what it does not know. */
const FILE = 'checked-tables.json'

const checkedTable = z.strictObject({ bytes: z.int(), modifiedMs: z.number(), checkedMs: z.number() })
const checkedTables = z.record(z.string(), checkedTable)

type CheckedTable = Readonly<z.infer<typeof checkedTable>>

/**
 * Which tables of a database were compared with their checksums, and when. A table is never changed once it is written,
 * so each is read once, and again when that was long ago: bits flip without anybody writing.
 */
export class CheckedTables {
  readonly #folder: string
  readonly #clock: Clock
  #checked: ReadonlyMap<string, CheckedTable>

  private constructor(folder: string, clock: Clock, checked: ReadonlyMap<string, CheckedTable>) {
    this.#folder = folder
    this.#clock = clock
    this.#checked = checked
  }

  /** @param folder - of the database. */
  static async load(folder: string, clock: Clock): Promise<CheckedTables> {
    return new CheckedTables(folder, clock, await readChecked(folder))
  }

  /**
   * Checks the tables that are new, or were checked longer ago than TABLE_CHECK_LIFE_MS.
   *
   * @throws {SovError} ERR_SOV_STORE_DAMAGED; {NodeJS.ErrnoException}
   */
  async checkDue(): Promise<void> {
    await this.#checkSome(async (names) => {
      const due: string[] = []
      for (const name of names) if (!(await this.#isFresh(name))) due.push(name)
      return due
    })
  }

  /**
   * Checks the one table that was checked longest ago, whenever that was.
   *
   * @throws {SovError} as `checkDue`.
   */
  async checkOldest(): Promise<void> {
    const checkedMs = (name: string): number => this.#checked.get(name)?.checkedMs ?? 0
    await this.#checkSome((names) => names.sort((a, b) => checkedMs(a) - checkedMs(b)).slice(0, 1))
  }

  async #checkSome(choose: (names: string[]) => readonly string[] | Promise<readonly string[]>): Promise<void> {
    const live = await this.#liveTables()
    const checked = new Map([...this.#checked].filter(([name]) => live.has(name)))
    for (const name of await choose([...live.keys()])) {
      const now = await this.#check(name, live.get(name) ?? 0)
      if (now === undefined) checked.delete(name)
      else checked.set(name, now)
    }
    await this.#remember(checked)
  }

  async #isFresh(name: string): Promise<boolean> {
    const known = this.#checked.get(name)
    if (known === undefined || this.#clock.nowMs() - known.checkedMs >= TABLE_CHECK_LIFE_MS) return false
    const now = await this.#statOf(name)
    return now?.size === known.bytes && now.mtimeMs === known.modifiedMs
  }

  /** @returns undefined when the table is gone: what it held has been compacted into others. */
  async #check(name: string, bytes: number): Promise<CheckedTable | undefined> {
    const now = await this.#statOf(name)
    if (now === undefined) return undefined
    const { size, mtimeMs } = now
    try {
      if (size !== bytes) throw new Error(`${String(size)} bytes instead of ${String(bytes)}`)
      // a few MiB: LevelDB begins another table then
      checkTable(await readFile(join(this.#folder, name)))
    } catch (cause) {
      if (errnoOf(cause) === 'ENOENT') return undefined
      throw errnoOf(cause) === undefined ? this.#damaged(name, reasonOf(cause), cause) : cause
    }
    return { bytes: size, modifiedMs: mtimeMs, checkedMs: this.#clock.nowMs() }
  }

  async #statOf(name: string): Promise<Stats | undefined> {
    try {
      return await stat(join(this.#folder, name))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined
      throw error
    }
  }

  async #liveTables(): Promise<ReadonlyMap<string, number>> {
    try {
      return await liveTables(this.#folder)
    } catch (cause) {
      if (errnoOf(cause) !== undefined) throw cause
      throw this.#damaged('the list of its files', reasonOf(cause), cause)
    }
  }

  #damaged(file: string, reason: string, cause?: unknown): SovError {
    return damaged(`cannot use the database in ${this.#folder}`, `${file}: ${reason}`, cause)
  }

  async #remember(checked: ReadonlyMap<string, CheckedTable>): Promise<void> {
    this.#checked = checked
    const path = join(this.#folder, FILE)
    try {
      await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(checked)), { mode: 0o600 })
      await rename(`${path}.new`, path)
    } catch {
      // What is not written down is checked again; a disk that takes nothing LevelDB itself tells of.
    }
  }
}

async function readChecked(folder: string): Promise<ReadonlyMap<string, CheckedTable>> {
  try {
    const text = await readFile(join(folder, FILE), 'utf8')
    return new Map(Object.entries(checkedTables.parse(JSON.parse(text))))
  } catch {
    // There is none yet, or it is damaged: then every table is checked.
    return new Map()
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
