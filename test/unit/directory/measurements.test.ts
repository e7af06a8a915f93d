import { beforeEach, describe, expect, it } from 'vitest'
import {
  Measurements,
  type Arrival,
  type Assumed,
  type Estimate,
  type WorkLease,
} from '../../../src/directory/measurements.js'
import {
  FAILURE_HALF_LIFE_MS,
  MAX_REFUSAL_PAUSE_MS,
  MEASUREMENT_HALF_LIFE_MS,
  REFUSAL_PAUSE_MS,
} from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const PEER = '12D3KooWPeer'
const MODEL = 'aa'
const ALONE: Arrival = { waits: false, sharing: 1 }
const ASSUMED: Assumed = { firstTokenMs: { atZero: 50, perUnit: 0.25 }, tokenMs: 33, requestMs: 4_000 }

describe('measurements', () => {
  let clock: ManualClock
  let measurements: Measurements

  beforeEach(() => {
    clock = new ManualClock()
    measurements = new Measurements(clock)
  })

  const begin = (model = MODEL, arrival = ALONE): WorkLease => measurements.begin(PEER, model, arrival)

  /** What is expected of a prompt of so many bytes. */
  const estimate = (uncachedBytes = 1_000, model = MODEL): Estimate =>
    measurements.view(PEER, model).estimate(uncachedBytes, ASSUMED)

  /** A request of which the first token comes after a while and each further one after 10 ms. */
  function serve(tokens: number, { firstTokenMs = 100, bytes = 1_000, arrival = ALONE } = {}): void {
    const lease = begin(MODEL, arrival)
    clock.advance(firstTokenMs)
    lease.firstToken(bytes)
    clock.advance(10 * (tokens - 1))
    lease.served(tokens)
  }

  it('expect of who was never asked what is assumed', () => {
    expect(measurements.view(PEER, MODEL)).toMatchObject({ running: 0, failures: 0, confidence: 0 })
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeUndefined()
    expect(estimate()).toEqual({ firstTokenMs: 300, tokenMs: 33, requestMs: 4_000 })
    expect(estimate(0).firstTokenMs).toBeCloseTo(50)
  })

  it('believe one sample almost, and several wholly', () => {
    serve(101)
    const { firstTokenMs, tokenMs, requestMs } = estimate()
    expect(Math.abs(firstTokenMs - 100)).toBeLessThan(20)
    expect(Math.abs(tokenMs - 10)).toBeLessThan(3)
    expect(Math.abs(requestMs - 1_100)).toBeLessThan(300)
    for (let request = 0; request < 8; request++) serve(101)
    expect(Math.abs(estimate().tokenMs - 10)).toBeLessThan(1)
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeCloseTo(100)
  })

  it('learn what a byte of the prompt costs, by what the engine had to read', () => {
    for (let request = 0; request < 6; request++) {
      serve(2, { bytes: 8_000, firstTokenMs: 820 })
      serve(2, { bytes: 500, firstTokenMs: 70 })
    }
    expect(Math.abs(estimate(4_000).firstTokenMs - 420)).toBeLessThan(25)
    expect(Math.abs(estimate(0).firstTokenMs - 20)).toBeLessThan(25)
  })

  it('never expect a longer prompt to come sooner', () => {
    serve(2, { bytes: 8_000, firstTokenMs: 10 })
    serve(2, { bytes: 100, firstTokenMs: 2_000 })
    expect(estimate(8_000).firstTokenMs).toBeGreaterThanOrEqual(estimate(0).firstTokenMs)
    expect(estimate(0).firstTokenMs).toBeGreaterThanOrEqual(0)
  })

  it('learn nothing of the engine from who had to wait, or from an engine that does not count', () => {
    serve(2, { firstTokenMs: 9_000, arrival: { waits: true, sharing: 1 } })
    const lease = begin()
    clock.advance(9_000)
    lease.firstToken(undefined)
    lease.served(1)
    expect(estimate().firstTokenMs).toBe(300)
  })

  it('count the speed of a request that is alone there', () => {
    serve(101, { arrival: { waits: false, sharing: 2 } })
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeCloseTo(200)
  })

  it('go back to what is usual while nobody asks', () => {
    serve(101)
    expect(measurements.view(PEER, MODEL).confidence).toBe(1)
    clock.advance(MEASUREMENT_HALF_LIFE_MS)
    expect(measurements.view(PEER, MODEL).confidence).toBe(0.5)
    clock.advance(20 * MEASUREMENT_HALF_LIFE_MS)
    const { tokenMs } = measurements.view('other', MODEL).estimate(0, ASSUMED)
    expect(estimate().tokenMs).toBeCloseTo(tokenMs, 2)
  })

  it('take who was not measured for somewhat faster than those who were', () => {
    for (let request = 0; request < 8; request++) serve(101)
    const { tokenMs } = estimate()
    const unknown = measurements.view('other', MODEL).estimate(1_000, ASSUMED)
    expect(unknown.tokenMs).toBeLessThan(tokenMs)
    expect(unknown.tokenMs).toBeGreaterThan(0.8 * tokenMs)
    expect(measurements.view('other', 'bb').estimate(0, ASSUMED).tokenMs).toBe(33)
  })

  it('count a request as running until its lease ends, once', () => {
    const leases = Array.from({ length: 3 }, () => begin())
    expect(measurements.running(PEER)).toBe(3)
    leases[0]!.served(1)
    leases[0]!.failed()
    leases[0]!.released()
    leases[1]!.failed()
    leases[1]!.served(1)
    leases[2]!.released()
    leases[2]!.failed()
    expect(measurements.view(PEER, MODEL)).toMatchObject({ running: 0, failures: 1 })
  })

  it('count failures in a row, over all models, and forgive with the first answer', () => {
    begin().failed()
    begin('bb').failed()
    begin().released()
    expect(measurements.view(PEER, MODEL).failures).toBe(2)
    serve(10)
    expect(measurements.view(PEER, 'bb').failures).toBe(0)
  })

  it('ask who had no room again after a pause, twice as long each time in a row', () => {
    const pauseMs = (): number => measurements.view(PEER, 'bb').pauseMs
    expect(pauseMs()).toBe(0)
    begin().refused()
    expect(pauseMs()).toBe(REFUSAL_PAUSE_MS)
    clock.advance(REFUSAL_PAUSE_MS)
    expect(pauseMs()).toBe(0)
    begin().refused()
    expect(pauseMs()).toBe(2 * REFUSAL_PAUSE_MS)
    for (let refusal = 0; refusal < 50; refusal++) begin().refused()
    expect(pauseMs()).toBe(MAX_REFUSAL_PAUSE_MS)
    serve(1)
    expect(pauseMs()).toBe(0)
    expect(measurements.view(PEER, MODEL).failures).toBe(0)
  })

  it('let failures fade, so that a peer nobody asks any more is asked again', () => {
    for (let request = 0; request < 4; request++) begin().failed()
    clock.advance(4 * FAILURE_HALF_LIFE_MS)
    expect(measurements.view(PEER, MODEL).failures).toBe(2)
    begin().failed()
    clock.advance(6 * FAILURE_HALF_LIFE_MS)
    expect(measurements.view(PEER, MODEL).failures).toBe(0.75)
  })

  it('measure each model by itself', () => {
    serve(20)
    expect(estimate(1_000, 'bb')).toEqual({ firstTokenMs: 300, tokenMs: 33, requestMs: 4_000 })
    expect(measurements.view('other', MODEL).confidence).toBe(0)
  })

  it('take no speed from answers too short to have one', () => {
    serve(7)
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeUndefined()
    const lease = begin()
    lease.firstToken(10)
    lease.served(50)
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeUndefined()
  })

  it('mark the first token only once', () => {
    const lease = begin()
    clock.advance(30)
    lease.firstToken(1_000)
    const { firstTokenMs } = estimate()
    clock.advance(3_000)
    lease.firstToken(1_000)
    lease.served(1)
    expect(estimate().firstTokenMs).toBe(firstTokenMs)
  })

  it('forget who is gone, but not what still runs there', () => {
    serve(10)
    const lease = measurements.begin('leaving', MODEL, ALONE)
    measurements.prune((peer) => peer === 'nobody')
    expect(measurements.view(PEER, MODEL).confidence).toBe(0)
    expect(measurements.running('leaving')).toBe(1)
    lease.released()
    measurements.prune(() => false)
    expect(measurements.running('leaving')).toBe(0)
  })
})
