import { beforeEach, describe, expect, it } from 'vitest'
import { PartsWriter } from '../../../src/inference/parts-writer.js'
import { TOKEN_GAP_TIMEOUT_MS } from '../../../src/limits.js'
// brings Promise.withResolvers to Node 20
import '../../../src/network/index.js'
import { delta, WireFinishReason } from '../../../src/wire/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { ScriptedChannel, turns } from './scripted-channel.js'

const USAGE = { promptTokens: 3, cachedTokens: 1, outputTokens: 2 }

describe('a parts writer', () => {
  let channel: ScriptedChannel
  let abort: AbortController
  let writer: PartsWriter

  beforeEach(() => {
    channel = new ScriptedChannel()
    abort = new AbortController()
    writer = new PartsWriter(channel.infer(), abort.signal)
  })

  function words(): readonly string[] {
    return channel.sent.flatMap(({ deltas }) => deltas.map(({ text }) => text))
  }

  it('puts what one turn of the event loop makes into one frame', async () => {
    writer.start(3, 1)
    await writer.delta([1], 'one')
    await writer.delta([2], ' two')
    await turns()
    await writer.delta([3], ' three')
    await writer.end('stop', USAGE)
    expect(channel.sent.map(({ deltas }) => deltas.length)).toEqual([2, 1])
    expect(channel.sent[0]!.parts.start).toEqual({ promptTokens: 3, cachedTokens: 1 })
    expect(channel.sent[1]!.parts).toMatchObject({
      start: null,
      end: { finishReason: WireFinishReason.FINISH_REASON_STOP, outputTokens: 2 },
    })
  })

  it('gives up on a peer that takes nothing', async () => {
    const clock = new ManualClock()
    writer = new PartsWriter(channel.infer(clock), abort.signal)
    channel.fill()
    const ending = writer.end('stop', USAGE).catch((error: unknown) => error)
    await turns()
    clock.advance(TOKEN_GAP_TIMEOUT_MS)
    expect(await ending).toMatchObject({ code: 'ERR_SOV_TOKEN_GAP_TIMEOUT' })
  })

  it('gives back the bytes that it sends', async () => {
    const bytes = await writer.delta([7, 8], 'text')
    await writer.end('length', USAGE)
    expect(delta.decode(bytes)).toMatchObject({ tokenIds: [7, 8], text: 'text' })
    expect(channel.sent[0]!.parts.deltas.map((sent) => Buffer.compare(sent, bytes))).toEqual([0])
    expect(channel.sent[0]!.parts.end?.finishReason).toBe(WireFinishReason.FINISH_REASON_LENGTH)
  })

  it('keeps the order while the peer is slow, and makes the engine wait before the memory grows', async () => {
    channel.fill()
    const large = 'x'.repeat(10_000)
    let made = 0
    const making = (async () => {
      for (; made < 100; made++) await writer.delta([made], `${String(made)} ${large}`)
      await writer.end('stop', USAGE)
    })()
    await turns(50)
    expect(made).toBeLessThan(20)
    channel.drain()
    await making
    expect(words().map((text) => text.split(' ')[0])).toEqual(Array.from({ length: 100 }, (_, index) => String(index)))
  })

  it('sends what is added in the very moment in which a frame has left', async () => {
    let ended: Promise<void> | undefined
    channel.onSent = () => {
      channel.onSent = () => undefined
      // as late as can be: the writer has looked for more and found nothing
      void later(3, () => {
        ended = writer.end('stop', USAGE)
      })
    }
    await writer.delta([1], 'one')
    await turns()
    await ended
    expect(channel.sent.at(-1)?.parts.end).toMatchObject({ outputTokens: 2 })
  })

  it('stops waiting for a peer that does not read when the work is aborted', async () => {
    channel.fill()
    writer.start(3, 1)
    const ending = writer.end('stop', USAGE)
    await turns()
    abort.abort(new Error('enough'))
    await expect(ending).rejects.toThrow('enough')
    expect(channel.sent).toEqual([])
  })
})

/** Calls back after so many microtasks. */
async function later(microtasks: number, callback: () => void): Promise<void> {
  for (let passed = 0; passed < microtasks; passed++) await Promise.resolve()
  callback()
}
