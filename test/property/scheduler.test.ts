import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measured, PeerRecord } from '../../src/directory/index.js'
import { BUILT_IN_POLICY, type Constraints } from '../../src/policy/index.js'
import { decide, type Decision, type Mesh } from '../../src/scheduler/decide.js'
import { Catalogue } from '../../src/scheduler/catalogue.js'
import type { CandidateView, MeshModel } from '../../src/scheduler/index.js'
import { Judges } from '../../src/scheduler/judgement.js'
import { score, type ScoreInput } from '../../src/scheduler/score.js'
import { measuredOf } from '../unit/scheduler/scripted-measured.js'
import { credential, model, peerRecord, SELF } from '../unit/scheduler/scripted-mesh.js'

const CODES = ['DE', 'FR', 'NO', 'US']
const GROUPS = new Map([['EU', ['DE', 'FR']]])
const TINY = model('tiny')
const WANTED: MeshModel = new Catalogue([TINY], []).resolve('tiny')

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const milliseconds = fc.double({ min: 0, max: 1e7, noNaN: true })
const unknownOr = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const measured: fc.Arbitrary<Measured> = fc
  .record({
    running: fc.nat(1_000),
    failures: fc.nat(100),
    confidence: fc.double({ min: 0, max: 4, noNaN: true }),
    firstTokenMs: unknownOr(milliseconds),
    tokenMs: unknownOr(milliseconds),
    requestMs: unknownOr(milliseconds),
  })
  .map(measuredOf)
const scoreInput: fc.Arbitrary<ScoreInput> = fc.record({
  rttMs: unknownOr(milliseconds),
  slots: uint32,
  othersRunning: uint32,
  measured,
  uncachedBytes: fc.nat(1e6),
  maxOutputTokens: fc.nat(1e5),
})

const peer = (id: string): fc.Arbitrary<PeerRecord> =>
  fc
    .record({
      jurisdiction: fc.constantFrom(...CODES),
      orgId: fc.constantFrom('org-a', 'org-b'),
      slots: uint32,
      busyWithOthers: uint32,
      queued: uint32,
      hasModel: fc.boolean(),
      isDraining: fc.boolean(),
      isSilent: fc.boolean(),
      rttMs: unknownOr(milliseconds),
    })
    .map(({ slots, busyWithOthers, hasModel, ...rest }) =>
      peerRecord(id, { ...rest, models: hasModel ? [{ ...TINY, slots, busyWithOthers }] : [model('other')] }),
    )

/** A mesh, with what was measured of each node. */
const mesh: fc.Arbitrary<Mesh> = fc
  .uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'))
  .chain((ids) =>
    fc.record({
      peers: fc.tuple(...ids.map(peer)),
      measurements: fc.tuple(...[SELF, ...ids].map((id) => measured.map((value) => [id, value] as const))),
      hasOwn: fc.boolean(),
      isMember: fc.boolean(),
      othersRunning: fc.nat(100),
    }),
  )
  .map(({ peers, measurements, hasOwn, isMember, othersRunning }): Mesh => {
    const known = new Map(measurements)
    return {
      self: {
        boot: {},
        credential: isMember ? credential('own', 'NO') : undefined,
        models: hasOwn ? [TINY] : [],
        othersRunning,
        isDraining: false,
      },
      peers,
      measured: (id) => known.get(id)!,
    }
  })

const constraints = fc.record(
  {
    tier: fc.constantFrom('local' as const, 'mesh' as const, 'any' as const),
    jurisdictions: fc.subarray([...CODES, 'EU', 'SE']),
    only: fc.subarray(['A', 'B', 'org-a', SELF]),
    ignore: fc.subarray(['A', 'B', 'org-b']),
  },
  { requiredKeys: ['tier'] },
)
/** What is decided on a demand, under the built-in policy. */
function decided(mesh: Mesh, demanded: Constraints, failed: ReadonlySet<string>): Decision {
  const judges = new Judges({
    membership: {
      coop: { name: 'Fjord', networkId: new Uint8Array(32), root: SELF, isIssuer: false },
      credential: mesh.self.credential,
      credentialDigest: new Uint8Array(32),
      federated: () => [],
      validity: () => ({ state: 'in_force', revocationAgeMs: 0, isStale: false }),
      groups: () => GROUPS,
    },
    peerId: SELF,
    blocked: () => [],
  })
  return decide(mesh, WANTED, judges.at(0, { node: BUILT_IN_POLICY, requests: [demanded] }, WANTED), failed)
}

const candidatesOf = (decision: Decision): readonly CandidateView[] => decision.explanation().candidates
const rankedOf = (decision: Decision): readonly CandidateView[] =>
  candidatesOf(decision).filter(({ removals }) => removals.length === 0)

const barred = fc.subarray(['A', 'B', 'C', SELF]).map((ids): ReadonlySet<string> => new Set(ids))

describe('a decision', () => {
  it('ranks exactly those whom nothing removes, gives each other one a reason, and chooses the first', () => {
    fc.assert(
      fc.property(mesh, constraints, barred, (known, demanded, failed) => {
        const decision = decided(known, demanded, failed)
        const candidates = candidatesOf(decision)
        const ranked = rankedOf(decision)
        expect(candidates).toHaveLength(known.peers.length + 1)
        expect(decision.chosen?.candidate.peer).toBe(ranked[0]?.peer)
        for (const { removals, predictedFirstTokenMs } of candidates) {
          expect(removals.every(({ rule, reason }) => /^[a-z_]+$/.test(rule) && reason !== '')).toBe(true)
          expect(predictedFirstTokenMs === undefined).toBe(removals.length > 0)
        }
        expect(ranked.some(({ peer }) => failed.has(peer))).toBe(false)
        // the removed come last
        expect(candidates.slice(0, ranked.length)).toEqual(ranked)
      }),
    )
  })

  it('does not depend on the order in which the peers are known', () => {
    fc.assert(
      fc.property(mesh, constraints, barred, (known, demanded, failed) => {
        const order = (peers: readonly PeerRecord[]): readonly string[] =>
          candidatesOf(decided({ ...known, peers }, demanded, failed)).map(({ peer }) => peer)
        expect(order(known.peers.toReversed())).toEqual(order(known.peers))
      }),
    )
  })

  it('adds nobody for one more demand', () => {
    fc.assert(
      fc.property(mesh, constraints, fc.subarray(CODES), barred, (known, demanded, jurisdictions, failed) => {
        fc.pre(demanded.jurisdictions === undefined)
        const allowed = (given: Constraints): readonly string[] =>
          rankedOf(decided(known, given, failed)).map(({ peer }) => peer)
        const before = allowed(demanded)
        const after = allowed({ ...demanded, jurisdictions })
        expect(before.filter((id) => after.includes(id))).toEqual(after)
      }),
    )
  })

  it('puts whom the caller prefers first, and changes nothing else', () => {
    fc.assert(
      fc.property(mesh, constraints, fc.subarray(['A', 'C', 'E']), barred, (known, demanded, order, failed) => {
        const ranked = (given: Constraints): readonly string[] =>
          rankedOf(decided(known, given, failed)).map(({ peer }) => peer)
        const before = ranked(demanded)
        const named = order.filter((peer) => before.includes(peer))
        expect(ranked({ ...demanded, order })).toEqual([...named, ...before.filter((peer) => !named.includes(peer))])
      }),
    )
  })

  it('says forbidden when all who have the model are, and unavailable otherwise', () => {
    fc.assert(
      fc.property(mesh, constraints, (known, demanded) => {
        const decision = decided(known, demanded, new Set())
        fc.pre(decision.chosen === undefined)
        const having = candidatesOf(decision).filter(
          ({ removals }) => !removals.some(({ rule }) => rule === 'model_not_offered'),
        )
        const isForbidden =
          having.length > 0 && having.every(({ removals }) => removals.some(({ layer }) => layer !== undefined))
        expect(decision.nobody().code).toBe(isForbidden ? 'ERR_SOV_POLICY_DENIED' : 'ERR_SOV_NO_PEER')
      }),
    )
  })
})

describe('the score', () => {
  it('can compare any two candidates', () => {
    fc.assert(
      fc.property(scoreInput, (input) => {
        const { firstTokenMs, totalMs } = score(input)
        expect(Number.isFinite(firstTokenMs) && Number.isFinite(totalMs)).toBe(true)
        expect(totalMs).toBeGreaterThanOrEqual(firstTokenMs)
      }),
    )
  })

  it('is never better for a longer way, more load, more failures or a slower engine', () => {
    fc.assert(
      fc.property(scoreInput, fc.nat(1_000), (input, more) => {
        const { totalMs } = score(input)
        const worse: ScoreInput[] = [
          { ...input, othersRunning: input.othersRunning + more },
          { ...input, measured: { ...input.measured, running: input.measured.running + more } },
          { ...input, measured: { ...input.measured, failures: input.measured.failures + more } },
        ]
        if (input.rttMs !== undefined) worse.push({ ...input, rttMs: input.rttMs + more })
        for (const candidate of worse) expect(score(candidate).totalMs).toBeGreaterThanOrEqual(totalMs)
      }),
    )
  })
})
