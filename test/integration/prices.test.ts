import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { encodeRequest } from '../../src/inference/request-bytes.js'
import { charge, commitment } from '../../src/ledger/index.js'
import { CLOCK_SKEW_MS, PRICE_GRACE_MS } from '../../src/limits.js'
import type { SignedPriceTable } from '../../src/membership/index.js'
import { RefuseCode, type InferFrame } from '../../src/wire/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { PlayedNode } from '../helpers/played-node.js'
import { until } from '../helpers/until.js'

let mesh: TestMesh
beforeEach(() => {
  mesh = new TestMesh()
})
afterEach(() => mesh.stop())

function version({ node }: TestNode): number | undefined {
  return node.control.prices().inForce?.version
}

describe('new prices of the co-op', () => {
  it('are charged on both sides between members of which one never meets the founder again', async () => {
    const engine = createFakeEngine({ clock: systemClock })
    const [founder, serving, asking] = await mesh.form([
      { org: 'Founders', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [engine] },
      { org: 'Asking', jurisdiction: 'SE' },
    ])
    await asking!.node.stop()
    const before = founder!.node.control.prices().inForce!
    const { inForce } = await founder!.node.control.setPrices({ promptRate: 500, outputRate: 7_000 })
    const { contextRate } = before
    expect(inForce).toMatchObject({ version: 2, promptRate: 500, outputRate: 7_000, contextRate })
    await until('the serving node has the new prices', () => version(serving!) === 2)
    await founder!.node.stop()

    const bootstrap = serving!.node.control.id().addresses
    const again = await mesh.start({ org: 'Asking', dataDir: asking!.dataDir, bootstrap })
    await until('the asking node has the new prices', () => version(again) === 2)
    expect(again.node.control.prices()).toEqual(serving!.node.control.prices())

    await mesh.known([serving!, again], 1)
    const { digest, manifest } = engine.models()[0]!
    const messages = [{ role: 'user' as const, content: 'What does it cost?' }]
    const { signal } = new AbortController()
    await readAnswer(
      again.node
        .remote(serving!.peerId)
        .generate({ model: digest, messages, sampling: GREEDY, tenant: 'own' }, { signal }),
    )
    const settled = async ({ node }: TestNode): Promise<bigint | undefined> => {
      const [receipt] = await node.control.receipts({})
      return receipt?.state === 'settled' ? receipt.charge : undefined
    }
    await until('it is settled', async () => (await settled(serving!)) !== undefined)
    const [receipt] = await again.node.control.receipts({})
    const counts = { promptTokens: receipt!.promptTokens!, outputTokens: receipt!.outputTokens!, cachedTokens: 0 }
    const [old, now] = [before, inForce!].map((rates) => charge(rates, manifest, counts, false))
    expect(await settled(again)).toBe(now)
    expect(await settled(serving!)).toBe(now)
    expect(now).toBeGreaterThan(old!)
  })

  it('leave orders by the old ones accepted for the grace period, and refused after it', async () => {
    // The played consumer has the machine's clock, so the others begin in the past and catch up.
    let aheadMs = -PRICE_GRACE_MS - 1_000
    const clock: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs }
    const engine = createFakeEngine({ clock: systemClock })
    const [provider] = await mesh.form([
      { org: 'Serving', jurisdiction: 'DE', engines: [engine], clock },
      { org: 'Other', jurisdiction: 'SE', clock },
    ])
    const consumer = await PlayedNode.join(provider!, { org: 'Asking', jurisdiction: 'NO' })
    try {
      const { membership } = consumer.node
      const old = membership.priceTable()!
      await provider!.node.control.setPrices({ outputRate: 7_000 })
      await until('the consumer has the new prices', () => membership.priceTable()?.value.version === 2)

      const answerTo = (priceTable: SignedPriceTable): Promise<InferFrame | null> =>
        answerToOrder(consumer, provider!, priceTable, engine.models()[0]!.manifest)
      aheadMs = -CLOCK_SKEW_MS / 2
      await until('the old ones are accepted in the grace period', async () => (await answerTo(old))?.refuse === null)
      aheadMs = 0
      expect((await answerTo(old))?.refuse, 'after it').toMatchObject({ code: RefuseCode.REFUSE_CODE_PRICE })
      expect(await answerTo(membership.priceTable()!), 'the new one').toMatchObject({ refuse: null })
    } finally {
      await consumer.stop()
    }
  })
})

/** What a provider says to an order by some price table. */
async function answerToOrder(
  consumer: PlayedNode,
  provider: TestNode,
  priceTable: SignedPriceTable,
  manifest: Parameters<PlayedNode['ledger']['createOrder']>[0]['manifest'],
): Promise<InferFrame | null> {
  const salt = randomBytes(32)
  const { request, params } = encodeRequest({
    model: '',
    messages: [{ role: 'user', content: 'Hello' }],
    sampling: { ...GREEDY, maxOutputTokens: 50 },
    tenant: 'one',
  })
  const member = consumer.node.membership.member(provider.peerId)!
  const order = consumer.ledger.createOrder({
    consumer: consumer.party,
    provider: member,
    priceTable,
    manifest,
    rootOrderId: randomBytes(16),
    continuation: 0,
    requestCommitment: commitment(salt, request),
    paramsCommitment: commitment(salt, params),
    maxPromptTokens: 50,
    maxOutputTokens: 50,
    policyDecision: new Uint8Array(32),
    providerBootNonce: member.bootNonce,
  })
  const stream = await consumer.open(provider)
  await stream.send({ order: order.bytes })
  const answer = await stream.next()
  await stream.channel.close()
  await stream.rest()
  return answer
}
