import { beforeEach, describe, expect, it } from 'vitest'
import { Witness } from '../../../../src/ledger/chain/witness.js'
import { Writer } from '../../../../src/ledger/writer.js'
import { TABLE } from '../../../../src/ledger/tables.js'
import { ENTRY, signStatement, type Entry, type ForkProof } from '../../../../src/wire/index.js'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('what a ledger remembers of other authors', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })
  beforeEach(async () => {
    await new Exchange(coop, consumer, provider).settle()
  })

  it('holds up no work when it is damaged, and is replaced by what comes next', async () => {
    const known = provider.store.table(TABLE.known)
    for await (const [key, bytes] of known.range()) {
      await provider.store.commit([known.put(key, bytes.subarray(1))])
    }
    const { countersigned } = await new Exchange(coop, consumer, provider).settle()
    for await (const [, bytes] of known.range()) expect(bytes).toEqual(Buffer.from(countersigned.entry.bytes))
  })

  describe('about epochs', () => {
    let witness: Witness

    beforeEach(() => {
      witness = new Witness(provider.store, new Writer(provider.store))
    })

    const signed = (place: Pick<Entry, 'epoch' | 'seq'>, body: Partial<Entry> = {}): Uint8Array => {
      const { key, party } = consumer
      const value = { networkId: coop.networkId, author: peerIdToBytes(party.peer), ...place, ...body }
      return signStatement(ENTRY, value, key).bytes
    }
    const begin = (epoch: number): Uint8Array => signed({ epoch, seq: 1n }, { epochReset: { grant: Buffer.of(1) } })
    const observe = (bytes: Uint8Array): Promise<void> => witness.observe(bytes, consumer.party.peer)
    const forkOf = (epoch: number): ForkProof => ({
      first: signed({ epoch, seq: 9n }),
      second: signed({ epoch, seq: 9n }, { timeMs: 1n }),
    })

    it('takes nothing of an epoch that nobody has granted', async () => {
      const refusal = { code: 'ERR_SOV_PEER_MISBEHAVED', message: 'the peer signs in an epoch that nobody has granted' }
      for (const seq of [1n, 2n]) await expect(observe(signed({ epoch: 2, seq }))).rejects.toMatchObject(refusal)
      const { digest } = new Exchange(coop, consumer, provider).order
      const step = witness.believe(signed({ epoch: 2, seq: 2n }), digest, () => Promise.resolve(true))
      await expect(step).rejects.toMatchObject(refusal)
      await observe(begin(2))
      await observe(signed({ epoch: 2, seq: 2n }))
      await expect(observe(signed({ epoch: 3, seq: 2n }))).rejects.toMatchObject(refusal)
    })

    it('freezes the author of a fork, and not for one from before an epoch that was granted since', async () => {
      const author = consumer.party.peer
      await observe(begin(2))
      await witness.takeProof(forkOf(1))
      expect(witness.forkedEpoch(author)).toBeUndefined()
      expect(await witness.proofs()).toEqual([])
      await witness.takeProof(forkOf(2))
      expect(witness.forkedEpoch(author)).toBe(2)
      expect(await witness.proofs()).toEqual([await witness.proofAgainst(author)])
    })
  })
})
