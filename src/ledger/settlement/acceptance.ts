import type { PeerIdString } from '../../identity/index.js'
import { equalBytes } from '../../wire/index.js'
import { misbehaved } from '../misbehaved.js'
import { pairKey, TABLE, uint64 } from '../tables.js'
import type { Draft } from '../writer.js'

/** What a consumer has accepted under one pair number. */
export interface Acceptance {
  /** Digest of the order. */
  readonly order: Uint8Array
  /** Work units. */
  readonly charge: bigint
  /** All the consumer has accepted of this provider up to this number. */
  readonly total: bigint
}

/** More than any pair will ever settle, and so far below 2^64 that the number after it can be written. */
const MAX_PAIR_NUMBER = 2n ** 53n

/**
 * Files what a consumer accepted under a pair number. Countersigns of parallel streams overtake each other, so a
 * number may come before a lower one; it is held against its neighbours as far as they are here, and in the end every
 * two of them have been compared.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the number is taken or out of range, or a total is not the one before plus the charge.
 */
export async function fileAcceptance(
  draft: Draft,
  consumer: PeerIdString,
  number: bigint,
  acceptance: Acceptance,
): Promise<void> {
  if (number < 1n || number > MAX_PAIR_NUMBER) throw misbehaved('the pair number is out of range')
  const at = pairKey(consumer, number)
  if ((await draft.get(TABLE.accepted, at)) !== undefined) throw misbehaved('a pair number was used twice')
  if (!(await continues(draft, consumer, number, acceptance))) {
    throw misbehaved('the pair total is not the one before plus the charge')
  }
  const next = await readAcceptance(draft, consumer, number + 1n)
  if (next !== undefined && next.total !== acceptance.total + next.charge) {
    throw misbehaved('the pair total does not lead to the one after it')
  }
  draft.put(TABLE.accepted, at, Buffer.concat([uint64(acceptance.charge), uint64(acceptance.total), acceptance.order]))
}

/** True when the total is that of the number before plus the charge, or the number before is not here yet. */
export async function continues(
  draft: Draft,
  consumer: PeerIdString,
  number: bigint,
  { charge, total }: Acceptance,
): Promise<boolean> {
  if (number === 1n) return total === charge
  const previous = await readAcceptance(draft, consumer, number - 1n)
  return previous === undefined || total === previous.total + charge
}

/** True when exactly this is filed under the number. */
export async function isFiled(
  draft: Draft,
  consumer: PeerIdString,
  number: bigint,
  expected: Acceptance,
): Promise<boolean> {
  const filed = await readAcceptance(draft, consumer, number)
  return filed?.charge === expected.charge && filed.total === expected.total && equalBytes(filed.order, expected.order)
}

async function readAcceptance(draft: Draft, consumer: PeerIdString, number: bigint): Promise<Acceptance | undefined> {
  const bytes = await draft.get(TABLE.accepted, pairKey(consumer, number))
  // Empty: what was accepted was dropped, and only that the number is taken is still known.
  if (bytes === undefined || bytes.length === 0) return undefined
  const buffer = Buffer.from(bytes)
  return { charge: buffer.readBigUInt64BE(0), total: buffer.readBigUInt64BE(8), order: buffer.subarray(16) }
}
