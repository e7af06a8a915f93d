import { SovError } from '../errors.js'
import { copyDatabase } from './copy-database.js'
import type { Database } from './database.js'
import type { Snapshot, Store, Table, WriteOperation } from './index.js'
import { levelError } from './level-error.js'

interface PendingCommit {
  readonly operations: readonly WriteOperation[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** The moment that is read; left out: now. */
interface At {
  readonly snapshot?: ReturnType<Database['snapshot']>
}

/** A store on an open LevelDB. */
export class LevelStore implements Store {
  readonly #db: Database
  readonly #onFailure: ((error: SovError) => void) | undefined
  readonly #sublevels = new Map<string, ReturnType<typeof sublevelOf>>()
  #pending: PendingCommit[] = []
  #writer: Promise<void> | undefined
  #isClosed = false
  /**
   * Why nothing more is written. LevelDB itself would go on after a full disk, behind the torn record that the failed
   * write left in its log; reading the log stops at that record, and all that was acknowledged after it would be gone.
   */
  #failure: SovError | undefined

  constructor(db: Database, onFailure?: (error: SovError) => void) {
    this.#db = db
    this.#onFailure = onFailure
  }

  table(name: string): Table {
    return this.#table(name)
  }

  snapshot(): Snapshot {
    if (this.#isClosed) throw new SovError('ERR_SOV_STOPPING', 'the store is closed')
    const snapshot = this.#db.snapshot()
    return { table: (name) => this.#table(name, { snapshot }), close: () => snapshot.close() }
  }

  #table(name: string, at: At = {}): Table {
    const sublevel = this.#sublevel(name)
    return {
      get: async (key) => {
        try {
          return await sublevel.get(key, at)
        } catch (cause) {
          throw this.#readError(cause)
        }
      },
      range: (options) => this.#range(sublevel, { ...options, ...at }),
      put: (key, value) => ({ type: 'put', table: name, key, value }),
      del: (key) => ({ type: 'del', table: name, key }),
    }
  }

  /** True when no table has an entry. */
  async isEmpty(): Promise<boolean> {
    try {
      return (await this.#db.keys({ limit: 1 }).all()).length === 0
    } catch (cause) {
      throw this.#readError(cause)
    }
  }

  commit(operations: readonly WriteOperation[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(new SovError('ERR_SOV_STOPPING', 'the store is closed'))
    return new Promise((done, failed) => {
      this.#pending.push({ operations, done, failed })
      this.#writer ??= this.#drain()
    })
  }

  copyTo(path: string): Promise<number> {
    if (this.#isClosed) return Promise.reject(new SovError('ERR_SOV_STOPPING', 'the store is closed'))
    return copyDatabase(this.#db, path, (cause) => this.#readError(cause))
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
        await this.#write(commits.flatMap(({ operations }) => operations))
        for (const { done } of commits) done()
      } catch (error) {
        for (const { failed } of commits) failed(error)
      }
    }
    this.#writer = undefined
  }

  async #write(operations: readonly WriteOperation[]): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    try {
      await this.#db.batch(
        operations.map((operation) => ({ ...operation, sublevel: this.#sublevel(operation.table) })),
        { sync: true },
      )
    } catch (cause) {
      this.#failure = levelError(`cannot write to the database in ${this.#db.location}`, cause)
      this.#onFailure?.(this.#failure)
      throw this.#failure
    }
  }

  async *#range(
    sublevel: ReturnType<typeof sublevelOf>,
    { from, to, limit, reverse = false, ...at }: NonNullable<Parameters<Table['range']>[0]> & At,
  ): AsyncIterable<[key: Uint8Array, value: Uint8Array]> {
    try {
      yield* sublevel.iterator({
        ...(from === undefined ? {} : { gte: from }),
        ...(to === undefined ? {} : { lt: to }),
        ...(limit === undefined ? {} : { limit }),
        reverse,
        ...at,
      })
    } catch (cause) {
      throw this.#readError(cause)
    }
  }

  #readError(cause: unknown): SovError {
    if (this.#isClosed) return new SovError('ERR_SOV_STOPPING', 'the store is closed', { cause })
    return levelError(`cannot read the database in ${this.#db.location}`, cause)
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
function sublevelOf(db: Database, name: string) {
  return db.sublevel<Uint8Array, Uint8Array>(name, { keyEncoding: 'view', valueEncoding: 'view' })
}
