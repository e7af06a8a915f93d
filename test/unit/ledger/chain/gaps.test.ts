import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Gaps } from '../../../../src/ledger/chain/gaps.js'
import { Draft } from '../../../../src/ledger/writer.js'
import { openStore, type Store } from '../../../../src/store/index.js'

const digestOf = (seq: bigint): Uint8Array => new Uint8Array(32).fill(Number(seq))

describe('gaps in a chain', () => {
  let path: string
  let store: Store
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'sov-gaps-'))
    store = await openStore({ path })
  })
  afterEach(async () => {
    await store.close()
    await rm(path, { recursive: true })
  })

  it('are the longest runs of what was dropped, in whatever order, and the same after a restart', async () => {
    const numbers = fc.uniqueArray(fc.bigInt({ min: 2n, max: 40n }), { minLength: 1, maxLength: 39 })
    let epoch = 0
    await fc.assert(
      fc.asyncProperty(numbers, async (dropped) => {
        epoch++
        const gaps = await Gaps.read(store)
        for (const seq of dropped) {
          const draft = new Draft(store)
          gaps.widen(draft, { epoch, seq, digest: digestOf(seq) })
          await store.commit([...draft.changes.values()])
        }
        const reread = await Gaps.read(store)
        for (let seq = 1n; seq <= 41n; seq++) {
          const begins = dropped.includes(seq + 1n) && !dropped.includes(seq)
          let last = seq + 1n
          while (dropped.includes(last + 1n)) last++
          const expected = begins ? { epoch, first: seq + 1n, last, digest: Buffer.from(digestOf(last)) } : undefined
          for (const known of [gaps, reread]) {
            expect(known.holds({ epoch, seq })).toBe(dropped.includes(seq))
            const found = known.after({ epoch, seq })
            expect(found === undefined ? undefined : { ...found, digest: Buffer.from(found.digest) }).toEqual(expected)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})
