import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Stream } from '@libp2p/interface'
import { afterEach, describe, expect, it } from 'vitest'
import { deadline } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { YAMUX_WINDOW_BYTES } from '../../src/limits.js'
import type { Channel } from '../../src/network/index.js'
import { errorInFrame, FrameChannel, uvarint } from '../../src/wire/index.js'
import { RawReader, startRawPeer, type RawPeer, type RawPeerOptions } from '../fuzz/raw-peer.js'
import { startBareNode, type BareNode } from '../helpers/bare-node.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { until } from '../helpers/until.js'

const PROTOCOL = '/sov/test/1'
const MAX = 1 << 20
const KIB = 1024
const MIB = 1024 * KIB
// What lies between a writer and the frames a reader has taken: a full window in the stream, another one that was
// granted when it was resumed, and what a channel holds unread itself.
const MAX_UNDER_WAY_BYTES = 2 * YAMUX_WINDOW_BYTES + MIB

/** Ten ways in which streams of libp2p 3 surprise, each played against the real stack over loopback TCP. */
describe('the traps of libp2p streams', () => {
  const stops: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  })

  async function node(handler?: (channel: Channel) => Promise<void>): Promise<BareNode> {
    const started = await startBareNode(handler === undefined ? {} : { [PROTOCOL]: handler })
    stops.push(() => started.stop())
    return started
  }

  async function rawPeer(handler?: (stream: Stream) => void, options?: RawPeerOptions): Promise<RawPeer> {
    const started = await startRawPeer(handler === undefined ? {} : { [PROTOCOL]: handler }, options)
    stops.push(() => started.stop())
    return started
  }

  /** Our channel to the bare stream of a host that is none of ours. */
  async function channelToRaw(
    options?: RawPeerOptions,
  ): Promise<{ channel: Channel; stream: Stream; ours: BareNode; raw: RawPeer }> {
    const streams: Stream[] = []
    const raw = await rawPeer((stream) => streams.push(stream), options)
    const ours = await node()
    await ours.network.dial(raw.address)
    const channel = await ours.network.open(raw.peerId, PROTOCOL)
    // Negotiation may end with the first bytes.
    await channel.send(Uint8Array.of())
    await until('the stream is there', () => streams.length > 0)
    return { channel, stream: streams[0]!, ours, raw }
  }

  /** Waits until a number has stood still over several round trips on the connection. */
  async function stillness(ours: BareNode, peer: string, read: () => number): Promise<number> {
    let before = NaN
    let unchanged = 0
    await until('it stands still', async () => {
      await ours.network.ping(peer)
      unchanged = read() === before ? unchanged + 1 : 0
      before = read()
      return unchanged >= 10
    })
    return before
  }

  it('1: a writer is held back again after it was let go once', async () => {
    const { channel, stream, ours, raw } = await channelToRaw()
    stream.pause()
    const reader = new RawReader(stream)
    const frame = new Uint8Array(16 * KIB)
    let sent = 0
    const sending = (async () => {
      while (sent < 64 * MIB) {
        await channel.send(frame)
        sent += frame.length
      }
    })().catch((error: unknown) => error)
    for (let round = 1; round <= 4; round++) {
      const held = await stillness(ours, raw.peerId, () => sent)
      // yamux lets one window pass; a channel that stopped waiting would have queued all of the 64 MiB
      expect(held - reader.length, `round ${String(round)}`).toBeLessThan(16 * MIB + MIB)
      expect(held, `round ${String(round)}`).toBeLessThan(64 * MIB)
      const goal = reader.length + 1
      stream.resume()
      await until('the reader has read on', () => reader.length >= goal)
      stream.pause()
    }
    channel.abort(new Error('the test is over'))
    expect(await sending).toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
  })

  it('2: a reader that takes nothing stops a writer that never waits', async () => {
    const { channel, stream, ours, raw } = await channelToRaw()
    const total = 32 * MIB
    for (let sent = 0; sent < total; sent += MIB) stream.send(numbered(sent / KIB, 1_024))
    // what has left the writer lies at our side or under way
    const kept = await stillness(ours, raw.peerId, () => stream.writeBufferLength)
    expect(total - kept).toBeLessThan(MAX_UNDER_WAY_BYTES)
    await expectNumbered(channel, total / KIB)
  })

  it('3: a stream that is paused again and again survives a fast writer: 20,000 messages of 1 KiB', async () => {
    const count = 20_000
    const server = await node(async (channel) => {
      for (let index = 0; index < count; index++) await channel.send(numberedFrame(index))
    })
    const client = await node()
    await client.network.dial(server.network.addresses()[0]!)
    const channel = await client.network.open(server.key.peerId, PROTOCOL)
    for (let index = 0; index < count; index += 1_000) {
      // the writer fills everything up meanwhile
      for (let trip = 0; trip < 5; trip++) await client.network.ping(server.key.peerId)
      await expectNumbered(channel, 1_000, index)
    }
    expect(await channel.receive({ maxBytes: MAX })).toBeNull()
  })

  it('4: resuming into a full buffer does not open the window of a stream that is to stay paused', async () => {
    const { channel, stream, ours, raw } = await channelToRaw()
    // So long that a stream is paused in the middle of a frame: what it holds then comes out while it is resumed.
    const length = 600 * KIB
    const count = 40
    const frame = Buffer.concat([uvarint(length), new Uint8Array(length)])
    for (let index = 0; index < count; index++) stream.send(frame)
    for (let taken = 1; taken <= count; taken++) {
      expect(await channel.receive({ maxBytes: MAX }), `frame ${String(taken)}`).toHaveLength(length)
      const kept = await stillness(ours, raw.peerId, () => stream.writeBufferLength)
      const underWay = (count - taken) * frame.length - kept
      expect(underWay, `after ${String(taken)} frames`).toBeLessThan(MAX_UNDER_WAY_BYTES)
    }
    expect(stream.status).toBe('open')
  })

  it.each([1, 1_500, 6_000])(
    '5: what a peer sends just before it closes is read: %i frames of 1 KiB',
    async (count) => {
      const { channel, stream, ours, raw } = await channelToRaw()
      let hasEndArrived = false
      stream.send(numbered(0, count))
      const closing = stream.close().then(() => (hasEndArrived = true))
      // The end of a short message is here before anybody reads; a long one waits for the reader.
      if (count * KIB < YAMUX_WINDOW_BYTES / 2) await until('it has closed', () => hasEndArrived)
      for (let trip = 0; trip < 5; trip++) await ours.network.ping(raw.peerId)
      await expectNumbered(channel, count)
      expect(await channel.receive({ maxBytes: MAX })).toBeNull()
      await closing
    },
  )

  it('6: a killed peer looks like a clean end between two frames, never inside one', async () => {
    for (const isInside of [false, true]) {
      const { address, kill } = await startDoomedPeer(PROTOCOL, isInside)
      stops.push(kill)
      const ours = await node()
      const peer = await ours.network.dial(address)
      const channel = await ours.network.open(peer, PROTOCOL)
      expect(await channel.receive({ maxBytes: MAX })).toHaveLength(3)
      const next = channel.receive({ maxBytes: MAX }).catch((error: unknown) => error)
      await kill()
      // Only the protocol above knows whether this was the last frame; every answer therefore ends with one that says so.
      if (isInside) expect(await next).toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
      else expect(await next).toBeNull()
      await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
    }
  })

  describe('7: a stream that is already reset when it is handed over', () => {
    it('ends opening or the first wait with an error', async () => {
      const raw = await rawPeer((stream) => stream.abort(new Error('not today')))
      const ours = await node()
      await ours.network.dial(raw.address)
      for (let attempt = 0; attempt < 20; attempt++) {
        const outcome = ours.network
          .open(raw.peerId, PROTOCOL)
          .then((channel) => channel.receive({ maxBytes: MAX }))
          .then(
            () => 'an end',
            (error: unknown) => (SovError.isInstance(error) ? error.code : error),
          )
        expect(['ERR_SOV_DIAL', 'ERR_SOV_CHANNEL_CLOSED']).toContain(await outcome)
      }
    })

    it('is told to whoever sends or receives on it', async () => {
      const server = await node((channel) => {
        channel.abort(new Error('not today'))
        return Promise.resolve()
      })
      const raw = await rawPeer()
      const stream = await raw.open(server.network.addresses()[0]!, PROTOCOL)
      await until('the stream is reset', () => stream.status !== 'open')
      const channel = new FrameChannel(stream, server.key.peerId)
      await expect(channel.receive({ maxBytes: MAX })).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
      await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
      await channel.fail({ message: 'nobody hears it' })
      await channel.close()
    })
  })

  it('8: the signal of opening ends with the opening; a deadline of ours resets the stream', async () => {
    const server = await node(async (channel) => {
      for (;;) {
        const frame = await channel.receive({ maxBytes: MAX })
        if (frame === null) return
        await channel.send(frame)
      }
    })
    const client = await node()
    await client.network.dial(server.network.addresses()[0]!)
    const opening = new AbortController()
    const echo = await client.network.open(server.key.peerId, PROTOCOL, { signal: opening.signal })
    opening.abort(new Error('too late for this stream'))
    await echo.send(Uint8Array.of(1, 2, 3))
    expect(await echo.receive({ maxBytes: MAX })).toHaveLength(3)

    const { channel, stream } = await channelToRaw()
    await endByDeadline(channel)
    await until('the peer is told', () => stream.status === 'reset')
  })

  it('9: why a stream was ended arrives before its end, also at a peer that is still sending', async () => {
    const server = await node(async (channel) => {
      await channel.receive({ maxBytes: MAX })
      throw new SovError('ERR_SOV_RATE_LIMITED', 'too many', { retryAfterMs: 1_500 })
    })
    for (const bytes of [1, 20_000].map((count) => numbered(0, count))) {
      const raw = await rawPeer()
      const stream = await raw.open(server.network.addresses()[0]!, PROTOCOL)
      const reader = new RawReader(stream)
      stream.send(bytes)
      await until('the stream has ended', () => reader.hasEnded)
      const [length, ...frame] = reader.bytes()
      expect(frame).toHaveLength(length!)
      expect(errorInFrame(Uint8Array.from(frame))).toMatchObject({
        code: 'ERR_SOV_RATE_LIMITED',
        retryAfterMs: 1_500,
        details: { peerMessage: 'too many' },
      })
      expect(stream.status).not.toBe('reset')
      stream.abort(new Error('the test is over'))
    }
  })

  it('10: nobody ends an idle stream but its own deadline', async () => {
    const { channel, stream, ours, raw } = await channelToRaw({ inactivityTimeoutMs: 1 })
    expect(stream.inactivityTimeout).toBe(1)
    for (let trip = 0; trip < 50; trip++) await ours.network.ping(raw.peerId)
    expect(stream.status).toBe('open')
    stream.send(numbered(0, 1))
    await expectNumbered(channel, 1)
    await endByDeadline(channel)
    await until('the peer is told', () => stream.status === 'reset')
  })
})

/** Waits for a frame under a deadline that passes, and resets the stream as its owner does. */
async function endByDeadline(channel: Channel): Promise<void> {
  const clock = new ManualClock()
  const late = new SovError('ERR_SOV_TOKEN_GAP_TIMEOUT', 'the answer stalled')
  const limit = deadline(clock, 30_000, () => late)
  const waiting = channel.receive({ maxBytes: MAX, signal: limit.signal })
  clock.advance(29_999)
  expect(limit.signal.aborted).toBe(false)
  clock.advance(1)
  await expect(waiting).rejects.toBe(late)
  limit.clear()
  channel.abort(late)
}

/** A frame that with its length prefix is 1 KiB long and begins with its number. */
function numberedFrame(index: number): Uint8Array {
  const frame = new Uint8Array(KIB - 2)
  new DataView(frame.buffer).setUint32(0, index)
  return frame
}

/** The bytes of so many numbered frames. */
function numbered(first: number, count: number): Uint8Array {
  const prefix = uvarint(KIB - 2)
  return Buffer.concat(Array.from({ length: count }, (_, index) => [prefix, numberedFrame(first + index)]).flat())
}

async function expectNumbered(channel: Channel, count: number, first = 0): Promise<void> {
  for (let index = first; index < first + count; index++) {
    const frame = await channel.receive({ maxBytes: KIB })
    if (frame === null || Buffer.from(frame).readUInt32BE(0) !== index)
      expect(frame, `frame ${String(index)}`).toBe(index)
  }
}

/** A process of plain libp2p that sends three bytes as a frame, and perhaps the beginning of another. */
async function startDoomedPeer(
  protocol: string,
  isInside: boolean,
): Promise<{ address: string; kill: () => Promise<void> }> {
  const script = `
    Promise.withResolvers ??= () => {
      const all = {}
      all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }))
      return all
    }
    const { createLibp2p } = await import('libp2p')
    const { tcp } = await import('@libp2p/tcp')
    const { noise } = await import('@chainsafe/libp2p-noise')
    const { yamux } = await import('@libp2p/yamux')
    const host = await createLibp2p({
      addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
      transports: [tcp()], connectionEncrypters: [noise()], streamMuxers: [yamux()],
    })
    await host.handle(${JSON.stringify(protocol)}, (stream) => stream.send(Uint8Array.of(3, 1, 2, 3${isInside ? ', 3, 1' : ''})))
    console.log(host.getMultiaddrs()[0].toString())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    address,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
