import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { areVerified, sumRows } from '../../../../src/ledger/chain/verified-rows.js'
import { createLedger } from '../../../../src/ledger/index.js'
import { TABLE } from '../../../../src/ledger/tables.js'
import { openStore, type Store } from '../../../../src/store/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('the rows of a ledger', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode
  let folder: string

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-rows-'))
    await Promise.all(
      [1, 2, 3, 4].map((outputTokens) => new Exchange(coop, consumer, provider, { outputTokens }).settle()),
    )
    const open = new Exchange(coop, provider, consumer)
    await open.state(open.acknowledge())
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  const isVerified = async (store: Store): Promise<boolean> => areVerified(store, await sumRows(store))

  /** How many entries a start goes through. */
  async function entriesVisited(node: LedgerNode, store: Store): Promise<number> {
    let visited = 0
    const counting = new Proxy(store, {
      get(target, name) {
        if (name !== 'table') {
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        }
        return (table: string) => ({
          ...target.table(table),
          async *range(...options: Parameters<ReturnType<Store['table']>['range']>) {
            for await (const row of target.table(table).range(...options)) {
              if (table === TABLE.entries) visited++
              yield row
            }
          },
        })
      },
    })
    const ledger = createLedger({ store: counting, signer: node.key, clock })
    await ledger.start()
    await ledger.stop()
    return visited
  }

  /** As after `kill -9`: what is on the disk now, without a stop. */
  async function killed(node: LedgerNode, work: (store: Store) => Promise<void>): Promise<void> {
    const path = join(folder, 'killed')
    await cp(node.path, path, { recursive: true })
    const store = await openStore({ path })
    await work(store)
    await store.close()
    await rm(path, { recursive: true })
  }

  it('are verified after every commit, so that a start does not go through the entries', async () => {
    for (const node of [consumer, provider]) {
      await killed(node, async (store) => {
        expect(await isVerified(store)).toBe(true)
        expect(await entriesVisited(node, store)).toBe(0)
      })
    }
  })

  it('are verified one by one when an older version wrote them, and then no more', async () => {
    const { seq } = await consumer.ledger.chain()
    await consumer.tamper(async (store) => {
      for await (const [key] of store.table(TABLE.verified).range()) {
        await store.commit([store.table(TABLE.verified).del(key)])
      }
    })
    expect(await entriesVisited(consumer, consumer.store)).toBe(Number(seq))
    expect(await entriesVisited(consumer, consumer.store)).toBe(0)
  })

  it('are verified again when a single one is lost, changed or new, wherever it is', async () => {
    for (const node of [consumer, provider]) {
      await node.ledger.stop()
      const { store } = node
      for (const name of Object.values(TABLE).filter((each) => each !== TABLE.verified)) {
        const table = store.table(name)
        for await (const [key, value] of table.range()) {
          const flipped = Uint8Array.of(...value.subarray(0, -1), (value.at(-1) ?? 0) ^ 1)
          for (const damage of [table.del(key), table.put(key, flipped)]) {
            await store.commit([damage])
            expect(await isVerified(store), name).toBe(false)
          }
          await store.commit([table.put(key, value)])
        }
        await store.commit([table.put(Buffer.from('another'), Buffer.of())])
        expect(await isVerified(store), name).toBe(false)
        await store.commit([table.del(Buffer.from('another'))])
      }
      expect(await isVerified(store)).toBe(true)
    }
  })

  it('stay verified when the ledger is put together again', async () => {
    await consumer.ledger.rebuild()
    expect(await isVerified(consumer.store)).toBe(true)
    await new Exchange(coop, consumer, provider).settle()
    await consumer.restart()
    expect(await entriesVisited(consumer, consumer.store)).toBe(0)
  })
})
