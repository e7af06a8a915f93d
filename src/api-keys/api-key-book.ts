import { SovError } from '../errors.js'
import { MAX_API_KEYS, MAX_NAME_CHARACTERS } from '../limits.js'
import { isDataClass, parsePolicy } from '../policy/index.js'
import type { Table } from '../store/index.js'
import { toHex } from '../wire/index.js'
import type { ApiKeys, ApiKeysComponents, ApiKeyUse, ApiKeyView, CreateApiKeyOptions, CreatedApiKey } from './index.js'
import { decodeRecord, encodeRecord, type ApiKeyRecord } from './key-record.js'
import { hashOfKey, idInKey, newKey } from './key-text.js'
import { LiveKey, refused } from './live-key.js'

const MIN_LIFE_MS = 1_000

/** The {@link ApiKeys} of a node: all in memory, so that a request costs one look and one hash. */
export class ApiKeyBook implements ApiKeys {
  readonly #components: ApiKeysComponents
  readonly #table: Table
  readonly #keys = new Map<string, LiveKey>()

  constructor(components: ApiKeysComponents) {
    this.#components = components
    this.#table = components.store.table('api-keys')
  }

  async start(): Promise<void> {
    for await (const [, value] of this.#table.range()) {
      const record = decodeRecord(value)
      if (!this.#keys.has(record.id)) this.#keys.set(record.id, new LiveKey(record, this.#components.clock))
    }
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0
  }

  async create(options: CreateApiKeyOptions): Promise<CreatedApiKey> {
    const { store, clock, random } = this.#components
    check(options)
    if (this.#keys.size >= MAX_API_KEYS) throw wrong('name', `at most ${String(MAX_API_KEYS)} keys exist; revoke one`)
    const { id, text } = newKey(random)
    if (this.#keys.has(id)) return this.create(options)
    const { name, policy, dataClass, requestsPerMinute, maxConcurrent, expiresInMs } = options
    const createdAtMs = clock.nowMs()
    const record: ApiKeyRecord = {
      id,
      hash: toHex(hashOfKey(text)),
      name: name.trim(),
      policy,
      dataClass,
      requestsPerMinute,
      maxConcurrent,
      createdAtMs,
      expiresAtMs: expiresInMs === undefined ? undefined : createdAtMs + expiresInMs,
    }
    await store.commit([this.#table.put(Buffer.from(id), encodeRecord(record))])
    const live = new LiveKey(record, clock)
    this.#keys.set(id, live)
    return { ...live.view, key: text }
  }

  list(): readonly ApiKeyView[] {
    return [...this.#keys.values()].map(({ view }) => view).sort((a, b) => a.createdAtMs - b.createdAtMs)
  }

  async revoke(id: string): Promise<ApiKeyView> {
    const key = this.#keys.get(id)
    if (key === undefined) {
      throw new SovError('ERR_SOV_API_KEY_NOT_FOUND', 'no API key has this id', {
        remedy: 'See sov-node keys list for the ids.',
      })
    }
    // first here, so that a disk that takes no writes does not keep it alive
    this.#keys.delete(id)
    key.revoke()
    await this.#components.store.commit([this.#table.del(Buffer.from(id))])
    return key.view
  }

  use(text: string): ApiKeyUse {
    const key = this.#keys.get(idInKey(text) ?? '')
    if (key?.isKey(text) !== true) throw refused('the API key is not valid')
    return key.use()
  }
}

/** @throws {SovError} ERR_SOV_BAD_REQUEST naming the option, ERR_SOV_POLICY_INVALID */
function check(options: CreateApiKeyOptions): void {
  const { name, policy, dataClass, requestsPerMinute, maxConcurrent, expiresInMs } = options
  const length = Array.from(name.trim()).length
  if (length === 0 || length > MAX_NAME_CHARACTERS) {
    throw wrong('name', `expected 1 to ${String(MAX_NAME_CHARACTERS)} characters`)
  }
  if (policy !== undefined) parsePolicy(policy)
  if (dataClass !== undefined && !isDataClass(dataClass)) {
    throw wrong('dataClass', 'expected 1 to 32 lower-case letters, digits or hyphens')
  }
  checkNumber('requestsPerMinute', requestsPerMinute, 1)
  checkNumber('maxConcurrent', maxConcurrent, 1)
  checkNumber('expiresInMs', expiresInMs, MIN_LIFE_MS)
}

function checkNumber(param: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return
  throw wrong(param, `expected a whole number of at least ${String(least)}`)
}

function wrong(param: string, message: string): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `${param}: ${message}`, { param })
}
