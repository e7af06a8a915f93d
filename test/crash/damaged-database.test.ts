import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NodeStatus } from '../../src/api/index.js'
import { dataDirPaths } from '../../src/data-dir.js'
import type { Jsonified } from '../../src/json.js'
import { toHex } from '../../src/wire/index.js'
import { EntriesSeen } from '../helpers/ledger-model/entries-seen.js'
import { until } from '../helpers/until.js'
import { Random } from '../spine/random.js'
import { askOnce } from './asking.js'
import { bitFlips, contentOf, truncations, type Damage } from './damage.js'
import { NodePair, type PairedNode } from './node-pair.js'
import { readStoppedLedger, type StoppedLedger } from './stopped-ledger.js'

const IS_FULL = process.env['SOV_TEST_SCALE'] === 'full'
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
const BYTES_BETWEEN_CUTS = IS_FULL ? 1 : 1_009
const BIT_FLIPS = IS_FULL ? 200 : 12
/** Opening a database in memory costs a tenth of what it does on a disk. */
const COPIES = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

type Outcome =
  | 'all was there'
  | 'came back from the other'
  | 'forgot its co-op, came back once invited again'
  | `refused ${string}`

describe('a node whose database was damaged while it did not run', () => {
  let pair: NodePair
  let holder: PairedNode
  let victim: PairedNode
  let copies: string
  let whole: string
  let before: StoppedLedger
  /** Content of a damaged database → what became of a node that was started on it. */
  let known: Map<string, Outcome>

  beforeEach(async () => {
    known = new Map()
    copies = await mkdtemp(join(COPIES, 'sov-damaged-'))
    pair = await NodePair.form(8)
    ;[holder, victim] = pair.nodes
    await work()
    // opened once more, so that LevelDB has moved what is old from its log to a table file
    await pair.restart()
    await work()
    await victim.process.stop()
    before = await readStoppedLedger(await copyTo('read'), new EntriesSeen())
    whole = await copyTo('whole')
  })
  afterEach(async () => {
    await pair.remove()
    await rm(copies, { recursive: true, force: true })
  })

  async function copyTo(name: string): Promise<string> {
    const copy = join(copies, name)
    await cp(victim.process.dataDir, copy, { recursive: true })
    return copy
  }

  /** One settled request in each direction. */
  async function work(): Promise<void> {
    const random = new Random(1)
    expect((await askOnce(holder, victim.model, random, () => undefined)).outcome).toBe('answered')
    expect((await askOnce(victim, holder.model, random, () => undefined)).outcome).toBe('answered')
  }

  /** Damages the database, and tells what a node makes of it; what LevelDB reads the same twice is started once. */
  async function outcomeOf(damage: Damage): Promise<Outcome> {
    const content = damage.isNoticed ? await looked(damage) : damage.name
    const outcome = known.get(content) ?? (await started(damage))
    known.set(content, outcome)
    return outcome
  }

  async function looked({ apply }: Damage): Promise<string> {
    const copy = join(copies, 'looked')
    await cp(dataDirPaths(whole).database, copy, { recursive: true })
    await apply(copy)
    const content = await contentOf(copy)
    await rm(copy, { recursive: true })
    return content
  }

  async function started({ apply }: Damage): Promise<Outcome> {
    const { process } = victim
    await rm(process.dataDir, { recursive: true })
    await cp(whole, process.dataDir, { recursive: true })
    await apply(dataDirPaths(process.dataDir).database)
    try {
      await victim.start()
      const outcome = await repaired(await process.status())
      await process.stop()
      return outcome
    } catch (error) {
      if (process.isRunning) throw error
      return endOf(error)
    }
  }

  /** Waits until the node has all it had; one that has forgotten its co-op is invited again. */
  async function repaired({ membership, ledger }: Jsonified<NodeStatus>): Promise<Outcome> {
    const { control } = victim.process
    if (membership === undefined) {
      const invite = await holder.process.command('invite', '--org', 'South', '--jurisdiction', 'IT', '--json')
      await victim.process.command('join', (JSON.parse(invite) as { code: string }).code)
    }
    await until('the ledger is whole again', async () => {
      const { state, seq } = (await victim.process.status()).ledger
      if (state !== 'current' || BigInt(seq) !== before.head.seq) return false
      for (const [id, { bytes }] of before.orders) {
        const copy = await control.bytes(`/sov/v1/receipts/${id}`).catch(() => new Uint8Array())
        if (toHex(copy) !== toHex(bytes)) return false
      }
      return true
    })
    if (membership === undefined) return 'forgot its co-op, came back once invited again'
    return BigInt(ledger.seq) === before.head.seq ? 'all was there' : 'came back from the other'
  }

  /** @throws what is no error that helps, like the end of the process inside LevelDB. */
  function endOf(error: unknown): Outcome {
    const log = error instanceof Error ? error.message : ''
    const code = /"code":"(ERR_SOV_\w+)".*"remedy":"\w/.exec(log)?.[1]
    if (code !== undefined) return `refused ${code}`
    throw error
  }

  async function tryAll(damages: readonly Damage[]): Promise<void> {
    const counts = new Map<Outcome, number>()
    for (const damage of damages) {
      const outcome = await outcomeOf(damage).catch((cause: unknown) => {
        throw new Error(damage.name, { cause })
      })
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    }
    process.stdout.write(`${JSON.stringify(Object.fromEntries(counts))}, ${String(known.size)} different contents\n`)
    // Had it signed a second entry under any number, the other would work with it no more.
    await rm(victim.process.dataDir, { recursive: true })
    await cp(whole, victim.process.dataDir, { recursive: true })
    await victim.start()
    await pair.connected()
    await work()
  }

  it('has everything back when its newest log is cut anywhere', { timeout: 7_200_000 }, async () => {
    await tryAll(await truncations(dataDirPaths(whole).database, BYTES_BETWEEN_CUTS))
  })

  it(`has everything back, or is told what helps, when a bit flips (seed ${String(SEED)})`, {
    timeout: 7_200_000,
  }, async () => {
    await tryAll(await bitFlips(dataDirPaths(whole).database, BIT_FLIPS, new Random(SEED)))
  })
})
