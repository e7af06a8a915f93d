import { beforeEach, describe, expect, it } from 'vitest'
import { Admission, type Place } from '../../../src/inference/admission.js'
import { ORGANISATION_SHARE, QUEUE_PER_SLOT } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const MODEL = { digest: 'aa', slots: 2 }
const OTHER = { digest: 'bb', slots: 1 }
const CAPACITY = MODEL.slots * (1 + QUEUE_PER_SLOT)

describe('admission', () => {
  let clock: ManualClock
  let changes: number
  let admission: Admission

  beforeEach(() => {
    clock = new ManualClock()
    changes = 0
    admission = new Admission(clock, () => {
      changes += 1
    })
  })

  function fill(count = CAPACITY, model = MODEL): Place[] {
    return Array.from({ length: count }, () => admission.enter(model))
  }

  it('lets in as many as slots and queue hold, and not one more', () => {
    fill()
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BUSY' }))
    expect(admission.admitted()).toBe(CAPACITY)
    expect(admission.busy(MODEL.digest)).toBe(MODEL.slots)
    expect(admission.queued()).toBe(CAPACITY - MODEL.slots)
  })

  it('counts each model by itself', () => {
    fill()
    admission.enter(OTHER)
    expect(admission.busy(OTHER.digest)).toBe(1)
    expect(admission.queued()).toBe(CAPACITY - MODEL.slots)
    expect(admission.busy('unknown')).toBe(0)
  })

  it('gives a place back once, however often it is left', () => {
    const [first, ...others] = fill()
    first!.leave()
    first!.leave()
    expect(admission.admitted()).toBe(CAPACITY - 1)
    admission.enter(MODEL)
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BUSY' }))
    for (const place of others) place.leave()
    expect(admission.admitted()).toBe(1)
  })

  it('is empty when all have left', () => {
    for (const place of fill()) place.leave()
    expect([admission.admitted(), admission.queued(), admission.busy(MODEL.digest)]).toEqual([0, 0, 0])
  })

  describe('of organisations', () => {
    const ONE = { orgId: 'one', maxConcurrent: 0 }
    const TWO = { orgId: 'two', maxConcurrent: 0 }
    const SHARE = CAPACITY * ORGANISATION_SHARE
    const busy = expect.objectContaining({ code: 'ERR_SOV_BUSY', retryAfterMs: expect.any(Number) as number }) as Error

    it('lets one hold its share of a model, and leaves the rest to others and to its own clients', () => {
      const places = Array.from({ length: SHARE }, () => admission.enter(MODEL, ONE))
      expect(() => admission.enter(MODEL, ONE)).toThrow(busy)
      admission.enter(OTHER, ONE)
      places[0]!.leave()
      places[0]!.leave()
      admission.enter(MODEL, ONE)
      expect(() => admission.enter(MODEL, ONE)).toThrow(busy)
      admission.enter(MODEL, TWO)
      fill(CAPACITY - SHARE - 1)
      expect(() => admission.enter(MODEL, TWO)).toThrow(busy)
    })

    it('lets every one have a place, and none more than its credential grants', () => {
      admission.enter({ digest: 'cc', slots: 0.2 }, ONE)
      const granted = { orgId: 'three', maxConcurrent: 2 }
      admission.enter(MODEL, granted)
      admission.enter(MODEL, granted)
      expect(() => admission.enter(MODEL, granted)).toThrow(busy)
    })

    it('forgets one that has left', () => {
      for (let order = 0; order < 3 * CAPACITY; order++) admission.enter(MODEL, ONE).leave()
      expect(admission.admitted()).toBe(0)
    })
  })

  it('lets nobody in while it drains, and those inside leave as before', () => {
    const [place] = fill(1)
    admission.drain()
    expect(admission.isDraining).toBe(true)
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_STOPPING' }))
    place!.leave()
    expect(admission.admitted()).toBe(0)
  })

  it('tells of each change of the load', () => {
    const [place] = fill(1)
    place!.leave()
    place!.leave()
    admission.drain()
    expect(changes).toBe(3)
  })

  it('says to come back after what requests took of late', () => {
    const retryAfterMs = (): number => {
      const places = fill(CAPACITY - admission.admitted())
      try {
        admission.enter(MODEL)
      } catch (error) {
        return (error as { retryAfterMs: number }).retryAfterMs
      } finally {
        for (const place of places) place.leave()
      }
      throw new Error('there was room')
    }
    const assumed = retryAfterMs()
    expect(assumed).toBeGreaterThan(0)
    for (let request = 0; request < 30; request++) {
      const place = admission.enter(MODEL)
      clock.advance(60_000)
      place.done()
    }
    expect(retryAfterMs()).toBeGreaterThan(50_000)
    // Who was let in and had no work done says nothing of how long work takes.
    for (let order = 0; order < 100; order++) admission.enter(MODEL).leave()
    expect(retryAfterMs()).toBeGreaterThan(50_000)
  })
})
