import { SovError } from './errors.js'

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']
const READ_ONLY = ['EROFS', 'EACCES', 'EPERM']

/**
 * The error for a disk that takes nothing more, the same whatever was to be written; undefined for every other failure.
 *
 * @param what - what could not be done, e.g. `cannot write the key file /srv/identity.key`.
 * @param errno - name of the system's error, e.g. `ENOSPC`.
 * @returns ERR_SOV_DISK_FULL for a full disk, a used up quota or a limit on file sizes; ERR_SOV_DISK_READ_ONLY for a
 *   read-only file system and for missing permission.
 */
export function diskError(what: string, errno: string | undefined, cause: unknown): SovError | undefined {
  if (errno === undefined) return undefined
  if (FULL.includes(errno)) {
    return new SovError('ERR_SOV_DISK_FULL', `${what}: the disk or its quota is full`, {
      cause,
      remedy: 'Free space on the disk of the data directory, then start sov-node again.',
    })
  }
  if (READ_ONLY.includes(errno)) {
    const reason = errno === 'EROFS' ? 'the file system is read-only' : 'permission denied'
    return new SovError('ERR_SOV_DISK_READ_ONLY', `${what}: ${reason}`, {
      cause,
      remedy: 'Make the data directory writable for the user of sov-node, or choose another with --data-dir.',
    })
  }
  return undefined
}

/** Name of the system's error, e.g. `ENOSPC`, when `error` is one of Node's file system errors. */
export function errnoOf(error: unknown): string | undefined {
  const { code, syscall } = error as Partial<NodeJS.ErrnoException>
  return syscall === undefined ? undefined : code
}
