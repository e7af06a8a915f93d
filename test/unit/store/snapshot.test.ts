import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Readable, type Store } from '../../../src/store/index.js'

const [ONE, TWO] = [Uint8Array.of(1), Uint8Array.of(2)]

describe('a snapshot of a store', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-snapshot-'))
    store = await openStore({ path: join(folder, 'db') })
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function keys(of: Readable): Promise<number[]> {
    const found: number[] = []
    for await (const [key] of of.table('a').range()) found.push(key[0]!)
    return found
  }

  it('stays as it was in every table while commits go on', async () => {
    const [a, b] = [store.table('a'), store.table('b')]
    await store.commit([a.put(ONE, ONE), b.put(ONE, ONE)])
    const snapshot = store.snapshot()
    await store.commit([a.put(TWO, TWO), a.del(ONE), b.put(ONE, TWO)])
    expect(await keys(snapshot)).toEqual([1])
    expect((await snapshot.table('b').get(ONE))?.[0]).toBe(1)
    expect(await snapshot.table('a').get(TWO)).toBeUndefined()
    expect(await keys(store)).toEqual([2])
    await snapshot.close()
    expect(await keys(store.snapshot())).toEqual([2])
  })

  it('ends with the store', async () => {
    const snapshot = store.snapshot()
    await store.close()
    await expect(snapshot.table('a').get(ONE)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await snapshot.close()
    expect(() => store.snapshot()).toThrow('closed')
  })
})
