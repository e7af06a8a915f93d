import type { PeerIdString } from '../identity/index.js'
import { toHex } from '../wire/index.js'
import type { VerifiedChain } from './chain.js'

/** A membership that may hold a seat of a delegation. */
export type Seated = Pick<VerifiedChain, 'credential' | 'credentialDigest' | 'delegation' | 'subject'>

/** Names a seat of a delegation among all co-ops, which choose serials alone; undefined without a delegation. */
export function seatOf({ credential, delegation }: Seated): string | undefined {
  return (
    delegation && [credential.networkId, delegation.value.serial].map(toHex).join(' ') + ` ${String(credential.seat)}`
  )
}

/** Those whose seat a newcomer wants: other peers with the same seat of the same delegation. */
export function rivalsOf<S extends Seated>(newcomer: Seated, present: readonly S[]): readonly S[] {
  const seat = seatOf(newcomer)
  if (seat === undefined) return []
  return present.filter((other) => other.subject !== newcomer.subject && seatOf(other) === seat)
}

/**
 * Which of two peers with one seat holds it: the one whose credential begins later, since the organisation gave it the
 * seat last. Of two that begin at once every node must choose the same: the smaller digest.
 */
export function holderOf(a: Seated, b: Seated): PeerIdString {
  const [beginA, beginB] = [a.credential.notBeforeMs, b.credential.notBeforeMs]
  if (beginA !== beginB) return beginA > beginB ? a.subject : b.subject
  return toHex(a.credentialDigest) < toHex(b.credentialDigest) ? a.subject : b.subject
}
