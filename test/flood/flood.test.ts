import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import type { Stream } from '@libp2p/interface'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signOffer } from '../../src/directory/offer.js'
import {
  MAX_CONTROL_FRAME_BYTES,
  MAX_KNOWN_OFFERS,
  MAX_OFFER_FRAME_BYTES,
  NODE_MEMORY_BUDGET_BYTES,
} from '../../src/limits.js'
import type { NodeIdentity } from '../../src/api/index.js'
import { offerFrame, uvarint } from '../../src/wire/index.js'
import { startRawPeer, type RawPeer } from '../fuzz/raw-peer.js'
import { Cluster, type ClusterNode } from '../helpers/cluster.js'
import { testKey } from '../helpers/coop.js'
import { until } from '../helpers/until.js'
import { Flooder } from './flooder.js'

const MODEL = 'flooded'
const SLOTS = 4
const SERVING = { models: [MODEL], slots: SLOTS, outputTokens: 100_000, contextTokens: 200_000 }
const MIB = 1024 * 1024
const HELLO = '/sov/hello/1'
const OFFERS = '/sov/offer/1'
const INFER = '/sov/infer/1'
const HONEST_REQUESTS = 5
// `npm run flood` plays it in full; making so many keys and signatures takes the attacker most of a minute.
const FALSE_PEERS = process.env['SOV_TEST_SCALE'] === 'full' ? 10_000 : 1_000

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a node under a flood answers honest members, and stays inside its memory budget', () => {
  const cluster = new Cluster()
  const sockets: Socket[] = []
  const strangers: RawPeer[] = []
  let asking: ClusterNode
  let serving: ClusterNode
  let flooder: Flooder

  beforeAll(async () => {
    const nodes = await cluster.form([
      { org: 'Honest', jurisdiction: 'NO' },
      {
        org: 'Serving',
        jurisdiction: 'DE',
        serves: SERVING,
      },
    ])
    asking = nodes[0]!
    serving = nodes[1]!
    const { peerId, addresses } = await serving.process.control.get<NodeIdentity>('/sov/v1/id')
    const code = await cluster.invite({ org: 'Hostile', jurisdiction: 'FR' })
    flooder = await Flooder.join({ peerId, address: addresses[0]! }, code)
  })

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    for (const stranger of strangers.splice(0)) await stranger.stop()
    await expectBudgetKept()
  })

  afterAll(async () => {
    await flooder.stop()
    await cluster.stop()
  })

  async function ask(): Promise<void> {
    const response = await fetch(`${asking.api}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: MODEL,
        messages: [{ role: 'user', content: 'Are you there?' }],
        max_tokens: 10,
        provider: { tier: 'mesh' },
      }),
    })
    const text = await response.text()
    expect(response.status, text).toBe(200)
  }

  /** Honest requests, one after the other, while a flood goes on. */
  async function answeredDuring(flood: Promise<unknown>): Promise<void> {
    for (let request = 0; request < HONEST_REQUESTS; request++) await ask()
    await flood
    await ask()
  }

  /** Peak of the resident memory of the flooded process. */
  async function expectBudgetKept(): Promise<void> {
    const status = await readFile(`/proc/${String(serving.process.pid)}/status`, 'utf8')
    const peakBytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
    console.log(`${expect.getState().currentTestName ?? ''}: peak ${(peakBytes / MIB).toFixed(0)} MiB`)
    expect(peakBytes).toBeLessThan(NODE_MEMORY_BUDGET_BYTES)
  }

  /** Writes until the other side ends the stream or so much has been written. */
  async function write(stream: Stream, chunk: Uint8Array, times: number): Promise<void> {
    for (let time = 0; time < times && stream.writeStatus === 'writable'; time++) {
      try {
        // A writer that never stops does not wait either; what its own side cannot send is not sent.
        if (stream.writeBufferLength < MIB) stream.send(chunk)
      } catch {
        return
      }
      if (time % 64 === 0) await nextTurn()
    }
  }

  async function streams(protocol: string, count: number): Promise<readonly Stream[]> {
    const opened = await Promise.all(Array.from({ length: count }, () => flooder.stream(protocol)))
    return opened.filter((stream) => stream !== undefined)
  }

  it('of 1,000 connections that say nothing', async () => {
    const port = Number(/\/tcp\/(\d+)/.exec(flooder.victim.address)?.[1])
    const flood = (async () => {
      for (let index = 0; index < 1_000; index++) {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => undefined)
        sockets.push(socket)
        if (index % 20 === 0) await nextTurn()
      }
    })()
    await answeredDuring(flood)
  })

  it('of hellos that come a byte a second', async () => {
    const flood = (async () => {
      const open: Stream[] = []
      for (let peer = 0; peer < 50; peer++) {
        const stranger = await startRawPeer()
        strangers.push(stranger)
        // so many connections a second are let in, and the test before has had its part
        await until('the stranger is let in', async () => {
          const stream = await stranger.open(flooder.victim.address, HELLO).catch(() => undefined)
          if (stream !== undefined) open.push(stream)
          return stream !== undefined
        })
        for (let more = 0; more < 3; more++) open.push(await stranger.open(flooder.victim.address, HELLO))
      }
      const seconds = [uvarint(1_000), Uint8Array.of(1), Uint8Array.of(2)]
      for (const bytes of seconds) {
        for (const stream of open) if (stream.writeStatus === 'writable') stream.send(bytes)
        await new Promise((resolve) => setTimeout(resolve, 1_000))
      }
      expect(open.length).toBeGreaterThan(100)
    })()
    await answeredDuring(flood)
  })

  it('of frames of one byte, and of a long frame byte by byte', async () => {
    const flood = (async () => {
      for (const stream of await streams(INFER, 32)) await write(stream, Uint8Array.of(1, 0), 1_000)
      const [stream] = await streams(OFFERS, 1)
      stream?.send(uvarint(MAX_OFFER_FRAME_BYTES))
      if (stream !== undefined) await write(stream, Uint8Array.of(0), 100_000)
      stream?.abort(new Error('enough'))
    })()
    await answeredDuring(flood)
  })

  it('of frames that never end, whose length does, and that claim 4 GiB', async () => {
    const claims: [Uint8Array, number][] = [
      [uvarint(MAX_OFFER_FRAME_BYTES), 16],
      [new Uint8Array(1_024).fill(0xff), 256],
      [uvarint(2 ** 32), 256],
      [uvarint(2 ** 28 - 1), 256],
    ]
    const flood = (async () => {
      for (const [prefix, times] of claims) {
        const opened = await streams(OFFERS, 4)
        for (const stream of opened) {
          await write(stream, prefix, 1)
          await write(stream, new Uint8Array(64 * 1024), times)
        }
        for (const stream of opened) stream.abort(new Error('enough'))
      }
    })()
    await answeredDuring(flood)
  })

  it('of 10,000 streams', async () => {
    const flood = (async () => {
      for (let batch = 0; batch < 50; batch++) await streams(batch % 2 === 0 ? INFER : HELLO, 200)
    })()
    await answeredDuring(flood)
    await flooder.reconnect()
  })

  it('of answers that nobody reads', async () => {
    const unread = await Promise.all(Array.from({ length: SLOTS - 1 }, () => flooder.orderUnread(SERVING)))
    await answeredDuring(Promise.resolve())
    for (const channel of unread) channel.abort(new Error('enough'))
  })

  it('of a writer that never stops', async () => {
    const frame = Buffer.concat([uvarint(MAX_CONTROL_FRAME_BYTES), new Uint8Array(MAX_CONTROL_FRAME_BYTES)])
    const flood = (async () => {
      const channels = await Promise.all(Array.from({ length: SLOTS - 1 }, () => flooder.orderUnread(SERVING)))
      await Promise.all(
        channels.map(async (channel) => {
          for (let mib = 0; mib < 64; mib++) {
            await channel.send(randomBytes(MAX_CONTROL_FRAME_BYTES), { signal: AbortSignal.timeout(2_000) })
          }
        }),
      ).catch(() => undefined)
      for (const channel of channels) channel.abort(new Error('enough'))
      for (const protocol of [INFER, OFFERS, HELLO]) {
        const opened = await streams(protocol, 32)
        await Promise.all(opened.map((stream) => write(stream, frame, 1_000)))
        for (const stream of opened) stream.abort(new Error('enough'))
      }
    })()
    await answeredDuring(flood)
  })

  it(`of offers that tell of ${String(FALSE_PEERS)} peers that are none`, { timeout: 300_000 }, async () => {
    const { networkId } = flooder.member.membership.coop!
    const falseOffer = (): Uint8Array =>
      signOffer(
        { models: [], queued: 0, isDraining: false, deviceClass: 'cpu', memoryFreeBytes: 0 },
        {
          networkId,
          bootNonce: randomBytes(16),
          seq: 1n,
          nowMs: Date.now(),
          addresses: ['/ip4/127.0.0.1/tcp/1'],
        },
        testKey(),
      )
    const flood = (async () => {
      for (let sent = 0; sent < FALSE_PEERS; sent += MAX_KNOWN_OFFERS) {
        const known = Array.from({ length: MAX_KNOWN_OFFERS }, falseOffer)
        await flooder.member.network
          .open(flooder.victim.peerId, OFFERS)
          .then(async (channel) => {
            await channel.send(offerFrame.encode({ offer: known[0]!, known }))
            await channel.close()
          })
          // the node ends the streams of who sends too many
          .catch(() => undefined)
      }
    })()
    await answeredDuring(flood)
  })
})
