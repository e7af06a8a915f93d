import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskError, errnoOf } from '../disk-error.js'
import { SovError } from '../errors.js'
import { peerIdFromPublicKey, type PeerIdString } from './peer-id.js'

/** Something that signs as one peer id. */
export interface Signer {
  readonly peerId: PeerIdString
  /** Ed25519 signature of `message`, 64 bytes; about 35 µs. */
  sign(message: Uint8Array): Uint8Array
}

/** A signer and the raw key libp2p wants: seed and public key, 64 bytes. */
export interface NodeKey extends Signer {
  readonly raw: Uint8Array
}

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A fresh Ed25519 key as PEM (PKCS #8). */
export function generateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** @throws {SovError} ERR_SOV_KEY_FILE when the PEM is not an Ed25519 private key. */
export function signerFromKey(pem: string): NodeKey {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (cause) {
    throw new SovError('ERR_SOV_KEY_FILE', 'the key file is not a PEM private key', { cause })
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new SovError('ERR_SOV_KEY_FILE', `expected an Ed25519 key, got ${String(key.asymmetricKeyType)}`)
  }
  const seed = key.export({ type: 'pkcs8', format: 'der' }).subarray(PKCS8_PREFIX.length)
  const publicKey = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
  return {
    peerId: peerIdFromPublicKey(publicKey),
    raw: Buffer.concat([seed, publicKey]),
    sign: (message) => sign(null, message, key),
  }
}

/**
 * @throws {SovError} ERR_SOV_KEY_FILE when it is missing, unreadable, no key, or readable by others.
 */
export async function readKeyFile(path: string): Promise<NodeKey> {
  try {
    const { mode } = await stat(path)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new SovError('ERR_SOV_KEY_FILE', `${path} can be read by other users`, { remedy: `chmod 600 ${path}` })
    }
    return signerFromKey(await readFile(path, 'utf8'))
  } catch (cause) {
    if (SovError.isInstance(cause)) throw cause
    throw new SovError('ERR_SOV_KEY_FILE', `cannot read the key file ${path}`, { cause })
  }
}

/**
 * Writes a key with mode 0600, whole or not at all, and never over an existing file.
 *
 * @throws {SovError} ERR_SOV_DISK_FULL, ERR_SOV_DISK_READ_ONLY, ERR_SOV_KEY_FILE
 */
export async function writeKeyFile(path: string, pem: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.new`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(pem)
      await file.sync()
    } finally {
      await file.close()
    }
    // link, not rename: it fails when the target exists, so two processes cannot replace each other's key
    await link(temporary, path)
  } catch (cause) {
    const what = `cannot write the key file ${path}`
    throw diskError(what, errnoOf(cause), cause) ?? new SovError('ERR_SOV_KEY_FILE', what, { cause })
  } finally {
    await unlink(temporary).catch(() => undefined)
  }
}

/** The key at `path`; a new one is made on first use, one for all that ask at the same time. */
export async function loadOrCreateKey(path: string): Promise<NodeKey> {
  if (!(await exists(path))) {
    try {
      await writeKeyFile(path, generateKey())
    } catch (error) {
      // somebody else was first; theirs is the key
      if (!(await exists(path))) throw error
    }
  }
  return readKeyFile(path)
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
