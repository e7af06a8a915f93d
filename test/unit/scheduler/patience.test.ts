import { beforeEach, describe, expect, it } from 'vitest'
import { FIRST_TOKEN_PATIENCE_MS } from '../../../src/limits.js'
import { readAnswer } from '../../compliance/engine.js'
import { until } from '../../helpers/until.js'
import { model, peerRecord, ScriptedMesh, type Answer } from './scripted-mesh.js'

describe('a node that accepts and then says nothing', () => {
  let mesh: ScriptedMesh

  beforeEach(() => {
    mesh = new ScriptedMesh()
    mesh.peers = [peerRecord('Near', { rttMs: 5 }), peerRecord('Far', { rttMs: 200 })]
    mesh.answers.set('Near', hangs)
  })

  const hangs: Answer = async function* (signal) {
    yield { type: 'start', promptTokens: 5, cachedTokens: 0 }
    await new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  }

  it('loses the request to one that is free, and is blamed', async () => {
    const request = mesh.dispatch()
    const answer = readAnswer(request.parts)
    await until('it was asked', () => mesh.asked.length === 1)
    mesh.clock.advance(FIRST_TOKEN_PATIENCE_MS - 1)
    expect(request.record().attempts).toMatchObject([{ outcome: 'running' }])
    mesh.clock.advance(1)
    expect((await answer).text).toBe('Hello')
    expect(request.record().attempts).toMatchObject([
      { peer: 'Near', outcome: 'failed', errorCode: 'ERR_SOV_FIRST_TOKEN_TIMEOUT' },
      { peer: 'Far', outcome: 'served' },
    ])
    expect(mesh.measurements.view('Near', model('tiny').digest).failures).toBeGreaterThan(0.9)
  })

  it.each([
    ['nobody else has room', { busyWithOthers: 4 }, {}],
    ['the caller wants no other', {}, { allowFallbacks: false }],
  ] as const)('keeps it while %s', async (_, offer, options) => {
    mesh.peers = [mesh.peers[0]!, peerRecord('Far', { rttMs: 200, models: [{ ...model('tiny'), ...offer }] })]
    const controller = new AbortController()
    const request = mesh.dispatch(options, controller.signal)
    const answer = readAnswer(request.parts)
    await until('it was asked', () => mesh.asked.length === 1)
    mesh.clock.advance(10 * FIRST_TOKEN_PATIENCE_MS)
    expect(request.record().attempts).toMatchObject([{ outcome: 'running' }])
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })
})
