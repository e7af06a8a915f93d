import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createControlApi, createSovNode } from '../../../src/index.js'
import { runTestCli, type CliRun } from './test-cli.js'

// Nodes that do not run: the commands open them offline and ask the very same routes.
describe('groups and other co-ops on the command line', () => {
  let folder = ''
  const file = (): string => join(folder, 'south.coop')

  const run = (node: 'north' | 'south', ...args: readonly string[]): Promise<CliRun> =>
    runTestCli([...args, '--data-dir', join(folder, node)], {
      env: { XDG_CONFIG_HOME: folder },
      library: { createSovNode, createControlApi },
    })

  async function json(node: 'north' | 'south', ...args: readonly string[]): Promise<unknown> {
    const { code, out, err } = await run(node, ...args, '--json')
    expect(code, err).toBe(0)
    return JSON.parse(out)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-federate-'))
    for (const [node, jurisdiction] of [
      ['north', 'NO'],
      ['south', 'DE'],
    ] as const) {
      const flags = ['--org', node, '--jurisdiction', jurisdiction, '--no-passphrase']
      expect((await run(node, 'coop', 'create', `${node} pool`, ...flags)).code).toBe(0)
    }
    await run('south', 'coop', 'export', file())
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('shows the founding groups, and signs others with their dates', async () => {
    expect(await json('north', 'coop', 'groups', 'show')).toMatchObject([
      { name: 'EEA', version: 1, isInForce: true },
      { name: 'EU', version: 1, isInForce: true },
    ])
    const set = ['coop', 'groups', 'set', 'nordic', '--jurisdictions']
    await json('north', ...set, 'no,SE', '--effective', '2999-01-01')
    expect(await json('north', ...set, 'DK,NO')).toMatchObject([
      { name: 'EEA' },
      { name: 'EU' },
      { name: 'NORDIC', version: 2, jurisdictions: ['DK', 'NO'], isInForce: true },
    ])
    const { out } = await run('north', ...set, 'DK,FI,NO', '--effective', '2999-01-01')
    expect(out).toMatch(/NORDIC +2 .*DK,NO\n[^]*NORDIC +3 +2999-01-01.*\(to come\) +DK,FI,NO\n/)
    expect(await run('north', ...set, 'UK')).toMatchObject({ code: 2, err: expect.stringContaining('GB') as string })
    expect((await run('north', 'coop', 'groups', 'set', 'DE', '--jurisdictions', 'DE')).code).toBe(2)
  })

  it('adds, lists and removes a co-op', async () => {
    const added = await json('north', 'federate', 'add', file(), '--jurisdictions', 'DE,fr', '--name', 'south')
    expect(added).toMatchObject({ name: 'south', coopName: 'south pool', jurisdictions: ['DE', 'FR'], isStale: false })
    expect(await json('north', 'federate', 'list')).toMatchObject([{ name: 'south' }])
    expect((await run('north', 'federate', 'list')).out).toMatch(/^CO-OP .*\nsouth .* DE,FR +heard .* ago\n$/)
    await json('north', 'federate', 'add', file(), '--jurisdictions', 'any')
    expect(await json('north', 'federate', 'list')).toMatchObject([{ name: 'south', jurisdictions: 'any' }])
    expect((await run('north', 'federate', 'remove', 'nobody')).code).toBe(2)
    expect((await run('north', 'federate', 'remove', 'south')).out).toMatch(/^south [0-9a-f]{64}\n$/)
    expect(await json('north', 'federate', 'list')).toEqual([])
  })

  it('refuses files that are no bundles, and a co-op without jurisdictions', async () => {
    const nonsense = join(folder, 'nonsense.coop')
    await writeFile(nonsense, 'nonsense')
    const add = (path: string): Promise<CliRun> => run('north', 'federate', 'add', path, '--jurisdictions', 'any')
    expect(await add(nonsense)).toMatchObject({ code: 2, err: expect.stringContaining('coop export') as string })
    expect((await add(join(folder, 'missing.coop'))).code).toBe(2)
    expect((await run('north', 'federate', 'add', file())).code).toBe(2)
  })
})
