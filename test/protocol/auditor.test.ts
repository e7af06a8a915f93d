import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { auditExport, createControlApi, createSovNode, type AuditReport } from '../../src/index.js'
import { peerIdToBytes } from '../../src/identity/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { askPeer } from '../helpers/ask-peer.js'
import { exportedItems } from '../helpers/exports.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'
import { runTestCli, type CliRun } from '../unit/node/test-cli.js'
import { auditFile } from './auditor.js'

describe('the independent auditor', () => {
  it.each(['auditor.ts', 'export-reader.ts'])('%s is short and imports nothing of the project', (name) => {
    const source = readFileSync(new URL(name, import.meta.url), 'utf8')
    const imported = [...source.matchAll(/^(?:import|export) .* from '(.*)'$/gm)].map(([, from]) => from)
    expect(source.split('\n').length - 1).toBeLessThan(250)
    expect(['node:crypto', './reader.js', './export-reader.js']).toEqual(expect.arrayContaining(imported))
    expect(source).not.toMatch(/import\(|require\(/)
  })
})

describe('an audit of a mesh that has worked', () => {
  const mesh = new TestMesh()
  let folder: string
  let nodes: readonly TestNode[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-audit-'))
    const engines = [createFakeEngine({ clock: systemClock })]
    nodes = await mesh.form(['Nord', 'Sud'].map((org) => ({ org, jurisdiction: 'NO', engines })))
    const [nord, sud] = nodes as [TestNode, TestNode]
    for (const [from, to] of [
      [nord, sud],
      [sud, nord],
      [nord, sud],
    ] as const) {
      await askPeer(from, to)
    }
  })
  afterAll(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true, force: true })
  })

  function run({ dataDir }: TestNode, ...args: readonly string[]): Promise<CliRun> {
    return runTestCli(['ledger', ...args, '--data-dir', dataDir], {
      env: { XDG_CONFIG_HOME: folder },
      library: { auditExport, createControlApi, createSovNode },
    })
  }

  it('finds nothing: on the node, in its export, at the peer, and by the independent auditor', async () => {
    for (const [index, node] of nodes.entries()) {
      const other = nodes[1 - index]!
      const own = await run(node, 'audit')
      expect(own.out).toMatch(/^nothing found in 3 receipts, 4 entries and 3 orders\n$/)
      await until(
        'both have the same',
        async () => (await run(node, 'audit', '--peer', other.peerId.slice(-8))).code === 0,
      )

      const file = join(folder, `${node.org}.ledger`)
      expect(await run(node, 'export', '-o', file)).toMatchObject({ code: 0, out: `${file}\n` })
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const { membership } = await node.node.control.status()
      expect(await run(node, 'audit', file, '--trust', membership!.networkId)).toMatchObject({ code: 0, out: own.out })

      const { findings, balances } = auditFile(await readFile(file))
      expect(findings).toEqual([])
      const { perPeer } = await node.node.control.ledger()
      expect(balances).toEqual({ [Buffer.from(peerIdToBytes(other.peerId)).toString('hex')]: perPeer[0]!.balance })
    }
  })

  it('keeps what an order was decided on', async () => {
    const [nord, sud] = nodes as [TestNode, TestNode]
    const constraints = { tier: 'mesh', jurisdictions: ['EU', 'NO'], ignore: ['nobody'] } as const
    const request = nord.node.scheduler.dispatch(
      {
        model: nord.node.scheduler.models()[0]!.id,
        messages: [{ role: 'user', content: 'a secret' }],
        sampling: { ...GREEDY, maxOutputTokens: 8 },
        requests: [constraints],
        allowFallbacks: false,
      },
      { signal: new AbortController().signal },
    )
    await readAnswer(request.parts)
    const items = await exportedItems({ export: () => nord.node.control.exportLedger({}) })
    const documents = items.flatMap((item) =>
      item.kind === 'policyDecision' ? [Buffer.from(item.document).toString()] : [],
    )
    const document = documents.find((text) => text.includes(request.record().decisionSalt))!
    expect(JSON.parse(document)).toMatchObject({
      constraints: [constraints],
      groups: { EU: expect.arrayContaining(['DE', 'FR']) as string[] },
      chosen: { peer: sud.peerId, orgId: 'sud', jurisdiction: 'NO' },
    })
    expect(documents.join()).not.toContain('secret')
    expect((await run(nord, 'audit')).code).toBe(0)
  })

  it('says what it has found with exit code 7, as a table and as JSON', async () => {
    const [nord] = nodes as [TestNode]
    const file = join(folder, 'changed.ledger')
    await run(nord, 'export', '-o', file)
    const bytes = await readFile(file)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(file, bytes)
    const { code, out } = await run(nord, 'audit', file)
    expect(code).toBe(7)
    expect(out).toMatch(/^1 found in 4 receipts, 5 entries and 4 orders$/m)
    expect(out).toMatch(/^error +file +seal_broken +- +- +the author has not signed the file as it is$/m)
    expect(out).toMatch(/^try: The file was changed after it was made/m)
    const json = await run(nord, 'audit', file, '--json')
    expect(json.code).toBe(7)
    expect((JSON.parse(json.out) as AuditReport).findings).toMatchObject([{ step: 'file', code: 'seal_broken' }])
  })

  it.each<[string[], string]>([
    [['audit', 'x', '--peer', 'y'], 'cannot be combined'],
    [['audit', '--trust', 'ab'.repeat(32)], '--trust is for a file'],
    [['audit', '/nowhere/x.ledger'], 'cannot read /nowhere/x.ledger'],
    [['export', '-o', '/nowhere/x.ledger'], 'cannot write /nowhere/x.ledger'],
    [['audit', '--peer', 'nobody'], 'the peer is not connected as a member'],
    [['rebuild'], 'the ledger of a running node is in use'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await run(nodes[0]!, ...args)
    expect(code).not.toBe(0)
    expect(err).toContain(message)
  })

  it('audits, exports and rebuilds while the node does not run', async () => {
    const [nord] = nodes as [TestNode]
    await nord.node.stop()
    const file = join(folder, 'offline.ledger')
    expect(await run(nord, 'export', '-o', file, '--from', '3')).toMatchObject({ code: 0 })
    expect(auditFile(await readFile(file)).findings).toEqual([])
    const rebuilt = await run(nord, 'rebuild')
    expect(rebuilt).toMatchObject({ code: 0, err: '' })
    expect(rebuilt.out).toMatch(/^entries +5$/m)
    expect(rebuilt.out).toMatch(/^chain +entry 5$/m)
    expect(rebuilt.out).toMatch(/^audit +nothing found$/m)
    expect((await run(nord, 'audit')).out).toMatch(/^nothing found in 4 receipts/)
    expect((await run(nord, 'audit', '--peer', 'x')).code).toBe(3)
  })
})
