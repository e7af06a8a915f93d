import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createControlApi } from '../../../src/api/index.js'
import { createSovNode } from '../../../src/index.js'
import { BUILT_IN_POLICY } from '../../../src/policy/index.js'
import { usesScriptedDaemon } from '../../helpers/scripted-daemon.js'
import type { ScriptedControl } from '../api/scripted-control.js'
import { runTestCli, type CliRun } from './test-cli.js'

describe('keys', () => {
  describe('with a running node', () => {
    let folder: string
    let control: ScriptedControl
    const command = usesScriptedDaemon((daemon) => ({ folder, control } = daemon))
    const run = (...args: readonly string[]): Promise<CliRun> => command(['keys', ...args])

    it('create prints the key alone, and passes on what was typed', async () => {
      const policy = join(folder, 'ward.json')
      await writeFile(policy, BUILT_IN_POLICY.text)
      const limits = ['--requests-per-minute', '60', '--max-concurrent', '2', '--expires', '30']
      const { out, err } = await run(
        'create',
        '--name',
        'ward',
        '--policy',
        policy,
        '--data-class',
        'personal',
        ...limits,
      )
      expect(out).toMatch(/^sov-3f9c02ab-k{43}\n$/)
      expect(err).toMatch(/^id +3f9c02ab\nends +\d{4}-\d\d-\d\d /)
      await run('create', '--name', 'plain')
      expect(control.calls).toEqual([
        [
          'createKey',
          {
            name: 'ward',
            policy: BUILT_IN_POLICY.text,
            dataClass: 'personal',
            requestsPerMinute: 60,
            maxConcurrent: 2,
            expiresInMs: 30 * 24 * 3_600_000,
          },
        ],
        ['createKey', { name: 'plain' }],
      ])
    })

    it('create needs a name, numbers and a policy that is there', async () => {
      expect((await run('create')).code).toBe(2)
      expect((await run('create', '--name', 'x', '--expires', 'soon')).code).toBe(2)
      expect((await run('create', '--name', 'x', '--policy', join(folder, 'none'))).code).toBe(2)
      expect(control.calls).toEqual([])
    })

    it('list shows what each is for, as a table and as JSON', async () => {
      const { out } = await run('list')
      const [head, ward, plain] = out.split('\n')
      expect(head).toMatch(/^ID +NAME +POLICY +DATA CLASS +PER MINUTE +AT ONCE +CREATED +ENDS$/)
      expect(ward).toMatch(/^3f9c02ab +ward 3 +efefefefefef +personal +60 +2 +\d{4}-\d\d-\d\d .* \d{4}-\d\d-\d\d /)
      expect(plain).toMatch(/^00000000 +plain +- +- +- +- +\d{4}-\d\d-\d\d \S+ +-$/)
      expect(JSON.parse((await run('list', '--json')).out)).toHaveLength(2)
    })

    it('revoke says what it has ended, or that there is none', async () => {
      expect((await run('revoke', '3f9c02ab')).out).toBe('revoked: 3f9c02ab, ward 3\n')
      expect(await run('revoke', 'ffffffff')).toMatchObject({
        code: 4,
        err: expect.stringContaining('no API key') as string,
      })
    })
  })

  it('are made, listed and revoked while no node runs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sov-cli-keys-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const run = (...args: readonly string[]): Promise<CliRun> =>
      runTestCli(['keys', ...args, '--data-dir', folder], {
        env: { XDG_CONFIG_HOME: folder },
        library: { createSovNode, createControlApi },
      })
    expect((await run('list')).out).toBe('no API key exists\n')
    const created = JSON.parse((await run('create', '--name', 'ward', '--json')).out) as { id: string; key: string }
    expect(created.key).toContain(created.id)
    const list = await run('list')
    expect(list.out).toContain(created.id)
    expect(list.out).not.toContain(created.key.slice(13))
    expect((await run('revoke', created.id)).code).toBe(0)
    expect((await run('list', '--json')).out).toBe('[]\n')
    const refused = await run('create', '--name', 'ward', '--data-class', 'No Class')
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain('dataClass')
  })
})
