import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import type { EmbedPart, Engine, VectorPart } from '../../src/engine/index.js'
import { verifyReceipt } from '../../src/index.js'
import { createModelHost, type ModelHost } from '../../src/models/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { GREEDY } from '../compliance/engine.js'
import { readVectors } from '../compliance/embedding.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { MINILM, withoutMinilm } from '../helpers/minilm.js'
import { until } from '../helpers/until.js'

const ENGINE = { threads: 1, gpu: 'cpu' } as const
const NEVER = new AbortController().signal

if (withoutMinilm !== undefined) console.warn(`embeddings with a real model skipped: ${withoutMinilm}`)

describe.skipIf(withoutMinilm !== undefined)('a real model through a remote peer', () => {
  const INPUTS = [
    'The cat sits outside',
    'A cat is sitting outdoors',
    'The stock market fell sharply today',
    'Shares dropped on Wall Street',
  ]
  const mesh = new TestMesh()
  let folder: string
  let local: ModelHost
  let nodes: readonly TestNode[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-embed-'))
    local = createModelHost({ clock: systemClock, hashCachePath: join(folder, 'hashes.json') })
    await local.load({ path: MINILM, options: ENGINE })
    nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', models: [MINILM], engine: ENGINE },
    ])
  })

  afterAll(async () => {
    await mesh.stop()
    await local.stop()
    await rm(folder, { recursive: true })
  })

  it('gives the vectors of the local engine bit for bit, and a receipt for the prompt alone', async () => {
    const request = { model: local.models()[0]!.digest, inputs: INPUTS, tenant: 'own' }
    const near = await readVectors(local.embed(request, { signal: NEVER }))
    const far = await readVectors(nodes[0]!.node.remote(nodes[1]!.peerId).embed(request, { signal: NEVER }))
    expect(far.vectors).toEqual(near.vectors)
    expect(far.vectors.map(({ length }) => length)).toEqual([384, 384, 384, 384])
    expect(far.usage).toEqual(near.usage)

    const end = far.parts.at(-1)
    const settlement = end?.type === 'end' ? end.settlement : undefined
    expect(settlement?.status).toBe('settled')
    await until('the provider has stored the receipt', async () => {
      const [receipt] = await nodes[1]!.node.control.receipts({})
      return receipt?.state === 'settled'
    })
    const trust = Buffer.from((await nodes[0]!.node.control.status()).membership!.networkId, 'hex')
    const [ours, theirs] = await Promise.all(nodes.map(({ node }) => node.control.receipt(settlement!.orderId)))
    expect(theirs).toEqual(ours)
    const { promptTokens, outputTokens, charge } = verifyReceipt(ours!, { trust: [trust] })
    expect({ promptTokens, outputTokens, charge }).toEqual({
      promptTokens: near.usage.promptTokens,
      outputTokens: 0,
      charge: settlement!.charge,
    })
    // by the default table a prompt token costs a quarter of a million parameters' work
    const { activeParameters } = local.models()[0]!.manifest
    expect(charge).toBe((activeParameters * 250_000n * BigInt(promptTokens)) / 10n ** 12n)
  })

  it('understands what the texts say', async () => {
    const { vectors } = await readVectors(
      local.embed({ model: local.models()[0]!.digest, inputs: INPUTS, tenant: 'own' }, { signal: NEVER }),
    )
    const [cat, alsoCat, market, shares] = vectors
    expect(cosine(cat!, alsoCat!)).toBeCloseTo(0.97, 1)
    expect(cosine(market!, shares!)).toBeGreaterThan(0.4)
    for (const unrelated of [market!, shares!]) expect(cosine(cat!, unrelated)).toBeLessThan(0.3)
  })

  it('answers the openai client, in both formats alike, and a model of the other kind is a bad request', async () => {
    const client = new OpenAI({ baseURL: `${nodes[0]!.node.apiAddress!}/v1`, apiKey: 'none', maxRetries: 0 })
    const [model] = (await client.models.list()).data
    const [base64, float] = await Promise.all([
      client.embeddings.create({ model: model!.id, input: INPUTS }),
      client.embeddings.create({ model: model!.id, input: INPUTS, encoding_format: 'float' }),
    ])
    expect(base64.data.map(({ embedding }) => [...embedding])).toEqual(float.data.map(({ embedding }) => embedding))
    expect(float.usage).toMatchObject({ sov: { route: 'mesh', settlement: 'settled' } })
    await expect(
      client.chat.completions.create({ model: model!.id, messages: [{ role: 'user', content: 'Hi' }] }),
    ).rejects.toMatchObject({ status: 400, code: 'invalid_request', param: 'model' })
    await expect(
      client.embeddings.create({ model: model!.id, input: ['short', 'many words '.repeat(512)] }),
    ).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' })
  })
})

describe('texts for a peer', () => {
  let mesh: TestMesh
  afterEach(() => mesh.stop())

  async function pair(...engines: readonly Engine[]): Promise<readonly TestNode[]> {
    mesh = new TestMesh()
    return mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      ...engines.map((engine, index) => ({ org: `Serving ${String(index)}`, jurisdiction: 'DE', engines: [engine] })),
    ])
  }

  function embed({ node }: TestNode, inputs: readonly string[], signal = NEVER): RoutedRequest<VectorPart> {
    return node.scheduler.embed(
      { model: 'vectors', inputs, requests: [{ tier: 'mesh' }], allowFallbacks: true },
      { signal },
    )
  }

  const texts = Array.from({ length: 2_048 }, (_, index) => `text ${String(index)}`)

  it('come back in order, as many as a request may have, over a mesh of chat and embedding models', async () => {
    const engine = createFakeEngine({ clock: systemClock, embeddingModels: ['vectors'] })
    const nodes = await pair(engine)
    const { vectors } = await readVectors(embed(nodes[0]!, texts).parts)
    const model = engine.models().find(({ task }) => task === 'embedding')!.digest
    const direct = await readVectors(engine.embed({ model, inputs: texts, tenant: '' }, { signal: NEVER }))
    expect(vectors).toEqual(direct.vectors)
    expect(nodes[0]!.node.scheduler.models().map(({ name, task }) => [name, task])).toEqual([
      ['fake', 'chat'],
      ['vectors', 'embedding'],
    ])
    const bounds = { requests: [], allowFallbacks: true }
    expect(() =>
      nodes[0]!.node.scheduler.embed({ model: 'fake', inputs: ['x'], ...bounds }, { signal: NEVER }),
    ).toThrow(expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST' }))
    const chat = { model: 'vectors', messages: [{ role: 'user', content: 'x' }], sampling: GREEDY, ...bounds } as const
    expect(() => nodes[0]!.node.scheduler.dispatch(chat, { signal: NEVER })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST' }),
    )
  })

  it('are settled for the whole prompt when the client leaves in the middle', async () => {
    const engine = createFakeEngine({
      clock: systemClock,
      models: [],
      embeddingModels: ['vectors'],
      prefillMsPerToken: 5,
    })
    const nodes = await pair(engine)
    let seen = 0
    for await (const part of embed(nodes[0]!, texts).parts) {
      if (part.type === 'vector' && ++seen === 3) break
    }
    await until('the slot is free again', () => engine.running === 0)
    await until('both sides have the receipt', async () => {
      const sides = await Promise.all(nodes.map(({ node }) => node.control.receipts({})))
      return sides.every(([receipt]) => receipt?.state === 'settled')
    })
    const [receipt] = await nodes[0]!.node.control.receipts({})
    expect(receipt).toMatchObject({ promptTokens: 4_096, outputTokens: 0 })
    const [mine, theirs] = await Promise.all(nodes.map(({ node }) => node.control.receipt(receipt!.orderId)))
    expect(theirs).toEqual(mine)
    expect(verifyReceipt(mine!).status).toBe('cancelled')
  })

  it('go to another peer when one fails before its first vector', async () => {
    const broken = createFakeEngine({
      clock: systemClock,
      models: [],
      embeddingModels: ['vectors'],
      fault: { kind: 'crash', atToken: 0 },
    })
    const sound = createFakeEngine({ clock: systemClock, models: [], embeddingModels: ['vectors'] })
    const nodes = await pair(broken, sound)
    for (let round = 0; round < 3; round++) {
      expect((await readVectors(embed(nodes[0]!, ['one', 'two']).parts)).vectors).toHaveLength(2)
    }
  })

  it.each<[string, (part: EmbedPart) => readonly EmbedPart[]]>([
    ['fewer vectors', (part) => (part.type === 'vector' ? [] : [part])],
    ['more vectors', (part) => (part.type === 'vector' ? [part, part] : [part])],
    [
      'values that are no numbers',
      (part) => (part.type === 'vector' ? [{ ...part, values: new Float32Array([NaN]) }] : [part]),
    ],
    ['tokens', (part) => (part.type === 'vector' ? [{ ...part, values: new Float32Array() }] : [part])],
  ])('are not answered by a peer that sends %s', async (_what, change) => {
    const engine = createFakeEngine({ clock: systemClock, models: [], embeddingModels: ['vectors'] })
    const nodes = await pair(changed(engine, change))
    await expect(readVectors(embed(nodes[0]!, ['one', 'two']).parts)).rejects.toMatchObject({
      code: 'ERR_SOV_PEER_MISBEHAVED',
    })
    expect((await nodes[0]!.node.control.ledger()).perPeer).toEqual([])
  })
})

/** An engine whose vectors are changed on the way. */
function changed(engine: FakeEngine, change: (part: EmbedPart) => readonly EmbedPart[]): Engine {
  return {
    name: engine.name,
    models: () => engine.models(),
    generate: (request, options) => engine.generate(request, options),
    async *embed(request, options) {
      for await (const part of engine.embed(request, options)) yield* change(part)
    },
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, index) => sum + value * y[index]!, 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
