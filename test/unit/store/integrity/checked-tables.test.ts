import { readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SovError } from '../../../../src/errors.js'
import { TABLE_CHECK_INTERVAL_MS, TABLE_CHECK_LIFE_MS } from '../../../../src/limits.js'
import { openStore, type Store } from '../../../../src/store/index.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { until } from '../../../helpers/until.js'
import { makeDatabase, numbered, tableNames } from './tables.js'

/** When all of them were written; in seconds, so that it can be set again exactly. */
const MODIFIED = 1_000_000_000
const DAMAGED = { code: 'ERR_SOV_STORE_DAMAGED', remedy: expect.stringContaining('backup') as string }

describe('the tables of a store', () => {
  const clock = new ManualClock()
  let path: string
  let names: string[]
  beforeEach(async () => {
    path = await makeDatabase(3, 200)
    names = await tableNames(path)
    for (const name of names) await utimes(join(path, name), MODIFIED, MODIFIED)
    await withStore(() => Promise.resolve())
  })
  afterEach(() => rm(path, { recursive: true }))

  async function withStore<T>(work: (store: Store) => Promise<T>, onFailure?: (error: SovError) => void): Promise<T> {
    const store = await openStore({ path, clock, onFailure })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  /** As a disk does it: no time is changed. */
  async function flip(name: string): Promise<void> {
    const file = join(path, name)
    const bytes = await readFile(file)
    bytes[100]! ^= 4
    await writeFile(file, bytes)
    await utimes(file, MODIFIED, MODIFIED)
  }

  it('are read once, and again when that is long ago', async () => {
    await flip(names[0]!)
    await withStore(() => Promise.resolve())
    clock.advance(TABLE_CHECK_LIFE_MS)
    await expect(withStore(() => Promise.resolve())).rejects.toMatchObject({
      ...DAMAGED,
      message: expect.stringContaining(names[0]!) as string,
    })
  })

  it('are read when they are new, or were written again', async () => {
    await flip(names[1]!)
    await utimes(join(path, names[1]!), 1, 1)
    await expect(withStore(() => Promise.resolve())).rejects.toMatchObject(DAMAGED)
  })

  it('are all read when what was noted of them is damaged', async () => {
    await flip(names[0]!)
    const noted = join(path, 'checked-tables.json')
    await writeFile(noted, (await readFile(noted, 'utf8')).slice(1))
    await expect(withStore(() => Promise.resolve())).rejects.toMatchObject(DAMAGED)
  })

  it('are read again while the store is open; nothing is written once one is damaged', async () => {
    const failures: SovError[] = []
    await withStore(
      async (store) => {
        const table = store.table('a')
        await flip(names.at(-1)!)
        for (let round = 0; round < names.length; round++) {
          await store.commit([table.put(numbered(round), Buffer.of(round))]).catch(() => undefined)
          const noted = await readFile(join(path, 'checked-tables.json'), 'utf8')
          clock.advance(TABLE_CHECK_INTERVAL_MS)
          await until('a table was read', async () => {
            return failures.length > 0 || (await readFile(join(path, 'checked-tables.json'), 'utf8')) !== noted
          })
        }
        expect(failures).toMatchObject([DAMAGED])
        await expect(store.commit([table.put(numbered(1), Buffer.of(9))])).rejects.toMatchObject(DAMAGED)
        expect(await table.get(numbered(0))).toEqual(Buffer.of(0))
      },
      (error) => failures.push(error),
    )
  })
})
