import { beforeEach, describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { peerIdToBytes } from '../../../src/identity/index.js'
import { CLOCK_SKEW_MS, REVOCATION_AGE_MS, REVOCATION_GRACE_MS } from '../../../src/limits.js'
import { mergeBundles } from '../../../src/membership/bundle.js'
import { openCoop, withBundle, type Coop } from '../../../src/membership/coop.js'
import { openChain } from '../../../src/membership/chain.js'
import { MemberTable, type Admitted } from '../../../src/membership/member-table.js'
import { MemberWatch } from '../../../src/membership/member-watch.js'
import type { SignedRevocationList } from '../../../src/membership/revocations.js'
import type { CredentialChain, Revocation } from '../../../src/wire/index.js'
import { testCoop, type TestCoop } from '../../helpers/coop.js'
import { delegatedMember, firstIssuer, revocationList } from '../../helpers/delegated.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const GRACE_MS = REVOCATION_GRACE_MS

let clock: ManualClock
let test: TestCoop
let coop: Coop
let members: MemberTable
let watch: MemberWatch
let disconnected: string[]
let expelled: [peer: string, code: string][]

/** The operator has chosen no other co-op; those are in federation.test.ts. */
const NO_FEDERATION = {
  get: () => undefined,
  isStale: () => true,
  objection: () => new SovError('ERR_SOV_CREDENTIAL', 'it is of another co-op'),
}

beforeEach(() => {
  clock = new ManualClock()
  test = testCoop({ nowMs: clock.nowMs() })
  const own = test.member({ orgId: 'own', orgName: 'Own' })
  coop = openCoop({ chain: own.chain, bundle: test.bundle }, own.key.peerId)
  members = new MemberTable(clock)
  disconnected = []
  expelled = []
  const network = {
    disconnect: (peer: string) => {
      disconnected.push(peer)
      return Promise.resolve()
    },
  }
  watch = new MemberWatch({ clock, members, network, coop: () => coop, federation: NO_FEDERATION })
  watch.onExpelled((peer, { code }) => expelled.push([peer, code]))
})

function admitted(chain: CredentialChain): Admitted {
  const verified = openChain(chain)
  const { subject: peer, credential, credentialDigest } = verified
  const said = { isOwnCoop: true, bootNonce: new Uint8Array(16), features: [], agent: '' }
  return { verified, member: { peer, credential, credentialDigest, chain, ...said } }
}

/** A member that both sides have accepted. */
function admit(chain: CredentialChain = test.member().chain): Admitted {
  const newcomer = admitted(chain)
  watch.check(newcomer.verified)
  watch.admit(newcomer)
  members.announce(newcomer.member)
  return newcomer
}

function learn(list: SignedRevocationList): void {
  coop = withBundle(coop, mergeBundles(coop.bundle, { revocationLists: [list] }).bundle)
  watch.enforce()
}

function revoke(...revocations: readonly Partial<Revocation>[]): void {
  const sinceMs = BigInt(clock.nowMs())
  const sequence = (coop.bundle.revocationLists[0]?.value.sequence ?? 0n) + 1n
  const entries = revocations.map((entry) => ({ sinceMs, ...entry }))
  learn(revocationList(test, firstIssuer(test), { sequence, updatedMs: sinceMs, revocations: entries }))
}

const codeOf = (work: () => void): string => {
  try {
    work()
    return 'allowed'
  } catch (error) {
    return SovError.isInstance(error) ? error.code : String(error)
  }
}

describe('a member that is revoked', () => {
  it('leaves the table at once, and is cut off when there was time to settle', () => {
    const told: (string | undefined)[] = []
    members.onMember((_peer, member) => told.push(member?.credential.orgId))
    const { member } = admit()
    const other = admit(test.member({ orgId: 'other', orgName: 'Other' }).chain).member
    revoke({ peer: peerIdToBytes(member.peer) })
    expect(told).toEqual(['lab', 'other', undefined])
    expect(expelled).toEqual([[member.peer, 'ERR_SOV_REVOKED']])
    expect(members.get(member.peer)).toBeUndefined()
    expect(members.expelledFor(member.peer)?.code).toBe('ERR_SOV_REVOKED')
    expect(members.current()).toEqual([other])
    clock.advance(GRACE_MS - 1)
    expect(disconnected).toEqual([])
    clock.advance(1)
    expect(disconnected).toEqual([member.peer])
  })

  it('is not admitted again', () => {
    const { chain } = test.member()
    revoke({ orgId: 'lab' })
    expect(codeOf(() => admit(chain))).toBe('ERR_SOV_REVOKED')
    expect(expelled).toEqual([])
  })

  it('is not cut off when it went by itself, nor when it was admitted anew', () => {
    const { member } = admit()
    const again = admit(test.member({ orgId: 'other', orgName: 'Other' }).chain)
    revoke({ serial: member.credential.serial }, { serial: again.member.credential.serial })
    watch.disconnected(member.peer)
    members.remove(member.peer)
    expect(members.expelledFor(member.peer)).toBeUndefined()
    watch.admit(again)
    expect(members.expelledFor(again.member.peer)).toBeUndefined()
    clock.advance(GRACE_MS)
    expect(disconnected).toEqual([])
  })

  it('is expelled when the date of its revocation comes', () => {
    const { member } = admit()
    revoke({ orgId: 'lab', sinceMs: BigInt(clock.nowMs() + CLOCK_SKEW_MS + 1_000) })
    expect(expelled).toEqual([])
    clock.advance(1_000)
    watch.enforce()
    expect(expelled).toEqual([[member.peer, 'ERR_SOV_REVOKED']])
  })

  it('is forgotten at stop', () => {
    const { member } = admit()
    revoke({ orgId: 'lab' })
    watch.stop()
    members.clear()
    clock.advance(GRACE_MS)
    expect(disconnected).toEqual([])
    expect(members.expelledFor(member.peer)).toBeUndefined()
  })
})

describe('a node that is revoked itself', () => {
  it('expels everybody, admits nobody, and says so', () => {
    const { member } = admit()
    expect(watch.validity()).toMatchObject({ state: 'in_force', isStale: false })
    revoke({ orgId: 'own' })
    expect(expelled).toEqual([[member.peer, 'ERR_SOV_REVOKED']])
    expect(codeOf(() => admit())).toBe('ERR_SOV_REVOKED')
    expect(watch.validity().state).toBe('revoked')
  })

  it('goes on when a newer list takes it back', () => {
    revoke({ orgId: 'own' })
    revoke()
    expect(watch.validity().state).toBe('in_force')
    expect(codeOf(() => admit())).toBe('allowed')
  })

  it('tells when its membership has expired, and when there is none', () => {
    clock.advance(24 * 3_600_000)
    expect(watch.validity().state).toBe('expired')
    const nowhere = new MemberWatch({
      clock,
      members,
      network: { disconnect: () => Promise.resolve() },
      coop: () => undefined,
      federation: NO_FEDERATION,
    })
    expect(nowhere.validity()).toEqual({ state: 'none', revocationAgeMs: Infinity, isStale: true })
    expect(codeOf(() => nowhere.enforce())).toBe('allowed')
  })
})

describe('new work', () => {
  const rule = (
    member: Admitted['member'] | undefined,
    purpose: Parameters<MemberWatch['rule']>[1] = 'infer',
  ): string => codeOf(() => watch.rule('peer', purpose, member))

  it('with a stale list is allowed inside the organisation only', () => {
    const { member } = admit()
    const colleague = admit(test.member({ orgId: 'own', orgName: 'Own' }).chain).member
    clock.advance(REVOCATION_AGE_MS)
    expect(watch.validity()).toMatchObject({ revocationAgeMs: REVOCATION_AGE_MS, isStale: false })
    expect(rule(member)).toBe('allowed')
    clock.advance(1)
    expect(watch.validity().isStale).toBe(true)
    expect(rule(member)).toBe('ERR_SOV_REVOCATION_STALE')
    expect(codeOf(() => watch.requireNewWork(member))).toBe('ERR_SOV_REVOCATION_STALE')
    expect(rule(member, 'ledger')).toBe('allowed')
    expect(rule(member, 'offer')).toBe('allowed')
    expect(rule(undefined)).toBe('allowed')
    expect(rule(colleague)).toBe('allowed')
  })

  it('goes on when a newer list has come', () => {
    const { member } = admit()
    clock.advance(REVOCATION_AGE_MS + 1)
    const updatedMs = BigInt(clock.nowMs())
    learn(revocationList(test, 'root', { updatedMs }))
    expect(rule(member)).toBe('allowed')
  })

  it('with an organisation of the same name in another co-op is foreign work', () => {
    const { member } = admitted(testCoop({ nowMs: clock.nowMs() }).member({ orgId: 'own', orgName: 'Own' }).chain)
    clock.advance(REVOCATION_AGE_MS + 1)
    expect(rule(member)).toBe('ERR_SOV_REVOCATION_STALE')
  })
})

describe('a seat', () => {
  const serial = new Uint8Array(16).fill(7)
  const seated = (offsetMs = 0): CredentialChain => {
    const notBeforeMs = BigInt(clock.nowMs() + offsetMs)
    return delegatedMember(test, { delegation: { serial }, membership: { seat: 1, notBeforeMs } }).chain
  }

  it('goes to the newer credential, and who had it is expelled', () => {
    const before = admit(seated())
    const after = admit(seated(1))
    expect(expelled).toEqual([[before.member.peer, 'ERR_SOV_CREDENTIAL']])
    expect(members.current()).toEqual([after.member])
    clock.advance(GRACE_MS)
    expect(disconnected).toEqual([before.member.peer])
  })

  it('is refused to the older credential', () => {
    const holder = admit(seated(1))
    expect(codeOf(() => admit(seated()))).toBe('ERR_SOV_CREDENTIAL')
    expect(members.current()).toEqual([holder.member])
    expect(expelled).toEqual([])
  })

  it('of this node is not given to an older credential either', () => {
    const chain = seated(1)
    coop = openCoop({ chain, bundle: test.bundle }, openChain(chain).subject)
    expect(codeOf(() => admit(seated()))).toBe('ERR_SOV_CREDENTIAL')
    expect(codeOf(() => admit(seated(2)))).toBe('allowed')
  })

  it('stays with a member that shows its next credential', () => {
    const { chain, key, delegation } = delegatedMember(test, { delegation: { serial }, membership: { seat: 1 } })
    admit(chain)
    const next = delegatedMember(test, {
      key,
      delegation: { serial: delegation.value.serial },
      membership: { seat: 1 },
    })
    admit(next.chain)
    expect(expelled).toEqual([])
  })
})
