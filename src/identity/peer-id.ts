import { peerIdFromMultihash, peerIdFromString } from '@libp2p/peer-id'
import * as Digest from 'multiformats/hashes/digest'
import { SovError } from '../errors.js'

/** A peer id as libp2p prints it, base58btc, `12D3Koo…` for Ed25519. */
export type PeerIdString = string

// identity multihash (0x00, length 36) of a libp2p PublicKey protobuf: Type = Ed25519 (0x08 0x01), Data (0x12 0x20 …)
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)
// base58 costs about 26 µs each way, and every envelope asks
const MAX_KNOWN = 1_000
const decoded = new Map<PeerIdString, Uint8Array>()
/** By the bytes in latin1. */
const encoded = new Map<string, PeerIdString>()

/** @param publicKey - raw Ed25519 public key, 32 bytes. */
export function peerIdFromPublicKey(publicKey: Uint8Array): PeerIdString {
  return peerIdFromBytes(Buffer.concat([PREFIX, publicKey]))
}

/**
 * @param bytes - multihash of an Ed25519 peer id, 38 bytes.
 * @throws {SovError} ERR_SOV_WIRE_FORMAT when it is anything else.
 */
export function peerIdFromBytes(bytes: Uint8Array): PeerIdString {
  if (bytes.length !== 38 || PREFIX.some((value, index) => bytes[index] !== value)) {
    throw new SovError('ERR_SOV_WIRE_FORMAT', 'not an Ed25519 peer id')
  }
  const key = Buffer.from(bytes).toString('latin1')
  const known = encoded.get(key)
  if (known !== undefined) return known
  const peerId = peerIdFromMultihash(Digest.decode(bytes)).toString()
  if (encoded.size >= MAX_KNOWN) encoded.clear()
  encoded.set(key, peerId)
  return peerId
}

/** @throws {SovError} ERR_SOV_WIRE_FORMAT when the text is not an Ed25519 peer id. */
export function peerIdToBytes(peerId: PeerIdString): Uint8Array {
  const known = decoded.get(peerId)
  if (known !== undefined) return known
  const bytes = decodePeerId(peerId)
  if (decoded.size >= MAX_KNOWN) decoded.clear()
  decoded.set(peerId, bytes)
  return bytes
}

function decodePeerId(peerId: PeerIdString): Uint8Array {
  try {
    const { bytes } = peerIdFromString(peerId).toMultihash()
    peerIdFromBytes(bytes)
    return bytes
  } catch (cause) {
    throw new SovError('ERR_SOV_WIRE_FORMAT', 'not an Ed25519 peer id', { cause })
  }
}

/** The raw Ed25519 public key inside a peer id, 32 bytes. */
export function publicKeyOfPeerId(peerId: PeerIdString): Uint8Array {
  return peerIdToBytes(peerId).subarray(PREFIX.length)
}

/** The last 8 characters: enough to tell peers apart in a log or a table, never an identifier. */
export function shortPeerId(peerId: PeerIdString): string {
  return peerId.slice(-8)
}
