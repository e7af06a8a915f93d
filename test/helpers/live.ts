import { RENEWAL_AGE_MS, RENEWAL_INTERVAL_MS } from '../../src/limits.js'
import type { ManualClock } from './manual-clock.js'
import type { MemberNode } from './member-node.js'
import { until } from './until.js'

const HOUR_MS = 3_600_000
/** Below every deadline of a request, which runs in real time while the clock of the test is moved. */
const TICK_MS = 2_000

/** Moves the clock on by hours, in each of which the memberships of `renewed` become as fresh as they should be. */
export async function live(clock: ManualClock, forMs: number, renewed: readonly MemberNode[] = []): Promise<void> {
  const endMs = clock.nowMs() + forMs
  while (clock.nowMs() < endMs) {
    clock.advance(Math.min(HOUR_MS, endMs - clock.nowMs()))
    await turns()
    for (const { membership } of renewed) {
      await until('a membership that is due is renewed', () => {
        const ageMs = clock.nowMs() - Number(membership.credential?.notBeforeMs)
        if (ageMs <= 1.1 * RENEWAL_AGE_MS + RENEWAL_INTERVAL_MS) return true
        clock.advance(TICK_MS)
        return false
      })
    }
  }
}

/** Lets go on what waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
}
