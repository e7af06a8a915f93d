import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI, { AuthenticationError } from 'openai'
import pino from 'pino'
import { Agent, fetch } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api, type ApiInit, type TlsFiles } from '../../../src/api/index.js'
import { readTls } from '../../../src/api/tls.js'
import { createApiKeys, type ApiKeys } from '../../../src/api-keys/index.js'
import { systemClock } from '../../../src/clock.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { writeCertificate, type TestCertificate } from '../../helpers/certificate.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { until } from '../../helpers/until.js'
import { deltas, MODEL, ScriptedScheduler } from './scripted-scheduler.js'

const NAME = 'node.example.org'

describe('certificate files', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-tls-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const read = (files: TlsFiles): ReturnType<typeof readTls> => readTls(files, new ManualClock(Date.UTC(2026, 10, 20)))

  it('are read when they belong together', async () => {
    const { cert, ...files } = await writeCertificate(folder, NAME, { dnsNames: [NAME] })
    const tls = await readTls(files, systemClock)
    expect(tls).toMatchObject({ cert, warning: undefined })
    expect(tls.certificate.checkHost(NAME)).toBe(NAME)
  })

  it('are named when they are missing or cannot be read', async () => {
    const { certPath, keyPath } = await writeCertificate(folder, NAME)
    const none = join(folder, 'none.pem')
    await mkdir(join(folder, 'folder'))
    const message = (files: TlsFiles): Promise<unknown> =>
      read(files).catch((error: unknown) => (error as Error).message)
    expect(await message({ certPath: none, keyPath })).toBe(`--tls-cert ${none}: there is no such file`)
    expect(await message({ certPath, keyPath: none })).toBe(`--tls-key ${none}: there is no such file`)
    expect(await message({ certPath, keyPath: join(folder, 'folder') })).toContain('it cannot be read (EISDIR)')
  })

  it('are refused when they are something else, without quoting it', async () => {
    const { certPath, keyPath } = await writeCertificate(folder, NAME)
    const other = join(folder, 'other.pem')
    await writeFile(other, 'a secret')
    for (const files of [
      { certPath: other, keyPath },
      { certPath, keyPath: other },
      { certPath: keyPath, keyPath },
      { certPath, keyPath: certPath },
    ]) {
      await expect(read(files)).rejects.toMatchObject({
        code: 'ERR_SOV_CONFIG',
        message: expect.stringMatching(/^--tls-(cert|key) .*: it is not .* in PEM$/) as string,
      })
    }
  })

  it('are refused when the key is of another certificate', async () => {
    const [{ certPath }, { keyPath }] = await Promise.all([
      writeCertificate(folder, NAME),
      writeCertificate(folder, 'other'),
    ])
    await expect(read({ certPath, keyPath })).rejects.toMatchObject({
      code: 'ERR_SOV_CONFIG',
      message: `the key ${keyPath} is not the one of the certificate ${certPath}`,
    })
  })

  it('are taken with a warning when it is not their time', async () => {
    const from = new Date(Date.UTC(2026, 9, 1))
    const to = new Date(Date.UTC(2026, 10, 19))
    const old = await writeCertificate(folder, 'old', { notBefore: from, notAfter: to })
    expect((await read(old)).warning).toBe('the certificate of the API has expired on Nov 19 00:00:00 2026 GMT')
    const next = { notBefore: new Date(Date.UTC(2026, 10, 21)), notAfter: new Date(Date.UTC(2027, 10, 21)) }
    expect((await read(await writeCertificate(folder, 'next', next))).warning).toContain('is not valid before Nov 21')
  })
})

describe('an API with TLS', () => {
  let folder: string
  let store: Store
  let keys: ApiKeys
  let scheduler: ScriptedScheduler
  let certificate: TestCertificate
  let agent: Agent
  let api: Api
  let log: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-tls-'))
    store = await openStore({ path: join(folder, 'db') })
    keys = createApiKeys({ store, clock: systemClock, random: randomBytes })
    scheduler = new ScriptedScheduler()
    certificate = await writeCertificate(folder, NAME, { dnsNames: [NAME], addresses: ['127.0.0.1'] })
    agent = new Agent({ connect: { ca: certificate.cert } })
    log = ''
  })
  afterEach(async () => {
    await api.stop()
    await agent.destroy()
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function serve(init: ApiInit = {}): Promise<void> {
    const logger = pino({ level: 'warn' }, { write: (line: string) => void (log += line) })
    api = createApi({ port: 0, tls: certificate, ...init }, { scheduler, keys, clock: systemClock, logger })
    await api.start()
  }

  /** Connects through loopback, whatever the API listens on. */
  function client(apiKey: string): OpenAI {
    const { port } = new URL(api.address!)
    return new OpenAI({
      baseURL: `https://127.0.0.1:${port}/v1`,
      apiKey,
      maxRetries: 0,
      fetchOptions: { dispatcher: agent },
      fetch: fetch as never,
    })
  }

  function statusFor(host: string, authorization: string): Promise<number> {
    const { port } = new URL(api.address!)
    return new Promise((resolve, reject) => {
      request({
        host: '127.0.0.1',
        port,
        path: '/v1/models',
        ca: certificate.cert,
        servername: NAME,
        headers: { host, authorization },
        agent: false,
      })
        .once('error', reject)
        .once('response', (response) => {
          response.resume()
          resolve(response.statusCode!)
        })
        .end()
    })
  }

  it('listens on every interface, and answers to its certified names with a key', async () => {
    await serve({ host: '0.0.0.0' })
    expect(api.address).toMatch(/^https:\/\/0\.0\.0\.0:\d+$/)
    const { key } = await keys.create({ name: 'ward' })
    expect((await client(key).models.list()).data).toHaveLength(1)
    await expect(client('none').models.list()).rejects.toThrow(AuthenticationError)
    expect(await statusFor(`${NAME}:8443`, `Bearer ${key}`)).toBe(200)
    expect(await statusFor(NAME, 'Bearer none')).toBe(401)
    expect(await statusFor('evil.test', `Bearer ${key}`)).toBe(421)
    expect(await statusFor('192.168.1.4', `Bearer ${key}`)).toBe(421)
  })

  it('streams', async () => {
    await serve()
    expect(api.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const stream = await client('none').chat.completions.create({
      model: MODEL.id,
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    })
    const pieces: string[] = []
    for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '')
    expect(pieces.join('')).toBe('Hello, world')
  })

  it('speaks no plain HTTP', async () => {
    await serve()
    const { port } = new URL(api.address!)
    await expect(globalThis.fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
  })

  it('does not start without its files, and starts with a warning when it has expired', async () => {
    api = createApi(
      { port: 0, tls: { ...certificate, keyPath: join(folder, 'none') } },
      { scheduler, keys, clock: systemClock },
    )
    await expect(api.start()).rejects.toMatchObject({ code: 'ERR_SOV_CONFIG' })
    expect(api.address).toBeUndefined()
    const notAfter = new Date(systemClock.nowMs() - 1_000)
    const notBefore = new Date(systemClock.nowMs() - 100_000)
    certificate = await writeCertificate(folder, 'expired', { notBefore, notAfter })
    await serve()
    expect(log).toContain('the certificate of the API has expired')
  })

  it('finishes the answers under way when it stops, and lets idle connections go', async () => {
    await serve()
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    scheduler.script = async function* () {
      yield* deltas(['Hel'])
      await finished
      yield* deltas(['lo'])
      yield {
        type: 'end',
        finishReason: 'stop',
        usage: { promptTokens: 1, cachedTokens: 0, outputTokens: 2 },
      }
    }
    await client('none').models.list()
    const whole = client('none').chat.completions.create({
      model: MODEL.id,
      messages: [{ role: 'user', content: 'Hi' }],
    })
    await until('the answer is under way', () => scheduler.dispatched.length === 1)
    const stopped = api.stop()
    finish()
    expect((await whole).choices[0]!.message.content).toBe('Hello')
    await stopped
  })
})
