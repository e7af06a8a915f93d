import { INFER_PROTOCOL } from '../../src/inference/protocol.js'
import { RemoteEngine } from '../../src/inference/remote-engine.js'
import { Libp2pNetwork } from '../../src/network/libp2p-network.js'
import { inferFrame, type FrameTap } from '../../src/wire/index.js'
import { monotonicMs } from './monotonic.js'

const FRAMES = ['order', 'accept', 'prompt', 'parts'] as const
type FrameMoment = (typeof FRAMES)[number]
type CallMoment = 'asked' | 'opening' | 'opened'

/**
 * When what happened on one side of a hop, in {@link monotonicMs}. Frames: sent or taken; `parts` is the first frame
 * with content. On the consumer's side also: the request handed to the remote engine, the stream asked for, and there.
 */
export type HopMoments = Readonly<Partial<Record<CallMoment | FrameMoment, number>>>

/** Notes the moments of the newest hop of this process; for one request at a time and one node per process. */
export class HopTracer {
  #calls: Partial<Record<CallMoment, number>> = {}
  #frames: { stream: number; atMs: number; bytes: Uint8Array }[] = []

  /** Sees the frames. They are read when the moments are taken, not on the way of the request. */
  readonly tap: FrameTap = ({ protocol, stream, bytes }) => {
    if (protocol === INFER_PROTOCOL) this.#frames.push({ stream, atMs: monotonicMs(), bytes })
  }

  constructor() {
    const note = (moment: CallMoment): void => {
      this.#calls[moment] = monotonicMs()
    }
    // Frames do not tell when a stream was asked for, and nothing between the rooms does: the two calls are wrapped.
    /* eslint-disable @typescript-eslint/unbound-method -- both are called with the `this` they were called with */
    const { generate } = RemoteEngine.prototype
    const { open } = Libp2pNetwork.prototype
    /* eslint-enable @typescript-eslint/unbound-method */
    RemoteEngine.prototype.generate = function (...args) {
      note('asked')
      return generate.apply(this, args)
    }
    Libp2pNetwork.prototype.open = async function (...args) {
      const isInfer = args[1] === INFER_PROTOCOL
      if (isInfer) note('opening')
      const channel = await open.apply(this, args)
      if (isInfer) note('opened')
      return channel
    }
  }

  /** The moments of the newest hop; forgets them. */
  take(): HopMoments {
    const frames = this.#frames.map(({ bytes, ...frame }) => ({ ...frame, content: inferFrame.decode(bytes) }))
    const stream = frames.findLast(({ content }) => content.order !== null)?.stream
    const moments: Partial<Record<CallMoment | FrameMoment, number>> = this.#calls
    this.#calls = {}
    this.#frames = []
    for (const { content, atMs } of frames.filter((frame) => frame.stream === stream)) {
      const isEmpty = content.parts?.deltas.length === 0
      for (const name of FRAMES) if (content[name] !== null && !isEmpty) moments[name] ??= atMs
    }
    return moments
  }
}
