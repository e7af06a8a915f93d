import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import type { ChatMessage, Engine } from '../../src/engine/index.js'
import { verifyReceipt } from '../../src/index.js'
import { createModelHost, type ModelHost } from '../../src/models/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const MODEL = join(import.meta.dirname, '../../models/sov-demo-q8_0.gguf')
const EXPECTED = join(import.meta.dirname, '../../models/expected.jsonl')
const PROMPTS = 20

interface ExpectedChat {
  readonly id: string
  readonly turns: readonly { readonly user: string }[]
}

const prompts = readFileSync(EXPECTED, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ExpectedChat)
  .slice(0, PROMPTS)
  .map(({ id, turns }) => ({ id, content: turns[0]!.user }))

describe('a remote peer and the local engine', () => {
  const mesh = new TestMesh()
  let folder: string
  let local: ModelHost
  let nodes: readonly TestNode[]
  let remote: Engine

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-parity-'))
    local = createModelHost({ clock: systemClock, hashCachePath: join(folder, 'hashes.json') })
    await local.load({ path: MODEL, options: { threads: 1, gpu: 'cpu' } })
    nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', models: [MODEL], engine: { threads: 1, gpu: 'cpu' } },
    ])
    remote = nodes[0]!.node.remote(nodes[1]!.peerId)
  })

  afterAll(async () => {
    await mesh.stop()
    await local.stop()
    await rm(folder, { recursive: true })
  })

  it.each(prompts)('give the same text, ids and counts: $id', async ({ content }) => {
    const messages: readonly ChatMessage[] = [{ role: 'user', content }]
    const request = { model: local.models()[0]!.digest, messages, sampling: GREEDY, tenant: 'own' }
    const signal = new AbortController().signal
    const [near, far] = await Promise.all(
      [local, remote].map((engine) => readAnswer(engine.generate(request, { signal }))),
    )
    expect(far!.text).toBe(near!.text)
    expect(far!.tokenIds).toEqual(near!.tokenIds)
    expect(far!.usage.promptTokens).toBe(near!.usage.promptTokens)
    expect(far!.usage.outputTokens).toBe(near!.usage.outputTokens)
    expect(far!.finishReason).toBe(near!.finishReason)
  })

  it('leaves a receipt for each answer, the same bytes and valid on both sides', async () => {
    const trust = Buffer.from((await nodes[0]!.node.control.status()).membership!.networkId, 'hex')
    await until('the provider has stored all receipts', async () => {
      const receipts = await nodes[1]!.node.control.receipts({})
      return receipts.every(({ state }) => state === 'settled')
    })
    const [mine, theirs] = await Promise.all(nodes.map(({ node }) => node.control.receipts({})))
    expect(mine!.map(({ state }) => state)).toEqual(Array.from({ length: PROMPTS }, () => 'settled'))
    expect(theirs!.length).toBe(PROMPTS)
    for (const { orderId, charge } of mine!) {
      const [ours, others] = await Promise.all(nodes.map(({ node }) => node.control.receipt(orderId)))
      expect(ours, orderId).toEqual(others)
      expect(verifyReceipt(ours!, { trust: [trust] }).charge, orderId).toBe(charge)
    }
  })
})
