import { describe, expect, it } from 'vitest'
import { levelError } from '../../../src/store/level-error.js'

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

describe('a failure of LevelDB', () => {
  it.each([
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/000003.log: No space left on device', 'ERR_SOV_DISK_FULL'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/000003.log: Disk quota exceeded', 'ERR_SOV_DISK_FULL'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/000003.log: File too large', 'ERR_SOV_DISK_FULL'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/LOCK: Read-only file system', 'ERR_SOV_DISK_READ_ONLY'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/LOCK: Permission denied', 'ERR_SOV_DISK_READ_ONLY'],
    ['LEVEL_LOCKED', 'IO error: lock /srv/db/LOCK: already held by process', 'ERR_SOV_STORE_LOCKED'],
    ['LEVEL_CORRUPTION', 'Corruption: checksum mismatch', 'ERR_SOV_STORE_DAMAGED'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/MANIFEST-000004: No such file or directory', 'ERR_SOV_STORE_DAMAGED'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/db/000005.ldb: Input/output error', 'ERR_SOV_STORE_UNREADABLE'],
    ['LEVEL_IO_ERROR', 'IO error: /srv/Permission denied: db/LOCK: Is a directory', 'ERR_SOV_STORE_UNREADABLE'],
  ])('%s, %s', (code, message, expected) => {
    const inner = failure(code, message)
    const outer = Object.assign(new Error('Database failed to open', { cause: inner }), {
      code: 'LEVEL_DATABASE_NOT_OPEN',
    })
    for (const cause of [inner, outer]) {
      expect(levelError('cannot open it', cause)).toMatchObject({
        code: expected,
        message: expect.stringMatching(/^cannot open it: /) as string,
        remedy: expect.any(String) as string,
        cause,
      })
    }
  })

  it('may be one of the folder, which Node reports by name', () => {
    const cause = Object.assign(failure('ENOSPC', "ENOSPC: no space left on device, mkdir '/srv/db'"), {
      syscall: 'mkdir',
    })
    expect(levelError('cannot open it', cause)).toMatchObject({ code: 'ERR_SOV_DISK_FULL', cause })
  })
})
