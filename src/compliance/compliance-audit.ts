import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { readExport, type ExportItem, type SealItem } from '../ledger/index.js'
import { ORDER_LIFE_MS } from '../limits.js'
import type { ReceiptBundle } from '../wire/index.js'
import { Documents } from './documents.js'
import type { ComplianceOptions, ComplianceReport, Disclosure, Violation, ViolationCode } from './index.js'
import { Judgement } from './judgement.js'
import { openOwnOrder } from './own-order.js'

/**
 * Judges every order of an exported ledger again.
 *
 * @param pieces - the export, in pieces of any size; see docs/LEDGER.md#export.
 */
export async function auditCompliance(
  pieces: AsyncIterable<Uint8Array>,
  options: ComplianceOptions = {},
): Promise<ComplianceReport> {
  const audit = new ComplianceAudit(options)
  try {
    for await (const item of readExport(pieces)) audit.take(item)
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
    audit.broken(error.message)
  }
  return audit.report()
}

class ComplianceAudit {
  readonly #options: ComplianceOptions
  readonly #sinceMs: number
  readonly #documents: Documents
  readonly #violations: Violation[] = []
  readonly #disclosures: Disclosure[] = []
  #author: PeerIdString | undefined

  constructor(options: ComplianceOptions) {
    this.#options = options
    this.#sinceMs = options.sinceMs ?? 0
    this.#documents = new Documents(this.#sinceMs - ORDER_LIFE_MS)
  }

  /** What says nothing about disclosures is for `ledger audit`. */
  take(item: ExportItem | SealItem): void {
    if (item.kind === 'author') this.#author = item.peer
    if (item.kind === 'policyDecision') this.#documents.add(item.document)
    if (item.kind === 'entry' && item.record.receipt !== null) this.#judge(item.record.receipt)
    if (item.kind === 'order') this.#judge(item.record)
    if (item.kind === 'seal' && !item.isValid) this.broken('the author has not signed the log as it is')
  }

  broken(message: string): void {
    this.#violate('log_broken', message)
  }

  report(): ComplianceReport {
    const count = (verdict: Disclosure['verdict']): number =>
      this.#disclosures.filter((disclosure) => disclosure.verdict === verdict).length
    return {
      author: this.#author,
      sinceMs: this.#sinceMs,
      untilMs: this.#options.untilMs,
      requests: new Set(this.#disclosures.map(({ requestId }) => requestId)).size,
      orders: this.#disclosures.length,
      allowed: count('allowed'),
      byOwner: count('owner'),
      violations: this.#violations,
      disclosures: this.#disclosures,
    }
  }

  #judge(record: ReceiptBundle): void {
    const opened = openOwnOrder(record, this.#author)
    if (opened === undefined) return
    if ('reason' in opened) {
      this.#violate('order_invalid', opened.reason)
      return
    }
    const atMs = Number(opened.order.value.createdMs)
    const { untilMs = Infinity, groupsAt, trust } = this.#options
    if (atMs < this.#sinceMs || atMs >= untilMs) return
    const judgement = new Judgement(opened, { documents: this.#documents, groups: groupsAt?.(atMs), trust })
    const subject = {
      orderId: opened.orderId,
      peer: peerIdFromBytes(opened.order.value.provider),
    }
    for (const { code, message } of judgement.violations) this.#violate(code, message, subject)
    this.#disclosures.push(judgement.disclosure)
  }

  #violate(code: ViolationCode, message: string, subject: Partial<Pick<Violation, 'orderId' | 'peer'>> = {}): void {
    this.#violations.push({ code, message, orderId: subject.orderId, peer: subject.peer })
  }
}
