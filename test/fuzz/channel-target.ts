import { SovError } from '../../src/errors.js'
import { startBareNode } from '../helpers/bare-node.js'
import { startRawPeer } from './raw-peer.js'

/** Cap on the frames that the reader takes. */
export const MAX_FRAME_BYTES = 1_000
const PROTOCOL = '/sov/test/1'
const MAX_LENGTH_BYTES = 4

/** How a stream of bytes was read: its frames, and an error code or `end`. */
export interface Reading {
  readonly frames: readonly Uint8Array[]
  readonly end: string
}

/** Two hosts with a TCP connection: plain libp2p on one side, our channel on the other. */
export interface ChannelTarget {
  /** Sends pieces on a stream of their own, closes it, and says what our channel read. */
  read(pieces: readonly Uint8Array[]): Promise<Reading>
  stop(): Promise<void>
}

export async function startChannelTarget(): Promise<ChannelTarget> {
  const waiting: ((reading: Reading) => void)[] = []
  const reader = await startBareNode({
    [PROTOCOL]: async (channel) => {
      const frames: Uint8Array[] = []
      let end = 'end'
      try {
        for (;;) {
          const frame = await channel.receive({ maxBytes: MAX_FRAME_BYTES })
          if (frame === null) break
          frames.push(frame)
        }
      } catch (error) {
        end = SovError.isInstance(error) ? error.code : String(error)
        throw error
      } finally {
        waiting.shift()?.({ frames, end })
      }
    },
  })
  const writer = await startRawPeer()
  const address = reader.network.addresses()[0]!
  return {
    async read(pieces) {
      const reading = new Promise<Reading>((resolve) => waiting.push(resolve))
      const stream = await writer.open(address, PROTOCOL)
      for (const piece of pieces) stream.send(piece)
      // the reader may have ended it
      await stream.close().catch(() => undefined)
      return reading
    },
    async stop() {
      await writer.stop()
      await reader.stop()
    },
  }
}

/** What must be read: as in docs/PROTOCOL.md, with nothing of the channel's code. */
export function expectedReading(bytes: Uint8Array): Reading {
  const frames: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const last = bytes.subarray(at, at + MAX_LENGTH_BYTES).findIndex((byte) => byte < 0x80)
    if (last === -1)
      return { frames, end: bytes.length - at < MAX_LENGTH_BYTES ? 'ERR_SOV_CHANNEL_CLOSED' : 'ERR_SOV_WIRE_FORMAT' }
    const begin = at + last + 1
    const length = bytes.subarray(at, begin).reduceRight((sum, byte) => sum * 0x80 + (byte & 0x7f), 0)
    if (length > MAX_FRAME_BYTES) return { frames, end: 'ERR_SOV_WIRE_LIMIT' }
    if (begin + length > bytes.length) return { frames, end: 'ERR_SOV_CHANNEL_CLOSED' }
    frames.push(bytes.slice(begin, begin + length))
    at = begin + length
  }
  return { frames, end: 'end' }
}
