import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../src/store/index.js'

const ENTRIES = 3_000

function key(number: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

describe('a copy of a store', () => {
  let folder: string
  let store: Store
  let copies: Store[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-copy-'))
    store = await openStore({ path: join(folder, 'db') })
    copies = []
    const [a, ab] = [store.table('a'), store.table('ab')]
    await store.commit(Array.from({ length: ENTRIES }, (_, number) => a.put(key(number), Buffer.alloc(1_000, number))))
    await store.commit([ab.put(key(1), key(2)), a.del(key(0))])
  })
  afterEach(async () => {
    for (const each of [store, ...copies]) await each.close()
    await rm(folder, { recursive: true })
  })

  async function open(path: string): Promise<Store> {
    const copy = await openStore({ path })
    copies.push(copy)
    return copy
  }

  /** Keys of the entries whose value is the one that was written. */
  async function numbers(of: Store): Promise<number[]> {
    const found: number[] = []
    for await (const [at, value] of of.table('a').range()) {
      const number = Buffer.from(at).readUInt32BE()
      if (Buffer.alloc(1_000, number).equals(value)) found.push(number)
    }
    return found
  }

  it('has every table, and nothing of what was committed after the call', async () => {
    const path = join(folder, 'deep', 'copy')
    const copying = store.copyTo(path)
    await store.commit([store.table('a').put(key(ENTRIES), key(1)), store.table('a').del(key(1))])
    // the layout is an entry too
    expect(await copying).toBe(ENTRIES - 1 + 1 + 1)
    const copy = await open(path)
    expect(await numbers(copy)).toEqual(Array.from({ length: ENTRIES - 1 }, (_, index) => index + 1))
    expect(await copy.table('ab').get(key(1))).toEqual(Buffer.from(key(2)))
    expect(await store.table('a').get(key(1))).toBeUndefined()
  })

  it('is not made over another database', async () => {
    const path = join(folder, 'copy')
    await store.copyTo(path)
    const names = await readdir(path)
    await expect(store.copyTo(path)).rejects.toMatchObject({ code: 'ERR_SOV_STORE_UNREADABLE' })
    expect(await readdir(path)).toEqual(expect.arrayContaining(names.filter((name) => name.endsWith('.log'))))
  })

  it('is given up when the store closes, or is closed', async () => {
    const copying = store.copyTo(join(folder, 'one'))
    const failed = expect(copying).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await store.close()
    await failed
    await expect(store.copyTo(join(folder, 'two'))).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
  })
})
