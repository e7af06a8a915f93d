import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.js'
import type { GeneratePart } from '../../../src/engine/index.js'
import { createLlamaEngine, type LlamaEngine } from '../../../src/engine/llama/index.js'
import { GREEDY, readAnswer, type Answer } from '../../compliance/engine.js'

const DEMO = 'models/sov-demo-q8_0.gguf'
const SLOTS = 4
const SCAFFOLD = 'You may call tools: search, read, write. Answer with one call. '.repeat(20)
const QUESTIONS = ['What is a mesh?', 'Explain receipts, please.', 'How do I start?', 'What is failover?']
const LONG = 'What is a mesh, and who may join it, and how does a request find its way to a node that has room?'

describe('requests that begin alike', () => {
  let engine: LlamaEngine
  const answersAlone = new Map<string, readonly string[]>()
  beforeEach(async () => {
    engine = await load()
  })
  afterEach(() => engine.close())

  async function load(slots = SLOTS): Promise<LlamaEngine> {
    const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(DEMO)
    return createLlamaEngine({
      file: { path: DEMO, sha256: new Uint8Array(32), sizeBytes, modifiedMs },
      name: 'demo',
      clock: systemClock,
      options: { gpu: 'cpu', threads: 1, slots },
    })
  }

  function generate(
    question: string,
    {
      tenant = 'tenant',
      signal = new AbortController().signal,
      by = engine,
      maxOutputTokens = 24,
      answerTokenIds = [] as readonly number[],
    } = {},
  ): AsyncIterable<GeneratePart> {
    return by.generate(
      {
        model: by.models()[0]!.digest,
        messages: [
          { role: 'system', content: SCAFFOLD },
          { role: 'user', content: question },
        ],
        sampling: { ...GREEDY, maxOutputTokens },
        tenant,
        answerTokenIds,
      },
      { signal },
    )
  }

  const ask = (question: string, options: Parameters<typeof generate>[1] = {}): Promise<Answer> =>
    readAnswer(generate(question, options))
  const anew = ({ usage }: Answer): number => usage.promptTokens - usage.cachedTokens

  /**
   * The answers of an engine with one sequence, to a prompt that it reads as a whole and to one whose beginning it has read:
   * where two tokens are nearly as likely they differ, since reading in two steps rounds differently.
   */
  async function alone(question: string): Promise<readonly string[]> {
    const known = answersAlone.get(question)
    if (known !== undefined) return known
    const by = await load(1)
    try {
      const whole = await ask(question, { by })
      const between = await ask(LONG, { by })
      expect(anew(between)).toBeLessThan(between.usage.promptTokens / 4)
      const answers = [whole.text, (await ask(question, { by })).text]
      answersAlone.set(question, answers)
      return answers
    } finally {
      await by.close()
    }
  }

  test('have it read once, also when they come at once, and get the answers that they would get alone', async () => {
    const answers = await Promise.all(QUESTIONS.map((question) => ask(question)))
    const [first = 0, ...others] = answers.map(anew).sort((a, b) => b - a)
    expect(first).toBe(answers[0]?.usage.promptTokens)
    for (const tokens of others) expect(tokens).toBeLessThan(first / 10)
    for (const [index, question] of QUESTIONS.entries()) {
      expect(await alone(question)).toContain(answers[index]?.text)
    }
  })

  test('do not wait for one whose answer nobody reads', async () => {
    const unread = generate(QUESTIONS[0]!)[Symbol.asyncIterator]()
    await unread.next()
    await unread.next()
    const answer = await ask(QUESTIONS[1]!)
    expect(anew(answer)).toBeLessThan(answer.usage.promptTokens / 10)
    expect(await alone(QUESTIONS[1]!)).toContain(answer.text)
    await unread.return?.()
  })

  test('go on from what another has answered so far, while nobody reads on there', async () => {
    const unread = generate(QUESTIONS[0]!, { maxOutputTokens: 400 })[Symbol.asyncIterator]()
    await unread.next()
    const { value } = (await unread.next()) as { value: Extract<GeneratePart, { type: 'delta' }> }
    for (let more = 0; more < 3; more++) {
      const { tokenIds: answerTokenIds } = value
      const answer = await ask(QUESTIONS[0]!, { answerTokenIds, maxOutputTokens: 4 })
      expect(anew(answer)).toBeLessThan(answer.usage.promptTokens / 10)
    }
    await unread.return?.()
  })

  test('make room beside running answers without waiting for their end', async () => {
    for (const tenant of ['a', 'b', 'c', 'd']) await ask(QUESTIONS[0]!, { tenant, maxOutputTokens: 1 })
    const ends: string[] = []
    const run = async (tenant: string, maxOutputTokens: number): Promise<void> => {
      await ask('Explain failover in detail.', { tenant, maxOutputTokens })
      ends.push(tenant)
    }
    const long = ['a', 'b'].map((tenant) => run(tenant, 300))
    await ask(QUESTIONS[1]!, { tenant: 'e', maxOutputTokens: 1 })
    await run('f', 1)
    await Promise.all(long)
    expect(ends[0]).toBe('f')
  })

  test('read it themselves when the one that they wait for is cancelled', async () => {
    const cancelled = new AbortController()
    const first = ask(QUESTIONS[0]!, { signal: cancelled.signal }).catch(() => undefined)
    const second = ask(QUESTIONS[1]!)
    const third = ask(QUESTIONS[2]!)
    cancelled.abort()
    await first
    expect(await alone(QUESTIONS[1]!)).toContain((await second).text)
    expect(await alone(QUESTIONS[2]!)).toContain((await third).text)
  })

  test('share nothing with those of another tenant, whoever reads now', async () => {
    const answers = await Promise.all(QUESTIONS.map((question) => ask(question, { tenant: question })))
    for (const { usage } of answers) expect(usage.cachedTokens).toBe(0)
    const again = await Promise.all(QUESTIONS.map((question) => ask(question, { tenant: `${question} again` })))
    for (const { usage } of again) expect(usage.cachedTokens).toBe(0)
  })

  test('leave the conversations alone that they begin like', async () => {
    await ask(LONG)
    await ask(QUESTIONS[1]!)
    const again = await ask(LONG)
    // all but the one token whose evaluation begins the answer
    expect(anew(again)).toBe(1)
  })

  test('are answered rightly in any order', async () => {
    for (let round = 0; round < 5; round++) {
      const asked = Array.from({ length: 2 * SLOTS }, (_, index) => QUESTIONS[(index + round) % QUESTIONS.length]!)
      const tenants = ['a', 'b']
      const answers = await Promise.all(
        asked.map((question, index) => ask(question, { tenant: tenants[index % tenants.length]! })),
      )
      for (const [index, { text }] of answers.entries()) expect(await alone(asked[index]!)).toContain(text)
    }
  })
})
