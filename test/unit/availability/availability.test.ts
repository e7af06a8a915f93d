import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createAvailability,
  type Availability,
  type AvailabilityInit,
  type AvailabilityState,
} from '../../../src/availability/index.js'
import { ACTIVITY_HOLD_MS, ACTIVITY_LOOK_INTERVAL_MS } from '../../../src/limits.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const HOUR_MS = 3_600_000
/** A Monday, 12:00 in Oslo. */
const NOON = Date.UTC(2026, 10, 2, 11)
const NIGHTS: AvailabilityInit = { hours: ['Mo-Fr 18:00-08:00', 'Sa-Su'], timeZone: 'Europe/Oslo' }

describe('availability', () => {
  let folder: string
  let store: Store
  let clock: ManualClock
  let told: AvailabilityState[]
  let running: Availability[]
  /** Milliseconds since the newest sign; an error = it cannot be told. */
  let idle: { user: number | Error; gpu: number | Error }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-availability-'))
    store = await openStore({ path: join(folder, 'db') })
    clock = new ManualClock(NOON)
    told = []
    running = []
    idle = { user: Infinity, gpu: Infinity }
  })
  afterEach(async () => {
    for (const availability of running) availability.stop()
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function start(init: AvailabilityInit = {}): Promise<Availability> {
    const look = (what: 'user' | 'gpu') => () => {
      const found = idle[what]
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found)
    }
    const availability = createAvailability(init, {
      store,
      clock,
      probes: { user: look('user'), gpu: look('gpu') },
      onChange: () => told.push(availability.state()),
    })
    running.push(availability)
    await availability.start()
    await availability.watch()
    return availability
  }

  /** Moves the clock, and lets the look that came due finish. */
  async function pass(ms: number): Promise<void> {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }

  it('is open when nothing is configured, with all of the machine', async () => {
    const availability = await start()
    expect(availability.view()).toEqual({
      state: 'open',
      reason: undefined,
      untilMs: undefined,
      user: undefined,
      gpu: undefined,
    })
    expect([availability.slotsForOthers, availability.memoryForOthersBytes]).toEqual([Infinity, Infinity])
  })

  it('is paused outside its hours, tells when they begin, and then opens by itself', async () => {
    const availability = await start(NIGHTS)
    expect(availability.view()).toMatchObject({ state: 'paused', reason: 'hours', untilMs: NOON + 6 * HOUR_MS })
    await pass(6 * HOUR_MS)
    expect(availability.view()).toMatchObject({ state: 'open', reason: undefined, untilMs: NOON + 20 * HOUR_MS })
    expect(told).toEqual(['paused', 'open'])
  })

  it('follows its owner at once, before hours and users, until that ends', async () => {
    idle.user = 0
    const availability = await start({ ...NIGHTS, pausesWhenUserActive: true })
    await availability.set('draining', HOUR_MS)
    expect(availability.view()).toMatchObject({ state: 'draining', reason: 'owner', untilMs: NOON + HOUR_MS })
    await pass(HOUR_MS - 1)
    expect(availability.state()).toBe('draining')
    clock.advance(1)
    // also before the next look
    expect(availability.view()).toMatchObject({ state: 'paused', reason: 'hours' })
    await availability.set('paused')
    expect(availability.view()).toMatchObject({ state: 'paused', reason: 'owner', untilMs: undefined })
    await availability.set('open')
    expect(availability.view()).toMatchObject({ reason: 'hours' })
  })

  it('remembers what its owner said over a restart, and until when', async () => {
    await (await start()).set('paused', 2 * HOUR_MS)
    clock.advance(HOUR_MS)
    const again = await start()
    expect(again.view()).toMatchObject({ state: 'paused', reason: 'owner', untilMs: NOON + 2 * HOUR_MS })
    await again.set('draining')
    expect((await start()).view()).toMatchObject({ state: 'draining', untilMs: undefined })
    await again.set('open')
    expect((await start()).state()).toBe('open')
  })

  it('forgets over a restart what has ended meanwhile', async () => {
    await (await start()).set('draining', HOUR_MS)
    clock.advance(HOUR_MS)
    expect((await start()).state()).toBe('open')
  })

  it('follows its owner also when the disk does not', async () => {
    const availability = await start()
    await store.close()
    await expect(availability.set('paused')).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    expect(availability.state()).toBe('paused')
    expect(told).toEqual(['paused'])
  })

  it('tells of each change once', async () => {
    const availability = await start()
    await availability.set('paused')
    await availability.set('paused', HOUR_MS)
    await pass(ACTIVITY_LOOK_INTERVAL_MS)
    expect(told).toEqual(['paused'])
    await availability.set('draining')
    await availability.set('open')
    await availability.set('paused', ACTIVITY_LOOK_INTERVAL_MS / 2)
    await pass(ACTIVITY_LOOK_INTERVAL_MS)
    expect(told).toEqual(['paused', 'draining', 'open', 'paused', 'open'])
  })

  describe.each([
    ['user', 'pausesWhenUserActive'],
    ['gpu', 'pausesWhenGpuBusy'],
  ] as const)('of a machine with a %s', (what, setting) => {
    it('is paused from the first sign of use until a while after the last', async () => {
      const availability = await start({ [setting]: true })
      expect(availability.view()).toMatchObject({ state: 'open', [what]: 'idle' })
      idle[what] = 1_000
      await pass(ACTIVITY_LOOK_INTERVAL_MS)
      expect(availability.view()).toMatchObject({ state: 'paused', reason: what, untilMs: undefined, [what]: 'active' })
      idle[what] = Infinity
      await pass(ACTIVITY_HOLD_MS - 1_001)
      expect(availability.state()).toBe('paused')
      await pass(1)
      expect(availability.view()).toMatchObject({ state: 'open', [what]: 'idle' })
      await pass(ACTIVITY_LOOK_INTERVAL_MS)
      expect(told).toEqual(['paused', 'open'])
    })

    it('counts what cannot be told as not used, and says so', async () => {
      idle[what] = new Error('no such tool')
      const availability = await start({ [setting]: true })
      expect(availability.view()).toMatchObject({ state: 'open', [what]: 'unknown' })
      idle[what] = 0
      await pass(ACTIVITY_LOOK_INTERVAL_MS)
      expect(availability.state()).toBe('paused')
    })

    it('does not look unless it is told to', async () => {
      idle[what] = 0
      expect((await start()).state()).toBe('open')
    })
  })

  it('has not looked before it is told to', async () => {
    const init = { pausesWhenUserActive: true }
    const probes = { user: () => Promise.resolve(0), gpu: fail }
    const availability = createAvailability(init, { store, clock, probes, onChange: () => undefined })
    await availability.start()
    expect(availability.view()).toMatchObject({ state: 'open', user: undefined })
  })

  it('looks no more after its stop', async () => {
    const availability = await start({ pausesWhenUserActive: true })
    availability.stop()
    availability.stop()
    idle.user = 0
    await pass(HOUR_MS)
    expect(availability.state()).toBe('open')
  })

  it('cannot be made with hours that nobody can read', () => {
    expect(() =>
      createAvailability(
        { hours: ['never'] },
        { store, clock, probes: { user: fail, gpu: fail }, onChange: () => undefined },
      ),
    ).toThrow(expect.objectContaining({ code: 'ERR_SOV_CONFIG' }))
  })
})

function fail(): Promise<number> {
  return Promise.reject(new Error('nobody asks'))
}
