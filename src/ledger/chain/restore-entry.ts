import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import {
  AWARD,
  ENTRY,
  equalBytes,
  openStatement,
  SUCCESSION_GRANT,
  Verdict,
  type LedgerRecord,
} from '../../wire/index.js'
import { fileAcceptance } from '../settlement/acceptance.js'
import { bookSettlement, readAccount } from '../balances/accounts.js'
import { counterparty } from '../balances/counterparty.js'
import { endOf, isNext } from './chain.js'
import { encodeUnsigned } from '../balances/debts.js'
import { enterAward, sideOf } from '../decisions/decisions.js'
import { ensure } from '../ensure.js'
import type { Gaps } from './gaps.js'
import { openEvidence, type Evidence } from '../settlement/evidence.js'
import { openPosition, positionKey } from './position.js'
import { putRecord } from '../records.js'
import type { SignedEntry } from '../signed.js'
import { entryKey, HEAD, NEWEST_ORDER, pairKey, TABLE, waitingKey } from '../tables.js'
import { openWholeTerms } from '../settlement/terms.js'
import { rememberPosition } from './witness.js'
import type { Draft } from '../writer.js'

const NO_BYTES = new Uint8Array(0)

/**
 * Appends an own entry that was signed before and is missing here, with everything that followed from signing it.
 *
 * @throws {Error} when it is not the next one of the own chain, or its receipt does not belong to it; wire errors.
 */
export async function restoreEntry(draft: Draft, self: PeerIdString, record: LedgerRecord, gaps: Gaps): Promise<void> {
  const entry = openStatement(ENTRY, record.entry)
  const head = await draft.get(TABLE.heads, HEAD)
  ensure(entry.signer === self && peerIdFromBytes(entry.value.author) === self, 'it is by another author')
  const end = endOf(head === undefined ? undefined : openStatement(ENTRY, head), gaps)
  ensure(isNext(entry, end), 'it is not the next entry')
  const { statement, countersign, adjustment, succession, newestOrder, confirmations } = entry.value
  if (statement === null && countersign === null) {
    if (adjustment !== null) await restoreAward(draft, self, adjustment.award)
    if (succession !== null) restoreSuccession(draft, succession.grant)
    draft.put(TABLE.positions, positionKey(self, entry.value), entry.bytes)
  } else {
    ensure(record.receipt !== null, 'its receipt is missing')
    await restoreReceipt(draft, self, entry, record.receipt)
  }
  for (const { consumer, pairNumber } of confirmations) {
    draft.del(TABLE.unconfirmed, pairKey(peerIdFromBytes(consumer), pairNumber))
  }
  draft.put(TABLE.entries, entryKey(entry.value.epoch, entry.value.seq), entry.bytes)
  draft.put(TABLE.heads, HEAD, entry.bytes)
  if ((await draft.get(TABLE.records, newestOrder)) !== undefined) draft.put(TABLE.heads, NEWEST_ORDER, newestOrder)
}

async function restoreAward(draft: Draft, self: PeerIdString, bytes: Uint8Array): Promise<void> {
  const award = openStatement(AWARD, bytes)
  const side = await sideOf(draft, award, self)
  ensure(side !== undefined, 'the statement that its award decides is missing')
  await enterAward(draft, award, side)
}

function restoreSuccession(draft: Draft, bytes: Uint8Array): void {
  draft.put(TABLE.successions, openStatement(SUCCESSION_GRANT, bytes).value.predecessor, bytes)
}

async function restoreReceipt(
  draft: Draft,
  self: PeerIdString,
  entry: SignedEntry,
  receipt: NonNullable<LedgerRecord['receipt']>,
): Promise<void> {
  const evidence = openEvidence(receipt, openWholeTerms)
  const { order, terms, statement, answer } = evidence
  ensure(statement !== undefined, 'its receipt has no statement')
  const other = terms.provider.peer === self ? answer : statement
  if (other !== undefined) await rememberPosition(draft, openPosition(other.entry.bytes), order.digest)
  draft.put(TABLE.statements, statement.entry.digest, order.digest)
  if (entry.value.statement === null) {
    ensure(answer !== undefined && equalBytes(answer.entry.bytes, entry.bytes), 'its receipt holds another countersign')
    ensure(terms.consumer.peer === self, 'its receipt is of another consumer')
    await bookAnswer(draft, evidence)
    draft.put(TABLE.undelivered, waitingKey(terms.provider.peer, order.digest), NO_BYTES)
    draft.del(TABLE.owed, waitingKey(terms.provider.peer, order.digest))
    draft.del(TABLE.told, order.digest)
  } else {
    ensure(equalBytes(statement.entry.bytes, entry.bytes), 'its receipt holds another statement')
    ensure(terms.provider.peer === self, 'its receipt is of another provider')
    draft.del(TABLE.work, order.digest)
    if (answer === undefined) {
      const waiting = encodeUnsigned({ ...counterparty(terms, 'provider'), charge: statement.body.charge })
      draft.put(TABLE.unsigned, waitingKey(terms.consumer.peer, order.digest), waiting)
    } else {
      await fileAnswer(draft, evidence)
    }
  }
  putRecord(draft, order, receipt)
}

/** What this node accepted as a consumer. */
async function bookAnswer(draft: Draft, { terms, statement, answer }: Evidence): Promise<void> {
  if (answer?.body.verdict !== Verdict.VERDICT_ACCEPT || statement === undefined) return
  const provider = counterparty(terms, 'consumer')
  const { used, consumed } = await readAccount(draft, provider)
  ensure(answer.body.pairNumber === used + 1n, 'its pair number is not the next one')
  ensure(answer.body.pairTotal === consumed + statement.body.charge, 'its pair total does not add up')
  await bookSettlement(draft, provider, 'consumer', statement.body.charge)
}

/** What another node accepted of this one as a provider. */
async function fileAnswer(draft: Draft, { order, terms, statement, answer }: Evidence): Promise<void> {
  if (answer?.body.verdict !== Verdict.VERDICT_ACCEPT || statement === undefined) return
  const { pairNumber, pairTotal } = answer.body
  const { charge } = statement.body
  await fileAcceptance(draft, terms.consumer.peer, pairNumber, { order: order.digest, charge, total: pairTotal })
  await bookSettlement(draft, counterparty(terms, 'provider'), 'provider', charge)
  draft.put(TABLE.unconfirmed, pairKey(terms.consumer.peer, pairNumber), answer.entry.digest)
}
