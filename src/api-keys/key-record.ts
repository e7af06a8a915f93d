import type { ApiKeyView } from './index.js'

/** A key as it is stored, under its id. */
export interface ApiKeyRecord extends Omit<ApiKeyView, 'policyDigest'> {
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string
  /** Text of its policy. */
  readonly policy: string | undefined
}

export function encodeRecord(record: ApiKeyRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record))
}

export function decodeRecord(bytes: Uint8Array): ApiKeyRecord {
  return JSON.parse(Buffer.from(bytes).toString()) as ApiKeyRecord
}
