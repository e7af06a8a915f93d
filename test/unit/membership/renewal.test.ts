import { afterEach, describe, expect, it } from 'vitest'
import { MEMBERSHIP_LIFE_MS, RENEWABLE_MS, RENEWAL_AGE_MS, RENEWAL_INTERVAL_MS } from '../../../src/limits.js'
import { toHex } from '../../../src/wire/index.js'
import { live } from '../../helpers/live.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { codeOf, MemberNodes, mutual, type MemberNode } from '../../helpers/member-node.js'
import { until } from '../../helpers/until.js'

const nodes = new MemberNodes()
afterEach(() => nodes.stop())

const DAY_MS = 24 * 3_600_000
const LAB = { orgName: 'Lab', jurisdiction: 'DE' }

function serialOf({ membership }: MemberNode): string {
  return toHex(membership.credential!.serial)
}

function endOf({ membership }: MemberNode): number {
  return Number(membership.credential!.notAfterMs)
}

describe('a membership', () => {
  it('is renewed by itself at the age that the co-op has chosen, give or take a tenth, and peers hear of it', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock, jurisdiction: 'DE' })
    const first = serialOf(member)
    await live(clock, RENEWAL_AGE_MS * 0.9 - RENEWAL_INTERVAL_MS)
    expect(serialOf(member)).toBe(first)
    await live(clock, RENEWAL_AGE_MS * 0.3, [issuer, member])
    expect(serialOf(member)).not.toBe(first)
    expect(endOf(member) - clock.nowMs()).toBeGreaterThan(MEMBERSHIP_LIFE_MS - 0.4 * DAY_MS)
    expect(member.membership.credential).toMatchObject({ orgId: 'lab', jurisdiction: 'DE', evidenceLevel: 1 })
    const there = issuer.membership.member(member.key.peerId)?.credential
    expect(toHex(there!.serial), 'the issuer has been shown it').toBe(serialOf(member))
  })

  it('of the founder is renewed on its own node, also without any other', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const first = serialOf(issuer)
    await live(clock, 10 * DAY_MS, [issuer])
    expect(serialOf(issuer)).not.toBe(first)
    expect(issuer.membership.validity().state).toBe('in_force')
  })

  it('is renewed by any issuer: nobody is switched off by one that is away for three days', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    const second = await nodes.startMember(founder, { clock, orgName: 'Second', jurisdiction: 'SE' })
    await founder.membership.addIssuer(second.key.peerId)
    await until('the second issuer knows that it is one', () => second.membership.coop?.isIssuer === true)
    const member = await nodes.startMember(founder, { clock, ...LAB })
    await member.network.dial(second.network.addresses()[0]!)
    await mutual(member, second)
    const first = serialOf(member)
    await founder.stop()
    await live(clock, 3 * DAY_MS, [second, member])
    expect(serialOf(member)).not.toBe(first)
    await mutual(member, second)
    expect(member.membership.chain).toMatchObject({ issuerCertificate: expect.any(Uint8Array) as Uint8Array })
    expect(second.membership.member(member.key.peerId)).toBeDefined()
    expect(member.membership.member(second.key.peerId)).toBeDefined()
    expect(member.membership.validity()).toMatchObject({ state: 'in_force', isStale: false })
    expect(member.membership.warnings()).toEqual([])
    member.membership.authorize(second.key.peerId, 'infer')
  })

  it('survives a weekend without any issuer, and says early that its renewal fails', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    await issuer.stop()
    await live(clock, 3 * DAY_MS)
    expect(member.membership.validity()).toMatchObject({ state: 'in_force', isStale: false })
    expect(member.membership.warnings()).toEqual([])
    await live(clock, 2 * DAY_MS)
    expect(member.membership.warnings()).toMatchObject([
      { kind: 'membership_expiring', message: expect.stringMatching(/ends in 2 days; renewal fails/) as string },
      { kind: 'revocations_stale' },
    ])
    await live(clock, 2 * DAY_MS)
    expect(member.membership.warnings()[0]).toMatchObject({ kind: 'membership_expired' })
  })

  it('that has expired is renewed as soon as an issuer can be reached', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    await member.stop()
    clock.advance(MEMBERSHIP_LIFE_MS + DAY_MS)
    const again = await nodes.start({ dataDir: member.dataDir, clock })
    expect(again.membership.validity().state).toBe('expired')
    await until('the issuer has renewed itself', () => endOf(issuer) > clock.nowMs())
    await again.network.dial(issuer.network.addresses()[0]!)
    await mutual(again, issuer)
    expect(again.membership.validity().state).toBe('in_force')
  })

  it('that ended long ago is not renewed', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    await member.stop()
    clock.advance(MEMBERSHIP_LIFE_MS + RENEWABLE_MS)
    const again = await nodes.start({ dataDir: member.dataDir, clock })
    await again.network.dial(issuer.network.addresses()[0]!)
    expect(await codeOf(again.membership.renew())).toBe('ERR_SOV_RENEWAL')
    expect(again.membership.validity().state).toBe('expired')
  })

  it('of another peer, or one that was revoked, is not renewed', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    await issuer.membership.revoke({ peer: member.key.peerId })
    expect(await codeOf(member.membership.renew())).toBe('ERR_SOV_RENEWAL')
    await until('it knows by now', () => member.membership.validity().state === 'revoked')
    expect(member.membership.warnings()).toMatchObject([{ kind: 'membership_revoked' }])
  })

  it('that was just given is given again, since the answer may have been lost', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    await member.membership.renew()
    const digest = toHex(member.membership.credentialDigest!)
    const lost = await issuer.membership.issued()
    await member.membership.renew()
    clock.advance(1)
    expect(toHex(member.membership.credentialDigest!)).not.toBe(digest)
    expect(lost).toHaveLength(2)
    expect(await issuer.membership.issued(), 'one line for each node').toHaveLength(2)
  })

  it('lives as long as the co-op has chosen from its next renewal on', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    const lifetimes = await issuer.membership.setLifetimes({ membershipMs: 2 * DAY_MS, renewalMs: DAY_MS })
    expect(lifetimes).toMatchObject({ membershipMs: 2 * DAY_MS, renewalMs: DAY_MS, revocationMs: 4 * DAY_MS })
    await member.membership.renew()
    expect(endOf(member)).toBe(clock.nowMs() + 2 * DAY_MS)
    const tooLate = { membershipMs: DAY_MS, renewalMs: 0.6 * DAY_MS }
    expect(await codeOf(issuer.membership.setLifetimes(tooLate))).toBe('ERR_SOV_BAD_REQUEST')
    expect(await codeOf(issuer.membership.setLifetimes({ revocationMs: 60_000 }))).toBe('ERR_SOV_BAD_REQUEST')
  })
})

describe('leaving', () => {
  it('revokes the membership at the issuer, forgets it here, and lets the node join again', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    const { code } = await issuer.membership.invite(LAB)
    await member.membership.leave()
    expect(member.membership.coop).toBeUndefined()
    expect(await codeOf(member.membership.leave())).toBe('ERR_SOV_NO_COOP')
    await until('the issuer has let it go', () => issuer.membership.members().length === 0)
    expect(await issuer.membership.issued()).toHaveLength(1)
    await member.stop()
    const again = await nodes.start({ dataDir: member.dataDir })
    expect(again.membership.coop, 'over a restart').toBeUndefined()
    await again.membership.join(code)
    await mutual(again, issuer)
  })

  it('needs an issuer, unless it is forced', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    await issuer.stop()
    expect(await codeOf(member.membership.leave())).toBe('ERR_SOV_RENEWAL')
    expect(member.membership.coop).toBeDefined()
    await member.membership.leave({ isForced: true })
    expect(member.membership.coop).toBeUndefined()
  })
})
