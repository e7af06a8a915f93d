import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NodeStatus } from '../../src/api/index.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { HEAD, ledgerFrame, openStatement } from '../../src/wire/index.js'
import { askPeer } from '../helpers/ask-peer.js'
import { freePort } from '../helpers/free-port.js'
import { TestMesh, type TestNode, type TestNodeOptions } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const ORGS = ['holder', 'witness', 'restored'] as const
type Name = (typeof ORGS)[number]

describe('a node that was restored from an old copy while the only holder of its newest entries is away', () => {
  let mesh: TestMesh
  let copy: string
  let ports: Record<Name, number>
  let nodes: Record<Name, TestNode>
  /** Peer → newest number of its chain that the witness has been told. */
  let told: Map<string, bigint>

  beforeEach(async () => {
    mesh = new TestMesh()
    told = new Map()
    copy = await mkdtemp(join(tmpdir(), 'sov-copy-'))
    ports = { holder: await freePort(), witness: await freePort(), restored: await freePort() }
    const [holder, witness, restored] = await mesh.form(ORGS.map(options))
    nodes = { holder: holder!, witness: witness!, restored: restored! }
    await ask('restored', 'holder')
    await ask('restored', 'witness')
    await stop('restored')
    await cp(nodes.restored.dataDir, copy, { recursive: true })
    await start('restored')
    await mesh.known(Object.values(nodes), 3)
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(copy, { recursive: true, force: true })
  })

  const options = (org: Name): TestNodeOptions => ({
    org,
    jurisdiction: 'NO',
    engines: [createFakeEngine({ clock: systemClock, models: [org] })],
    listen: [`/ip4/127.0.0.1/tcp/${String(ports[org])}`],
    ...(org === 'witness' ? { tap: hear } : {}),
  })

  const hear: NonNullable<TestNodeOptions['tap']> = ({ peer, protocol, isInbound, bytes }) => {
    if (protocol !== '/sov/ledger/1' || !isInbound) return
    const { announce } = ledgerFrame.decode(bytes)
    if (announce !== null && announce.head.length > 0) told.set(peer, openStatement(HEAD, announce.head).value.seq)
  }

  const ask = (from: Name, to: Name): Promise<void> => askPeer(nodes[from], nodes[to])

  const stop = (name: Name): Promise<void> => nodes[name].node.stop()

  async function start(name: Name): Promise<void> {
    nodes[name] = await mesh.start({ ...options(name), dataDir: nodes[name].dataDir })
  }

  async function restore(): Promise<void> {
    const { dataDir } = nodes.restored
    await rm(dataDir, { recursive: true })
    await cp(copy, dataDir, { recursive: true })
    await start('restored')
  }

  const chain = async (): Promise<NodeStatus['ledger']> => (await nodes.restored.node.control.status()).ledger
  const stateAt = async (name: Name): Promise<string | undefined> =>
    (await nodes[name].node.control.peers()).find(({ peer }) => peer === nodes.restored.peerId)?.state

  it('signs nothing when somebody else was told of them, and has them back when the holder is', async () => {
    await ask('restored', 'holder')
    const before = await chain()
    await until('the witness was told', () => told.get(nodes.restored.peerId) === before.seq)
    await stop('holder')
    await stop('restored')
    await restore()
    await mesh.known([nodes.restored, nodes.witness], 2)
    await until('the node knows what it lacks', async () => (await chain()).state === 'behind')
    expect(await chain()).toMatchObject({ seq: before.seq - 1n, knownSeq: before.seq })
    await expect(ask('restored', 'witness')).rejects.toMatchObject({ code: 'ERR_SOV_LEDGER_CLOSED' })
    expect((await chain()).seq).toBe(before.seq - 1n)

    await start('holder')
    await until('it has its entries back', async () => (await chain()).state === 'current')
    expect(await chain()).toMatchObject({ epoch: before.epoch, seq: before.seq })
    await mesh.known(Object.values(nodes), 3)
    await ask('restored', 'witness')
    expect(await stateAt('holder')).toBe('connected')
  })

  it('forks when nobody was told of them, and is proved to everybody once the holder is back', async () => {
    await stop('witness')
    await ask('restored', 'holder')
    await stop('holder')
    await stop('restored')
    await restore()
    await start('witness')
    await mesh.known([nodes.restored, nodes.witness], 2)
    await until('it has waited long enough for the holder', async () => (await chain()).state === 'current')
    await ask('restored', 'witness')

    await start('holder')
    await until('the node knows', async () => (await chain()).state === 'forked')
    for (const name of ['holder', 'witness'] as const) {
      await until(`the ${name} has the proof`, async () => (await stateAt(name)) === 'forked')
    }
  })
})
