import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import type { GeneratePart } from '../../src/engine/index.js'
import { SovError } from '../../src/errors.js'
import { verifyReceipt } from '../../src/ledger/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { askPeer } from '../helpers/ask-peer.js'
import { MemberNodes, type MemberNode } from '../helpers/member-node.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const isPeer =
  ({ peerId }: TestNode) =>
  ({ peer }: { readonly peer: string }): boolean =>
    peer === peerId
const DAY_MS = 24 * 3_600_000

describe('a peer that is revoked while an answer streams', () => {
  let issuers: MemberNodes
  let issuer: MemberNode
  let mesh: TestMesh
  let engine: FakeEngine
  let provider: TestNode
  let consumer: TestNode

  beforeEach(async () => {
    issuers = new MemberNodes()
    issuer = await issuers.startIssuer()
    mesh = new TestMesh()
    engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 20, outputTokens: 2_000 })
    provider = await join({ org: 'Serving', jurisdiction: 'DE', engines: [engine] })
    consumer = await join({ org: 'Asking', jurisdiction: 'NO', bootstrap: provider.node.control.id().addresses })
    await until('the two know each other', async () => {
      const [ofConsumer, ofProvider] = await Promise.all([consumer, provider].map(({ node }) => node.control.peers()))
      const [served, asking] = [ofConsumer!.find(isPeer(provider)), ofProvider!.find(isPeer(consumer))]
      return served !== undefined && served.models.length > 0 && asking !== undefined
    })
  })
  afterEach(async () => {
    await mesh.stop()
    await issuers.stop()
  })

  async function join(
    options: Parameters<TestMesh['start']>[0] & { readonly jurisdiction: string },
  ): Promise<TestNode> {
    const { code } = await issuer.membership.invite({ orgName: options.org, jurisdiction: options.jurisdiction })
    const node = await mesh.start(options)
    await node.node.control.join(code)
    return node
  }

  /** Asks for a long answer, and revokes a peer when some of it has come; gives what came and the error that ended it. */
  async function revokedMidway(peer: string): Promise<{ tokens: number; error: unknown }> {
    const remote = consumer.node.remote(provider.peerId)
    const parts: GeneratePart[] = []
    let error: unknown
    try {
      const answer = remote.generate(
        {
          model: remote.models()[0]!.digest,
          messages: [{ role: 'user', content: 'Hello' }],
          sampling: { ...GREEDY, maxOutputTokens: 2_000 },
          tenant: 'own',
        },
        { signal: new AbortController().signal },
      )
      for await (const part of answer) {
        parts.push(part)
        if (parts.length === 10) void issuer.membership.revoke({ peer })
      }
    } catch (thrown) {
      error = thrown
    }
    return { tokens: parts.filter(({ type }) => type === 'delta').length, error }
  }

  /** Resolves when both have the same receipt, for as many tokens as the consumer has seen or a few that were in flight. */
  async function settled(tokens: number): Promise<void> {
    await until('both have settled what was delivered', async () => {
      const states = await Promise.all([provider, consumer].map(({ node }) => node.control.receipts({})))
      return states.every(([receipt]) => receipt?.state === 'settled')
    })
    const [{ orderId } = { orderId: '' }] = await consumer.node.control.receipts({})
    const [ours, theirs] = await Promise.all([consumer, provider].map(({ node }) => node.control.receipt(orderId)))
    expect(ours).toEqual(theirs)
    const { outputTokens } = verifyReceipt(ours!)
    expect(outputTokens).toBeGreaterThanOrEqual(tokens)
    expect(outputTokens).toBeLessThan(1_000)
  }

  it('as the consumer is served no further, and what it received is settled', async () => {
    const { tokens, error } = await revokedMidway(consumer.peerId)
    expect(SovError.isInstance(error) && error.code).toBe('ERR_SOV_REVOKED')
    await until('the engine has stopped', () => engine.running === 0)
    await settled(tokens)
    await until('it is cut off', async () => !(await provider.node.control.peers()).some(isPeer(consumer)))
  })

  it('as the provider is cancelled, and what it sent is settled', async () => {
    const { tokens, error } = await revokedMidway(provider.peerId)
    expect(SovError.isInstance(error) && error.code).toBe('ERR_SOV_REVOKED')
    await until('the engine has stopped', () => engine.running === 0)
    await settled(tokens)
    expect((await consumer.node.control.peers()).some(isPeer(provider))).toBe(false)
  })
})

describe('a list that is too old', () => {
  const mesh = new TestMesh()
  afterEach(() => mesh.stop())

  it('sends requests to the own organisation only', async () => {
    let offsetMs = 0
    const clock: Clock = { ...systemClock, nowMs: () => Date.now() + offsetMs }
    const engines = (): FakeEngine[] => [createFakeEngine({ clock: systemClock })]
    const [asking, foreign, own] = await mesh.form([
      { org: 'Own', jurisdiction: 'NO', clock },
      { org: 'Foreign', jurisdiction: 'NO', clock, engines: engines() },
      { org: 'Own', jurisdiction: 'NO', clock, engines: engines() },
    ])
    await askPeer(asking!, foreign!)
    offsetMs = 5 * DAY_MS
    await expect(askPeer(asking!, foreign!)).rejects.toMatchObject({ code: 'ERR_SOV_REVOCATION_STALE' })
    await askPeer(asking!, own!)
    for (let request = 0; request < 4; request++) {
      const routed = asking!.node.scheduler.dispatch(
        {
          model: 'fake',
          messages: [{ role: 'user', content: `Hello ${String(request)}` }],
          sampling: { ...GREEDY, maxOutputTokens: 4 },
          requests: [{ tier: 'mesh' }],
          allowFallbacks: true,
        },
        { signal: new AbortController().signal },
      )
      await readAnswer(routed.parts)
      expect(routed.record().attempts.at(-1)).toMatchObject({ peer: own!.peerId, outcome: 'served' })
    }
  })
})
