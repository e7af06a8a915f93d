import { describe, expect, it } from 'vitest'
import { continues, fileAcceptance, isFiled, type Acceptance } from '../../../../src/ledger/settlement/acceptance.js'
import { pairKey, TABLE } from '../../../../src/ledger/tables.js'
import { testKey } from '../../../helpers/coop.js'
import { withDraft } from '../../../helpers/temporary-draft.js'

const consumer = testKey().peerId
const accepted = (charge: bigint, total: bigint): Acceptance => ({
  order: new Uint8Array(32).fill(Number(charge)),
  charge,
  total,
})

describe('what a consumer accepted under a pair number', () => {
  it('is filed, and then known as exactly that', async () => {
    await withDraft(async (draft) => {
      const first = accepted(7n, 7n)
      expect(await isFiled(draft, consumer, 1n, first)).toBe(false)
      await fileAcceptance(draft, consumer, 1n, first)
      expect(await isFiled(draft, consumer, 1n, first)).toBe(true)
      expect(await isFiled(draft, testKey().peerId, 1n, first)).toBe(false)
      expect(await isFiled(draft, consumer, 2n, first)).toBe(false)
      for (const other of [{ charge: 8n }, { total: 8n }, { order: new Uint8Array(32) }]) {
        expect(await isFiled(draft, consumer, 1n, { ...first, ...other }), Object.keys(other)[0]).toBe(false)
      }
    })
  })

  it('has a number from 1 to 2^53', async () => {
    await withDraft(async (draft) => {
      const most = 2n ** 53n
      for (const number of [-1n, 0n, most + 1n]) {
        await expect(fileAcceptance(draft, consumer, number, accepted(1n, 1n))).rejects.toMatchObject({
          code: 'ERR_SOV_PEER_MISBEHAVED',
          message: 'the pair number is out of range',
        })
      }
      await fileAcceptance(draft, consumer, most, accepted(1n, 9n))
      await fileAcceptance(draft, consumer, 1n, accepted(1n, 1n))
    })
  })

  it('is filed once', async () => {
    await withDraft(async (draft) => {
      await fileAcceptance(draft, consumer, 1n, accepted(7n, 7n))
      await expect(fileAcceptance(draft, consumer, 1n, accepted(7n, 7n))).rejects.toThrow('used twice')
      draft.put(TABLE.accepted, pairKey(consumer, 2n), new Uint8Array())
      await expect(fileAcceptance(draft, consumer, 2n, accepted(7n, 14n)), 'dropped').rejects.toThrow('used twice')
    })
  })

  it('has as first total its charge, then the one before plus the charge', async () => {
    await withDraft(async (draft) => {
      await expect(fileAcceptance(draft, consumer, 1n, accepted(7n, 8n))).rejects.toThrow('the one before plus')
      await fileAcceptance(draft, consumer, 1n, accepted(7n, 7n))
      for (const total of [11n, 13n, 5n]) {
        await expect(fileAcceptance(draft, consumer, 2n, accepted(5n, total))).rejects.toThrow('the one before plus')
      }
      await fileAcceptance(draft, consumer, 2n, accepted(5n, 12n))
      expect(await continues(draft, consumer, 3n, accepted(1n, 13n))).toBe(true)
      expect(await continues(draft, consumer, 3n, accepted(1n, 14n))).toBe(false)
    })
  })

  it('may come before lower numbers, and is held against them when they come', async () => {
    await withDraft(async (draft) => {
      await fileAcceptance(draft, consumer, 3n, accepted(5n, 20n))
      for (const total of [14n, 16n]) {
        await expect(fileAcceptance(draft, consumer, 2n, accepted(8n, total))).rejects.toThrow('lead to the one after')
      }
      await fileAcceptance(draft, consumer, 2n, accepted(8n, 15n))
      await fileAcceptance(draft, consumer, 1n, accepted(7n, 7n))
    })
  })

  it('goes on from a number whose receipt was dropped', async () => {
    await withDraft(async (draft) => {
      draft.put(TABLE.accepted, pairKey(consumer, 1n), new Uint8Array())
      expect(await continues(draft, consumer, 2n, accepted(5n, 99n))).toBe(true)
      expect(await isFiled(draft, consumer, 1n, accepted(0n, 0n))).toBe(false)
    })
  })
})
