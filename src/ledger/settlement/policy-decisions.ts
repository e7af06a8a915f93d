import { sha256 } from '../../wire/index.js'
import { TABLE, uint64 } from '../tables.js'
import type { Draft } from '../writer.js'

const COUNT_BYTES = 8

/**
 * Keeps what an order was decided on, under the digest that the order names, so that a disclosure can be audited even
 * when nobody answered. Orders with one and the same decision share it.
 */
export async function keepPolicyDecision(draft: Draft, document: Uint8Array): Promise<void> {
  const digest = sha256(document)
  const stored = await draft.get(TABLE.policyDecisions, digest)
  const orders = stored === undefined ? 0n : countIn(stored)
  draft.put(TABLE.policyDecisions, digest, Buffer.concat([uint64(orders + 1n), document]))
}

/**
 * Keeps the texts of policies that a decision rests on, each once under its SHA-256, and for good: they are small and
 * few, and they say what a month of orders was allowed by.
 */
export async function keepPolicies(draft: Draft, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const bytes = Buffer.from(text)
    const digest = sha256(bytes)
    if ((await draft.get(TABLE.policies, digest)) === undefined) draft.put(TABLE.policies, digest, bytes)
  }
}

/** One order that names a decision is dropped; with the last one the decision goes. */
export async function releasePolicyDecision(draft: Draft, digest: Uint8Array): Promise<void> {
  const stored = await draft.get(TABLE.policyDecisions, digest)
  if (stored === undefined) return
  const orders = countIn(stored)
  if (orders > 1n) {
    draft.put(TABLE.policyDecisions, digest, Buffer.concat([uint64(orders - 1n), documentIn(stored)]))
  } else {
    draft.del(TABLE.policyDecisions, digest)
  }
}

/** The document in a row of the table. */
export function documentIn(stored: Uint8Array): Uint8Array {
  return stored.subarray(COUNT_BYTES)
}

/** How many orders name the document. */
export function countIn(stored: Uint8Array): bigint {
  return Buffer.from(stored).readBigUInt64BE()
}
