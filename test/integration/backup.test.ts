import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NodeStatus } from '../../src/api/index.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { restoreBackup } from '../../src/index.js'
import { toHex } from '../../src/wire/index.js'
import { askPeer } from '../helpers/ask-peer.js'
import { freePort } from '../helpers/free-port.js'
import { TestMesh, type TestNode, type TestNodeOptions } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

describe('a node restored from a backup', () => {
  let mesh: TestMesh
  let folder: string
  let options: TestNodeOptions[]
  let nodes: TestNode[]
  beforeEach(async () => {
    mesh = new TestMesh()
    folder = await mkdtemp(join(tmpdir(), 'sov-backups-'))
    options = await Promise.all(
      ['Nord', 'Sud', 'West'].map(async (org) => ({
        org,
        jurisdiction: 'NO',
        engines: [createFakeEngine({ clock: systemClock })],
        listen: [`/ip4/127.0.0.1/tcp/${String(await freePort())}`],
      })),
    )
    nodes = [...(await mesh.form(options))]
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (from: number, to: number): Promise<void> => askPeer(nodes[from]!, nodes[to]!)

  const chainOf = async (index: number): Promise<NodeStatus['ledger']> =>
    (await nodes[index]!.node.control.status()).ledger

  /** Everything that the node has settled, byte for byte. */
  async function receiptsOf(index: number): Promise<ReadonlySet<string>> {
    const { control } = nodes[index]!.node
    await until('everything is settled', async () =>
      (await control.receipts({})).every(({ state }) => state === 'settled'),
    )
    const receipts = (await control.receipts({})).map(async ({ orderId }) => toHex(await control.receipt(orderId)))
    return new Set(await Promise.all(receipts))
  }

  it('has back what it signed since, goes on behind it, and is no fork', async () => {
    await ask(0, 1)
    await ask(2, 0)
    const backup = join(folder, 'backup')
    // The node works on while the copy is made.
    const [made] = await Promise.all([nodes[0]!.node.control.backup(backup), ask(0, 2), ask(1, 0)])
    expect(made.peerId).toBe(nodes[0]!.peerId)
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
    ] as const) {
      await ask(from, to)
    }
    const [chain, receipts] = [await chainOf(0), await receiptsOf(0)]
    await nodes[0]!.node.stop()

    const dataDir = join(folder, 'restored')
    await restoreBackup({ folder: backup, dataDir })
    nodes[0] = await mesh.start({ ...options[0]!, dataDir })
    expect(nodes[0].peerId).toBe(made.peerId)
    await mesh.known(nodes, nodes.length)
    await until('the ledger is open', async () => (await chainOf(0)).state === 'current')
    expect(await chainOf(0)).toMatchObject({ epoch: chain.epoch, seq: chain.seq })
    expect(await receiptsOf(0)).toEqual(receipts)

    await ask(0, 1)
    await ask(2, 0)
    expect((await chainOf(0)).seq).toBe(chain.seq + 2n)
    for (const { node } of nodes) {
      expect((await node.control.peers()).map(({ state }) => state)).toEqual(['connected', 'connected'])
    }
  })
})
