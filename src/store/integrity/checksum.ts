import crc32c from 'crc-32/crc32c.js'

const MASK_DELTA = 0xa282ead8

/**
 * True when a checksum that LevelDB has stored is that of these bytes: their CRC-32C, turned right by 15 bits, plus a
 * constant.
 *
 * @param stored - unsigned 32 bits.
 */
export function isChecksumOf(stored: number, bytes: Uint8Array): boolean {
  const turned = (stored - MASK_DELTA) >>> 0
  return ((turned << 15) | (turned >>> 17)) === crc32c.buf(bytes)
}
