import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import {
  COOP_GENESIS,
  equalBytes,
  openStatement,
  sha256,
  toHex,
  Verdict,
  type LedgerRecord,
  type ReceiptBundle,
} from '../../wire/index.js'
import { isSameAmounts, type Amounts } from '../balances/accounts.js'
import { AuditChain, reasonOf, type Shown } from './audit-chain.js'
import { AuditOthers } from './audit-others.js'
import { AuditOrders } from './audit-orders.js'
import { AuditPairs } from './audit-pairs.js'
import { AuditReceipts } from './audit-receipts.js'
import { Findings, type AuditReport, type AuditSubject } from './audit-report.js'
import type { Evidence } from '../settlement/evidence.js'
import type { ExportItem, SealItem } from './export-format.js'
import { verifyForkProof } from '../chain/position.js'
import type { SignedEntry } from '../signed.js'
import { Sums } from '../balances/sums.js'
import { accountKey, isPeerKey } from '../tables.js'
import { counterparty, type Counterparty } from '../balances/counterparty.js'

export interface AuditOptions {
  /** Network ids of the co-ops to trust, 32 bytes each. Without it the ledger, and what it settled with, may be of any. */
  readonly trust?: readonly Uint8Array[] | undefined
  /** @default all */
  readonly shown?: Shown
}

/**
 * Audits a ledger from its items: an exported file, or a store as {@link exportItems} tells it.
 *
 * @see docs/LEDGER.md#audit
 */
export async function auditItems(
  items: AsyncIterable<ExportItem | SealItem>,
  options: AuditOptions = {},
): Promise<AuditReport> {
  const findings = new Findings()
  let audit: Audit | undefined
  try {
    for await (const item of items) {
      if (item.kind === 'author') audit = new Audit(item.peer, findings, options)
      else audit?.take(item)
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    findings.add('file_unreadable', error.message)
  }
  return audit?.report() ?? { ...EMPTY, ...findings.report() }
}

const EMPTY = {
  author: undefined,
  networkId: undefined,
  federated: [],
  entries: 0,
  receipts: 0,
  orders: 0,
  leftOut: 0n,
  balances: [],
  forked: [],
}

/** One audit of what one author has signed. Items come in the order of an export. */
export class Audit {
  readonly #author: PeerIdString
  readonly #findings: Findings
  readonly #options: AuditOptions
  readonly #isWhole: boolean
  readonly #chain: AuditChain
  readonly #receipts: AuditReceipts
  readonly #pairs: AuditPairs
  readonly #orders: AuditOrders
  /** What is not in the ledger, and what is all in all. */
  readonly #carried = new Sums()
  readonly #sums = new Sums()
  readonly #accounts = new Sums()
  /** Digest of a statement → the other party; and those that the author has answered, or has seen decided. */
  readonly #statements = new Map<string, Counterparty>()
  readonly #answered = new Set<string>()
  readonly #decided = new Set<string>()
  readonly #stated = new Set<string>()
  readonly #others: AuditOthers
  readonly #forked = new Set<PeerIdString>()
  #networkId: Uint8Array | undefined
  #entries = 0
  #settled = 0
  #leftOut = 0n

  constructor(author: PeerIdString, findings: Findings, options: AuditOptions = {}) {
    const { shown = 'all' } = options
    this.#author = author
    this.#findings = findings
    this.#options = options
    this.#isWhole = shown === 'all'
    this.#chain = new AuditChain(author, findings, shown)
    this.#receipts = new AuditReceipts(author, findings, options.trust)
    this.#pairs = new AuditPairs(findings)
    this.#orders = new AuditOrders(author, findings)
    this.#others = new AuditOthers(findings)
  }

  take(item: Exclude<ExportItem, { kind: 'author' }> | SealItem): void {
    switch (item.kind) {
      case 'genesis':
        this.#takeGenesis(item.bytes)
        break
      case 'newestOrder':
        this.#orders.name(item.digest, 'the export')
        break
      case 'gap':
        this.#leftOut += item.gap.last - item.gap.first + 1n
        this.#chain.addGap(item.gap)
        break
      case 'leftOutOrder':
        this.#orders.leaveOut(item.digest)
        break
      case 'carried':
        this.#carried.add(item.key, item.amounts)
        this.#sums.add(item.key, item.amounts)
        break
      case 'policyDecision':
        this.#orders.addDecision(sha256(item.document))
        break
      case 'entry':
        this.#takeEntry(item.record)
        break
      case 'order':
        this.#takeOrder(item.record)
        break
      case 'account':
        this.#accounts.add(item.key, item.amounts)
        break
      case 'position':
        this.#read(() => this.#others.visit(item.bytes, {}))
        break
      case 'fork':
        this.#read(() => this.#forked.add(verifyForkProof(item.proof).author))
        break
      case 'seal':
        if (!item.isValid) this.#findings.add('seal_broken', 'the author has not signed the file as it is')
    }
  }

  report(): AuditReport {
    const { trust } = this.#options
    if (this.#networkId === undefined && this.#orders.count > 0) {
      this.#findings.add('other_coop', 'the ledger does not say of which co-op it is')
    }
    if (trust?.some((id) => this.#networkId !== undefined && equalBytes(id, this.#networkId)) === false) {
      this.#findings.add('other_coop', 'the ledger is of another co-op')
    }
    const carried = this.#isWhole ? (peer: PeerIdString) => this.#carried.get(accountKey({ peer })) : undefined
    this.#chain.finish()
    this.#pairs.finish(carried)
    this.#orders.finish(this.#isWhole)
    if (this.#isWhole) this.#checkSums()
    return {
      author: this.#author,
      networkId: this.#networkId && toHex(this.#networkId),
      federated: this.#receipts.federated,
      entries: this.#entries,
      receipts: this.#settled,
      orders: this.#orders.count,
      leftOut: this.#leftOut,
      balances: this.#isWhole ? [...this.#balances()] : [],
      forked: [...this.#forked],
      ...this.#findings.report(),
    }
  }

  #takeGenesis(bytes: Uint8Array): void {
    try {
      const { signer, value, digest } = openStatement(COOP_GENESIS, bytes)
      if (peerIdFromBytes(value.root) !== signer) throw new Error('its root has not signed it')
      const coop = { networkId: digest, root: signer }
      this.#networkId = digest
      this.#chain.setCoop(coop)
      this.#receipts.setCoop(coop)
    } catch (error) {
      this.#findings.add('other_coop', `the genesis of the co-op is not valid: ${reasonOf(error)}`)
    }
  }

  #takeEntry({ entry: bytes, receipt }: LedgerRecord): void {
    this.#entries++
    const entry = this.#chain.visit(bytes)
    if (entry === undefined) return
    const { epoch, seq, newestOrder, statement, countersign, adjustment } = entry.value
    const subject = { epoch, seq }
    this.#orders.name(newestOrder, `entry ${String(seq)}`)
    this.#read(() => this.#pairs.confirm(entry.value, subject))
    if (adjustment !== null) this.#takeAward(entry, subject)
    if (statement === null && countersign === null) return
    if (receipt === null) {
      this.#findings.add('receipt_missing', `the receipt of entry ${String(seq)} is missing`, subject)
      return
    }
    const evidence = this.#receipts.visit(receipt, subject)
    if (evidence === undefined) return
    const half = statement === null ? evidence.answer : evidence.statement
    if (half === undefined || !equalBytes(half.entry.bytes, entry.bytes)) {
      this.#findings.add('receipt_contradicts', `the receipt of entry ${String(seq)} holds another one`, subject)
      return
    }
    this.#takeEvidence(evidence, subject)
    if (statement === null) this.#takeCountersign(evidence, subject)
    else this.#takeStatement(evidence, subject)
  }

  #takeOrder(record: ReceiptBundle): void {
    const evidence = this.#receipts.visit(record, {})
    if (evidence === undefined) return
    this.#takeEvidence(evidence, {})
    for (const half of [evidence.statement, evidence.answer]) {
      if (half?.entry.signer !== this.#author) continue
      const { epoch, seq } = half.entry.value
      const message = `entry ${String(seq)} is in a receipt and not in the chain`
      this.#findings.add('entries_missing', message, { epoch, seq })
    }
  }

  /** What a receipt of the author's own work and of the work of others have in common. */
  #takeEvidence({ order, terms, statement, answer }: Evidence, subject: AuditSubject): void {
    this.#orders.visit(order, this.#isWhole)
    if (statement !== undefined) {
      this.#statements.set(toHex(statement.entry.digest), this.#otherIn(terms))
    }
    for (const half of [statement, answer]) {
      if (half === undefined || half.entry.signer === this.#author) continue
      this.#read(() => this.#others.visit(half.entry.bytes, subject))
    }
  }

  /** The author as a provider. */
  #takeStatement({ order, terms, statement, answer }: Evidence, subject: AuditSubject): void {
    const about = { ...subject, orderId: toHex(order.value.orderId), peer: terms.consumer.peer }
    const digest = toHex(order.digest)
    if (this.#stated.has(digest)) this.#findings.add('stated_twice', 'one order was stated twice', about)
    this.#stated.add(digest)
    if (statement === undefined || answer?.body.verdict !== Verdict.VERDICT_ACCEPT) return
    this.#settled++
    const { charge } = statement.body
    this.#book(this.#otherIn(terms), { served: 1n, contributed: charge })
    const { pairNumber: number, pairTotal: total } = answer.body
    const accepted = { number, total, charge, countersign: answer.entry.digest, subject: about }
    this.#pairs.receive(terms.consumer.peer, accepted)
  }

  /** The author as a consumer. */
  #takeCountersign({ order, terms, statement, answer }: Evidence, subject: AuditSubject): void {
    if (statement === undefined || answer === undefined) return
    const about = { ...subject, orderId: toHex(order.value.orderId), peer: terms.provider.peer }
    const digest = toHex(statement.entry.digest)
    if (this.#answered.has(digest)) this.#findings.add('answered_twice', 'one statement was answered twice', about)
    this.#answered.add(digest)
    if (answer.body.verdict !== Verdict.VERDICT_ACCEPT) return
    this.#settled++
    const { charge } = statement.body
    this.#book(this.#otherIn(terms), { used: 1n, consumed: charge })
    const { pairNumber: number, pairTotal: total } = answer.body
    this.#pairs.give(
      terms.provider.peer,
      { number, total, charge, countersign: answer.entry.digest, subject: about },
      this.#isWhole ? (peer) => this.#carried.get(accountKey({ peer })) : undefined,
    )
  }

  #takeAward(entry: SignedEntry, subject: AuditSubject): void {
    const award = this.#chain.award(entry)
    if (award === undefined) return
    const { debtor, creditor, amount, subject: decided } = award.value
    const digest = toHex(decided)
    const other = this.#statements.get(digest)
    const isBetween = (peer: PeerIdString): boolean =>
      [debtor, creditor].some((party) => equalBytes(party, peerIdToBytes(peer)))
    if (this.#decided.has(digest)) {
      this.#findings.add('grant_invalid', 'one statement was decided twice', subject)
    } else if (other === undefined || !isBetween(other.peer) || !isBetween(this.#author)) {
      if (this.#isWhole) this.#findings.add('grant_invalid', 'an award is not about a statement of the two', subject)
    } else {
      this.#book(other, { awarded: equalBytes(creditor, peerIdToBytes(this.#author)) ? amount : -amount })
    }
    this.#decided.add(digest)
  }

  #otherIn(terms: Evidence['terms']): Counterparty {
    return counterparty(terms, terms.consumer.peer === this.#author ? 'consumer' : 'provider')
  }

  #book({ peer, orgId }: Counterparty, change: Partial<Amounts>): void {
    this.#sums.add(accountKey({ peer }), change)
    this.#sums.add(accountKey({ orgId }), change)
  }

  #read(read: () => void): void {
    try {
      read()
    } catch (error) {
      this.#findings.add('receipt_contradicts', `what is kept of others is not valid: ${reasonOf(error)}`)
    }
  }

  #checkSums(): void {
    const keys = new Map([...this.#sums.all(), ...this.#accounts.all()].map(({ key }) => [toHex(key), key]))
    for (const key of keys.values()) {
      if (isSameAmounts(this.#sums.get(key), this.#accounts.get(key))) continue
      const whose = isPeerKey(key) ? `peer ${peerIdFromBytes(key)}` : `organisation ${Buffer.from(key).toString()}`
      const message = `the account of ${whose} is not the sum of its receipts`
      this.#findings.add('sum_wrong', message, isPeerKey(key) ? { peer: peerIdFromBytes(key) } : {})
    }
  }

  *#balances(): Iterable<AuditReport['balances'][number]> {
    for (const { key, amounts } of this.#sums.all()) {
      if (!isPeerKey(key)) continue
      const { contributed, consumed, awarded } = amounts
      yield { peer: peerIdFromBytes(key), contributed, consumed, awarded, balance: contributed - consumed + awarded }
    }
  }
}

function isUnreadable(error: unknown): error is SovError {
  return (
    SovError.isInstance(error, 'ERR_SOV_WIRE_FORMAT') ||
    SovError.isInstance(error, 'ERR_SOV_WIRE_LIMIT') ||
    SovError.isInstance(error, 'ERR_SOV_WEAK_KEY')
  )
}
