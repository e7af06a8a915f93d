import { readExport, writeExport, type ExportItem } from '../../src/ledger/audit/export-format.js'
import type { Signer } from '../../src/identity/index.js'
import type { Ledger } from '../../src/ledger/index.js'

/** All of an export in one piece. */
export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** What a ledger exports, item by item, so that a test can leave some out. */
export async function exportedItems(ledger: Pick<Ledger, 'export'>): Promise<readonly ExportItem[]> {
  return itemsIn(await bytesOf(ledger.export()))
}

/** The items of a file. */
export async function itemsIn(file: Buffer): Promise<readonly ExportItem[]> {
  const items: ExportItem[] = []
  for await (const item of readExport(inPieces(file))) if (item.kind !== 'seal') items.push(item)
  return items
}

/** Items as a file that somebody has signed. */
export function fileOf(items: readonly ExportItem[], signer: Signer): Promise<Buffer> {
  return bytesOf(writeExport(each(items), signer))
}

/** A file in pieces that end anywhere. */
export function inPieces(file: Buffer, size = 1_000): AsyncIterable<Uint8Array> {
  const pieces: Buffer[] = []
  for (let at = 0; at < file.length; at += size) pieces.push(file.subarray(at, at + size))
  return each(pieces)
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is at hand, as a stream
async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
