import { ed25519 } from '@noble/curves/ed25519.js'
import { SovError } from '../errors.js'
import { publicKeyOfPeerId, type PeerIdString } from './peer-id.js'

const MAX_CHECKED = 10_000
const checked = new Set<PeerIdString>()

/**
 * Refuses keys that ordinary verification accepts although nobody holds them alone: non-canonical encodings,
 * points of small order, points with a torsion part. Such a key has signatures that fit any message, so its owner
 * could deny every receipt. About 1 ms a key; the outcome of good keys is remembered.
 *
 * @throws {SovError} ERR_SOV_WEAK_KEY
 * @see Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs (strongly binding verification)
 */
export function checkPeerKey(peerId: PeerIdString): void {
  if (checked.has(peerId)) return
  try {
    const point = ed25519.Point.fromBytes(publicKeyOfPeerId(peerId), false)
    if (point.isSmallOrder() || !point.isTorsionFree()) throw new Error('small order or torsion')
  } catch (cause) {
    throw new SovError('ERR_SOV_WEAK_KEY', 'the peer has a key that cannot be trusted to sign', { cause })
  }
  if (checked.size >= MAX_CHECKED) checked.clear()
  checked.add(peerId)
}
