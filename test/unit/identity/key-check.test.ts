import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { checkPeerKey, generateKey, peerIdFromPublicKey, signerFromKey } from '../../../src/identity/index.js'

const ORDER_8 = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'
const P = 2n ** 255n - 19n

/** Encodings of y = p + k that a lenient decoder takes for the point with y = k. */
function nonCanonical(): string[] {
  const found: string[] = []
  for (let k = 0n; k < 19n; k++) {
    const bytes = Buffer.from((P + k).toString(16).padStart(64, '0'), 'hex').reverse()
    try {
      ed25519.Point.fromBytes(bytes, true)
      found.push(bytes.toString('hex'))
    } catch {
      // no point has this y
    }
  }
  return found
}

describe('the key check', () => {
  const mixed = ed25519.Point.fromHex(ORDER_8).add(ed25519.Point.BASE).toHex()

  it.each([
    ['the identity', `01${'00'.repeat(31)}`],
    ['the identity with the sign of a zero x', `01${'00'.repeat(30)}80`],
    ['a point of order 2', `ec${'ff'.repeat(30)}7f`],
    ['a point of order 4', '00'.repeat(32)],
    ['a point of order 8', ORDER_8],
    ['another point of order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['a point of mixed order', mixed],
    ['no point', `02${'00'.repeat(31)}`],
    ...nonCanonical().map((hex) => ['a non-canonical encoding', hex]),
  ])('refuses %s (%s)', (_what, hex) => {
    const peer = peerIdFromPublicKey(Buffer.from(hex, 'hex'))
    expect(() => checkPeerKey(peer)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WEAK_KEY' }))
    expect(() => checkPeerKey(peer), 'the second time too').toThrow()
  })

  it('knows non-canonical encodings of large order, so that the cases above are not all of small order', () => {
    const orders = nonCanonical().map((hex) => ed25519.Point.fromBytes(Buffer.from(hex, 'hex'), true).isSmallOrder())
    expect(orders).toContain(false)
  })

  it('accepts an ordinary key', () => {
    const { peerId } = signerFromKey(generateKey())
    expect(() => checkPeerKey(peerId)).not.toThrow()
  })
})
