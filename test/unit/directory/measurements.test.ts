import { beforeEach, describe, expect, it } from 'vitest'
import { Measurements } from '../../../src/directory/measurements.js'
import { FAILURE_HALF_LIFE_MS } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const PEER = '12D3KooWPeer'
const MODEL = 'aa'

describe('measurements', () => {
  let clock: ManualClock
  let measurements: Measurements

  beforeEach(() => {
    clock = new ManualClock()
    measurements = new Measurements(clock)
  })

  /** A request of which the first token comes after 100 ms and each further one after 10 ms. */
  function serve(tokens: number, model = MODEL): void {
    const lease = measurements.begin(PEER, model)
    clock.advance(100)
    lease.firstToken()
    clock.advance(10 * (tokens - 1))
    lease.served(tokens)
  }

  it('know nothing of who was never asked', () => {
    expect(measurements.view(PEER, MODEL)).toEqual({
      running: 0,
      failures: 0,
      firstTokenMs: undefined,
      tokensPerSecond: undefined,
      requestMs: undefined,
    })
  })

  it('take the first sample as it is, and let later ones move it by a quarter', () => {
    serve(101)
    expect(measurements.view(PEER, MODEL)).toMatchObject({ firstTokenMs: 100, tokensPerSecond: 100, requestMs: 1_100 })
    const slow = measurements.begin(PEER, MODEL)
    clock.advance(500)
    slow.firstToken()
    clock.advance(10_000)
    slow.served(101)
    expect(measurements.view(PEER, MODEL)).toMatchObject({ firstTokenMs: 200, tokensPerSecond: 77.5 })
  })

  it('count a request as running until its lease ends, once', () => {
    const leases = Array.from({ length: 3 }, () => measurements.begin(PEER, MODEL))
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
    measurements.begin(PEER, MODEL).failed()
    measurements.begin(PEER, 'bb').failed()
    measurements.begin(PEER, MODEL).released()
    expect(measurements.view(PEER, MODEL).failures).toBe(2)
    serve(10)
    expect(measurements.view(PEER, 'bb').failures).toBe(0)
  })

  it('let failures fade, so that a peer nobody asks any more is asked again', () => {
    for (let request = 0; request < 4; request++) measurements.begin(PEER, MODEL).failed()
    clock.advance(FAILURE_HALF_LIFE_MS)
    expect(measurements.view(PEER, MODEL).failures).toBe(2)
    measurements.begin(PEER, MODEL).failed()
    clock.advance(2 * FAILURE_HALF_LIFE_MS)
    expect(measurements.view(PEER, MODEL).failures).toBe(0.75)
  })

  it('measure each model by itself', () => {
    serve(20)
    expect(measurements.view(PEER, 'bb').firstTokenMs).toBeUndefined()
    expect(measurements.view('other', MODEL).firstTokenMs).toBeUndefined()
  })

  it('take no speed from answers too short to have one', () => {
    serve(7)
    expect(measurements.view(PEER, MODEL)).toMatchObject({ firstTokenMs: 100, tokensPerSecond: undefined })
    const lease = measurements.begin(PEER, MODEL)
    lease.firstToken()
    lease.served(50)
    expect(measurements.view(PEER, MODEL).tokensPerSecond).toBeUndefined()
  })

  it('mark the first token only once', () => {
    const lease = measurements.begin(PEER, MODEL)
    clock.advance(30)
    lease.firstToken()
    clock.advance(30)
    lease.firstToken()
    lease.served(1)
    expect(measurements.view(PEER, MODEL)).toMatchObject({ firstTokenMs: 30, requestMs: 60 })
  })

  it('forget who is gone, but not what still runs there', () => {
    serve(10)
    const lease = measurements.begin('leaving', MODEL)
    measurements.prune((peer) => peer === 'nobody')
    expect(measurements.view(PEER, MODEL).firstTokenMs).toBeUndefined()
    expect(measurements.running('leaving')).toBe(1)
    lease.released()
    measurements.prune(() => false)
    expect(measurements.running('leaving')).toBe(0)
  })
})
