import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, peerIdToBytes, type Signer } from '../identity/index.js'
import { ENTRY, equalBytes, openStatement, ORDER, Verdict, type Countersign, type Statement } from '../wire/index.js'
import { fileAcceptance } from './acceptance.js'
import { bookSettlement } from './accounts.js'
import { Admission } from './admission.js'
import { append } from './chain.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { AdmissionFacts, OrderRefusal, StatementInput } from './index.js'
import { isWithin } from './judge-statement.js'
import { misbehaved } from './misbehaved.js'
import { checkVoucher } from './open.js'
import { newRecord, putRecord, readRecord } from './records.js'
import type { SignedEntry, SignedOrder } from './signed.js'
import { pairKey, TABLE } from './tables.js'
import { chargeFor, difference, openTerms } from './terms.js'
import type { Writer } from './writer.js'

interface ProviderSideComponents {
  readonly signer: Signer
  readonly clock: Clock
  readonly writer: Writer
  readonly bootNonce: Uint8Array
}

/** What the ledger does while this node works for others. */
export class ProviderSide {
  readonly #signer: Signer
  readonly #clock: Clock
  readonly #writer: Writer
  readonly #admission: Admission

  constructor({ signer, clock, writer, bootNonce }: ProviderSideComponents) {
    this.#signer = signer
    this.#clock = clock
    this.#writer = writer
    this.#admission = new Admission(signer.peerId, bootNonce, clock)
  }

  /** See `Ledger.admitOrder`. */
  admitOrder(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined {
    return this.#admission.admit(order, facts)
  }

  /** See `Ledger.state`. */
  async state(input: StatementInput): Promise<SignedEntry> {
    const { order, voucher } = input
    const statement = statementFrom(input)
    return this.#writer.run(async (draft) => {
      const stored = await readRecord(draft, order.digest)
      if (stored !== undefined) {
        if (!equalBytes(stored.voucher, voucher.bytes))
          throw misbehaved('the consumer has acknowledged one order twice')
        return openStatement(ENTRY, stored.statement)
      }
      const entry = await append(
        draft,
        {
          signer: this.#signer,
          timeMs: this.#clock.nowMs(),
          networkId: order.value.networkId,
          credential: order.value.providerCredential,
        },
        { statement },
      )
      draft.put(TABLE.statements, entry.digest, order.digest)
      putRecord(draft, order, { ...newRecord(order, input), voucher: voucher.bytes, statement: entry.bytes })
      return entry
    })
  }

  /** See `Ledger.storeLateCountersign`. */
  async storeLateCountersign(countersign: Uint8Array): Promise<SignedEntry> {
    const { statement } = countersignIn(openStatement(ENTRY, countersign))
    const entry = await this.#writer.run(async (draft) => {
      const order = await draft.get(TABLE.statements, statement)
      const record = order === undefined ? undefined : await readRecord(draft, order)
      return record === undefined ? undefined : openStatement(ENTRY, record.statement)
    })
    if (entry?.signer !== this.#signer.peerId) {
      throw new SovError('ERR_SOV_RECEIPT_NOT_FOUND', 'the countersign answers no statement of this node')
    }
    return this.storeCountersign(entry, countersign)
  }

  /** See `Ledger.storeCountersign`. */
  async storeCountersign(entry: SignedEntry, countersign: Uint8Array): Promise<SignedEntry> {
    const statement = statementIn(entry)
    const answer = openStatement(ENTRY, countersign)
    const body = answerTo(entry, statement, answer)
    return this.#writer.run(async (draft) => {
      const record = await readRecord(draft, statement.order)
      if (record === undefined || !equalBytes(record.statement, entry.bytes)) {
        throw new SovError('ERR_SOV_RECEIPT_NOT_FOUND', 'the statement is not in the ledger')
      }
      if (record.countersign.length > 0) {
        if (!equalBytes(record.countersign, countersign)) {
          throw misbehaved('the consumer has countersigned one statement twice')
        }
        return answer
      }
      if (body.verdict === Verdict.VERDICT_ACCEPT) {
        const { pairNumber, pairTotal } = body
        await fileAcceptance(draft, answer.signer, pairNumber, {
          order: statement.order,
          charge: statement.charge,
          total: pairTotal,
        })
        await bookSettlement(draft, openTerms(record).consumer, 'provider', statement.charge)
        draft.put(TABLE.unconfirmed, pairKey(answer.signer, pairNumber), answer.digest)
      }
      putRecord(draft, openStatement(ORDER, record.order), { ...record, countersign })
      return answer
    })
  }
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the voucher does not acknowledge these counts as the last word. */
function statementFrom(input: StatementInput): Statement {
  const { order, voucher } = input
  if (difference(order.value, input) !== undefined) {
    throw new SovError('ERR_SOV_INTERNAL', 'work is stated under the terms of its order')
  }
  checkVoucher(voucher, order)
  const charge = chargeFor(input, input)
  const { value } = voucher
  if (
    !value.isFinal ||
    value.outputTokens !== input.outputTokens ||
    !equalBytes(value.outputCommitment, input.outputCommitment) ||
    value.charge !== charge ||
    !isWithin(input, order)
  ) {
    throw misbehaved('the last voucher does not acknowledge what was delivered')
  }
  return {
    order: order.digest,
    consumer: order.value.consumer,
    status: input.status,
    promptTokens: input.promptTokens,
    cachedTokens: input.cachedTokens,
    outputTokens: input.outputTokens,
    outputCommitment: input.outputCommitment,
    charge,
    voucher: voucher.digest,
    startedMs: BigInt(input.startedMs),
    endedMs: BigInt(input.endedMs),
    engine: input.engine,
    isAttested: input.isAttested,
  }
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the entry is not the consumer's answer to this statement. */
function answerTo(entry: SignedEntry, statement: Statement, answer: SignedEntry): Countersign {
  const body = countersignIn(answer)
  if (
    answer.signer !== peerIdFromBytes(statement.consumer) ||
    !equalBytes(answer.value.author, statement.consumer) ||
    !equalBytes(answer.value.networkId, entry.value.networkId) ||
    !equalBytes(body.statement, entry.digest) ||
    !equalBytes(body.provider, peerIdToBytes(entry.signer)) ||
    ![Verdict.VERDICT_ACCEPT, Verdict.VERDICT_DISPUTE].includes(body.verdict)
  ) {
    throw misbehaved("the countersign is not the consumer's answer to this statement")
  }
  return body
}
