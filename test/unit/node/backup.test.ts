import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withCopyProgress } from '../../../node/copy-progress.js'
import { createControlApi } from '../../../src/api/index.js'
import { systemClock } from '../../../src/clock.js'
import { dataDirPaths } from '../../../src/data-dir.js'
import * as library from '../../../src/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'
import { ScriptedControl } from '../api/scripted-control.js'
import { ScriptedScheduler } from '../api/scripted-scheduler.js'
import { runTestCli, type CliRun } from './test-cli.js'

describe('backup and restore', () => {
  let folder: string
  let dataDir: string
  let backup: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-cli-'))
    dataDir = join(folder, 'data')
    backup = join(folder, 'backup')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const run = (data: string, ...args: readonly string[]): Promise<CliRun> =>
    runTestCli([...args, '--data-dir', data], { env: { XDG_CONFIG_HOME: folder }, library })

  it('take a node from one data directory to another, and say what comes next', async () => {
    const peerId = (await run(dataDir, 'id')).out.trim()
    const made = await run(dataDir, 'backup', backup)
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toMatch(new RegExp(`^backup +${backup}\nof +${peerId}\nas of `))
    expect(made.out).toContain('private key')
    const restored = await run(join(folder, 'new'), 'restore', backup)
    expect(restored).toMatchObject({ code: 0, err: '' })
    expect(restored.out).toMatch(/\nnext +sov-node start; before it signs anything it asks other members/)
    expect((await run(join(folder, 'new'), 'id')).out.trim()).toBe(peerId)
  })

  it('print one JSON document with --json', async () => {
    const peerId = (await run(dataDir, 'id')).out.trim()
    const made = JSON.parse((await run(dataDir, 'backup', backup, '--json')).out) as object
    expect(made).toMatchObject({ folder: backup, peerId, entries: expect.any(Number) as number })
    const to = join(folder, 'new')
    expect(JSON.parse((await run(to, 'restore', backup, '--json')).out)).toEqual({ ...made, dataDir: to })
  })

  it('refuse folders that are not empty, and say what to do', async () => {
    await run(dataDir, 'id')
    await run(dataDir, 'backup', backup)
    for (const command of ['backup', 'restore']) {
      const { code, err } = await run(dataDir, command, backup)
      expect(code, command).toBe(2)
      expect(err).toContain('is not empty\ntry: Name a folder that is empty or not there yet.')
    }
  })

  it('make no node where there was none', async () => {
    const { code, err } = await run(dataDir, 'backup', backup)
    expect(code).toBe(1)
    expect(err).toContain(`there is no node in ${dataDir}\ntry: Name its data directory with --data-dir.`)
    expect(await readdir(folder)).toEqual([])
  })

  it('restore nothing from what is no backup', async () => {
    await mkdir(backup)
    const { code, err } = await run(dataDir, 'restore', backup)
    expect(code).toBe(1)
    expect(err).toContain('it has no backup.json')
    await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('ask a running node for the copy, with the path as it is meant here', async () => {
    const control = new ScriptedControl()
    const { key, controlSocket: socketPath } = dataDirPaths(dataDir)
    const daemon = createControlApi({ socketPath }, { control, scheduler: new ScriptedScheduler(), clock: systemClock })
    await daemon.start()
    try {
      await writeFile(key, '')
      const { code, out } = await run(dataDir, 'backup', 'some/folder')
      expect(code).toBe(0)
      expect(out).toContain('1234 entries of the database; 7 files, 3.0 MiB')
      expect(control.calls).toEqual([['backup', resolve('some/folder')]])
    } finally {
      await daemon.stop()
    }
  })

  it('tell how far a long copy has come', async () => {
    const clock = new ManualClock()
    const lines: string[] = []
    const [from, to] = [join(folder, 'from'), join(folder, 'to')]
    await mkdir(join(from, 'deep'), { recursive: true })
    await writeFile(join(from, 'deep', 'file'), Buffer.alloc(3 * 1024 ** 2))
    const copied = await withCopyProgress({ from, to, clock, tell: (line) => lines.push(line) }, async () => {
      clock.advance(3_000)
      await until('the first line', () => lines.length === 1)
      await mkdir(to)
      await writeFile(join(to, 'file'), Buffer.alloc(1024 ** 2))
      await until('the next line', () => {
        clock.advance(3_000)
        return lines.length > 1
      })
      return 'copied'
    })
    expect(copied).toBe('copied')
    expect([lines[0], lines.at(-1)]).toEqual(['copied 0.0 MiB of about 3.0 MiB\n', 'copied 1.0 MiB of about 3.0 MiB\n'])
    const told = lines.length
    clock.advance(60_000)
    expect(lines).toHaveLength(told)
  })
})
