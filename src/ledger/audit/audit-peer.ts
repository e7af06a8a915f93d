import { peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { MIN_RETENTION_DAYS } from '../../limits.js'
import type { Readable } from '../../store/index.js'
import {
  equalBytes,
  openStatement,
  ORDER,
  receiptBundle,
  toHex,
  type ForkProof,
  type LedgerFrame,
  type LedgerRecord,
  type ReceiptBundle,
} from '../../wire/index.js'
import { Audit } from './audit.js'
import { reasonOf } from './audit-chain.js'
import { Findings, type AuditReport, type AuditSubject } from './audit-report.js'
import { misbehaved } from '../misbehaved.js'
import { comparePlaces, exclude, openPosition, positionKey, type Place, type Position } from '../chain/position.js'
import type { OutboundFrame } from '../exchange/questions.js'
import { readRecord } from '../records.js'
import { TABLE } from '../tables.js'
import { Draft } from '../writer.js'
import { envelopeAt } from '../chain/witness.js'

export interface PeerAuditComponents {
  /** What this node holds now, and what it held before the peer was asked. */
  readonly now: Readable
  readonly before: Readable
  readonly self: PeerIdString
  readonly clock: { readonly nowMs: () => number }
  /** Envelope of the co-op's genesis. */
  readonly genesis: Uint8Array
  /** True when this node may read all entries of others, by its credential. */
  readonly isAuditor: boolean
  readonly ask: (question: OutboundFrame) => Promise<LedgerFrame>
  /** Told of a proof that the peer has signed two chains. */
  readonly onFork: (proof: ForkProof) => Promise<void>
}

const BEGIN: Place = { epoch: 1, seq: 1n }
const DAY_MS = 24 * 3_600_000

/**
 * Audits what a connected peer shows of its chain, and holds it against what this node has: both sides of a receipt are
 * the same bytes, and what the peer has signed it shows.
 *
 * @throws {SovError} what asking throws; ERR_SOV_PEER_MISBEHAVED when the answer is no part of its chain.
 */
export async function auditPeer(peer: PeerIdString, components: PeerAuditComponents): Promise<AuditReport> {
  const findings = new Findings()
  const audit = new Audit(peer, findings, { shown: components.isAuditor ? 'all but dropped entries' : 'some' })
  audit.take({ kind: 'genesis', bytes: components.genesis })
  const comparison = new Comparison(peer, findings, components)
  for await (const record of shownBy(peer, components.ask)) {
    audit.take({ kind: 'entry', record })
    await comparison.visit(record)
  }
  await comparison.finish()
  return audit.report()
}

async function* shownBy(peer: PeerIdString, ask: PeerAuditComponents['ask']): AsyncGenerator<LedgerRecord> {
  let { epoch, seq } = BEGIN
  let last: Place = { epoch: 0, seq: 0n }
  for (;;) {
    const { records } = await ask({ range: { author: peerIdToBytes(peer), epoch, fromSeq: seq } })
    for (const record of records?.records ?? []) {
      const position = openPosition(record.entry)
      // Whoever went back would keep us busy for ever.
      if (comparePlaces(position, last) <= 0) throw misbehaved('the peer shows its entries out of order')
      last = { epoch: position.epoch, seq: position.seq }
      yield record
    }
    if (records?.hasMore !== true || records.records.length === 0) return
    ;({ epoch } = last)
    seq = last.seq + 1n
  }
}

/** Holds what a peer shows against what this node has of it. */
class Comparison {
  readonly #peer: PeerIdString
  readonly #findings: Findings
  readonly #components: PeerAuditComponents
  readonly #draft: Draft
  /** Places of the peer's chain that it has shown. */
  readonly #shown = new Set<string>()

  constructor(peer: PeerIdString, findings: Findings, components: PeerAuditComponents) {
    this.#peer = peer
    this.#findings = findings
    this.#components = components
    this.#draft = new Draft(components.now)
  }

  async visit({ entry, receipt }: LedgerRecord): Promise<void> {
    const position = openPosition(entry)
    this.#shown.add(placeOf(position))
    await this.#compareEntry(position)
    if (receipt === null) return
    try {
      await this.#compareReceipt(receipt, subjectOf(position))
    } catch (error) {
      this.#findings.add('differs', `what the peer shows cannot be compared: ${reasonOf(error)}`, subjectOf(position))
    }
  }

  /** What the peer has signed and this node has, and the peer has not shown. */
  async finish(): Promise<void> {
    const { before, clock } = this.#components
    const range = { from: positionKey(this.#peer, BEGIN), to: Buffer.concat([peerIdToBytes(this.#peer), END]) }
    for await (const [key] of before.table(TABLE.positions).range(range)) {
      const bytes = await envelopeAt(this.#draft, key, this.#peer)
      if (bytes === undefined) continue
      const position = openPosition(bytes)
      if (this.#shown.has(placeOf(position))) continue
      const age = clock.nowMs() - Number(position.entry?.timeMs ?? 0n)
      const message = `the peer does not show its entry ${String(position.seq)}, which this node has`
      const isOld = age > MIN_RETENTION_DAYS * DAY_MS
      this.#findings.add(isOld ? 'dropped_there' : 'unknown_there', message, subjectOf(position))
    }
  }

  async #compareEntry(position: Position): Promise<void> {
    const key = positionKey(this.#peer, position)
    const known = await envelopeAt(this.#draft, key, this.#peer)
    if (known === undefined || !exclude(openPosition(known), position)) return
    const message = `the peer shows another entry ${String(position.seq)} than this node has of it`
    this.#findings.add('forked', message, subjectOf(position))
    await this.#components.onFork({ first: known, second: position.bytes })
  }

  async #compareReceipt(theirs: ReceiptBundle, subject: AuditSubject): Promise<void> {
    const { self } = this.#components
    const { value, digest } = openStatement(ORDER, theirs.order)
    const me = peerIdToBytes(self)
    const isOwn = equalBytes(value.consumer, me)
    // An auditor also sees what others have settled among themselves.
    if (!isOwn && !equalBytes(value.provider, me)) return
    const about = { ...subject, orderId: toHex(value.orderId) }
    const stored = await this.#draft.get(TABLE.records, digest)
    if (stored === undefined ? await this.#isDropped(isOwn) : stored.length === 0) return
    const ours = await readRecord(this.#draft, digest)
    if (ours === undefined) {
      this.#findings.add('unknown_here', 'the peer shows a receipt of this node that is not here', about)
      return
    }
    const isSettled = ours.countersign.length > 0 && theirs.countersign.length > 0
    // Before that the consumer may owe a newer voucher than the provider has.
    if (isSettled) this.#compareHalf('voucher', ours.voucher, theirs.voucher, about)
    this.#compareHalf('statement', ours.statement, theirs.statement, about)
    this.#compareHalf('countersign', ours.countersign, theirs.countersign, about)
    const { voucher, statement, countersign } = ours
    const rest = receiptBundle.encode({ ...theirs, voucher, statement, countersign })
    if (!equalBytes(receiptBundle.encode(ours), rest))
      this.#findings.add('differs', 'the two have different credentials or prices for one order', about)
  }

  #compareHalf(name: string, ours: Uint8Array, theirs: Uint8Array, subject: AuditSubject): void {
    if (equalBytes(ours, theirs)) return
    if (ours.length === 0) this.#findings.add('not_handed_in', `the peer has a ${name} that is not here`, subject)
    else if (theirs.length === 0) this.#findings.add('not_handed_in', `the peer does not have the ${name}`, subject)
    else this.#findings.add('differs', `the two have different ${name}s for one order`, subject)
  }

  /** Of others' orders nothing is left when they are dropped, and of own ones the digest. */
  async #isDropped(isOwn: boolean): Promise<boolean> {
    if (isOwn) return false
    return (await this.#draft.get(TABLE.droppedAccounts, peerIdToBytes(this.#peer))) !== undefined
  }
}

/** After every place of a chain. */
const END = new Uint8Array(13).fill(0xff)

function placeOf({ epoch, seq }: Place): string {
  return `${String(epoch)}/${String(seq)}`
}

function subjectOf({ epoch, seq, author }: Position): AuditSubject {
  return { epoch, seq, peer: author }
}
