import { stat } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.js'
import { createLlamaEngine, type LlamaEngine, type LlamaOptions } from '../../../src/engine/llama/index.js'
import { SovError } from '../../../src/errors.js'
import { readVectors, type Embedded } from '../../compliance/embedding.js'
import { MINILM, withoutMinilm } from '../../helpers/minilm.js'
import { until } from '../../helpers/until.js'

if (withoutMinilm !== undefined) console.warn(`llama.cpp embeddings skipped: ${withoutMinilm}`)

describe.skipIf(withoutMinilm !== undefined)('an embedding model in llama.cpp', () => {
  let engine: LlamaEngine
  afterEach(() => engine.close())

  async function load(options: LlamaOptions = { threads: 1 }): Promise<string> {
    const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(MINILM)
    engine = await createLlamaEngine({
      file: { path: MINILM, sha256: new Uint8Array(32), sizeBytes, modifiedMs },
      name: 'minilm',
      clock: systemClock,
      options: { gpu: 'cpu', slots: 2, ...options },
    })
    return engine.models()[0]!.digest
  }

  function embed(model: string, ...inputs: readonly string[]): Promise<Embedded> {
    return readVectors(engine.embed({ model, inputs, tenant: 'tenant' }, { signal: new AbortController().signal }))
  }

  test('is one by what its file says of itself', async () => {
    await load()
    expect(engine.models()).toMatchObject([
      { task: 'embedding', contextTokens: 512, slots: 2, manifest: { architecture: 'bert', contextTokens: 512 } },
    ])
  })

  test('takes a text as long as its context, and names the first that is longer', async () => {
    const model = await load()
    const words = (count: number): string => 'cat '.repeat(count)
    // one token before the words and one after
    expect((await embed(model, words(510))).usage.promptTokens).toBe(512)
    await expect(embed(model, 'cat', words(511), words(600))).rejects.toMatchObject({
      code: 'ERR_SOV_CONTEXT_OVERFLOW',
      message: 'input 1 has 513 tokens, the context 512',
      details: { index: 1, tokens: 513, contextTokens: 512 },
    })
  })

  test('uses no more context than it is given', async () => {
    const model = await load({ contextTokens: 32, threads: 1 })
    expect((await embed(model, 'cat '.repeat(30))).usage.promptTokens).toBe(32)
    await expect(embed(model, 'cat '.repeat(31))).rejects.toMatchObject({ code: 'ERR_SOV_CONTEXT_OVERFLOW' })
  })

  test('reads what looks like a special token as text', async () => {
    const model = await load()
    expect((await embed(model, 'cat')).usage.promptTokens).toBe(3)
    expect((await embed(model, 'cat [SEP]')).usage.promptTokens).toBe(6)
  })

  test('measures the threads when none are given', async () => {
    const model = await load({})
    expect(engine.threads).toBeGreaterThan(0)
    expect((await embed(model, 'cat')).vectors[0]).toHaveLength(384)
  })

  test('fails running requests at once when its process dies, and answers again by itself', async () => {
    const model = await load()
    const texts = Array.from({ length: 2_000 }, (_, index) => `a text of several words, number ${String(index)}`)
    const parts = engine
      .embed({ model, inputs: texts, tenant: 'tenant' }, { signal: new AbortController().signal })
      [Symbol.asyncIterator]()
    await parts.next()
    await parts.next()
    process.kill(engine.pid!, 'SIGKILL')
    const rest = (async () => {
      while ((await parts.next()).done !== true);
    })()
    await expect(rest).rejects.toSatisfy((error) => SovError.isInstance(error, 'ERR_SOV_ENGINE_CRASHED'))
    await until('the model is back', () => engine.models().length === 1)
    expect((await embed(model, 'cat')).vectors[0]).toHaveLength(384)
  })
})
