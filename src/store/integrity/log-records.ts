import { isChecksumOf } from './checksum.js'

const BLOCK_BYTES = 32 * 1024
/** Checksum, length and kind of a fragment. */
const HEADER_BYTES = 7
const [NOTHING, WHOLE, FIRST, MIDDLE, LAST] = [0, 1, 2, 3, 4]

interface Fragment {
  readonly kind: number
  readonly data: Uint8Array
}

/**
 * The records of a file in LevelDB's log format, which its manifest has too. A record that the end of the file cuts off
 * was never finished, and is left out, as LevelDB does.
 *
 * @throws {Error} at a record that is not what was written.
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function* logRecords(file: Buffer): Generator<Uint8Array> {
  let begun: Uint8Array[] | undefined
  for (const { kind, data } of fragments(file)) {
    const isBeginning = kind === WHOLE || kind === FIRST
    if (isBeginning === (begun !== undefined)) throw new Error('a part of a record is missing')
    const parts: Uint8Array[] = [...(begun ?? []), data]
    begun = kind === FIRST || kind === MIDDLE ? parts : undefined
    if (begun === undefined) yield Buffer.concat(parts)
  }
}

function* fragments(file: Buffer): Generator<Fragment> {
  for (let start = 0; start < file.length; start += BLOCK_BYTES) {
    yield* fragmentsOf(file.subarray(start, start + BLOCK_BYTES))
  }
}

function* fragmentsOf(block: Buffer): Generator<Fragment> {
  for (let at = 0; at + HEADER_BYTES <= block.length; ) {
    const [length, kind] = [block.readUInt16LE(at + 4), block.readUInt8(at + 6)]
    if (kind === NOTHING && length === 0) return
    const end = at + HEADER_BYTES + length
    if (end > block.length) {
      if (block.length < BLOCK_BYTES) return
      throw new Error('a record is longer than its block')
    }
    // the kind is summed up with the data
    if (!isChecksumOf(block.readUInt32LE(at), block.subarray(at + HEADER_BYTES - 1, end))) {
      throw new Error('a record has another checksum')
    }
    if (kind < WHOLE || kind > LAST) throw new Error('a record is of an unknown kind')
    yield { kind, data: block.subarray(at + HEADER_BYTES, end) }
    at = end
  }
}
