import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NodeStatus } from '../../src/api/index.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { toHex } from '../../src/wire/index.js'
import { askPeer } from '../helpers/ask-peer.js'
import { freePort } from '../helpers/free-port.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'
import { Random } from '../spine/random.js'

/** How often an old copy is restored. */
const ROUNDS = process.env['SOV_TEST_SCALE'] === 'full' ? 100 : 6
/** Far more than a round takes. */
const ROUND_TIMEOUT_MS = 60_000
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)

describe('a node whose data directory was restored from an old copy', () => {
  let mesh: TestMesh
  let copies: string
  let nodes: TestNode[]
  let ports: number[]

  beforeEach(async () => {
    mesh = new TestMesh()
    copies = await mkdtemp(join(tmpdir(), 'sov-copies-'))
    ports = [await freePort(), await freePort(), await freePort()]
    nodes = [...(await mesh.form(ports.map((_, index) => options(index))))]
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(copies, { recursive: true, force: true })
  })

  const options = (index: number): Parameters<TestMesh['form']>[0][number] => ({
    org: ['Nord', 'Sud', 'West'][index]!,
    jurisdiction: 'NO',
    engines: [createFakeEngine({ clock: systemClock })],
    listen: [`/ip4/127.0.0.1/tcp/${String(ports[index])}`],
  })

  /** Stops a node, lets `change` work on its data directory, and starts it again. */
  async function restart(index: number, change: (dataDir: string) => Promise<void>): Promise<void> {
    const { node, dataDir } = nodes[index]!
    await node.stop()
    await change(dataDir)
    nodes[index] = await mesh.start({ ...options(index), dataDir })
    await mesh.known(nodes, nodes.length)
    await until('the ledger is open', async () => (await chainOf(index)).state === 'current')
  }

  const chainOf = async (index: number): Promise<NodeStatus['ledger']> =>
    (await nodes[index]!.node.control.status()).ledger
  const copyOf = (index: number, name: string): string => join(copies, `${String(index)}-${name}`)
  const takeCopy = (index: number, name: string): Promise<void> =>
    restart(index, (dataDir) => cp(dataDir, copyOf(index, name), { recursive: true }))
  const restoreCopy = (index: number, name: string): Promise<void> =>
    restart(index, async (dataDir) => {
      await rm(dataDir, { recursive: true })
      await cp(copyOf(index, name), dataDir, { recursive: true })
    })

  async function expectAgreement(): Promise<void> {
    await until('everything is settled on both sides', async () => {
      const lists = await Promise.all(nodes.map(({ node }) => node.control.receipts({ limit: 1_000 })))
      return lists.flat().every(({ state }) => state === 'settled')
    })
    for (const one of nodes) {
      expect((await one.node.control.peers()).map(({ state }) => state)).toEqual(['connected', 'connected'])
      for (const other of nodes) {
        if (one === other) continue
        const ours = (await one.node.control.ledger()).perPeer.find(({ peer }) => peer === other.peerId)
        const theirs = (await other.node.control.ledger()).perPeer.find(({ peer }) => peer === one.peerId)
        expect([ours?.contributed, ours?.consumed]).toEqual([theirs?.consumed, theirs?.contributed])
      }
    }
  }

  it(`signs no fork, and has everything back (seed ${String(SEED)})`, {
    timeout: ROUNDS * ROUND_TIMEOUT_MS,
  }, async () => {
    const random = new Random(SEED)
    const pick = (below: number): number => Math.floor(random.between(0, below))
    const names: string[][] = nodes.map(() => [])
    for (let round = 0; round < ROUNDS; round++) {
      const victim = pick(nodes.length)
      const name = String(round)
      await takeCopy(victim, name)
      names[victim]!.push(name)
      for (let count = pick(4); count >= 0; count--) {
        const [from, to] = [pick(nodes.length), pick(nodes.length)]
        if (from !== to) await askPeer(nodes[from]!, nodes[to]!)
      }
      await expectAgreement()
      const before = await chainOf(victim)
      await restoreCopy(victim, names[victim]![pick(names[victim]!.length)]!)
      expect(await chainOf(victim)).toMatchObject({ epoch: before.epoch, seq: before.seq })
      await expectAgreement()
    }
    const receipts = await nodes[0]!.node.control.receipts({})
    for (const { orderId, peer } of receipts) {
      const other = nodes.find(({ peerId }) => peerId === peer)!
      const [ours, theirs] = await Promise.all([nodes[0]!, other].map(({ node }) => node.control.receipt(orderId)))
      expect(toHex(ours!)).toBe(toHex(theirs!))
    }
  })
})
