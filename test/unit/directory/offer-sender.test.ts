import { beforeEach, describe, expect, it } from 'vitest'
import { OfferSender } from '../../../src/directory/offer-sender.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { ScriptedNetwork } from './scripted-network.js'

const PEER = '12D3KooWPeer'
const RETRY_MS = 500

describe('an offer sender', () => {
  let clock: ManualClock
  let network: ScriptedNetwork
  let sender: OfferSender

  beforeEach(() => {
    clock = new ManualClock()
    network = new ScriptedNetwork('12D3KooWSelf')
    sender = new OfferSender(PEER, network, clock)
  })

  async function send(...numbers: readonly number[]): Promise<void> {
    for (const number of numbers) sender.send(Uint8Array.of(number))
    await settled()
  }

  /** What the peer has read, on all streams. */
  function read(): readonly number[] {
    return network.streams.flatMap(({ sent }) => sent.map(([number]) => number!))
  }

  it('opens one stream and keeps it', async () => {
    await send(1)
    await send(2)
    expect(network.streams).toHaveLength(1)
    expect(read()).toEqual([1, 2])
  })

  it('sends the newest only of what came while the peer did not read', async () => {
    await send(1)
    network.streams[0]!.isHeld = true
    await send(2, 3, 4)
    network.streams[0]!.release()
    await settled()
    expect(read()).toEqual([1, 2, 4])
  })

  it('tries again a moment after it was refused, with the newest frame', async () => {
    network.refuses = true
    await send(1)
    await send(2)
    network.refuses = false
    clock.advance(RETRY_MS)
    await settled()
    expect(read()).toEqual([2])
  })

  it('sends the newest frame anew on another stream when the peer ends one', async () => {
    await send(1)
    network.streams[0]!.end()
    await settled()
    expect(network.streams[0]!.isClosed).toBe(true)
    clock.advance(RETRY_MS)
    await settled()
    expect(network.streams).toHaveLength(2)
    expect(read()).toEqual([1, 1])
  })

  it('sends nothing after it was stopped, whatever comes', async () => {
    await send(1)
    sender.stop()
    expect(network.streams[0]!.isClosed).toBe(true)
    await send(2)
    network.streams[0]!.end()
    clock.advance(10 * RETRY_MS)
    await settled()
    expect(network.streams).toHaveLength(1)
    expect(read()).toEqual([1])
  })

  it('leaves no stream open that it was opening when it was stopped, and sends nothing on it', async () => {
    let open!: () => void
    network.opening = new Promise((resolve) => {
      open = resolve
    })
    await send(1)
    sender.stop()
    open()
    await settled()
    clock.advance(10 * RETRY_MS)
    await settled()
    expect(network.streams.map(({ isClosed }) => isClosed)).toEqual([true])
    expect(read()).toEqual([])
  })
})

/** Lets what follows from promises happen. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
