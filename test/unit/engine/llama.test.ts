import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { systemClock, type Clock } from '../../../src/clock.js'
import type { ChatMessage, GeneratePart, GenerateRequest, Sampling } from '../../../src/engine/index.js'
import {
  createLlamaEngine,
  type LlamaEngine,
  type LlamaOptions,
  type ModelFile,
} from '../../../src/engine/llama/index.js'
import { SovError } from '../../../src/errors.js'
import {
  ENGINE_PING_INTERVAL_MS,
  ENGINE_PINGS_UNTIL_DEAD,
  ENGINE_RESTART_MIN_MS,
  ENGINE_RESTART_WAIT_MS,
} from '../../../src/limits.js'
import { GREEDY, readAnswer, type Answer } from '../../compliance/engine.js'
import { ManualClock } from './manual-clock.js'

const DEMO = 'models/sov-demo-q8_0.gguf'
const OPTIONS: LlamaOptions = { gpu: 'cpu', threads: 1, slots: 2 }

let directory: string
const engines: LlamaEngine[] = []
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sov-llama-'))
})
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()))
})
afterAll(() => rm(directory, { recursive: true }))

async function fileOf(path: string): Promise<ModelFile> {
  const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path)
  return { path, sha256: new Uint8Array(32), sizeBytes, modifiedMs }
}

async function load(path = DEMO, options: LlamaOptions = {}, clock: Clock = systemClock): Promise<LlamaEngine> {
  const engine = await createLlamaEngine({
    file: await fileOf(path),
    name: 'demo',
    clock,
    options: { ...OPTIONS, ...options },
  })
  engines.push(engine)
  return engine
}

async function copyOfDemo(name: string): Promise<string> {
  const path = join(directory, name)
  await copyFile(DEMO, path)
  return path
}

function request(
  engine: LlamaEngine,
  messages: readonly ChatMessage[],
  sampling: Partial<Sampling> = {},
): GenerateRequest {
  return { model: digestOf(engine), messages, sampling: { ...GREEDY, ...sampling }, tenant: 'tenant' }
}

const digests = new WeakMap<LlamaEngine, string>()
/** Known even while the engine lists nothing. */
function digestOf(engine: LlamaEngine): string {
  const digest = engine.models()[0]?.digest ?? digests.get(engine)
  if (digest === undefined) throw new Error('the engine never had a model')
  digests.set(engine, digest)
  return digest
}

function ask(engine: LlamaEngine, ...messages: ChatMessage[]): Promise<Answer> {
  return readAnswer(engine.generate(request(engine, messages), { signal: new AbortController().signal }))
}

/** A long answer of which the first tokens have come. */
async function begun(engine: LlamaEngine): Promise<AsyncIterator<GeneratePart>> {
  const parts = engine
    .generate(request(engine, [user('Explain failover in detail.')]), { signal: new AbortController().signal })
    [Symbol.asyncIterator]()
  await parts.next()
  await parts.next()
  return parts
}

async function rest(parts: AsyncIterator<GeneratePart>): Promise<void> {
  while ((await parts.next()).done !== true);
}

const user = (content: string): ChatMessage => ({ role: 'user', content })

const code = (expected: SovError['code']) => (error: unknown) => SovError.isInstance(error, expected)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('answers', () => {
  test('gives the expected text and token count for every chat of expected.jsonl', async () => {
    const engine = await load()
    const lines = (await readFile('models/expected.jsonl', 'utf8')).trim().split('\n')
    expect(lines.length).toBe(60)
    for (const line of lines) {
      const chat = JSON.parse(line) as { id: string; turns: { user: string; assistant: string; tokens: number }[] }
      const messages: ChatMessage[] = []
      for (const turn of chat.turns) {
        messages.push(user(turn.user))
        const { text, usage, finishReason } = await ask(engine, ...messages)
        expect(text, chat.id).toBe(turn.assistant)
        expect(usage.outputTokens, chat.id).toBe(turn.tokens)
        expect(finishReason, chat.id).toBe('stop')
        messages.push({ role: 'assistant', content: text })
      }
    }
  })

  test('evaluates only what a second turn adds', async () => {
    const engine = await load()
    const first = await ask(engine, user('What is a token?'))
    const second = await ask(
      engine,
      user('What is a token?'),
      { role: 'assistant', content: first.text },
      user('And what is a mesh?'),
    )
    // the last token of an answer is sampled, not evaluated
    const known = first.usage.promptTokens + first.usage.outputTokens - 1
    expect(second.usage.cachedTokens).toBeGreaterThanOrEqual(known)
  })

  test('lists what the file says of itself', async () => {
    const engine = await load()
    expect(engine.models()[0]).toMatchObject({
      name: 'demo',
      slots: 2,
      contextTokens: 1024,
      manifest: {
        fileBytes: 3_313_376n,
        architecture: 'llama',
        quantisation: 'q8_0',
        parameters: 3_049_920n,
        activeParameters: 3_049_920n,
        contextTokens: 1024,
      },
    })
    expect(engine.name).toMatch(/^llama\.cpp \d+\.\d+\.\d+ cpu$/)
    expect(engine.threads).toBe(1)
  })

  test('measures the threads when none are given', async () => {
    const engine = await createLlamaEngine({
      file: await fileOf(DEMO),
      name: 'demo',
      clock: systemClock,
      options: { gpu: 'cpu', slots: 1 },
    })
    engines.push(engine)
    expect(engine.threads).toBeGreaterThan(0)
    expect((await ask(engine, user('What is a token?'))).usage.outputTokens).toBeGreaterThan(0)
  })

  test('clamps the answer to the room that the prompt leaves', async () => {
    const engine = await load(DEMO, { contextTokens: 256 })
    const { promptTokens } = (await ask(engine, user('word '.repeat(100)))).usage
    const answer = await readAnswer(
      engine.generate(
        {
          ...request(engine, [user('word '.repeat(100))]),
          sampling: { ...GREEDY, temperature: 2, seed: 1, maxOutputTokens: 100_000 },
        },
        { signal: new AbortController().signal },
      ),
    )
    expect(answer.usage.outputTokens).toBeLessThanOrEqual(256 - promptTokens)
  })
})

describe('a child that dies', () => {
  test('fails running requests at once, and answers again by itself', async () => {
    const engine = await load()
    const changes: number[] = []
    engine.onChange(() => changes.push(engine.models().length))
    const running = [await begun(engine), await begun(engine)]
    const waiting = ask(engine, user('What is a token?'))
    const pid = engine.pid!
    digestOf(engine)

    process.kill(pid, 'SIGKILL')
    for (const parts of running) await expect(rest(parts)).rejects.toSatisfy(code('ERR_SOV_ENGINE_CRASHED'))
    expect((await waiting).usage.outputTokens).toBeGreaterThan(0)
    expect(engine.pid).not.toBe(pid)
    expect(changes).toEqual([0, 1])
    expect(engine.running + engine.waiting).toBe(0)
  })

  test('is killed when it hangs with work', async () => {
    const clock = new ManualClock()
    const engine = await load(undefined, {}, clock)
    const parts = await begun(engine)
    process.kill(engine.pid!, 'SIGSTOP')
    for (let pings = 0; pings <= ENGINE_PINGS_UNTIL_DEAD; pings++) {
      await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0))
      clock.advance(ENGINE_PING_INTERVAL_MS)
    }
    await expect(rest(parts)).rejects.toSatisfy(code('ERR_SOV_ENGINE_CRASHED'))
  })

  test('is missed for a bounded time only', async () => {
    const path = await copyOfDemo('gone.gguf')
    const clock = new ManualClock()
    const engine = await load(path, {}, clock)
    digestOf(engine)
    await rm(path)
    process.kill(engine.pid!, 'SIGKILL')
    await vi.waitFor(() => expect(engine.models()).toEqual([]))

    const waiting = ask(engine, user('What is a token?'))
    await vi.waitFor(() => expect(engine.running).toBe(1))
    clock.advance(ENGINE_RESTART_WAIT_MS)
    await expect(waiting).rejects.toSatisfy(code('ERR_SOV_MODEL_LOADING'))
    expect(engine.running).toBe(0)
  })

  test('is not started again with other weights', async () => {
    const path = await copyOfDemo('changed.gguf')
    const clock = new ManualClock()
    const engine = await load(path, {}, clock)
    await utimes(path, 1, 1)
    process.kill(engine.pid!, 'SIGKILL')
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    clock.advance(ENGINE_RESTART_MIN_MS)
    // the next try is scheduled with a longer pause
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    clock.advance(ENGINE_RESTART_MIN_MS)
    expect(clock.pending).toBe(1)
    expect(engine.models()).toEqual([])
  })
})

describe('the life of the child', () => {
  test('ends with close, and running requests with it', async () => {
    const engine = await load()
    const parts = await begun(engine)
    const pid = engine.pid!
    const ended = expect(rest(parts)).rejects.toSatisfy(code('ERR_SOV_STOPPING'))
    await engine.close()
    await ended
    expect(isAlive(pid)).toBe(false)
    expect(engine.models()).toEqual([])
    await engine.close()
    await expect(ask(engine, user('What is a token?'))).rejects.toSatisfy(code('ERR_SOV_STOPPING'))
  })

  test('goes on when the terminal interrupts its process group', async () => {
    const engine = await load()
    const parts = await begun(engine)
    process.kill(engine.pid!, 'SIGINT')
    process.kill(engine.pid!, 'SIGTERM')
    await rest(parts)
    expect(engine.models().length).toBe(1)
  })

  test.skipIf(process.platform !== 'linux')('sees of the environment only what finding GPU drivers needs', async () => {
    const engine = await createLlamaEngine({
      file: await fileOf(DEMO),
      name: 'demo',
      clock: systemClock,
      options: OPTIONS,
      environment: { SECRET: 'key', CUDA_VISIBLE_DEVICES: '0' },
    })
    engines.push(engine)
    const environment = (await readFile(`/proc/${String(engine.pid)}/environ`, 'utf8')).split('\0')
    expect(environment).toContain('CUDA_VISIBLE_DEVICES=0')
    expect(environment.filter((variable) => !variable.startsWith('NODE_CHANNEL_'))).toEqual([
      'CUDA_VISIBLE_DEVICES=0',
      '',
    ])
  })

  test('frees the slot at the signal even when nobody reads', async () => {
    const engine = await load(DEMO, { slots: 1 })
    const controller = new AbortController()
    const parts = engine
      .generate(request(engine, [user('Explain failover in detail.')]), { signal: controller.signal })
      [Symbol.asyncIterator]()
    await parts.next()
    await parts.next()
    controller.abort(new Error('enough'))
    // the only slot
    await ask(engine, user('What is a token?'))
    await expect(parts.next()).rejects.toThrow('enough')
    expect(engine.running).toBe(0)
  })

  test('ends with a node that is killed', async () => {
    const module = new URL('../../../dist/src/engine/llama/index.js', import.meta.url).href
    const file = await fileOf(DEMO)
    const program = `
      import { createLlamaEngine } from ${JSON.stringify(module)}
      const clock = { nowMs: Date.now, monotonicMs: () => performance.now(), setTimer: () => () => {} }
      const file = { ...${JSON.stringify({ ...file, sha256: [] })}, sha256: new Uint8Array(32) }
      const engine = await createLlamaEngine({ file, name: 'demo', clock, options: ${JSON.stringify(OPTIONS)} })
      console.log(engine.pid)`
    const node = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pid = await new Promise<number>((resolve) => node.stdout.once('data', (data) => resolve(Number(data))))
    expect(isAlive(pid)).toBe(true)
    node.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 })
  })

  test('is cut short by the signal of the load', async () => {
    const controller = new AbortController()
    const loading = createLlamaEngine({
      file: await fileOf(DEMO),
      name: 'demo',
      clock: systemClock,
      options: OPTIONS,
      signal: controller.signal,
    })
    setImmediate(() => controller.abort())
    await expect(loading).rejects.toSatisfy(code('ERR_SOV_STOPPING'))
  })
})

describe('a model that cannot be loaded', () => {
  const header = (tensors: number): Buffer => {
    const text = (value: string): Buffer => {
      const length = Buffer.alloc(8)
      length.writeBigUInt64LE(BigInt(value.length))
      return Buffer.concat([length, Buffer.from(value)])
    }
    const fixed = Buffer.alloc(24)
    fixed.write('GGUF')
    fixed.writeUInt32LE(3, 4)
    fixed.writeBigUInt64LE(BigInt(tensors), 8)
    fixed.writeBigUInt64LE(1n, 16)
    return Buffer.concat([fixed, text('general.architecture'), Buffer.of(8, 0, 0, 0), text('llama'), Buffer.alloc(64)])
  }

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['random bytes', randomBytes(100_000)],
    ['a header and random bytes', Buffer.concat([Buffer.from('GGUF\u0003\0\0\0'), randomBytes(10_000)])],
    ['no weights', header(0)],
    ['more weights than can be', header(1_000)],
  ])('is broken: %s', async (_name, bytes) => {
    const path = join(directory, 'broken.gguf')
    await writeFile(path, bytes)
    const broken = load(path)
    await expect(broken).rejects.toSatisfy(code('ERR_SOV_MODEL_BROKEN'))
    await expect(broken).rejects.toThrow(path)
  })

  test.each([1_000, 2_000_000])('is broken: cut after %i bytes', async (bytes) => {
    const path = await copyOfDemo('cut.gguf')
    await truncate(path, bytes)
    await expect(load(path)).rejects.toSatisfy(code('ERR_SOV_MODEL_BROKEN'))
  })

  test('needs more memory than there is', async () => {
    const error: unknown = await load(DEMO, { memoryBytes: 1_000_000 }).catch((thrown: unknown) => thrown)
    expect(error).toSatisfy(code('ERR_SOV_MODEL_MEMORY'))
    expect((error as SovError).details?.['neededBytes']).toBeGreaterThan(3_000_000)
  })

  test('is not there', async () => {
    const file = { ...(await fileOf(DEMO)), path: join(directory, 'nothing.gguf') }
    const loading = createLlamaEngine({ file, name: 'demo', clock: systemClock })
    await expect(loading).rejects.toSatisfy(code('ERR_SOV_MODEL_FILE'))
  })

  test('is not the one that was hashed', async () => {
    const file = { ...(await fileOf(DEMO)), sizeBytes: 1 }
    const loading = createLlamaEngine({ file, name: 'demo', clock: systemClock })
    await expect(loading).rejects.toSatisfy(code('ERR_SOV_MODEL_FILE'))
  })
})
