import { diskError, errnoOf } from '../disk-error.js'
import { SovError } from '../errors.js'

/** LevelDB tells the system's error only in words, at the end of its message: those of glibc, musl and macOS. */
const ERRNO_BY_WORDS: Readonly<Record<string, string>> = {
  'No space left on device': 'ENOSPC',
  'Disk quota exceeded': 'EDQUOT',
  'Disc quota exceeded': 'EDQUOT',
  'Quota exceeded': 'EDQUOT',
  'File too large': 'EFBIG',
  'Read-only file system': 'EROFS',
  'Permission denied': 'EACCES',
  'Operation not permitted': 'EPERM',
}

/** A file that LevelDB's own index names is not there, or shorter than the index says. */
const MISSING_OR_CUT = ['No such file or directory', 'Invalid argument']

/**
 * What a failure of LevelDB, or of the folder it lies in, means to the owner of the node.
 *
 * @param what - what could not be done, e.g. `cannot open the database in /srv/db`.
 * @returns ERR_SOV_STORE_LOCKED, ERR_SOV_STORE_DAMAGED, ERR_SOV_DISK_*, else ERR_SOV_STORE_UNREADABLE; always with
 *   `cause`.
 */
export function levelError(what: string, cause: unknown): SovError {
  const { code, message } = innermost(cause)
  const words = message.slice(message.lastIndexOf(': ') + 1).trim()
  if (code === 'LEVEL_LOCKED') {
    return new SovError('ERR_SOV_STORE_LOCKED', `${what}: another process uses it`, {
      cause,
      remedy: 'Stop the other sov-node, or give this one another --data-dir.',
    })
  }
  if (code === 'LEVEL_CORRUPTION' || (code === 'LEVEL_IO_ERROR' && MISSING_OR_CUT.includes(words))) {
    return damaged(what, words, cause)
  }
  const errno = code === 'LEVEL_IO_ERROR' ? ERRNO_BY_WORDS[words] : errnoOf(innermost(cause))
  return (
    diskError(what, errno, cause) ??
    new SovError('ERR_SOV_STORE_UNREADABLE', `${what}: ${errno ?? words}`, {
      cause,
      remedy: 'Check the health of the disk that holds the data directory.',
    })
  )
}

/** ERR_SOV_STORE_DAMAGED, with the ways out that cannot end in a fork. */
export function damaged(what: string, reason: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_STORE_DAMAGED', `${what}: it is damaged (${reason})`, {
    cause,
    remedy:
      'Move the data directory away and put a backup back with `sov-node restore`; without one start with an empty data directory, which is a new identity, and join again.',
  })
}

/** abstract-level puts its own error around the one of LevelDB. */
function innermost(error: unknown): Error & { readonly code?: string } {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? innermost(error.cause) : error
}
