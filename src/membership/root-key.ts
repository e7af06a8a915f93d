import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../disk-error.js'
import { SovError } from '../errors.js'
import {
  generateKey,
  loadOrCreateKey,
  readKeyFile,
  signerFromKey,
  writeKeyFile,
  type PeerIdString,
  type Signer,
} from '../identity/index.js'
import { MIN_PASSPHRASE_CHARACTERS } from '../limits.js'
import type { RootKeyOptions } from './root-actions.js'

const TITLE = 'sov-node root key, version 1'
/** 128 MiB and about half a second for each guess. */
const COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 }
/** Memory that a key file can make this node take. */
const MAX_SCRYPT_BYTES = 1024 ** 3
const SALT_BYTES = 16
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

interface ScryptCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** An encrypted key, before the passphrase is known. All lines but the last are authenticated as they stand. */
interface SealedKey {
  readonly header: string
  readonly peer: PeerIdString
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly nonce: Buffer
  /** Ciphertext of the PEM, and its tag. */
  readonly sealed: Buffer
}

/**
 * The root key for a new co-op: in `root.key`, encrypted, with a passphrase, and in `root.pem` without one, or in the file
 * that the options name. One that an interrupted attempt has left there is used again.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST for a passphrase that is too short, ERR_SOV_ROOT_PASSPHRASE, ERR_SOV_KEY_FILE
 */
export async function makeRootKey(folder: string, { path, passphrase }: RootKeyOptions): Promise<Signer> {
  if (passphrase === undefined) return loadOrCreateKey(path ?? join(folder, 'root.pem'))
  if (Array.from(passphrase).length < MIN_PASSPHRASE_CHARACTERS) {
    throw new SovError(
      'ERR_SOV_BAD_REQUEST',
      `a passphrase has at least ${String(MIN_PASSPHRASE_CHARACTERS)} characters`,
      { param: 'passphrase' },
    )
  }
  const target = path ?? join(folder, 'root.key')
  const pem = generateKey()
  try {
    await writeKeyFile(target, await seal(pem, passphrase))
  } catch (error) {
    if (!isCausedBy(error, 'EEXIST')) throw error
  }
  return readRootKey(folder, { path: target, passphrase })
}

/**
 * The root key, for one decision of the co-op; whoever asks lets go of it afterwards.
 *
 * @throws {SovError} ERR_SOV_NOT_ISSUER when there is none, ERR_SOV_ROOT_PASSPHRASE when the passphrase is missing or
 * wrong, ERR_SOV_KEY_FILE
 */
export async function readRootKey(folder: string, { path, passphrase }: RootKeyOptions): Promise<Signer> {
  const candidates = path === undefined ? [join(folder, 'root.key'), join(folder, 'root.pem')] : [path]
  for (const candidate of candidates) {
    const text = await textOf(candidate)
    if (text === undefined) continue
    return text.startsWith(TITLE) ? unseal(candidate, text, passphrase) : readKeyFile(candidate)
  }
  throw new SovError('ERR_SOV_NOT_ISSUER', 'the root key of the co-op is not on this node', {
    remedy: 'Name its file with --root-key, or run the command on the node that created the co-op.',
  })
}

async function seal(pem: string, passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const header = [
    TITLE,
    `peer ${signerFromKey(pem).peerId}`,
    `scrypt n=${String(COST.n)} r=${String(COST.r)} p=${String(COST.p)} salt=${salt.toString('base64url')}`,
    `aes-256-gcm nonce=${nonce.toString('base64url')}`,
    '',
  ].join('\n')
  const key = await stretch(passphrase, salt, COST)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(header))
  const sealed = Buffer.concat([cipher.update(pem), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  return `${header}${sealed.toString('base64url')}\n`
}

async function unseal(path: string, text: string, passphrase: string | undefined): Promise<Signer> {
  const { header, peer, cost, salt, nonce, sealed } = parse(path, text)
  if (passphrase === undefined) {
    throw new SovError('ERR_SOV_ROOT_PASSPHRASE', 'the root key needs its passphrase', {
      remedy: 'Run the command on a terminal, or give --passphrase-file or SOV_ROOT_PASSPHRASE.',
      details: { isMissing: true },
    })
  }
  const key = await stretch(passphrase, salt, cost)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(header)).setAuthTag(sealed.subarray(-TAG_BYTES))
    const pem = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
    const signer = signerFromKey(pem.toString())
    pem.fill(0)
    if (signer.peerId !== peer) throw notReadable(path)
    return signer
  } catch (cause) {
    if (SovError.isInstance(cause)) throw cause
    throw new SovError('ERR_SOV_ROOT_PASSPHRASE', 'the passphrase of the root key is wrong', {
      cause,
      remedy: 'Try again; without the right passphrase this file cannot be read by anybody.',
    })
  } finally {
    key.fill(0)
  }
}

function parse(path: string, text: string): SealedKey {
  const match =
    /^(.*\npeer (\w+)\nscrypt n=(\d{1,9}) r=(\d{1,3}) p=(\d{1,3}) salt=([\w-]+)\naes-256-gcm nonce=([\w-]+)\n)([\w-]+)\n?$/.exec(
      text.replaceAll('\r\n', '\n'),
    )
  const [, header = '', peer = '', n, r, p, salt = '', nonce = '', sealed = ''] = match ?? []
  const key: SealedKey = {
    header,
    peer,
    cost: { n: Number(n), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    nonce: Buffer.from(nonce, 'base64url'),
    sealed: Buffer.from(sealed, 'base64url'),
  }
  const isUsable =
    match !== null &&
    memoryOf(key.cost) <= MAX_SCRYPT_BYTES &&
    key.nonce.length === NONCE_BYTES &&
    key.sealed.length > TAG_BYTES
  if (!isUsable) throw notReadable(path)
  return key
}

function stretch(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: memoryOf(cost) }
  return new Promise((resolve, reject) => {
    // one passphrase, whichever way the keyboard composes its letters
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** Bytes that scrypt works in, with room for its own book-keeping. */
function memoryOf({ n, r, p }: ScryptCost): number {
  return 128 * r * (n + p + 2)
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined
    throw new SovError('ERR_SOV_KEY_FILE', `cannot read the root key ${path}`, { cause })
  }
}

function isCausedBy(error: unknown, errno: string): boolean {
  return error instanceof Error && errnoOf(error.cause ?? {}) === errno
}

function notReadable(path: string): SovError {
  return new SovError('ERR_SOV_KEY_FILE', `${path} is no root key that this version can read`)
}
