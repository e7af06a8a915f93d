import type { PeerIdString } from '../../identity/index.js'
import { verifyCredentialChain, type VerifiedChain } from '../../membership/index.js'
import {
  DisputeReason,
  equalBytes,
  StatementStatus,
  toHex,
  Verdict,
  type CredentialChain,
  type ReceiptBundle,
} from '../../wire/index.js'
import { reasonOf } from './audit-chain.js'
import type { AuditSubject, Findings } from './audit-report.js'
import { openEvidence, type Evidence } from '../settlement/evidence.js'
import type { Coop } from '../decisions/grants.js'
import { judgeStatement } from '../settlement/judge-statement.js'
import { chargeFor } from '../settlement/terms.js'

/** Checks receipts one by one: what is signed, under which credentials and prices, and what it cost. */
export class AuditReceipts {
  readonly #author: PeerIdString
  readonly #findings: Findings
  readonly #trust: readonly Uint8Array[] | undefined
  readonly #federated = new Set<string>()
  #coop: Coop | undefined

  /** @param trust - network ids of the co-ops that the author may have settled with; undefined = any. */
  constructor(author: PeerIdString, findings: Findings, trust: readonly Uint8Array[] | undefined) {
    this.#author = author
    this.#findings = findings
    this.#trust = trust
  }

  /** Network ids of other co-ops whose members are in the receipts, in hexadecimal. */
  get federated(): readonly string[] {
    return [...this.#federated].sort()
  }

  setCoop(coop: Coop): void {
    this.#coop = coop
  }

  /** What a record proves; undefined when it contradicts itself. */
  visit(record: ReceiptBundle, subject: AuditSubject): Evidence | undefined {
    const evidence = this.#open(record, subject)
    if (evidence === undefined) return undefined
    const about = { ...subject, orderId: toHex(evidence.order.value.orderId) }
    this.#checkCredential(record.consumer, 'consumer', evidence, about)
    const provider = this.#checkCredential(record.provider, 'provider', evidence, about)
    if (provider !== undefined) this.#checkPrices(evidence, provider, about)
    // A disputed statement is worth nothing, whatever it says.
    if (evidence.answer?.body.verdict !== Verdict.VERDICT_DISPUTE) this.#checkStatement(evidence, about)
    return evidence
  }

  #open(record: ReceiptBundle, subject: AuditSubject): Evidence | undefined {
    try {
      return openEvidence(record)
    } catch (error) {
      this.#findings.add('receipt_contradicts', `a receipt contradicts itself: ${reasonOf(error)}`, subject)
      return undefined
    }
  }

  #checkCredential(
    chain: CredentialChain | null,
    party: 'consumer' | 'provider',
    { order }: Evidence,
    subject: AuditSubject,
  ): VerifiedChain | undefined {
    if (chain === null || this.#coop === undefined) return undefined
    try {
      const verified = verifyCredentialChain(chain, { atMs: Number(order.value.createdMs) })
      this.#checkCoop(verified, this.#coop)
      return verified
    } catch (error) {
      const message = `the ${party} of an order was no member when it was made: ${reasonOf(error)}`
      this.#findings.add('credential_invalid', message, subject)
      return undefined
    }
  }

  /** The author is of the co-op of its ledger; the other one may be of another, which has to be trusted. */
  #checkCoop({ networkId, subject }: VerifiedChain, own: Coop): void {
    if (equalBytes(networkId, own.networkId)) return
    if (subject === this.#author) throw new Error('it is of another co-op')
    this.#federated.add(toHex(networkId))
    if (this.#trust?.some((id) => equalBytes(id, networkId)) === false) throw new Error('its co-op is not trusted')
  }

  #checkPrices({ order, terms: { priceTable } }: Evidence, provider: VerifiedChain, subject: AuditSubject): void {
    if (priceTable.signer !== provider.root) {
      const message = "an order names prices that the root of the provider's co-op has not signed"
      this.#findings.add('prices_invalid', message, subject)
    }
    if (priceTable.value.effectiveMs > order.value.createdMs) {
      this.#findings.add('prices_invalid', 'an order names prices that were not in force yet', subject)
    }
  }

  #checkStatement({ order, terms, voucher, statement }: Evidence, subject: AuditSubject): void {
    if (statement === undefined || voucher === undefined) return
    const { promptTokens, cachedTokens, charge, status, isAttested } = statement.body
    // What only the two could see, the number of prompt tokens and who counted, is taken as stated.
    const told = { promptTokens, cachedTokens, attestedAbove: isAttested ? -1 : Infinity }
    const reason = judgeStatement(statement.body, order, terms, { voucher, ...told })
    if (reason === DisputeReason.DISPUTE_REASON_CHARGE) {
      const due = String(chargeFor(terms, statement.body))
      const most = String(order.value.maxCharge)
      const message = `${String(charge)} work units are charged; the price table says ${due}, the order at most ${most}`
      this.#findings.add('charge_wrong', message, subject)
    } else if (reason !== DisputeReason.DISPUTE_REASON_UNSPECIFIED) {
      this.#findings.add('counts_differ', 'a statement is not about what was ordered and acknowledged', subject)
    } else if (!voucher.value.isFinal && status !== StatementStatus.STATEMENT_STATUS_FAILED) {
      this.#findings.add('counts_differ', 'a finished answer was stated by a voucher that is not the last', subject)
    }
  }
}
