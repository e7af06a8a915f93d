import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { Constraints } from '../../src/policy/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { GREEDY } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'

describe('policies over real nodes', () => {
  let mesh: TestMesh
  let folder: string

  beforeEach(async () => {
    mesh = new TestMesh()
    folder = await mkdtemp(join(tmpdir(), 'sov-policies-'))
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true })
  })

  /** Path of a policy of these parts. */
  async function policyPath(name: string, parts: object): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, JSON.stringify({ version: 1, rules: [], default: 'deny', ...parts }))
    return path
  }

  function ask({ node }: TestNode, constraints: Partial<Constraints> = {}): RoutedRequest {
    const messages = [{ role: 'user', content: 'Hello' }] as const
    const requests = [{ tier: 'mesh' as const, ...constraints }]
    return node.scheduler.dispatch(
      { model: 'fake', messages, sampling: { ...GREEDY, maxOutputTokens: 8 }, requests, allowFallbacks: true },
      { signal: new AbortController().signal },
    )
  }

  async function answeredBy(request: RoutedRequest): Promise<readonly string[]> {
    const types: string[] = []
    for await (const { type } of request.parts) types.push(type)
    expect(types.at(-1)).toBe('end')
    return request.record().attempts.map(({ orgName, outcome }) => `${orgName ?? ''} ${outcome}`)
  }

  const engines = (): readonly ReturnType<typeof createFakeEngine>[] => [createFakeEngine({ clock: systemClock })]

  it('ask only whom the file allows, and keep the file with what was decided on it', async () => {
    const [asker] = await mesh.form([
      {
        org: 'Lab',
        jurisdiction: 'NO',
        policyPath: await policyPath('asker.json', {
          rules: [
            { when: { data_class: ['personal'] }, require: { jurisdiction: { group: 'EU' } } },
            { when: { data_class: ['public'] }, require: {} },
          ],
        }),
      },
      { org: 'Köln', jurisdiction: 'DE', engines: engines() },
      { org: 'Boston', jurisdiction: 'US', engines: engines() },
    ])
    expect(await answeredBy(ask(asker!, { dataClass: 'personal' }))).toEqual(['Köln served'])
    expect(await answeredBy(ask(asker!, { dataClass: 'public', only: ['boston'] }))).toEqual(['Boston served'])
    const denied = expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }) as Error
    expect(() => ask(asker!, { dataClass: 'personal', only: ['boston'] })).toThrow(denied)
    expect(() => ask(asker!)).toThrow(denied)

    expect(await asker!.node.control.auditCompliance({})).toMatchObject({ violations: [], disclosures: [{}, {}] })
  })

  it('of the other side serve whom they name, and nobody whom the operator has blocked', async () => {
    const [asker, picky, generous] = await mesh.form([
      { org: 'Lab', jurisdiction: 'NO' },
      {
        org: 'Picky',
        jurisdiction: 'DE',
        engines: engines(),
        policyPath: await policyPath('picky.json', { serve: [{ to: { orgs: ['somebody'] } }] }),
      },
      {
        org: 'Generous',
        jurisdiction: 'DE',
        engines: engines(),
        policyPath: await policyPath('generous.json', { serve: [{ max_output_tokens: 8 }] }),
      },
    ])
    expect(await answeredBy(ask(asker!, { order: ['picky'] }))).toEqual(['Picky failed', 'Generous served'])
    // refused at the gate it has done nothing wrong, and is asked again another time
    expect(ask(asker!, { only: ['picky'] }).record().state).toBe('running')

    await generous!.node.control.block('lab')
    await expect(answeredBy(ask(asker!))).rejects.toMatchObject({ code: 'ERR_SOV_PEER_REFUSED' })
    await generous!.node.control.allow('lab')
    expect((await answeredBy(ask(asker!))).at(-1)).toBe('Generous served')

    await asker!.node.control.block(picky!.peerId)
    await asker!.node.control.block('generous')
    expect(() => ask(asker!)).toThrow(expect.objectContaining({ code: 'ERR_SOV_POLICY_DENIED' }))
  })
})
