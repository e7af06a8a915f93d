import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_PEER_BOOK_ENTRIES } from '../../../src/limits.js'
import { MAX_DIALLED_ADDRESSES, PeerBook } from '../../../src/network/peer-book.js'
import { openStore, type Store } from '../../../src/store/index.js'

const PEER = '12D3KooWPeer'
const address = (port: number): string => `/ip4/192.0.2.1/tcp/${String(port)}`
const addresses = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => address(first + index))

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
    await book.see(PEER, 1_000, address(1))
    await book.tell(PEER, [address(2)])
    await book.hear(PEER, [address(3)])
    await book.hear('heard of', [address(4)])
    expect(book.peers()).toEqual([PEER, 'heard of'])
    expect(book.wasSeen(PEER)).toBe(true)
    expect(book.wasSeen('heard of')).toBe(false)
    const after = await reopened()
    expect(after.peers()).toEqual([PEER])
    expect(after.addresses(PEER)).toEqual(addresses(1, 3))
    expect(after.wasSeen(PEER)).toBe(true)
  })

  it('puts where a peer was reached first, then what it tells, then what others tell', async () => {
    await book.hear(PEER, [address(1)])
    await book.tell(PEER, [address(2), address(3)])
    expect(book.addresses(PEER)).toEqual([address(2), address(3), address(1)])
    await book.see(PEER, 1_000, address(1))
    expect(book.addresses(PEER)).toEqual([address(1), address(2), address(3)])
    await book.see(PEER, 2_000, address(3))
    expect(book.addresses(PEER)).toEqual([address(3), address(2), address(1)])
    await book.see(PEER, 3_000)
    expect(book.addresses(PEER), 'it came by itself').toEqual([address(3), address(2), address(1)])
  })

  it('puts what a peer tells no more last, also when it was reached there', async () => {
    await book.see(PEER, 1_000, address(1))
    await book.tell(PEER, [address(1), address(2)])
    await book.tell(PEER, [address(5)])
    expect(book.addresses(PEER)).toEqual([address(5), address(1), address(2)])
    expect((await reopened()).addresses(PEER)).toEqual(book.addresses(PEER))
  })

  it('leaves where a peer was reached first, though it never told that address: a port may be forwarded', async () => {
    await book.see(PEER, 1_000, address(1))
    await book.tell(PEER, [address(2)])
    await book.tell(PEER, [address(3)])
    expect(book.addresses(PEER)).toEqual([address(1), address(3), address(2)])
  })

  it('has a bound for each way of learning, so that none displaces a better one', async () => {
    for (let start = 1; start < 1_000; start += 10) {
      await book.tell(PEER, addresses(start, 10))
      await book.hear(PEER, addresses(start + 2_000, 10))
    }
    await book.see(PEER, 1_000, address(9_999))
    expect(book.addresses(PEER)).toEqual([address(9_999), ...addresses(991, 8), ...addresses(2_991, 4)])
    expect(book.addresses(PEER)).toHaveLength(MAX_DIALLED_ADDRESSES)
    for (let port = 10_000; port < 10_100; port++) await book.see(PEER, 1_000, address(port))
    expect(book.addresses(PEER)).toEqual([address(10_099), ...addresses(991, 8), ...addresses(10_095, 4).reverse()])
    expect((await reopened()).addresses(PEER)).toEqual(book.addresses(PEER))
  })

  it('keeps what each peer says apart', async () => {
    await book.tell('one', [address(1)])
    await book.tell('two', [address(2)])
    expect(book.addresses('one')).toEqual([address(1)])
    expect(book.addresses('two')).toEqual([address(2)])
  })

  it('never takes back when a peer was seen', async () => {
    await book.see(PEER, 1_000)
    await book.tell(PEER, [address(1)])
    expect(book.wasSeen(PEER)).toBe(true)
  })

  it('writes what is new and nothing else', async () => {
    let writes = 0
    const commit = store.commit.bind(store)
    store.commit = (...args) => {
      writes += 1
      return commit(...args)
    }
    await book.see(PEER, 1_000, address(1))
    await book.see(PEER, 1_000, address(1))
    await book.hear(PEER, [address(1)])
    await book.hear('heard of', [address(1)])
    await book.tell('heard of', [address(1)])
    await book.forget('heard of')
    await book.forget('never heard of')
    expect(writes).toBe(1)
    await book.tell(PEER, [address(2)])
    await book.tell(PEER, [address(2)])
    await book.forget(PEER)
    expect(writes).toBe(3)
    expect((await reopened()).peers()).toEqual([])
  })

  it('drops those longest unseen when it is full, those never seen first', async () => {
    for (let index = 0; index < 10; index++) await book.see(`seen ${String(index)}`, 1_000 + index, address(1))
    for (let index = 0; index < MAX_PEER_BOOK_ENTRIES; index++) await book.hear(`heard of ${String(index)}`, [])
    expect(book.peers()).toHaveLength(MAX_PEER_BOOK_ENTRIES)
    expect(book.peers().filter((peer) => book.wasSeen(peer))).toHaveLength(10)
    expect(book.addresses('heard of 0')).toEqual([])
  })

  it('starts without a line that is damaged', async () => {
    await book.see(PEER, 1_000, address(1))
    const table = store.table('peer-book')
    await store.commit([
      table.put(Buffer.from('noise'), Buffer.from('{')),
      table.put(Buffer.from('wrong'), Buffer.from('{"told":7,"heard":[],"lastSeenMs":"x"}')),
    ])
    expect((await reopened()).peers()).toEqual([PEER])
  })
})
