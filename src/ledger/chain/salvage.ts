import type { PeerIdString } from '../../identity/index.js'
import type { Store, WriteOperation } from '../../store/index.js'
import { ENTRY, ledgerRecord, openStatement, receiptBundle, type LedgerRecord } from '../../wire/index.js'
import { entryKey, TABLE } from '../tables.js'

const MADE_OF_ENTRIES = [
  TABLE.entries,
  TABLE.heads,
  TABLE.statements,
  TABLE.accepted,
  TABLE.unconfirmed,
  TABLE.unsigned,
  TABLE.undelivered,
  TABLE.awards,
  TABLE.accounts,
] as const
/** Rows in one write. */
const CHUNK = 256

/**
 * Takes the own chain apart: every own entry that can still be read is put aside, from the table of entries and from the
 * receipts, and everything that is made of entries is emptied. What is then put back in order, with what others hold, is
 * the chain again. After a crash in the midst it is simply done again.
 */
export async function takeApart(store: Store, self: PeerIdString): Promise<void> {
  const chunks = new Chunks(store)
  const salvage = store.table(TABLE.salvage)
  for await (const record of ownRecords(store, self)) {
    const { epoch, seq } = openStatement(ENTRY, record.entry).value
    await chunks.add(salvage.put(entryKey(epoch, seq), ledgerRecord.encode(record)))
  }
  // On the disk before anything is emptied.
  await chunks.flush()
  for (const name of MADE_OF_ENTRIES) {
    const table = store.table(name)
    for await (const [key, value] of table.range()) {
      // Empty: a pair number whose receipt was dropped stays taken.
      if (name !== TABLE.accepted || value.length > 0) await chunks.add(table.del(key))
    }
  }
  // Of what was dropped on purpose only totals are left, and these stand.
  for await (const [key, value] of store.table(TABLE.droppedAccounts).range()) {
    await chunks.add(store.table(TABLE.accounts).put(key, value))
  }
  await chunks.flush()
}

/** Every own entry, and then again those that a readable receipt holds, with it: what comes later is worth more. */
async function* ownRecords(store: Store, self: PeerIdString): AsyncIterable<LedgerRecord> {
  for (const name of [TABLE.entries, TABLE.positions]) {
    for await (const [, bytes] of store.table(name).range()) {
      const entry = readable(() => openStatement(ENTRY, bytes))
      if (entry?.signer === self) yield { entry: entry.bytes, receipt: null }
    }
  }
  for await (const [, bytes] of store.table(TABLE.records).range()) {
    const receipt = readable(() => receiptBundle.decodeStrict(bytes))
    for (const half of [receipt?.statement, receipt?.countersign]) {
      const entry = half === undefined ? undefined : readable(() => openStatement(ENTRY, half))
      if (receipt !== undefined && entry?.signer === self) yield { entry: entry.bytes, receipt }
    }
  }
}

/** What can still be read of something stored. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    // Damaged or of another kind: what is missing then may be had from others.
    return undefined
  }
}

/** Writes many operations, some at a time. */
class Chunks {
  readonly #store: Store
  #operations: WriteOperation[] = []

  constructor(store: Store) {
    this.#store = store
  }

  async add(operation: WriteOperation): Promise<void> {
    this.#operations.push(operation)
    if (this.#operations.length >= CHUNK) await this.flush()
  }

  async flush(): Promise<void> {
    const operations = this.#operations
    this.#operations = []
    if (operations.length > 0) await this.#store.commit(operations)
  }
}
