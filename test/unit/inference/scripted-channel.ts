import { setImmediate as nextTurn } from 'node:timers/promises'
import { systemClock, type Clock } from '../../../src/clock.js'
import { DEFAULT_DEADLINES, InferChannel } from '../../../src/inference/protocol.js'
import type { Channel } from '../../../src/network/index.js'
import { delta, inferFrame, type Delta, type InferFrame } from '../../../src/wire/index.js'

/** What a test sees of one frame with parts. */
export interface SentParts {
  readonly parts: NonNullable<InferFrame['parts']>
  readonly deltas: readonly Delta[]
}

/** The near end of a channel: keeps what is sent, and can be told to have no room. */
export class ScriptedChannel implements Channel {
  readonly peer: string = '12D3KooWOther'
  readonly sent: SentParts[] = []
  /** Called in the same turn in which a frame was sent. */
  onSent: () => void = () => undefined
  #room: Promise<void> | undefined
  #giveRoom = (): void => undefined

  /** An {@link InferChannel} over it. */
  infer(clock: Clock = systemClock): InferChannel {
    return new InferChannel(this, clock, DEFAULT_DEADLINES)
  }

  /** From now on the peer does not read. */
  fill(): void {
    this.#room = new Promise((resolve) => {
      this.#giveRoom = resolve
    })
  }

  /** The peer has read everything. */
  drain(): void {
    this.#room = undefined
    this.#giveRoom()
  }

  async send(frame: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    if (this.#room !== undefined) await Promise.race([this.#room, whenAborted(signal)])
    const { parts } = inferFrame.decode(frame)
    if (parts !== null) this.sent.push({ parts, deltas: parts.deltas.map((bytes) => delta.decode(bytes)) })
    this.onSent()
  }

  receive(): Promise<Uint8Array | null> {
    return Promise.resolve(null)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  fail(): Promise<void> {
    return Promise.resolve()
  }

  abort(): void {
    // nothing to reset
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** Lets everything happen that needs a few turns of the event loop. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}
