/**
 * Copies of a data directory that cannot end in a fork: whole and checked, or not at all. What a restored node signs
 * next the ledger decides, after it has asked others.
 *
 * ```ts
 * await writeBackup('/mnt/backup', { dataDir, version, peerId, store, clock })
 * await restoreBackup({ folder: '/mnt/backup', dataDir: '/srv/sov-node' })
 * ```
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store } from '../store/index.js'

export { restoreBackup } from './restore-backup.js'
export { writeBackup } from './write-backup.js'

/** The node whose data directory is copied. */
export interface BackupSource {
  readonly dataDir: string
  /** Of the software. */
  readonly version: string
  readonly peerId: PeerIdString
  readonly store: Pick<Store, 'copyTo'>
  readonly clock: Clock
}

export interface RestoreOptions {
  /** The backup. */
  readonly folder: string
  /** Empty, or not there yet. */
  readonly dataDir: string
}

/** A backup that was made or restored. */
export interface Backup {
  readonly folder: string
  readonly peerId: PeerIdString
  /** Unix epoch, milliseconds, by the clock of the node. */
  readonly createdAtMs: number
  /** Of the database. */
  readonly entries: number
  readonly files: number
  /** Of all files. */
  readonly bytes: number
}
