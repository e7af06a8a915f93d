import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine, type FakeEngineInit } from '../../src/engine/fake/index.js'
import type { Engine, GeneratePart } from '../../src/engine/index.js'
import type { Constraints } from '../../src/policy/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { errorInFrame } from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { startBareNode } from '../helpers/bare-node.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const ANYWHERE: Constraints = { tier: 'mesh' }

/** A fake engine that counts what it is asked. */
function counted(init: Omit<FakeEngineInit, 'clock'> = {}): { engine: FakeEngine; asked: () => number } {
  const engine = createFakeEngine({ clock: systemClock, ...init })
  let asked = 0
  const generate = engine.generate.bind(engine)
  engine.generate = (...args: Parameters<Engine['generate']>) => {
    asked += 1
    return generate(...args)
  }
  return { engine, asked: () => asked }
}

function ask(
  { node }: TestNode,
  constraints: Constraints = ANYWHERE,
  options: { signal?: AbortSignal; allowFallbacks?: boolean; content?: string } = {},
): RoutedRequest {
  const { signal = new AbortController().signal, allowFallbacks = true, content = 'Hello' } = options
  return node.scheduler.dispatch(
    { model: 'fake', messages: [{ role: 'user', content }], sampling: GREEDY, requests: [constraints], allowFallbacks },
    { signal },
  )
}

async function read(request: RoutedRequest): Promise<readonly GeneratePart[]> {
  const parts: GeneratePart[] = []
  for await (const part of request.parts) parts.push(part)
  return parts
}

/** Resolves when what all have contributed and consumed adds up to zero; a provider stores the end of it a moment later. */
async function balanced(nodes: readonly TestNode[]): Promise<void> {
  await until('the balances add up to zero', async () => (await sumOfBalances(nodes)) === 0n)
}

async function sumOfBalances(nodes: readonly TestNode[]): Promise<bigint> {
  const balances = await Promise.all(nodes.map(({ node }) => node.control.ledger()))
  return balances.flatMap(({ perPeer }) => perPeer).reduce((sum, { balance }) => sum + balance, 0n)
}

describe('routing over real nodes', () => {
  let mesh: TestMesh

  afterEach(() => mesh.stop())

  it('never gives work to a peer outside the jurisdiction, whoever else fails', async () => {
    mesh = new TestMesh()
    const german = counted({ fault: { kind: 'fail', atToken: 0 } })
    const american = counted()
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'German', jurisdiction: 'DE', engines: [german.engine] },
      { org: 'American', jurisdiction: 'US', engines: [american.engine] },
    ])
    const request = ask(nodes[0]!, { tier: 'mesh', jurisdictions: ['EU'] })
    await expect(read(request)).rejects.toMatchObject({ code: 'ERR_SOV_ENGINE_FAILED' })
    expect(() => ask(nodes[0]!, { tier: 'mesh', jurisdictions: ['SE'] })).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
    )
    expect(german.asked()).toBe(1)
    expect(american.asked()).toBe(0)
    const us = request.record().decision.candidates.find(({ jurisdiction }) => jurisdiction === 'US')
    expect(us?.removals.map(({ rule }) => rule)).toEqual(['jurisdiction_not_allowed'])
  })

  it('asks another peer when one fails before its first token, and counts the failure against it', async () => {
    mesh = new TestMesh()
    const broken = counted({ fault: { kind: 'crash', atToken: 0 } })
    const sound = counted()
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Broken', jurisdiction: 'DE', engines: [broken.engine] },
      { org: 'Sound', jurisdiction: 'FR', engines: [sound.engine] },
    ])
    // twice: whichever is chosen first, the broken one is tried at most once before its failure counts
    for (let round = 0; round < 3; round++) {
      const parts = await read(ask(nodes[0]!, ANYWHERE, { content: `round ${String(round)}` }))
      expect(parts.map(({ type }) => type).filter((type) => type !== 'delta')).toEqual(['start', 'end'])
    }
    expect(sound.asked()).toBe(3)
    expect(broken.asked()).toBeLessThanOrEqual(1)
  })

  it('asks nobody else when fallbacks are not allowed', async () => {
    mesh = new TestMesh()
    const fault = { kind: 'fail', atToken: 0 } as const
    const engines = [counted({ fault }), counted({ fault })]
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'One', jurisdiction: 'DE', engines: [engines[0]!.engine] },
      { org: 'Two', jurisdiction: 'FR', engines: [engines[1]!.engine] },
    ])
    await expect(read(ask(nodes[0]!, ANYWHERE, { allowFallbacks: false }))).rejects.toMatchObject({
      code: 'ERR_SOV_ENGINE_FAILED',
    })
    expect(engines[0]!.asked() + engines[1]!.asked()).toBe(1)
  })

  it('breaks off with a typed error when a peer fails in the middle of its answer, and owes nothing for it', async () => {
    mesh = new TestMesh()
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [counted({ fault: { kind: 'crash', atToken: 5 } }).engine] },
    ])
    const request = ask(nodes[0]!)
    await expect(read(request)).rejects.toMatchObject({ code: 'ERR_SOV_ENGINE_FAILED' })
    expect(request.record()).toMatchObject({ state: 'failed', attempts: [{ outcome: 'failed' }] })
    await balanced(nodes)
    expect((await nodes[0]!.node.control.ledger()).perPeer).toEqual([])
  })

  it('cancels at the remote engine when the client leaves, and settles what was delivered', async () => {
    mesh = new TestMesh()
    const serving = counted({ outputMsPerToken: 20, outputTokens: 1_000 })
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving.engine] },
    ])
    const [consumer, provider] = nodes
    let tokens = 0
    for await (const part of ask(consumer!).parts) {
      if (part.type === 'delta') tokens += part.tokenIds.length
      if (tokens >= 5) break
    }
    await until('the slot is free again', () => serving.engine.running === 0)
    await until('the cancelled request is settled on both sides', async () => {
      const sides = await Promise.all(nodes.map(({ node }) => node.control.receipts({})))
      return sides.every(([receipt]) => receipt?.state === 'settled')
    })
    const [receipt] = await consumer!.node.control.receipts({})
    expect(receipt?.outputTokens).toBe(tokens)
    const orderId = receipt!.orderId
    expect(await provider!.node.control.receipt(orderId)).toEqual(await consumer!.node.control.receipt(orderId))
    await balanced(nodes)
  })

  it('says busy at once when an organisation has its share of slots and queue, and serves again afterwards', async () => {
    mesh = new TestMesh()
    const serving = counted({ slots: 1, outputMsPerToken: 5, outputTokens: 40 })
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving.engine] },
    ])
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => read(ask(nodes[0]!, ANYWHERE, { content: String(index) }))),
    )
    const refused = results.filter((result) => result.status === 'rejected')
    // half of one slot and four places in the queue
    expect(results.length - refused.length).toBe(2)
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'ERR_SOV_BUSY' })
      expect((reason as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0)
    }
    expect((await read(ask(nodes[0]!))).at(-1)?.type).toBe('end')
    await balanced(nodes)
  })

  it('has its own error for each wait', async () => {
    mesh = new TestMesh()
    const serving = counted({ fault: { kind: 'hang', atToken: 0 } })
    const deadlines = { firstToken: 300, tokenGap: 200, total: 60_000 }
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO', deadlines },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving.engine] },
    ])
    await expect(read(ask(nodes[0]!))).rejects.toMatchObject({ code: 'ERR_SOV_FIRST_TOKEN_TIMEOUT' })
    serving.engine.fault = { kind: 'hang', atToken: 3 }
    await expect(read(ask(nodes[0]!))).rejects.toMatchObject({ code: 'ERR_SOV_TOKEN_GAP_TIMEOUT' })
    await until('the remote engine was cancelled both times', () => serving.engine.running === 0)
    // what came before the stall was acknowledged and settled
    await until('the stalled answer is settled', async () => {
      const receipts = await nodes[0]!.node.control.receipts({})
      return receipts.some(({ state, outputTokens }) => state === 'settled' && outputTokens === 3)
    })
  })

  it('explains without asking anybody', async () => {
    mesh = new TestMesh()
    const serving = counted()
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving.engine] },
    ])
    const { candidates } = nodes[0]!.node.scheduler.explain({
      model: 'fake',
      requests: [{ tier: 'mesh', jurisdictions: ['EU'] }],
    })
    expect(candidates.map(({ jurisdiction, removals }) => [jurisdiction, removals.map(({ rule }) => rule)])).toEqual([
      ['DE', []],
      ['NO', ['tier_not_allowed', 'jurisdiction_not_allowed', 'model_not_offered']],
    ])
    expect(serving.asked()).toBe(0)
  })

  it('lets a stranger into no protocol of members, whatever it sends', async () => {
    mesh = new TestMesh()
    const serving = counted()
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [serving.engine] },
    ])
    const stranger = await startBareNode()
    try {
      const [address] = nodes[1]!.node.control.id().addresses
      const peer = await stranger.network.dial(address!)
      for (const protocol of ['/sov/infer/1', '/sov/offer/1']) {
        const channel = await stranger.network.open(peer, protocol)
        await channel.send(randomBytes(200))
        const frame = await channel.receive({ maxBytes: 1024 })
        expect(errorInFrame(frame!)?.code, protocol).toBe('ERR_SOV_NOT_A_MEMBER')
        await channel.close()
      }
    } finally {
      await stranger.stop()
    }
    expect(serving.asked()).toBe(0)
    expect((await nodes[1]!.node.control.peers()).map(({ peer }) => peer)).toEqual([nodes[0]!.peerId])
  })
})
