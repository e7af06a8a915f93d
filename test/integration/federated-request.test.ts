import { writeFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { verifyReceipt } from '../../src/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { GREEDY } from '../compliance/engine.js'
import { bytesOf } from '../helpers/exports.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'
import { auditFile } from '../protocol/auditor.js'
import { readReceipt } from '../protocol/receipt-reader.js'

describe('a request from one co-op to another', () => {
  const signal = new AbortController().signal
  let mesh: TestMesh
  let folder = ''

  beforeEach(async () => {
    mesh = new TestMesh()
    folder = await mkdtemp(join(tmpdir(), 'sov-policies-'))
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true })
  })

  /** A node that has made a co-op of its own. */
  async function found(
    name: string,
    config: {
      /** Co-ops that may answer and those that are served, by their names here. @default no policy file */
      readonly coops?: readonly string[]
      readonly hasModel?: boolean
      readonly bootstrap?: readonly string[]
    } = {},
  ): Promise<TestNode> {
    const { coops, hasModel = false, bootstrap = [] } = config
    const policyPath = join(folder, `${name}.json`)
    const policy = { version: 1, rules: [{ require: { coops } }], serve: [{ to: { coops } }], default: 'deny' }
    if (coops !== undefined) await writeFile(policyPath, JSON.stringify(policy))
    const node = await mesh.start({
      org: name,
      bootstrap,
      engines: hasModel ? [createFakeEngine({ clock: systemClock })] : [],
      ...(coops === undefined ? {} : { policyPath }),
    })
    await node.node.control.createCoop({ name: `${name} pool`, orgName: 'Lab', jurisdiction: 'DE' })
    return node
  }

  async function federate(a: TestNode, b: TestNode): Promise<void> {
    for (const [on, other] of [
      [a, b],
      [b, a],
    ] as const) {
      await on.node.control.federate({
        bundle: other.node.control.exportCoop(),
        jurisdictions: ['DE'],
        name: other.org,
      })
    }
  }

  const ask = ({ node }: TestNode): RoutedRequest =>
    node.scheduler.dispatch(
      {
        model: 'fake',
        messages: [{ role: 'user', content: 'Hello' }],
        sampling: GREEDY,
        requests: [{ tier: 'mesh' }],
        allowFallbacks: true,
      },
      { signal },
    )

  async function text({ parts }: RoutedRequest): Promise<string> {
    let all = ''
    for await (const part of parts) if (part.type === 'delta') all += part.text
    return all
  }

  async function offered(to: TestNode): Promise<void> {
    await until('the other node offers its model', async () =>
      (await to.node.control.peers()).some(({ models, rttMs }) => models.length > 0 && rttMs !== undefined),
    )
  }

  it('is settled with one receipt that both hold, and that is verified against the roots of both', async () => {
    const south = await found('south', { coops: ['north'], hasModel: true })
    const north = await found('north', { coops: ['own', 'south'], bootstrap: south.node.control.id().addresses })
    await federate(north, south)
    await offered(north)
    const request = ask(north)
    expect(await text(request)).not.toBe('')
    const { orderId } = (await north.node.control.receipts({ limit: 1 }))[0]!
    await until('the provider has the countersign', async () =>
      (await south.node.control.receipts({ limit: 1 })).every(({ state }) => state === 'settled'),
    )
    const trust = await Promise.all(
      [north, south].map(async ({ node }) => Buffer.from((await node.control.status()).membership!.networkId, 'hex')),
    )
    for (const { node } of [north, south]) {
      const receipt = await node.control.receipt(orderId)
      const { consumer, provider, status } = verifyReceipt(receipt, { trust })
      expect([consumer.coopName, provider.coopName, status]).toEqual(['north pool', 'south pool', 'complete'])
      expect(readReceipt(Buffer.from(receipt))).toMatchObject({ outcome: 'settled' })
      const { findings, federated } = await node.control.auditLedger({})
      expect(findings).toEqual([])
      expect(federated).toHaveLength(1)
      expect(auditFile(await bytesOf(node.control.exportLedger({}))).findings).toEqual([])
    }
    const balances = await Promise.all([north, south].map(async ({ node }) => (await node.control.ledger()).perPeer))
    expect(balances.flat().reduce((sum, { balance }) => sum + balance, 0n)).toBe(0n)
  })

  it('is not made while the policy names only the own co-op', async () => {
    const south = await found('south', { coops: ['north'], hasModel: true })
    const north = await found('north', { bootstrap: south.node.control.id().addresses })
    await federate(north, south)
    await offered(north)
    expect(() => ask(north)).toThrow(expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }))
    expect(await south.node.control.receipts({ limit: 1 })).toEqual([])
  })

  it('is refused while the policy of the provider serves only its own co-op', async () => {
    const south = await found('south', { hasModel: true })
    const north = await found('north', { coops: ['south'], bootstrap: south.node.control.id().addresses })
    await federate(north, south)
    await offered(north)
    await expect(text(ask(north))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
    expect(await south.node.control.receipts({ limit: 1 })).toEqual([])
  })
})
