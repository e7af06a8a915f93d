import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createControlApi, type ControlApi } from '../../../src/api/index.js'
import { systemClock } from '../../../src/clock.js'
import { SovError } from '../../../src/errors.js'
import { MAX_BATCH_LINE_BYTES } from '../../../src/limits.js'
import { until } from '../../helpers/until.js'
import { ScriptedControl } from '../api/scripted-control.js'
import { answer, deltas, hangs, MODEL, ScriptedScheduler } from '../api/scripted-scheduler.js'
import { runTestCli, type CliRun } from './test-cli.js'

interface OutputLine {
  readonly id: string
  readonly custom_id: string
  readonly response: {
    readonly status_code: number
    readonly request_id: string
    readonly body: { readonly choices?: readonly { readonly text: string }[] }
  }
  readonly error: { readonly code: string; readonly message: string } | null
}

describe('batch run', () => {
  let folder: string
  let input: string
  let output: string
  let scheduler: ScriptedScheduler
  let api: ControlApi

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-batch-'))
    input = join(folder, 'in.jsonl')
    output = join(folder, 'out.jsonl')
    scheduler = new ScriptedScheduler()
    scheduler.script = ({ prompt }) => answer(`after ${prompt ?? ''}`)
    api = createControlApi(
      { socketPath: join(folder, 'control.sock') },
      { control: new ScriptedControl(), scheduler, clock: systemClock },
    )
    await api.start()
  })
  afterEach(async () => {
    await api.stop()
    await rm(folder, { recursive: true })
  })

  const line = (customId: string, body: object = {}, url = '/v1/completions'): string =>
    `${JSON.stringify({ custom_id: customId, method: 'POST', url, body: { prompt: customId, ...body } })}\n`
  const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `q${String(index)}`)
  const batch = (...flags: readonly string[]): Promise<CliRun> =>
    runTestCli(['--data-dir', folder, 'batch', 'run', input, '-o', output, '--model', MODEL.id, ...flags])
  const asked = (): readonly (string | undefined)[] => scheduler.dispatched.map(({ request }) => request.prompt)

  async function answers(): Promise<readonly OutputLine[]> {
    const text = await readFile(output, 'utf8')
    expect(text.endsWith('\n')).toBe(true)
    return text
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as OutputLine)
  }

  it('writes an answer for every line, for its owner only', async () => {
    await writeFile(
      input,
      ids(10)
        .map((id) => line(id))
        .join(''),
    )
    const { code, out } = await batch()
    expect(code).toBe(0)
    expect(out).toContain('10 lines')
    const lines = await answers()
    expect(lines.map(({ custom_id }) => custom_id).sort()).toEqual(ids(10))
    for (const { id, custom_id, response, error } of lines) {
      expect(id).toMatch(/^batch_req_[0-9a-f]{32}$/)
      expect(response).toMatchObject({ status_code: 200, request_id: expect.stringMatching(/^req_/) as string })
      expect(response.body.choices![0]!.text).toBe(`after ${custom_id}`)
      expect(error).toBeNull()
    }
    expect((await stat(output)).mode & 0o777).toBe(0o600)
  })

  it('says with --json what it has done', async () => {
    await writeFile(input, line('a') + line('b', { max_tokens: 0 }))
    const { out } = await batch('--json')
    expect(JSON.parse(out)).toMatchObject({
      output,
      lines: 2,
      before: 0,
      answered: 2,
      failed: 1,
      promptTokens: 7,
      outputTokens: 1,
    })
  })

  it('writes what is wrong with a request as its answer', async () => {
    await writeFile(input, line('a', { max_tokens: 0 }))
    expect((await batch()).code).toBe(0)
    expect((await answers())[0]).toMatchObject({
      custom_id: 'a',
      response: { status_code: 400, body: { error: { param: 'max_tokens' } } },
      error: { code: 'invalid_request' },
    })
  })

  it('lets the model of each line stand without --model', async () => {
    await writeFile(input, line('a', { model: MODEL.id }))
    const run = await runTestCli(['--data-dir', folder, 'batch', 'run', input, '-o', output])
    expect(run.code).toBe(0)
    expect(scheduler.dispatched[0]!.request.model).toBe(MODEL.id)
  })

  it('asks only for what has no answer yet, whatever the lines are separated by', async () => {
    await writeFile(input, `${line('a')}\n  \n${line('b\u2028c').replace('\n', '\r\n')}${line('d').trimEnd()}`)
    expect((await batch()).code).toBe(0)
    await appendFile(input, `\n${line('e')}`)
    expect((await batch()).out).toContain('4 lines, 3 of them earlier')
    expect(asked().toSorted()).toEqual(['a', 'b\u2028c', 'd', 'e'])
    expect(await answers()).toHaveLength(4)
    expect((await batch()).code).toBe(0)
    expect(asked()).toHaveLength(4)
  })

  it('asks again for a line that was torn at any byte, and loses no other', async () => {
    await writeFile(input, line('a') + line('b'))
    await batch('--parallel', '1')
    const whole = await readFile(output)
    const first = whole.indexOf('\n') + 1
    for (const end of [first, first + 1, first + 5, first + 40, whole.length - 1]) {
      await writeFile(output, whole)
      await truncate(output, end)
      expect((await batch()).code, `torn at byte ${String(end)}`).toBe(0)
      expect((await answers()).map(({ custom_id }) => custom_id)).toEqual(['a', 'b'])
    }
  })

  it.each([
    ['text', 'my notes\n'],
    ['text without an end', 'my notes'],
    ['other JSON', '{"custom_id":"a"}\n'],
    ['other JSON after an answer', '{"id":"batch_req_1","custom_id":"a"}\n{"custom_id":"b"}\n'],
  ])('leaves a file alone that holds %s', async (_what, content) => {
    await writeFile(input, line('a') + line('b'))
    await writeFile(output, content)
    const { code, err } = await batch()
    expect(code).toBe(2)
    expect(err).toContain('no answer of a batch')
    expect(await readFile(output, 'utf8')).toBe(content)
    expect(asked()).toEqual([])
  })

  it('refuses the answers of another batch, and the input as output', async () => {
    await writeFile(input, line('a'))
    await batch()
    await writeFile(input, line('b'))
    expect((await batch()).err).toContain('does not ask for')
    const same = await runTestCli(['--data-dir', folder, 'batch', 'run', input, '-o', input, '--model', 'm'])
    expect(same.err).toContain('same file')
    expect(await readFile(input, 'utf8')).toBe(line('b'))
  })

  it.each([
    ['no JSON', '{"custom_id": "secret', 'line 2: it is not JSON\ntry: Each line has'],
    ['no object', '5', 'line 2: it is not'],
    ['no custom_id', JSON.stringify({ method: 'POST' }), 'line 2: custom_id'],
    ['another method', line('b').replace('POST', 'GET').trimEnd(), 'line 2: method'],
    ['another route', line('b', {}, '/v1/files').trimEnd(), 'line 2: url'],
    ['a stream', line('b', { stream: true }).trimEnd(), 'line 2: body.stream'],
    ['an id that was there', line('a').trimEnd(), 'lines 1 and 2: they have the same custom_id'],
    ['too much', 'x'.repeat(MAX_BATCH_LINE_BYTES + 65_537), 'line 2: it is too long'],
  ])('asks nothing when a line has %s', async (_what, broken, message) => {
    await writeFile(input, `${line('a')}${broken}\n${line('c')}`)
    const { code, err } = await batch()
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).not.toContain('secret')
    expect(asked()).toEqual([])
  })

  it('keeps a second run off its output until it has ended', async () => {
    await writeFile(input, line('a'))
    const interrupted = new AbortController()
    scheduler.script = async function* (_, signal) {
      await hangs(signal)
      yield* deltas(['never'])
    }
    const flags = ['--data-dir', folder, 'batch', 'run', input, '-o', output, '--model', MODEL.id]
    const running = runTestCli(flags, { interrupted: interrupted.signal })
    await until('it is under way', () => asked().length === 1)
    const second = await batch()
    expect(second.code).toBe(2)
    expect(second.err).toMatch(/another run, process \d+, writes to .*out\.jsonl/)
    interrupted.abort()
    await running
    scheduler.script = () => answer('x')
    expect((await batch()).code).toBe(0)
    expect(await readdir(folder)).not.toContain('out.jsonl.lock')
  })

  it('goes on where a run was killed, whatever that left behind', async () => {
    await writeFile(input, line('a'))
    const { pid } = spawnSync(process.execPath, ['--version'])
    for (const left of [String(pid), '', 'nonsense', '-1']) {
      await writeFile(`${output}.lock`, left)
      expect((await batch()).code, left).toBe(0)
    }
    expect(await answers()).toHaveLength(1)
  })

  it('leaves no file without an answer, and no pipe for one', async () => {
    await writeFile(input, 'nonsense')
    expect((await batch()).code).toBe(2)
    expect(await readdir(folder)).not.toContain('out.jsonl')
    spawnSync('mkfifo', ['-m', '644', output])
    await writeFile(input, line('a'))
    const { code, err } = await batch()
    expect(code).toBe(2)
    expect(err).toContain('is a device or a pipe')
    expect((await stat(output)).mode & 0o777).toBe(0o644)
  })

  it('needs a model and an input', async () => {
    await writeFile(input, line('a'))
    const without = await runTestCli(['--data-dir', folder, 'batch', 'run', input, '-o', output])
    expect(without.err).toContain('line 1: its body names no model')
    await rm(input)
    expect((await batch()).err).toContain(`cannot read ${input}`)
  })

  it('asks again when the nodes are busy', async () => {
    await writeFile(input, line('a'))
    let refusals = 0
    scheduler.script = () => {
      if (refusals++ < 2) throw new SovError('ERR_SOV_NO_PEER', 'no node yet')
      return answer('at last')
    }
    expect((await batch()).code).toBe(0)
    expect((await answers())[0]!.response.body.choices![0]!.text).toBe('at last')
    expect(refusals).toBe(3)
  })

  it('asks again for a model that has answered before, and not for one that has not', async () => {
    await writeFile(input, ['a', 'b', 'c'].map((id) => line(id, { model: id === 'c' ? 'none' : MODEL.id })).join(''))
    scheduler.script = ({ prompt }) => {
      const isFirst = asked().filter((each) => each === prompt).length === 1
      if (prompt === 'c' || (prompt === 'b' && isFirst)) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'nobody')
      return answer('x')
    }
    await runTestCli(['--data-dir', folder, 'batch', 'run', input, '-o', output, '--parallel', '1'])
    expect((await answers()).map(({ response }) => response.status_code)).toEqual([200, 200, 404])
    expect(asked()).toEqual(['a', 'b', 'b', 'c'])
  })

  it('has no more under way than it was told, and says to the scheduler that more wait', async () => {
    await writeFile(
      input,
      ids(9)
        .map((id) => line(id))
        .join(''),
    )
    let running = 0
    let most = 0
    scheduler.script = async function* () {
      most = Math.max(most, ++running)
      await until('three are under way, or the last one', () => running === 3 || asked().length === 9)
      yield* answer('x')
      running -= 1
    }
    await batch('--parallel', '3')
    expect(most).toBe(3)
    expect(scheduler.dispatched.map(({ request }) => request.isOneOfMany === true)).toEqual([
      ...Array<boolean>(5).fill(true),
      ...Array<boolean>(4).fill(false),
    ])
  })

  it('ends at Ctrl-C, says how to go on, and does', async () => {
    await writeFile(
      input,
      ids(5)
        .map((id) => line(id))
        .join(''),
    )
    const interrupted = new AbortController()
    scheduler.script = async function* ({ prompt }, signal) {
      if (prompt === 'q2') {
        await hangs(signal)
        yield* deltas(['never'])
      }
      yield* answer('x')
    }
    const flags = ['--data-dir', folder, 'batch', 'run', input, '-o', output, '--model', MODEL.id, '--parallel', '1']
    const running = runTestCli(flags, { interrupted: interrupted.signal })
    await until('the third is under way', () => asked().includes('q2'))
    interrupted.abort()
    const { code, err } = await running
    expect(code).toBe(130)
    expect(err).toContain('2 of 5 lines have an answer; the same command goes on from there')
    scheduler.script = () => answer('y')
    expect((await batch()).code).toBe(0)
    expect((await answers()).map(({ custom_id }) => custom_id)).toEqual(ids(5))
  })

  it('needs a node that runs', async () => {
    await writeFile(input, line('a'))
    await api.stop()
    expect((await batch()).code).toBe(3)
  })
})
