import type { ContentPart, DeltaPart, VectorPart } from '../engine/index.js'
import { MAX_TOKEN_TEXT_BYTES, MAX_VECTOR_VALUES } from '../limits.js'
import type { Delta } from '../wire/index.js'
import { OutputCount } from './output-count.js'
import { check } from './peer-check.js'

/** Reads the content of a peer's answer and holds it against what was asked for. */
export interface ContentReader<C extends ContentPart> {
  /** Of what was read so far. */
  readonly count: Pick<OutputCount, 'tokens' | 'attestedAbove'>
  /** @throws {SovError} ERR_SOV_PEER_MISBEHAVED */
  read(delta: Delta): C
  /**
   * Call at the end of the answer.
   *
   * @param outputTokens - what the peer says that it was.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when something is missing, or it cannot have been so many.
   */
  finish(outputTokens: number): void
}

/** Content of a chat with at most so many output tokens. */
export function deltaReader(maxOutputTokens: number): ContentReader<DeltaPart> {
  const count = new OutputCount(maxOutputTokens)
  let textBytes = 0
  return {
    count,
    read: ({ tokenIds, text, vector }) => {
      check(tokenIds.length > 0 || text !== '', 'sent a delta with nothing in it')
      count.add({ tokenIds, text })
      check(count.tokens <= maxOutputTokens, 'sent more tokens than the order allows')
      textBytes += Buffer.byteLength(text)
      check(textBytes <= maxOutputTokens * MAX_TOKEN_TEXT_BYTES, 'sent more text than so many tokens can be')
      check(vector.length === 0, 'sent a vector in a chat')
      return { type: 'delta', tokenIds, text }
    },
    finish: (outputTokens) => checkEnd(count, outputTokens),
  }
}

/** One vector for each of so many inputs. */
export function vectorReader(inputs: number): ContentReader<VectorPart> {
  const count = new OutputCount(0)
  let vectors = 0
  let length: number | undefined
  return {
    count,
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
    finish: (outputTokens) => {
      checkEnd(count, outputTokens)
      check(vectors === inputs, 'sent fewer vectors than it got texts')
    },
  }
}

function checkEnd(count: OutputCount, told: number): void {
  check(count.nearest(told) === told, 'ended with another count than it sent')
  count.end(told)
}
