import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store, type Table } from '../../../src/store/index.js'

describe('store', () => {
  let folder: string
  let path: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-store-'))
    path = join(folder, 'deep', 'store')
    store = await openStore({ path })
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function keys(table: Table, options?: Parameters<Table['range']>[0]): Promise<number[]> {
    const found: number[] = []
    for await (const [key] of table.range(options)) found.push(key[0]!)
    return found
  }

  it('is made in a folder of its own with mode 0700', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it('is refused while another one has it open', async () => {
    await expect(openStore({ path })).rejects.toMatchObject({ code: 'ERR_SOV_STORE_LOCKED' })
  })

  it('keeps what was committed', async () => {
    const table = store.table('a')
    await store.commit([table.put(Uint8Array.of(1), Uint8Array.of(10)), table.put(Uint8Array.of(2), Uint8Array.of(20))])
    await store.commit([table.del(Uint8Array.of(1))])
    await store.close()
    store = await openStore({ path })
    expect(await store.table('a').get(Uint8Array.of(1))).toBeUndefined()
    expect(await store.table('a').get(Uint8Array.of(2))).toEqual(Buffer.of(20))
  })

  it('keeps tables apart, also when one name begins with the other', async () => {
    await store.commit([store.table('a').put(Uint8Array.of(1), Uint8Array.of(1))])
    await store.commit([store.table('ab').put(Uint8Array.of(2), Uint8Array.of(2))])
    expect(await keys(store.table('a'))).toEqual([1])
    expect(await keys(store.table('ab'))).toEqual([2])
  })

  it('gives ranges in the order of the bytes, with and without bounds', async () => {
    const table = store.table('a')
    await store.commit([200, 3, 255, 0, 100].map((key) => table.put(Uint8Array.of(key), new Uint8Array())))
    expect(await keys(table)).toEqual([0, 3, 100, 200, 255])
    expect(await keys(table, { from: Uint8Array.of(3), to: Uint8Array.of(200) })).toEqual([3, 100])
    expect(await keys(table, { reverse: true, limit: 2 })).toEqual([255, 200])
  })

  it('writes concurrent commits in the order of the calls', async () => {
    const table = store.table('a')
    const key = Uint8Array.of(1)
    const finished: number[] = []
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.commit([table.put(key, Uint8Array.of(index))]).then(() => finished.push(index)),
      ),
    )
    expect(await table.get(key)).toEqual(Buffer.of(49))
    expect(finished).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  it('finishes commits under way, closes twice without harm, and then refuses to write and to read', async () => {
    const table = store.table('a')
    const commit = store.commit([table.put(Uint8Array.of(1), Uint8Array.of(1))])
    await Promise.all([store.close(), store.close()])
    await commit
    await expect(store.commit([])).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await expect(table.get(Uint8Array.of(1))).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await expect(keys(table)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    store = await openStore({ path })
    expect(await store.table('a').get(Uint8Array.of(1))).toEqual(Buffer.of(1))
  })

  it('says so when the folder cannot be one, and leaves what is there as it is', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '', { mode: 0o644 })
    await expect(openStore({ path: file })).rejects.toMatchObject({
      code: 'ERR_SOV_STORE_UNREADABLE',
      cause: { code: 'ENOTDIR' },
    })
    expect((await stat(file)).mode & 0o777).toBe(0o644)
  })
})
