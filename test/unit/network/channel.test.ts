import { StreamMessageEvent, type Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import { describe, expect, it } from 'vitest'
// brings Promise.withResolvers to Node 20
import '../../../src/network/index.js'
import { FrameChannel, uvarint } from '../../../src/wire/index.js'
import { until } from '../../helpers/until.js'

const PEER = '12D3KooWOther'
const MAX = 1 << 22

/** A channel, and the bare stream at its other end. */
async function open(): Promise<{ channel: FrameChannel; near: Stream; far: Stream }> {
  const [near, far] = await streamPair()
  return { channel: new FrameChannel(near, PEER), near, far }
}

function framed(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([uvarint(bytes.length), bytes])
}

describe('a framed channel', () => {
  it('puts a frame together that comes byte by byte', async () => {
    const { channel, far } = await open()
    const frame = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    for (const byte of framed(frame)) far.send(Uint8Array.of(byte))
    expect(await channel.receive({ maxBytes: MAX })).toEqual(frame)
  })

  it('does not choke on a large frame that comes byte by byte', async () => {
    const { channel, near } = await open()
    const length = 500_000
    const received = channel.receive({ maxBytes: MAX })
    near.dispatchEvent(new StreamMessageEvent(uvarint(length)))
    for (let sent = 0; sent < length; sent++) near.dispatchEvent(new StreamMessageEvent(Uint8Array.of(sent)))
    // the beginning of the next frame, so that the first cannot be taken as a whole
    near.dispatchEvent(new StreamMessageEvent(Uint8Array.of(1)))
    const frame = await received
    expect(frame?.length).toBe(length)
    expect(frame?.every((byte, index) => byte === index % 256)).toBe(true)
  })

  it('takes several frames out of one piece, empty ones too', async () => {
    const { channel, far } = await open()
    const frames = [Buffer.from('one'), new Uint8Array(), Buffer.from('three')]
    far.send(Buffer.concat(frames.map(framed)))
    for (const frame of frames)
      expect(Buffer.from((await channel.receive({ maxBytes: MAX }))!)).toEqual(Buffer.from(frame))
  })

  it.each([
    ['over the cap', uvarint(101), 'ERR_SOV_WIRE_LIMIT'],
    ['longer than four bytes', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x01), 'ERR_SOV_WIRE_FORMAT'],
    ['that never ends', new Uint8Array(50).fill(0x80), 'ERR_SOV_WIRE_FORMAT'],
  ])('refuses a length %s before its frame has come', async (_, prefix, code) => {
    const { channel, far } = await open()
    far.send(prefix)
    await expect(channel.receive({ maxBytes: 100 })).rejects.toMatchObject({ code })
  })

  it('holds each frame against the cap of the one who waits for it', async () => {
    const { channel, far } = await open()
    far.send(Buffer.concat([framed(new Uint8Array(50)), framed(new Uint8Array(50))]))
    expect((await channel.receive({ maxBytes: 50 }))?.length).toBe(50)
    await expect(channel.receive({ maxBytes: 49 })).rejects.toMatchObject({ code: 'ERR_SOV_WIRE_LIMIT' })
  })

  it('tells a clean end from one inside a frame', async () => {
    const clean = await open()
    clean.far.send(framed(Buffer.from('all')))
    await clean.far.close()
    expect(await clean.channel.receive({ maxBytes: MAX })).not.toBeNull()
    expect(await clean.channel.receive({ maxBytes: MAX })).toBeNull()

    const torn = await open()
    torn.far.send(framed(Buffer.from('all')).subarray(0, 2))
    await torn.far.close()
    await expect(torn.channel.receive({ maxBytes: MAX })).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
  })

  it('can still read everything after both sides have closed', async () => {
    const { channel, far } = await open()
    const frames = Array.from({ length: 40 }, (_, index) => new Uint8Array(65_536).fill(index))
    await channel.close()
    for (const frame of frames) far.send(framed(frame))
    await far.close()
    await until('the far end is closed', () => far.status === 'closed')
    for (const [index, frame] of frames.entries()) {
      const received = await channel.receive({ maxBytes: MAX })
      expect(Buffer.compare(received!, frame), `frame ${String(index)}`).toBe(0)
    }
    expect(await channel.receive({ maxBytes: MAX })).toBeNull()
  })

  it('does not send after it was closed, failed or aborted', async () => {
    const ends: ((channel: FrameChannel) => Promise<void> | void)[] = [
      (channel) => channel.close(),
      (channel) => channel.fail({ message: 'enough' }),
      (channel) => channel.abort(new Error('enough')),
    ]
    for (const end of ends) {
      const { channel } = await open()
      await end(channel)
      await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
      // a second end does nothing
      await channel.fail({ message: 'again' })
      await channel.close()
    }
  })

  it('throws a typed error to whoever waits when the peer resets', async () => {
    const { channel, far } = await open()
    const waiting = channel.receive({ maxBytes: MAX })
    far.abort(new Error('gone'))
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
    await expect(channel.receive({ maxBytes: MAX })).rejects.toMatchObject({ code: 'ERR_SOV_CHANNEL_CLOSED' })
  })

  it('drops what still comes after it has failed', async () => {
    const { channel, far } = await open()
    await channel.fail({ message: 'enough' })
    far.send(framed(Buffer.from('late')))
    await far.close()
    expect(await channel.receive({ maxBytes: MAX })).toBeNull()
  })
})
