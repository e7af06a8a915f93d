import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SovError } from '../../src/errors.js'
import { verifyCredentialChain } from '../../src/membership/index.js'
import { openStatement, type CredentialChain } from '../../src/wire/index.js'
import { testCoop, testKey } from '../helpers/coop.js'
import { SAMPLES } from '../helpers/statements.js'

const REFUSALS = ['ERR_SOV_WIRE_FORMAT', 'ERR_SOV_WIRE_LIMIT', 'ERR_SOV_WEAK_KEY', 'ERR_SOV_SIGNATURE']

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (SovError.isInstance(error)) return error.code
    throw error
  }
}

describe('envelopes', () => {
  const signed = SAMPLES.map(({ kind, sign }) => ({ kind, bytes: sign(testKey()).bytes }))

  it('of arbitrary bytes are refused with a typed error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...signed), fc.uint8Array({ maxLength: 300 }), ({ kind }, bytes) => {
        expect(REFUSALS).toContain(codeOf(() => openStatement(kind, bytes)))
      }),
    )
  })

  it('with any bit flipped are refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...signed), fc.nat(), fc.nat({ max: 7 }), ({ kind, bytes }, at, bit) => {
        const changed = Uint8Array.from(bytes)
        changed[at % changed.length]! ^= 1 << bit
        expect(REFUSALS).toContain(codeOf(() => openStatement(kind, changed)))
      }),
      { numRuns: 500 },
    )
  })

  it('cut at any place or with anything behind are refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...signed),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        ({ kind, bytes }, at, tail) => {
          expect(REFUSALS).toContain(codeOf(() => openStatement(kind, bytes.subarray(0, at % bytes.length))))
          expect(REFUSALS).toContain(codeOf(() => openStatement(kind, Buffer.concat([bytes, tail]))))
        },
      ),
    )
  })
})

describe('credential chains', () => {
  const nowMs = Date.UTC(2026, 10, 1)
  const { chain } = testCoop({ nowMs }).member()
  const parts = ['genesis', 'issuerCertificate', 'membership'] as const

  it('with any bit flipped are refused', () => {
    expect(codeOf(() => verifyCredentialChain(chain, { atMs: nowMs }))).toBe('accepted')
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.nat({ max: 7 }), (part, at, bit) => {
        const bytes = Uint8Array.from(chain[part])
        bytes[at % bytes.length]! ^= 1 << bit
        const changed: CredentialChain = { ...chain, [part]: bytes }
        expect(codeOf(() => verifyCredentialChain(changed, { atMs: nowMs }))).not.toBe('accepted')
      }),
      { numRuns: 500 },
    )
  })
})
