import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngineInit } from '../../src/engine/fake/index.js'
import type { Engine, GeneratePart } from '../../src/engine/index.js'
import type { SovNodeConfig } from '../../src/index.js'
import { MAX_OFFER_FRAME_BYTES } from '../../src/limits.js'
import type { Tier } from '../../src/policy/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { Availability, OFFER, offerFrame, openStatement, type Offer } from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const HOUR_MS = 3_600_000
const ZONE = 'Pacific/Chatham'
/** Such that no moment of this test is in them. */
const CLOSED_HOURS = [`${dayOfWeek(Date.now() + 3 * 24 * HOUR_MS)} 18:07-18:13`]

function dayOfWeek(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: ZONE }).format(atMs).slice(0, 2)
}

function engine(init: Omit<FakeEngineInit, 'clock'> = {}): ReturnType<typeof createFakeEngine> {
  return createFakeEngine({ clock: systemClock, ...init })
}

function ask({ node }: TestNode, tier: Tier = 'any'): RoutedRequest {
  return node.scheduler.dispatch(
    {
      model: 'fake',
      messages: [{ role: 'user', content: 'Hello' }],
      sampling: GREEDY,
      requests: [{ tier }],
      allowFallbacks: true,
    },
    { signal: new AbortController().signal },
  )
}

async function read(parts: AsyncIterable<GeneratePart>): Promise<readonly string[]> {
  const types: string[] = []
  for await (const { type } of parts) types.push(type)
  return types
}

describe('what the owner shares, over real nodes', () => {
  let mesh: TestMesh
  beforeEach(() => {
    mesh = new TestMesh()
  })
  afterEach(() => mesh.stop())

  /** One that asks and has no model, and one that serves. */
  async function pair(serving: Engine, config: Partial<SovNodeConfig> = {}): Promise<readonly [TestNode, TestNode]> {
    const [asking, provider] = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving], ...config },
    ])
    return [asking!, provider!]
  }

  /** Asks a peer past the scheduler, which would not. */
  function order(from: TestNode, to: TestNode): AsyncIterable<GeneratePart> {
    const remote = from.node.remote(to.peerId)
    return remote.generate(
      {
        model: remote.models()[0]!.digest,
        messages: [{ role: 'user', content: 'Hello' }],
        sampling: GREEDY,
        tenant: '',
      },
      { signal: new AbortController().signal },
    )
  }

  async function seenAs(state: string, of: TestNode, by: TestNode): Promise<void> {
    await until(`the node is seen as ${state}`, async () => {
      const peers = await by.node.control.peers()
      return peers.find(({ peer }) => peer === of.peerId)?.state === state
    })
  }

  it('a paused node refuses other nodes with a typed reason, serves its own clients, and opens again', async () => {
    const [asking, serving] = await pair(engine())
    expect(await serving.node.control.setAvailability({ state: 'paused' })).toMatchObject({ state: 'paused' })
    await expect(read(order(asking, serving))).rejects.toMatchObject({
      code: 'ERR_SOV_PEER_REFUSED',
      details: { refuseCode: 'REFUSE_CODE_DRAINING', peerMessage: 'the node takes no new requests now' },
    })
    expect((await read(ask(serving, 'local').parts)).at(-1)).toBe('end')

    await seenAs('draining', serving, asking)
    const refused = expect.objectContaining({ code: 'ERR_SOV_NO_PEER' }) as Error
    expect(() => ask(asking)).toThrow(refused)

    expect(await serving.node.control.setAvailability({ state: 'open' })).toMatchObject({ state: 'open' })
    await seenAs('connected', serving, asking)
    expect((await read(ask(asking).parts)).at(-1)).toBe('end')
  })

  it('what others have running goes on to its end when a pause begins', async () => {
    const [asking, serving] = await pair(engine({ outputMsPerToken: 5, outputTokens: 40 }))
    let tokens = 0
    for await (const part of order(asking, serving)) {
      if (part.type !== 'delta') continue
      if (tokens === 0) await serving.node.control.setAvailability({ state: 'paused' })
      tokens += part.tokenIds.length
    }
    expect(tokens).toBe(40)
    await expect(read(order(asking, serving))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
  })

  it('the clients of a draining node are answered by others, and by nobody when there is no other', async () => {
    const [other, draining] = await mesh.form([
      { org: 'Other', jurisdiction: 'NO', engines: [engine()] },
      { org: 'Draining', jurisdiction: 'DE', engines: [engine()] },
    ])
    await draining!.node.control.setAvailability({ state: 'draining' })
    const request = ask(draining!)
    await read(request.parts)
    expect(request.record().attempts).toMatchObject([{ peer: other!.peerId, outcome: 'served' }])
    await expect(read(order(other!, draining!))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })

    expect(() => ask(draining!, 'local')).toThrow(expect.objectContaining({ code: 'ERR_SOV_NO_PEER' }))
    const own = request.record().decision.candidates.find(({ isSelf }) => isSelf)
    expect(own?.removals).toEqual([{ rule: 'draining', reason: 'it takes no new requests' }])
    await draining!.node.control.setAvailability({ state: 'open' })
    expect((await read(ask(draining!, 'local').parts)).at(-1)).toBe('end')
  })

  it('a pause holds over a restart, until it ends', async () => {
    const serving = engine()
    const [asking, provider] = await pair(serving)
    const { untilMs } = await provider.node.control.setAvailability({ state: 'paused', forMs: HOUR_MS })
    await provider.node.stop()
    const again = await mesh.start({ org: 'Serving', dataDir: provider.dataDir, engines: [serving] })
    expect((await again.node.control.status()).availability).toMatchObject({
      state: 'paused',
      reason: 'owner',
      untilMs,
    })
    await seenAs('draining', again, asking)
    await expect(read(order(asking, again))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
  })

  it('leaves the machine as one word, whatever the reason, and nothing else of it', async () => {
    const sent: Buffer[] = []
    const offers: Offer[] = []
    const [asking, serving] = await pair(engine(), {
      availability: { hours: CLOSED_HOURS, timeZone: ZONE, slotsForOthers: 1 },
      tap: ({ isInbound, protocol, bytes }) => {
        if (isInbound) return
        sent.push(Buffer.from(bytes))
        if (protocol !== '/sov/offer/1' || bytes.length > MAX_OFFER_FRAME_BYTES) return
        offers.push(openStatement(OFFER, offerFrame.decode(bytes).offer).value)
      },
    })
    await seenAs('draining', serving, asking)
    expect((await serving.node.control.status()).availability).toMatchObject({ state: 'paused', reason: 'hours' })
    await expect(read(order(asking, serving))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
    const byHours = offers.at(-1)!

    await serving.node.control.setAvailability({ state: 'paused', forMs: HOUR_MS })
    await expect(read(order(asking, serving))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
    await until('it has made a new offer', () => offers.at(-1)!.seq > byHours.seq)
    const byOwner = offers.at(-1)!

    expect(byHours.availability).toBe(Availability.AVAILABILITY_DRAINING)
    const { seq, issuedMs, memoryFreeBytes } = byHours
    expect({ ...byOwner, seq, issuedMs, memoryFreeBytes }).toEqual(byHours)
    for (const word of ['hours', 'owner', 'pause', 'Chatham', '18:07', CLOSED_HOURS[0]!]) {
      expect(
        sent.filter((bytes) => bytes.includes(word)),
        word,
      ).toEqual([])
    }
  })

  it('slots that are kept from others are not offered to them, and its own clients have them', async () => {
    const serving = engine({ slots: 2, outputMsPerToken: 5, outputTokens: 20 })
    const [asking, provider] = await pair(serving, { availability: { slotsForOthers: 1 } })
    const offered = async (): Promise<unknown> => (await asking.node.control.peers())[0]?.slots
    expect(await offered()).toBe(1)
    serving.fault = { kind: 'hang', atToken: 3 }
    const answers = [order(asking, provider), order(asking, provider)].map((parts) => parts[Symbol.asyncIterator]())
    const first = await Promise.race(answers.map((answer) => answer.next()))
    expect(first.value).toMatchObject({ type: 'start' })
    serving.fault = undefined
    await until('both are in', async () => (await provider.node.control.status()).admittedRequests === 2)
    // one of them runs, one waits, and the second slot is there for its own
    expect(serving.running).toBe(1)
    expect((await read(ask(provider, 'local').parts)).at(-1)).toBe('end')
    for (const answer of answers) void answer.return?.(undefined)
  })

  it('a model that takes more memory than others may have is not there for them', async () => {
    const [asking, provider] = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO', engines: [engine()] },
      { org: 'Serving', jurisdiction: 'DE', availability: { memoryForOthersBytes: 2 ** 20 } },
    ])
    const path = 'models/sov-demo-q8_0.gguf'
    await provider!.node.stop()
    const again = await mesh.start({
      org: 'Serving',
      dataDir: provider!.dataDir,
      models: [path],
      engine: { gpu: 'cpu', threads: 1, slots: 1 },
      availability: { memoryForOthersBytes: 2 ** 20 },
    })
    await seenAs('connected', again, asking!)
    expect((await again.node.control.status()).models).toEqual(['sov-demo'])
    expect((await asking!.node.control.peers())[0]).toMatchObject({ models: [], slots: 0 })
    // own clients have it
    expect(again.node.scheduler.model('sov-demo').isLocal).toBe(true)
  })
})
