import type { Channel } from './channel.js'
import type { Codec } from './codec.js'
import { errorInFrame } from './peer-error.js'

// Stages for `pipe` of it-pipe: a stream of frames from a peer, checked and decoded one by one as the reader asks.

/** The frames of a channel until the peer closes its side. Reading slowly makes the peer wait. */
export async function* framesOf(channel: Channel, maxBytes: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const frame = await channel.receive({ maxBytes })
    if (frame === null) return
    yield frame
  }
}

/** Passes frames on until one is an error of the peer, which is thrown. */
export async function* throwPeerErrors(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    const error = errorInFrame(frame)
    if (error !== undefined) throw error
    yield frame
  }
}

/** Decodes every frame. @throws {SovError} ERR_SOV_WIRE_FORMAT */
export function decodeFrames<P, D>(codec: Codec<P, D>): (frames: AsyncIterable<Uint8Array>) => AsyncGenerator<D> {
  return async function* (frames) {
    for await (const frame of frames) yield codec.decode(frame)
  }
}
