import type { ContentPart, DeltaPart, VectorPart } from '../engine/index.js'
import { MAX_TOKEN_TEXT_BYTES, MAX_VECTOR_VALUES } from '../limits.js'
import type { Delta } from '../wire/index.js'
import { check } from './peer-check.js'

/** Reads the content of a peer's answer and holds it against what was asked for. */
export interface ContentReader<C extends ContentPart> {
  /** @throws {SovError} ERR_SOV_PEER_MISBEHAVED */
  read(delta: Delta): C
  /** Call at the end of the answer. @throws {SovError} ERR_SOV_PEER_MISBEHAVED when something is missing. */
  finish(): void
}

/** Content of a chat with at most so many output tokens. */
export function deltaReader(maxOutputTokens: number): ContentReader<DeltaPart> {
  /** Tokens and deltas that name none: what was ordered bounds both. */
  let pieces = 0
  let textBytes = 0
  return {
    read: ({ tokenIds, text, vector }) => {
      pieces += Math.max(1, tokenIds.length)
      check(pieces <= maxOutputTokens, 'sent more tokens than the order allows')
      textBytes += Buffer.byteLength(text)
      check(textBytes <= maxOutputTokens * MAX_TOKEN_TEXT_BYTES, 'sent more text than so many tokens can be')
      check(vector.length === 0, 'sent a vector in a chat')
      return { type: 'delta', tokenIds, text }
    },
    finish: () => undefined,
  }
}

/** One vector for each of so many inputs. */
export function vectorReader(inputs: number): ContentReader<VectorPart> {
  let vectors = 0
  let length: number | undefined
  return {
    read: ({ tokenIds, text, vector }) => {
      vectors += 1
      check(vectors <= inputs, 'sent more vectors than it got texts')
      check(tokenIds.length === 0 && text === '', 'sent tokens instead of a vector')
      length ??= vector.length
      check(vector.length === length, 'sent vectors of different lengths')
      check(length >= 1 && length <= MAX_VECTOR_VALUES, 'sent a vector of no possible length')
      check(vector.every(Number.isFinite), 'sent a vector with values that are no numbers')
      return { type: 'vector', values: Float32Array.from(vector) }
    },
    finish: () => check(vectors === inputs, 'sent fewer vectors than it got texts'),
  }
}
