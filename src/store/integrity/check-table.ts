// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- snappyjs has no types, and not every program includes this folder
/// <reference path="./snappyjs.d.ts" />
import snappy from 'snappyjs'
import { ByteCursor } from './byte-cursor.js'
import { isChecksumOf } from './checksum.js'

const FOOTER_BYTES = 48
const MAGIC = 0xdb4775248b80fb57n
/** After each block: one byte for its compression, then the checksum of both. */
const TRAILER_BYTES = 5
const [PLAIN, SNAPPY] = [0, 1]
const RESTART_BYTES = 4

/** Where a block lies in its table. */
interface Handle {
  readonly offset: number
  readonly size: number
}

/**
 * Compares every block of a table file with its checksum. LevelDB itself does so neither when it reads nor when it
 * compacts, and what it then makes of a flipped bit can end the process.
 *
 * @throws {Error} saying what is not as it was written.
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
export function checkTable(table: Buffer): void {
  const footer = table.subarray(-FOOTER_BYTES)
  if (footer.length < FOOTER_BYTES || footer.readBigUInt64LE(FOOTER_BYTES - 8) !== MAGIC) {
    throw new Error('its end is not that of a table')
  }
  const cursor = new ByteCursor(footer)
  const [filters, index] = [readHandle(cursor), readHandle(cursor)]
  for (const handles of [filters, index]) {
    for (const value of valuesIn(contentOf(table, handles))) checkBlock(table, readHandle(new ByteCursor(value)))
  }
}

function readHandle(cursor: ByteCursor): Handle {
  return { offset: cursor.varint(), size: cursor.varint() }
}

/** @returns the block as it is stored, and how. */
function checkBlock(table: Buffer, { offset, size }: Handle): { stored: Buffer; compression: number } {
  const trailer = offset + size
  if (trailer + TRAILER_BYTES > table.length) throw new Error('a block lies beyond its end')
  if (!isChecksumOf(table.readUInt32LE(trailer + 1), table.subarray(offset, trailer + 1))) {
    throw new Error(`the block at byte ${String(offset)} has another checksum`)
  }
  return { stored: table.subarray(offset, trailer), compression: table.readUInt8(trailer) }
}

function contentOf(table: Buffer, handle: Handle): Uint8Array {
  const { stored, compression } = checkBlock(table, handle)
  if (compression === PLAIN) return stored
  if (compression === SNAPPY) return snappy.uncompress(stored)
  throw new Error('a block is compressed in an unknown way')
}

function* valuesIn(block: Uint8Array): Generator<Uint8Array> {
  const restarts = Buffer.from(block.buffer, block.byteOffset, block.length).readUInt32LE(block.length - RESTART_BYTES)
  const cursor = new ByteCursor(block.subarray(0, block.length - RESTART_BYTES * (restarts + 1)))
  while (!cursor.isAtEnd) {
    cursor.varint() // bytes of its key that are those of the key before
    const [keyBytes, valueBytes] = [cursor.varint(), cursor.varint()]
    cursor.take(keyBytes)
    yield cursor.take(valueBytes)
  }
}
