import { setImmediate as nextTurn } from 'node:timers/promises'
import { SovError, toSovError } from '../errors.js'
import type { Readable, Store, Table, WriteOperation } from '../store/index.js'
import { noteVerified } from './chain/verified-rows.js'

type Changes = Map<string, WriteOperation>
type Row = [key: Uint8Array, value: Uint8Array]

/** Steps that share a commit. */
class Group {
  readonly changes: Changes = new Map()
  /** Those that were applied, to be told how the commit ends. */
  readonly steps: Waiting[] = []
  /** Name of a table → its first rows on the disk. */
  readonly firstRows = new Map<string, Promise<readonly Row[]>>()
  /** Why they were not written. */
  failure: SovError | undefined
}

/** The store as one step of the writer sees it: with the changes of the steps before it and its own. */
export class Draft {
  readonly #store: Readable
  /** Those whose changes may not be on the disk yet, the newest first. */
  readonly #groups: readonly Group[]
  readonly #own: Changes = new Map()

  constructor(store: Readable, groups: readonly Group[] = []) {
    this.#store = store
    this.#groups = groups
  }

  async get(table: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    const change = this.#change(table, key)
    if (change === undefined) return this.#store.table(table).get(key)
    return change.type === 'put' ? change.value : undefined
  }

  /**
   * The first rows of a table on the disk, less those that a step has deleted since; read once for all steps of a commit.
   *
   * @param count - of rows on the disk; the same at every call for one table.
   */
  async first(table: string, count: number): Promise<readonly Row[]> {
    const known = this.#groups[0]?.firstRows
    const rows = known?.get(table) ?? all(this.#store.table(table).range({ limit: count }))
    known?.set(table, rows)
    return (await rows).filter(([key]) => this.#change(table, key)?.type !== 'del')
  }

  /** Keys and values on the disk that no step has deleted since; what was put since is not among them. */
  async *stored(
    table: string,
    options?: Parameters<Table['range']>[0],
  ): AsyncIterable<[key: Uint8Array, value: Uint8Array]> {
    for await (const [key, value] of this.#store.table(table).range(options)) {
      if (this.#change(table, key)?.type !== 'del') yield [key, value]
    }
  }

  put(table: string, key: Uint8Array, value: Uint8Array): void {
    this.#own.set(id(table, key), this.#store.table(table).put(key, value))
  }

  del(table: string, key: Uint8Array): void {
    this.#own.set(id(table, key), this.#store.table(table).del(key))
  }

  /** What this step has changed. */
  get changes(): ReadonlyMap<string, WriteOperation> {
    return this.#own
  }

  #change(table: string, key: Uint8Array): WriteOperation | undefined {
    const name = id(table, key)
    const changes = [this.#own, ...this.#groups.map((group) => group.changes)].find((each) => each.has(name))
    return changes?.get(name)
  }
}

/** One step under way: `apply` runs it, then exactly one of `done` and `failed` is called. */
interface Waiting {
  readonly apply: (draft: Draft) => Promise<void>
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * The single writer of the ledger. Steps run one after the other, also while the disk is busy; those that have run
 * meanwhile share the next synced write. A step may stand on an entry that is still being written, but nobody is told of
 * it before both are on the disk, and when the first write fails so does all that stands on it: a full disk can end in an
 * error but never in a chain with a hole.
 */
export class Writer {
  readonly #store: Store
  readonly #onCommitted: (operations: Iterable<WriteOperation>) => void
  #waiting: Waiting[] = []
  #applying: Promise<void> | undefined
  /** Applied, and not yet being written. */
  #next = new Group()
  /** Being written. */
  #current = new Group()
  #writing: Promise<void> | undefined
  #isStopped = false
  #failure: SovError | undefined
  /** See {@link Writer.keepSum}. */
  #sum: Uint8Array | undefined

  /** @param onCommitted - told of changes that are on the disk, before the steps that made them resolve. */
  constructor(store: Store, onCommitted: (operations: Iterable<WriteOperation>) => void = () => undefined) {
    this.#store = store
    this.#onCommitted = onCommitted
  }

  /**
   * Runs a step and resolves with its result when its changes are on the disk. A step that throws changes nothing.
   *
   * @throws {SovError} ERR_SOV_STOPPING; what the step throws; the error of the write.
   */
  run<T>(step: (draft: Draft) => Promise<T>): Promise<T> {
    if (this.#isStopped) return Promise.reject(new SovError('ERR_SOV_STOPPING', 'the ledger is stopping'))
    return new Promise((resolve, reject) => {
      let result: T
      this.#waiting.push({
        apply: async (draft) => {
          result = await step(draft)
        },
        done: () => resolve(result),
        failed: reject,
      })
      this.#applying ??= this.#applyAll()
    })
  }

  /** From now on every commit notes what the verified rows add up to after it. */
  keepSum(sum: Uint8Array): void {
    this.#sum = sum
  }

  /** Why nothing can be written any more; undefined while all is well. */
  get failure(): SovError | undefined {
    return this.#failure
  }

  /** Takes no more steps and waits for those under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#applying
    await this.#writing
  }

  async #applyAll(): Promise<void> {
    for (let step = this.#waiting.shift(); step !== undefined; step = this.#waiting.shift()) {
      // steps read within the turn: streams go on between two of them
      await nextTurn()
      await this.#apply(step)
    }
    this.#applying = undefined
    if (this.#next.steps.length > 0) this.#writing ??= this.#writeAll()
  }

  async #apply(step: Waiting): Promise<void> {
    const standsOn = [this.#next, this.#current]
    const draft = new Draft(this.#store.immediate, standsOn)
    try {
      await step.apply(draft)
      for (const { failure } of standsOn) if (failure !== undefined) throw failure
    } catch (error) {
      step.failed(error)
      return
    }
    for (const [key, operation] of draft.changes) this.#next.changes.set(key, operation)
    this.#next.steps.push(step)
  }

  async #writeAll(): Promise<void> {
    while (this.#next.steps.length > 0) {
      this.#current = this.#next
      this.#next = new Group()
      try {
        await this.#commit([...this.#current.changes.values()])
      } catch (error) {
        this.#fail(toSovError(error))
        continue
      }
      const { changes, steps } = this.#current
      this.#current = new Group()
      this.#onCommitted(changes.values())
      for (const step of steps) step.done()
    }
    this.#writing = undefined
  }

  /** What has run since the write began stands on what was not written. */
  #fail(error: SovError): void {
    this.#failure ??= error
    for (const group of [this.#current, this.#next]) {
      group.failure = error
      for (const step of group.steps) step.failed(error)
    }
    this.#current = new Group()
    this.#next = new Group()
  }

  async #commit(operations: readonly WriteOperation[]): Promise<void> {
    if (operations.length === 0) return
    if (this.#sum === undefined) return this.#store.commit(operations)
    const effect = await this.#store.effectOf(operations, this.#sum)
    if (effect.operations.length === 0) return
    await this.#store.commit([...effect.operations, noteVerified(this.#store, effect.sum)])
    this.#sum = effect.sum
  }
}

async function all(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const read: Row[] = []
  for await (const row of rows) read.push(row)
  return read
}

function id(table: string, key: Uint8Array): string {
  return `${table}/${Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')}`
}
