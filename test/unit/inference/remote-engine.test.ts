import { expect, it } from 'vitest'
import type { InferenceComponents } from '../../../src/inference/index.js'
import { PeerWork } from '../../../src/inference/peer-work.js'
import { DEFAULT_DEADLINES } from '../../../src/inference/protocol.js'
import { RemoteEngine } from '../../../src/inference/remote-engine.js'
import { testCoop } from '../../helpers/coop.js'
import { ledgerPair } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

it('asks no peer that shows another credential than the one that was judged', async () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  const { consumer, provider } = await ledgerPair(coop, clock)
  try {
    const opened: string[] = []
    const components: Pick<InferenceComponents, 'clock' | 'ledger' | 'random' | 'signer'> & {
      readonly membership: Partial<InferenceComponents['membership']>
      readonly network: Pick<InferenceComponents['network'], 'open'>
    } = {
      clock,
      ledger: consumer.ledger,
      random: (bytes) => new Uint8Array(bytes),
      signer: consumer.key,
      network: {
        open: (peer) => {
          opened.push(peer)
          return Promise.reject(new Error('no channel'))
        },
      },
      membership: {
        ...consumer.party,
        member: () => ({ ...provider.party, bootNonce: new Uint8Array(16), features: [], agent: '', isOwnCoop: true }),
        priceTable: () => coop.priceTable,
        priceTableOf: () => coop.priceTable,
        requireNewWork: () => undefined,
      },
    }
    const engine = new RemoteEngine(components as InferenceComponents, {
      peer: provider.party.peer,
      context: {
        rootOrderId: new Uint8Array(16),
        shardIndex: 0,
        shardCount: 1,
        continuation: 0,
        policyDecision: new Uint8Array(32),
        policies: [],
        credentialDigest: new Uint8Array(32),
      },
      deadlines: DEFAULT_DEADLINES,
      work: new PeerWork(),
      background: () => undefined,
    })
    const parts = engine.embed(
      { model: 'ab'.repeat(32), inputs: ['x'], tenant: 'own' },
      { signal: new AbortController().signal },
    )
    await expect(parts[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'ERR_SOV_POLICY_DENIED' })
    expect(opened).toEqual([])
  } finally {
    await consumer.close()
    await provider.close()
  }
})
