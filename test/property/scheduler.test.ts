import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measured, PeerRecord } from '../../src/directory/index.js'
import { decide, type Mesh } from '../../src/scheduler/decide.js'
import { Catalogue } from '../../src/scheduler/catalogue.js'
import type { MeshModel } from '../../src/scheduler/index.js'
import { score, type ScoreInput } from '../../src/scheduler/score.js'
import { credential, model, peerRecord, SELF } from '../unit/scheduler/scripted-mesh.js'

const CODES = ['DE', 'FR', 'NO', 'US']
const GROUPS = new Map([['EU', ['DE', 'FR']]])
const TINY = model('tiny')
const WANTED: MeshModel = new Catalogue([TINY], []).resolve('tiny')

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const milliseconds = fc.double({ min: 0, max: 1e7, noNaN: true })
const unknownOr = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const measured: fc.Arbitrary<Measured> = fc.record({
  running: fc.nat(1_000),
  failures: fc.nat(100),
  firstTokenMs: unknownOr(milliseconds),
  tokensPerSecond: unknownOr(fc.double({ min: 0, max: 1e5, noNaN: true })),
  requestMs: unknownOr(milliseconds),
})
const scoreInput: fc.Arbitrary<ScoreInput> = fc.record({
  rttMs: unknownOr(milliseconds),
  slots: uint32,
  othersRunning: uint32,
  measured,
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
        peer: SELF,
        credential: isMember ? credential('own', 'NO') : undefined,
        models: hasOwn ? [TINY] : [],
        othersRunning,
      },
      peers,
      groups: GROUPS,
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
const barred = fc.subarray(['A', 'B', 'C', SELF]).map((ids): ReadonlySet<string> => new Set(ids))

describe('a decision', () => {
  it('ranks exactly those whom nothing removes, and gives each other one a reason', () => {
    fc.assert(
      fc.property(mesh, constraints, barred, (known, demanded, failed) => {
        const { explanation, ranked } = decide(known, WANTED, demanded, failed)
        expect(explanation.candidates).toHaveLength(known.peers.length + 1)
        expect(ranked).toEqual(explanation.candidates.filter(({ removals }) => removals.length === 0))
        for (const { removals, predictedFirstTokenMs } of explanation.candidates) {
          expect(removals.every(({ rule, reason }) => /^[a-z_]+$/.test(rule) && reason !== '')).toBe(true)
          expect(predictedFirstTokenMs === undefined).toBe(removals.length > 0)
        }
        expect(ranked.some(({ peer }) => failed.has(peer))).toBe(false)
        // the removed come last
        expect(explanation.candidates.slice(0, ranked.length)).toEqual(ranked)
      }),
    )
  })

  it('does not depend on the order in which the peers are known', () => {
    fc.assert(
      fc.property(mesh, constraints, barred, (known, demanded, failed) => {
        const order = (peers: readonly PeerRecord[]): readonly string[] =>
          decide({ ...known, peers }, WANTED, demanded, failed).explanation.candidates.map(({ peer }) => peer)
        expect(order(known.peers.toReversed())).toEqual(order(known.peers))
      }),
    )
  })

  it('adds nobody for one more demand', () => {
    fc.assert(
      fc.property(mesh, constraints, fc.subarray(CODES), barred, (known, demanded, jurisdictions, failed) => {
        fc.pre(demanded.jurisdictions === undefined)
        const allowed = (given: Parameters<typeof decide>[2]): readonly string[] =>
          decide(known, WANTED, given, failed).ranked.map(({ peer }) => peer)
        const before = allowed(demanded)
        const after = allowed({ ...demanded, jurisdictions })
        expect(before.filter((id) => after.includes(id))).toEqual(after)
      }),
    )
  })

  it('says forbidden when all who have the model are, and unavailable otherwise', () => {
    const policyRules = [
      'tier_not_allowed',
      'jurisdiction_not_allowed',
      'jurisdiction_unknown',
      'not_in_only',
      'ignored',
    ]
    fc.assert(
      fc.property(mesh, constraints, (known, demanded) => {
        const decision = decide(known, WANTED, demanded, new Set())
        fc.pre(decision.ranked.length === 0)
        const rulesOf = decision.explanation.candidates.map(({ removals }) => removals.map(({ rule }) => rule))
        const having = rulesOf.filter((rules) => !rules.includes('model_not_offered'))
        const isForbidden =
          having.length > 0 && having.every((rules) => rules.some((rule) => policyRules.includes(rule)))
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
