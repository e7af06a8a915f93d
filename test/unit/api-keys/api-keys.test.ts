import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiKeys, type ApiKeys, type CreateApiKeyOptions } from '../../../src/api-keys/index.js'
import { SovError } from '../../../src/errors.js'
import { BUILT_IN_POLICY } from '../../../src/policy/index.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const DAY_MS = 24 * 3_600_000

describe('api keys', () => {
  let folder: string
  let store: Store
  let clock: ManualClock
  let keys: ApiKeys
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-keys-'))
    clock = new ManualClock()
    await open()
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  async function open(): Promise<void> {
    store = await openStore({ path: join(folder, 'db') })
    keys = createApiKeys({ store, clock, random: randomBytes })
    await keys.start()
  }

  async function reopen(): Promise<void> {
    await store.close()
    await open()
  }

  function refusal(use: () => unknown): SovError {
    try {
      use()
    } catch (error) {
      if (SovError.isInstance(error)) return error
    }
    throw new Error('nothing was refused')
  }

  it('are 256 random bits behind an id that names them in lists', async () => {
    const { id, key } = await keys.create({ name: 'ward' })
    expect(key).toMatch(/^sov-[0-9a-f]{8}-[\w-]{43}$/)
    expect(key.slice(4, 12)).toBe(id)
    expect(Buffer.from(key.slice(13), 'base64url')).toHaveLength(32)
    expect((await keys.create({ name: 'ward' })).key.slice(13)).not.toBe(key.slice(13))
    expect(keys.list().map((view) => view.name)).toEqual(['ward', 'ward'])
    expect(JSON.stringify(keys.list())).not.toContain(key.slice(13))
  })

  it('are not in the files of the database, only their hash', async () => {
    const { key } = await keys.create({ name: 'ward' })
    await store.close()
    const path = join(folder, 'db')
    const files = await Promise.all((await readdir(path)).map((name) => readFile(join(path, name))))
    const bytes = Buffer.concat(files)
    expect(bytes.includes('ward')).toBe(true)
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(key.slice(13))).toBe(false)
    expect(bytes.includes(Buffer.from(key.slice(13), 'base64url'))).toBe(false)
    await open()
  })

  it('are what they were after a restart', async () => {
    const policy = BUILT_IN_POLICY.text
    const options = { policy, dataClass: 'personal', requestsPerMinute: 3, maxConcurrent: 2, expiresInMs: DAY_MS }
    const { key, ...view } = await keys.create({ name: ' ward 3 ', ...options })
    expect(view).toEqual({
      id: view.id,
      name: 'ward 3',
      policyDigest: BUILT_IN_POLICY.digest,
      dataClass: 'personal',
      requestsPerMinute: 3,
      maxConcurrent: 2,
      createdAtMs: clock.nowMs(),
      expiresAtMs: clock.nowMs() + DAY_MS,
    })
    await reopen()
    expect(keys.list()).toEqual([view])
    expect(keys.use(key)).toMatchObject({ id: view.id, dataClass: 'personal', policy: BUILT_IN_POLICY })
  })

  it('are refused when anything about them is wrong, with the same words', async () => {
    const { key } = await keys.create({ name: 'ward' })
    const other = await keys.create({ name: 'other' })
    const last = key.at(-1) === 'A' ? 'B' : 'A'
    const wrong = [
      '',
      'sov-',
      key.slice(0, -1),
      `${key.slice(0, -1)}${last}`,
      `${key} `,
      ` ${key}`,
      key.toUpperCase(),
      key.slice(0, 13) + other.key.slice(13),
      `sov-00000000-${key.slice(13)}`,
    ]
    for (const text of wrong) {
      const { code, message } = refusal(() => keys.use(text))
      expect([code, message], text).toEqual(['ERR_SOV_API_KEY', 'the API key is not valid'])
    }
    expect(keys.use(key).id).toBe(key.slice(4, 12))
  })

  it('end when they are revoked: at once, for good, and for what is under way', async () => {
    const { id, key } = await keys.create({ name: 'ward' })
    const running = keys.use(key)
    const ended = keys.use(key)
    ended.release()
    const revoking = keys.revoke(id)
    expect(refusal(() => keys.use(key)).code).toBe('ERR_SOV_API_KEY')
    expect(running.revoked.reason).toMatchObject({ code: 'ERR_SOV_API_KEY', message: 'the API key was revoked' })
    expect(ended.revoked.aborted).toBe(false)
    expect((await revoking).name).toBe('ward')
    expect(keys.isEmpty).toBe(true)
    await reopen()
    expect(keys.list()).toEqual([])
    expect(refusal(() => keys.use(key)).code).toBe('ERR_SOV_API_KEY')
    await expect(keys.revoke(id)).rejects.toMatchObject({ code: 'ERR_SOV_API_KEY_NOT_FOUND' })
  })

  it('end at their time, and stay in the list', async () => {
    const { key } = await keys.create({ name: 'ward', expiresInMs: DAY_MS })
    clock.advance(DAY_MS - 1)
    expect(keys.use(key).revoked.aborted).toBe(false)
    clock.advance(1)
    expect(refusal(() => keys.use(key))).toMatchObject({ code: 'ERR_SOV_API_KEY', message: 'the API key has expired' })
    expect(keys.list()).toHaveLength(1)
    expect(keys.isEmpty).toBe(false)
  })

  it('may be used so often a minute', async () => {
    const { key } = await keys.create({ name: 'ward', requestsPerMinute: 2 })
    const other = await keys.create({ name: 'other', requestsPerMinute: 2 })
    keys.use(key).release()
    keys.use(key).release()
    expect(refusal(() => keys.use(key))).toMatchObject({ code: 'ERR_SOV_RATE_LIMITED', retryAfterMs: 30_000 })
    keys.use(other.key).release()
    clock.advance(30_000)
    keys.use(key).release()
    expect(refusal(() => keys.use(key)).code).toBe('ERR_SOV_RATE_LIMITED')
  })

  it('may have so many requests under way, and a refused one counts for nothing', async () => {
    const { key } = await keys.create({ name: 'ward', maxConcurrent: 2, requestsPerMinute: 3 })
    const first = keys.use(key)
    keys.use(key)
    expect(refusal(() => keys.use(key))).toMatchObject({ code: 'ERR_SOV_RATE_LIMITED', retryAfterMs: 1_000 })
    first.release()
    first.release()
    keys.use(key)
    expect(refusal(() => keys.use(key)).message).toContain('2 requests under way')
  })

  it.each<[string, Partial<CreateApiKeyOptions>]>([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(65) }],
    ['dataClass', { dataClass: 'Personal' }],
    ['requestsPerMinute', { requestsPerMinute: 0 }],
    ['requestsPerMinute', { requestsPerMinute: 1.5 }],
    ['maxConcurrent', { maxConcurrent: -1 }],
    ['expiresInMs', { expiresInMs: 999 }],
  ])('are not made with a wrong %s', async (param, wrong) => {
    await expect(keys.create({ name: 'ward', ...wrong })).rejects.toMatchObject({ code: 'ERR_SOV_BAD_REQUEST', param })
    expect(keys.isEmpty).toBe(true)
  })

  it('are not made with a policy that is not valid', async () => {
    await expect(keys.create({ name: 'ward', policy: '{}' })).rejects.toMatchObject({ code: 'ERR_SOV_POLICY_INVALID' })
    expect(keys.isEmpty).toBe(true)
  })

  it('allow nothing when their stored policy cannot be read, and can still be revoked', async () => {
    const { id, key } = await keys.create({ name: 'ward', policy: BUILT_IN_POLICY.text })
    const table = store.table('api-keys')
    const record = JSON.parse(Buffer.from((await table.get(Buffer.from(id)))!).toString()) as object
    await store.commit([
      table.put(Buffer.from(id), Buffer.from(JSON.stringify({ ...record, policy: '{"version":9}' }))),
    ])
    await reopen()
    expect(refusal(() => keys.use(key)).code).toBe('ERR_SOV_POLICY_INVALID')
    await keys.revoke(id)
    expect(keys.isEmpty).toBe(true)
  })
})
