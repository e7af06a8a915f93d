import { createReadStream } from 'node:fs'
import { SovError } from '../../src/errors.js'
import { MAX_BATCH_LINE_BYTES } from '../../src/limits.js'
import { fileError } from '../file-error.js'

const NEWLINE = 10

/** A line of a file. */
export interface Line {
  /** 1, 2, 3, … */
  readonly number: number
  /** Without the newline. */
  readonly bytes: Buffer
  /** Of its first byte in the file. */
  readonly offset: number
  /** False for the last line of a file that does not end with a newline. */
  readonly isWhole: boolean
}

/**
 * The lines of a file, one after the other, empty ones included. Only `\n` ends a line: JSON may hold other separators.
 *
 * @throws {SovError} ERR_SOV_BATCH_FILE when the file cannot be read, or a line is longer than MAX_BATCH_LINE_BYTES.
 */
export async function* linesIn(path: string, signal?: AbortSignal): AsyncGenerator<Line, void> {
  let pieces: Buffer[] = []
  let number = 1
  let offset = 0
  const take = (isWhole: boolean): Line => {
    const bytes = Buffer.concat(pieces)
    const line = { number, bytes, offset, isWhole }
    pieces = []
    number += 1
    offset += bytes.length + 1
    return line
  }
  for await (const chunk of chunksOf(path, signal)) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      pieces.push(chunk.subarray(from, end))
      yield take(true)
      from = end + 1
    }
    pieces.push(chunk.subarray(from))
    if (pieces.reduce((sum, { length }) => sum + length, 0) > MAX_BATCH_LINE_BYTES) {
      throw new SovError('ERR_SOV_BATCH_FILE', `${path}, line ${String(number)}: it is too long for a request`)
    }
  }
  if (pieces.some(({ length }) => length > 0)) yield take(false)
}

async function* chunksOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer, void> {
  const stream = createReadStream(path, signal === undefined ? {} : { signal })
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (cause) {
    signal?.throwIfAborted()
    throw fileError(`cannot read ${path}`, cause, 'ERR_SOV_BATCH_FILE')
  }
}
