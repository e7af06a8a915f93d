import type { PeerIdString } from '../identity/index.js'
import { MAX_DELIVERIES } from '../limits.js'
import { modelManifest, receiptBundle, type Order, type ReceiptBundle } from '../wire/index.js'
import type { Terms } from './settlement/settlement.js'
import { releasePolicyDecision } from './settlement/policy-decisions.js'
import type { SignedOrder } from './signed.js'
import { orderIdKey, orderInKey, TABLE, timeKey, waitingRange } from './tables.js'
import type { Draft } from './writer.js'

/** Version of the receipt bundle that this software writes and reads. */
export const RECEIPT_VERSION = 1
const NOTHING_YET = new Uint8Array(0)

/**
 * A record is the receipt of one order as far as it exists, from the order alone to all four envelopes. It carries
 * its own credentials and price table, so that each receipt outlives every other part of the database.
 */
export async function readRecord(draft: Draft, orderDigest: Uint8Array): Promise<ReceiptBundle | undefined> {
  const bytes = await draft.get(TABLE.records, orderDigest)
  return bytes === undefined || bytes.length === 0 ? undefined : receiptBundle.decodeStrict(bytes)
}

/** The record of an order that nobody has answered yet. */
export function newRecord(order: SignedOrder, { consumer, provider, priceTable, manifest }: Terms): ReceiptBundle {
  return {
    version: RECEIPT_VERSION,
    order: order.bytes,
    voucher: NOTHING_YET,
    statement: NOTHING_YET,
    countersign: NOTHING_YET,
    consumer: consumer.chain,
    provider: provider.chain,
    priceTable: priceTable.bytes,
    manifest: modelManifest.encode(manifest),
  }
}

/** Stores a record under its order, and where lists and look-ups find it. */
export function putRecord(draft: Draft, order: { digest: Uint8Array; value: Order }, record: ReceiptBundle): void {
  draft.put(TABLE.records, order.digest, receiptBundle.encode(record))
  draft.put(TABLE.times, timeKey(order.value.createdMs, order.digest), NOTHING_YET)
  draft.put(TABLE.orderIds, orderIdKey(order), NOTHING_YET)
}

/** Takes back {@link putRecord}. Of an own order the digest stays, since entries name it as the newest one of their time. */
export async function dropRecord(
  draft: Draft,
  order: { digest: Uint8Array; value: Order },
  isOwn: boolean,
): Promise<void> {
  if (isOwn) draft.put(TABLE.records, order.digest, NOTHING_YET)
  else draft.del(TABLE.records, order.digest)
  if (isOwn) await releasePolicyDecision(draft, order.value.policyDecision)
  draft.del(TABLE.times, timeKey(order.value.createdMs, order.digest))
  draft.del(TABLE.orderIds, orderIdKey(order))
}

/** What can wait for the next meeting with a peer. */
export type Waiting = 'unsigned' | 'owed' | 'undelivered'

/** Records of which something waits for a peer, at most MAX_DELIVERIES, in no order. */
export async function waitingRecords(
  draft: Draft,
  waiting: Waiting,
  peer: PeerIdString,
): Promise<readonly ReceiptBundle[]> {
  const records: ReceiptBundle[] = []
  for await (const [key] of draft.stored(TABLE[waiting], { ...waitingRange(peer), limit: MAX_DELIVERIES })) {
    const record = await readRecord(draft, orderInKey(key))
    if (record !== undefined) records.push(record)
  }
  return records
}
