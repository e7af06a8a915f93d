import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GeneratePart, GenerateRequest } from '../../../src/engine/index.js'
import { createFakeEngine } from '../../../src/engine/fake/index.js'
import { SovError } from '../../../src/errors.js'
import { GREEDY, readAnswer, type Answer } from '../../compliance/engine.js'
import { peerRecord, ScriptedMesh, type Answer as Answering } from './scripted-mesh.js'

const gone = new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer is gone')

describe('an answer that breaks off in its middle', () => {
  let mesh: ScriptedMesh
  /** What each node was asked for, in order. */
  let requests: GenerateRequest[]
  let engine: ReturnType<typeof createFakeEngine>

  beforeEach(() => {
    mesh = new ScriptedMesh()
    mesh.peers = [5, 200, 2_000, 5_000, 9_000].map((rttMs, index) => peerRecord(`Peer${String(index)}`, { rttMs }))
    requests = []
    engine = createFakeEngine({ clock: mesh.clock, models: ['tiny'] })
    for (const { peer } of mesh.peers) mesh.answers.set(peer, breaksOff(Infinity))
  })

  /** A node of the same model that is gone after so many tokens of its own. */
  const breaksOff = (after: number, error = gone): Answering =>
    async function* (signal, request): AsyncGenerator<GeneratePart> {
      requests.push(request)
      const [model] = engine.models()
      let given = 0
      for await (const part of engine.generate({ ...request, model: model!.digest }, { signal })) {
        if (part.type === 'delta' && given >= after) throw error
        if (part.type === 'delta') given += part.tokenIds.length
        if (part.type === 'end' && after !== Infinity) throw error
        yield part
      }
    }
  const dispatch = (maxOutputTokens = 100): ReturnType<ScriptedMesh['dispatch']> =>
    mesh.dispatch({ sampling: { ...GREEDY, maxOutputTokens } })
  const whole = (maxOutputTokens?: number): Promise<Answer> => {
    const [model] = engine.models()
    const { messages, sampling } = mesh.request({ sampling: { ...GREEDY, maxOutputTokens: maxOutputTokens ?? 100 } })
    const request = { model: model!.digest, messages, sampling, tenant: 'x' }
    return readAnswer(engine.generate(request, { signal: new AbortController().signal }))
  }

  it('goes on at another node from the tokens so far, as one stream', async () => {
    mesh.answers.set('Peer0', breaksOff(7))
    const request = dispatch()
    const answer = await readAnswer(request.parts)
    const expected = await whole()
    expect(answer.tokenIds).toEqual(expected.tokenIds)
    expect(answer.text).toBe(expected.text)
    expect(answer.parts.map(({ type }) => type)).toEqual(expected.parts.map(({ type }) => type))
    expect(answer.usage).toEqual(expected.usage)
    expect(mesh.asked).toEqual(['Peer0', 'Peer1'])
    expect(requests[1]).toMatchObject({
      answerTokenIds: expected.tokenIds.slice(0, 7),
      sampling: { maxOutputTokens: 93 },
    })
    expect(mesh.contexts.map(({ continuation }) => continuation)).toEqual([0, 1])
    expect(request.record().attempts).toMatchObject([
      { peer: 'Peer0', outcome: 'failed', errorCode: 'ERR_SOV_PEER_DISCONNECTED', outputTokens: 7 },
      { peer: 'Peer1', outcome: 'served', outputTokens: expected.tokenIds.length - 7 },
    ])
    expect(request.record()).toMatchObject({ state: 'done', usage: expected.usage })
  })

  it('loses and repeats no token, wherever and how often it breaks off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 80 }),
        async (breaks, maxOutputTokens) => {
          for (const [index, after] of breaks.entries()) mesh.answers.set(`Peer${String(index)}`, breaksOff(after))
          const answer = await readAnswer(dispatch(maxOutputTokens).parts)
          const expected = await whole(maxOutputTokens)
          expect(answer.tokenIds).toEqual(expected.tokenIds)
          expect(answer.usage.outputTokens).toBe(expected.usage.outputTokens)
          expect(answer.finishReason).toBe(expected.finishReason)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('asks nobody for more when the last token is there and only the end is missing', async () => {
    mesh.answers.set('Peer0', breaksOff(10))
    const answer = await readAnswer(dispatch(10).parts)
    expect(answer).toMatchObject({ finishReason: 'length', usage: { outputTokens: 10 } })
    expect(mesh.asked).toEqual(['Peer0'])
  })

  it('is judged anew before it goes on', async () => {
    mesh.answers.set('Peer0', async function* (signal, request) {
      yield* breaksOff(3)(signal, request)
    })
    const request = dispatch()
    const tokens: number[] = []
    const reading = (async () => {
      for await (const part of request.parts) {
        if (part.type !== 'delta') continue
        tokens.push(...part.tokenIds)
        mesh.blocked = ['Peer1', 'Peer2', 'Peer3', 'Peer4']
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'ERR_SOV_PEER_DISCONNECTED' })
    expect(tokens).toHaveLength(3)
    expect(mesh.asked).toEqual(['Peer0'])
  })

  it('ends with the error after five nodes', async () => {
    for (const { peer } of mesh.peers) mesh.answers.set(peer, breaksOff(2))
    const request = dispatch()
    await expect(readAnswer(request.parts)).rejects.toMatchObject({ code: 'ERR_SOV_PEER_DISCONNECTED' })
    expect(mesh.asked).toHaveLength(5)
    expect(request.record()).toMatchObject({ state: 'failed' })
  })

  it('is an error where fallbacks are not allowed, and where the tokens are not known', async () => {
    mesh.answers.set('Peer0', breaksOff(2))
    const only = mesh.dispatch({ allowFallbacks: false, sampling: GREEDY })
    await expect(readAnswer(only.parts)).rejects.toBe(gone)
    // what it failed is forgotten
    mesh.clock.advance(24 * 3_600_000)
    mesh.answers.set('Peer0', async function* () {
      await Promise.resolve()
      yield { type: 'start', promptTokens: 5, cachedTokens: 0 }
      yield { type: 'delta', tokenIds: [], text: 'Hel' }
      throw gone
    })
    await expect(readAnswer(dispatch().parts)).rejects.toBe(gone)
    expect(mesh.asked).toEqual(['Peer0', 'Peer0'])
  })
})
