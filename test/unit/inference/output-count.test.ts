import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OutputCount } from '../../../src/inference/output-count.js'

const piece = fc.record({
  tokenIds: fc.array(fc.nat(9), { maxLength: 3 }),
  text: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
})

it('goes up with every delta, and at the end no further than ids and text allow', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.nat(200),
      fc.integer({ min: 100, max: 120 }),
      (pieces, told, max) => {
        const count = new OutputCount(max)
        let ids = 0
        let bytes = 0
        for (const delta of pieces) {
          const before = count.tokens
          count.add(delta)
          expect(count.tokens).toBeGreaterThan(before)
          ids += delta.tokenIds.length
          if (delta.tokenIds.length === 0) bytes += Buffer.byteLength(delta.text)
        }
        const running = count.tokens
        const end = count.nearest(told)
        count.end(told)
        expect(count.tokens).toBe(end)
        expect(end).toBeGreaterThanOrEqual(running)
        expect(end).toBeLessThanOrEqual(Math.min(max, ids + bytes))
        if (told >= running && told <= Math.min(max, ids + bytes)) expect(end).toBe(told)
        if (bytes === 0) expect(end).toBe(ids)
        // said again it is believed: what one side tells the other takes
        expect(count.nearest(end)).toBe(end)
      },
    ),
  )
})

it('marks every acknowledgement beyond the first delta without ids', () => {
  const count = new OutputCount(100)
  count.add({ tokenIds: [1, 2], text: 'ab' })
  expect([0, 2].map((tokens) => count.isAttested(tokens))).toEqual([false, false])
  count.add({ tokenIds: [], text: 'c' })
  count.add({ tokenIds: [3], text: 'd' })
  expect(count.attestedAbove).toBe(2)
  expect([0, 2, 3, 4].map((tokens) => count.isAttested(tokens))).toEqual([false, false, true, true])
})
