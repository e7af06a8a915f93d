import { chargeFor, counterparty, isSameOrganisation, type Terms, type TokenCounts } from '../ledger/index.js'
import type { Order } from '../wire/index.js'
import type { Asking } from './admission.js'

/**
 * How much work counts in the queue: its price, or its tokens where the co-op charges nothing, so that it still counts.
 *
 * @returns work units or tokens, the same for all work on one model under one price table.
 */
export function cost(terms: Terms, counts: TokenCounts): number {
  return Number(chargeFor(terms, counts)) || counts.promptTokens + counts.outputTokens
}

/** What an order asks of admission: all that its limits allow, since nobody knows yet what it will come to. */
export function askingFor(
  { maxPromptTokens, maxOutputTokens, maxCharge }: Pick<Order, 'maxPromptTokens' | 'maxOutputTokens' | 'maxCharge'>,
  terms: Terms,
): Asking {
  return {
    orgId: counterparty(terms, 'provider').orgId,
    maxConcurrent: terms.consumer.credential.maxConcurrent,
    isOwn: isSameOrganisation(terms),
    maxCharge,
    cost: cost(terms, { promptTokens: maxPromptTokens, cachedTokens: 0, outputTokens: maxOutputTokens }),
  }
}
