import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Level } from 'level'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liveTables } from '../../../../src/store/integrity/live-tables.js'
import { makeDatabase, readTable, tableNames } from './tables.js'

describe('the tables that make up a database', () => {
  let path: string
  beforeEach(async () => {
    path = await makeDatabase(6, 200)
  })
  afterEach(() => rm(path, { recursive: true }))

  async function manifest(): Promise<string> {
    return join(path, (await readdir(path)).find((name) => name.startsWith('MANIFEST'))!)
  }

  async function expectLive(): Promise<void> {
    const live = await liveTables(path)
    expect([...live.keys()].sort()).toEqual(await tableNames(path))
    for (const [name, bytes] of live) expect((await readTable(path, name)).length, name).toBe(bytes)
  }

  it('are those that LevelDB keeps, before and after it has compacted them', async () => {
    await expectLive()
    const database = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
    // the type of level is what browsers have, too
    await (database as unknown as { compactRange(from: string, to: string): Promise<void> }).compactRange('', '~')
    await database.close()
    await expectLive()
  })

  it('are not those that a killed process has left half written', async () => {
    const before = await liveTables(path)
    await writeFile(join(path, '999999.ldb'), 'half')
    expect(await liveTables(path)).toEqual(before)
  })

  it('are none where there is no database, or its manifest is missing', async () => {
    await rm(await manifest())
    expect(await liveTables(path)).toEqual(new Map())
    await writeFile(join(path, 'CURRENT'), '\0')
    expect(await liveTables(path)).toEqual(new Map())
    await rm(join(path, 'CURRENT'))
    expect(await liveTables(path)).toEqual(new Map())
  })

  it('are read up to a change that a crash has cut off', async () => {
    const before = await liveTables(path)
    await appendFile(await manifest(), Buffer.of(1, 2, 3, 4, 100, 0, 1, 7))
    expect(await liveTables(path)).toEqual(before)
    for (const { length } of [await readFile(await manifest())]) {
      for (let size = length - 1; size >= 0; size -= 7) {
        await truncate(await manifest(), size)
        await liveTables(path)
      }
    }
  })

  it('are not guessed when a bit has flipped in the manifest', async () => {
    const file = await manifest()
    const bytes = await readFile(file)
    const before = await liveTables(path)
    let refused = 0
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes)
      flipped[at]! ^= 1 << (at % 8)
      await writeFile(file, flipped)
      const live = await liveTables(path).catch(() => undefined)
      // a length that leads beyond the end looks like a crash
      if (live === undefined) refused++
      else expect(live.size, String(at)).toBeLessThanOrEqual(before.size)
    }
    expect(refused).toBeGreaterThan(0.95 * bytes.length)
  })
})
