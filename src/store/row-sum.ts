import { hash } from 'node:crypto'

/**
 * What rows add up to, each hashed with its table and key: the same in whatever order they came, and without a trace of what was
 * put and taken away again. It finds what a disk does to rows; against somebody who chooses rows it is no protection.
 */
export class RowSum {
  /** Two sums of 32 bits each, since numbers are exact and fast only so far. */
  #low: number
  #high: number

  /** @param bytes - of a sum so far, 8 bytes. @default no row */
  constructor(bytes: Uint8Array = Buffer.alloc(8)) {
    const words = Buffer.from(bytes)
    this.#low = words.readUInt32LE(0)
    this.#high = words.readUInt32LE(4)
  }

  get bytes(): Uint8Array {
    const words = Buffer.alloc(8)
    words.writeUInt32LE(this.#low, 0)
    words.writeUInt32LE(this.#high, 4)
    return words
  }

  add(table: string, key: Uint8Array, value: Uint8Array): void {
    const row = hashOf(table, key, value)
    this.#low = (this.#low + row.readUInt32LE(0)) >>> 0
    this.#high = (this.#high + row.readUInt32LE(4)) >>> 0
  }

  subtract(table: string, key: Uint8Array, value: Uint8Array): void {
    const row = hashOf(table, key, value)
    this.#low = (this.#low - row.readUInt32LE(0)) >>> 0
    this.#high = (this.#high - row.readUInt32LE(4)) >>> 0
  }
}

/** SHA-256 over the lengths of table and key, the table, the key and the value. */
function hashOf(table: string, key: Uint8Array, value: Uint8Array): Buffer {
  const start = 8 + table.length
  const row = Buffer.allocUnsafe(start + key.length + value.length)
  row.writeUInt32LE(table.length, 0)
  row.writeUInt32LE(key.length, 4)
  row.write(table, 8, 'latin1')
  row.set(key, start)
  row.set(value, start + key.length)
  return hash('sha256', row, 'buffer')
}
