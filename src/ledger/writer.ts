import { setImmediate as nextTurn } from 'node:timers/promises'
import { SovError, toSovError } from '../errors.js'
import type { Readable, Store, Table, WriteOperation } from '../store/index.js'
import { noteVerified } from './chain/verified-rows.js'

type Changes = Map<string, WriteOperation>
type Row = [key: Uint8Array, value: Uint8Array]

/** What the steps of one commit share. */
class Together {
  readonly changes: Changes = new Map()
  /** Name of a table → its first rows on the disk. */
  readonly firstRows = new Map<string, Promise<readonly Row[]>>()
}

/** The store as one step of the writer sees it: with the changes of the steps before it and its own. */
export class Draft {
  readonly #store: Readable
  readonly #together: Together
  readonly #own: Changes = new Map()

  constructor(store: Readable, together = new Together()) {
    this.#store = store
    this.#together = together
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
    const { firstRows } = this.#together
    const rows = firstRows.get(table) ?? all(this.#store.table(table).range({ limit: count }))
    firstRows.set(table, rows)
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
    return this.#own.get(name) ?? this.#together.changes.get(name)
  }
}

/** One step under way: `apply` runs it, then exactly one of `done` and `failed` is called. */
interface Waiting {
  readonly apply: (draft: Draft) => Promise<void>
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * The single writer of the ledger. Steps run one after the other; those that arrive while the disk is busy share the
 * next synced write. Nothing is signed on top of an entry that may still fail to be written, so a full disk can end
 * in an error but never in a chain with a hole.
 */
export class Writer {
  readonly #store: Store
  readonly #onCommitted: (operations: Iterable<WriteOperation>) => void
  #waiting: Waiting[] = []
  #loop: Promise<void> | undefined
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
      this.#loop ??= this.#drain()
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
    await this.#loop
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting
      this.#waiting = []
      await this.#runTogether(waiting)
    }
    this.#loop = undefined
  }

  async #runTogether(steps: readonly Waiting[]): Promise<void> {
    const together = new Together()
    const { changes } = together
    const applied: Waiting[] = []
    for (const step of steps) {
      // steps read within the turn: streams go on between two of them
      await nextTurn()
      const draft = new Draft(this.#store.immediate, together)
      try {
        await step.apply(draft)
        for (const [key, operation] of draft.changes) changes.set(key, operation)
        applied.push(step)
      } catch (error) {
        step.failed(error)
      }
    }
    try {
      if (changes.size > 0) await this.#commit([...changes.values()])
    } catch (error) {
      this.#failure ??= toSovError(error)
      for (const step of applied) step.failed(error)
      return
    }
    this.#onCommitted(changes.values())
    for (const step of applied) step.done()
  }

  async #commit(operations: readonly WriteOperation[]): Promise<void> {
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
