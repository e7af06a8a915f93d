import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../../disk-error.js'
import { ByteCursor } from './byte-cursor.js'
import { logRecords } from './log-records.js'

/** Fields of a change in a manifest. */
const FIELD = {
  comparator: 1,
  log: 2,
  nextFile: 3,
  lastSequence: 4,
  compactPointer: 5,
  dropped: 6,
  added: 7,
  oldLog: 9,
}

/**
 * The table files that make up a database, by name, and how long each was written: those that its manifest names. Others
 * may lie beside them, left by a process that was killed.
 *
 * @param folder - of the database. Where LevelDB finds no manifest there are none.
 * @throws {Error} when the manifest is not what was written; {NodeJS.ErrnoException} when it cannot be read.
 */
export async function liveTables(folder: string): Promise<ReadonlyMap<string, number>> {
  const tables = new Map<string, number>()
  for (const change of logRecords(await readManifest(folder))) apply(change, tables)
  return new Map([...tables].map(([place, bytes]) => [nameOf(place), bytes]))
}

async function readManifest(folder: string): Promise<Buffer> {
  try {
    const [, name] = /^(MANIFEST-\d+)\n$/.exec(await readFile(join(folder, 'CURRENT'), 'latin1')) ?? []
    return name === undefined ? Buffer.of() : await readFile(join(folder, name))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return Buffer.of()
    throw error
  }
}

/** @param tables - by level and number: a table that moves to another level is dropped and added at once. */
function apply(change: Uint8Array, tables: Map<string, number>): void {
  const cursor = new ByteCursor(change)
  while (!cursor.isAtEnd) {
    const field = cursor.varint()
    switch (field) {
      case FIELD.comparator:
        skipBytes(cursor)
        break
      case FIELD.log:
      case FIELD.nextFile:
      case FIELD.lastSequence:
      case FIELD.oldLog:
        cursor.varint()
        break
      case FIELD.compactPointer:
        cursor.varint()
        skipBytes(cursor)
        break
      case FIELD.dropped:
        tables.delete(placeOf(cursor))
        break
      case FIELD.added:
        tables.set(placeOf(cursor), cursor.varint())
        // its first and its last key
        skipBytes(cursor)
        skipBytes(cursor)
        break
      default:
        throw new Error(`a change has the unknown field ${String(field)}`)
    }
  }
}

function skipBytes(cursor: ByteCursor): void {
  cursor.take(cursor.varint())
}

function placeOf(cursor: ByteCursor): string {
  const [level, number] = [cursor.varint(), cursor.varint()]
  return `${String(level)}/${String(number)}`
}

function nameOf(place: string): string {
  return `${place.slice(place.indexOf('/') + 1).padStart(6, '0')}.ldb`
}
