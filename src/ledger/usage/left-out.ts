import type { PeerIdString } from '../../identity/index.js'
import type { Readable } from '../../store/index.js'
import { ENTRY, fromHex, ORDER, readStored, toHex, type Entry } from '../../wire/index.js'
import { accountKey, TABLE, placeInKey } from '../tables.js'
import { Gaps, type Gap } from '../chain/gaps.js'
import { readDroppedAccounts } from '../balances/dropped-accounts.js'
import { comparePlaces, type Place } from '../chain/position.js'
import { readRecord } from '../records.js'
import { Sums } from '../balances/sums.js'
import { UsageReader, type RecordedUsage } from './usage-reader.js'
import { Draft } from '../writer.js'

/** What is not in an export: what was dropped after its retention period, and what is settled before a place. */
export class LeftOut {
  /** In the order of the chain; neighbours are one. */
  readonly gaps: readonly Gap[]
  /** Digests of own orders, ascending. */
  readonly orders: readonly Uint8Array[]
  /** What the receipts add up to. */
  readonly sums: Sums
  readonly #decisions: ReadonlyMap<string, bigint>
  #nextGap = 0

  private constructor({ gaps, orders, sums, decisions }: Tally) {
    this.gaps = joined(gaps)
    this.orders = orders.sort((a, b) => Buffer.compare(a, b))
    this.sums = sums
    this.#decisions = decisions
  }

  /** @param before - settled receipts before this place are left out; undefined = none. */
  static async of(view: Readable, self: PeerIdString, before: Place | undefined): Promise<LeftOut> {
    const tally: Tally = { gaps: [...(await Gaps.read(view))], orders: [], sums: new Sums(), decisions: new Map() }
    for (const [key, amounts] of await readDroppedAccounts(view)) tally.sums.add(fromHex(key), amounts)
    for await (const [digest, record] of view.table(TABLE.records).range()) {
      if (record.length === 0) tally.orders.push(digest)
    }
    if (before === undefined) return new LeftOut(tally)
    const usage = new UsageReader(self)
    for await (const [key, bytes] of view.table(TABLE.entries).range()) {
      const { epoch, seq } = placeInKey(key)
      if (comparePlaces({ epoch, seq }, before) >= 0) break
      const { value, digest } = readStored(ENTRY, bytes)
      const settled = await settledBy(view, usage, value)
      if (settled === undefined) continue
      tally.gaps.push({ epoch, first: seq, last: seq, digest })
      add(tally, settled)
    }
    return new LeftOut(tally)
  }

  /** True when an entry is left out. To be asked in the order of the chain. */
  holds(place: Place): boolean {
    let gap = this.gaps[this.#nextGap]
    while (gap !== undefined && comparePlaces({ epoch: gap.epoch, seq: gap.last }, place) < 0) {
      this.#nextGap++
      gap = this.gaps[this.#nextGap]
    }
    return gap?.epoch === place.epoch && gap.first <= place.seq
  }

  /** True when only orders that are left out name a policy decision; `orders` is how many do. */
  holdsDecision(digest: Uint8Array, orders: bigint): boolean {
    return this.#decisions.get(toHex(digest)) === orders
  }
}

interface Tally {
  readonly gaps: Gap[]
  readonly orders: Uint8Array[]
  readonly sums: Sums
  /** Digest of a policy decision → how many orders that are left out name it. */
  readonly decisions: Map<string, bigint>
}

interface Settled {
  /** Digest of the order. */
  readonly order: Uint8Array
  readonly decision: Uint8Array
  readonly usage: RecordedUsage
}

/** The settled receipt of an own entry. */
async function settledBy(
  view: Readable,
  usage: UsageReader,
  { statement, countersign }: Entry,
): Promise<Settled | undefined> {
  const draft = new Draft(view)
  const order = statement?.order ?? (await draft.get(TABLE.statements, countersign?.statement ?? NOTHING))
  const record = order === undefined ? undefined : await readRecord(draft, order)
  const used = record === undefined ? undefined : usage.read(record)
  if (order === undefined || record === undefined || used?.state !== 'settled') return undefined
  return { order, usage: used, decision: readStored(ORDER, record.order).value.policyDecision }
}

function add({ orders, sums, decisions }: Tally, { order, decision, usage }: Settled): void {
  const { peer, orgId, direction } = usage
  const { charge } = usage.sums
  const isOwn = direction === 'consumed'
  for (const key of [accountKey({ peer }), accountKey({ orgId })]) {
    sums.add(key, isOwn ? { used: 1n, consumed: charge } : { served: 1n, contributed: charge })
  }
  if (!isOwn) return
  orders.push(order)
  decisions.set(toHex(decision), (decisions.get(toHex(decision)) ?? 0n) + 1n)
}

function joined(gaps: readonly Gap[]): Gap[] {
  const place = ({ epoch, first }: Gap): Place => ({ epoch, seq: first })
  const all: Gap[] = []
  for (const gap of gaps.toSorted((a, b) => comparePlaces(place(a), place(b)))) {
    const before = all.at(-1)
    if (before?.epoch === gap.epoch && before.last + 1n === gap.first) {
      all.pop()
      all.push({ ...gap, first: before.first })
    } else {
      all.push(gap)
    }
  }
  return all
}

const NOTHING = new Uint8Array(0)
