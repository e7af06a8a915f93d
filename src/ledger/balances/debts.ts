import { MAX_REMEMBERED_DEBTORS, MAX_REMEMBERED_UNSIGNED } from '../../limits.js'
import type { Store, WriteOperation } from '../../store/index.js'
import { debtOf, decodeAccount } from './accounts.js'
import { isPeerKey, TABLE, uint64 } from '../tables.js'

interface Unsigned {
  readonly orgId: string
  readonly charge: bigint
}

/**
 * What organisations owe this node, in memory: a copy of what the tables of accounts and of unsigned statements say, so
 * that admission can ask for it at every order. It is loaded at start, then follows every commit.
 *
 * What is stated and not answered counts beside what is settled, or who never signs would never owe. What is disputed
 * counts for nothing.
 */
export class Debts {
  /** By organisation: what was done for it less what it did; the one that settled last comes last. */
  readonly #settled = new Map<string, bigint>()
  /** By the key in its table, oldest first; and summed up by organisation. */
  readonly #unsigned = new Map<string, Unsigned>()
  readonly #unsignedSums = new Map<string, bigint>()

  async load(store: Store): Promise<void> {
    for (const name of [TABLE.accounts, TABLE.unsigned]) {
      const table = store.table(name)
      for await (const [key, value] of table.range()) this.#apply(table.put(key, value))
    }
  }

  /** Takes over what has been written. */
  follow(operations: Iterable<WriteOperation>): void {
    for (const operation of operations) this.#apply(operation)
  }

  /** Work units that an organisation owes this node; negative when this node owes it. */
  of(orgId: string): bigint {
    return (this.#settled.get(orgId) ?? 0n) + (this.#unsignedSums.get(orgId) ?? 0n)
  }

  #apply(operation: WriteOperation): void {
    const { table, key } = operation
    if (table === TABLE.accounts && operation.type === 'put' && !isPeerKey(key)) this.#settle(operation.value)
    if (table !== TABLE.unsigned) return
    const name = Buffer.from(key).toString('latin1')
    this.#forget(name)
    if (operation.type === 'put') this.#remember(name, decodeUnsigned(operation.value))
  }

  #settle(value: Uint8Array): void {
    const account = decodeAccount(value)
    const { orgId } = account
    this.#settled.delete(orgId)
    this.#settled.set(orgId, debtOf(account))
    const [oldest] = this.#settled.keys()
    if (oldest !== undefined && this.#settled.size > MAX_REMEMBERED_DEBTORS) this.#settled.delete(oldest)
  }

  #remember(name: string, unsigned: Unsigned): void {
    this.#unsigned.set(name, unsigned)
    this.#add(unsigned.orgId, unsigned.charge)
    const [oldest] = this.#unsigned.keys()
    if (oldest !== undefined && this.#unsigned.size > MAX_REMEMBERED_UNSIGNED) this.#forget(oldest)
  }

  #forget(name: string): void {
    const unsigned = this.#unsigned.get(name)
    if (unsigned === undefined) return
    this.#unsigned.delete(name)
    this.#add(unsigned.orgId, -unsigned.charge)
  }

  #add(orgId: string, charge: bigint): void {
    const sum = (this.#unsignedSums.get(orgId) ?? 0n) + charge
    if (sum === 0n) this.#unsignedSums.delete(orgId)
    else this.#unsignedSums.set(orgId, sum)
  }
}

/** Of a statement that waits for its countersign: the charge, and the organisation of the consumer in UTF-8. */
export function encodeUnsigned({ orgId, charge }: Unsigned): Uint8Array {
  return Buffer.concat([uint64(charge), Buffer.from(orgId)])
}

function decodeUnsigned(value: Uint8Array): Unsigned {
  const bytes = Buffer.from(value)
  return { charge: bytes.readBigUInt64BE(), orgId: bytes.toString('utf8', 8) }
}
