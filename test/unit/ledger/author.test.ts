import { expect, it } from 'vitest'
import { createLedger } from '../../../src/ledger/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { Exchange, ledgerPair } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

it('a ledger of another key is refused and left as it is', async () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  const { consumer, provider } = await ledgerPair(coop, clock)
  try {
    await new Exchange(coop, consumer, provider).settle()
    const before = await provider.ledger.chain()
    await provider.tamper(async (store) => {
      const foreign = createLedger({ store, signer: testKey(), clock })
      await expect(foreign.start()).rejects.toMatchObject({ code: 'ERR_SOV_KEY_FILE' })
    })
    await provider.restart()
    expect(await provider.ledger.chain()).toEqual(before)
    expect(before.seq).toBeGreaterThan(0n)
  } finally {
    await consumer.close()
    await provider.close()
  }
})
