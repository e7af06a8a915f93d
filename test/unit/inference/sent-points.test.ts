import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SentPoints } from '../../../src/inference/sent-points.js'

const commitmentOf = (point: number): Uint8Array => createHash('sha256').update(String(point)).digest()

describe('the points of an answer', () => {
  it('are known by commitment and tokens together', () => {
    const points = new SentPoints()
    const count = 1_000
    for (let point = 0; point < count; point++) points.add(commitmentOf(point), 3 * point)
    for (let point = 0; point < count; point++) {
      expect(points.acknowledge(commitmentOf(point), 3 * point + 1), String(point)).toBe(false)
      expect(points.acknowledge(commitmentOf(point), 3 * point), String(point)).toBe(true)
    }
    expect(points.acknowledge(commitmentOf(count), 0)).toBe(false)
    expect(points.acknowledge(new Uint8Array(), 0)).toBe(false)
  })

  it('may be several of the same number of tokens', () => {
    const points = new SentPoints()
    for (const point of [1, 2]) points.add(commitmentOf(point), 7)
    expect([1, 2, 3].map((point) => points.acknowledge(commitmentOf(point), 7))).toEqual([true, true, false])
  })

  it('are forgotten before the one that is acknowledged', () => {
    const points = new SentPoints()
    for (const point of [1, 2, 3]) points.add(commitmentOf(point), point)
    expect(points.acknowledge(commitmentOf(2), 2)).toBe(true)
    expect(points.acknowledge(commitmentOf(1), 1)).toBe(false)
    expect(points.acknowledge(commitmentOf(2), 2)).toBe(true)
    expect(points.acknowledge(commitmentOf(3), 3)).toBe(true)
  })
})
