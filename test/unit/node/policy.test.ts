import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createControlApi, type ControlApi, type PolicyView } from '../../../src/api/index.js'
import { systemClock } from '../../../src/clock.js'
import { dataDirPaths } from '../../../src/data-dir.js'
import { createSovNode } from '../../../src/index.js'
import { createPolicyControl } from '../../../src/policy-control.js'
import { BUILT_IN_POLICY, createBlockList } from '../../../src/policy/index.js'
import type { RouteExplanation } from '../../../src/scheduler/index.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { ScriptedControl } from '../api/scripted-control.js'
import { policy } from '../policy/policies.js'
import { peerRecord, ScriptedMesh } from '../scheduler/scripted-mesh.js'
import { runTestCli, type CliRun } from './test-cli.js'

const PEER = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'

describe('policy and peers block', () => {
  let folder: string
  let mesh: ScriptedMesh
  let store: Store | undefined
  let daemon: ControlApi | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-cli-policy-'))
    mesh = new ScriptedMesh()
    mesh.peers = [peerRecord(PEER, { orgId: 'koeln', jurisdiction: 'DE' })]
  })
  afterEach(async () => {
    await daemon?.stop()
    await store?.close()
    daemon = undefined
    store = undefined
    await rm(folder, { recursive: true })
  })

  function run(...args: readonly string[]): Promise<CliRun> {
    return runTestCli([...args, '--data-dir', folder], {
      env: { XDG_CONFIG_HOME: folder },
      library: { createSovNode, createControlApi },
    })
  }

  async function file(name: string, content: unknown): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  /** A daemon whose rooms are those of the scripted mesh. */
  async function startDaemon(): Promise<void> {
    store = await openStore({ path: join(folder, 'blocked') })
    const control = new ScriptedControl()
    control.policies = createPolicyControl({
      membership: {
        coop: { name: 'Fjord', networkId: new Uint8Array(32), root: PEER, isIssuer: false },
        federated: () => [],
        groups: () => mesh.groups,
      },
      directory: { peers: () => mesh.peers },
      scheduler: mesh.scheduler,
      blocked: createBlockList({ store }),
      policy: () => mesh.policy,
    })
    daemon = createControlApi(
      { socketPath: dataDirPaths(folder).controlSocket },
      { control, scheduler: mesh.scheduler, clock: systemClock },
    )
    await daemon.start()
  }

  describe('without a running node', () => {
    it('check tells what a policy comes to', async () => {
      const { code, out } = await run('policy', 'check', await file('ok.json', BUILT_IN_POLICY.text))
      expect(code).toBe(0)
      expect(out).toMatch(/^the policy is valid\n\ndigest +[0-9a-f]{64}\nrules +1\nserves +members of the own co-op\n/)
      expect(out).toMatch(/\ndata class +none is assumed\nnames +not looked up: this node is in no co-op\n$/)
    })

    it('check names path and reason of everything that is wrong', async () => {
      const wrong = { version: 1, rules: [{ requires: {} }, { deny: false }], default: 'deny' }
      const { code, out, err } = await run('policy', 'check', await file('wrong.json', wrong))
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/^error: the policy is not valid: .*rules\[0\]\.requires: is no key of a policy/)
      expect(err).toContain('rules[1].deny: ')
      expect(err).toMatch(/\ntry: /)
      const json = JSON.parse((await run('policy', 'check', join(folder, 'wrong.json'), '--json')).out) as object
      expect(json).toMatchObject({
        error: {
          code: 'ERR_SOV_POLICY_INVALID',
          details: {
            problems: expect.arrayContaining([
              { path: 'rules[0].requires', reason: 'is no key of a policy' },
            ]) as unknown,
          },
        },
      })
    })

    it('check needs a file, and show and explain a node', async () => {
      expect((await run('policy', 'check', join(folder, 'none'))).err).toMatch(/^error: cannot read /)
      expect((await run('policy', 'show')).code).toBe(3)
      expect((await run('policy', 'explain', '--model', 'tiny')).code).toBe(3)
      expect((await run('policy', 'explain')).code).toBe(2)
    })

    it('block and allow are kept for the next start', async () => {
      expect((await run('peers', 'block')).out).toBe('nobody is blocked\n')
      expect((await run('peers', 'block', 'bad-lab')).out).toBe('blocked: bad-lab\n')
      expect((await run('peers', 'block', PEER)).out).toBe(`blocked: bad-lab, ${PEER}\n`)
      expect(JSON.parse((await run('peers', 'block', '--json')).out)).toEqual([PEER, 'bad-lab'])
      expect((await run('peers', 'allow', PEER)).out).toBe('blocked: bad-lab\n')
      expect((await run('peers', 'allow', PEER)).code).toBe(2)
    })
  })

  describe('with a running node', () => {
    beforeEach(startDaemon)

    it('check holds names against what the node knows', async () => {
      const misspelt = { version: 1, rules: [{ require: { jurisdiction: { any: ['EUR'] } } }], default: 'deny' }
      const { code, err } = await run('policy', 'check', await file('names.json', misspelt))
      expect(code).toBe(2)
      expect(err).toContain('rules[0].require.jurisdiction.any[0]: EUR is neither an ISO 3166-1 alpha-2 code')
      const right = { version: 1, assume_data_class: 'personal', rules: [], serve: [{}, {}], default: 'deny' }
      const { out } = await run('policy', 'check', await file('right.json', right), '--json')
      expect(JSON.parse(out) as PolicyView).toMatchObject({
        rules: 0,
        serveRules: 2,
        assumesDataClass: 'personal',
        hasKnownNames: true,
      })
    })

    it('show names the policy in force', async () => {
      mesh.policy = policy({ assume_data_class: 'personal', serve: [{}] })
      const { out } = await run('policy', 'show')
      expect(out).toContain(mesh.policy.digest)
      expect(out).toMatch(/\nserves +by 1 rules\ndata class +personal\nnames +all are known\n/)
    })

    it('explain names every rule that spoke, for people and as JSON', async () => {
      mesh.policy = policy({
        rules: [{ name: 'patients', when: { data_class: ['personal'] }, require: { jurisdiction: { any: ['FR'] } } }],
      })
      const asked = ['policy', 'explain', '--model', 'tiny', '--data-class', 'personal', '--trust', 'coop']
      const { out } = await run(...asked)
      expect(out).toMatch(/^policy of the node +[0-9a-f]{64}\ndata class +personal\n\n/)
      expect(out).toMatch(/\nPEER +ORGANISATION +WHERE +EVIDENCE +PROMPTS +VERDICT +RULES THAT SPOKE\n/)
      expect(out).toMatch(
        /\nvnc6iDEp +KOELN +DE +1 +not kept +DE is not in: FR +node rules\[0\] patients: denied; request trust: allowed; request dataClass: allowed\n/,
      )
      const { candidates } = JSON.parse((await run(...asked, '--json')).out) as RouteExplanation
      expect(candidates.find(({ peer }) => peer === PEER)?.spoke[0]).toEqual({
        layer: 'node',
        rule: 'rules[0] patients',
        outcome: 'denied',
      })
    })

    it('explain tries a policy that is not in force', async () => {
      mesh.policy = policy({})
      const path = await file('lax.json', BUILT_IN_POLICY.text)
      const { out } = await run('policy', 'explain', '--model', 'tiny', '--policy', path)
      expect(out).toMatch(/\nvnc6iDEp .* allowed +node rules\[0\] own co-op: allowed\n/)
      expect((await run('policy', 'explain', '--model', 'tiny')).out).toContain('node default: denied')
      const wrong = await file('wrong.json', '{')
      expect((await run('policy', 'explain', '--model', 'tiny', '--policy', wrong)).code).toBe(2)
    })

    it('route explain names every rule that spoke', async () => {
      const { out } = await run('route', 'explain', 'tiny', '--only', 'koeln')
      expect(out).toMatch(/\n\nPEER +RULES THAT SPOKE\n/)
      expect(out).toMatch(/\nvnc6iDEp +node rules\[0\] own co-op: allowed; request only: allowed\n/)
      expect(out).toMatch(/\nthis node +node rules\[0\] own co-op: allowed; request only: denied\n/)
    })

    it('peers block takes the end of a peer id', async () => {
      expect((await run('peers', 'block', 'vnc6iDEp')).out).toBe(`blocked: ${PEER}\n`)
      expect((await run('peers', 'allow', 'vnc6iDEp')).out).toBe('nobody is blocked\n')
      // too short to be the end of an id: an organisation
      expect((await run('peers', 'block', 'p')).out).toBe('blocked: p\n')
    })
  })
})
