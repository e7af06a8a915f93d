import type { Clock } from '../../clock.js'
import type { PeerIdString, Signer } from '../../identity/index.js'
import { MAX_PUBLIC_ENTRIES, MAX_RANGE_FRAME_BYTES, MAX_RANGE_RECORDS, MAX_RECEIPT_BYTES } from '../../limits.js'
import type { Store } from '../../store/index.js'
import { ENTRY, HEAD, ledgerRecord, openStatement, signStatement, toHex, type LedgerRecord } from '../../wire/index.js'
import { placesFrom, type Place } from './position.js'
import type { OutboundFrame } from '../exchange/questions.js'
import { readRecord } from '../records.js'
import { entryKey, HEAD as HEAD_KEY, TABLE } from '../tables.js'
import { envelopeAt } from './witness.js'
import { Draft } from '../writer.js'

/** A part of a chain, in its order. */
export interface RecordRange {
  readonly records: LedgerRecord[]
  readonly hasMore: boolean
}

/** Which entries of this node somebody may read; the receipt is null for one that names nobody. */
export type MayRead = (receipt: LedgerRecord['receipt']) => boolean

/** What this node tells others of chains: of its own, and of theirs as far as it is kept here. */
export class ChainRecords {
  readonly #store: Store
  readonly #signer: Signer
  readonly #clock: Clock

  constructor(store: Store, signer: Signer, clock: Clock) {
    this.#store = store
    this.#signer = signer
    this.#clock = clock
  }

  /** Names the newest own entry; empty while there is none. */
  async newest(): Promise<string> {
    const newest = await this.#store.table(TABLE.heads).get(HEAD_KEY)
    return newest === undefined ? '' : toHex(openStatement(ENTRY, newest).digest)
  }

  /** The own head, if the chain has begun, and the newest own entries that name nobody. */
  async announcement(): Promise<NonNullable<OutboundFrame['announce']>> {
    const newest = await this.#store.table(TABLE.heads).get(HEAD_KEY)
    return {
      ...(newest === undefined ? {} : { head: this.#headOf(newest) }),
      entries: await this.#publicEntries(),
    }
  }

  /** Entries of another author that are kept here: those that name this node, and those that name nobody. */
  async ofAuthor(author: PeerIdString, from: Place): Promise<RecordRange> {
    const draft = new Draft(this.#store)
    const rows = this.#store.table(TABLE.positions).range(placesFrom(author, from))
    return takeRecords(rows, async (key, stored) => {
      const entry = await envelopeAt(draft, key, author)
      if (entry === undefined) return undefined
      const isAlone = stored.length !== DIGEST_BYTES
      return { entry, receipt: isAlone ? null : ((await readRecord(draft, stored)) ?? null) }
    })
  }

  /** Own entries, as far as somebody may read them. */
  async own(from: Place, mayRead: MayRead): Promise<RecordRange> {
    const draft = new Draft(this.#store)
    const rows = this.#store.table(TABLE.entries).range({ from: entryKey(from.epoch, from.seq) })
    return takeRecords(rows, async (_, bytes) => {
      const { statement, countersign } = openStatement(ENTRY, bytes).value
      if (statement === null && countersign === null) return { entry: bytes, receipt: null }
      const order = statement?.order ?? (await draft.get(TABLE.statements, countersign?.statement ?? NOTHING))
      const receipt = order === undefined ? undefined : await readRecord(draft, order)
      return receipt === undefined || !mayRead(receipt) ? undefined : { entry: bytes, receipt }
    })
  }

  #headOf(newest: Uint8Array): Uint8Array {
    const { value, digest } = openStatement(ENTRY, newest)
    const { networkId, author, epoch, seq } = value
    const timeMs = BigInt(this.#clock.nowMs())
    return signStatement(HEAD, { networkId, author, epoch, seq, entry: digest, timeMs }, this.#signer).bytes
  }

  async #publicEntries(): Promise<Uint8Array[]> {
    const rows = this.#store.table(TABLE.positions).range({
      ...placesFrom(this.#signer.peerId, { epoch: 0, seq: 0n }),
      reverse: true,
      limit: MAX_PUBLIC_ENTRIES,
    })
    const newestFirst: Uint8Array[] = []
    for await (const [, bytes] of rows) newestFirst.push(bytes)
    return newestFirst.reverse()
  }
}

const DIGEST_BYTES = 32
const NOTHING = new Uint8Array(0)

/** Records of rows, as many as one answer holds. */
async function takeRecords(
  rows: AsyncIterable<[key: Uint8Array, value: Uint8Array]>,
  read: (key: Uint8Array, value: Uint8Array) => Promise<LedgerRecord | undefined>,
): Promise<RecordRange> {
  const records: LedgerRecord[] = []
  let bytes = 0
  for await (const [key, value] of rows) {
    const record = await read(key, value)
    if (record === undefined) continue
    const isFull = records.length === MAX_RANGE_RECORDS || bytes > MAX_RANGE_FRAME_BYTES - 3 * MAX_RECEIPT_BYTES
    if (isFull) return { records, hasMore: true }
    records.push(record)
    bytes += ledgerRecord.encode(record).length
  }
  return { records, hasMore: false }
}
