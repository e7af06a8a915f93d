import { expect, test } from 'vitest'
import { createFakeEngine, fakeTokenText, type FakeEngine } from '../../../src/engine/fake/index.js'
import type { GenerateRequest } from '../../../src/engine/index.js'
import { SovError } from '../../../src/errors.js'
import { GREEDY, readAnswer } from '../../compliance/engine.js'
import { ManualClock } from './manual-clock.js'

const never = new AbortController().signal

/** Resolves when everything that can go on without time has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function request(engine: FakeEngine, content = 'hello there'): GenerateRequest {
  return {
    model: engine.models()[0]!.digest,
    messages: [{ role: 'user', content }],
    sampling: GREEDY,
    tenant: 'tenant',
  }
}

test('answers the same in every engine, and differently for every model and prompt', async () => {
  const ask = async (model: string, content: string): Promise<string> => {
    const engine = createFakeEngine({ clock: new ManualClock(), models: [model] })
    return (await readAnswer(engine.generate(request(engine, content), { signal: never }))).text
  }
  expect(await ask('a', 'one')).toBe(await ask('a', 'one'))
  expect(await ask('a', 'one')).not.toBe(await ask('b', 'one'))
  expect(await ask('a', 'one')).not.toBe(await ask('a', 'two'))
})

test('says for each token id the same text', async () => {
  const engine = createFakeEngine({ clock: new ManualClock() })
  const { text, tokenIds } = await readAnswer(engine.generate(request(engine), { signal: never }))
  expect(tokenIds.map(fakeTokenText).join('')).toBe(text)
})

test('lets the time of prefill and of each token pass on its clock', async () => {
  const clock = new ManualClock()
  const engine = createFakeEngine({ clock, prefillMsPerToken: 10, outputMsPerToken: 5 })
  const parts = engine.generate(request(engine), { signal: never })[Symbol.asyncIterator]()
  const start = await parts.next()
  expect(start.value).toMatchObject({ type: 'start', promptTokens: 3 })
  const delta = parts.next()
  clock.advance(29)
  await settled()
  expect(clock.pending).toBe(1)
  clock.advance(1)
  await settled()
  clock.advance(5)
  expect((await delta).value).toMatchObject({ type: 'delta' })
  await parts.return?.()
  expect(engine.running).toBe(0)
})

test.each([
  ['fail', 0, 'ERR_SOV_ENGINE_FAILED'],
  ['fail', 3, 'ERR_SOV_ENGINE_FAILED'],
  ['crash', 2, 'ERR_SOV_ENGINE_CRASHED'],
] as const)('told to %s at token %i it sends that many and throws %s', async (kind, atToken, code) => {
  const engine = createFakeEngine({ clock: new ManualClock(), fault: { kind, atToken } })
  let tokens = 0
  const reading = (async () => {
    for await (const part of engine.generate(request(engine), { signal: never })) {
      if (part.type === 'delta') tokens += part.tokenIds.length
    }
  })()
  await expect(reading).rejects.toSatisfy((error) => SovError.isInstance(error, code))
  expect(tokens).toBe(atToken)
  expect(engine.running).toBe(0)
  engine.fault = undefined
  await readAnswer(engine.generate(request(engine), { signal: never }))
})

test.each([0, 4])('told to hang at token %i it is silent until aborted', async (atToken) => {
  const engine = createFakeEngine({ clock: new ManualClock(), fault: { kind: 'hang', atToken } })
  const controller = new AbortController()
  const reason = new Error('enough')
  let tokens = 0
  const reading = (async () => {
    for await (const part of engine.generate(request(engine), { signal: controller.signal })) {
      if (part.type === 'delta') tokens += part.tokenIds.length
    }
  })()
  setImmediate(() => controller.abort(reason))
  await expect(reading).rejects.toBe(reason)
  expect(tokens).toBe(atToken)
  expect(engine.running).toBe(0)
})

test('leaves no timer behind when aborted', async () => {
  const clock = new ManualClock()
  const engine = createFakeEngine({ clock, outputMsPerToken: 1_000 })
  const controller = new AbortController()
  const reading = readAnswer(engine.generate(request(engine), { signal: controller.signal }))
  setImmediate(() => controller.abort(new Error('enough')))
  await expect(reading).rejects.toThrow('enough')
  expect(clock.pending).toBe(0)
})
