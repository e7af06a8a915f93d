import type { Store } from '../../../src/store/index.js'
import { ENTRY, openStatement, toHex } from '../../../src/wire/index.js'

/**
 * Every chain entry that anybody has ever signed, by author, epoch and number. Two different ones with one number are a
 * fork, two statements of one order a double charge, and two answers to one statement a broken word.
 */
export class EntriesSeen {
  readonly #byPlace = new Map<string, string>()
  readonly #statements = new Map<string, string>()
  readonly #answers = new Map<string, string>()

  readonly #confirmed = new Map<string, string>()

  /** @throws {Error} when the envelope contradicts one that was seen before. */
  see(bytes: Uint8Array): void {
    const { signer, value, digest } = openStatement(ENTRY, bytes)
    const id = toHex(digest)
    remember(this.#byPlace, `${signer} ${String(value.epoch)}/${String(value.seq)}`, id, 'two entries with one number')
    const { statement, countersign, confirmations } = value
    for (const { consumer, pairNumber } of confirmations) {
      const pair = `${signer} ${toHex(consumer)} ${String(pairNumber)}`
      remember(this.#confirmed, pair, id, 'two confirmations of one pair number')
    }
    if (statement !== null) remember(this.#statements, toHex(statement.order), id, 'two statements of one order')
    if (countersign !== null) remember(this.#answers, toHex(countersign.statement), id, 'two answers to one statement')
  }

  /** Looks at the own chain in a store. */
  async seeChain(store: Store): Promise<void> {
    for await (const [, bytes] of store.table('ledger-entries').range()) this.see(bytes)
  }
}

function remember(seen: Map<string, string>, key: string, id: string, contradiction: string): void {
  const before = seen.get(key)
  if (before !== undefined && before !== id) throw new Error(`${contradiction}: ${key}`)
  seen.set(key, id)
}
