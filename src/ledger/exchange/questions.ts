import { SovError } from '../../errors.js'
import { MAX_RANGE_FRAME_BYTES, SETTLEMENT_TIMEOUT_MS } from '../../limits.js'
import type { Channel } from '../../network/index.js'
import { errorInFrame, ledgerFrame, type LedgerFrame } from '../../wire/index.js'

/** One frame of `/sov/ledger/1`, to be sent. */
export type OutboundFrame = Parameters<typeof ledgerFrame.encode>[0]

/** Questions to one peer, one after the other, over a stream that is opened for the first of them. */
export class Questions {
  readonly #open: () => Promise<Channel>
  #channel: Channel | undefined

  constructor(open: () => Promise<Channel>) {
    this.#open = open
  }

  /** @throws {SovError} ERR_SOV_PEER_DISCONNECTED; what the peer answers instead; wire errors. */
  async ask(question: OutboundFrame): Promise<LedgerFrame> {
    this.#channel ??= await this.#open()
    const signal = AbortSignal.timeout(SETTLEMENT_TIMEOUT_MS)
    await this.#channel.send(ledgerFrame.encode(question), { signal })
    const frame = await this.#channel.receive({ maxBytes: MAX_RANGE_FRAME_BYTES, signal })
    if (frame === null) throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer went away before it had answered')
    const error = errorInFrame(frame)
    if (error !== undefined) throw error
    return ledgerFrame.decode(frame)
  }

  async close(): Promise<void> {
    await this.#channel?.close()
  }

  async fail(): Promise<void> {
    await this.#channel?.fail({})
  }
}
