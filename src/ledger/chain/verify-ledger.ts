import { SovError } from '../../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { AWARD, ENTRY, equalBytes, openStatement, receiptBundle, sha256, toHex, Verdict } from '../../wire/index.js'
import { continues, isFiled } from '../settlement/acceptance.js'
import {
  accountKeys,
  award,
  book,
  decodeAccount,
  emptyAccount,
  isSameAmounts,
  type Account,
} from '../balances/accounts.js'
import { counterparty, type Counterparty, type Role } from '../balances/counterparty.js'
import { endOf, isNext, NO_DIGEST } from './chain.js'
import { sideOf } from '../decisions/decisions.js'
import { ensure } from '../ensure.js'
import { readDroppedAccounts } from '../balances/dropped-accounts.js'
import { openEvidence, type Evidence } from '../settlement/evidence.js'
import { Gaps } from './gaps.js'
import type { Terms } from '../settlement/settlement.js'
import { positionKey } from './position.js'
import { readRecord } from '../records.js'
import { rowsToReceipt } from '../settlement/rows-to-receipt.js'
import type { SignedEntry } from '../signed.js'
import { accountKey, entryKey, HEAD, NEWEST_ORDER, TABLE } from '../tables.js'
import { openWholeTerms, type CarriedTerms } from '../settlement/terms.js'
import { Draft } from '../writer.js'

/** What a verified ledger still lacks. */
export interface VerifiedLedger {
  /** Own orders that entries name and that are lost, at least so many. */
  readonly missingOrders: number
}

/**
 * Walks the own chain from its first entry and compares everything that belongs to it: links, signatures, receipts on
 * both sides, pair numbers, totals, head. A start does so when the rows are not those that were verified before. What it
 * cannot see is the loss of the newest writes as a whole; only counterparties can.
 *
 * @returns what is missing without being a contradiction.
 * @throws {SovError} ERR_SOV_LEDGER_DAMAGED with `details.seq` of the entry and `details.reason`.
 */
export async function verifyLedger(store: Store, self: PeerIdString): Promise<VerifiedLedger> {
  return new Walk(store, self).run()
}

/** Distinct sets of credentials, price table and manifest that are kept opened: checking them is most of the work. */
const MAX_OPENED_TERMS = 1_000

class Walk {
  readonly #store: Store
  readonly #self: PeerIdString
  readonly #draft: Draft
  /** What the receipts add up to, by account key in hexadecimal. */
  #accounts = new Map<string, Account>()
  #gaps = new Gaps()
  readonly #opened = new Map<string, Terms>()
  readonly #missingOrders = new Set<string>()
  #head: SignedEntry | undefined

  constructor(store: Store, self: PeerIdString) {
    this.#store = store
    this.#self = self
    this.#draft = new Draft(store)
  }

  async run(): Promise<VerifiedLedger> {
    await this.#explain(async () => {
      this.#gaps = await Gaps.read(this.#store)
      this.#accounts = await readDroppedAccounts(this.#store)
    })
    for await (const [key, bytes] of this.#store.table(TABLE.entries).range()) {
      await this.#explain(() => this.#visit(key, bytes))
    }
    await this.#explain(async () => {
      await this.#checkHead()
      await this.#checkAccounts()
    })
    return { missingOrders: this.#missingOrders.size }
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
          'Move the data directory away and put a backup back with `sov-node restore`; without one start with an empty data directory, which is a new identity, and join again.',
        details: { seq: Number(seq), reason },
      })
    }
  }

  async #visit(key: Uint8Array, bytes: Uint8Array): Promise<void> {
    const entry = openStatement(ENTRY, bytes)
    const { value } = entry
    ensure(entry.signer === this.#self && peerIdFromBytes(value.author) === this.#self, 'it is by another author')
    ensure(equalBytes(key, entryKey(value.epoch, value.seq)), 'it is stored in the wrong place')
    ensure(
      this.#head === undefined || equalBytes(value.networkId, this.#head.value.networkId),
      'it is of another co-op than the entry before',
    )
    ensure(isNext(entry, endOf(this.#head, this.#gaps)), 'it does not follow the entry before')
    if (!equalBytes(value.newestOrder, NO_DIGEST)) await this.#orderExists(value.newestOrder)
    if (value.statement !== null) await this.#visitStatement(entry, value.statement.order)
    else if (value.countersign !== null) await this.#visitCountersign(entry, value.countersign.statement)
    else if (value.adjustment !== null) await this.#visitAdjustment(value.adjustment.award)
    else ensure(value.genesis !== null || value.epochReset !== null || value.succession !== null, 'its kind is unknown')
    if (value.statement === null && value.countersign === null) await this.#isTold(entry)
    this.#head = entry
  }

  /** What names nobody is told to everybody; damaged there, it would be refused by all. */
  async #isTold({ value, bytes }: SignedEntry): Promise<void> {
    const told = await this.#draft.get(TABLE.positions, positionKey(this.#self, value))
    ensure(told !== undefined && equalBytes(told, bytes), 'it is not what others are told')
  }

  /** Orders that nobody answered are kept by nobody else, so what is lost of them cannot be had back. */
  async #orderExists(digest: Uint8Array): Promise<void> {
    if ((await this.#draft.get(TABLE.records, digest)) === undefined) this.#missingOrders.add(toHex(digest))
  }

  async #visitStatement(entry: SignedEntry, orderDigest: Uint8Array): Promise<void> {
    const { order, terms, statement, answer } = await this.#evidenceOf(orderDigest)
    ensure(
      statement !== undefined && equalBytes(statement.entry.bytes, entry.bytes),
      'its receipt holds another statement',
    )
    ensure(terms.provider.peer === this.#self, 'its receipt is of another provider')
    if (answer?.body.verdict !== Verdict.VERDICT_ACCEPT) return
    const { pairNumber, pairTotal } = answer.body
    const acceptance = { order: order.digest, charge: statement.body.charge, total: pairTotal }
    ensure(await isFiled(this.#draft, terms.consumer.peer, pairNumber, acceptance), 'its pair number is not filed')
    ensure(await continues(this.#draft, terms.consumer.peer, pairNumber, acceptance), 'its pair total does not add up')
    this.#book(counterparty(terms, 'provider'), 'provider', statement.body.charge)
  }

  async #visitCountersign(entry: SignedEntry, named: Uint8Array): Promise<void> {
    const orderDigest = await this.#draft.get(TABLE.statements, named)
    ensure(orderDigest !== undefined, 'the statement that it answers is missing')
    const { terms, statement, answer } = await this.#evidenceOf(orderDigest)
    ensure(answer !== undefined && equalBytes(answer.entry.bytes, entry.bytes), 'its receipt holds another countersign')
    ensure(terms.consumer.peer === this.#self, 'its receipt is of another consumer')
    if (answer.body.verdict !== Verdict.VERDICT_ACCEPT || statement === undefined) return
    const provider = counterparty(terms, 'consumer')
    const { used, consumed } = this.#account(accountKey({ peer: provider.peer }), provider)
    ensure(answer.body.pairNumber === used + 1n, 'its pair number is not the next one')
    ensure(answer.body.pairTotal === consumed + statement.body.charge, 'its pair total does not add up')
    this.#book(provider, 'consumer', statement.body.charge)
  }

  async #visitAdjustment(bytes: Uint8Array): Promise<void> {
    const decision = openStatement(AWARD, bytes)
    const decided = await this.#draft.get(TABLE.awards, decision.value.subject)
    ensure(decided !== undefined && equalBytes(decided, bytes), 'its award is not filed')
    const side = await sideOf(this.#draft, decision, this.#self)
    ensure(side !== undefined, 'the statement that its award decides is missing')
    for (const key of accountKeys(side.other)) {
      this.#accounts.set(toHex(key), award(this.#account(key, side.other), side.amount))
    }
  }

  /** The receipt of an order, with everything in it opened and held against the order. */
  async #evidenceOf(orderDigest: Uint8Array): Promise<Evidence> {
    const record = await readRecord(this.#draft, orderDigest)
    ensure(record !== undefined, 'its receipt is missing')
    const evidence = openEvidence(record, (carried) => this.#termsOf(carried))
    ensure(equalBytes(evidence.order.digest, orderDigest), 'its receipt holds another order')
    for (const { table, key, value } of rowsToReceipt(evidence, this.#self)) {
      const stored = await this.#draft.get(table, key)
      ensure(stored !== undefined && equalBytes(stored, value ?? stored), `its receipt is missing in ${table}`)
    }
    return evidence
  }

  #termsOf({ consumer, provider, priceTable, manifest }: CarriedTerms): Terms {
    const carried = { consumer, provider, priceTable, manifest }
    const key = toHex(sha256(receiptBundle.encode(carried)))
    const known = this.#opened.get(key)
    if (known !== undefined) return known
    const terms = openWholeTerms(carried)
    if (this.#opened.size >= MAX_OPENED_TERMS) this.#opened.clear()
    this.#opened.set(key, terms)
    return terms
  }

  #account(key: Uint8Array, other: Counterparty): Account {
    return this.#accounts.get(toHex(key)) ?? emptyAccount(other)
  }

  #book(other: Counterparty, role: Role, charge: bigint): void {
    for (const key of accountKeys(other)) {
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
