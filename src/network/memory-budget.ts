import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { MAX_NODE_CHANNEL_BYTES, MAX_PEER_CHANNEL_BYTES } from '../limits.js'
import type { ByteAccount, ByteBudget } from '../wire/index.js'

/** What one channel holds. */
interface Entry {
  bytes: number
  readonly reset: (error: Error) => void
}

interface Share {
  bytes: number
  readonly entries: Set<Entry>
}

/**
 * The bytes that channels hold, of each peer and of the node. Over a budget, the channel that holds most is reset: of
 * the peer that is over its own, or of the one that holds most when all together are over that of the node.
 */
export class MemoryBudget implements ByteBudget {
  readonly #shares = new Map<PeerIdString, Share>()
  #bytes = 0

  /** Bytes that all channels hold. */
  get bytes(): number {
    return this.#bytes
  }

  open(peer: PeerIdString, reset: (error: Error) => void): ByteAccount {
    const entry: Entry = { bytes: 0, reset }
    return {
      hold: (bytes) => {
        const share = this.#set(peer, entry, bytes)
        if (share.bytes > MAX_PEER_CHANNEL_BYTES) resetLargest(share)
        if (this.#bytes > MAX_NODE_CHANNEL_BYTES) resetLargest(this.#largestShare())
      },
      close: () => {
        const share = this.#set(peer, entry, 0)
        share.entries.delete(entry)
        if (share.entries.size === 0) this.#shares.delete(peer)
      },
    }
  }

  #set(peer: PeerIdString, entry: Entry, bytes: number): Share {
    const share = this.#shares.get(peer) ?? { bytes: 0, entries: new Set<Entry>() }
    this.#shares.set(peer, share)
    share.entries.add(entry)
    share.bytes += bytes - entry.bytes
    this.#bytes += bytes - entry.bytes
    entry.bytes = bytes
    return share
  }

  #largestShare(): Share | undefined {
    return largest(this.#shares.values())
  }
}

function resetLargest(share: Share | undefined): void {
  if (share === undefined) return
  largest(share.entries)?.reset(
    new SovError('ERR_SOV_WIRE_LIMIT', 'more is under way with the peer than this node holds'),
  )
}

function largest<T extends { readonly bytes: number }>(items: Iterable<T>): T | undefined {
  let most: T | undefined
  for (const item of items) if (most === undefined || item.bytes > most.bytes) most = item
  return most
}
