import type { Clock } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import { peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { MAX_DELIVERIES, ORDER_LIFE_MS, VOUCHER_MS, VOUCHER_TOKENS } from '../limits.js'
import {
  AuditClass,
  DisputeReason,
  ENTRY,
  equalBytes,
  modelManifest,
  openStatement,
  ORDER,
  sha256,
  signStatement,
  Verdict,
  VOUCHER,
  type Countersign,
  type Order,
  type Statement,
} from '../wire/index.js'
import { bookSettlement, readAccount, type Account } from './accounts.js'
import { append, NO_DIGEST } from './chain.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { Acknowledgement, Countersigned, CountersignInput, OrderInput, Terms } from './index.js'
import { isWithin, judgeStatement } from './judge-statement.js'
import { misbehaved } from './misbehaved.js'
import { checkVoucher } from './open.js'
import { worstCharge } from './price.js'
import { newRecord, putRecord, readRecord } from './records.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
import { NEWEST_ORDER, TABLE, undeliveredKey } from './tables.js'
import { chargeFor, difference, isSameOrganisation, openTerms } from './terms.js'
import type { Writer } from './writer.js'

interface ConsumerSideComponents {
  readonly signer: Signer
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  readonly writer: Writer
  readonly bootNonce: Uint8Array
}

const ORDER_ID_BYTES = 16
const DIGEST_BYTES = 32

/** What the ledger does while this node has work done by others. */
export class ConsumerSide {
  readonly #signer: Signer
  readonly #clock: Clock
  readonly #random: (bytes: number) => Uint8Array
  readonly #writer: Writer
  readonly #bootNonce: Uint8Array
  /** Orders of this boot so far, and the digest of the newest: the next one is linked to it. */
  #orderCount = 0n
  #newestOrder = NO_DIGEST
  #writeFailure: SovError | undefined

  constructor({ signer, clock, random, writer, bootNonce }: ConsumerSideComponents) {
    this.#signer = signer
    this.#clock = clock
    this.#random = random
    this.#writer = writer
    this.#bootNonce = bootNonce
  }

  /** See `Ledger.createOrder`. */
  createOrder(input: OrderInput): SignedOrder {
    if (this.#writeFailure !== undefined) throw this.#writeFailure
    const value = this.#orderOf(input)
    if (input.consumer.peer !== this.#signer.peerId || difference(value, input) !== undefined) {
      throw new SovError('ERR_SOV_INTERNAL', 'an order is made by its consumer, for another member of the co-op')
    }
    const order = signStatement(ORDER, value, this.#signer)
    this.#orderCount = order.value.orderNumber
    this.#newestOrder = order.digest
    this.#writer
      .run((draft) => {
        putRecord(draft, order, newRecord(order, input))
        draft.put(TABLE.heads, NEWEST_ORDER, order.digest)
        return Promise.resolve()
      })
      .catch((cause: unknown) => {
        // Later orders are linked to this one, so they would stand on nothing.
        this.#writeFailure = toSovError(cause)
      })
    return order
  }

  /** See `Ledger.acknowledge`. */
  acknowledge(order: SignedOrder, terms: Terms, acknowledgement: Acknowledgement): SignedVoucher {
    const { number, outputTokens, outputCommitment, isFinal } = acknowledgement
    // Never sign for more than was ordered, whatever the provider has delivered or told.
    if (!isWithin(acknowledgement, order)) throw misbehaved('the provider exceeds the limits of the order')
    const charge = chargeFor(terms, acknowledgement)
    return signStatement(
      VOUCHER,
      { order: order.digest, number, outputTokens, outputCommitment, charge, isFinal },
      this.#signer,
    )
  }

  /** See `Ledger.countersign`. */
  async countersign(order: SignedOrder, input: CountersignInput): Promise<Countersigned> {
    const { voucher } = input
    checkVoucher(voucher, order)
    if (!voucher.value.isFinal) {
      throw new SovError('ERR_SOV_INTERNAL', 'a statement is held against the final voucher of its order')
    }
    const entry = openStatement(ENTRY, input.statement)
    const statement = statementOf(entry, order)
    return this.#writer.run(async (draft) => {
      const record = await readRecord(draft, order.digest)
      if (record === undefined) {
        throw this.#writeFailure ?? new SovError('ERR_SOV_RECEIPT_NOT_FOUND', 'the order is not in the ledger')
      }
      if (record.countersign.length > 0) {
        if (!equalBytes(record.statement, entry.bytes)) throw misbehaved('the provider has stated one order twice')
        return result(openStatement(ENTRY, record.countersign), statement)
      }
      const terms = openTerms(record)
      const subject = { statement: entry.digest, provider: order.value.provider }
      const reason = judgeStatement(statement, order, terms, input)
      const isAccepted = reason === DisputeReason.DISPUTE_REASON_UNSPECIFIED
      const countersign = isAccepted
        ? accept(subject, statement, await readAccount(draft, terms.provider))
        : dispute(subject, reason, input)
      const answer = await append(
        draft,
        {
          signer: this.#signer,
          timeMs: this.#clock.nowMs(),
          networkId: order.value.networkId,
          credential: order.value.consumerCredential,
        },
        { countersign },
      )
      if (isAccepted) await bookSettlement(draft, terms.provider, 'consumer', statement.charge)
      draft.put(TABLE.statements, entry.digest, order.digest)
      draft.put(TABLE.undelivered, undeliveredKey(entry.signer, answer.digest), order.digest)
      putRecord(draft, order, {
        ...record,
        voucher: voucher.bytes,
        statement: entry.bytes,
        countersign: answer.bytes,
      })
      return result(answer, statement)
    })
  }

  /** See `Ledger.undelivered`. */
  async undelivered(provider: PeerIdString): Promise<readonly SignedEntry[]> {
    const from = undeliveredKey(provider, new Uint8Array(0))
    const to = undeliveredKey(provider, new Uint8Array(DIGEST_BYTES + 1).fill(0xff))
    return this.#writer.run(async (draft) => {
      const countersigns: SignedEntry[] = []
      for await (const [, order] of draft.stored(TABLE.undelivered, { from, to, limit: MAX_DELIVERIES })) {
        const record = await readRecord(draft, order)
        if (record !== undefined) countersigns.push(openStatement(ENTRY, record.countersign))
      }
      return countersigns
    })
  }

  /** See `Ledger.delivered`. */
  async delivered(provider: PeerIdString, countersign: Uint8Array): Promise<void> {
    await this.#writer.run((draft) => {
      draft.del(TABLE.undelivered, undeliveredKey(provider, countersign))
      return Promise.resolve()
    })
  }

  #orderOf(input: OrderInput): Order {
    const { consumer, provider, priceTable, manifest, rootOrderId, continuation } = input
    const { shardIndex = 0, shardCount = 1, auditClass = AuditClass.AUDIT_CLASS_NONE } = input
    const now = BigInt(this.#clock.nowMs())
    const isFirst = continuation === 0 && shardIndex === 0
    return {
      networkId: consumer.credential.networkId,
      orderId: isFirst ? rootOrderId : this.#random(ORDER_ID_BYTES),
      consumer: peerIdToBytes(consumer.peer),
      provider: peerIdToBytes(provider.peer),
      consumerCredential: consumer.credentialDigest,
      providerCredential: provider.credentialDigest,
      createdMs: now,
      expiresMs: now + BigInt(ORDER_LIFE_MS),
      modelManifest: sha256(modelManifest.encode(manifest)),
      requestCommitment: input.requestCommitment,
      paramsCommitment: input.paramsCommitment,
      maxPromptTokens: input.maxPromptTokens,
      maxOutputTokens: input.maxOutputTokens,
      priceTable: priceTable.digest,
      maxCharge: worstCharge(priceTable.value, manifest, input, isSameOrganisation(input)),
      voucherTokens: VOUCHER_TOKENS,
      voucherMs: VOUCHER_MS,
      policyDecision: input.policyDecision,
      rootOrderId,
      shardIndex,
      shardCount,
      continuation,
      auditClass,
      providerBootNonce: input.providerBootNonce,
      consumerBootNonce: this.#bootNonce,
      orderNumber: this.#orderCount + 1n,
      previousOrder: this.#newestOrder,
    }
  }
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the entry is no statement of this order by its provider. */
function statementOf(entry: SignedEntry, { value, digest }: SignedOrder): Statement {
  const author = peerIdToBytes(entry.signer)
  if (!equalBytes(author, value.provider) || !equalBytes(author, entry.value.author)) {
    throw misbehaved('the statement is not signed by the provider of the order')
  }
  if (!equalBytes(entry.value.networkId, value.networkId)) throw misbehaved('the statement is of another co-op')
  const statement = statementIn(entry)
  if (!equalBytes(statement.order, digest)) throw misbehaved('the statement is of another order')
  return statement
}

type Subject = Pick<Countersign, 'statement' | 'provider'>

function accept(subject: Subject, { charge }: Statement, account: Account): Countersign {
  return {
    ...subject,
    verdict: Verdict.VERDICT_ACCEPT,
    reason: DisputeReason.DISPUTE_REASON_UNSPECIFIED,
    ownPromptTokens: 0,
    ownOutputTokens: 0,
    ownCharge: 0n,
    pairNumber: account.used + 1n,
    pairTotal: account.consumed + charge,
  }
}

function dispute(subject: Subject, reason: DisputeReason, { promptTokens, voucher }: CountersignInput): Countersign {
  return {
    ...subject,
    verdict: Verdict.VERDICT_DISPUTE,
    reason,
    ownPromptTokens: promptTokens,
    ownOutputTokens: voucher.value.outputTokens,
    ownCharge: voucher.value.charge,
    pairNumber: 0n,
    pairTotal: 0n,
  }
}

function result(entry: SignedEntry, statement: Statement): Countersigned {
  const { verdict, reason } = countersignIn(entry)
  return { entry, verdict, reason, charge: statement.charge }
}
