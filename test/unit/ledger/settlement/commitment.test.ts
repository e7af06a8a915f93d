import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { commitment, outputCommitment } from '../../../../src/ledger/index.js'

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const salt = new Uint8Array(32).fill(1)

describe('commitments', () => {
  it('hash the salt before the content', () => {
    expect(commitment(salt, Buffer.from('hello'))).toEqual(sha256(salt, Buffer.from('hello')))
  })

  it('grow with each delta', () => {
    const [a, b] = [Buffer.from('a'), Buffer.from('b')]
    const h0 = outputCommitment.start(salt)
    expect(h0).toEqual(sha256(salt))
    const h2 = outputCommitment.next(outputCommitment.next(h0, a), b)
    expect(h2).toEqual(sha256(sha256(sha256(salt), a), b))
    expect(h2).not.toEqual(outputCommitment.next(h0, Buffer.from('ab')))
  })
})
