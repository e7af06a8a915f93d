import { describe, expect, it } from 'vitest'
import {
  generateKey,
  peerIdFromBytes,
  peerIdFromPublicKey,
  peerIdToBytes,
  publicKeyOfPeerId,
  shortPeerId,
  signerFromKey,
} from '../../../src/identity/index.js'

describe('peer id', () => {
  const { peerId } = signerFromKey(generateKey())

  it('is 38 bytes that hold the public key', () => {
    const bytes = peerIdToBytes(peerId)
    expect(bytes).toHaveLength(38)
    expect(peerIdFromBytes(bytes)).toBe(peerId)
    expect(peerIdFromPublicKey(publicKeyOfPeerId(peerId))).toBe(peerId)
    expect(peerId.endsWith(shortPeerId(peerId))).toBe(true)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a byte too few', peerIdToBytes(peerId).subarray(0, 37)],
    ['a byte too many', Buffer.concat([peerIdToBytes(peerId), Uint8Array.of(0)])],
    ['an RSA peer id', Buffer.from(`1220${'ab'.repeat(32)}`, 'hex')],
    ['another key type', Buffer.concat([Buffer.from('002408021220', 'hex'), new Uint8Array(32)])],
  ])('is refused when the bytes are %s', (_what, bytes) => {
    expect(() => peerIdFromBytes(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }))
  })

  it.each(['', 'peer', 'QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N'])('is refused as text: %s', (text) => {
    expect(() => peerIdToBytes(text)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }))
  })
})
