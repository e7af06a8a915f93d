import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  ChatMessage,
  Engine,
  GeneratePart,
  GenerateRequest,
  ModelDigest,
  Sampling,
  TokenUsage,
} from '../../src/engine/index.js'
import { SovError } from '../../src/errors.js'

/** An engine under test, and what the suite must know of it. */
export interface EngineUnderTest {
  readonly engine: Engine
  readonly model: ModelDigest
  /** A chat whose greedy answer has at least 20 tokens and ends by itself. */
  readonly messages: readonly ChatMessage[]
  /** A chat that does not fit the context. */
  readonly overflow: readonly ChatMessage[]
  /** Whether prompts of one tenant are cached. */
  readonly caches: boolean
  /** Whether deltas name their tokens; if not, the usage is the engine's word. @default true */
  readonly givesTokenIds?: boolean
}

export interface EngineCompliance {
  /** Why the suite cannot run here; it is then skipped and the reason printed. */
  readonly skip?: string | undefined
  setup(): Promise<EngineUnderTest>
  teardown(): Promise<void>
}

type ChatRequest = Extract<GenerateRequest, { readonly messages: readonly ChatMessage[] }>

/** What an answer amounts to. */
export interface Answer {
  readonly parts: readonly GeneratePart[]
  readonly text: string
  readonly tokenIds: readonly number[]
  readonly usage: TokenUsage
  readonly finishReason: string
}

export const GREEDY: Sampling = { maxOutputTokens: 512, temperature: 0, topP: 1, seed: undefined, stop: [] }

/** Reads an answer to its end. */
export async function readAnswer(parts: AsyncIterable<GeneratePart>): Promise<Answer> {
  const read: GeneratePart[] = []
  for await (const part of parts) read.push(part)
  const end = read.at(-1)
  if (end?.type !== 'end') throw new Error('the answer has no end part')
  const deltas = read.filter((part) => part.type === 'delta')
  return {
    parts: read,
    text: deltas.map(({ text }) => text).join(''),
    tokenIds: deltas.flatMap(({ tokenIds }) => tokenIds),
    usage: end.usage,
    finishReason: end.finishReason,
  }
}

/** Holds an engine to the contract of the Engine interface. */
export function describeEngineCompliance(name: string, compliance: EngineCompliance): void {
  const { skip } = compliance
  if (skip !== undefined) console.warn(`engine compliance of ${name} skipped: ${skip}`)
  describe.skipIf(skip !== undefined)(`engine compliance: ${name}`, () => {
    let it: EngineUnderTest
    let tenants = 0
    beforeAll(async () => {
      it = await compliance.setup()
    })
    afterAll(() => compliance.teardown())

    const terms = (
      sampling: Partial<Sampling> = {},
      tenant = `tenant ${String(++tenants)}`,
    ): Omit<ChatRequest, 'messages' | 'prompt'> => ({
      model: it.model,
      sampling: { ...GREEDY, ...sampling },
      tenant,
    })
    const request = (...asked: Parameters<typeof terms>): ChatRequest => ({ ...terms(...asked), messages: it.messages })
    const never = (): AbortSignal => new AbortController().signal
    const ask = (sampling?: Partial<Sampling>, tenant?: string): Promise<Answer> =>
      readAnswer(it.engine.generate(request(sampling, tenant), { signal: never() }))
    const slots = (): number => it.engine.models().find(({ digest }) => digest === it.model)?.slots ?? 0

    test('lists the model with the digest of its manifest', () => {
      const model = it.engine.models().find(({ digest }) => digest === it.model)
      expect(model).toBeDefined()
      expect(model!.slots).toBeGreaterThan(0)
      expect(model!.contextTokens).toBeGreaterThan(0)
      expect(Buffer.byteLength(it.engine.name)).toBeLessThanOrEqual(64)
    })

    test('sends one start, deltas, one end', async () => {
      const { parts, usage } = await ask()
      expect(parts[0]).toEqual({
        type: 'start',
        promptTokens: usage.promptTokens,
        cachedTokens: usage.cachedTokens,
      })
      expect(parts.slice(1, -1).every(({ type }) => type === 'delta')).toBe(true)
      expect(parts.length).toBeGreaterThan(2)
    })

    /** Exactly the ids; without ids at least the deltas, and no more than their bytes. */
    const expectCounted = ({ parts, text, tokenIds, usage }: Answer): void => {
      if (it.givesTokenIds ?? true) {
        expect(tokenIds.length).toBe(usage.outputTokens)
        return
      }
      expect(tokenIds).toEqual([])
      const deltas = parts.filter(({ type }) => type === 'delta')
      expect(usage.outputTokens).toBeGreaterThanOrEqual(deltas.length)
      expect(usage.outputTokens).toBeLessThanOrEqual(Buffer.byteLength(text))
    }

    test('counts in the usage the tokens that it sends', async () => {
      const answer = await ask()
      const { usage, finishReason } = answer
      expectCounted(answer)
      expect(usage.outputTokens).toBeGreaterThanOrEqual(20)
      expect(usage.promptTokens).toBeGreaterThan(0)
      expect(finishReason).toBe('stop')
    })

    test('repeats a greedy answer', async () => {
      const [first, second] = [await ask(), await ask()]
      expect(second.text).toBe(first.text)
      expect(second.tokenIds).toEqual(first.tokenIds)
    })

    test('repeats a sampled answer of the same seed', async () => {
      const sampling = { temperature: 1, topP: 0.9, seed: 7, maxOutputTokens: 16 }
      const [first, second] = [await ask(sampling), await ask(sampling)]
      expect(second.tokenIds).toEqual(first.tokenIds)
    })

    test('ends with length at the limit', async () => {
      const whole = await ask()
      const cut = await ask({ maxOutputTokens: 5 })
      expect(cut.finishReason).toBe('length')
      expect(cut.usage.outputTokens).toBe(5)
      expect(whole.text.startsWith(cut.text)).toBe(true)
    })

    test('ends before the first stop string, wherever token borders lie', async () => {
      const { text } = await ask()
      for (const [from, length] of [
        [7, 1],
        [9, 6],
        [12, 15],
      ] as const) {
        const stop = text.slice(from, from + length)
        const answer = await ask({ stop: ['not in the text', stop] })
        expect(answer.text, `stop string at ${String(from)}`).toBe(text.slice(0, text.indexOf(stop)))
        expect(answer.finishReason).toBe('stop')
        expectCounted(answer)
      }
    })

    test('sends everything when only the beginning of a stop string occurs', async () => {
      const { text, tokenIds } = await ask()
      const answer = await ask({ stop: [`${text.slice(-3)}\u0001`, `${text.slice(4, 12)}\u0001`] })
      expect(answer.text).toBe(text)
      expect(answer.tokenIds).toEqual(tokenIds)
    })

    test('does nothing when the signal has fired already', async () => {
      const reason = new Error('too late')
      const parts = it.engine.generate(request(), { signal: AbortSignal.abort(reason) })
      await expect(readAnswer(parts)).rejects.toBe(reason)
    })

    test('throws the reason of a signal that fires mid-stream, and frees the slot', async () => {
      for (let round = 0; round <= slots(); round++) {
        const controller = new AbortController()
        const reason = new Error(`stop ${String(round)}`)
        const reading = (async () => {
          for await (const part of it.engine.generate(request(), { signal: controller.signal })) {
            if (part.type === 'delta') controller.abort(reason)
          }
        })()
        await expect(reading, `round ${String(round)}`).rejects.toBe(reason)
      }
      await ask()
    })

    test('frees the slot when the reader leaves early', async () => {
      for (let round = 0; round <= slots(); round++) {
        for await (const part of it.engine.generate(request(), { signal: never() })) {
          if (part.type === 'delta') break
        }
      }
      await ask()
    })

    test('gives a reader that pauses at every part the same answer', async () => {
      // as long as another request takes; one that is refused, for batches of another shape would round differently
      const pause = async (): Promise<void> => {
        const refused = it.engine.generate({ ...request(), messages: it.overflow }, { signal: never() })
        await expect(readAnswer(refused)).rejects.toSatisfy((error) =>
          SovError.isInstance(error, 'ERR_SOV_CONTEXT_OVERFLOW'),
        )
      }
      const slowly = async function* (parts: AsyncIterable<GeneratePart>): AsyncGenerator<GeneratePart, void> {
        for await (const part of parts) {
          await pause()
          yield part
        }
      }
      const whole = await ask()
      const paused = await readAnswer(slowly(it.engine.generate(request(), { signal: never() })))
      expect(paused.text).toBe(whole.text)
      expect(paused.tokenIds).toEqual(whole.tokenIds)
      expect(paused.finishReason).toBe(whole.finishReason)
    })

    test('goes on with an answer that another engine began', async () => {
      if (it.givesTokenIds === false) return
      const whole = await ask()
      for (const begun of [1, 7, whole.tokenIds.length - 1]) {
        const answerTokenIds = whole.tokenIds.slice(0, begun)
        const rest = await readAnswer(it.engine.generate({ ...request(), answerTokenIds }, { signal: never() }))
        expect([...answerTokenIds, ...rest.tokenIds], `after ${String(begun)} tokens`).toEqual(whole.tokenIds)
        expect(whole.text.endsWith(rest.text), `after ${String(begun)} tokens`).toBe(true)
        expect(rest.finishReason).toBe(whole.finishReason)
        expect(rest.usage.promptTokens).toBe(whole.usage.promptTokens + begun)
        expectCounted(rest)
      }
    })

    const raw = (prompt: string, sampling: Partial<Sampling> = {}): Promise<Answer> => {
      const asked = { ...terms({ maxOutputTokens: 12, ...sampling }), prompt }
      return readAnswer(it.engine.generate(asked, { signal: never() }))
    }

    test('goes on with a text, without the chat around it', async () => {
      const { content } = it.messages[0]!
      const [answer, again, chat] = [await raw(content), await raw(content), await ask()]
      expectCounted(answer)
      expect(again.text).toBe(answer.text)
      expect(answer.usage.promptTokens).toBeGreaterThan(0)
      expect(answer.usage.promptTokens).toBeLessThan(chat.usage.promptTokens)
      const longer = await raw(content + content)
      expect(longer.usage.promptTokens).toBeGreaterThan(answer.usage.promptTokens)
    })

    test('goes on with a text where another engine stopped', async () => {
      if (it.givesTokenIds === false) return
      const prompt = it.messages[0]!.content
      const whole = await raw(prompt)
      if (whole.tokenIds.length < 4) return
      const answerTokenIds = whole.tokenIds.slice(0, 3)
      const asked = { ...terms({ maxOutputTokens: whole.tokenIds.length - 3 }), prompt, answerTokenIds }
      const rest = await readAnswer(it.engine.generate(asked, { signal: never() }))
      expect(rest.tokenIds).toEqual(whole.tokenIds.slice(3))
    })

    test('refuses to go on with tokens that the model does not have', async () => {
      const parts = it.engine.generate({ ...request(), answerTokenIds: [2 ** 31] }, { signal: never() })
      await expect(readAnswer(parts)).rejects.toSatisfy((error) => SovError.isInstance(error, 'ERR_SOV_BAD_REQUEST'))
      await ask()
    })

    test('answers more requests at once than it has slots', async () => {
      const answers = await Promise.all(Array.from({ length: slots() + 1 }, () => ask()))
      // not the text: batches of another shape round differently, and a near tie flips
      for (const answer of answers) expectCounted(answer)
    })

    test('lets a waiting request be aborted', async () => {
      const running = Array.from({ length: slots() }, () => ask())
      const controller = new AbortController()
      const waiting = readAnswer(it.engine.generate(request(), { signal: controller.signal }))
      controller.abort(new Error('no more'))
      await expect(waiting).rejects.toThrow('no more')
      await Promise.all(running)
    })

    test('refuses a model that it does not have', async () => {
      const parts = it.engine.generate({ ...request(), model: '0'.repeat(64) }, { signal: never() })
      await expect(readAnswer(parts)).rejects.toSatisfy((error) =>
        SovError.isInstance(error, 'ERR_SOV_MODEL_NOT_FOUND'),
      )
    })

    test('does not embed', async () => {
      const parts = it.engine.embed({ model: it.model, inputs: ['text'], tenant: 'tenant' }, { signal: never() })
      await expect(parts[Symbol.asyncIterator]().next()).rejects.toSatisfy((error) =>
        SovError.isInstance(error, 'ERR_SOV_BAD_REQUEST'),
      )
    })

    test('refuses a prompt longer than the context', async () => {
      const parts = it.engine.generate({ ...request(), messages: it.overflow }, { signal: never() })
      await expect(readAnswer(parts)).rejects.toSatisfy((error) =>
        SovError.isInstance(error, 'ERR_SOV_CONTEXT_OVERFLOW'),
      )
      await ask()
    })

    test('never uses what another tenant has cached', async () => {
      await ask({}, 'first')
      for (let other = 0; other <= slots(); other++) {
        const { usage } = await ask({}, `other ${String(other)}`)
        expect(usage.cachedTokens, `tenant ${String(other)}`).toBe(0)
      }
      await ask({}, 'again')
      const { usage } = await ask({}, 'again')
      if (it.caches) expect(usage.cachedTokens).toBeGreaterThan(0)
      expect(usage.cachedTokens).toBeLessThan(usage.promptTokens)
    })
  })
}
