import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.js'
import { createFakeEngine } from '../../../src/engine/fake/index.js'
import { manifestDigest } from '../../../src/engine/index.js'
import { SovError } from '../../../src/errors.js'
import { createModelHost, type LoadModelOptions, type ModelHost } from '../../../src/models/index.js'
import { toHex } from '../../../src/wire/index.js'
import { GREEDY, readAnswer } from '../../compliance/engine.js'

const DEMO: LoadModelOptions = {
  path: 'models/sov-demo-q8_0.gguf',
  options: { gpu: 'cpu', threads: 1, slots: 1 },
}
const DEMO_SHA256 = '07a213ce18b1c197bbea770569f0f822fe138da25c0b0ae4bb22ad3542314f04'

let directory: string
let hashCachePath: string
let host: ModelHost

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sov-models-'))
  hashCachePath = join(directory, 'data', 'hashes.json')
  host = createModelHost({ clock: systemClock, hashCachePath })
})
afterEach(async () => {
  await host.stop()
  await rm(directory, { recursive: true })
})

const code = (expected: SovError['code']) => (error: unknown) => SovError.isInstance(error, expected)

async function ask(model: string): Promise<string> {
  const request = {
    model,
    messages: [{ role: 'user', content: 'What is a token?' }] as const,
    sampling: GREEDY,
    tenant: '',
  }
  return (await readAnswer(host.generate(request, { signal: new AbortController().signal }))).text
}

test('loads a file under its stem, answers with it, and unloads it', async () => {
  const changes: number[] = []
  host.onChange(() => changes.push(host.models().length))
  const model = await host.load(DEMO)
  expect(model.name).toBe('sov-demo')
  expect(toHex(model.manifest.fileSha256)).toBe(DEMO_SHA256)
  expect(model.digest).toBe(manifestDigest(model.manifest))
  expect(host.models()).toEqual([model])
  expect(host.list()).toMatchObject([
    { name: 'sov-demo', digest: model.digest, isReady: true, process: { device: 'cpu', threads: 1, running: 0 } },
  ])
  expect(await ask(model.digest)).toContain('A token is')

  await host.unload(model.digest)
  expect(host.list()).toEqual([])
  expect(changes).toEqual([1, 0])
  await expect(ask(model.digest)).rejects.toSatisfy(code('ERR_SOV_MODEL_NOT_FOUND'))
  await expect(host.unload(model.digest)).rejects.toSatisfy(code('ERR_SOV_MODEL_NOT_FOUND'))
})

test('loads the same file once', async () => {
  const [first, second] = await Promise.all([host.load(DEMO), host.load({ ...DEMO, name: 'another' })])
  expect(second).toBe(first)
  expect(host.list().length).toBe(1)
})

test('remembers hashes, and does without when the memory is damaged', async () => {
  await host.load(DEMO)
  const remembered = JSON.parse(await readFile(hashCachePath, 'utf8')) as { sha256: string }[]
  expect(remembered).toMatchObject([{ sha256: DEMO_SHA256 }])

  const other = createModelHost({ clock: systemClock, hashCachePath })
  await writeFile(hashCachePath, JSON.stringify([{ ...remembered[0], sha256: 'a'.repeat(64) }]))
  const [trusting] = [await other.load(DEMO)]
  expect(toHex(trusting.manifest.fileSha256)).toBe('a'.repeat(64))
  await other.unload(trusting.digest)
  await writeFile(hashCachePath, 'damaged')
  expect(toHex((await other.load(DEMO)).manifest.fileSha256)).toBe(DEMO_SHA256)
  await other.stop()
})

test('hosts other engines beside its own', async () => {
  const fake = createFakeEngine({ clock: systemClock, models: ['one', 'two'] })
  const remove = host.add(fake)
  expect(host.list().map(({ name, process }) => [name, process])).toEqual([
    ['one', undefined],
    ['two', undefined],
  ])
  const digest = fake.models()[1]!.digest
  expect(await ask(digest)).not.toBe('')
  expect(host.name).toBe('fake')
  remove()
  remove()
  expect(host.models()).toEqual([])
  await expect(ask(digest)).rejects.toSatisfy(code('ERR_SOV_MODEL_NOT_FOUND'))
})

test('refuses files and names that are none', async () => {
  await expect(host.load({ path: join(directory, 'nothing.gguf') })).rejects.toSatisfy(code('ERR_SOV_MODEL_FILE'))
  await expect(host.load({ path: directory })).rejects.toSatisfy(code('ERR_SOV_MODEL_FILE'))
  await expect(host.load({ ...DEMO, name: 'a name' })).rejects.toSatisfy(code('ERR_SOV_CONFIG'))
})

test('loads nothing after it was stopped', async () => {
  const loading = host.load(DEMO)
  const stopped = expect(loading).rejects.toSatisfy(code('ERR_SOV_STOPPING'))
  await host.stop()
  await stopped
  await expect(host.load(DEMO)).rejects.toSatisfy(code('ERR_SOV_STOPPING'))
  expect(host.list()).toEqual([])
})

test('counts the memory of its models, those loaded first before the others', async () => {
  const { digest } = await host.load(DEMO)
  const smaller = await host.load({
    path: 'models/sov-demo-q8_0.gguf',
    name: 'again',
    options: { gpu: 'cpu', threads: 1, slots: 1 },
  })
  expect(smaller.digest).toBe(digest)
  const bytes = host.list()[0]!.process!.memoryBytes
  // more than the weights alone: the context of its slot is in it
  expect(bytes).toBeGreaterThan(Number(smaller.manifest.fileBytes) * 0.9)
  expect(host.within(bytes).map((model) => model.digest)).toEqual([digest])
  expect(host.within(bytes - 1)).toEqual([])

  const fake = createFakeEngine({ clock: systemClock })
  host.add(fake)
  // nobody knows what it takes
  expect(host.within(Number.MAX_SAFE_INTEGER).map((model) => model.digest)).toEqual([digest])
  expect(host.within(Infinity)).toEqual(host.models())
})
