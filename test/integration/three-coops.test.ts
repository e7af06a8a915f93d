import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import { SovError } from '../../src/errors.js'
import { verifyReceipt } from '../../src/index.js'
import { FEDERATION_REFRESH_MS, MIN_REVOCATION_AGE_MS, RENEWAL_AGE_MS } from '../../src/limits.js'
import type { Constraints } from '../../src/policy/index.js'
import type { RoutedRequest, RouteExplanation } from '../../src/scheduler/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { askPeer } from '../helpers/ask-peer.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { SkippingClock } from '../helpers/skipping-clock.js'
import { until } from '../helpers/until.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What leaves Kiel: to the own co-op and to South, which is believed about France only. */
const ASKING = {
  version: 1,
  coops: { own: 'any', south: ['FR'] },
  rules: [{ require: { coops: ['own', 'south'], jurisdiction: { any: ['DE', 'FR', 'SE'] } } }],
  default: 'deny',
}
const SERVING_NORTH = {
  version: 1,
  rules: [{ require: { coops: ['own'] } }],
  serve: [{ to: { coops: ['own', 'north'] } }],
  default: 'deny',
}

type Place = 'austin' | 'lyon' | 'freiburg' | 'oslo' | 'lund' | 'bergen' | 'hamburg' | 'kiel'

const NORTH = ['oslo', 'lund', 'bergen', 'hamburg', 'kiel'] as const satisfies readonly Place[]
/** Nodes in other co-ops, which two nodes of North know. */
const ABROAD = ['austin', 'lyon', 'freiburg'] as const satisfies readonly Place[]
const AT_THE_BORDER = ['lund', 'kiel'] as const satisfies readonly Place[]

/**
 * | co-op | nodes |
 * |---|---|
 * | North | Oslo (NO, founder and issuer), Lund (SE, the second issuer), Bergen (NO), Hamburg and Kiel (DE, one organisation) |
 * | South | Lyon (FR, issuer), Freiburg (DE) |
 * | West | Austin (US, issuer) |
 *
 * All but Oslo and Kiel have a model.
 */
describe('three co-ops in five countries', () => {
  let mesh: TestMesh
  let clock: SkippingClock
  let folder: string
  let nodes: Map<Place, TestNode>
  let engines: Map<Place, FakeEngine>

  beforeEach(async () => {
    mesh = new TestMesh()
    clock = new SkippingClock()
    folder = await mkdtemp(join(tmpdir(), 'sov-coops-'))
    nodes = new Map()
    engines = new Map()
    await found('austin', 'West', 'US', { policy: SERVING_NORTH })
    await found('lyon', 'South', 'FR', { policy: SERVING_NORTH })
    await enter('freiburg', 'lyon', 'DE', { policy: SERVING_NORTH })
    await found('oslo', 'North', 'NO', { hasModel: false })
    await enter('lund', 'oslo', 'SE', { knows: ABROAD })
    await enter('bergen', 'oslo', 'NO', { knows: ['lund'] })
    await enter('hamburg', 'oslo', 'DE', { org: 'Hansa', knows: ['lund', 'bergen'] })
    const knows = [...ABROAD, 'lund', 'bergen', 'hamburg'] as const
    await enter('kiel', 'oslo', 'DE', { org: 'Hansa', hasModel: false, policy: ASKING, knows })
    await at('oslo').node.control.addIssuer(at('lund').peerId)
    for (const own of AT_THE_BORDER) {
      await list(own, 'lyon', 'south', ['DE', 'FR'])
      await list(own, 'austin', 'west', ['US'])
      for (const other of ABROAD) await list(other, own, 'north', ['DE', 'NO', 'SE'])
    }
    await evenInNorth(NORTH)
    await until('Kiel knows all seven others', async () => {
      const peers = await at('kiel').node.control.peers()
      return peers.length === 7 && peers.filter(isOffering).length === 6
    })
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true })
  })

  interface NodeOptions {
    readonly org?: string
    readonly hasModel?: boolean
    readonly policy?: object
    /** Those that it dials at its start. */
    readonly knows?: readonly Place[]
  }

  async function start(
    place: Place,
    { org = place, hasModel = true, policy, knows = [] }: NodeOptions,
  ): Promise<TestNode> {
    const policyPath = join(folder, `${place}.json`)
    if (policy !== undefined) await writeFile(policyPath, JSON.stringify(policy))
    const engine = createFakeEngine({ clock, outputMsPerToken: 1 })
    const node = await mesh.start({
      org,
      clock,
      bootstrap: knows.flatMap((other) => at(other).node.control.id().addresses),
      engines: hasModel ? [engine] : [],
      ...(policy === undefined ? {} : { policyPath }),
    })
    nodes.set(place, node)
    engines.set(place, engine)
    return node
  }

  async function found(place: Place, name: string, jurisdiction: string, options: NodeOptions): Promise<void> {
    const { node, org } = await start(place, options)
    await node.control.createCoop({ name, orgName: org, jurisdiction })
  }

  async function enter(place: Place, issuer: Place, jurisdiction: string, options: NodeOptions): Promise<void> {
    const { node, org } = await start(place, options)
    const { code } = await at(issuer).node.control.invite({ orgName: org, jurisdiction })
    await node.control.join(code)
  }

  async function list(on: Place, other: Place, name: string, jurisdictions: readonly string[]): Promise<void> {
    const bundle = at(other).node.control.exportCoop()
    await at(on).node.control.federate({ bundle, name, jurisdictions })
  }

  function at(place: Place): TestNode {
    const node = nodes.get(place)
    if (node === undefined) throw new Error(`no node in ${place}`)
    return node
  }

  async function stop(places: readonly Place[]): Promise<void> {
    await Promise.all(places.map((place) => at(place).node.stop()))
  }

  /** Resolves when these nodes of North have all that any of them has of what the co-op publishes. */
  async function evenInNorth(places: readonly Place[]): Promise<void> {
    await until('nodes of North know the same', () => {
      const [first, ...others] = places.map((place) => Buffer.from(at(place).node.control.exportCoop()))
      return others.every((bundle) => bundle.equals(first!))
    })
  }

  const isOffering = ({ models, rttMs }: { readonly models: readonly string[]; readonly rttMs?: number | undefined }) =>
    models.length > 0 && rttMs !== undefined

  async function knowsPeer(place: Place, other: Place): Promise<boolean> {
    return (await at(place).node.control.peers()).some(({ peer }) => peer === at(other).peerId)
  }

  /** A request of a client in Kiel. */
  function request(content: string, constraints: Constraints = { tier: 'mesh' }): RoutedRequest {
    return at('kiel').node.scheduler.dispatch(
      {
        model: 'fake',
        messages: [{ role: 'user', content }],
        sampling: { ...GREEDY, maxOutputTokens: 4 },
        requests: [constraints],
        allowFallbacks: true,
      },
      { signal: new AbortController().signal },
    )
  }

  /** Who has answered a request of a client in Kiel. */
  async function answerer(content: string, constraints?: Constraints): Promise<Place | undefined> {
    const routed = request(content, constraints)
    await readAnswer(routed.parts)
    return placeOf(routed.record().attempts.at(-1)?.peer)
  }

  const placeOf = (peer: string | undefined): Place | undefined =>
    [...nodes].find(([, { peerId }]) => peerId === peer)?.[0]

  /** The rules that keep each node from answering Kiel. */
  function removals({ candidates }: RouteExplanation): Record<string, readonly string[]> {
    return Object.fromEntries(
      candidates.map(({ peer, removals }) => [placeOf(peer), removals.map(({ rule }) => rule)] as const),
    )
  }

  /** The receipt of the last order of Kiel, which the provider has too. */
  async function receiptOfBoth(provider: Place): Promise<ReturnType<typeof verifyReceipt>> {
    const owners = [at('kiel'), at(provider)]
    const peer = at(provider).peerId
    const ofProvider = await at('kiel').node.control.receipts({})
    const { orderId } = ofProvider.find((receipt) => receipt.peer === peer)!
    await until('both have settled it', async () => {
      const all = await Promise.all(owners.map(({ node }) => node.control.receipts({})))
      return all.every((list) => list.find((receipt) => receipt.orderId === orderId)?.state === 'settled')
    })
    const [ours, theirs] = await Promise.all(owners.map(({ node }) => node.control.receipt(orderId)))
    expect(ours).toEqual(theirs)
    return verifyReceipt(ours!)
  }

  it('give requests only to the countries and co-ops that the policy allows', async () => {
    const { control } = at('kiel').node
    const bounds = { model: 'fake', requests: [{ tier: 'mesh' as const }] }
    console.log(JSON.stringify(removals(control.explainPolicy(bounds))))
    const allowed = new Set<Place>(['lund', 'hamburg', 'lyon'])
    for (let turn = 0; turn < 12; turn++) expect(allowed).toContain(await answerer(`Hello ${String(turn)}`))

    expect(await answerer('Bonjour', { tier: 'mesh', jurisdictions: ['FR'] })).toBe('lyon')
    const { consumer, provider } = await receiptOfBoth('lyon')
    expect([consumer.coopName, provider.coopName]).toEqual(['North', 'South'])
    expect(provider.jurisdiction).toBe('FR')

    for (const forbidden of ['austin', 'freiburg', 'bergen'] as const) {
      const { peerId, node } = at(forbidden)
      expect(() => request('Hello', { tier: 'mesh', only: [peerId] })).toThrow(
        expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
      )
      expect(await node.control.receipts({}), forbidden).toEqual([])
    }
    const report = await control.auditCompliance({})
    expect(report).toMatchObject({ requests: 13, violations: [] })
    expect(new Set(report.disclosures.map(({ jurisdiction }) => jurisdiction))).not.toContain('US')
  })

  it('stop and settle the work of a node that an issuer revokes, and none of them keeps it', async () => {
    const kiel = at('kiel')
    const expelled = async (provider: Place): Promise<{ tokens: number; error: unknown }> => {
      let tokens = 0
      try {
        const engine = kiel.node.remote(at(provider).peerId)
        const answer = engine.generate(
          {
            model: engine.models()[0]!.digest,
            messages: [{ role: 'user', content: 'Hello' }],
            sampling: { ...GREEDY, maxOutputTokens: 2_000 },
            tenant: 'own',
          },
          { signal: new AbortController().signal },
        )
        for await (const part of answer) if (part.type === 'delta') tokens++
      } catch (error) {
        return { tokens, error }
      }
      return { tokens, error: undefined }
    }
    const providers = ['bergen', 'lyon'] as const
    const answers = Promise.all(providers.map(expelled))
    await until('both work', () => providers.every((place) => engines.get(place)!.running === 1))
    await at('oslo').node.control.revoke({ who: kiel.peerId })
    for (const { error } of await answers) expect(SovError.isInstance(error) && error.code).toBe('ERR_SOV_REVOKED')
  })

  it('refuse foreign work where no news of revocations arrives, and go on inside the organisation', async () => {
    await at('oslo').node.control.setLifetimes({ revocationMs: MIN_REVOCATION_AGE_MS })
    await evenInNorth(NORTH)
  })

  it('lose nobody while one of two issuers is off for three days', async () => {
    void DAY_MS
    void RENEWAL_AGE_MS
    void FEDERATION_REFRESH_MS
    await evenInNorth(NORTH)
  })
})
