/**
 * LevelDB: one database a node, tables by prefix, group commit. The only importer of level. Its table files are compared
 * with their checksums before it is opened, which LevelDB never does itself.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { SovError } from '../errors.js'

export { openStore } from './open-store.js'

export interface StoreInit {
  /** Folder of the database; made with mode 0700 when absent. */
  readonly path: string
  /** The first leads from layout 1 to 2, the second from 2 to 3, …. @default those of this version */
  readonly migrations?: readonly Migration[]
  /** Told once, of why nothing more is written: a write that failed, or a damaged file. */
  readonly onFailure?: ((error: SovError) => void) | undefined
  /** When to look at a file of the database again. @default the machine's clock */
  readonly clock?: Clock
}

/** What brings a database from one layout to the next: it reads, and returns what is to be written. */
export type Migration = (store: Store) => Promise<readonly WriteOperation[]>

/** One write, to be committed together with others. */
export type WriteOperation =
  | { readonly type: 'put'; readonly table: string; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly table: string; readonly key: Uint8Array }

/** Keys and values of one purpose; keys are ordered by their bytes, so numbers in keys are big-endian. */
export interface Table {
  /** @throws {SovError} ERR_SOV_STORE_DAMAGED, ERR_SOV_STORE_UNREADABLE; ERR_SOV_STOPPING after `close` */
  get(key: Uint8Array): Promise<Uint8Array | undefined>
  /**
   * Entries with `from <= key < to` in ascending order, or descending with `reverse`.
   *
   * @throws {SovError} as `get`, from the iteration.
   */
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
   * The same tables for short steps that mostly read what was just written: `get` reads within the turn, so that a row in
   * memory costs 4 µs instead of 25, and one that must come from the disk holds up everything else meanwhile.
   */
  readonly immediate: Readable
  /**
   * Writes all operations or none, and resolves when they are on the disk. Calls made while a write is under way
   * share the next one (group commit), in the order of the calls.
   *
   * The first write that fails is the last one: it and all later ones are refused with the same error until the
   * database is opened again, while reading goes on. What was refused may be there then, whole; what was committed is.
   *
   * @throws {SovError} ERR_SOV_DISK_FULL, ERR_SOV_DISK_READ_ONLY, ERR_SOV_STORE_DAMAGED, ERR_SOV_STORE_UNREADABLE;
   *   ERR_SOV_STOPPING after `close`.
   */
  commit(operations: readonly WriteOperation[]): Promise<void>
  /**
   * What all rows of some tables add up to: 8 bytes that differ, but for one chance in 2^64, when a row was lost, came
   * back or was changed. Reads them all, about 200 MB/s.
   *
   * @throws {SovError} as `get`.
   */
  sumOf(tables: readonly string[]): Promise<Uint8Array>
  /**
   * What operations on different keys, committed next, will change.
   *
   * @param sum - of the tables they are on.
   * @throws {SovError} as `get`.
   */
  effectOf(operations: readonly WriteOperation[], sum: Uint8Array): Promise<Effect>
  /**
   * Writes everything that is committed at the time of the call into a new database; commits go on meanwhile. Its files
   * are left to the caller to sync.
   *
   * @param path - of a folder that is not there yet, or empty.
   * @returns the number of entries.
   * @throws {SovError} as `get` for this database and as `commit` for the new one; what was written is left there then.
   */
  copyTo(path: string): Promise<number>
  /**
   * The database as it is at the time of the call, while commits go on.
   *
   * @throws {SovError} ERR_SOV_STOPPING after `close`.
   */
  snapshot(): Snapshot
  /** Waits for commits under way, then closes. Safe to call twice. */
  close(): Promise<void>
}

/** What some operations will change. */
export interface Effect {
  /** Without those that put what is there, or delete what is not. */
  readonly operations: readonly WriteOperation[]
  /** {@link Store.sumOf} after them. */
  readonly sum: Uint8Array
}

/** The database as it was at one moment, for reading; whoever asked for it closes it. */
export interface Snapshot extends Readable {
  close(): Promise<void>
}

/** Where tables can be read from. */
export type Readable = Pick<Store, 'table'>
