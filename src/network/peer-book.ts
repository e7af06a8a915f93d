import { MAX_PEER_BOOK_ENTRIES } from '../limits.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store, Table } from '../store/index.js'

/** What is known of where a peer is, by what it is worth. */
interface PeerBookEntry {
  /** Where it was reached last; gone when the peer no longer tells it. */
  readonly reached: string | undefined
  /** Where it says it is, in its own words of last time. */
  readonly told: readonly string[]
  /** Where others say it is, and where it was before; newest first. */
  readonly heard: readonly string[]
  /** Unix time, milliseconds, of the last connection; 0 = never connected. */
  readonly lastSeenMs: number
}

const UNKNOWN: PeerBookEntry = { reached: undefined, told: [], heard: [], lastSeenMs: 0 }
/** As many as an offer names. */
const MAX_TOLD = 8
const MAX_HEARD = 4
/** The most that a peer is dialled at in one try. */
export const MAX_DIALLED_ADDRESSES = 1 + MAX_TOLD + MAX_HEARD

/**
 * Where peers are, kept across restarts so that a node finds its mesh again without discovery. What is learnt in one way
 * never displaces what was learnt in a better one.
 */
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

  /** Best first, at most {@link MAX_DIALLED_ADDRESSES}. */
  addresses(peer: PeerIdString): readonly string[] {
    const { reached, told, heard } = this.#entry(peer)
    return unique([...(reached === undefined ? [] : [reached]), ...told, ...heard])
  }

  wasSeen(peer: PeerIdString): boolean {
    return this.#entry(peer).lastSeenMs > 0
  }

  /** The peer is connected; `reached` is the address it was dialled at, if it was. */
  see(peer: PeerIdString, nowMs: number, reached?: string): Promise<void> {
    const { lastSeenMs, ...entry } = this.#entry(peer)
    const isMoved = reached !== undefined && entry.reached !== undefined && entry.reached !== reached
    return this.#set(peer, {
      ...entry,
      reached: reached ?? entry.reached,
      heard: isMoved ? newestFirst([entry.reached, ...entry.heard]) : entry.heard,
      lastSeenMs: Math.max(lastSeenMs, nowMs),
    })
  }

  /** The peer itself says where it is. What it told before and does not tell any more counts as little as hearsay. */
  tell(peer: PeerIdString, addresses: readonly string[]): Promise<void> {
    const { reached, told: before, heard, lastSeenMs } = this.#entry(peer)
    const told = unique(addresses).slice(0, MAX_TOLD)
    const withdrawn = before.filter((address) => !told.includes(address))
    return this.#set(peer, {
      reached: reached !== undefined && withdrawn.includes(reached) ? undefined : reached,
      told,
      heard: newestFirst([...withdrawn, ...heard]),
      lastSeenMs,
    })
  }

  /** Somebody else says where the peer is. */
  hear(peer: PeerIdString, addresses: readonly string[]): Promise<void> {
    const entry = this.#entry(peer)
    const known = this.addresses(peer)
    const news = addresses.filter((address) => !known.includes(address))
    return this.#set(peer, { ...entry, heard: newestFirst([...news, ...entry.heard]) })
  }

  async forget(peer: PeerIdString): Promise<void> {
    const wasStored = this.wasSeen(peer)
    this.#entries.delete(peer)
    if (wasStored) await this.#store.commit([this.#table.del(Buffer.from(peer))])
  }

  #entry(peer: PeerIdString): PeerBookEntry {
    return this.#entries.get(peer) ?? UNKNOWN
  }

  /** Only peers that were seen are worth a write. */
  async #set(peer: PeerIdString, entry: PeerBookEntry): Promise<void> {
    const bytes = serialise(entry)
    // What members pass on of a peer comes again and again, and is nearly always known.
    const isNew = bytes !== serialise(this.#entry(peer))
    this.#entries.delete(peer)
    this.#entries.set(peer, entry)
    if (isNew && entry.lastSeenMs > 0) {
      await this.#store.commit([this.#table.put(Buffer.from(peer), Buffer.from(bytes))])
    }
    await this.#dropExcess()
  }

  async #dropExcess(): Promise<void> {
    const excess = this.#entries.size - MAX_PEER_BOOK_ENTRIES
    if (excess <= 0) return
    const oldestFirst = [...this.#entries].sort(([, a], [, b]) => a.lastSeenMs - b.lastSeenMs)
    for (const [peer] of oldestFirst.slice(0, excess)) await this.forget(peer)
  }
}

function newestFirst(addresses: readonly (string | undefined)[]): readonly string[] {
  return unique(addresses.flatMap((address) => address ?? [])).slice(0, MAX_HEARD)
}

function unique(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses)]
}

function serialise({ reached, told, heard, lastSeenMs }: PeerBookEntry): string {
  return JSON.stringify({ reached, told, heard, lastSeenMs })
}

function parseEntry(value: Uint8Array): PeerBookEntry | undefined {
  try {
    const { reached, told, heard, lastSeenMs } = JSON.parse(Buffer.from(value).toString()) as Partial<PeerBookEntry>
    if (!Array.isArray(told) || !Array.isArray(heard) || typeof lastSeenMs !== 'number') return undefined
    return {
      reached: typeof reached === 'string' ? reached : undefined,
      told: told.filter(isText).slice(0, MAX_TOLD),
      heard: heard.filter(isText).slice(0, MAX_HEARD),
      lastSeenMs,
    }
  } catch {
    // A damaged line of an address book costs one rediscovery, not a start.
    return undefined
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
