import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Migration, type Store } from '../../../src/store/index.js'

const NAME = Buffer.from('name')

/** Appends a letter to the one value, so that order and number of runs can be read off it. */
function appends(letter: string): Migration {
  return async (store) => {
    const table = store.table('a')
    return [table.put(NAME, Buffer.concat([(await table.get(NAME)) ?? Buffer.of(), Buffer.from(letter)]))]
  }
}

function fails(): Promise<never> {
  return Promise.reject(new Error('power cut'))
}

describe('the layout of a store', () => {
  let path: string
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'sov-schema-'))
  })
  afterEach(() => rm(path, { recursive: true }))

  async function open<T>(migrations: readonly Migration[], work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ path, migrations })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  async function value(store: Store): Promise<string> {
    return Buffer.from((await store.table('a').get(NAME)) ?? []).toString()
  }

  const writeOld = (store: Store): Promise<void> => store.commit([store.table('a').put(NAME, Buffer.from('1'))])

  it('is brought up to date by each migration once, in order', async () => {
    await open([], writeOld)
    expect(await open([appends('2'), appends('3')], value)).toBe('123')
    expect(await open([appends('2'), appends('3')], value)).toBe('123')
    expect(await open([appends('2'), appends('3'), appends('4')], value)).toBe('1234')
  })

  it('is the newest from the start in a new database', async () => {
    expect(await open([fails], value)).toBe('')
    expect(await open([fails], value)).toBe('')
  })

  it('is the last one that was reached when a migration fails, and goes on from there', async () => {
    await open([], writeOld)
    await expect(open([appends('2'), fails], value)).rejects.toThrow('power cut')
    await expect(open([], value)).rejects.toMatchObject({ code: 'ERR_SOV_STORE_SCHEMA' })
    expect(await open([appends('2'), appends('3')], value)).toBe('123')
  })

  it('is refused when it is newer, and the database let go of and left alone', async () => {
    await open([appends('2')], writeOld)
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(open([], value)).rejects.toMatchObject({
        code: 'ERR_SOV_STORE_SCHEMA',
        message: 'the database has layout 2, this version reads 1',
        remedy: 'Use the version of sov-node that wrote it.',
      })
    }
    expect(await open([appends('2')], value)).toBe('1')
  })

  it('is not guessed when its number is missing from a database that holds data', async () => {
    await open([], writeOld)
    await open([], (store) => store.commit([store.table('meta').del(Buffer.from('schema'))]))
    await expect(open([], value)).rejects.toMatchObject({ code: 'ERR_SOV_STORE_DAMAGED' })
  })
})
