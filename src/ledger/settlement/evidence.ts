import { peerIdToBytes } from '../../identity/index.js'
import {
  ENTRY,
  equalBytes,
  openStatement,
  type Countersign,
  type ReceiptBundle,
  type Statement,
} from '../../wire/index.js'
import { ensure } from '../ensure.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { Terms } from './settlement.js'
import { openOrder, openVoucher } from './open.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from '../signed.js'
import { difference, openTerms } from './terms.js'

/** What a record proves, as far as it exists. */
export interface Evidence {
  readonly order: SignedOrder
  readonly terms: Terms
  readonly voucher: SignedVoucher | undefined
  readonly statement: { readonly entry: SignedEntry; readonly body: Statement } | undefined
  readonly answer: { readonly entry: SignedEntry; readonly body: Countersign } | undefined
}

/**
 * Opens a record and holds everything in it against the order and against each other. Credential chains, counts and
 * charges are not looked at: that is what an audit does.
 *
 * @param termsOf - how terms are read; for many records, one that remembers.
 * @throws {Error} saying what contradicts what; wire errors.
 */
export function openEvidence(record: ReceiptBundle, termsOf: typeof openTerms = openTerms): Evidence {
  const order = openOrder(record.order)
  const terms = termsOf(record)
  const differs = difference(order.value, terms)
  ensure(differs === undefined, `its receipt and its order differ in: ${differs ?? ''}`)
  const voucher = record.voucher.length === 0 ? undefined : openVoucher(record.voucher, order)
  const statement = record.statement.length === 0 ? undefined : openStated(record, order, voucher)
  const answer = record.countersign.length === 0 ? undefined : openAnswer(record, order, terms, statement?.entry)
  return { order, terms, voucher, statement, answer }
}

function openStated(
  { statement }: ReceiptBundle,
  { value, digest }: SignedOrder,
  voucher: SignedVoucher | undefined,
): Evidence['statement'] {
  const entry = openStatement(ENTRY, statement)
  const body = statementIn(entry)
  ensure(isBy(entry, value.provider), 'the statement in its receipt is not by the provider')
  ensure(equalBytes(entry.value.networkId, value.networkId), 'the statement in its receipt is of another co-op')
  ensure(equalBytes(body.order, digest), 'the statement in its receipt is of another order')
  ensure(equalBytes(body.consumer, value.consumer), 'the statement in its receipt names another consumer')
  ensure(voucher !== undefined && equalBytes(body.voucher, voucher.digest), 'its receipt holds another voucher')
  return { entry, body }
}

function openAnswer(
  { countersign }: ReceiptBundle,
  { value }: SignedOrder,
  { consumer }: Terms,
  statement: SignedEntry | undefined,
): Evidence['answer'] {
  const entry = openStatement(ENTRY, countersign)
  const body = countersignIn(entry)
  ensure(isBy(entry, value.consumer), 'its countersign is not by the consumer')
  ensure(equalBytes(entry.value.networkId, consumer.credential.networkId), 'its countersign is of another co-op')
  ensure(
    statement !== undefined && equalBytes(body.statement, statement.digest),
    'its countersign answers another statement',
  )
  ensure(equalBytes(body.provider, value.provider), 'its countersign names another provider')
  return { entry, body }
}

function isBy({ signer, value }: SignedEntry, author: Uint8Array): boolean {
  return equalBytes(peerIdToBytes(signer), author) && equalBytes(value.author, author)
}
