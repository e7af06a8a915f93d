import { createPublicKey, verify, type KeyObject } from 'node:crypto'

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const MAX_KEY_OBJECTS = 1_000
const keyObjects = new Map<string, KeyObject>()

/**
 * Checks an Ed25519 signature (RFC 8032) with the platform's native code.
 *
 * It says nothing about the key itself: a small-order key "signs" everything, so foreign keys pass
 * {@link checkPeerKey} first.
 *
 * @param publicKey - raw public key, 32 bytes.
 * @param signature - 64 bytes.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return verify(null, message, keyObject(publicKey), signature)
}

function keyObject(publicKey: Uint8Array): KeyObject {
  const id = Buffer.from(publicKey).toString('base64')
  const known = keyObjects.get(id)
  if (known !== undefined) {
    // in order of last use
    keyObjects.delete(id)
    keyObjects.set(id, known)
    return known
  }
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
  keyObjects.set(id, key)
  const [oldest] = keyObjects.keys()
  if (keyObjects.size > MAX_KEY_OBJECTS && oldest !== undefined) keyObjects.delete(oldest)
  return key
}
