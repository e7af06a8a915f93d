import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store, type WriteOperation } from '../../../src/store/index.js'

const TABLES = ['a', 'ab'] as const
const NO_ROWS = new Uint8Array(8)

describe('the sum of the rows of a store', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-sum-'))
    store = await openStore({ path: join(folder, 'db') })
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
  const put = (table: string, key: Uint8Array, value: Uint8Array): WriteOperation => store.table(table).put(key, value)

  it('is the one that was reckoned from each commit', async () => {
    const change = fc.record({
      table: fc.constantFrom(...TABLES),
      key: fc.nat(5),
      value: fc.option(fc.uint8Array({ maxLength: 3 })),
    })
    let sum: Uint8Array = NO_ROWS
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(change, { selector: ({ table, key }) => `${table}${String(key)}`, minLength: 1 }),
        async (changes) => {
          const operations = changes.map(({ table, key, value }) =>
            value === null ? store.table(table).del(bytes(key)) : put(table, bytes(key), value),
          )
          const effect = await store.effectOf(operations, sum)
          await store.commit(effect.operations)
          sum = effect.sum
          expect(await store.sumOf(TABLES)).toEqual(sum)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('leaves out operations that change nothing', async () => {
    await store.commit([put('a', bytes(1), bytes(1))])
    const operations = [put('a', bytes(1), bytes(1)), store.table('a').del(bytes(2)), put('a', bytes(3), bytes())]
    expect((await store.effectOf(operations, NO_ROWS)).operations).toEqual(operations.slice(2))
  })

  it('tells rows apart by table, key and value, and where the key ends', async () => {
    const sums = new Set<string>()
    const rows: [string, Uint8Array, Uint8Array][] = [
      ['a', bytes(98), bytes(1)],
      ['ab', bytes(), bytes(1)],
      ['a', bytes(98, 1), bytes()],
      ['a', bytes(98), bytes(0)],
      ['a', bytes(1), bytes(98)],
    ]
    for (const row of rows) {
      const { operations, sum } = await store.effectOf([put(...row)], NO_ROWS)
      await store.commit(operations)
      expect(await store.sumOf(TABLES)).toEqual(sum)
      sums.add(Buffer.from(sum).toString('hex'))
      await store.commit([store.table(row[0]).del(row[1])])
    }
    expect(sums.size).toBe(rows.length)
    expect(await store.sumOf(TABLES)).toEqual(Buffer.from(NO_ROWS))
  })

  it('is read in pieces of many rows', async () => {
    const rows = Array.from({ length: 1_234 }, (_, row) => put('a', bytes(row >> 8, row & 0xff), bytes(row & 7)))
    const { sum } = await store.effectOf(rows, NO_ROWS)
    await store.commit(rows)
    expect(await store.sumOf(TABLES)).toEqual(sum)
  })
})
