import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_CONNECTIONS_PER_PEER, MAX_PEER_CHANNEL_BYTES } from '../../src/limits.js'
import type { Channel } from '../../src/network/index.js'
import { uvarint } from '../../src/wire/index.js'
import { startRawPeer, type RawPeer } from '../fuzz/raw-peer.js'
import { startBareNode, type BareNode } from '../helpers/bare-node.js'
import { until } from '../helpers/until.js'

const PROTOCOL = '/sov/test/1'
/** As `startBareNode` registers its handlers. */
const MAX_STREAMS = 8
const MIB = 1024 * 1024

describe('a node does not let one peer take', () => {
  const stops: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  })

  async function start(handler?: (channel: Channel) => Promise<void>): Promise<BareNode> {
    const node = await startBareNode(handler === undefined ? {} : { [PROTOCOL]: handler })
    stops.push(() => node.stop())
    return node
  }

  async function attacker(): Promise<RawPeer> {
    const raw = await startRawPeer()
    stops.push(() => raw.stop())
    return raw
  }

  /** Connects as often as asked; a node that refuses may do so after the dial has resolved. */
  async function connect(raw: RawPeer, node: BareNode, count: number): Promise<readonly Connection[]> {
    const address = multiaddr(node.network.addresses()[0])
    const dialled: Connection[] = []
    // one after the other: libp2p makes one of dials to the same address
    for (let index = 0; index < count; index++) {
      await raw.host.dial(address, { force: true }).then(
        (connection) => dialled.push(connection),
        () => undefined,
      )
    }
    return dialled
  }

  it('more than a few connections', async () => {
    const node = await start()
    const raw = await attacker()
    const dialled = await connect(raw, node, 3 * MAX_CONNECTIONS_PER_PEER)
    await until(
      'those over the cap are closed',
      () => dialled.filter(({ status }) => status === 'open').length === MAX_CONNECTIONS_PER_PEER,
    )
  })

  it('more streams by opening more connections', async () => {
    let open = 0
    let most = 0
    const node = await start(async (channel) => {
      most = Math.max(most, ++open)
      await channel.receive({ maxBytes: 1 }).catch(() => null)
      open -= 1
    })
    const raw = await attacker()
    const streams: Stream[] = []
    for (const connection of await connect(raw, node, MAX_CONNECTIONS_PER_PEER)) {
      for (let index = 0; index < MAX_STREAMS; index++) {
        streams.push(await connection.newStream(PROTOCOL, { maxOutboundStreams: 1_000 }))
      }
    }
    await until(
      'those over the cap are reset',
      () => streams.filter(({ status }) => status === 'open').length === MAX_STREAMS,
    )
    expect(most).toBe(MAX_STREAMS)
    for (const stream of streams) stream.abort(new Error('enough'))
    await until('all are gone', () => open === 0)
    await raw.open(node.network.addresses()[0]!, PROTOCOL)
    await until('there is room again', () => open === 1)
  })

  it('more memory than its budget, with frames of which every one is allowed', async () => {
    const ends: unknown[] = []
    const node = await start(async (channel) => {
      await channel.receive({ maxBytes: 4 * MIB }).catch((error: unknown) => ends.push(error))
    })
    const raw = await attacker()
    const perStream = MAX_PEER_CHANNEL_BYTES / MAX_STREAMS + MIB
    const streams = await Promise.all(
      Array.from({ length: MAX_STREAMS }, () => raw.open(node.network.addresses()[0]!, PROTOCOL)),
    )
    for (const stream of streams) {
      stream.send(uvarint(4 * MIB - 1))
      stream.send(new Uint8Array(perStream))
    }
    await until('a stream is reset', () => ends.length > 0)
    expect(ends[0]).toMatchObject({ code: 'ERR_SOV_WIRE_LIMIT' })
    expect(ends.length).toBeLessThan(MAX_STREAMS)
  })
})
