import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { ENTRY, equalBytes, ORDER, readStored, type Entry, type Order, type ReceiptBundle } from '../../wire/index.js'
import { bookSettlement } from '../balances/accounts.js'
import { counterparty } from '../balances/counterparty.js'
import { countersignIn, statementIn } from '../settlement/entry-body.js'
import { Gaps } from '../chain/gaps.js'
import { addToMonth } from './month-totals.js'
import { positionKey } from '../chain/position.js'
import { dropRecord, readRecord } from '../records.js'
import { entryKey, HEAD, NEWEST_ORDER, orderInKey, pairKey, TABLE, timeKey, waitingKey } from '../tables.js'
import { openTerms } from '../settlement/terms.js'
import { monthOf } from './usage-days.js'
import { UsageReader } from './usage-reader.js'
import type { Draft } from '../writer.js'

/** Rows looked at in one step of the writer, so that a settlement waits for it a few milliseconds. */
const STEP_ROWS = 64
const NOTHING = new Uint8Array(0)

/** What a pass has dropped. */
export interface Dropped {
  /** Settled receipts, with their chain entries. */
  readonly receipts: number
  /** Orders that nobody has ever stated. */
  readonly orders: number
}

interface Digested<T> {
  readonly value: T
  readonly digest: Uint8Array
}

/**
 * One pass over the ledger that drops the details of what was settled before a moment and keeps totals. Each step is
 * one commit, so that after a crash between two of them the ledger is whole. What is not closed stays: disputed and
 * unsigned receipts, countersigns that their provider may not have, the newest entry, the newest order, and entries of
 * every other kind.
 *
 * @see docs/decisions/0008-retention.md
 */
export class RetentionPass {
  readonly #self: PeerIdString
  readonly #beforeMs: bigint
  readonly #gaps: Gaps
  readonly #usage: UsageReader
  /**
   * Providers with a countersign that stays. Later ones to them stay as well: what is dropped with one provider is a
   * beginning of its pair numbers, or the first number that is kept could not be checked.
   */
  readonly #held = new Set<PeerIdString>()
  #nextEntry: Uint8Array = NOTHING
  #nextOrder: Uint8Array = NOTHING
  #dropped: Dropped = { receipts: 0, orders: 0 }

  private constructor(self: PeerIdString, beforeMs: number, gaps: Gaps) {
    this.#self = self
    this.#beforeMs = BigInt(beforeMs)
    this.#gaps = gaps
    this.#usage = new UsageReader(self)
  }

  static async begin(store: Store, self: PeerIdString, beforeMs: number): Promise<RetentionPass> {
    return new RetentionPass(self, beforeMs, await Gaps.read(store))
  }

  /** So far. */
  get dropped(): Dropped {
    return this.#dropped
  }

  /** One step over entries; false when there is nothing more to drop among them. */
  async dropReceipts(draft: Draft): Promise<boolean> {
    const head = await draft.get(TABLE.heads, HEAD)
    let rows = 0
    let old = 0
    for await (const [key, bytes] of draft.stored(TABLE.entries, { from: this.#nextEntry, limit: STEP_ROWS })) {
      rows++
      this.#nextEntry = after(key)
      const entry = readStored(ENTRY, bytes)
      const isOld = entry.value.timeMs < this.#beforeMs
      if (isOld) old++
      await this.#visit(draft, entry, isOld && (head === undefined || !equalBytes(head, bytes)))
    }
    // A clock that was wrong for a while leaves single entries from the future; a whole step of young ones is the present.
    return rows === STEP_ROWS && old > 0
  }

  /** One step over orders that nobody has stated; false when there are no more old ones. */
  async dropOrders(draft: Draft): Promise<boolean> {
    const to = timeKey(this.#beforeMs, NOTHING)
    let rows = 0
    for await (const [key] of draft.stored(TABLE.times, { from: this.#nextOrder, to, limit: STEP_ROWS })) {
      rows++
      this.#nextOrder = after(key)
      await this.#dropUnanswered(draft, orderInKey(key))
    }
    return rows === STEP_ROWS
  }

  async #visit(draft: Draft, entry: Digested<Entry>, mayGo: boolean): Promise<void> {
    const { statement, countersign } = entry.value
    if (countersign !== null) {
      const provider = peerIdFromBytes(countersign.provider)
      const order = await draft.get(TABLE.statements, countersign.statement)
      const settled = order === undefined ? undefined : await this.#settled(draft, order)
      // A disputed one has no pair number: it holds nobody up.
      if (settled === undefined) return
      if (mayGo && !this.#held.has(provider) && !(await isAwaited(draft, provider, settled.order.digest))) {
        await this.#drop(draft, entry, settled)
      } else {
        this.#held.add(provider)
      }
    } else if (statement !== null && mayGo) {
      const settled = await this.#settled(draft, statement.order)
      if (settled !== undefined) await this.#drop(draft, entry, settled)
    }
  }

  async #settled(draft: Draft, orderDigest: Uint8Array): Promise<Settled | undefined> {
    const record = await readRecord(draft, orderDigest)
    const usage = record === undefined ? undefined : this.#usage.read(record)
    if (record === undefined || usage?.state !== 'settled') return undefined
    return { record, usage, order: readStored(ORDER, record.order) }
  }

  async #drop(draft: Draft, entry: Digested<Entry>, { record, usage, order }: Settled): Promise<void> {
    const terms = openTerms(record)
    const statement = readStored(ENTRY, record.statement)
    const { charge } = statementIn(statement)
    if (usage.direction === 'contributed') {
      const answer = readStored(ENTRY, record.countersign)
      const { pairNumber } = countersignIn(answer)
      const consumer = counterparty(terms, 'provider')
      draft.del(TABLE.positions, positionKey(consumer.peer, answer.value))
      // The number stays taken; what was accepted under it goes.
      draft.put(TABLE.accepted, pairKey(consumer.peer, pairNumber), NOTHING)
      await bookSettlement(draft, consumer, 'provider', charge, TABLE.droppedAccounts)
    } else {
      const provider = counterparty(terms, 'consumer')
      draft.del(TABLE.positions, positionKey(provider.peer, statement.value))
      await bookSettlement(draft, provider, 'consumer', charge, TABLE.droppedAccounts)
    }
    await addToMonth(draft, monthOf(Number(order.value.createdMs)), usage)
    this.#gaps.widen(draft, { epoch: entry.value.epoch, seq: entry.value.seq, digest: entry.digest })
    draft.del(TABLE.entries, entryKey(entry.value.epoch, entry.value.seq))
    draft.del(TABLE.statements, statement.digest)
    await dropRecord(draft, order, usage.direction === 'consumed')
    this.#dropped = { ...this.#dropped, receipts: this.#dropped.receipts + 1 }
  }

  async #dropUnanswered(draft: Draft, orderDigest: Uint8Array): Promise<void> {
    const record = await readRecord(draft, orderDigest)
    // With a voucher somebody may still claim it.
    if (record === undefined || record.statement.length > 0 || record.voucher.length > 0) return
    const order = readStored(ORDER, record.order)
    if (order.value.expiresMs >= this.#beforeMs || (await isNewest(draft, orderDigest))) return
    await dropRecord(draft, order, equalBytes(order.value.consumer, peerIdToBytes(this.#self)))
    this.#dropped = { ...this.#dropped, orders: this.#dropped.orders + 1 }
  }
}

interface Settled {
  readonly record: ReceiptBundle
  readonly usage: NonNullable<ReturnType<UsageReader['read']>>
  readonly order: Digested<Order>
}

/** True when the next entry will name the order, or the provider may not have the countersign yet. */
async function isAwaited(draft: Draft, provider: PeerIdString, orderDigest: Uint8Array): Promise<boolean> {
  if (await isNewest(draft, orderDigest)) return true
  return (await draft.get(TABLE.undelivered, waitingKey(provider, orderDigest))) !== undefined
}

async function isNewest(draft: Draft, orderDigest: Uint8Array): Promise<boolean> {
  const newest = await draft.get(TABLE.heads, NEWEST_ORDER)
  return newest !== undefined && equalBytes(newest, orderDigest)
}

/** The first key after this one. */
function after(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, Uint8Array.of(0)])
}
