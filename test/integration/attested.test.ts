import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { Engine, GenerateRequest, Settlement } from '../../src/engine/index.js'
import { verifyReceipt, type ReceiptView } from '../../src/index.js'
import { toHex } from '../../src/wire/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const TOKENS = 41

/** Names the tokens of the first deltas only. */
function namingFirst(engine: Engine, deltas: number): Engine {
  return {
    name: engine.name,
    models: () => engine.models(),
    embed: (request, options) => engine.embed(request, options),
    async *generate(request, options) {
      let count = 0
      for await (const part of engine.generate(request, options)) {
        yield part.type === 'delta' && ++count > deltas ? { ...part, tokenIds: [] } : part
      }
    },
  }
}

describe('an answer of an engine that gives no token ids', () => {
  let mesh: TestMesh
  let consumer: TestNode
  let provider: TestNode
  beforeEach(() => {
    mesh = new TestMesh()
  })
  afterEach(() => mesh.stop())

  async function serve(engine: Engine): Promise<void> {
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [engine] },
    ])
    consumer = nodes[0]!
    provider = nodes[1]!
  }

  const remote = (): Engine => consumer.node.remote(provider.peerId)
  const request = (): GenerateRequest => ({
    model: remote().models()[0]!.digest,
    messages: [{ role: 'user', content: 'Hello' }],
    sampling: GREEDY,
    tenant: 'own',
  })

  /** Reads so many deltas and leaves. */
  async function leaveAfter(deltas: number): Promise<void> {
    let count = 0
    for await (const part of remote().generate(request(), { signal: new AbortController().signal })) {
      if (part.type === 'delta') count += 1
      if (count === deltas) break
    }
  }

  /** The receipt, once both sides hold the same one. */
  async function settled(): Promise<ReceiptView> {
    const bytes: string[] = []
    for (const { node } of [consumer, provider]) {
      await until('it is settled', async () => (await node.control.receipts({}))[0]?.state === 'settled')
      const [summary] = await node.control.receipts({})
      const receipt = await node.control.receipt(summary!.orderId)
      const view = verifyReceipt(receipt)
      expect(summary).toMatchObject({ outputTokens: view.outputTokens, isAttested: view.isAttested })
      bytes.push(toHex(receipt))
    }
    expect(bytes[0]).toBe(bytes[1])
    return verifyReceipt(Buffer.from(bytes[0]!, 'hex'))
  }

  const textOnly = (outputMsPerToken = 0): Engine =>
    createFakeEngine({ clock: systemClock, outputTokens: TOKENS, outputMsPerToken, isTextOnly: true })

  it('is settled by the count of its engine, marked as attested', async () => {
    await serve(textOnly())
    const { parts, usage } = await readAnswer(remote().generate(request(), { signal: new AbortController().signal }))
    expect(usage.outputTokens).toBe(TOKENS)
    expect(parts.filter(({ type }) => type === 'delta')).toHaveLength(Math.ceil(TOKENS / 2))
    expect((parts.at(-1) as { settlement?: Settlement }).settlement?.status).toBe('settled')
    expect(await settled()).toMatchObject({ status: 'complete', outputTokens: TOKENS, isAttested: true })
  })

  it('that is left early is settled by what was received', async () => {
    await serve(textOnly(5))
    await leaveAfter(3)
    expect(await settled()).toMatchObject({ status: 'cancelled', outputTokens: 3, isAttested: true })
  })

  it('is attested only where the consumer has acknowledged tokens without ids', async () => {
    await serve(namingFirst(createFakeEngine({ clock: systemClock, outputTokens: TOKENS, outputMsPerToken: 5 }), 4))
    await leaveAfter(2)
    expect(await settled()).toMatchObject({ outputTokens: 2, isAttested: false })
    await leaveAfter(6)
    await until('a second order', async () => (await provider.node.control.receipts({})).length === 2)
    expect(await settled()).toMatchObject({ outputTokens: 6, isAttested: true })
  })
})
