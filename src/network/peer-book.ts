import { MAX_PEER_BOOK_ENTRIES } from '../limits.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store, Table } from '../store/index.js'

interface PeerBookEntry {
  /** Multiaddrs that worked or were told, newest last. */
  readonly addresses: readonly string[]
  /** Unix time, milliseconds, of the last connection; 0 = never connected. */
  readonly lastSeenMs: number
}

const MAX_ADDRESSES = 8

/** Where peers were found, kept across restarts so that a node finds its mesh again without discovery. */
export class PeerBook {
  readonly #store: Store
  readonly #table: Table
  readonly #entries = new Map<PeerIdString, PeerBookEntry>()

  constructor(store: Store) {
    this.#store = store
    this.#table = store.table('peer-book')
  }

  async load(): Promise<void> {
    for await (const [key, value] of this.#table.range()) {
      const entry = parseEntry(value)
      if (entry !== undefined) this.#entries.set(Buffer.from(key).toString(), entry)
    }
  }

  peers(): readonly PeerIdString[] {
    return [...this.#entries.keys()]
  }

  addresses(peer: PeerIdString): readonly string[] {
    return this.#entries.get(peer)?.addresses ?? []
  }

  wasSeen(peer: PeerIdString): boolean {
    return (this.#entries.get(peer)?.lastSeenMs ?? 0) > 0
  }

  /** Adds addresses; `seenMs` marks a connection. Only peers that were seen are worth a write. */
  async remember(peer: PeerIdString, addresses: readonly string[], seenMs = 0): Promise<void> {
    const known = this.#entries.get(peer)
    const entry = {
      addresses: [...new Set([...(known?.addresses ?? []), ...addresses])].slice(-MAX_ADDRESSES),
      lastSeenMs: Math.max(known?.lastSeenMs ?? 0, seenMs),
    }
    this.#entries.delete(peer)
    this.#entries.set(peer, entry)
    // What members pass on of a peer comes again and again, and is nearly always known.
    if (entry.lastSeenMs === 0 || isSame(entry, known)) return this.#dropExcess()
    await this.#store.commit([this.#table.put(Buffer.from(peer), Buffer.from(JSON.stringify(entry)))])
    return this.#dropExcess()
  }

  async forget(peer: PeerIdString): Promise<void> {
    const wasStored = this.wasSeen(peer)
    this.#entries.delete(peer)
    if (wasStored) await this.#store.commit([this.#table.del(Buffer.from(peer))])
  }

  async #dropExcess(): Promise<void> {
    const excess = this.#entries.size - MAX_PEER_BOOK_ENTRIES
    if (excess <= 0) return
    const oldestFirst = [...this.#entries].sort(([, a], [, b]) => a.lastSeenMs - b.lastSeenMs)
    for (const [peer] of oldestFirst.slice(0, excess)) await this.forget(peer)
  }
}

function isSame(entry: PeerBookEntry, known: PeerBookEntry | undefined): boolean {
  return (
    entry.lastSeenMs === known?.lastSeenMs &&
    entry.addresses.length === known.addresses.length &&
    entry.addresses.every((address, index) => address === known.addresses[index])
  )
}

function parseEntry(value: Uint8Array): PeerBookEntry | undefined {
  try {
    const entry = JSON.parse(Buffer.from(value).toString()) as Partial<PeerBookEntry>
    if (!Array.isArray(entry.addresses) || typeof entry.lastSeenMs !== 'number') return undefined
    return { addresses: entry.addresses.filter((address) => typeof address === 'string'), lastSeenMs: entry.lastSeenMs }
  } catch {
    // A damaged line of an address book costs one rediscovery, not a start.
    return undefined
  }
}
