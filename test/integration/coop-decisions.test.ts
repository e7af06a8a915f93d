import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Balance } from '../../src/ledger/index.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { ENTRY, HEAD, ledgerFrame, openStatement, signStatement } from '../../src/wire/index.js'
import { askPeer } from '../helpers/ask-peer.js'
import { freePort } from '../helpers/free-port.js'
import { MemberNodes } from '../helpers/member-node.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const LEDGER = '/sov/ledger/1'

describe('what a co-op decides about ledgers', () => {
  let mesh: TestMesh
  let players: MemberNodes
  let folder: string
  let root: TestNode
  let serving: TestNode
  let asking: TestNode
  let port: number

  beforeEach(async () => {
    mesh = new TestMesh()
    players = new MemberNodes()
    folder = await mkdtemp(join(tmpdir(), 'sov-decisions-'))
    port = await freePort()
    ;[root, serving, asking] = (await mesh.form([
      { org: 'Root', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'NO', ...servingOptions() },
      { org: 'Asking', jurisdiction: 'NO' },
    ])) as [TestNode, TestNode, TestNode]
  })
  afterEach(async () => {
    await players.stop()
    await mesh.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const servingOptions = (): Pick<Parameters<TestMesh['form']>[0][number], 'engines' | 'listen'> => ({
    engines: [createFakeEngine({ clock: systemClock })],
    listen: [`/ip4/127.0.0.1/tcp/${String(port)}`],
  })

  const ask = (): Promise<void> => askPeer(asking, serving)

  const stateOfServing = async (at: TestNode): Promise<string | undefined> =>
    (await at.node.control.peers()).find(({ peer }) => peer === serving.peerId)?.state

  /** While the serving node is away, its key signs another head in the place of the newest one and tells somebody. */
  async function fork(victim: TestNode): Promise<void> {
    await serving.node.stop()
    await cp(join(serving.dataDir, 'identity.key'), join(folder, 'key.pem'))
    await cp(join(serving.dataDir, 'db'), join(folder, 'store'), { recursive: true })
    const player = await players.start({ dataDir: folder })
    const newest = openStatement(ENTRY, (await player.store.table('ledger-heads').get(Buffer.from('head')))!)
    const { networkId, author, epoch, seq } = newest.value
    const head = signStatement(
      HEAD,
      { networkId, author, epoch, seq, entry: new Uint8Array(32).fill(7), timeMs: 1n },
      player.key,
    )
    const [address] = victim.node.control.id().addresses
    await player.network.dial(address!)
    await until('the two are members to each other', () => player.membership.member(victim.peerId) !== undefined)
    const channel = await player.network.open(victim.peerId, LEDGER)
    await channel.send(ledgerFrame.encode({ announce: { head: head.bytes } }))
    const answer = ledgerFrame.decode((await channel.receive({ maxBytes: 1_000_000 }))!)
    expect(answer.known?.proof).not.toBeNull()
    await channel.close()
    await player.stop()
  }

  async function restartServing(): Promise<void> {
    const { dataDir } = serving
    serving = await mesh.start({ org: 'Serving', dataDir, ...servingOptions() })
    await mesh.known([root, serving, asking], 1)
  }

  it('a fork is proved to everybody, and ends when the co-op lets the node begin a new epoch', async () => {
    await ask()
    await fork(asking)
    await restartServing()
    for (const node of [asking, root]) {
      await until('the proof has come', async () => (await stateOfServing(node)) === 'forked')
    }
    await until('the node knows', async () => (await serving.node.control.status()).ledger.state === 'forked')
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })

    await root.node.control.decide({ kind: 'epoch', peer: serving.peerId })
    await until('the new epoch has begun', async () => {
      const { state, epoch } = (await serving.node.control.status()).ledger
      return state === 'current' && epoch === 2
    })
    await until('the others know', async () => (await stateOfServing(asking)) === 'connected')
    await ask()
    await until('both sides have booked both requests', async () => {
      const [theirs, ours] = await Promise.all([serving, asking].map(({ node }) => node.control.ledger()))
      const [contributed, consumed] = [theirs!.perPeer[0], ours!.perPeer[0]]
      return contributed?.requests === 2 && contributed.contributed === consumed?.consumed
    })
    // and the longer chain verifies
    await serving.node.stop()
    await restartServing()
  })

  it('an award moves work units on both sides, once, and the statement is resolved', async () => {
    await ask()
    const [{ statement } = { statement: undefined }] = await serving.node.control.receipts({})
    const decision = {
      kind: 'award',
      debtor: serving.peerId,
      creditor: asking.peerId,
      amount: 1_000n,
      statement: statement!,
    } as const
    await root.node.control.decide(decision)
    const balance = async (at: TestNode): Promise<Balance | undefined> => (await at.node.control.ledger()).perPeer[0]
    const before = (await balance(asking))!.consumed
    for (const [node, awarded] of [
      [asking, 1_000n],
      [serving, -1_000n],
    ] as const) {
      await until('the award is booked', async () => (await balance(node))?.awarded === awarded)
    }
    expect((await balance(asking))!.balance).toBe(1_000n - before)
    expect((await balance(serving))!.balance).toBe(before - 1_000n)
    await serving.node.stop()
    await restartServing()
    expect((await balance(serving))!.awarded).toBe(-1_000n)
  })

  it('a new key takes the place of an old one', async () => {
    await ask()
    const { code } = await root.node.control.invite({ orgName: 'Serving', jurisdiction: 'NO' })
    const fresh = await mesh.start({ org: 'Serving', engines: [createFakeEngine({ clock: systemClock })] })
    await fresh.node.control.join(code)
    await root.node.control.decide({ kind: 'succession', predecessor: serving.peerId, successor: fresh.peerId })
    await until('the balance of the old key is that of the new one', async () => {
      const { perPeer } = await asking.node.control.ledger()
      return perPeer.length === 1 && perPeer[0]?.peer === fresh.peerId
    })
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
  })

  it('is signed by nobody but the root', async () => {
    await expect(asking.node.control.decide({ kind: 'epoch', peer: serving.peerId })).rejects.toMatchObject({
      code: 'ERR_SOV_NOT_ISSUER',
    })
    await expect(root.node.control.decide({ kind: 'epoch', peer: 'nobody' })).rejects.toMatchObject({
      code: 'ERR_SOV_BAD_REQUEST',
    })
  })
})
