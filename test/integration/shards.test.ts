import { join } from 'node:path'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatUsage } from '../../src/api/index.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { openStatement, ORDER, receiptBundle, toHex, type Order } from '../../src/wire/index.js'
import type { RequestRecord } from '../../src/scheduler/index.js'
import { TestMesh, type TestNode, type TestNodeOptions } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const DEMO_MODEL = join(import.meta.dirname, '../../models/sov-demo-q8_0.gguf')
const LLAMA = { models: [DEMO_MODEL], engine: { threads: 1, gpu: 'cpu', slots: 2 } } as const
const MESH = { provider: { tier: 'mesh' } }

describe('one request over several peers', () => {
  let mesh: TestMesh
  beforeEach(() => {
    mesh = new TestMesh()
  })
  afterEach(() => mesh.stop())

  const form = async (...serving: readonly Partial<TestNodeOptions>[]): Promise<readonly TestNode[]> =>
    mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      ...serving.map((options, index) => ({ org: `Serving ${String(index)}`, jurisdiction: 'DE', ...options })),
    ])
  const clientOf = ({ node }: TestNode): OpenAI =>
    new OpenAI({ baseURL: `${node.apiAddress!}/v1`, apiKey: 'none', maxRetries: 0 })

  async function recordOf({ node }: TestNode, id: string): Promise<RequestRecord> {
    const response = await fetch(`${node.apiAddress!}/sov/v1/requests/${id}`)
    return (await response.json()) as RequestRecord
  }

  /** The orders of a request whose receipts are settled, once there is one for each shard. */
  async function orders({ node }: TestNode, id: string, shards: number): Promise<readonly Order[]> {
    let found: readonly Order[] = []
    await until('there is a settled receipt for each shard', async () => {
      const receipts = await node.control.receipts({ limit: 100 })
      const settled = receipts.filter(({ state }) => state === 'settled')
      const bundles = await Promise.all(settled.map(({ orderId }) => node.control.receipt(orderId)))
      found = bundles
        .map((bytes) => openStatement(ORDER, receiptBundle.decode(bytes).order).value)
        .filter(({ rootOrderId }) => `req_${toHex(rootOrderId)}` === id)
      return new Set(found.map(({ shardIndex }) => shardIndex)).size === shards
    })
    return found
  }

  it('gives several choices of a chat, streamed and not, with a real model', async () => {
    const [asking, ...serving] = await form(LLAMA, LLAMA)
    const client = clientOf(asking!)
    const chat = {
      model: 'sov-demo',
      messages: [{ role: 'user' as const, content: 'What is sov-node?' }],
      temperature: 0,
      max_tokens: 24,
      n: 4,
      ...MESH,
    }
    const answer = await client.chat.completions.create(chat)
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    for (const { message, finish_reason } of answer.choices) {
      expect(message.content).toMatch(/^sov-node is an open-source peer-to-peer mesh/)
      expect(finish_reason).toBe('length')
    }
    expect(answer.usage).toMatchObject({ completion_tokens: 96 })

    const stream = client.chat.completions.stream({ ...chat, stream_options: { include_usage: true } })
    const streamed = await stream.finalChatCompletion()
    expect(streamed.choices.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3])
    for (const { message } of streamed.choices) expect(message.content).toMatch(/^sov-node is/)
    expect(streamed.usage?.completion_tokens).toBe(96)

    const record = await recordOf(asking!, answer.id)
    expect(record.state).toBe('done')
    const served = record.attempts.filter(({ outcome }) => outcome === 'served')
    expect(served.map(({ shard }) => shard).sort()).toEqual([0, 1, 2, 3])
    expect(serving.map(({ peerId }) => peerId)).toEqual(expect.arrayContaining(served.map(({ peer }) => peer)))

    for (const order of await orders(asking!, answer.id, 4)) {
      const { shardIndex, shardCount, continuation, orderId, rootOrderId } = order
      expect(shardCount).toBe(4)
      expect(toHex(orderId) === toHex(rootOrderId)).toBe(shardIndex === 0 && continuation === 0)
    }
  })

  it('goes on with several texts, with a real model', async () => {
    const [asking] = await form(LLAMA, LLAMA)
    const client = clientOf(asking!)
    // what the template of the model makes of a chat: control tokens are read as such
    const turn = (question: string): string => `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`
    const prompt = [turn('What is sov-node?'), turn('What is a mesh?'), 'Once upon a time']
    const greedy = { model: 'sov-demo', temperature: 0, max_tokens: 12, ...MESH }
    const chat = await client.chat.completions.create({
      ...greedy,
      messages: [{ role: 'user', content: 'What is sov-node?' }],
    })
    const all = await client.completions.create({ ...greedy, prompt, n: 2 })
    expect(all.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(all.choices.slice(0, 2).map(({ text }) => text)).toEqual(Array(2).fill(chat.choices[0]!.message.content))
    expect(all.usage!.completion_tokens).toBeLessThanOrEqual(72)

    const alone = await client.completions.create({ ...greedy, prompt: prompt[0]! })
    expect(alone.choices[0]!.text).toBe(chat.choices[0]!.message.content)
    expect(alone.usage!.prompt_tokens).toBe(chat.usage!.prompt_tokens)
    const stop = alone.choices[0]!.text.slice(5, 9)
    const stopped = await client.completions.create({ ...greedy, prompt: prompt[0]!, stop })
    expect(stopped.choices[0]).toMatchObject({ text: alone.choices[0]!.text.slice(0, 5), finish_reason: 'stop' })
  })

  it('splits texts to embed, gives the vectors in their order, and names a text by its place among all', async () => {
    const engine = {
      clock: systemClock,
      models: [],
      embeddingModels: ['vectors'],
      prefillMsPerToken: 1,
      contextTokens: 16,
    }
    const [asking] = await form({ engines: [createFakeEngine(engine)] }, { engines: [createFakeEngine(engine)] })
    const client = clientOf(asking!)
    const input = Array.from({ length: 300 }, (_, index) => `text ${String(index)}`)
    const { data, usage } = await client.embeddings.create({ model: 'vectors', input, ...MESH })
    const direct = createFakeEngine({ ...engine, prefillMsPerToken: 0 })
    const request = { model: direct.models()[0]!.digest, inputs: input, tenant: '' }
    const expected: number[][] = []
    for await (const part of direct.embed(request, { signal: new AbortController().signal })) {
      if (part.type === 'vector') expected.push([...part.values])
    }
    expect(data.map(({ index }) => index)).toEqual(input.map((_, index) => index))
    expect(data.map(({ embedding }) => [...embedding])).toEqual(expected)
    expect(usage.prompt_tokens).toBe(600)
    const served = await orders(asking!, (usage as unknown as Pick<ChatUsage, 'sov'>).sov.request, 9)
    expect(served.every(({ shardCount }) => shardCount === 9)).toBe(true)
    expect(new Set(served.map(({ provider }) => toHex(provider))).size).toBe(2)
    const tooLong = input.with(200, 'word '.repeat(17))
    await expect(client.embeddings.create({ model: 'vectors', input: tooLong, ...MESH })).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    })
  })
})
