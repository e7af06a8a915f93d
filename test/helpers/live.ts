import { RENEWAL_AGE_MS, RENEWAL_INTERVAL_MS } from '../../src/limits.js'
import { equalBytes } from '../../src/wire/index.js'
import type { ManualClock } from './manual-clock.js'
import type { MemberNode } from './member-node.js'
import { until } from './until.js'

const HOUR_MS = 3_600_000
/** What was begun runs in real time: the clock stands still for so many looks, or its deadlines would pass. */
const LOOKS = 40

/**
 * Moves the clock on by hours. In each of them the memberships of `renewed` become as fresh as they should be, and those
 * that are connected see each other's newest one.
 */
export async function live(clock: ManualClock, forMs: number, renewed: readonly MemberNode[] = []): Promise<void> {
  const endMs = clock.nowMs() + forMs
  while (clock.nowMs() < endMs) {
    clock.advance(Math.min(HOUR_MS, endMs - clock.nowMs()))
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    let looks = 0
    await until('memberships that are due are renewed and shown', () => {
      if (renewed.every((node) => isFresh(node, clock.nowMs()) && isSeen(node, renewed))) return true
      if (++looks % LOOKS === 0) clock.advance(RENEWAL_INTERVAL_MS)
      return false
    })
  }
}

function isFresh({ membership }: MemberNode, nowMs: number): boolean {
  return nowMs - Number(membership.credential?.notBeforeMs) <= 1.1 * RENEWAL_AGE_MS + RENEWAL_INTERVAL_MS
}

function isSeen({ key, membership }: MemberNode, by: readonly MemberNode[]): boolean {
  const serial = membership.credential?.serial
  return by
    .filter(({ network }) => network.connected().includes(key.peerId))
    .every((other) => {
      const seen = other.membership.member(key.peerId)?.credential.serial
      return seen !== undefined && serial !== undefined && equalBytes(seen, serial)
    })
}
