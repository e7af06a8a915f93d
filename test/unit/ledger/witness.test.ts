import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TABLE } from '../../../src/ledger/tables.js'
import { testCoop } from '../../helpers/coop.js'
import { Exchange, ledgerPair, type LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

describe('what a ledger remembers of other authors', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  beforeEach(async () => {
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    await new Exchange(coop, consumer, provider).settle()
  })
  afterEach(async () => {
    await consumer.close()
    await provider.close()
  })

  it('holds up no work when it is damaged, and is replaced by what comes next', async () => {
    const known = provider.store.table(TABLE.known)
    for await (const [key, bytes] of known.range()) {
      await provider.store.commit([known.put(key, bytes.subarray(1))])
    }
    const { countersigned } = await new Exchange(coop, consumer, provider).settle()
    for await (const [, bytes] of known.range()) expect(bytes).toEqual(Buffer.from(countersigned.entry.bytes))
  })
})
