import { chmod, mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Level } from 'level'
import { SovError } from '../errors.js'

/** Raised when the layout of any table changes; older data is migrated, newer data refused. */
const SCHEMA_VERSION = 1
const LOCK_ATTEMPTS = 8
const LOCK_PAUSE_MS = 100

export interface StoreInit {
  /** Folder of the database; made with mode 0700 when absent. */
  readonly path: string
}

/** One write, to be committed together with others. */
export type WriteOperation =
  | { readonly type: 'put'; readonly table: string; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly table: string; readonly key: Uint8Array }

/** Keys and values of one purpose; keys are ordered by their bytes, so numbers in keys are big-endian. */
export interface Table {
  get(key: Uint8Array): Promise<Uint8Array | undefined>
  /** Entries with `from <= key < to` in ascending order, or descending with `reverse`. */
  range(options?: {
    from?: Uint8Array
    to?: Uint8Array
    limit?: number
    reverse?: boolean
  }): AsyncIterable<[key: Uint8Array, value: Uint8Array]>
  /** Write operations for {@link Store.commit}. */
  put(key: Uint8Array, value: Uint8Array): WriteOperation
  del(key: Uint8Array): WriteOperation
}

export interface Store {
  table(name: string): Table
  /**
   * Writes all operations or none, and resolves when they are on the disk. Calls made while a write is under way
   * share the next one (group commit), in the order of the calls.
   */
  commit(operations: readonly WriteOperation[]): Promise<void>
  /** Waits for commits under way, then closes. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Opens the database.
 *
 * @throws {SovError} ERR_SOV_STORE_LOCKED, ERR_SOV_STORE_UNREADABLE, ERR_SOV_STORE_SCHEMA
 */
export async function openStore({ path }: StoreInit): Promise<Store> {
  const store = new LevelStore(await openLevel(path))
  try {
    await checkSchema(store)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** Waits a moment for a lock: a command that looks into the database of a stopped node holds it for milliseconds. */
async function openLevel(path: string): Promise<Level<Uint8Array, Uint8Array>> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
      await chmod(path, 0o700)
      // after the folder is there: a new database begins to open by itself
      const db = new Level<Uint8Array, Uint8Array>(path, { keyEncoding: 'view', valueEncoding: 'view' })
      await db.open()
      return db
    } catch (cause) {
      const error = openError(path, cause)
      if (error.code !== 'ERR_SOV_STORE_LOCKED' || attempt === LOCK_ATTEMPTS) throw error
      await sleep(LOCK_PAUSE_MS)
    }
  }
}

interface PendingCommit {
  readonly operations: readonly WriteOperation[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

class LevelStore implements Store {
  readonly #db: Level<Uint8Array, Uint8Array>
  readonly #sublevels = new Map<string, ReturnType<typeof sublevelOf>>()
  #pending: PendingCommit[] = []
  #writer: Promise<void> | undefined
  #isClosed = false

  constructor(db: Level<Uint8Array, Uint8Array>) {
    this.#db = db
  }

  table(name: string): Table {
    const sublevel = this.#sublevel(name)
    return {
      get: (key) => sublevel.get(key),
      range: ({ from, to, limit, reverse } = {}) =>
        sublevel.iterator({
          ...(from === undefined ? {} : { gte: from }),
          ...(to === undefined ? {} : { lt: to }),
          ...(limit === undefined ? {} : { limit }),
          reverse: reverse ?? false,
        }),
      put: (key, value) => ({ type: 'put', table: name, key, value }),
      del: (key) => ({ type: 'del', table: name, key }),
    }
  }

  commit(operations: readonly WriteOperation[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(new SovError('ERR_SOV_STOPPING', 'the store is closed'))
    return new Promise((done, failed) => {
      this.#pending.push({ operations, done, failed })
      this.#writer ??= this.#drain()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#writer
    await this.#db.close()
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const commits = this.#pending
      this.#pending = []
      try {
        await this.#db.batch(
          commits.flatMap(({ operations }) =>
            operations.map((operation) => ({ ...operation, sublevel: this.#sublevel(operation.table) })),
          ),
          { sync: true },
        )
        for (const { done } of commits) done()
      } catch (cause) {
        const error = new SovError('ERR_SOV_STORE_UNREADABLE', 'the database refused a write', {
          cause,
          remedy: 'Check free space and the health of the disk that holds the data directory.',
        })
        for (const { failed } of commits) failed(error)
      }
    }
    this.#writer = undefined
  }

  #sublevel(name: string): ReturnType<typeof sublevelOf> {
    const known = this.#sublevels.get(name)
    if (known !== undefined) return known
    const sublevel = sublevelOf(this.#db, name)
    this.#sublevels.set(name, sublevel)
    return sublevel
  }
}

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- the type of level's sublevels is long and internal
function sublevelOf(db: Level<Uint8Array, Uint8Array>, name: string) {
  return db.sublevel<Uint8Array, Uint8Array>(name, { keyEncoding: 'view', valueEncoding: 'view' })
}

async function checkSchema(store: Store): Promise<void> {
  const meta = store.table('meta')
  const key = Buffer.from('schema')
  const stored = await meta.get(key)
  if (stored === undefined) {
    await store.commit([meta.put(key, Uint8Array.of(SCHEMA_VERSION))])
  } else if (stored[0] !== SCHEMA_VERSION) {
    throw new SovError(
      'ERR_SOV_STORE_SCHEMA',
      `the database has layout ${String(stored[0])}, this version reads ${String(SCHEMA_VERSION)}`,
      {
        remedy: 'Use the version of sov-node that wrote it.',
      },
    )
  }
}

function openError(path: string, cause: unknown): SovError {
  const code = (cause as { cause?: { code?: string } } | undefined)?.cause?.code
  if (code === 'LEVEL_LOCKED') {
    return new SovError('ERR_SOV_STORE_LOCKED', `another process uses the database in ${path}`, {
      cause,
      remedy: 'Stop the other sov-node, or give this one another --data-dir.',
    })
  }
  return new SovError('ERR_SOV_STORE_UNREADABLE', `cannot open the database in ${path}`, {
    cause,
    remedy: 'Check that the folder exists, is writable and that the disk is not full.',
  })
}
