import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import type { Store } from '../store/index.js'
import {
  ENTRY,
  equalBytes,
  openStatement,
  ORDER,
  receiptBundle,
  sha256,
  toHex,
  Verdict,
  type ReceiptBundle,
} from '../wire/index.js'
import { continues, isFiled } from './acceptance.js'
import { book, decodeAccount, emptyAccount, isSameAmounts, type Account, type Role } from './accounts.js'
import { FIRST_EPOCH, NO_DIGEST } from './chain.js'
import { ensure } from './ensure.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { Party, Terms } from './index.js'
import { openVoucher } from './open.js'
import { readRecord } from './records.js'
import type { SignedEntry } from './signed.js'
import { accountKey, entryKey, HEAD, NEWEST_ORDER, TABLE } from './tables.js'
import { difference, openTerms } from './terms.js'
import { Draft } from './writer.js'

/**
 * Walks the own chain from its first entry and compares everything that belongs to it: links, signatures, receipts on
 * both sides, pair numbers, totals, head. LevelDB loses data without an error when a bit flips in its log, so this is
 * the ledger's checksum. What it cannot see is the loss of the newest writes as a whole; only counterparties can.
 *
 * @throws {SovError} ERR_SOV_LEDGER_DAMAGED with `details.seq` of the entry and `details.reason`.
 */
export async function verifyLedger(store: Store, self: PeerIdString): Promise<void> {
  await new Walk(store, self).run()
}

/** Distinct sets of credentials, price table and manifest that are kept opened: checking them is most of the work. */
const MAX_OPENED_TERMS = 1_000

class Walk {
  readonly #store: Store
  readonly #self: PeerIdString
  readonly #draft: Draft
  /** What the receipts add up to, by account key in hexadecimal. */
  readonly #accounts = new Map<string, Account>()
  readonly #opened = new Map<string, Terms>()
  #head: SignedEntry | undefined

  constructor(store: Store, self: PeerIdString) {
    this.#store = store
    this.#self = self
    this.#draft = new Draft(store)
  }

  async run(): Promise<void> {
    for await (const [key, bytes] of this.#store.table(TABLE.entries).range()) {
      await this.#explain(() => this.#visit(key, bytes))
    }
    await this.#explain(async () => {
      await this.#checkHead()
      await this.#checkAccounts()
    })
  }

  /** Names the entry in whatever went wrong. */
  async #explain(visit: () => Promise<void>): Promise<void> {
    const seq = (this.#head?.value.seq ?? 0n) + 1n
    try {
      await visit()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new SovError('ERR_SOV_LEDGER_DAMAGED', `the ledger is damaged at entry ${String(seq)}: ${reason}`, {
        cause,
        remedy:
          'Restore the data directory from a backup, but only if nothing was signed since; otherwise start with an empty data directory, which is a new identity, and join again.',
        details: { seq: Number(seq), reason },
      })
    }
  }

  async #visit(key: Uint8Array, bytes: Uint8Array): Promise<void> {
    const entry = openStatement(ENTRY, bytes)
    const { value } = entry
    const previous = this.#head
    ensure(entry.signer === this.#self && peerIdFromBytes(value.author) === this.#self, 'it is by another author')
    ensure(value.epoch === (previous?.value.epoch ?? FIRST_EPOCH), 'its epoch is wrong')
    ensure(value.seq === (previous?.value.seq ?? 0n) + 1n, 'an entry is missing')
    ensure(equalBytes(key, entryKey(value.epoch, value.seq)), 'it is stored in the wrong place')
    ensure(equalBytes(value.previous, previous?.digest ?? NO_DIGEST), 'it does not follow the entry before')
    ensure(
      previous === undefined || equalBytes(value.networkId, previous.value.networkId),
      'it is of another co-op than the entry before',
    )
    ensure((previous === undefined) === (value.genesis !== null), 'the chain does not begin with its one genesis')
    if (!equalBytes(value.newestOrder, NO_DIGEST)) await this.#orderExists(value.newestOrder)
    if (value.statement !== null) await this.#visitStatement(entry)
    else if (value.countersign !== null) await this.#visitCountersign(entry)
    else ensure(value.genesis !== null, 'it is of a kind that this version does not know')
    this.#head = entry
  }

  async #orderExists(digest: Uint8Array): Promise<void> {
    ensure((await this.#draft.get(TABLE.records, digest)) !== undefined, 'the newest order then is missing')
  }

  async #visitStatement(entry: SignedEntry): Promise<void> {
    const statement = statementIn(entry)
    const { record, terms } = await this.#recordOf(statement.order)
    ensure(equalBytes(record.statement, entry.bytes), 'its receipt holds another statement')
    ensure(terms.provider.peer === this.#self, 'its receipt is of another provider')
    if (record.countersign.length === 0) return
    const answer = openStatement(ENTRY, record.countersign)
    const { statement: named, verdict, pairNumber, pairTotal } = countersignIn(answer)
    ensure(answer.signer === terms.consumer.peer, 'its countersign is not by the consumer')
    ensure(equalBytes(named, entry.digest), 'its countersign answers another statement')
    if (verdict !== Verdict.VERDICT_ACCEPT) return
    const acceptance = { order: statement.order, charge: statement.charge, total: pairTotal }
    ensure(await isFiled(this.#draft, answer.signer, pairNumber, acceptance), 'its pair number is not filed')
    ensure(await continues(this.#draft, answer.signer, pairNumber, acceptance), 'its pair total does not add up')
    this.#book(terms.consumer, 'provider', statement.charge)
  }

  async #visitCountersign(entry: SignedEntry): Promise<void> {
    const { statement: named, verdict, pairNumber, pairTotal } = countersignIn(entry)
    const orderDigest = await this.#draft.get(TABLE.statements, named)
    ensure(orderDigest !== undefined, 'the statement that it answers is missing')
    const { record, terms } = await this.#recordOf(orderDigest)
    ensure(equalBytes(record.countersign, entry.bytes), 'its receipt holds another countersign')
    const answered = openStatement(ENTRY, record.statement)
    ensure(equalBytes(answered.digest, named), 'its receipt holds another statement')
    ensure(answered.signer === terms.provider.peer, 'the statement in its receipt is not by the provider')
    ensure(terms.consumer.peer === this.#self, 'its receipt is of another consumer')
    if (verdict !== Verdict.VERDICT_ACCEPT) return
    const { used, consumed } = this.#account(accountKey(terms.provider), terms.provider)
    const { charge } = statementIn(answered)
    ensure(pairNumber === used + 1n, 'its pair number is not the next one')
    ensure(pairTotal === consumed + charge, 'its pair total does not add up')
    this.#book(terms.provider, 'consumer', charge)
  }

  /** The receipt of an order, with everything in it opened and held against the order. */
  async #recordOf(orderDigest: Uint8Array): Promise<{ record: ReceiptBundle; terms: Terms }> {
    const record = await readRecord(this.#draft, orderDigest)
    ensure(record !== undefined, 'its receipt is missing')
    const order = openStatement(ORDER, record.order)
    ensure(equalBytes(order.digest, orderDigest), 'its receipt holds another order')
    openVoucher(record.voucher, order)
    const terms = this.#termsOf(record)
    const differs = difference(order.value, terms)
    ensure(differs === undefined, `its receipt and its order differ in: ${differs ?? ''}`)
    return { record, terms }
  }

  #termsOf({ version, consumer, provider, priceTable, manifest }: ReceiptBundle): Terms {
    const carried = { version, consumer, provider, priceTable, manifest }
    const key = toHex(sha256(receiptBundle.encode(carried)))
    const known = this.#opened.get(key)
    if (known !== undefined) return known
    const terms = openTerms(carried)
    if (this.#opened.size >= MAX_OPENED_TERMS) this.#opened.clear()
    this.#opened.set(key, terms)
    return terms
  }

  #account(key: Uint8Array, other: Party): Account {
    return this.#accounts.get(toHex(key)) ?? emptyAccount(other)
  }

  #book(other: Party, role: Role, charge: bigint): void {
    for (const key of [accountKey({ peer: other.peer }), accountKey({ orgId: other.credential.orgId })]) {
      this.#accounts.set(toHex(key), book(this.#account(key, other), other, role, charge))
    }
  }

  async #checkHead(): Promise<void> {
    const stored = await this.#draft.get(TABLE.heads, HEAD)
    if (stored === undefined) ensure(this.#head === undefined, 'the head of the chain is missing')
    else ensure(this.#head !== undefined && equalBytes(stored, this.#head.bytes), 'the end of the chain is missing')
    const newestOrder = await this.#draft.get(TABLE.heads, NEWEST_ORDER)
    if (newestOrder !== undefined) await this.#orderExists(newestOrder)
  }

  async #checkAccounts(): Promise<void> {
    const left = new Map(this.#accounts)
    for await (const [key, bytes] of this.#store.table(TABLE.accounts).range()) {
      const summed = left.get(toHex(key))
      ensure(
        summed !== undefined && isSameAmounts(summed, decodeAccount(bytes)),
        'a total is not the sum of its receipts',
      )
      left.delete(toHex(key))
    }
    ensure(left.size === 0, 'a total is missing')
  }
}
