import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cluster, type ClusterNode } from '../helpers/cluster.js'
import { until } from '../helpers/until.js'

const PROGRAM = join(import.meta.dirname, '../../dist/node/main.js')
const LINES = 120

interface OutputLine {
  readonly custom_id: string
  readonly response: { readonly status_code: number; readonly body: { usage: { sov: { peer: string } } } }
}

describe('a batch over node processes', () => {
  let cluster: Cluster
  let folder: string
  let input: string
  let output: string

  beforeEach(async () => {
    cluster = new Cluster()
    folder = await mkdtemp(join(tmpdir(), 'sov-batch-'))
    input = join(folder, 'in.jsonl')
    output = join(folder, 'out.jsonl')
    const lines = ids().map((id) =>
      JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/completions', body: { prompt: id, max_tokens: 8 } }),
    )
    await writeFile(input, `${lines.join('\n')}\n`)
  })
  afterEach(async () => {
    await cluster.stop()
    await rm(folder, { recursive: true })
  })

  const ids = (): readonly string[] => Array.from({ length: LINES }, (_, index) => `q${String(index)}`)
  const written = async (): Promise<number> => (await readFile(output, 'utf8').catch(() => '')).split('\n').length - 1

  function batch({ process: { dataDir } }: ClusterNode, ...flags: readonly string[]): ChildProcess {
    const args = ['--data-dir', dataDir, 'batch', 'run', input, '-o', output, '--model', 'fake', ...flags]
    return spawn(process.execPath, [PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, XDG_CONFIG_HOME: folder },
    })
  }

  async function answers(): Promise<readonly OutputLine[]> {
    const lines = (await readFile(output, 'utf8')).trimEnd().split('\n')
    return lines.map((line) => JSON.parse(line) as OutputLine)
  }

  it('has every line once after kill -9 of the batch, twice, and of a node', async () => {
    const serves = { outputMsPerToken: 5, outputTokens: 8, slots: 2 }
    const [asking, one, two] = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'One', jurisdiction: 'DE', serves },
      { org: 'Two', jurisdiction: 'FR', serves: { ...serves, outputMsPerToken: 20 } },
    ])
    for (const share of [0.2, 0.4]) {
      const killed = batch(asking!)
      await until('some lines are written', async () => (await written()) >= LINES * share)
      killed.kill('SIGKILL')
      await once(killed, 'exit')
    }
    const last = batch(asking!, '--json')
    const out = text(last.stdout!)
    await until('more lines are written', async () => (await written()) >= LINES * 0.6)
    await one!.process.kill()
    expect(await once(last, 'exit')).toEqual([0, null])
    const { lines, before, answered, failed } = JSON.parse(await out) as Record<string, number>
    expect({ lines, sum: before! + answered!, failed }).toEqual({ lines: LINES, sum: LINES, failed: 0 })
    expect(before).toBeGreaterThanOrEqual(LINES * 0.4)

    const all = await answers()
    expect(all.map(({ custom_id }) => custom_id).toSorted()).toEqual(ids().toSorted())
    expect(all.every(({ response }) => response.status_code === 200)).toBe(true)
    const peers = new Set(all.map(({ response }) => response.body.usage.sov.peer))
    expect(peers).toEqual(new Set([one!.peerId, two!.peerId]))
  })

  it('goes on when its own node is started again', async () => {
    const [asking] = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'One', jurisdiction: 'DE', serves: { outputMsPerToken: 5, outputTokens: 8, slots: 12 } },
    ])
    const running = batch(asking!)
    const said = text(running.stderr!)
    const exited = once(running, 'exit')
    await until('some lines are written', async () => (await written()) >= LINES * 0.2)
    await asking!.process.kill()
    await cluster.start(asking!)
    expect(await exited).toEqual([0, null])
    expect(await said).not.toContain('Warning')
    const all = await answers()
    expect(all.map(({ custom_id }) => custom_id).toSorted()).toEqual(ids().toSorted())
    expect(all.every(({ response }) => response.status_code === 200)).toBe(true)
  })
})
