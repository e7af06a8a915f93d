import { pipe } from 'it-pipe'
import { repeat } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import {
  LATE_SETTLEMENT_INTERVAL_MS,
  MAX_CONTROL_FRAME_BYTES,
  MAX_CONTROL_STREAMS_PER_PEER,
  SETTLEMENT_TIMEOUT_MS,
} from '../limits.js'
import type { Channel } from '../network/index.js'
import {
  decodeFrames,
  equalBytes,
  errorInFrame,
  framesOf,
  ledgerFrame,
  throwPeerErrors,
  type LedgerFrame,
} from '../wire/index.js'
import type { InferenceComponents } from './index.js'

const LEDGER_PROTOCOL = '/sov/ledger/1'

/**
 * Countersigns whose stream broke before the provider had stored them: the consumer hands them in when the two meet
 * again, the provider stores what answers a statement of its own.
 */
export class LateSettlement {
  readonly #components: InferenceComponents
  readonly #busy = new Set<PeerIdString>()
  readonly #cancels: (() => void)[] = []

  constructor(components: InferenceComponents) {
    this.#components = components
    components.network.handle(
      LEDGER_PROTOCOL,
      { purpose: 'ledger', maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER },
      (channel) => this.#take(channel),
    )
  }

  start(): void {
    const { clock, membership } = this.#components
    this.#cancels.push(
      membership.onMember((peer, member) => {
        if (member !== undefined) void this.#deliver(peer)
      }),
      repeat(clock, LATE_SETTLEMENT_INTERVAL_MS, async () => {
        for (const { peer } of membership.members()) await this.#deliver(peer)
      }),
    )
  }

  stop(): void {
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  /** Hands in what a provider may not have; what fails is tried again at the next meeting. */
  async #deliver(peer: PeerIdString): Promise<void> {
    if (this.#busy.has(peer)) return
    this.#busy.add(peer)
    const { ledger, network, onFailed } = this.#components
    let channel: Channel | undefined
    try {
      for (const { bytes, digest } of await ledger.undelivered(peer)) {
        channel ??= await network.open(peer, LEDGER_PROTOCOL)
        await channel.send(ledgerFrame.encode({ countersign: bytes }))
        const { stored } = await answer(channel)
        if (stored !== null && equalBytes(stored.digest, digest)) await ledger.delivered(peer, digest)
      }
      await channel?.close()
    } catch (error) {
      onFailed?.(peer, toSovError(error))
      await channel?.fail({})
    } finally {
      this.#busy.delete(peer)
    }
  }

  async #take(channel: Channel): Promise<void> {
    await pipe(
      framesOf(channel, MAX_CONTROL_FRAME_BYTES),
      throwPeerErrors,
      decodeFrames(ledgerFrame),
      async (frames) => {
        for await (const { countersign } of frames) {
          if (countersign === null) throw new SovError('ERR_SOV_PROTOCOL', 'expected a frame with countersign')
          await channel.send(ledgerFrame.encode(await this.#store(countersign)))
        }
      },
    )
  }

  async #store(countersign: Uint8Array): Promise<Parameters<typeof ledgerFrame.encode>[0]> {
    try {
      const { digest } = await this.#components.ledger.storeLateCountersign(countersign)
      return { stored: { digest } }
    } catch (error) {
      if (SovError.isInstance(error, 'ERR_SOV_RECEIPT_NOT_FOUND')) return { unknown: {} }
      throw error
    }
  }
}

async function answer(channel: Channel): Promise<LedgerFrame> {
  const frame = await channel.receive({
    maxBytes: MAX_CONTROL_FRAME_BYTES,
    signal: AbortSignal.timeout(SETTLEMENT_TIMEOUT_MS),
  })
  if (frame === null) throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer went away before it had stored')
  const error = errorInFrame(frame)
  if (error !== undefined) throw error
  return ledgerFrame.decode(frame)
}
