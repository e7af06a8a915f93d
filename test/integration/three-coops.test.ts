import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import { verifyReceipt } from '../../src/index.js'
import {
  FEDERATION_REFRESH_MS,
  MEMBERSHIP_LIFE_MS,
  MIN_REVOCATION_AGE_MS,
  RENEWAL_AGE_MS,
  RENEWAL_INTERVAL_MS,
} from '../../src/limits.js'
import type { Constraints } from '../../src/policy/index.js'
import type { RoutedRequest, RouteExplanation } from '../../src/scheduler/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { askPeer } from '../helpers/ask-peer.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { SkippingClock } from '../helpers/skipping-clock.js'
import { until } from '../helpers/until.js'

const DAY_MS = 24 * 3_600_000
/** An answer that nobody waits for. */
const LONG_TOKENS = 2_000
/** What was begun runs in real time: the clock is moved on again after so many looks. */
const LOOKS = 100

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
    await offering('kiel', ['austin', 'lyon', 'freiburg', 'lund', 'bergen', 'hamburg'])
    await until('Kiel knows Oslo', () => knowsPeer('kiel', 'oslo'))
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
    const engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 10, outputTokens: LONG_TOKENS })
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

  /** Resolves when one node can ask the others. */
  async function offering(to: Place, places: readonly Place[]): Promise<void> {
    await until(`${to} knows the models of the others`, async () => {
      const peers = await at(to).node.control.peers()
      return places.every((place) =>
        peers.some(
          ({ peer, state, models, rttMs }) =>
            peer === at(place).peerId && state === 'connected' && models.length > 0 && rttMs !== undefined,
        ),
      )
    })
  }

  async function knowsPeer(place: Place, other: Place): Promise<boolean> {
    return (await at(place).node.control.peers()).some(({ peer }) => peer === at(other).peerId)
  }

  const expiryOf = async (place: Place): Promise<number> =>
    (await at(place).node.control.status()).membership!.expiresAtMs

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

  /** A long answer for Kiel: how much of it has come, and the error that ends it. */
  function longAnswer(provider: Place): { readonly tokens: () => number; readonly error: Promise<unknown> } {
    let tokens = 0
    const engine = at('kiel').node.remote(at(provider).peerId)
    const answer = engine.generate(
      {
        model: engine.models()[0]!.digest,
        messages: [{ role: 'user', content: 'Hello' }],
        sampling: { ...GREEDY, maxOutputTokens: LONG_TOKENS },
        tenant: 'own',
      },
      { signal: new AbortController().signal },
    )
    const read = async (): Promise<void> => {
      for await (const part of answer) if (part.type === 'delta') tokens++
    }
    return {
      tokens: () => tokens,
      error: read().then(
        () => undefined,
        (error: unknown) => error,
      ),
    }
  }

  const placeOf = (peer: string | undefined): Place | undefined =>
    [...nodes].find(([, { peerId }]) => peerId === peer)?.[0]

  /** The rules that keep each node from answering Kiel. */
  function removals({ candidates }: RouteExplanation): Record<string, readonly string[]> {
    return Object.fromEntries(
      candidates.map(({ peer, removals }) => [placeOf(peer) ?? peer, removals.map(({ rule }) => rule)]),
    )
  }

  /** The receipt of Kiel's newest order to a provider, which has the same. */
  async function receiptOfBoth(provider: Place): Promise<ReturnType<typeof verifyReceipt>> {
    const owners = [at('kiel'), at(provider)]
    let orderId = ''
    await until('both have settled it', async () => {
      const [ours, theirs] = await Promise.all(owners.map(({ node }) => node.control.receipts({})))
      const own = ours!.find(({ peer }) => peer === at(provider).peerId)
      orderId = own?.orderId ?? ''
      return own?.state === 'settled' && theirs!.some((other) => other.orderId === orderId && other.state === 'settled')
    })
    const [ours, theirs] = await Promise.all(owners.map(({ node }) => node.control.receipt(orderId)))
    expect(ours).toEqual(theirs)
    return verifyReceipt(ours!)
  }

  it('give requests only to the countries and co-ops that the policy allows', async () => {
    const { control } = at('kiel').node
    expect(removals(control.explainPolicy({ model: 'fake', requests: [{ tier: 'mesh' }] }))).toEqual({
      lund: [],
      hamburg: [],
      lyon: [],
      oslo: ['jurisdiction_not_allowed', 'model_not_offered'],
      bergen: ['jurisdiction_not_allowed'],
      freiburg: ['jurisdiction_unknown'],
      austin: ['jurisdiction_unknown', 'coop_not_allowed'],
      kiel: ['tier_not_allowed', 'model_not_offered'],
    })
    const allowed: readonly Place[] = ['lund', 'hamburg', 'lyon']
    for (let turn = 0; turn < 8; turn++) expect(allowed).toContain(await answerer(`Hello ${String(turn)}`))

    expect(await answerer('Bonjour', { tier: 'mesh', jurisdictions: ['FR'] })).toBe('lyon')
    const { consumer, provider } = await receiptOfBoth('lyon')
    expect([consumer.coopName, provider.coopName]).toEqual(['North', 'South'])

    for (const forbidden of ['austin', 'freiburg', 'bergen'] as const) {
      const { peerId, node } = at(forbidden)
      expect(() => request('Hello', { tier: 'mesh', only: [peerId] })).toThrow(
        expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }),
      )
      expect(await node.control.receipts({}), forbidden).toEqual([])
    }
    const report = await control.auditCompliance({})
    expect(report).toMatchObject({ requests: 9, violations: [] })
    const told = new Set(report.disclosures.map(({ peer }) => placeOf(peer)))
    for (const place of told) expect(allowed).toContain(place)
  })

  it('stop and settle the work of a node that an issuer revokes, and none of them keeps it', async () => {
    const providers = ['bergen', 'lyon'] as const
    const answers = providers.map((provider) => longAnswer(provider))
    await until('both have given something', () => answers.every(({ tokens }) => tokens() >= 10))
    await at('oslo').node.control.revoke({ who: at('kiel').peerId })
    for (const [index, provider] of providers.entries()) {
      const { tokens, error } = answers[index]!
      expect(await error).toMatchObject({ code: 'ERR_SOV_REVOKED' })
      await until('its engine has stopped', () => engines.get(provider)!.running === 0)
      const { outputTokens } = await receiptOfBoth(provider)
      expect(outputTokens).toBeGreaterThanOrEqual(tokens())
      expect(outputTokens).toBeLessThan(LONG_TOKENS / 2)
    }
    await evenInNorth(NORTH)
    // West knows nobody but Kiel and Lund, South hears of it from Lund.
    let looks = 0
    await until('no node has it any more', async () => {
      if (looks++ % LOOKS === 0) clock.skip(FEDERATION_REFRESH_MS)
      const others = [...nodes.keys()].filter((place) => place !== 'kiel')
      return (await Promise.all(others.map((place) => knowsPeer(place, 'kiel')))).every((known) => !known)
    })
    expect((await at('kiel').node.control.status()).warnings).toMatchObject([{ kind: 'membership_revoked' }])
    await offering('lund', providers)
    for (const provider of providers) await askPeer(at('lund'), at(provider))
  })

  it('have no work with others where no news of revocations arrives, and go on inside the organisation', async () => {
    await at('oslo').node.control.setLifetimes({ revocationMs: MIN_REVOCATION_AGE_MS })
    await evenInNorth(NORTH)
    await stop(['oslo', 'lund', 'freiburg', 'austin'])
    for (const other of ['bergen', 'lyon', 'hamburg'] as const) await askPeer(at('kiel'), at(other))

    clock.skip(MIN_REVOCATION_AGE_MS)
    await offering('kiel', ['bergen', 'lyon', 'hamburg'])
    await offering('bergen', ['hamburg'])
    for (const [asking, other] of [
      ['kiel', 'bergen'],
      ['kiel', 'lyon'],
      ['bergen', 'hamburg'],
    ] as const) {
      await expect(askPeer(at(asking), at(other))).rejects.toMatchObject({ code: 'ERR_SOV_REVOCATION_STALE' })
    }
    const { warnings } = await at('kiel').node.control.status()
    expect(warnings.map(({ kind }) => kind)).toContain('revocations_stale')
    await askPeer(at('kiel'), at('hamburg'))
    for (let turn = 0; turn < 4; turn++) expect(await answerer(`Hello ${String(turn)}`)).toBe('hamburg')
    const removed = removals(at('kiel').node.control.explainPolicy({ model: 'fake', requests: [{ tier: 'mesh' }] }))
    const stale: unknown = expect.arrayContaining(['revocations_stale'])
    expect(removed).toMatchObject({ bergen: stale, lyon: stale, hamburg: [] })

    const { dataDir, org } = at('oslo')
    const bootstrap = at('kiel').node.control.id().addresses
    nodes.set('oslo', await mesh.start({ org, clock, dataDir, bootstrap, engines: [] }))
    let looks = 0
    await until('the news are there', async () => {
      if (++looks % LOOKS === 0) clock.skip(RENEWAL_INTERVAL_MS)
      return (await at('kiel').node.control.status()).warnings.length === 0
    })
    await offering('kiel', ['bergen'])
    await askPeer(at('kiel'), at('bergen'))
  })

  it('lose nobody while one of two issuers is off for three days', async () => {
    const members = ['lund', 'bergen', 'hamburg', 'kiel'] as const
    const first = await Promise.all(members.map(expiryOf))
    const [begin, STEP_MS] = [clock.nowMs(), DAY_MS / 4]
    await stop(['oslo'])
    while (clock.nowMs() < begin + 3 * DAY_MS) {
      clock.skip(STEP_MS)
      let looks = 0
      await until('each membership is as fresh as it should be', async () => {
        if (++looks % LOOKS === 0) clock.skip(RENEWAL_INTERVAL_MS)
        const ends = await Promise.all(members.map(expiryOf))
        return ends.every(
          (endMs) => endMs - clock.nowMs() > MEMBERSHIP_LIFE_MS - 1.1 * RENEWAL_AGE_MS - STEP_MS - DAY_MS / 24,
        )
      })
      await evenInNorth(members)
    }
    const last = await Promise.all(members.map(expiryOf))
    for (const [index, endMs] of last.entries()) expect(endMs - first[index]!).toBeGreaterThan(DAY_MS)
    for (const place of members) expect((await at(place).node.control.status()).warnings, place).toEqual([])
    await offering('kiel', ['lund', 'bergen', 'hamburg', 'lyon'])
    for (const other of ['lund', 'bergen', 'hamburg', 'lyon'] as const) await askPeer(at('kiel'), at(other))
    await offering('bergen', ['hamburg'])
    await askPeer(at('bergen'), at('hamburg'))
  })
})
