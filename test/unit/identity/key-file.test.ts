import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateKey, loadOrCreateKey, readKeyFile, signerFromKey, writeKeyFile } from '../../../src/identity/index.js'

describe('key file', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-key-'))
    path = join(folder, 'coop', 'key.pem')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is made with mode 0600 and keeps the peer id over a restart', async () => {
    const first = await loadOrCreateKey(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await loadOrCreateKey(path)).peerId).toBe(first.peerId)
  })

  it('is made once when many ask at the same time, and leaves nothing else behind', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(path)))
    expect(new Set(keys.map(({ peerId }) => peerId)).size).toBe(1)
    expect(await readdir(join(folder, 'coop'))).toEqual(['key.pem'])
  })

  it('is never written over', async () => {
    await writeKeyFile(path, generateKey())
    const before = await readFile(path, 'utf8')
    await expect(writeKeyFile(path, generateKey())).rejects.toMatchObject({ code: 'ERR_SOV_KEY_FILE' })
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it('is refused when other users can read it', async () => {
    await writeKeyFile(path, generateKey())
    await chmod(path, 0o640)
    await expect(readKeyFile(path)).rejects.toMatchObject({ code: 'ERR_SOV_KEY_FILE', remedy: `chmod 600 ${path}` })
  })

  it('is refused when it is missing, no key, or a key of another type', async () => {
    await expect(readKeyFile(path)).rejects.toMatchObject({ code: 'ERR_SOV_KEY_FILE' })
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (const text of ['', 'not a key', rsa.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
      const other = join(folder, 'other.pem')
      await writeFile(other, text, { mode: 0o600 })
      await expect(readKeyFile(other)).rejects.toMatchObject({ code: 'ERR_SOV_KEY_FILE' })
    }
  })

  it('holds the key that libp2p computes the same peer id from', () => {
    const key = signerFromKey(generateKey())
    expect(peerIdFromPrivateKey(privateKeyFromRaw(key.raw)).toString()).toBe(key.peerId)
  })
})
