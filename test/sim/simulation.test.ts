import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHOOSERS } from './choosers.js'
import { Simulation, type SimulationInit } from './simulation.js'

const IS_FULL = process.env['SOV_TEST_SCALE'] === 'full'
const SEED = Number(process.env['SOV_TEST_SEED'] ?? 1)
const HOUR_MS = 3_600_000
const MESH: SimulationInit = IS_FULL
  ? { seed: SEED, nodes: 1_000, consumers: 4, view: 100, durationMs: 6 * HOUR_MS, perSecond: 0.6 }
  : { seed: SEED, nodes: 60, consumers: 2, view: 40, durationMs: HOUR_MS / 2, perSecond: 0.2 }
/** What a request may come to when it has no answer. */
const ENDS = [
  'ERR_SOV_BUSY',
  'ERR_SOV_NO_PEER',
  'ERR_SOV_POLICY_DENIED',
  'ERR_SOV_PEER_REFUSED',
  'ERR_SOV_PEER_DISCONNECTED',
  'ERR_SOV_ACCEPT_TIMEOUT',
  'ERR_SOV_FIRST_TOKEN_TIMEOUT',
  'ERR_SOV_TOKEN_GAP_TIMEOUT',
  'ERR_SOV_TOTAL_TIMEOUT',
]

describe(`a simulated mesh, seed ${String(SEED)}`, { timeout: 3_600_000 }, () => {
  // Refusals by the thousand: most of the time would go into where each was made.
  const { stackTraceLimit } = Error
  beforeAll(() => {
    Error.stackTraceLimit = 0
  })
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit
  })

  it('ends every request exactly once, keeps to every policy, and is the same for the same seed', async () => {
    const run = await new Simulation(MESH).run()
    expect(run.started).toBeGreaterThan(200)
    expect(run.faults).toEqual([])
    expect(run.violations).toEqual([])
    expect(run.departures).toBeGreaterThan(0)
    for (const { code } of run.ended) if (code !== undefined) expect(ENDS).toContain(code)
    const again = await new Simulation(MESH).run()
    expect(again.digest).toBe(run.digest)
  })

  it.each(Object.entries(CHOOSERS).filter(([name]) => name !== 'sov-node'))(
    'keeps to every policy when the order is %s',
    async (_, chooser) => {
      const run = await new Simulation({ ...MESH, durationMs: HOUR_MS / 4, chooser }).run()
      expect(run.faults).toEqual([])
      expect(run.violations).toEqual([])
    },
  )
})
