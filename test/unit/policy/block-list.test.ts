import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_BLOCKED_NAMES } from '../../../src/limits.js'
import { createBlockList, type BlockList } from '../../../src/policy/index.js'
import { openStore, type Store } from '../../../src/store/index.js'

const WRONG = { code: 'ERR_SOV_BAD_REQUEST', param: 'name' }

describe('the block list', () => {
  let folder: string
  let store: Store
  let list: BlockList

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-blocked-'))
    store = await openStore({ path: join(folder, 'db') })
    list = createBlockList({ store })
    await list.start()
  })

  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('keeps names, each once, until they are taken off', async () => {
    expect(list.names()).toEqual([])
    await list.block('uni-koeln')
    await list.block('12D3KooWPeer')
    const before = list.names()
    await list.block('uni-koeln')
    expect(list.names()).toBe(before)
    await list.allow('uni-koeln')
    expect(list.names()).toEqual(['12D3KooWPeer'])
    // another array, so that who holds the old one sees that it has changed
    expect(before).toEqual(['uni-koeln', '12D3KooWPeer'])
  })

  it('is there again after a restart', async () => {
    await list.block('b')
    await list.block('a')
    await list.block('c')
    await list.allow('b')
    const again = createBlockList({ store })
    await again.start()
    expect(again.names()).toEqual(['a', 'c'])
  })

  it.each(['', 'Uni Köln', 'a/b', 'x'.repeat(129)])('takes no name that nobody has: %j', async (name) => {
    await expect(list.block(name)).rejects.toMatchObject(WRONG)
    expect(list.names()).toEqual([])
  })

  it('says so when a name is not on it', async () => {
    await expect(list.allow('uni-koeln')).rejects.toMatchObject({ ...WRONG, message: 'it is not blocked' })
  })

  it('takes no more names than its cap', async () => {
    const table = store.table('blocked')
    const names = Array.from({ length: MAX_BLOCKED_NAMES }, (_, index) => `n${String(index)}`)
    await store.commit(names.map((name) => table.put(Buffer.from(name), new Uint8Array(0))))
    await list.start()
    await expect(list.block('one-more')).rejects.toMatchObject(WRONG)
    await list.allow('n0')
    await list.block('one-more')
  })
})
