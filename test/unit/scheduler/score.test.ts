import { describe, expect, it } from 'vitest'
import { score, type ScoreInput } from '../../../src/scheduler/score.js'

const UNKNOWN = {
  running: 0,
  failures: 0,
  firstTokenMs: undefined,
  tokensPerSecond: undefined,
  requestMs: undefined,
} as const
const USUAL: ScoreInput = { rttMs: 20, slots: 4, othersRunning: 0, measured: UNKNOWN }

describe('the score', () => {
  it('counts three round trips before the first token of who was never asked', () => {
    const near = score({ ...USUAL, rttMs: 0 }).firstTokenMs
    expect(score({ ...USUAL, rttMs: 20 }).firstTokenMs).toBe(near + 60)
    expect(score({ ...USUAL, rttMs: undefined }).firstTokenMs).toBeGreaterThan(near)
  })

  it('takes what was measured for what is assumed', () => {
    const measured = { ...UNKNOWN, firstTokenMs: 80, tokensPerSecond: 64 }
    expect(score({ ...USUAL, measured })).toEqual({ firstTokenMs: 80, totalMs: 80 + 2_000 })
  })

  it('lets nobody wait while a slot is free', () => {
    const free = score(USUAL).firstTokenMs
    expect(score({ ...USUAL, othersRunning: 3 }).firstTokenMs).toBe(free)
    expect(score({ ...USUAL, othersRunning: 2, measured: { ...UNKNOWN, running: 1 } }).firstTokenMs).toBe(free)
    expect(score({ ...USUAL, othersRunning: 2, measured: { ...UNKNOWN, running: 2 } }).firstTokenMs).toBeGreaterThan(
      free,
    )
  })

  it('prefers whoever works over whoever has just failed', () => {
    const failed = { ...UNKNOWN, failures: 1, firstTokenMs: 1, tokensPerSecond: 1_000 }
    expect(score({ ...USUAL, measured: failed }).totalMs).toBeGreaterThan(score({ ...USUAL, rttMs: 500 }).totalMs)
  })

  it('is a number for any claim of a peer', () => {
    for (const slots of [0, 1, 2 ** 32 - 1]) {
      for (const othersRunning of [0, 2 ** 32 - 1]) {
        const { totalMs } = score({ ...USUAL, slots, othersRunning, measured: { ...UNKNOWN, tokensPerSecond: 0 } })
        expect(Number.isFinite(totalMs)).toBe(true)
      }
    }
  })
})
