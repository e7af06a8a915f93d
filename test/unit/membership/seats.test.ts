import { describe, expect, it } from 'vitest'
import { openChain, type VerifiedChain } from '../../../src/membership/chain.js'
import { holderOf, rivalsOf, seatOf } from '../../../src/membership/seats.js'
import { toHex, type MEMBERSHIP, type ORG_DELEGATION } from '../../../src/wire/index.js'
import { testCoop, type Fields } from '../../helpers/coop.js'
import { delegatedMember } from '../../helpers/delegated.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const now = BigInt(NOW_MS)
const coop = testCoop({ nowMs: NOW_MS })
const serial = new Uint8Array(16).fill(7)

/** A member on a seat of the one delegation of these tests. */
function seated(
  membership: Fields<typeof MEMBERSHIP>,
  delegation: Fields<typeof ORG_DELEGATION> = { serial },
): VerifiedChain {
  return openChain(delegatedMember(coop, { membership, delegation }).chain)
}

describe('a seat', () => {
  const one = seated({ seat: 1 })

  it('is named by co-op, delegation and number', () => {
    expect(seatOf(one)).toBe(`${toHex(coop.networkId)} ${toHex(serial)} 1`)
    expect(seatOf(openChain(coop.member().chain))).toBeUndefined()
  })

  it('has rivals only on the same seat of the same delegation', () => {
    const rival = seated({ seat: 1 })
    const others = [seated({ seat: 2 }), seated({ seat: 1 }, {}), openChain(coop.member().chain), one]
    expect(rivalsOf(one, [...others, rival])).toEqual([rival])
    // A co-op chooses its serials alone; with ours it must not drive our members out.
    const stranger = delegatedMember(testCoop({ nowMs: NOW_MS }), { membership: { seat: 1 }, delegation: { serial } })
    expect(rivalsOf(one, [openChain(stranger.chain)])).toEqual([])
    expect(rivalsOf(openChain(coop.member().chain), [openChain(coop.member().chain), one])).toEqual([])
  })

  it('belongs to the one whose credential begins later, whoever asks', () => {
    // By their digests alone it would be the other one.
    let later = seated({ notBeforeMs: now + 1n })
    while (toHex(later.credentialDigest) < toHex(one.credentialDigest)) later = seated({ notBeforeMs: now + 1n })
    expect(holderOf(one, later)).toBe(later.subject)
    expect(holderOf(later, one)).toBe(later.subject)
  })

  it('belongs to one of two that begin at once, the same for everybody', () => {
    const twin = seated({})
    expect(holderOf(one, twin)).toBe(holderOf(twin, one))
    const [smaller] = [one, twin].toSorted((a, b) => (toHex(a.credentialDigest) < toHex(b.credentialDigest) ? -1 : 1))
    expect(holderOf(one, twin)).toBe(smaller!.subject)
  })
})
