import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../../identity/index.js'
import { MAX_POLICY_DECISION_BYTES, ORDER_LIFE_MS, VOUCHER_MS, VOUCHER_TOKENS } from '../../limits.js'
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
  type ReceiptBundle,
  type Statement,
} from '../../wire/index.js'
import { bookSettlement, readAccount, type Account } from '../balances/accounts.js'
import { counterparty } from '../balances/counterparty.js'
import { append, NO_DIGEST } from '../chain/chain.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { Acknowledgement, Countersigned, CountersignInput, OrderInput, Owed, Terms } from './settlement.js'
import type { Undelivered } from '../exchange/late-settlement.js'
import { isWithin, judgeStatement } from './judge-statement.js'
import { misbehaved } from '../misbehaved.js'
import { checkVoucher, openVoucher } from './open.js'
import { worstCharge } from './price.js'
import { keepPolicies, keepPolicyDecision } from './policy-decisions.js'
import { newRecord, putRecord, readRecord, waitingRecords } from '../records.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from '../signed.js'
import { NEWEST_ORDER, TABLE, waitingKey } from '../tables.js'
import { chargeFor, difference, isSameOrganisation, openTerms } from './terms.js'
import type { Witness } from '../chain/witness.js'
import type { Draft, Writer } from '../writer.js'

interface ConsumerSideComponents {
  readonly signer: Signer
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  readonly writer: Writer
  readonly witness: Witness
  readonly bootNonce: Uint8Array
  /** @throws {SovError} ERR_SOV_LEDGER_CLOSED while entries may not be signed. */
  readonly assertOpen: () => void
}

const ORDER_ID_BYTES = 16
const NO_BYTES = new Uint8Array(0)

/** What the ledger does while this node has work done by others. */
export class ConsumerSide {
  readonly #signer: Signer
  readonly #clock: Clock
  readonly #random: (bytes: number) => Uint8Array
  readonly #writer: Writer
  readonly #witness: Witness
  readonly #assertOpen: () => void
  readonly #bootNonce: Uint8Array
  /** Orders of this boot so far, and the digest of the newest: the next one is linked to it. */
  #orderCount = 0n
  #newestOrder = NO_DIGEST

  constructor({ signer, clock, random, writer, witness, bootNonce, assertOpen }: ConsumerSideComponents) {
    this.#signer = signer
    this.#clock = clock
    this.#random = random
    this.#writer = writer
    this.#witness = witness
    this.#assertOpen = assertOpen
    this.#bootNonce = bootNonce
  }

  /** See `Ledger.createOrder`. */
  createOrder(input: OrderInput): SignedOrder {
    // It would be linked to an order that is not on the disk, and its answer could not be countersigned.
    if (this.#writer.failure !== undefined) throw this.#writer.failure
    const value = this.#orderOf(input)
    if (input.policyDecision.length > MAX_POLICY_DECISION_BYTES) {
      throw new SovError('ERR_SOV_WIRE_LIMIT', 'the policy decision of the order is too large to be kept')
    }
    if (input.consumer.peer !== this.#signer.peerId || difference(value, input) !== undefined) {
      throw new SovError(
        'ERR_SOV_INTERNAL',
        'an order is made by its consumer, for another member, under the prices of that one',
      )
    }
    const order = signStatement(ORDER, value, this.#signer)
    this.#orderCount = order.value.orderNumber
    this.#newestOrder = order.digest
    void this.#writer
      .run(async (draft) => {
        putRecord(draft, order, newRecord(order, input))
        draft.put(TABLE.heads, NEWEST_ORDER, order.digest)
        await keepPolicies(draft, input.policies ?? [])
        await keepPolicyDecision(draft, input.policyDecision)
      })
      // The next call tells.
      .catch(() => undefined)
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
    checkVoucher(input.voucher, order)
    if (!input.voucher.value.isFinal) {
      throw new SovError('ERR_SOV_INTERNAL', 'a statement is held against the final voucher of its order')
    }
    const entry = openStatement(ENTRY, input.statement)
    const statement = statementOf(entry, order)
    return this.#witness.believe(entry.bytes, order.digest, async (draft) => {
      const record = await readRecord(draft, order.digest)
      if (record === undefined) {
        throw this.#writer.failure ?? new SovError('ERR_SOV_RECEIPT_NOT_FOUND', 'the order is not in the ledger')
      }
      return this.#answer(draft, order, record, { ...input, entry, statement })
    })
  }

  /** See `Ledger.owe`. */
  async owe(order: SignedOrder, { voucher, ...told }: Owed): Promise<void> {
    await this.#writer.run(async (draft) => {
      const record = await readRecord(draft, order.digest)
      if (record === undefined || record.countersign.length > 0) return
      putRecord(draft, order, { ...record, voucher: voucher.bytes })
      draft.put(TABLE.told, order.digest, Buffer.from(JSON.stringify(told)))
      draft.put(TABLE.owed, waitingKey(peerIdFromBytes(order.value.provider), order.digest), NO_BYTES)
    })
  }

  /** See `LateSettlement.owed`. */
  async owed(provider: PeerIdString): Promise<readonly SignedVoucher[]> {
    const records = await this.#writer.run((draft) => waitingRecords(draft, 'owed', provider))
    return records.map(({ voucher }) => openStatement(VOUCHER, voucher))
  }

  /** See `LateSettlement.forgive`. */
  async forgive(provider: PeerIdString, orderDigest: Uint8Array): Promise<void> {
    await this.#writer.run((draft) => {
      draft.del(TABLE.owed, waitingKey(provider, orderDigest))
      draft.del(TABLE.told, orderDigest)
      return Promise.resolve()
    })
  }

  /** See `LateSettlement.countersignLate`. */
  async countersignLate(receipt: ReceiptBundle): Promise<SignedEntry | undefined> {
    const entry = openStatement(ENTRY, receipt.statement)
    const { order: orderDigest } = statementIn(entry)
    return this.#witness.believe(entry.bytes, orderDigest, async (draft) => {
      const record = await readRecord(draft, orderDigest)
      if (record === undefined) return undefined
      const order = openStatement(ORDER, record.order)
      if (order.signer !== this.#signer.peerId) return undefined
      // What the co-op has decided is not accepted on top.
      if ((await draft.get(TABLE.awards, entry.digest)) !== undefined) return undefined
      // The own signature on it is all the proof there has to be: any voucher of an order is owed.
      const voucher = openVoucher(receipt.voucher, order)
      const statement = statementOf(entry, order)
      const told = await readTold(draft, orderDigest)
      const { entry: answer } = await this.#answer(draft, order, record, {
        ...(told ?? believed(statement)),
        voucher,
        entry,
        statement,
      })
      return answer
    })
  }

  /** See `LateSettlement.undelivered`. */
  async undelivered(provider: PeerIdString): Promise<readonly Undelivered[]> {
    const records = await this.#writer.run((draft) => waitingRecords(draft, 'undelivered', provider))
    return records.map(({ order, countersign }) => ({
      order: openStatement(ORDER, order).digest,
      countersign: openStatement(ENTRY, countersign),
    }))
  }

  /** See `Ledger.delivered`. */
  async delivered(provider: PeerIdString, orderDigest: Uint8Array): Promise<void> {
    await this.#writer.run((draft) => {
      draft.del(TABLE.undelivered, waitingKey(provider, orderDigest))
      return Promise.resolve()
    })
  }

  /** Appends the answer to a statement; the same statement again gives the same answer. */
  async #answer(
    draft: Draft,
    order: SignedOrder,
    record: ReceiptBundle,
    { entry, statement, ...held }: Omit<CountersignInput, 'statement'> & { entry: SignedEntry; statement: Statement },
  ): Promise<Countersigned> {
    if (record.countersign.length > 0) {
      if (!equalBytes(record.statement, entry.bytes)) throw misbehaved('the provider has stated one order twice')
      return result(openStatement(ENTRY, record.countersign), statement)
    }
    this.#assertOpen()
    const terms = openTerms(record)
    const other = counterparty(terms, 'consumer')
    const subject = { statement: entry.digest, provider: order.value.provider }
    const reason = judgeStatement(statement, order, terms, held)
    const isAccepted = reason === DisputeReason.DISPUTE_REASON_UNSPECIFIED
    const countersign = isAccepted
      ? accept(subject, statement, await readAccount(draft, other))
      : dispute(subject, reason, held)
    const answer = await append(
      draft,
      {
        signer: this.#signer,
        timeMs: this.#clock.nowMs(),
        networkId: terms.consumer.credential.networkId,
        credential: order.value.consumerCredential,
      },
      { countersign },
    )
    if (isAccepted) await bookSettlement(draft, other, 'consumer', statement.charge)
    draft.put(TABLE.statements, entry.digest, order.digest)
    draft.put(TABLE.undelivered, waitingKey(entry.signer, order.digest), NO_BYTES)
    draft.del(TABLE.owed, waitingKey(entry.signer, order.digest))
    draft.del(TABLE.told, order.digest)
    putRecord(draft, order, {
      ...record,
      voucher: held.voucher.bytes,
      statement: entry.bytes,
      countersign: answer.bytes,
    })
    return result(answer, statement)
  }

  #orderOf(input: OrderInput): Order {
    const { consumer, provider, priceTable, manifest, rootOrderId, continuation } = input
    const { shardIndex = 0, shardCount = 1, auditClass = AuditClass.AUDIT_CLASS_NONE } = input
    const now = BigInt(this.#clock.nowMs())
    const isFirst = continuation === 0 && shardIndex === 0
    return {
      networkId: provider.credential.networkId,
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
      policyDecision: sha256(input.policyDecision),
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

/** What the parts of an answer told of its counts. */
type Told = Omit<Owed, 'voucher'>

async function readTold(draft: Draft, orderDigest: Uint8Array): Promise<Told | undefined> {
  const bytes = await draft.get(TABLE.told, orderDigest)
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString()) as Told)
}

/** Of an answer that a crash has made this node forget, what its provider says of it. */
function believed({ promptTokens, cachedTokens, isAttested }: Statement): Told {
  return { promptTokens, cachedTokens, attestedAbove: isAttested ? 0 : undefined }
}

function dispute(
  subject: Subject,
  reason: DisputeReason,
  { promptTokens, voucher }: Omit<CountersignInput, 'statement'>,
): Countersign {
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
