import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MemberTable, type Admitted } from '../../../src/membership/member-table.js'
import { testCoop, verifiedMember } from '../../helpers/coop.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const clock = new ManualClock()
const HOUR_MS = 3_600_000
const member = testCoop({ nowMs: clock.nowMs() }).member()
const first = verifiedMember(member, clock.nowMs())

/** The member with a credential that begins so long after its first one. */
function shown(afterMs: number, bootNonce: Uint8Array): Admitted {
  const credential = { ...first.credential, notBeforeMs: first.credential.notBeforeMs + BigInt(afterMs) }
  const verified = { ...first, credential }
  const { credentialDigest, subject: peer } = first
  return {
    verified,
    member: {
      peer,
      credential,
      credentialDigest,
      chain: member.chain,
      isOwnCoop: true,
      bootNonce,
      features: [],
      agent: '',
    },
  }
}

describe('the table of members', () => {
  it('keeps the newest credential that a process has shown, in whatever order its hellos end', () => {
    const table = new MemberTable(clock)
    const bootNonce = randomBytes(16)
    const [old, renewed] = [shown(0, bootNonce), shown(HOUR_MS, bootNonce)]
    for (const admitted of [old, renewed, old]) table.admit(admitted)
    expect(table.get(first.subject)).toBe(renewed.member)
    table.withdraw(old.member)
    expect(table.get(first.subject), 'the hello that ends badly is the older one').toBe(renewed.member)
  })

  it('takes what a process shows that was started anew, e.g. from a backup', () => {
    const table = new MemberTable(clock)
    table.admit(shown(HOUR_MS, randomBytes(16)))
    const restored = shown(0, randomBytes(16))
    table.admit(restored)
    expect(table.get(first.subject)).toBe(restored.member)
  })
})
