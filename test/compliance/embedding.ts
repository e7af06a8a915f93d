import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EmbedPart, EmbedRequest, Engine, ModelDigest, TokenUsage } from '../../src/engine/index.js'
import { SovError } from '../../src/errors.js'
import { GREEDY, readAnswer } from './engine.js'

/** An engine with an embedding model under test, and what the suite must know of it. */
interface EmbedderUnderTest {
  readonly engine: Engine
  readonly model: ModelDigest
  /** A text that does not fit the context. */
  readonly overflow: string
}

export interface EmbeddingCompliance {
  /** Why the suite cannot run here; it is then skipped and the reason printed. */
  readonly skip?: string | undefined
  setup(): Promise<EmbedderUnderTest>
  teardown(): Promise<void>
}

/** What an answer amounts to. */
export interface Embedded {
  readonly parts: readonly EmbedPart[]
  readonly vectors: readonly Float32Array[]
  readonly usage: TokenUsage
}

/** Reads an answer to its end. */
export async function readVectors(parts: AsyncIterable<EmbedPart>): Promise<Embedded> {
  const read: EmbedPart[] = []
  for await (const part of parts) read.push(part)
  const end = read.at(-1)
  if (end?.type !== 'end') throw new Error('the answer has no end part')
  return {
    parts: read,
    vectors: read.filter((part) => part.type === 'vector').map(({ values }) => values),
    usage: end.usage,
  }
}

const INPUTS = [
  'The cat sits outside',
  'The stock market fell sharply today',
  'A mesh of nodes',
  'Où est la gare ?',
  ' ',
  'The cat sits outside',
]

/** Holds an engine to what the Engine interface says of embeddings. */
export function describeEmbeddingCompliance(name: string, compliance: EmbeddingCompliance): void {
  const { skip } = compliance
  if (skip !== undefined) console.warn(`embedding compliance of ${name} skipped: ${skip}`)
  describe.skipIf(skip !== undefined)(`embedding compliance: ${name}`, () => {
    let it: EmbedderUnderTest
    beforeAll(async () => {
      it = await compliance.setup()
    })
    afterAll(() => compliance.teardown())

    const never = (): AbortSignal => new AbortController().signal
    const request = (inputs: readonly string[] = INPUTS): EmbedRequest => ({
      model: it.model,
      inputs,
      tenant: 'tenant',
    })
    const embed = (inputs?: readonly string[]): Promise<Embedded> =>
      readVectors(it.engine.embed(request(inputs), { signal: never() }))
    const slots = (): number => it.engine.models().find(({ digest }) => digest === it.model)?.slots ?? 0
    const code = (expected: SovError['code']) => (error: unknown) => SovError.isInstance(error, expected)

    test('lists the model as one that embeds', () => {
      expect(it.engine.models().find(({ digest }) => digest === it.model)?.task).toBe('embedding')
      expect(slots()).toBeGreaterThan(0)
    })

    test('sends one start, a vector for each input, one end', async () => {
      const { parts, usage } = await embed()
      expect(parts.map(({ type }) => type)).toEqual(['start', ...INPUTS.map(() => 'vector'), 'end'])
      expect(parts[0]).toEqual({ type: 'start', promptTokens: usage.promptTokens, cachedTokens: 0 })
      expect(usage).toMatchObject({ cachedTokens: 0, outputTokens: 0 })
      expect(usage.promptTokens).toBeGreaterThanOrEqual(INPUTS.length)
    })

    test('gives vectors of one length whose values are numbers', async () => {
      const { vectors } = await embed()
      const [first] = vectors
      expect(first!.length).toBeGreaterThan(1)
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array)
        expect(vector.length).toBe(first!.length)
        expect(vector.every(Number.isFinite)).toBe(true)
      }
    })

    test('keeps the order of the inputs, and repeats itself', async () => {
      const forth = await embed()
      const back = await embed(INPUTS.toReversed())
      expect(back.vectors.toReversed()).toEqual(forth.vectors)
      expect(back.usage).toEqual(forth.usage)
      expect(forth.vectors[5]).toEqual(forth.vectors[0])
      expect(forth.vectors[1]).not.toEqual(forth.vectors[0])
    })

    test('counts the tokens of each input', async () => {
      const all = await embed(INPUTS.slice(0, 3))
      const each = await Promise.all(INPUTS.slice(0, 3).map((input) => embed([input])))
      expect(all.usage.promptTokens).toBe(each.reduce((sum, { usage }) => sum + usage.promptTokens, 0))
    })

    test('does nothing when the signal has fired already', async () => {
      const reason = new Error('too late')
      await expect(readVectors(it.engine.embed(request(), { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
    })

    test('throws the reason of a signal that fires between two vectors, and frees the slot', async () => {
      for (let round = 0; round <= slots(); round++) {
        const controller = new AbortController()
        const reason = new Error(`stop ${String(round)}`)
        const reading = (async () => {
          for await (const part of it.engine.embed(request(), { signal: controller.signal })) {
            if (part.type === 'vector') controller.abort(reason)
          }
        })()
        await expect(reading, `round ${String(round)}`).rejects.toBe(reason)
      }
      await embed()
    })

    test('frees the slot when the reader leaves early', async () => {
      for (let round = 0; round <= slots(); round++) {
        for await (const part of it.engine.embed(request(), { signal: never() })) {
          if (part.type === 'vector') break
        }
      }
      await embed()
    })

    test('answers more requests at once than it has slots, each with its own vectors', async () => {
      const alone = await embed()
      const together = await Promise.all(Array.from({ length: slots() + 1 }, () => embed()))
      for (const { vectors } of together) expect(vectors).toEqual(alone.vectors)
    })

    test('refuses a model that it does not have', async () => {
      const parts = it.engine.embed({ ...request(), model: '0'.repeat(64) }, { signal: never() })
      await expect(readVectors(parts)).rejects.toSatisfy(code('ERR_SOV_MODEL_NOT_FOUND'))
    })

    test('refuses a text longer than the context', async () => {
      await expect(embed(['short', it.overflow])).rejects.toSatisfy(code('ERR_SOV_CONTEXT_OVERFLOW'))
      await embed()
    })

    test('does not chat', async () => {
      const chat = {
        model: it.model,
        messages: [{ role: 'user', content: 'Hi' }],
        sampling: GREEDY,
        tenant: 't',
      } as const
      await expect(readAnswer(it.engine.generate(chat, { signal: never() }))).rejects.toSatisfy(
        code('ERR_SOV_BAD_REQUEST'),
      )
    })
  })
}
