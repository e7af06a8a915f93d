import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { generateKey, signerFromKey, type PeerIdString } from '../../src/identity/index.js'
import {
  createNetwork,
  type Authorize,
  type Channel,
  type Network,
  type NetworkComponents,
} from '../../src/network/index.js'
import { SovError } from '../../src/errors.js'
import { openStore, type Store } from '../../src/store/index.js'
import { errorInFrame } from '../../src/wire/index.js'

const ECHO = '/sov/test/1'
const MAX = 1 << 20

describe('network', () => {
  let folder: string
  let stores: Store[]
  let networks: Network[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-network-'))
    stores = []
    networks = []
  })

  afterEach(async () => {
    await Promise.all(networks.map((network) => network.stop()))
    await Promise.all(stores.map((store) => store.close()))
    await rm(folder, { recursive: true })
  })

  async function node(
    authorize: Authorize = () => undefined,
    bootstrap: string[] = [],
    {
      listen = '/ip4/127.0.0.1/tcp/0',
      onUnreachable = (): void => undefined,
    }: { listen?: string; onUnreachable?: NetworkComponents['onUnreachable'] } = {},
  ): Promise<Network> {
    const store = await openStore({ path: join(folder, String(stores.length)) })
    stores.push(store)
    const network = createNetwork(
      { listen: () => [listen], bootstrap, usesMdns: false, agent: 'test' },
      { key: signerFromKey(generateKey()), store, clock: systemClock, authorize, onUnreachable },
    )
    networks.push(network)
    return network
  }

  async function pair(
    handler: (channel: Channel) => Promise<void>,
    authorize?: Authorize,
  ): Promise<[Network, Network]> {
    const server = await node(authorize)
    server.handle(ECHO, { purpose: 'hello', maxStreamsPerPeer: 8 }, handler)
    await server.start()
    const client = await node(undefined, [...server.addresses()])
    await client.start()
    await client.dial(server.addresses()[0]!)
    await expect.poll(() => server.connected()).toEqual([client.peerId])
    return [client, server]
  }

  it('says that a port is taken', async () => {
    const first = await node()
    await first.start()
    const [taken = ''] = first.addresses()[0]?.split('/p2p/') ?? []
    const second = await node(undefined, [], { listen: taken })
    await expect(second.start()).rejects.toMatchObject({ code: 'ERR_SOV_PORT_IN_USE' })
  })

  it('says which bootstrap peer is not reached', async () => {
    const gone = await node()
    await gone.start()
    const addresses = [...gone.addresses()]
    await gone.stop()
    const told: [PeerIdString, string][] = []
    const network = await node(undefined, addresses, { onUnreachable: (peer, { code }) => told.push([peer, code]) })
    await network.start()
    await expect.poll(() => told).toEqual([[gone.peerId, 'ERR_SOV_DIAL']])
  })

  it('carries frames of any size in order and ends cleanly', async () => {
    const [client, server] = await pair(async (channel) => {
      for (;;) {
        const frame = await channel.receive({ maxBytes: MAX })
        if (frame === null) return
        await channel.send(frame)
      }
    })
    const channel = await client.open(server.peerId, ECHO)
    const sizes = [0, 1, 127, 128, 16_383, 16_384, 65_536, 1_000_000]
    for (const size of sizes) await channel.send(new Uint8Array(size).fill(size % 251))
    for (const size of sizes) {
      const frame = await channel.receive({ maxBytes: MAX })
      expect(frame?.length, `frame of ${String(size)}`).toBe(size)
      expect(frame?.every((byte) => byte === size % 251)).toBe(true)
    }
    await channel.close()
    expect(await channel.receive({ maxBytes: MAX })).toBeNull()
  })

  it('refuses a frame over the cap before it takes memory for it', async () => {
    const [client, server] = await pair(async (channel) => {
      await channel.receive({ maxBytes: 100 })
    })
    const channel = await client.open(server.peerId, ECHO)
    await channel.send(new Uint8Array(101))
    const frame = await channel.receive({ maxBytes: MAX })
    expect(errorInFrame(frame!)?.message).toContain('BAD_FRAME')
  })

  it('asks the gate before the handler and tells the peer why', async () => {
    let wasCalled = false
    const [client, server] = await pair(
      () => {
        wasCalled = true
        return Promise.resolve()
      },
      () => {
        throw new SovError('ERR_SOV_NOT_A_MEMBER', 'members only')
      },
    )
    const channel = await client.open(server.peerId, ECHO)
    const error = errorInFrame((await channel.receive({ maxBytes: MAX }))!)
    expect(error?.code).toBe('ERR_SOV_NOT_A_MEMBER')
    expect(error?.details).toEqual({ peerMessage: 'members only' })
    expect(wasCalled).toBe(false)
  })

  it('ends a wait when the signal fires and when the peer resets', async () => {
    const [client, server] = await pair(async (channel) => {
      await channel.receive({ maxBytes: MAX })
      channel.abort(new Error('gone'))
    })
    const channel = await client.open(server.peerId, ECHO)
    const controller = new AbortController()
    const waiting = channel.receive({ maxBytes: MAX, signal: controller.signal })
    controller.abort(new SovError('ERR_SOV_STOPPING', 'enough'))
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    await channel.send(Uint8Array.of(1))
    await expect(channel.receive({ maxBytes: MAX })).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
  })

  it('finds a peer again after its connection was cut, from the peer book, without discovery', async () => {
    const [client, server] = await pair(() => Promise.resolve())
    const events: boolean[] = []
    client.onPeer((_, isConnected) => events.push(isConnected))
    // The one who dials is connected a moment earlier than the other.
    await expect.poll(() => server.connected()).toEqual([client.peerId])
    await server.disconnect(client.peerId)
    await expect.poll(() => events, { timeout: 20_000 }).toEqual([false, true])
    expect(client.connected()).toEqual([server.peerId])
  })
})
