import { describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import {
  ALL_JOIN_ATTEMPTS_PER_MINUTE,
  BUNDLES_PER_MINUTE,
  JOIN_ATTEMPTS_PER_MINUTE,
  MEMBER_STREAMS_PER_SECOND,
  ORGANISATION_BUNDLES_PER_MINUTE,
  ORGANISATION_STREAMS_PER_SECOND,
} from '../../../src/limits.js'
import { createGate } from '../../../src/membership/gate.js'
import type { AccessRule, Member } from '../../../src/membership/index.js'
import { testCoop, verifiedMember } from '../../helpers/coop.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const DAY_MS = 24 * 3_600_000

function gateWith(rules: readonly AccessRule[] = []): {
  clock: ManualClock
  member: Member
  ask: (peer: string, purpose?: Parameters<AccessRule>[1]) => string
  expel: (peer: string, reason: SovError) => void
} {
  const clock = new ManualClock()
  const testMember = testCoop({ nowMs: clock.nowMs() }).member()
  const { credential, credentialDigest, subject } = verifiedMember(testMember, clock.nowMs())
  const member: Member = {
    peer: subject,
    credential,
    credentialDigest,
    chain: testMember.chain,
    isOwnCoop: true,
    bootNonce: new Uint8Array(16),
    features: [],
    agent: '',
  }
  const expelled = new Map<string, SovError>()
  const members = {
    get: (peer: string) => (peer.startsWith(subject) && !expelled.has(peer) ? member : undefined),
    expelledFor: (peer: string) => expelled.get(peer),
  }
  const authorize = createGate(clock, members, rules)
  return {
    clock,
    member,
    expel: (peer, reason) => expelled.set(peer, reason),
    ask(peer, purpose = 'infer') {
      try {
        authorize(peer, purpose)
        return 'allowed'
      } catch (error) {
        return SovError.isInstance(error) ? error.code : String(error)
      }
    },
  }
}

describe('the gate', () => {
  it('lets strangers say hello and join, and nothing else', () => {
    const { ask, member } = gateWith()
    expect(ask('stranger', 'hello')).toBe('allowed')
    expect(ask('stranger', 'membership')).toBe('allowed')
    for (const purpose of ['offer', 'infer', 'ledger'] as const) {
      expect(ask('stranger', purpose)).toBe('ERR_SOV_NOT_A_MEMBER')
      expect(ask(member.peer, purpose)).toBe('allowed')
    }
  })

  it('refuses a credential from the millisecond in which it expires', () => {
    const { ask, member, clock } = gateWith()
    clock.advance(DAY_MS - 1)
    expect(ask(member.peer)).toBe('allowed')
    clock.advance(1)
    expect(ask(member.peer)).toBe('ERR_SOV_CREDENTIAL_EXPIRED')
    expect(ask(member.peer, 'membership'), 'it may still join anew').toBe('allowed')
  })

  it('tells who was expelled why, and lets it settle what was delivered before', () => {
    const { ask, member, expel } = gateWith()
    expel(member.peer, new SovError('ERR_SOV_REVOKED', 'the co-op has revoked the membership'))
    expect(ask(member.peer, 'infer')).toBe('ERR_SOV_REVOKED')
    expect(ask(member.peer, 'offer')).toBe('ERR_SOV_REVOKED')
    expect(ask(member.peer, 'ledger')).toBe('allowed')
    expect(ask(member.peer, 'hello')).toBe('allowed')
    expect(ask(member.peer, 'membership')).toBe('allowed')
  })

  it('asks the rules of rooms above after its own, with the member', () => {
    const asked: unknown[] = []
    const { ask, member } = gateWith([
      (peer, purpose, who) => {
        asked.push([peer, purpose, who])
        if (purpose === 'infer') throw new SovError('ERR_SOV_POLICY_DENIED', 'not served')
      },
    ])
    expect(ask('stranger')).toBe('ERR_SOV_NOT_A_MEMBER')
    expect(asked).toEqual([])
    expect(ask(member.peer, 'offer')).toBe('allowed')
    expect(ask(member.peer)).toBe('ERR_SOV_POLICY_DENIED')
    expect(asked).toEqual([
      [member.peer, 'offer', member],
      [member.peer, 'infer', member],
    ])
  })

  it('limits the streams of a member in a second', () => {
    const { ask, member, clock } = gateWith()
    for (let use = 0; use < MEMBER_STREAMS_PER_SECOND; use++) expect(ask(member.peer)).toBe('allowed')
    expect(ask(member.peer)).toBe('ERR_SOV_RATE_LIMITED')
    clock.advance(1_000 / MEMBER_STREAMS_PER_SECOND)
    expect(ask(member.peer)).toBe('allowed')
  })

  it('limits the streams of all nodes of an organisation together', () => {
    const { ask, member } = gateWith()
    const node = (use: number): string => `${member.peer} ${String(Math.floor(use / MEMBER_STREAMS_PER_SECOND))}`
    for (let use = 0; use < ORGANISATION_STREAMS_PER_SECOND; use++) expect(ask(node(use))).toBe('allowed')
    expect(ask(node(ORGANISATION_STREAMS_PER_SECOND))).toBe('ERR_SOV_RATE_LIMITED')
  })

  it('limits join attempts of one peer, which leaves room for others, and of all together', () => {
    const { ask } = gateWith()
    for (let use = 0; use < JOIN_ATTEMPTS_PER_MINUTE; use++) expect(ask('one', 'membership')).toBe('allowed')
    for (let use = 0; use < 1_000; use++) expect(ask('one', 'membership')).toBe('ERR_SOV_RATE_LIMITED')
    for (let use = JOIN_ATTEMPTS_PER_MINUTE; use < ALL_JOIN_ATTEMPTS_PER_MINUTE; use++) {
      expect(ask(`peer ${String(use)}`, 'membership')).toBe('allowed')
    }
    expect(ask('one more', 'membership')).toBe('ERR_SOV_RATE_LIMITED')
  })

  it('limits the bundles of a member, and of all nodes of its organisation together', () => {
    const { ask, member, clock } = gateWith()
    const node = (use: number): string => `${member.peer} ${String(Math.floor(use / BUNDLES_PER_MINUTE))}`
    for (let use = 0; use < ORGANISATION_BUNDLES_PER_MINUTE; use++) expect(ask(node(use), 'membership')).toBe('allowed')
    expect(ask(node(0), 'membership'), 'one that had its share').toBe('ERR_SOV_RATE_LIMITED')
    expect(ask(node(ORGANISATION_BUNDLES_PER_MINUTE), 'membership'), 'one more').toBe('ERR_SOV_RATE_LIMITED')
    expect(ask('stranger', 'membership'), 'joins are counted apart').toBe('allowed')
    clock.advance(60_000)
    expect(ask(node(0), 'membership')).toBe('allowed')
  })
})
