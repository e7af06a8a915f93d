import { peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import type { Readable } from '../../store/index.js'
import {
  ENTRY,
  equalBytes,
  forkProof,
  openStatement,
  ORDER,
  readStored,
  receiptBundle,
  type LedgerRecord,
  type ReceiptBundle,
} from '../../wire/index.js'
import { decodeAccount } from '../balances/accounts.js'
import type { ExportItem } from './export-format.js'
import { LeftOut } from '../usage/left-out.js'
import { countIn, documentIn } from '../settlement/policy-decisions.js'
import type { Place } from '../chain/position.js'
import { readable } from '../chain/salvage.js'
import { HEAD, NEWEST_ORDER, orderInKey, placeInKey, TABLE } from '../tables.js'

/**
 * All that an auditor of this ledger needs, item by item, from one moment of the store.
 *
 * @param fromSeq - settled receipts before this entry of the newest epoch are left out; what they add up to is not.
 */
export async function* exportItems(view: Readable, self: PeerIdString, fromSeq?: bigint): AsyncGenerator<ExportItem> {
  yield { kind: 'author', peer: self }
  const genesis = await genesisIn(view, peerIdToBytes(self))
  if (genesis !== undefined) yield { kind: 'genesis', bytes: genesis }
  const newestOrder = await view.table(TABLE.heads).get(NEWEST_ORDER)
  if (newestOrder !== undefined) yield { kind: 'newestOrder', digest: newestOrder }

  const from = fromSeq === undefined ? undefined : await placeOf(view, fromSeq)
  const leftOut = await LeftOut.of(view, self, from)
  for (const gap of leftOut.gaps) yield { kind: 'gap', gap }
  for (const digest of leftOut.orders) yield { kind: 'leftOutOrder', digest }
  for (const row of leftOut.sums.all()) yield { kind: 'carried', ...row }
  for await (const [digest, stored] of view.table(TABLE.policyDecisions).range()) {
    if (!leftOut.holdsDecision(digest, countIn(stored))) yield { kind: 'policyDecision', document: documentIn(stored) }
  }
  for await (const [, text] of view.table(TABLE.policies).range()) yield { kind: 'policyDecision', document: text }

  yield* entriesOf(view, leftOut)
  yield* ordersOf(view, peerIdToBytes(self))

  for await (const [key, bytes] of view.table(TABLE.accounts).range()) {
    yield { kind: 'account', key, amounts: decodeAccount(bytes) }
  }
  for await (const [, bytes] of view.table(TABLE.known).range()) yield { kind: 'position', bytes }
  for await (const [, bytes] of view.table(TABLE.forks).range()) {
    yield { kind: 'fork', proof: forkProof.decodeStrict(bytes) }
  }
}

async function* entriesOf(view: Readable, leftOut: LeftOut): AsyncGenerator<ExportItem> {
  for await (const [key, bytes] of view.table(TABLE.entries).range()) {
    if (!leftOut.holds(placeInKey(key))) yield { kind: 'entry', record: await recordOf(view, bytes) }
  }
}

/** An own entry with its receipt, as far as it can be read. */
async function recordOf(view: Readable, bytes: Uint8Array): Promise<LedgerRecord> {
  const value = readable(() => readStored(ENTRY, bytes).value)
  const order =
    value?.statement?.order ?? (await view.table(TABLE.statements).get(value?.countersign?.statement ?? NOTHING))
  return { entry: bytes, receipt: (order && (await readableRecord(view, order))) ?? null }
}

/** Orders without an own entry: ordered here and not countersigned, or ordered by others and not stated. */
async function* ordersOf(view: Readable, self: Uint8Array): AsyncGenerator<ExportItem> {
  for await (const [key] of view.table(TABLE.times).range()) {
    const record = await readableRecord(view, orderInKey(key))
    if (record === undefined) continue
    const isOwn = equalBytes(readStored(ORDER, record.order).value.consumer, self)
    const ownHalf = isOwn ? record.countersign : record.statement
    if (ownHalf.length === 0) yield { kind: 'order', record }
  }
}

async function readableRecord(view: Readable, order: Uint8Array): Promise<ReceiptBundle | undefined> {
  const bytes = await view.table(TABLE.records).get(order)
  return bytes === undefined || bytes.length === 0 ? undefined : readable(() => receiptBundle.decodeStrict(bytes))
}

/** Of the author's co-op, as the oldest receipt carries it; a ledger belongs to one co-op. */
async function genesisIn(view: Readable, self: Uint8Array): Promise<Uint8Array | undefined> {
  for await (const [key] of view.table(TABLE.times).range({ limit: 1 })) {
    const record = await readableRecord(view, orderInKey(key))
    if (record === undefined) return undefined
    const isConsumer = equalBytes(readStored(ORDER, record.order).value.consumer, self)
    return (isConsumer ? record.consumer : record.provider)?.genesis
  }
  return undefined
}

/** An entry of the newest epoch; the newest entry is in every export, since it stands for all before it. */
async function placeOf(view: Readable, fromSeq: bigint): Promise<Place | undefined> {
  const head = await view.table(TABLE.heads).get(HEAD)
  if (head === undefined) return undefined
  const { epoch, seq } = openStatement(ENTRY, head).value
  return { epoch, seq: fromSeq < seq ? fromSeq : seq }
}

const NOTHING = new Uint8Array(0)
