import { createHash } from 'node:crypto'
import type { Prompt } from '../engine/index.js'
import { PREFIX_CHUNK_BYTES } from '../limits.js'

/** Base64: 16 bytes, so that nobody finds two prompts with one key. */
const KEY_LENGTH = 22

/** A prompt by its beginnings. */
export interface PromptPrefixes {
  /** In all, UTF-8. */
  readonly bytes: number
  /** Each the hash of all that comes before its end, and of whose it is. */
  readonly keys: readonly string[]
  /** `ends[i]` = bytes that `keys[i]` stands for. */
  readonly ends: readonly number[]
}

/**
 * The beginnings of a prompt: one at each PREFIX_CHUNK_BYTES and at the end of every message. Two prompts share as many
 * keys as they share text. Those of two tenants share none: what one has asked never shows in where the other is sent.
 */
export function prefixesOf(tenant: string, { messages, prompt }: Prompt): PromptPrefixes {
  const keys: string[] = []
  const ends: number[] = []
  let key = digest([tenant])
  let end = 0
  for (const { role, content } of messages ?? [{ role: '', content: prompt }]) {
    const bytes = Buffer.from(content)
    for (let from = 0; from === 0 || from < bytes.length; from += PREFIX_CHUNK_BYTES) {
      const chunk = bytes.subarray(from, from + PREFIX_CHUNK_BYTES)
      key = digest([key, from === 0 ? role : '', chunk])
      end += chunk.length
      keys.push(key)
      ends.push(end)
    }
  }
  return { bytes: end, keys, ends }
}

/** Bytes that two prompts begin with alike. */
export function sharedBytes(a: PromptPrefixes, b: PromptPrefixes): number {
  // Mostly the first keys tell already.
  let shared = 0
  while (shared < a.keys.length && a.keys[shared] === b.keys[shared]) shared++
  return a.ends[shared - 1] ?? 0
}

/** Each part with its length before it, so that no two lists of parts make the same bytes. */
function digest(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${String(part.length)}:`).update(part)
  return hash.digest('base64').slice(0, KEY_LENGTH)
}
