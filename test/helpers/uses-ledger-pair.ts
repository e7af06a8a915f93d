import { afterEach, beforeEach } from 'vitest'
import { testCoop, type TestCoop } from './coop.js'
import { ledgerPair, type LedgerNode } from './ledger-node.js'
import { ManualClock } from './manual-clock.js'

/** What `usesLedgerPair` hands to each test. */
export interface LedgerPair {
  readonly clock: ManualClock
  readonly coop: TestCoop
  readonly consumer: LedgerNode
  readonly provider: LedgerNode
}

/**
 * Opens a `ledgerPair` before each test of a `describe` and closes it afterwards.
 *
 * @param assign - told of it before each test; `beforeEach` of the caller that come later can build on it.
 * @param given - what tests share; without it each test has its own clock, which begins at `nowMs`, and its own co-op.
 */
export function usesLedgerPair(
  assign: (pair: LedgerPair) => unknown,
  given: { readonly clock?: ManualClock; readonly coop?: TestCoop; readonly nowMs?: number } = {},
): void {
  let pair: LedgerPair
  beforeEach(async () => {
    const { clock = new ManualClock(given.nowMs) } = given
    const { coop = testCoop({ nowMs: clock.nowMs() }) } = given
    pair = { clock, coop, ...(await ledgerPair(coop, clock)) }
    assign(pair)
  })
  afterEach(async () => {
    await pair.consumer.close()
    await pair.provider.close()
  })
}
