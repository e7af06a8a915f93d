import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_PEER_BOOK_ENTRIES } from '../../../src/limits.js'
import { PeerBook } from '../../../src/network/peer-book.js'
import { openStore, type Store } from '../../../src/store/index.js'

const PEER = '12D3KooWPeer'
const address = (port: number): string => `/ip4/192.0.2.1/tcp/${String(port)}`

describe('the peer book', () => {
  let folder: string
  let store: Store
  let book: PeerBook

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-book-'))
    store = await openStore({ path: folder })
    book = new PeerBook(store)
  })

  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function reopened(): Promise<PeerBook> {
    const another = new PeerBook(store)
    await another.load()
    return another
  }

  it('keeps a peer that was seen across restarts, and none that was only heard of', async () => {
    await book.remember(PEER, [address(1)], 1_000)
    await book.remember('heard of', [address(2)])
    expect(book.peers()).toEqual([PEER, 'heard of'])
    expect(book.wasSeen(PEER)).toBe(true)
    expect(book.wasSeen('heard of')).toBe(false)
    const after = await reopened()
    expect(after.peers()).toEqual([PEER])
    expect(after.addresses(PEER)).toEqual([address(1)])
    expect(after.wasSeen(PEER)).toBe(true)
  })

  it('keeps the newest eight addresses of a peer, each once', async () => {
    for (let port = 0; port < 12; port++) await book.remember(PEER, [address(port), address(port)], 1)
    expect(book.addresses(PEER)).toEqual(Array.from({ length: 8 }, (_, index) => address(index + 4)))
    expect((await reopened()).addresses(PEER)).toEqual(book.addresses(PEER))
  })

  it('never takes back when a peer was seen', async () => {
    await book.remember(PEER, [], 1_000)
    await book.remember(PEER, [address(1)])
    expect(book.wasSeen(PEER)).toBe(true)
  })

  it('writes what is new and nothing else', async () => {
    let writes = 0
    const commit = store.commit.bind(store)
    store.commit = (...args) => {
      writes += 1
      return commit(...args)
    }
    await book.remember(PEER, [address(1)], 1_000)
    await book.remember(PEER, [address(1)])
    await book.remember('heard of', [address(1)])
    await book.forget('heard of')
    await book.forget('never heard of')
    expect(writes).toBe(1)
    await book.remember(PEER, [address(2)])
    await book.forget(PEER)
    expect(writes).toBe(3)
    expect((await reopened()).peers()).toEqual([])
  })

  it('drops those longest unseen when it is full, those never seen first', async () => {
    for (let index = 0; index < 10; index++) await book.remember(`seen ${String(index)}`, [address(1)], 1_000 + index)
    for (let index = 0; index < MAX_PEER_BOOK_ENTRIES; index++) await book.remember(`heard of ${String(index)}`, [])
    expect(book.peers()).toHaveLength(MAX_PEER_BOOK_ENTRIES)
    expect(book.peers().filter((peer) => book.wasSeen(peer))).toHaveLength(10)
    expect(book.addresses('heard of 0')).toEqual([])
  })

  it('starts without a line that is damaged', async () => {
    await book.remember(PEER, [address(1)], 1_000)
    const table = store.table('peer-book')
    await store.commit([
      table.put(Buffer.from('noise'), Buffer.from('{')),
      table.put(Buffer.from('wrong'), Buffer.from('{"addresses":7,"lastSeenMs":"x"}')),
    ])
    expect((await reopened()).peers()).toEqual([PEER])
  })
})
