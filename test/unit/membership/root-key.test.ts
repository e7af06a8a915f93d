import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Signer } from '../../../src/identity/index.js'
import { makeRootKey, readRootKey } from '../../../src/membership/root-key.js'
import { codeOf } from '../../helpers/member-node.js'

const PASSPHRASE = 'correct hörse'

describe('an encrypted root key', () => {
  let folder: string
  let path: string
  let text: string
  let signer: Signer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-root-'))
    path = join(folder, 'root.key')
    signer = await makeRootKey(folder, { passphrase: PASSPHRASE })
    text = await readFile(path, 'utf8')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is in a file for its owner only, which says how it is encrypted and whose key it is', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(text).toMatch(
      /^sov-node root key, version 1\npeer 12D3\w+\nscrypt n=131072 r=8 p=1 salt=[\w-]{22}\naes-256-gcm /,
    )
    expect(text).toContain(signer.peerId)
    expect(text).not.toContain('PRIVATE KEY')
  })

  it('is read with its passphrase, however the keyboard composes it, wherever the file is', async () => {
    const other = join(folder, 'stick.txt')
    await writeFile(other, text.replaceAll('\n', '\r\n'))
    const read = await readRootKey('/nowhere', { path: other, passphrase: PASSPHRASE.normalize('NFD') })
    expect(read.peerId).toBe(signer.peerId)
    expect((await readRootKey(folder, { passphrase: PASSPHRASE })).peerId).toBe(signer.peerId)
  })

  it('is not read without it, or with another one', async () => {
    await expect(readRootKey(folder, {})).rejects.toMatchObject({
      code: 'ERR_SOV_ROOT_PASSPHRASE',
      details: { isMissing: true },
    })
    expect(await codeOf(readRootKey(folder, { passphrase: 'incorrect' }))).toBe('ERR_SOV_ROOT_PASSPHRASE')
  })

  it('is used again by a second attempt with the same passphrase only', async () => {
    expect((await makeRootKey(folder, { passphrase: PASSPHRASE })).peerId).toBe(signer.peerId)
    expect(await codeOf(makeRootKey(folder, { passphrase: 'another one' }))).toBe('ERR_SOV_ROOT_PASSPHRASE')
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it.each<[what: string, change: (text: string) => string, code: string]>([
    ['cost', (from) => from.replace('n=131072', 'n=65536'), 'ERR_SOV_ROOT_PASSPHRASE'],
    ['owner', (from) => from.replace(/peer \w+/, 'peer 12D3KooWother'), 'ERR_SOV_ROOT_PASSPHRASE'],
    ['ciphertext', (from) => `${from.slice(0, -8)}AAAAAAA\n`, 'ERR_SOV_ROOT_PASSPHRASE'],
    ['cost to what no machine has', (from) => from.replace('n=131072', 'n=99999999'), 'ERR_SOV_KEY_FILE'],
    ['version', (from) => from.replace('version 1', 'version 2'), 'ERR_SOV_KEY_FILE'],
    ['end', (from) => from.slice(0, 150), 'ERR_SOV_KEY_FILE'],
  ])('with a changed %s is refused', async (_what, change, code) => {
    const changed = join(folder, 'changed.key')
    await writeFile(changed, change(text), { mode: 0o600 })
    expect(await codeOf(readRootKey(folder, { path: changed, passphrase: PASSPHRASE }))).toBe(code)
  })

  it('needs a passphrase that is not guessed at once', async () => {
    const elsewhere = join(folder, 'new')
    expect(await codeOf(makeRootKey(elsewhere, { passphrase: 'short' }))).toBe('ERR_SOV_BAD_REQUEST')
    expect(await codeOf(readRootKey(elsewhere, { passphrase: 'short' }))).toBe('ERR_SOV_NOT_ISSUER')
  })
})

describe('a root key without a passphrase', () => {
  it('is a PEM file, which others may not read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sov-root-'))
    try {
      const { peerId } = await makeRootKey(folder, {})
      expect((await readRootKey(folder, { passphrase: 'not asked for' })).peerId).toBe(peerId)
      expect(await codeOf(readRootKey(join(folder, 'root.pem'), {}))).not.toBe('done')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
