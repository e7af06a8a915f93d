import type { Readable } from '../../store/index.js'
import type { Place } from './position.js'
import { entryKey, TABLE, uint64 } from '../tables.js'
import type { Draft } from '../writer.js'

/** Entries of one epoch that were dropped on purpose, and what the entry after them must link to. */
export interface Gap {
  readonly epoch: number
  readonly first: bigint
  readonly last: bigint
  /** Digest of the last one, 32 bytes. */
  readonly digest: Uint8Array
}

/**
 * Where the own chain has gaps. A gap needs no signature: the signed entry after it has the gap's last digest as its
 * `previous`, and its number follows; the newest entry is never dropped.
 */
export class Gaps {
  readonly #byFirst = new Map<string, Gap>()
  readonly #byLast = new Map<string, Gap>()

  static async read(store: Readable): Promise<Gaps> {
    const gaps = new Gaps()
    for await (const [key, value] of store.table(TABLE.gaps).range()) gaps.#add(decode(key, value))
    return gaps
  }

  /** In the order of the chain, when they were read in it. */
  [Symbol.iterator](): IterableIterator<Gap> {
    return this.#byFirst.values()
  }

  /** The gap right after a position. The genesis is never dropped, so none is before the first entry. */
  after({ epoch, seq }: Place): Gap | undefined {
    return this.#byFirst.get(id(epoch, seq + 1n))
  }

  /** True for an entry that was dropped. */
  holds({ epoch, seq }: Place): boolean {
    return [...this].some((gap) => gap.epoch === epoch && gap.first <= seq && seq <= gap.last)
  }

  /** Records that one more entry is dropped; neighbouring gaps become one. */
  widen(draft: Draft, { epoch, seq, digest }: Place & { readonly digest: Uint8Array }): void {
    const before = this.#byLast.get(id(epoch, seq - 1n))
    const after = this.after({ epoch, seq })
    if (before !== undefined) this.#byLast.delete(id(epoch, before.last))
    if (after !== undefined) {
      this.#byFirst.delete(id(epoch, after.first))
      draft.del(TABLE.gaps, entryKey(epoch, after.first))
    }
    const gap = { epoch, first: before?.first ?? seq, last: after?.last ?? seq, digest: after?.digest ?? digest }
    this.#add(gap)
    draft.put(TABLE.gaps, entryKey(epoch, gap.first), Buffer.concat([uint64(gap.last), gap.digest]))
  }

  #add(gap: Gap): void {
    this.#byFirst.set(id(gap.epoch, gap.first), gap)
    this.#byLast.set(id(gap.epoch, gap.last), gap)
  }
}

function decode(key: Uint8Array, value: Uint8Array): Gap {
  const [position, content] = [Buffer.from(key), Buffer.from(value)]
  return {
    epoch: position.readUInt32BE(0),
    first: position.readBigUInt64BE(4),
    last: content.readBigUInt64BE(0),
    digest: content.subarray(8),
  }
}

function id(epoch: number, seq: bigint): string {
  return `${String(epoch)}/${String(seq)}`
}
