import { randomBytes } from 'node:crypto'
import { openOrder, openVoucher, outputCommitment, type Ledger, type Terms } from '../../src/ledger/index.js'
import { StatementStatus, toHex } from '../../src/wire/index.js'
import type { Conversation } from './conversations.js'

/** An answer of usual length; what the counts are makes no difference to what is signed and written. */
const COUNTS = { promptTokens: 400, cachedTokens: 0, outputTokens: 300 }
/** Of an answer that both sides know. */
const OUTPUT = outputCommitment.start(new Uint8Array(32))
const ACCEPTED = Uint8Array.of(1)

/** The consumer's part of one settlement, in the steps of inference without prompt and answer; returns the order id. */
export async function order(
  ledger: Ledger,
  terms: Terms,
  providerBootNonce: Uint8Array,
  { send, receive }: Conversation,
): Promise<string> {
  const ordered = ledger.createOrder({
    ...terms,
    rootOrderId: randomBytes(16),
    continuation: 0,
    requestCommitment: randomBytes(32),
    paramsCommitment: randomBytes(32),
    maxPromptTokens: 1_000,
    maxOutputTokens: 500,
    policyDecision: randomBytes(32),
    providerBootNonce,
  })
  send(ordered.bytes)
  await receive()
  const voucher = ledger.acknowledge(ordered, terms, { ...COUNTS, number: 1, outputCommitment: OUTPUT, isFinal: true })
  send(voucher.bytes)
  const { entry } = await ledger.countersign(ordered, { ...COUNTS, voucher, statement: await receive() })
  send(entry.bytes)
  await receive()
  await ledger.delivered(terms.provider.peer, ordered.digest)
  return toHex(ordered.value.orderId)
}

/** The provider's part. @throws {Error} when the order is refused. */
export async function serve(ledger: Ledger, terms: Terms, { send, receive }: Conversation): Promise<void> {
  const ordered = openOrder(await receive())
  const refusal = ledger.admitOrder(ordered, { ...terms, priceTables: [terms.priceTable] })
  if (refusal !== undefined) throw new Error(refusal.reason)
  const startedMs = Number(ordered.value.createdMs)
  send(ACCEPTED)
  const statement = await ledger.state({
    ...terms,
    ...COUNTS,
    order: ordered,
    voucher: openVoucher(await receive(), ordered),
    outputCommitment: OUTPUT,
    status: StatementStatus.STATEMENT_STATUS_COMPLETE,
    startedMs,
    endedMs: startedMs,
    engine: 'bench',
    isAttested: false,
  })
  send(statement.bytes)
  const { digest } = await ledger.storeCountersign(statement, await receive())
  send(digest)
}
