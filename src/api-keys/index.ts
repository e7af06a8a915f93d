/**
 * API keys: who may use this node's API beside its owner, under which policy and limits. A key is told once, when it is
 * made. Kept is its SHA-256: slow hashes are for secrets that people think up, and 256 random bits cannot be guessed.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { Policy } from '../policy/index.js'
import type { Store } from '../store/index.js'
import { ApiKeyBook } from './api-key-book.js'

export interface CreateApiKeyOptions {
  /** For people, 1 to 64 characters. */
  readonly name: string
  /** Text of a policy that every request with the key must satisfy, beside the node's own. */
  readonly policy?: string
  /** Data class of every request with the key; one that names another is refused. */
  readonly dataClass?: string
  /** Requests in a minute, also all at once; at least 1. @default no limit */
  readonly requestsPerMinute?: number
  /** Requests under way at the same time, at least 1. @default no limit */
  readonly maxConcurrent?: number
  /** Time until it ends, milliseconds, at least 1 second. @default it does not */
  readonly expiresInMs?: number
}

/** A key as its node knows it; without the key. */
export interface ApiKeyView {
  /** 8 hexadecimal digits; they stand in the key. */
  readonly id: string
  readonly name: string
  /** SHA-256 of the text of its policy, hexadecimal; undefined = the node's policy alone. */
  readonly policyDigest: string | undefined
  readonly dataClass: string | undefined
  readonly requestsPerMinute: number | undefined
  readonly maxConcurrent: number | undefined
  /** Unix epoch, milliseconds. */
  readonly createdAtMs: number
  /** Unix epoch, milliseconds; undefined = it does not end. */
  readonly expiresAtMs: number | undefined
}

export interface CreatedApiKey extends ApiKeyView {
  /** What clients send as `Authorization: Bearer …`. Nobody can tell it a second time. */
  readonly key: string
}

/** One request with a key, from its first byte to the end of its answer. */
export interface ApiKeyUse {
  readonly id: string
  readonly policy: Policy | undefined
  readonly dataClass: string | undefined
  /** Fires with ERR_SOV_API_KEY when the key is revoked. */
  readonly revoked: AbortSignal
  /** Call it once the answer has ended. Safe to call twice. */
  release(): void
}

export interface ApiKeys {
  /** Reads the keys that are stored. */
  start(): Promise<void>
  /** True while no key exists, expired ones counted as existing. */
  readonly isEmpty: boolean
  /** @throws {SovError} ERR_SOV_BAD_REQUEST, ERR_SOV_POLICY_INVALID */
  create(options: CreateApiKeyOptions): Promise<CreatedApiKey>
  /** Oldest first, expired ones included. */
  list(): readonly ApiKeyView[]
  /**
   * Ends a key and forgets it; requests under way with it are cut off before the write.
   *
   * @throws {SovError} ERR_SOV_API_KEY_NOT_FOUND
   */
  revoke(id: string): Promise<ApiKeyView>
  /**
   * Takes a key for one request.
   *
   * @param text - what a client says its key is.
   * @throws {SovError} ERR_SOV_API_KEY when it is none, ERR_SOV_RATE_LIMITED when its limits are reached.
   */
  use(text: string): ApiKeyUse
}

export interface ApiKeysComponents {
  readonly store: Store
  readonly clock: Clock
  /** Cryptographically secure. */
  readonly random: (bytes: number) => Uint8Array
}

/** Makes the keys of a node; `start` reads them. */
export function createApiKeys(components: ApiKeysComponents): ApiKeys {
  return new ApiKeyBook(components)
}
