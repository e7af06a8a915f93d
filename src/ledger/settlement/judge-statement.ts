import { peerIdToBytes } from '../../identity/index.js'
import { DisputeReason, equalBytes, type Statement } from '../../wire/index.js'
import type { CountersignInput, Terms } from './settlement.js'
import type { SignedOrder } from '../signed.js'
import { chargeFor } from './terms.js'

/**
 * Holds a statement of an order against its limits, what was acknowledged, and the price.
 *
 * @returns why to dispute it; unspecified when it is right.
 */
export function judgeStatement(
  statement: Statement,
  order: SignedOrder,
  terms: Terms,
  { voucher, promptTokens, cachedTokens, attestedAbove = Infinity }: Omit<CountersignInput, 'statement'>,
): DisputeReason {
  if (!equalBytes(statement.consumer, peerIdToBytes(order.signer)) || !equalBytes(statement.voucher, voucher.digest)) {
    return DisputeReason.DISPUTE_REASON_ORDER
  }
  if (
    statement.promptTokens !== promptTokens ||
    statement.cachedTokens !== cachedTokens ||
    statement.outputTokens !== voucher.value.outputTokens ||
    statement.isAttested !== statement.outputTokens > attestedAbove ||
    !isWithin(statement, order)
  ) {
    return DisputeReason.DISPUTE_REASON_COUNTS
  }
  if (!equalBytes(statement.outputCommitment, voucher.value.outputCommitment)) {
    return DisputeReason.DISPUTE_REASON_COMMITMENT
  }
  const expected = chargeFor(terms, statement)
  if (statement.charge !== expected || voucher.value.charge !== expected || expected > order.value.maxCharge) {
    return DisputeReason.DISPUTE_REASON_CHARGE
  }
  return DisputeReason.DISPUTE_REASON_UNSPECIFIED
}

/** True when the counts make sense and the order allows them. */
export function isWithin(
  counts: Pick<Statement, 'promptTokens' | 'cachedTokens' | 'outputTokens'>,
  { value }: Pick<SignedOrder, 'value'>,
): boolean {
  return (
    counts.cachedTokens <= counts.promptTokens &&
    counts.promptTokens <= value.maxPromptTokens &&
    counts.outputTokens <= value.maxOutputTokens
  )
}
