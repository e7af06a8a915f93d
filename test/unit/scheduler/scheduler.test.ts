import { beforeEach, describe, expect, it } from 'vitest'
import { SovError, type SovErrorCode } from '../../../src/errors.js'
import type { GeneratePart } from '../../../src/engine/index.js'
import { MAX_RECORDED_CANDIDATES, MAX_REQUEST_RECORDS, MODEL_MEMORY_MS, REFUSAL_PAUSE_MS } from '../../../src/limits.js'
import { fails, model, peerRecord, says, ScriptedMesh, SELF } from './scripted-mesh.js'

const error = (code: SovErrorCode, retryAfterMs?: number): SovError =>
  new SovError(code, 'told to fail', retryAfterMs === undefined ? {} : { retryAfterMs })

async function read(parts: AsyncIterable<GeneratePart>): Promise<string> {
  let text = ''
  for await (const part of parts) if (part.type === 'delta') text += part.text
  return text
}

describe('the scheduler', () => {
  let mesh: ScriptedMesh
  // far enough apart that the order of the score is the order of the names
  const three = [5, 200, 2_000].map((rttMs, index) => peerRecord(`Peer${String(index)}`, { rttMs }))

  beforeEach(() => {
    mesh = new ScriptedMesh()
    mesh.peers = three
  })

  it('asks the best, and nobody else when it answers', async () => {
    const request = mesh.dispatch()
    expect(request.record().state).toBe('running')
    expect(await read(request.parts)).toBe('Hello')
    expect(mesh.asked).toEqual(['Peer0'])
    expect(request.record()).toMatchObject({ state: 'done', attempts: [{ peer: 'Peer0', outcome: 'served' }] })
    expect(mesh.scheduler.running()).toBe(0)
    expect(mesh.measurements.running('Peer0')).toBe(0)
  })

  it('asks one after the other until one answers, each once', async () => {
    mesh.answers.set('Peer0', fails(error('ERR_SOV_PEER_DISCONNECTED')))
    mesh.answers.set('Peer1', fails(error('ERR_SOV_BUSY', 100)))
    const request = mesh.dispatch()
    expect(await read(request.parts)).toBe('Hello')
    expect(mesh.asked).toEqual(['Peer0', 'Peer1', 'Peer2'])
    expect(request.record().attempts.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
      ['failed', 'ERR_SOV_PEER_DISCONNECTED'],
      ['failed', 'ERR_SOV_BUSY'],
      ['served', undefined],
    ])
    // being full is no fault
    const { digest } = model('tiny')
    expect([0, 1, 2].map((index) => mesh.measurements.view(`Peer${String(index)}`, digest).failures)).toEqual([1, 0, 0])
  })

  it('hides the start of an answer that fails before its first token', async () => {
    mesh.answers.set('Peer0', async function* () {
      yield* (async function* (): AsyncGenerator<GeneratePart> {
        await Promise.resolve()
        yield { type: 'start', promptTokens: 77, cachedTokens: 0 }
      })()
      throw error('ERR_SOV_ENGINE_CRASHED')
    })
    const types: string[] = []
    for await (const part of mesh.dispatch().parts) types.push(part.type)
    expect(types).toEqual(['start', 'delta', 'end'])
  })

  it('asks one only when fallbacks are not allowed', async () => {
    mesh.answers.set('Peer0', fails(error('ERR_SOV_PEER_DISCONNECTED')))
    await expect(read(mesh.dispatch({ allowFallbacks: false }).parts)).rejects.toMatchObject({
      code: 'ERR_SOV_PEER_DISCONNECTED',
    })
    expect(mesh.asked).toEqual(['Peer0'])
  })

  it('does not go on with a request that no node can answer', async () => {
    mesh.answers.set('Peer0', fails(error('ERR_SOV_BAD_REQUEST')))
    await expect(read(mesh.dispatch().parts)).rejects.toMatchObject({ code: 'ERR_SOV_BAD_REQUEST' })
    expect(mesh.asked).toEqual(['Peer0'])
  })

  it('goes on when a prompt does not fit one node, whose context may be the smallest, or who only says so', async () => {
    mesh.answers.set('Peer0', fails(error('ERR_SOV_CONTEXT_OVERFLOW')))
    expect(await read(mesh.dispatch().parts)).toBe('Hello')
    expect(mesh.asked).toEqual(['Peer0', 'Peer1'])
    for (const { peer } of three) mesh.answers.set(peer, fails(error('ERR_SOV_CONTEXT_OVERFLOW')))
    await expect(read(mesh.dispatch().parts)).rejects.toMatchObject({ code: 'ERR_SOV_CONTEXT_OVERFLOW' })
    expect(mesh.measurements.view('Peer0', model('tiny').digest).failures).toBe(0)
  })

  it('gives up after five nodes', async () => {
    mesh.peers = Array.from({ length: 9 }, (_, index) => peerRecord(`Peer${String(index)}`))
    for (const { peer } of mesh.peers) mesh.answers.set(peer, fails(error('ERR_SOV_PEER_DISCONNECTED')))
    await expect(read(mesh.dispatch().parts)).rejects.toMatchObject({ code: 'ERR_SOV_PEER_DISCONNECTED' })
    expect(new Set(mesh.asked).size).toBe(5)
  })

  it('says busy with the shortest wait when everybody is', async () => {
    for (const [index, { peer }] of three.entries())
      mesh.answers.set(peer, fails(error('ERR_SOV_BUSY', 500 - 100 * index)))
    await expect(read(mesh.dispatch().parts)).rejects.toMatchObject({ code: 'ERR_SOV_BUSY', retryAfterMs: 300 })
  })

  it('spreads requests that come at once', async () => {
    mesh.peers = ['A', 'B', 'C'].map((peer) => peerRecord(peer, { models: [model('tiny', { slots: 1 })] }))
    const requests = [mesh.dispatch(), mesh.dispatch(), mesh.dispatch()]
    await Promise.all(requests.map(({ parts }) => read(parts)))
    expect(mesh.asked.toSorted()).toEqual(['A', 'B', 'C'])
  })

  it('judges again when it comes to ask, not only when it was asked', async () => {
    const request = mesh.dispatch({ requests: [{ tier: 'mesh', jurisdictions: ['DE'] }] })
    mesh.peers = three.map(({ peer }) => peerRecord(peer, { jurisdiction: 'US' }))
    await expect(read(request.parts)).rejects.toMatchObject({ code: 'ERR_SOV_POLICY_DENIED' })
    expect(mesh.asked).toEqual([])
    mesh.peers = three
    const another = mesh.dispatch()
    mesh.peers = []
    await expect(read(another.parts)).rejects.toMatchObject({ code: 'ERR_SOV_NO_PEER' })
  })

  it('throws at once when nobody may answer, and asks nobody', () => {
    expect(() => mesh.dispatch({ requests: [{ tier: 'mesh', jurisdictions: ['SE'] }] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
    mesh.peers = three.map((peer) => ({ ...peer, isDraining: true }))
    expect(() => mesh.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_SOV_NO_PEER' }))
    expect(() => mesh.dispatch({ model: 'other' })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_MODEL_NOT_FOUND' }),
    )
    expect(mesh.asked).toEqual([])
    expect(mesh.scheduler.running()).toBe(0)
  })

  it('gives itself nothing while it drains, and tells why', async () => {
    mesh.localModels = [model('tiny')]
    mesh.isDraining = true
    mesh.peers = []
    expect(() => mesh.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_SOV_NO_PEER' }))
    mesh.peers = [peerRecord('A', { rttMs: 1_000 })]
    const request = mesh.dispatch()
    await read(request.parts)
    expect(mesh.asked).toEqual(['A'])
    const own = request.record().decision.candidates.find(({ isSelf }) => isSelf)
    expect(own?.removals).toEqual([{ rule: 'draining', reason: 'it takes no new requests' }])
  })

  it('answers with this node itself when that is best', async () => {
    mesh.localModels = [model('tiny')]
    await read(mesh.dispatch().parts)
    expect(mesh.asked).toEqual([SELF])
  })

  it('blames nobody for a client that goes, before and after the first token', async () => {
    for (const words of [0, 1]) {
      const controller = new AbortController()
      mesh.answers.set('Peer0', async function* (signal, request) {
        for await (const part of says('a', 'b')(signal, request)) {
          if (part.type === 'delta' && part.tokenIds[0] === words) controller.abort(new Error('gone'))
          signal.throwIfAborted()
          yield part
        }
      })
      const request = mesh.dispatch({}, controller.signal)
      await expect(read(request.parts)).rejects.toThrow('gone')
      expect(request.record()).toMatchObject({ state: 'cancelled', attempts: [{ outcome: 'cancelled' }] })
    }
    expect(mesh.measurements.view('Peer0', model('tiny').digest)).toMatchObject({ running: 0, failures: 0 })
    expect(mesh.scheduler.running()).toBe(0)
  })

  it('ends the work of a reader that leaves early', async () => {
    let hasEnded = false
    mesh.answers.set('Peer0', async function* (signal, request) {
      try {
        yield* says('a', 'b', 'c')(signal, request)
      } finally {
        hasEnded = true
      }
    })
    const request = mesh.dispatch()
    for await (const part of request.parts) if (part.type === 'delta') break
    expect(hasEnded).toBe(true)
    expect(request.record()).toMatchObject({ state: 'cancelled', attempts: [{ outcome: 'cancelled' }] })
    expect(mesh.scheduler.running()).toBe(0)
    expect(mesh.measurements.running('Peer0')).toBe(0)
  })

  it('calls done what a reader leaves at its very end', async () => {
    const request = mesh.dispatch()
    for await (const part of request.parts) if (part.type === 'end') break
    expect(request.record()).toMatchObject({ state: 'done', attempts: [{ outcome: 'served' }] })
  })

  it('measures the first token from the dispatch', async () => {
    mesh.answers.set('Peer0', async function* (signal, request) {
      for await (const part of says('a', 'b')(signal, request)) {
        mesh.clock.advance(100)
        yield part
      }
    })
    const request = mesh.dispatch()
    await read(request.parts)
    expect(request.record().attempts[0]?.firstTokenMs).toBe(200)
    const assumed = { firstTokenMs: { atZero: 10_000, perUnit: 0 }, tokenMs: 10, requestMs: 10_000 }
    const expected = mesh.measurements.view('Peer0', model('tiny').digest).estimate(5, assumed)
    expect(expected.firstTokenMs).toBeLessThan(1_500)
  })

  it('says that a model is out of reach which was there a while ago, and later that there is none', () => {
    expect(mesh.scheduler.models()).toHaveLength(1)
    mesh.peers = [peerRecord('Peer0', { models: [model('other')] })]
    expect(mesh.scheduler.models().map(({ name }) => name)).toEqual(['other'])
    expect(() => mesh.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_SOV_NO_PEER' }))
    expect(mesh.scheduler.model('tiny')).toMatchObject({ name: 'tiny', nodes: 0, isLocal: false })
    mesh.clock.advance(MODEL_MEMORY_MS)
    expect(() => mesh.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_SOV_MODEL_NOT_FOUND' }))
  })

  it('does not call a model unknown while its own are loading', () => {
    mesh.isLoading = true
    expect(() => mesh.dispatch({ model: 'mine' })).toThrow(expect.objectContaining({ code: 'ERR_SOV_MODEL_LOADING' }))
    mesh.isLoading = false
    expect(() => mesh.dispatch({ model: 'mine' })).toThrow(expect.objectContaining({ code: 'ERR_SOV_MODEL_NOT_FOUND' }))
  })

  it('passes over a node that had no room, until it should be asked again', async () => {
    mesh.answers.set('Peer0', fails(error('ERR_SOV_BUSY')))
    await read(mesh.dispatch().parts)
    mesh.answers.delete('Peer0')
    await read(mesh.dispatch().parts)
    expect(mesh.asked).toEqual(['Peer0', 'Peer1', 'Peer1'])
    const waitMs = (): number | undefined =>
      mesh.scheduler
        .explain({ model: 'tiny', requests: [{ tier: 'any' }] })
        .candidates.find(({ peer }) => peer === 'Peer0')?.predictedWaitMs
    expect(waitMs()).toBe(REFUSAL_PAUSE_MS)
    mesh.clock.advance(REFUSAL_PAUSE_MS)
    expect(waitMs()).toBe(0)
  })

  it('remembers fewer requests where each decision is about many nodes', () => {
    mesh.peers = Array.from({ length: 999 }, (_, index) => peerRecord(`Peer${String(index)}`))
    const most = MAX_RECORDED_CANDIDATES / 1_000
    const ids = Array.from({ length: most + 1 }, () => mesh.dispatch().id)
    expect(mesh.scheduler.record(ids[0]!)).toBeUndefined()
    expect(mesh.scheduler.record(ids[1]!)?.id).toBe(ids[1])
  })

  it('remembers the newest requests and no more', () => {
    const ids = Array.from({ length: MAX_REQUEST_RECORDS + 1 }, () => mesh.dispatch().id)
    expect(mesh.scheduler.record(ids[0]!)).toBeUndefined()
    expect(mesh.scheduler.record(ids[1]!)?.id).toBe(ids[1])
    expect(mesh.scheduler.record(ids.at(-1)!)?.state).toBe('running')
    expect(mesh.scheduler.record('req_unknown')).toBeUndefined()
  })

  it('explains what it would do, and does it', async () => {
    const { candidates } = mesh.scheduler.explain({ model: 'tiny', requests: [{ tier: 'any', ignore: ['Peer0'] }] })
    expect(candidates.map(({ peer, removals }) => [peer, removals.map(({ rule }) => rule)])).toEqual([
      ['Peer1', []],
      ['Peer2', []],
      [SELF, ['model_not_offered']],
      ['Peer0', ['ignored']],
    ])
    await read(mesh.dispatch({ requests: [{ tier: 'any', ignore: ['Peer0'] }] }).parts)
    expect(mesh.asked).toEqual(['Peer1'])
  })
})
