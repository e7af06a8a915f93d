import { describe, expect, it } from 'vitest'
import { SovError } from '../../src/errors.js'
import { judge, type PolicyCandidate } from '../../src/policy/index.js'
import type { CandidateView } from '../../src/scheduler/index.js'
import { Random } from '../spine/random.js'
import { fails, says, ScriptedMesh, SELF } from '../unit/scheduler/scripted-mesh.js'
import { forbids } from './policy-oracle.js'
import { PolicyWorld } from './policy-world.js'

const RUNS = Number(process.env['SOV_TEST_RUNS'] ?? (process.env['SOV_TEST_SCALE'] === 'full' ? 100_000 : 2_000))
const FIRST_SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
/** Requests of one mesh, which changes between them and while they run: what was judged before must not count. */
const REQUESTS_PER_MESH = 10
const MESHES = Math.ceil(RUNS / REQUESTS_PER_MESH)
const RULE = /^[a-z_]+$/

describe(`policies in random meshes (seeds ${String(FIRST_SEED)} to ${String(FIRST_SEED + MESHES - 1)})`, () => {
  it(
    'give no request to a node that they forbid, and name the rule of every refusal',
    async () => {
      const counts = { asked: 0, refused: 0, retried: 0 }
      for (let seed = FIRST_SEED; seed < FIRST_SEED + MESHES; seed++) {
        await liveThrough(seed, counts).catch((cause: unknown) => {
          throw new Error(`seed ${String(seed)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
        })
      }
      process.stdout.write(`${JSON.stringify(counts)}\n`)
      // a generator that allows nobody, or everybody, tests nothing
      expect(Math.min(counts.asked, counts.refused, counts.retried)).toBeGreaterThan(RUNS / 20)
    },
    RUNS * 100,
  )

  it(
    'narrow with every layer and every field that is added, whatever the others say',
    () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
        const world = new PolicyWorld(new Random(seed))
        const { layers, facts, candidates } = world.judgement()
        const [first = { tier: 'any' }, ...others] = layers.requests
        for (const candidate of candidates) {
          const isAllowed = (given: typeof layers): boolean => judge(given, candidate, facts).isAllowed
          const all = isAllowed(layers)
          const without: readonly (readonly [string, typeof layers])[] = [
            ['key', { ...layers, key: undefined }],
            ['node', { ...layers, node: layers.key ?? layers.node, key: undefined }],
            ['requests', { ...layers, requests: others }],
            ...Object.keys(first).map((field): [string, typeof layers] => [
              field,
              { ...layers, requests: [{ ...first, [field]: field === 'tier' ? 'any' : undefined }, ...others] },
            ]),
          ]
          for (const [what, fewer] of without) {
            expect(all && !isAllowed(fewer), `seed ${String(seed)}: ${what} allows ${candidate.peer}`).toBe(false)
          }
          unknownSatisfiesNothing(candidate, (who) => judge(layers, who, facts).isAllowed, seed)
        }
      }
    },
    RUNS * 100,
  )
})

/** One mesh with its requests. */
async function liveThrough(seed: number, counts: { asked: number; refused: number; retried: number }): Promise<void> {
  const random = new Random(seed)
  const world = new PolicyWorld(random)
  const mesh = new ScriptedMesh()
  world.showTo(mesh)
  for (let request = 0; request < REQUESTS_PER_MESH; request++) {
    world.change()
    world.showTo(mesh)
    const asked = world.ask()
    // judged as things stand when it is asked, which may have changed since an earlier node has failed
    let dealtWith = 0
    const answer: ReturnType<typeof says> = async function* (signal, request) {
      for (const peer of mesh.asked.slice(dealtWith)) {
        expect(forbids(world, asked, peer), `${peer} was asked`).toBe(false)
        counts.asked++
      }
      dealtWith = mesh.asked.length
      if (random.next() < 0.5) {
        yield* says('Hello')(signal, request)
        return
      }
      counts.retried++
      world.change()
      world.showTo(mesh)
      yield* fails(new SovError('ERR_SOV_PEER_DISCONNECTED', 'told to fail'))(signal, request)
    }
    mesh.asked.length = 0
    mesh.answers.clear()
    for (const peer of [SELF, ...world.peers()]) mesh.answers.set(peer, answer)
    const tell = (candidates: readonly CandidateView[]): void => {
      for (const view of candidates) checkView(view, forbids(world, asked, view.peer))
    }
    try {
      const explanation = mesh.scheduler.explain({ model: 'tiny', key: asked.key, requests: asked.requests })
      tell(explanation.candidates)
      const { parts } = mesh.dispatch({ key: asked.key, requests: asked.requests })
      const types: string[] = []
      for await (const { type } of parts) types.push(type)
      expect(types.at(-1)).toBe('end')
    } catch (thrown) {
      if (!SovError.isInstance(thrown)) throw thrown
      if (thrown.code === 'ERR_SOV_PEER_DISCONNECTED') continue
      expect(['ERR_SOV_POLICY_DENIED', 'ERR_SOV_NO_PEER', 'ERR_SOV_MODEL_NOT_FOUND']).toContain(thrown.code)
      if (thrown.code === 'ERR_SOV_POLICY_DENIED') counts.refused++
      tell((thrown.details?.['candidates'] ?? []) as readonly CandidateView[])
    }
  }
}

/** What is told about a node agrees with what the oracle says. */
function checkView({ peer, removals, spoke }: CandidateView, isForbidden: boolean): void {
  const byPolicy = removals.filter(({ layer }) => layer !== undefined)
  expect(byPolicy.length > 0, `${peer}: ${JSON.stringify(removals)}`).toBe(isForbidden)
  expect(removals.every(({ rule, reason }) => RULE.test(rule) && reason !== '')).toBe(true)
  // every removal is by a rule that is told to have spoken so
  for (const { layer } of byPolicy) {
    expect(spoke.some((rule) => rule.layer === layer && rule.outcome === 'denied')).toBe(true)
  }
  expect(spoke.some(({ layer }) => layer === 'node')).toBe(true)
}

/** Taking away what is known of a candidate allows it nothing that it was not allowed before. */
function unknownSatisfiesNothing(
  candidate: PolicyCandidate,
  isAllowed: (who: PolicyCandidate) => boolean,
  seed: number,
): void {
  if (isAllowed(candidate)) return
  const facts = ['jurisdiction', 'evidenceLevel', 'promisesNoPromptLogging'] as const
  for (const fact of facts) {
    expect(isAllowed({ ...candidate, [fact]: undefined }), `seed ${String(seed)}: without ${fact}`).toBe(false)
  }
}
