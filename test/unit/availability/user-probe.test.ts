import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.js'
import { CpuLoad } from '../../../src/availability/cpu-load.js'
import { ownProcesses, readProcess } from '../../../src/availability/processes.js'
import { UserProbe } from '../../../src/availability/user-probe.js'
import { ACTIVE_CPU_SHARE } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'

const MINUTE_MS = 60_000
const BURN = ['-e', 'for (;;);']

describe('the probe for users', () => {
  let folder: string
  let children: ChildProcess[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-terminals-'))
    children = []
  })
  afterEach(async () => {
    for (const child of children) {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    await rm(folder, { recursive: true })
  })

  function start(command: string, args: readonly string[]): ChildProcess {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] })
    children.push(child)
    return child
  }

  describe('by input', () => {
    // Ahead of this machine's consoles: who types on them does not disturb.
    const nowMs = Date.now() + 1_000 * MINUTE_MS

    async function terminal(name: string, idleMs: number): Promise<void> {
      await writeFile(join(folder, name), '')
      await utimes(join(folder, name), (nowMs - idleMs) / 1_000, 0)
    }

    const idleMs = (load = 0): Promise<number> =>
      new UserProbe({ clock: new ManualClock(nowMs), terminals: folder, load: () => Promise.resolve(load) }).idleMs()

    it('tells when somebody typed last into any terminal', async () => {
      await terminal('0', 30 * MINUTE_MS)
      await terminal('1', 7 * MINUTE_MS)
      await terminal('ptmx', 0)
      await mkdir(join(folder, 'x'))
      expect(await idleMs()).toBeCloseTo(7 * MINUTE_MS, -1)
    })

    it('does not mind a clock that was set back', async () => {
      await terminal('0', -MINUTE_MS)
      expect(await idleMs()).toBe(0)
    })

    it('takes programs at work for somebody, too', async () => {
      await terminal('0', 30 * MINUTE_MS)
      expect(await idleMs(ACTIVE_CPU_SHARE)).toBe(0)
      expect(await idleMs(ACTIVE_CPU_SHARE - 0.01)).toBeGreaterThan(0)
    })

    it('goes by what can be told', async () => {
      const load = (): Promise<number> => Promise.reject(new Error('hidden'))
      const clock = new ManualClock(nowMs)
      await terminal('0', MINUTE_MS)
      expect(await new UserProbe({ clock, terminals: folder, load }).idleMs()).toBeCloseTo(MINUTE_MS, -1)
      const terminals = join(folder, 'none')
      expect(await new UserProbe({ clock, terminals, load: () => Promise.resolve(0) }).idleMs()).toBe(Infinity)
      await expect(new UserProbe({ clock, terminals, load }).idleMs()).rejects.toThrow()
    })

    it('sees what is typed into a real terminal', async () => {
      // `script` gives a program a terminal of its own and types what it reads
      const typing = start('script', ['-qfec', `cat > ${join(folder, 'typed')}`, '/dev/null'])
      const probe = new UserProbe({ clock: systemClock, load: () => Promise.resolve(0) })
      typing.stdin!.write('a line\n')
      await until(
        'the line was read',
        async () => (await stat(join(folder, 'typed')).catch(() => ({ size: 0 }))).size > 0,
      )
      // the kernel rounds the time to 8 s
      expect(await probe.idleMs()).toBeLessThan(MINUTE_MS)
      typing.stdin!.end()
    })
  })

  describe('by load', () => {
    it('has nothing to compare with at first', async () => {
      await expect(new CpuLoad().others()).rejects.toThrow()
    })

    it('counts what programs of others compute', async () => {
      // a grandchild: started by the shell, which ends
      const shell = start('sh', [
        '-c',
        `"${process.execPath}" ${BURN.map((arg) => `'${arg}'`).join(' ')} & echo $! > ${join(folder, 'pid')}`,
      ])
      await once(shell, 'exit')
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'))
      try {
        expect((await readProcess(pid)).isOwn).toBe(false)
        const load = new CpuLoad()
        await load.others().catch(() => undefined)
        const before = (await readProcess(pid)).cpuMs
        await until('it has computed', async () => (await readProcess(pid)).cpuMs > before + 200)
        expect(await load.others()).toBeGreaterThan(0)
      } finally {
        process.kill(pid, 'SIGKILL')
      }
    })

    it('knows its own processes and what they have computed', async () => {
      const burning = start(process.execPath, BURN)
      await until('it has computed', async () => (await readProcess(burning.pid!)).cpuMs >= 100)
      const own = await ownProcesses()
      expect(own.map(({ pid }) => pid)).toEqual(expect.arrayContaining([process.pid, burning.pid]))
      expect(own.map(({ pid }) => pid)).not.toContain(process.ppid)
      expect(own.find(({ pid }) => pid === burning.pid)!.cpuMs).toBeGreaterThanOrEqual(100)
    })

    it('does not take what an engine used, and took with it, for the work of others', async () => {
      const burning = start(process.execPath, BURN)
      const load = new CpuLoad()
      await load.others().catch(() => undefined)
      burning.kill('SIGKILL')
      await once(burning, 'exit')
      await expect(load.others()).rejects.toThrow(/has ended/)
      expect(await load.others()).toBeLessThanOrEqual(1)
    })
  })
})
