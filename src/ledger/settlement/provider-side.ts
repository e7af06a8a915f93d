import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../../identity/index.js'
import { MAX_OPEN_SETTLEMENTS, ORDER_LIFE_MS } from '../../limits.js'
import {
  ENTRY,
  equalBytes,
  openStatement,
  ORDER,
  RefuseCode,
  StatementStatus,
  toHex,
  Verdict,
  VOUCHER,
  type Countersign,
  type ReceiptBundle,
  type Statement,
} from '../../wire/index.js'
import { fileAcceptance } from './acceptance.js'
import { bookSettlement } from '../balances/accounts.js'
import { counterparty, type Counterparty } from '../balances/counterparty.js'
import { Admission } from './admission.js'
import { append } from '../chain/chain.js'
import { encodeUnsigned } from '../balances/debts.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { AdmissionFacts, OrderRefusal, StatementInput, Terms, VoucherInput, Work } from './settlement.js'
import { isWithin } from './judge-statement.js'
import { misbehaved } from '../misbehaved.js'
import { checkVoucher, openVoucher } from './open.js'
import { newRecord, putRecord, readRecord, waitingRecords } from '../records.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from '../signed.js'
import { pairKey, TABLE, waitingKey } from '../tables.js'
import { chargeFor, difference, openTerms } from './terms.js'
import { putWork, readWork } from './work.js'
import type { Witness } from '../chain/witness.js'
import type { Draft, Writer } from '../writer.js'

interface ProviderSideComponents {
  readonly signer: Signer
  readonly clock: Clock
  readonly writer: Writer
  readonly witness: Witness
  readonly bootNonce: Uint8Array
  /** @throws {SovError} ERR_SOV_LEDGER_CLOSED while entries may not be signed. */
  readonly assertOpen: () => void
}

/** States work when its final voucher comes late. */
type SettleLate = (voucher: SignedVoucher) => Promise<SignedEntry>

/** What the ledger does while this node works for others. */
export class ProviderSide {
  readonly #signer: Signer
  readonly #clock: Clock
  readonly #writer: Writer
  readonly #witness: Witness
  readonly #assertOpen: () => void
  readonly #admission: Admission
  /** Digest of an order → its work, from its start until it is stated or claimed; oldest first. */
  readonly #open = new Map<string, { readonly settle: SettleLate; readonly cancelTimer: () => void }>()

  constructor({ signer, clock, writer, witness, bootNonce, assertOpen }: ProviderSideComponents) {
    this.#signer = signer
    this.#clock = clock
    this.#writer = writer
    this.#witness = witness
    this.#assertOpen = assertOpen
    this.#admission = new Admission(signer.peerId, bootNonce, clock)
  }

  /** See `Ledger.admitOrder`. */
  admitOrder(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined {
    if (this.#writer.failure !== undefined) {
      return { code: RefuseCode.REFUSE_CODE_DRAINING, reason: 'what is done here could not be stated' }
    }
    return this.#admission.admit(order, facts)
  }

  /** See `Ledger.keepVoucher`. */
  keepVoucher(input: VoucherInput): void {
    const { order, voucher } = input
    checkTerms(order, input)
    checkVoucher(voucher, order)
    const counts = { ...input, outputTokens: voucher.value.outputTokens }
    if (voucher.value.charge !== chargeFor(input, counts) || !isWithin(counts, order)) {
      throw misbehaved('the voucher does not acknowledge what was delivered')
    }
    void this.#writer
      .run(async (draft) => {
        const record = (await readRecord(draft, order.digest)) ?? newRecord(order, input)
        // Vouchers are written in the background, and the statement may have overtaken this one.
        if (record.statement.length > 0) return
        putRecord(draft, order, { ...record, voucher: voucher.bytes })
        putWork(draft, order.digest, input)
      })
      // What is lost is this voucher as evidence; the window bounds that.
      .catch(() => undefined)
  }

  /** See `Ledger.state`. */
  async state(input: StatementInput): Promise<SignedEntry> {
    const { order, voucher } = input
    const statement = statementFrom(input)
    return this.#writer.run(async (draft) => {
      const stored = await readRecord(draft, order.digest)
      if (stored !== undefined && stored.statement.length > 0) {
        const isClaim = !openVoucher(stored.voucher, order).value.isFinal
        if (!isClaim && !equalBytes(stored.voucher, voucher.bytes)) {
          throw misbehaved('the consumer has acknowledged one order twice')
        }
        return openStatement(ENTRY, stored.statement)
      }
      const record = { ...(stored ?? newRecord(order, input)), voucher: voucher.bytes }
      return this.#append(draft, order, record, statement, counterparty(input, 'provider'))
    })
  }

  /** See `Ledger.track`. */
  track(order: SignedOrder, settle: SettleLate): void {
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size >= MAX_OPEN_SETTLEMENTS) this.#close(oldest)
    this.#open.set(toHex(order.digest), { settle, cancelTimer: () => undefined })
  }

  /** See `Ledger.leaveOpen`. */
  leaveOpen(order: SignedOrder): void {
    const key = toHex(order.digest)
    const open = this.#open.get(key)
    if (open === undefined) return
    const cancelTimer = this.#clock.setTimer(() => {
      this.#close(key)
      // What cannot be written now is claimed at the next start.
      this.claim(order.digest).catch(() => undefined)
    }, ORDER_LIFE_MS)
    this.#open.set(key, { ...open, cancelTimer })
  }

  /** See `LateSettlement.stateLate`. */
  async stateLate(bytes: Uint8Array): Promise<ReceiptBundle | undefined> {
    const voucher = openStatement(VOUCHER, bytes)
    await this.#open.get(toHex(voucher.value.order))?.settle(voucher)
    const record = await this.#writer.run((draft) => readRecord(draft, voucher.value.order))
    if (record === undefined) return undefined
    if (openStatement(ORDER, record.order).signer !== voucher.signer) {
      throw misbehaved('the voucher is not signed by the consumer of its order')
    }
    if (record.statement.length > 0) return record
    // After a restart nobody knows what was sent beyond the newest voucher that is stored.
    await this.claim(voucher.value.order)
    return this.#writer.run((draft) => readRecord(draft, voucher.value.order))
  }

  /** See `LateSettlement.unsigned`. */
  unsigned(consumer: PeerIdString): Promise<readonly ReceiptBundle[]> {
    return this.#writer.run((draft) => waitingRecords(draft, 'unsigned', consumer))
  }

  /** States work up to its newest stored voucher; does nothing when there is none or it is stated. */
  async claim(orderDigest: Uint8Array): Promise<void> {
    await this.#writer.run(async (draft) => {
      const [record, work] = [await readRecord(draft, orderDigest), await readWork(draft, orderDigest)]
      if (record === undefined || work === undefined || record.statement.length > 0) return
      const order = openStatement(ORDER, record.order)
      const voucher = openVoucher(record.voucher, order)
      await this.#append(
        draft,
        order,
        record,
        claimOf(order, voucher, work),
        counterparty(openTerms(record), 'provider'),
      )
    })
  }

  /** Claims all work that a crash has left without a statement. */
  async claimAll(): Promise<void> {
    const left = await this.#writer.run(async (draft) => {
      const digests: Uint8Array[] = []
      for await (const [digest] of draft.stored(TABLE.work)) digests.push(digest)
      return digests
    })
    for (const digest of left) {
      // What is under way here goes on.
      if (!this.#open.has(toHex(digest))) await this.claim(digest)
    }
  }

  /** See `LateSettlement.storeLateCountersign`. */
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
    return this.#witness.believe(countersign, statement.order, async (draft) => {
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
      const terms = openTerms(record)
      if (!equalBytes(answer.value.networkId, terms.consumer.credential.networkId)) {
        throw misbehaved('the countersign is of another co-op than its consumer')
      }
      if (body.verdict === Verdict.VERDICT_ACCEPT) {
        const { pairNumber, pairTotal } = body
        await fileAcceptance(draft, answer.signer, pairNumber, {
          order: statement.order,
          charge: statement.charge,
          total: pairTotal,
        })
        await bookSettlement(draft, counterparty(terms, 'provider'), 'provider', statement.charge)
        draft.put(TABLE.unconfirmed, pairKey(answer.signer, pairNumber), answer.digest)
      }
      draft.del(TABLE.unsigned, waitingKey(answer.signer, statement.order))
      putRecord(draft, openStatement(ORDER, record.order), { ...record, countersign })
      return answer
    })
  }

  /** Waits for no more vouchers; what is stored is claimed at the next start. */
  stop(): void {
    for (const key of [...this.#open.keys()]) this.#close(key)
  }

  async #append(
    draft: Draft,
    order: SignedOrder,
    record: ReceiptBundle,
    statement: Statement,
    { orgId }: Counterparty,
  ): Promise<SignedEntry> {
    this.#assertOpen()
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
    draft.put(
      TABLE.unsigned,
      waitingKey(order.signer, order.digest),
      encodeUnsigned({ orgId, charge: statement.charge }),
    )
    draft.del(TABLE.work, order.digest)
    this.#close(toHex(order.digest))
    putRecord(draft, order, { ...record, statement: entry.bytes })
    return entry
  }

  #close(key: string): void {
    this.#open.get(key)?.cancelTimer()
    this.#open.delete(key)
  }
}

function checkTerms(order: SignedOrder, terms: Terms): void {
  if (difference(order.value, terms) === undefined) return
  throw new SovError('ERR_SOV_INTERNAL', 'work is stated under the terms of its order')
}

/** What a voucher proves of work whose end nobody has told. */
function claimOf(order: SignedOrder, { value, digest }: SignedVoucher, work: Work): Statement {
  return {
    order: order.digest,
    consumer: order.value.consumer,
    status: StatementStatus.STATEMENT_STATUS_FAILED,
    promptTokens: work.promptTokens,
    cachedTokens: work.cachedTokens,
    outputTokens: value.outputTokens,
    outputCommitment: value.outputCommitment,
    charge: value.charge,
    voucher: digest,
    startedMs: BigInt(work.startedMs),
    // When it ended is not known any more.
    endedMs: BigInt(work.startedMs),
    engine: work.engine,
    isAttested: work.isAttested,
  }
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the voucher does not acknowledge these counts as the last word. */
function statementFrom(input: StatementInput): Statement {
  const { order, voucher } = input
  checkTerms(order, input)
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
    !equalBytes(body.statement, entry.digest) ||
    !equalBytes(body.provider, peerIdToBytes(entry.signer)) ||
    ![Verdict.VERDICT_ACCEPT, Verdict.VERDICT_DISPUTE].includes(body.verdict)
  ) {
    throw misbehaved("the countersign is not the consumer's answer to this statement")
  }
  return body
}
