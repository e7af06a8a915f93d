import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkTable } from '../../../../src/store/integrity/check-table.js'
import { makeDatabase, readTable, tableNames } from './tables.js'

/** Of the last 48 bytes these are filled up to a fixed length, and mean nothing. */
const isPadding = (byte: number): boolean => byte === 0
const FOOTER_BYTES = 48

describe('a table file', () => {
  let path: string
  let table: Buffer
  beforeAll(async () => {
    path = await makeDatabase(1, 300)
    table = await readTable(path, (await tableNames(path))[0]!)
  })
  afterAll(() => rm(path, { recursive: true }))

  it('is whole as LevelDB has written it, with several blocks', () => {
    expect(() => checkTable(table)).not.toThrow()
    expect(table.length).toBeGreaterThan(5_000)
  })

  it('is known to be damaged by one flipped bit at every byte', () => {
    const unnoticed: number[] = []
    for (let at = 0; at < table.length; at++) {
      const bit = 1 << (at % 8)
      table[at]! ^= bit
      try {
        checkTable(table)
        unnoticed.push(at)
      } catch {
        // as it should be
      }
      table[at]! ^= bit
    }
    const footer = table.length - FOOTER_BYTES
    expect(unnoticed.filter((at) => at < footer || !isPadding(table[at]!))).toEqual([])
  })

  it('is known to be damaged when it is cut anywhere', () => {
    for (let length = 0; length < table.length; length += 97) {
      expect(() => checkTable(table.subarray(0, length)), String(length)).toThrow()
    }
  })
})
