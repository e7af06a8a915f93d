import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errnoOf } from '../disk-error.js'
import { SovError } from '../errors.js'

const FILE = 'backup.json'
const VERSION = 1

/** Names as this software makes them: at most one folder deep, and never outside. */
const path = z.string().regex(/^([\w-][\w.-]*\/)?[\w-][\w.-]*$/)
const manifest = z.strictObject({
  version: z.literal(VERSION),
  /** Version of the software that made it. */
  software: z.string(),
  peerId: z.string(),
  /** Unix epoch, milliseconds. */
  createdAtMs: z.int(),
  /** Of the database. */
  entries: z.int(),
  files: z.record(path, z.strictObject({ bytes: z.int(), sha256: z.string() })),
})

/** What a backup holds. It is written last, so a folder without it is no whole backup. */
export type BackupManifest = Readonly<z.infer<typeof manifest>>

/** @throws {NodeJS.ErrnoException} */
export async function writeManifest(folder: string, content: Omit<BackupManifest, 'version'>): Promise<void> {
  const signed = { version: VERSION, ...content } satisfies BackupManifest
  const text = JSON.stringify({ ...signed, digest: digestOf(signed) }, undefined, 2)
  await writeFile(join(folder, FILE), `${text}\n`, { mode: 0o600, flag: 'wx', flush: true })
}

/** @throws {SovError} ERR_SOV_BACKUP_DAMAGED, or ERR_SOV_STORE_SCHEMA for one of a newer version. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  let read: { readonly version?: unknown; readonly digest?: unknown }
  try {
    read = JSON.parse(await readFile(join(folder, FILE), 'utf8')) as typeof read
  } catch (cause) {
    const isMissing = errnoOf(cause) === 'ENOENT'
    throw damagedBackup(
      folder,
      isMissing ? `it has no ${FILE}, so it is none, or was broken off` : `${FILE} cannot be read`,
      cause,
    )
  }
  const { digest, ...content } = read
  if (digest !== digestOf(content)) throw damagedBackup(folder, `${FILE} is not what was written`)
  if (content.version !== VERSION) {
    throw new SovError('ERR_SOV_STORE_SCHEMA', `the backup in ${folder} was made by a newer version of sov-node`, {
      remedy: 'Restore it with that version.',
    })
  }
  const checked = manifest.safeParse(content)
  if (!checked.success) throw damagedBackup(folder, `${FILE} is not one of this software`, checked.error)
  return checked.data
}

/** A backup from which nothing was taken. */
export function damagedBackup(folder: string, reason: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_BACKUP_DAMAGED', `cannot restore the backup in ${folder}: ${reason}`, {
    cause,
    remedy: 'Nothing was restored; take another backup.',
    details: { reason },
  })
}

/** Finds flipped bits, not forgers: whoever can write here can read the keys beside it. */
function digestOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
