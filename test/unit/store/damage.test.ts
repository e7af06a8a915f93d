import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../src/store/index.js'

const ENTRIES = 500

function key(number: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

describe('a damaged store', () => {
  let path: string
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'sov-damage-'))
    await withStore((store) => {
      const table = store.table('a')
      return store.commit(Array.from({ length: ENTRIES }, (_, number) => table.put(key(number), Buffer.alloc(1_000))))
    })
    // opened once more, so that LevelDB has moved the entries from its log to a table file
    await withStore(() => Promise.resolve())
  })
  afterEach(() => rm(path, { recursive: true }))

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ path })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  async function fileOf(pattern: RegExp): Promise<string> {
    return join(path, (await readdir(path)).find((name) => pattern.test(name))!)
  }

  async function overwrite(file: string, from: number, length: number): Promise<void> {
    const bytes = await readFile(file)
    bytes.fill(0xff, from, from + length)
    await writeFile(file, bytes)
  }

  async function readAll(store: Store): Promise<number> {
    let count = 0
    for await (const [, value] of store.table('a').range()) count += value.length / 1_000
    return count
  }

  const DAMAGED = {
    code: 'ERR_SOV_STORE_DAMAGED',
    message: expect.stringContaining('damaged') as string,
    remedy: expect.stringContaining('backup') as string,
    cause: expect.any(Error) as Error,
  }

  it.each<[string, () => Promise<void>]>([
    ['its CURRENT is empty, as after a power cut', () => writeFile(join(path, 'CURRENT'), '')],
    ['its CURRENT names no file that is there', () => writeFile(join(path, 'CURRENT'), 'MANIFEST-999999\n')],
    ['its manifest is empty', async () => truncate(await fileOf(/^MANIFEST/))],
    ['its manifest is overwritten', async () => overwrite(await fileOf(/^MANIFEST/), 10, 10)],
    ['its manifest is missing', async () => rm(await fileOf(/^MANIFEST/))],
    ['a table file is missing', async () => rm(await fileOf(/\.ldb$/))],
    ['a table file is cut short', async () => truncate(await fileOf(/\.ldb$/), 1_000)],
    ['a table file is not what was written', async () => overwrite(await fileOf(/\.ldb$/), 200, 4)],
  ])('is not opened when %s', async (_, damage) => {
    await damage()
    await expect(openStore({ path })).rejects.toMatchObject(DAMAGED)
  })

  it('is not emptied when its CURRENT is missing, but whole again when that is put back', async () => {
    const current = join(path, 'CURRENT')
    await rename(current, `${path}.current`)
    const before = await readdir(path)
    await expect(openStore({ path })).rejects.toMatchObject(DAMAGED)
    expect(await readdir(path)).toEqual(before)
    await rename(`${path}.current`, current)
    expect(await withStore(readAll)).toBe(ENTRIES)
  })

  it('says so when a table file is damaged while it is open, and an entry of it is read', async () => {
    await withStore(async (store) => {
      await overwrite(await fileOf(/\.ldb$/), 200, 4)
      await expect(store.table('a').get(key(0))).rejects.toMatchObject(DAMAGED)
      await expect(store.immediate.table('a').get(key(0))).rejects.toMatchObject(DAMAGED)
      await expect(readAll(store)).rejects.toMatchObject(DAMAGED)
      await expect(store.sumOf(['a'])).rejects.toMatchObject(DAMAGED)
    })
  })
})
