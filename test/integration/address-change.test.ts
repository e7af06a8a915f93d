import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { NodeKey } from '../../src/identity/index.js'
import { REDIAL_MIN_MS } from '../../src/limits.js'
import { createNetwork, type Network, type NetworkInit } from '../../src/network/index.js'
import { openStore, type Store } from '../../src/store/index.js'
import { Cable } from '../helpers/cable.js'
import { testKey } from '../helpers/coop.js'
import { freePort } from '../helpers/free-port.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { TestMesh, type TestNode, type TestNodeOptions } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const ECHO = '/sov/test/1'

describe('a mesh whose nodes come back at other addresses', () => {
  let mesh: TestMesh

  beforeEach(() => {
    mesh = new TestMesh()
  })
  afterEach(() => mesh.stop())

  /** Nodes with offers: it is by them that one who was dialled and never dialled learns where the others are. */
  const serving = (org: string, jurisdiction: string): TestNodeOptions => ({
    org,
    jurisdiction,
    engines: [createFakeEngine({ clock: systemClock })],
  })

  async function restart(old: readonly TestNode[]): Promise<readonly TestNode[]> {
    await Promise.all(old.map(({ node }) => node.stop()))
    const addresses = old.map(({ node }) => node.control.id().addresses)
    const restarted = await Promise.all(
      old.map(({ org, dataDir }) => mesh.start({ org, dataDir, engines: serving(org, '').engines! })),
    )
    expect(restarted.map(({ node }) => node.control.id().addresses)).not.toEqual(addresses)
    return restarted
  }

  // The founder was dialled by the member and has never dialled it.
  it.each(['founder', 'member'])('is whole again when it was the %s', async (who) => {
    const [founder, member] = await mesh.form([serving('Founders', 'NO'), serving('Members', 'DE')])
    const [moved, other] = who === 'founder' ? [founder!, member!] : [member!, founder!]
    await mesh.known([...(await restart([moved])), other], 2)
  })

  it.each([0, 1, 2])('is whole again when all of three but number %i were started again at once', async (staying) => {
    const nodes = await mesh.form([serving('Founders', 'NO'), serving('Members', 'DE'), serving('Others', 'SE')])
    const restarted = await restart(nodes.filter((_, index) => index !== staying))
    await mesh.known([...restarted, nodes[staying]!], 3)
  })
})

describe('a network whose peer changes its address', () => {
  let folder: string
  let closes: (() => Promise<unknown>)[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-address-'))
    closes = [() => rm(folder, { recursive: true })]
  })
  afterEach(async () => {
    for (const close of closes.reverse()) await close()
  })

  interface Host {
    readonly network: Network
    readonly key: NodeKey
    readonly store: Store
  }

  async function start(
    init: Partial<NetworkInit> = {},
    { key = testKey(), store, clock = systemClock }: Partial<Host> & { readonly clock?: Clock } = {},
  ): Promise<Host> {
    const kept = store ?? (await openStore({ path: join(folder, key.peerId) }))
    if (store === undefined) closes.push(() => kept.close())
    const network = createNetwork(
      { listen: () => ['/ip4/127.0.0.1/tcp/0'], bootstrap: [], usesMdns: false, agent: 'test', ...init },
      { key, store: kept, clock, authorize: () => undefined },
    )
    network.handle(ECHO, { purpose: 'hello', maxStreamsPerPeer: 8 }, async (channel) => {
      const frame = await channel.receive({ maxBytes: 100 })
      if (frame !== null) await channel.send(frame)
    })
    await network.start()
    closes.push(() => network.stop())
    return { network, key, store: kept }
  }

  async function silence(port?: number): Promise<SilentServer> {
    const server = await SilentServer.listen(port)
    closes.push(() => server.close())
    return server
  }

  async function echo(from: Host, to: Host): Promise<void> {
    const channel = await from.network.open(to.key.peerId, ECHO)
    await channel.send(Uint8Array.of(7))
    expect(await channel.receive({ maxBytes: 100 })).toEqual(Uint8Array.of(7))
    await channel.close()
  }

  /** Waits until one has been told where the other is: on one connection, identify goes before pings. */
  async function identified(by: Host, peer: Host): Promise<void> {
    for (let trip = 0; trip < 5; trip++) await by.network.ping(peer.key.peerId)
  }

  it('dials it first where it says it is now, not where it was reached', async () => {
    const port = await freePort()
    const staying = await start()
    const moving = await start({ listen: () => [`/ip4/127.0.0.1/tcp/${String(port)}`] })
    await staying.network.dial(moving.network.addresses()[0]!)
    await until('both are connected', () => moving.network.connected().length > 0)
    // What an offer of the directory does; here it makes the one that was dialled known.
    moving.network.suggest(staying.key.peerId, staying.network.addresses())
    await identified(staying, moving)
    await moving.network.stop()
    const nobody = await silence(port)
    const moved = await start({}, moving)
    await until('it has come back by itself', () => staying.network.connected().length > 0)
    await identified(staying, moved)
    const before = nobody.count
    await staying.network.disconnect(moved.key.peerId)
    await echo(staying, moved)
    expect(nobody.count).toBe(before)
  })

  it('gets through to it though nobody answers at three addresses before', async () => {
    const waiting = await start()
    const servers = [await silence(), await silence(), await silence()]
    const peer = await start()
    const dead = servers.map(({ address }) => address)
    waiting.network.suggest(peer.key.peerId, [...dead, ...peer.network.addresses()])
    await until('it is connected', () => waiting.network.connected().length > 0)
    expect(servers.map(({ count }) => count)).toEqual([1, 1, 1])
    // and then it knows better
    await waiting.network.disconnect(peer.key.peerId)
    await echo(waiting, peer)
    expect(servers.map(({ count }) => count)).toEqual([1, 1, 1])
  })

  it('is dialled by it when its old address ends while it runs', async () => {
    const port = await freePort()
    const cable = await Cable.to(port)
    closes.push(() => cable.end())
    const staying = await start()
    const moving = await start({
      listen: () => [`/ip4/127.0.0.1/tcp/${String(port)}`],
      announce: [cable.address],
    })
    const events: boolean[] = []
    await staying.network.dial(moving.network.addresses()[0]!)
    staying.network.onPeer((_, isConnected) => events.push(isConnected))
    await until('both are connected', () => moving.network.connected().length > 0)
    moving.network.suggest(staying.key.peerId, staying.network.addresses())
    await cable.end()
    await until('they are connected again', () => events.length >= 2)
    expect(events).toEqual([false, true])
    await Promise.all([echo(staying, moving), echo(moving, staying)])
  })

  it('dials nobody whom a stranger names', async () => {
    const clock = new ManualClock()
    const victim = await silence()
    const known = await silence()
    const host = await start({}, { clock })
    const stranger = await start({ announce: [victim.address] })
    await stranger.network.dial(host.network.addresses()[0]!)
    await until('both are connected', () => host.network.connected().length > 0)
    await identified(host, stranger)
    await stranger.network.stop()
    await until('the stranger is gone', () => host.network.connected().length === 0)
    host.network.suggest(testKey().peerId, [known.address])
    clock.advance(REDIAL_MIN_MS)
    await until('a member is dialled where it says it is', () => known.count > 0)
    expect(victim.count).toBe(0)
  })
})

/** Takes connections and never says a word, as a machine does that has another's address now. */
class SilentServer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** Connections that were made so far. */
  count = 0

  private constructor() {
    this.#server = createServer((socket) => {
      this.count += 1
      this.#sockets.add(socket)
      socket.on('error', () => socket.destroy())
    })
  }

  static async listen(port = 0): Promise<SilentServer> {
    const server = new SilentServer()
    await new Promise<void>((resolve) => server.#server.listen(port, '127.0.0.1', resolve))
    return server
  }

  get address(): string {
    return `/ip4/127.0.0.1/tcp/${String((this.#server.address() as AddressInfo).port)}`
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
