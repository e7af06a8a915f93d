import { describe, expect, it } from 'vitest'
import { Writer } from '../../../src/ledger/writer.js'
import { SovError } from '../../../src/errors.js'
import type { Effect, Snapshot, Store, Table, WriteOperation } from '../../../src/store/index.js'

const TABLE = 'numbers'
const key = Buffer.from('key')

/** Keeps values in memory and every commit; `fail` makes the next ones fail. Only what the writer uses. */
class MemoryStore implements Store {
  readonly commits: (readonly WriteOperation[])[] = []
  fail = false
  readonly #values = new Map<string, Uint8Array>()

  get immediate(): this {
    return this
  }

  table(name: string): Table {
    return {
      get: (at) => Promise.resolve(this.#values.get(Buffer.from(at).toString())),
      // eslint-disable-next-line @typescript-eslint/require-await -- the shape of an async iterable
      range: async function* (this: MemoryStore): AsyncIterable<[Uint8Array, Uint8Array]> {
        for (const [at, value] of this.#values) yield [Buffer.from(at), value]
      }.bind(this),
      put: (at, value) => ({ type: 'put', table: name, key: at, value }),
      del: (at) => ({ type: 'del', table: name, key: at }),
    }
  }

  commit(operations: readonly WriteOperation[]): Promise<void> {
    if (this.fail) return Promise.reject(new SovError('ERR_SOV_STORE_UNREADABLE', 'disk full'))
    this.commits.push(operations)
    for (const operation of operations) {
      const at = Buffer.from(operation.key).toString()
      if (operation.type === 'put') this.#values.set(at, operation.value)
      else this.#values.delete(at)
    }
    return Promise.resolve()
  }

  sumOf(): Promise<Uint8Array> {
    return Promise.reject(new SovError('ERR_SOV_STORE_UNREADABLE', 'there is no disk'))
  }

  effectOf(operations: readonly WriteOperation[], sum: Uint8Array): Promise<Effect> {
    return Promise.resolve({ operations, sum: Uint8Array.of((sum[0] ?? 0) + operations.length) })
  }

  copyTo(): Promise<number> {
    return Promise.reject(new SovError('ERR_SOV_STORE_UNREADABLE', 'there is no disk'))
  }

  snapshot(): Snapshot {
    throw new SovError('ERR_SOV_STORE_UNREADABLE', 'there is no disk')
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

const increment = (writer: Writer): Promise<number> =>
  writer.run(async (draft) => {
    const number = ((await draft.get(TABLE, key))?.[0] ?? 0) + 1
    draft.put(TABLE, key, Uint8Array.of(number))
    return number
  })

describe('Writer', () => {
  it('runs steps one after the other, each on the changes of those before', async () => {
    const writer = new Writer(new MemoryStore())
    expect(await Promise.all(Array.from({ length: 20 }, () => increment(writer)))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  it('writes steps that wait together at once', async () => {
    const store = new MemoryStore()
    const writer = new Writer(store)
    await Promise.all(Array.from({ length: 20 }, () => increment(writer)))
    expect(store.commits.length).toBeLessThanOrEqual(2)
  })

  it('keeps what was verified verified, and writes nothing when nothing changes', async () => {
    const store = new MemoryStore()
    const writer = new Writer(store)
    writer.keepSum(Uint8Array.of(7))
    await increment(writer)
    await increment(writer)
    const noted = store.commits.map((operations) => operations.at(-1))
    expect(noted).toMatchObject([{ value: Uint8Array.of(1, 8) }, { value: Uint8Array.of(1, 9) }])
    await writer.run((draft) => draft.get(TABLE, key))
    expect(store.commits.length).toBe(2)
  })

  it('keeps nothing of a step that throws, and goes on', async () => {
    const store = new MemoryStore()
    const writer = new Writer(store)
    const [one, failed, two] = await Promise.allSettled([
      increment(writer),
      writer.run(async (draft) => {
        draft.put(TABLE, key, Uint8Array.of(99))
        await Promise.resolve()
        throw new Error('not this one')
      }),
      increment(writer),
    ])
    expect(one).toMatchObject({ value: 1 })
    expect(failed).toMatchObject({ reason: { message: 'not this one' } })
    expect(two).toMatchObject({ value: 2 })
  })

  it('signs nothing on top of a write that has failed', async () => {
    const store = new MemoryStore()
    const writer = new Writer(store)
    await increment(writer)
    store.fail = true
    await expect(increment(writer)).rejects.toMatchObject({ code: 'ERR_SOV_STORE_UNREADABLE' })
    store.fail = false
    expect(await increment(writer)).toBe(2)
  })

  it('does not see a key that a step before has deleted', async () => {
    const writer = new Writer(new MemoryStore())
    await increment(writer)
    const [, seen] = await Promise.all([
      writer.run((draft) => {
        draft.del(TABLE, key)
        return Promise.resolve()
      }),
      writer.run(async (draft) => {
        const stored = []
        for await (const [at] of draft.stored(TABLE)) stored.push(at)
        return { value: await draft.get(TABLE, key), stored }
      }),
    ])
    expect(seen).toEqual({ value: undefined, stored: [] })
  })

  it('finishes what waits when it stops, and takes nothing more', async () => {
    const store = new MemoryStore()
    const writer = new Writer(store)
    const waiting = increment(writer)
    await writer.stop()
    expect(await waiting).toBe(1)
    await expect(increment(writer)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    expect(store.commits.length).toBe(1)
  })
})
