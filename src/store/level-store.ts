import { SovError } from '../errors.js'
import { copyDatabase } from './copy-database.js'
import type { Database } from './database.js'
import type { Effect, Readable, Snapshot, Store, Table, WriteOperation } from './index.js'
import { levelError } from './level-error.js'
import { RowSum } from './row-sum.js'

/** Rows that are read at a time where all are read: about 2 MiB of receipts. */
const MAX_ROWS = 500

interface PendingCommit {
  readonly operations: readonly WriteOperation[]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

interface LevelStoreInit {
  /** See `StoreInit`. */
  readonly onFailure: ((error: SovError) => void) | undefined
  readonly onClose: () => Promise<void>
}

/** How rows are read. */
interface Reading {
  /** The moment that is read. @default now */
  readonly snapshot?: ReturnType<Database['snapshot']>
  /** Single rows within the turn. @default false */
  readonly isImmediate?: boolean
}

/** A store on an open LevelDB. */
export class LevelStore implements Store {
  readonly #db: Database
  readonly #onFailure: ((error: SovError) => void) | undefined
  readonly #onClose: () => Promise<void>
  readonly #sublevels = new Map<string, ReturnType<typeof sublevelOf>>()
  #pending: PendingCommit[] = []
  #writer: Promise<void> | undefined
  #isClosed = false
  /**
   * Why nothing more is written. LevelDB itself would go on after a full disk, behind the torn record that the failed
   * write left in its log; reading the log stops at that record, and all that was acknowledged after it would be gone.
   */
  #failure: SovError | undefined

  constructor(db: Database, { onFailure, onClose }: LevelStoreInit) {
    this.#db = db
    this.#onFailure = onFailure
    this.#onClose = onClose
  }

  table(name: string): Table {
    return this.#table(name)
  }

  get immediate(): Readable {
    return { table: (name) => this.#table(name, { isImmediate: true }) }
  }

  snapshot(): Snapshot {
    if (this.#isClosed) throw new SovError('ERR_SOV_STOPPING', 'the store is closed')
    const snapshot = this.#db.snapshot()
    return { table: (name) => this.#table(name, { snapshot }), close: () => snapshot.close() }
  }

  #table(name: string, { isImmediate = false, ...at }: Reading = {}): Table {
    const sublevel = this.#sublevel(name)
    return {
      get: async (key) => {
        try {
          if (isImmediate) return sublevel.getSync<Uint8Array, Uint8Array>(key, at)
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

  async sumOf(tables: readonly string[]): Promise<Uint8Array> {
    const sum = new RowSum()
    const addAll = async (table: string): Promise<void> => {
      for await (const rows of this.#chunks(this.#sublevel(table))) {
        for (const [key, value] of rows) sum.add(table, key, value)
      }
    }
    // the order makes no difference, and LevelDB reads one table while the rows of another are hashed
    await Promise.all(tables.map(addAll))
    return sum.bytes
  }

  async effectOf(operations: readonly WriteOperation[], before: Uint8Array): Promise<Effect> {
    const sum = new RowSum(before)
    const stored = await this.#getMany(operations)
    const effective = operations.filter((operation, index) => {
      const { table, key } = operation
      const [from, to] = [stored[index], operation.type === 'put' ? operation.value : undefined]
      if (from === undefined ? to === undefined : to !== undefined && Buffer.compare(from, to) === 0) return false
      if (from !== undefined) sum.subtract(table, key, from)
      if (to !== undefined) sum.add(table, key, to)
      return true
    })
    return { operations: effective, sum: sum.bytes }
  }

  /** Writes nothing more, for this reason. */
  fail(error: SovError): void {
    if (this.#failure !== undefined) return
    this.#failure = error
    this.#onFailure?.(error)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#onClose()
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
        operations.map((operation) => ({ ...operation, key: this.#keyOf(operation) })),
        { sync: true },
      )
    } catch (cause) {
      const error = levelError(`cannot write to the database in ${this.#db.location}`, cause)
      this.fail(error)
      throw error
    }
  }

  async #getMany(rows: readonly Pick<WriteOperation, 'table' | 'key'>[]): Promise<(Uint8Array | undefined)[]> {
    try {
      return await this.#db.getMany(rows.map((row) => this.#keyOf(row)))
    } catch (cause) {
      throw this.#readError(cause)
    }
  }

  async *#chunks(sublevel: ReturnType<typeof sublevelOf>): AsyncIterable<[key: Uint8Array, value: Uint8Array][]> {
    const iterator = sublevel.iterator()
    try {
      for (let rows = await iterator.nextv(MAX_ROWS); rows.length > 0; rows = await iterator.nextv(MAX_ROWS)) yield rows
    } catch (cause) {
      throw this.#readError(cause)
    } finally {
      await iterator.close()
    }
  }

  async *#range(
    sublevel: ReturnType<typeof sublevelOf>,
    { from, to, limit, reverse = false, ...at }: NonNullable<Parameters<Table['range']>[0]> & Pick<Reading, 'snapshot'>,
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

  /** Where a row of a table lies in the database. */
  #keyOf({ table, key }: Pick<WriteOperation, 'table' | 'key'>): Uint8Array {
    return this.#sublevel(table).prefixKey(key, 'view')
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
