import { describe, expect, it } from 'vitest'
import { readingMs, score, type ScoreInput } from '../../../src/scheduler/score.js'
import { measuredOf } from './scripted-measured.js'

const USUAL: ScoreInput = {
  rttMs: 20,
  slots: 4,
  othersRunning: 0,
  measured: measuredOf(),
  uncachedBytes: 1_000,
  maxOutputTokens: 2_000,
}

describe('the score', () => {
  it('counts three round trips before the first token of who was never asked', () => {
    const near = score({ ...USUAL, rttMs: 0 }).firstTokenMs
    expect(score({ ...USUAL, rttMs: 20 }).firstTokenMs).toBe(near + 60)
    expect(score({ ...USUAL, rttMs: undefined }).firstTokenMs).toBeGreaterThan(near)
  })

  it('takes what was measured for what is assumed', () => {
    const measured = measuredOf({ firstTokenMs: 80, tokenMs: 10 })
    expect(score({ ...USUAL, measured })).toMatchObject({ firstTokenMs: 80, totalMs: 80 + 128 * 10 })
  })

  it('counts as many tokens as are wanted, and no more than usual', () => {
    const measured = measuredOf({ firstTokenMs: 80, tokenMs: 10 })
    expect(score({ ...USUAL, measured, maxOutputTokens: 5 }).totalMs).toBe(80 + 50)
    expect(score({ ...USUAL, measured, maxOutputTokens: 0 }).totalMs).toBe(80)
  })

  it('counts what of the prompt was not read before', () => {
    const { firstTokenMs } = score(USUAL)
    expect(score({ ...USUAL, uncachedBytes: 200 }).firstTokenMs).toBe(
      firstTokenMs - readingMs({ ...USUAL, uncachedBytes: 800 }),
    )
    expect(readingMs({ ...USUAL, uncachedBytes: 0 })).toBe(0)
  })

  it('lets nobody wait while a slot is free', () => {
    const free = score(USUAL)
    expect(free.waits).toBe(false)
    for (const [othersRunning, running] of [
      [3, 0],
      [2, 1],
    ] as const) {
      const full = score({ ...USUAL, othersRunning, measured: measuredOf({ running }) })
      expect(full).toMatchObject({ firstTokenMs: free.firstTokenMs, waitMs: 0, waits: false })
    }
    const waiting = score({ ...USUAL, othersRunning: 2, measured: measuredOf({ running: 2, requestMs: 800 }) })
    expect(waiting).toMatchObject({ firstTokenMs: free.firstTokenMs + 200, waitMs: 200, waits: true })
  })

  it('expects slower tokens where others are answered at the same time', () => {
    const totals = [0, 1, 2, 3].map((othersRunning) => score({ ...USUAL, othersRunning }).totalMs)
    expect(totals).toEqual(totals.toSorted((a, b) => a - b))
    expect(new Set(totals).size).toBe(4)
    expect(score({ ...USUAL, othersRunning: 2 }).sharing).toBe(2)
  })

  it('prefers whoever works over whoever has just failed', () => {
    const measured = measuredOf({ failures: 1, firstTokenMs: 1, tokenMs: 1 })
    expect(score({ ...USUAL, measured }).totalMs).toBeGreaterThan(score({ ...USUAL, rttMs: 500 }).totalMs)
  })

  it('is a number for any claim of a peer', () => {
    for (const slots of [0, 1, 2 ** 32 - 1]) {
      for (const othersRunning of [0, 2 ** 32 - 1]) {
        const { totalMs } = score({ ...USUAL, slots, othersRunning, maxOutputTokens: Infinity })
        expect(Number.isFinite(totalMs)).toBe(true)
      }
    }
  })
})
