import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GpuProbe } from '../../../src/availability/gpu-probe.js'

describe('the probe for GPUs', () => {
  let folder: string
  let engine: ChildProcess
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-gpu-'))
    engine = spawn('sleep', ['600'], { stdio: 'ignore' })
  })
  afterEach(async () => {
    engine.kill('SIGKILL')
    await once(engine, 'exit')
    await rm(folder, { recursive: true })
  })

  /** What the probe says with a tool that does this. */
  async function idleMs(script: string, timeoutMs?: number): Promise<number> {
    await writeFile(join(folder, 'nvidia-smi'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    const environment = { PATH: `${folder}:/usr/bin:/bin` }
    return new GpuProbe({ environment, ...(timeoutMs === undefined ? {} : { timeoutMs }) }).idleMs()
  }

  it('asks the tool of the driver for process ids', async () => {
    expect(await idleMs('test "$*" = "--query-compute-apps=pid --format=csv,noheader"')).toBe(Infinity)
  })

  it('does not mind the processes of this node', async () => {
    expect(await idleMs(`echo ${String(engine.pid)}; echo ${String(process.pid)}`)).toBe(Infinity)
  })

  it('sees a process that is not of this node, also one that is hidden from it', async () => {
    expect(await idleMs(`echo ${String(engine.pid)}; echo ${String(process.ppid)}`)).toBe(0)
    expect(await idleMs('echo 4194303')).toBe(0)
  })

  it.each([
    ['fails', 'exit 9'],
    ['does not tell', 'echo "[Insufficient Permissions]"'],
  ])('cannot tell when the tool %s', async (_, script) => {
    await expect(idleMs(script)).rejects.toThrow()
  })

  it('cannot tell when the tool hangs, and ends it', async () => {
    await expect(idleMs('exec sleep 600', 50)).rejects.toMatchObject({ killed: true })
  })

  it('cannot tell where there is no such tool', async () => {
    await expect(new GpuProbe({ environment: { PATH: folder } }).idleMs()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
