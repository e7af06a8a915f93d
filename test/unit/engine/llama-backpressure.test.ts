import { stat } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.js'
import type { AnswerPart, GeneratePart } from '../../../src/engine/index.js'
import { createLlamaEngine, type LlamaEngine } from '../../../src/engine/llama/index.js'
import { SovError } from '../../../src/errors.js'
import { MAX_UNREAD_PARTS } from '../../../src/limits.js'
import { GREEDY, readAnswer, type Answer } from '../../compliance/engine.js'
import { readVectors } from '../../compliance/embedding.js'
import { MINILM, withoutMinilm } from '../../helpers/minilm.js'
import { until } from '../../helpers/until.js'

const DEMO = 'models/sov-demo-q8_0.gguf'
/** Its answer has more than twice as many parts as may wait. */
const LONG = 'Explain failover in detail.'
const HALF = MAX_UNREAD_PARTS / 2

let engine: LlamaEngine
afterEach(() => engine.close())

async function load(path: string): Promise<void> {
  const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path)
  engine = await createLlamaEngine({
    file: { path, sha256: new Uint8Array(32), sizeBytes, modifiedMs },
    name: 'model',
    clock: systemClock,
    options: { gpu: 'cpu', threads: 1, slots: 2 },
  })
}

function generate(content = LONG, signal = new AbortController().signal): AsyncIterable<GeneratePart> {
  const model = engine.models()[0]!.digest
  return engine.generate(
    { model, messages: [{ role: 'user', content }], sampling: GREEDY, tenant: content },
    { signal },
  )
}

function embed(texts: number): ReturnType<LlamaEngine['embed']> {
  const model = engine.models()[0]!.digest
  const inputs = Array.from({ length: texts }, (_, index) => `text ${String(index)}`)
  return engine.embed({ model, inputs, tenant: 'tenant' }, { signal: new AbortController().signal })
}

/** The first part has come; nobody reads the others. */
async function begun<P extends AnswerPart>(parts: AsyncIterable<P>): Promise<AsyncIterator<P>> {
  const iterator = parts[Symbol.asyncIterator]()
  await iterator.next()
  return iterator
}

/** While another answers, one that nobody reads comes as far as it ever will: they decode in the same batches. */
async function answerAnother(): Promise<Answer> {
  const answer = await readAnswer(generate())
  expect(answer.parts.length).toBeGreaterThan(2 * MAX_UNREAD_PARTS)
  return answer
}

/** Parts that have arrived and were not read: those that are still there without the child. */
async function arrived(parts: AsyncIterator<AnswerPart>): Promise<number> {
  process.kill(engine.pid!, 'SIGKILL')
  let count = 0
  try {
    while ((await parts.next()).done !== true) count += 1
  } catch (error) {
    expect(error).toSatisfy((thrown) => SovError.isInstance(thrown, 'ERR_SOV_ENGINE_CRASHED'))
  }
  return count
}

describe('an answer that nobody reads', () => {
  test('stops at the limit while another goes on', async () => {
    await load(DEMO)
    const parts = await begun(generate())
    await answerAnother()
    expect(await arrived(parts)).toBe(MAX_UNREAD_PARTS - 1)
  })

  test('goes on for each half that is read', async () => {
    await load(DEMO)
    const parts = await begun(generate())
    await answerAnother()
    for (let read = 1; read < HALF; read++) await parts.next()
    await answerAnother()
    expect(await arrived(parts)).toBe(MAX_UNREAD_PARTS)
  })

  test('comes whole when it is read after all', async () => {
    await load(DEMO)
    const parts = generate()
    const iterator = await begun(parts)
    await answerAnother()
    let tokens = 0
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      if (next.value.type === 'delta') tokens += next.value.tokenIds.length
      if (next.value.type === 'end') expect(next.value.usage.outputTokens).toBe(tokens)
    }
    expect(tokens).toBeGreaterThan(2 * MAX_UNREAD_PARTS)
    expect(engine.running).toBe(0)
  })

  test('frees its slot at the signal', async () => {
    await load(DEMO)
    const controller = new AbortController()
    const parts = await begun(generate(LONG, controller.signal))
    await answerAnother()
    controller.abort(new Error('enough'))
    await until('the slot is free', () => engine.running === 0)
    await expect(parts.next()).rejects.toThrow('enough')
    // the child has given the sequence back too
    await Promise.all([answerAnother(), answerAnother()])
  })

  test('frees its slot when the reader leaves', async () => {
    await load(DEMO)
    const parts = await begun(generate())
    await answerAnother()
    await parts.return?.()
    await until('the slot is free', () => engine.running === 0)
    await Promise.all([answerAnother(), answerAnother()])
  })

  test('leaves the engine free to close', async () => {
    await load(DEMO)
    const parts = await begun(generate())
    await answerAnother()
    await engine.close()
    for (let read = 1; read < MAX_UNREAD_PARTS; read++) await parts.next()
    await expect(parts.next()).rejects.toSatisfy((error) => SovError.isInstance(error, 'ERR_SOV_STOPPING'))
  })
})

describe.skipIf(withoutMinilm !== undefined)('texts to embed whose vectors nobody reads', () => {
  test('stop at the limit while others go on', async () => {
    await load(MINILM)
    const parts = await begun(embed(4 * MAX_UNREAD_PARTS))
    // texts of both take turns
    expect((await readVectors(embed(2 * MAX_UNREAD_PARTS))).vectors.length).toBe(2 * MAX_UNREAD_PARTS)
    expect(await arrived(parts)).toBe(MAX_UNREAD_PARTS - 1)
  })
})
