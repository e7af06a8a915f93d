import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys'
import { describe, expect, it } from 'vitest'
import { generateKey, publicKeyOfPeerId, signerFromKey, verifySignature } from '../../../src/identity/index.js'

const L = 2n ** 252n + 27742317777372353535851937790883648493n

describe('signatures', () => {
  const key = signerFromKey(generateKey())
  const publicKey = publicKeyOfPeerId(key.peerId)
  const message = Buffer.from('a message')

  it('agree with @libp2p/crypto in both directions', async () => {
    expect(await publicKeyFromRaw(publicKey).verify(message, key.sign(message))).toBe(true)
    const theirs = await privateKeyFromRaw(key.raw).sign(message)
    expect(verifySignature(publicKey, message, theirs)).toBe(true)
  })

  it('do not fit another message or another key', () => {
    const other = publicKeyOfPeerId(signerFromKey(generateKey()).peerId)
    expect(verifySignature(publicKey, Buffer.from('another'), key.sign(message))).toBe(false)
    expect(verifySignature(other, message, key.sign(message))).toBe(false)
  })

  it('are refused in the malleated form with S + L', () => {
    const signature = Buffer.from(key.sign(message))
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + L
    const malleated = Buffer.concat([
      signature.subarray(0, 32),
      Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse(),
    ])
    expect(verifySignature(publicKey, message, malleated)).toBe(false)
  })

  it('of a wrong length are refused without an exception', () => {
    expect(verifySignature(publicKey, message, new Uint8Array(63))).toBe(false)
    expect(verifySignature(new Uint8Array(31), message, key.sign(message))).toBe(false)
  })
})
