import { createReadStream } from 'node:fs'
import { fileError } from './file-error.js'

/** A file in pieces. @throws {SovError} ERR_SOV_CONFIG when it cannot be read. */
export async function* readPieces(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(file)) yield piece as Uint8Array
  } catch (cause) {
    throw fileError(`cannot read ${file}`, cause)
  }
}
