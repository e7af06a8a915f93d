import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { testCoop } from '../helpers/coop.js'
import { agreement } from '../helpers/ledger-model/agreement.js'
import { LedgerWorld } from '../helpers/ledger-model/ledger-world.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { Random } from '../spine/random.js'

const RUNS = Number(process.env['SOV_TEST_RUNS'] ?? (process.env['SOV_TEST_SCALE'] === 'full' ? 10_000 : 500))
const FIRST_SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
const LAST_SEED = FIRST_SEED + RUNS - 1
const MOST_ACTIONS = 20
/** Worlds that run at the same time: each waits for its databases most of the time. */
const AT_ONCE = 4
/** Far more than a run takes. */
const RUN_TIMEOUT_MS = 2_000
/** In memory a synced write costs little; what is tested is what is written, not the disk. */
const MEMORY = '/dev/shm'

describe('the ledgers of nodes that stop at any time, and whose messages are lost, repeated and reordered', () => {
  const nowMs = new ManualClock().nowMs()
  const coop = testCoop({ nowMs })

  beforeAll(() => {
    if (existsSync(MEMORY)) vi.stubEnv('TMPDIR', MEMORY)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
  })

  async function run(seed: number, count: (what: string, times: number) => void): Promise<void> {
    const random = new Random(seed)
    const world = await LedgerWorld.open(coop, nowMs, random)
    try {
      await world.live(Math.floor(random.between(1, MOST_ACTIONS)))
      await world.settle()
      for (const node of world.nodes) await world.verify(node)
      for (const outcome of await agreement(coop, world.nodes, world.works)) count(outcome, 1)
      for (const [action, times] of world.counts) count(action, times)
    } finally {
      await world.close()
    }
  }

  it(
    `agree once everything is delivered (seeds ${String(FIRST_SEED)} to ${String(LAST_SEED)})`,
    async () => {
      const counts = new Map<string, number>()
      let next = FIRST_SEED
      const runMany = async (): Promise<void> => {
        while (next <= LAST_SEED) {
          const seed = next++
          await run(seed, (what, times) => counts.set(what, (counts.get(what) ?? 0) + times)).catch(
            (cause: unknown) => {
              throw new Error(`seed ${String(seed)}: ${cause instanceof Error ? cause.message : String(cause)}`, {
                cause,
              })
            },
          )
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, runMany))
      process.stdout.write(`${[...counts].map(([what, times]) => `${what}: ${String(times)}`).join(', ')}\n`)
    },
    RUNS * RUN_TIMEOUT_MS,
  )
})
