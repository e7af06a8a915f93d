import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../src/network/index.js'
import { startBareNode, type BareNode } from '../../helpers/bare-node.js'
import { until } from '../../helpers/until.js'

const PROTOCOL = '/sov/test/1'
const MAX = 1 << 22

describe('channels over real connections', () => {
  const nodes: BareNode[] = []

  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.stop()))
  })

  async function open(
    handler: (channel: Channel) => Promise<void>,
  ): Promise<{ channel: Channel; client: BareNode; server: BareNode }> {
    const server = await startBareNode({ [PROTOCOL]: handler })
    const client = await startBareNode()
    nodes.push(server, client)
    await client.network.dial(server.network.addresses()[0]!)
    return { channel: await client.network.open(server.key.peerId, PROTOCOL), client, server }
  }

  it('can be read to the end by a slow reader whose own side is closed already', async () => {
    // More than a channel holds unread, so that the stream is paused with bytes in it; less than its window.
    const frames = Array.from({ length: 24 }, (_, index) => new Uint8Array(16_384).fill(index))
    let isClosed = false
    const { channel, client, server } = await open(async (serving) => {
      while ((await serving.receive({ maxBytes: MAX })) !== null);
      for (const frame of frames) await serving.send(frame)
      await serving.close()
      isClosed = true
    })
    await channel.send(Uint8Array.of(1))
    await channel.close()
    await until('the peer has closed its side too', () => isClosed)
    // On one connection a ping cannot overtake what was sent before it.
    await client.network.ping(server.key.peerId)
    for (const [index, frame] of frames.entries()) {
      const received = await channel.receive({ maxBytes: MAX })
      expect(
        received?.every((byte) => byte === frame[0]),
        `frame ${String(index)}`,
      ).toBe(true)
    }
    expect(await channel.receive({ maxBytes: MAX })).toBeNull()
  })

  it('can be ended while a peer that does not read holds up what was sent before', async () => {
    const ends: ((channel: Channel) => Promise<void>)[] = [
      (channel) => channel.fail({ message: 'enough' }),
      (channel) =>
        channel.send(Uint8Array.of(1), { signal: AbortSignal.abort(new Error('enough')) }).catch(() => undefined),
    ]
    const over = new AbortController()
    for (const end of ends) {
      const { channel } = await open(() => once(over.signal, 'abort').then(() => undefined))
      await channel.send(new Uint8Array(MAX))
      const stuck = channel.send(Uint8Array.of(1)).catch((error: unknown) => error)
      await end(channel)
      channel.abort(new Error('the test is over'))
      expect(await stuck).toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
    }
    over.abort()
  })
})
