import { describe, expect, it } from 'vitest'
import { Twins } from './twins.js'

const SEED = Number(process.env['SOV_TEST_SEED'] ?? 1)
const BURST = 37
const WARM_UP = 10
const REQUESTS = 400
const PAUSE_MS = 4_000

describe(`two nodes and one consumer, seed ${String(SEED)}`, () => {
  it('share a burst evenly', async () => {
    const twins = new Twins({ seed: SEED, tokensPerSecond: [60, 60] })
    await twins.meet(0)
    await twins.meet(1)
    const outcomes = await twins.burst(BURST)
    expect(outcomes.map(({ code, fault }) => code ?? fault)).toEqual(outcomes.map(() => undefined))
    expect(twins.asked.toSorted()).toEqual([18, 19])
    expect(twins.served(outcomes)).toEqual(twins.asked)
  })

  it('share a burst when one of them came later', async () => {
    const twins = new Twins({ seed: SEED, tokensPerSecond: [60, 60] })
    await twins.meet(0)
    await twins.series(WARM_UP, PAUSE_MS)
    await twins.meet(1)
    await twins.series(WARM_UP, PAUSE_MS)
    const outcomes = await twins.burst(BURST)
    const [first, second] = twins.served(outcomes)
    expect(first + second).toBe(BURST)
    expect(Math.min(first, second)).toBeGreaterThan(0)
  })

  it('send next to nothing to the one that is 60 times slower, and still try it', async () => {
    const twins = new Twins({ seed: SEED, tokensPerSecond: [1, 60] })
    await twins.meet(0)
    await twins.meet(1)
    await twins.series(WARM_UP, PAUSE_MS)
    const [before] = twins.asked
    await twins.series(REQUESTS, PAUSE_MS)
    const [slow] = twins.asked
    expect(slow - before).toBeLessThan(0.05 * REQUESTS)
    expect(slow - before).toBeGreaterThan(0)
  })

  it('go on with the answer of the one that dies in the middle of it', async () => {
    const twins = new Twins({ seed: SEED, tokensPerSecond: [60, 60] })
    await twins.meet(0)
    await twins.meet(1)
    const outcome = await twins.interrupted(1_500)
    // each token was compared with the one that is right
    expect(outcome).toMatchObject({ code: undefined, fault: undefined, attempts: 2, continuations: 1 })
  })
})
