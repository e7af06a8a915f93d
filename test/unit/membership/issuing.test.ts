import { readdir, writeFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { generateKey } from '../../../src/identity/index.js'
import { ISSUER_LIFE_MS, ISSUER_SWEEP_INTERVAL_MS, ISSUER_WARNING_MS, REVOCATION_AGE_MS } from '../../../src/limits.js'
import { toHex } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'
import { live } from '../../helpers/live.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { codeOf, MemberNodes, mutual, type MemberNode } from '../../helpers/member-node.js'
import { until } from '../../helpers/until.js'

const nodes = new MemberNodes()
afterEach(() => nodes.stop())

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const LAB = { orgName: 'Lab', jurisdictions: ['DE', 'FR'], maxNodes: 2 }

async function join(issuer: MemberNode, options: { orgName: string; jurisdiction: string }): Promise<MemberNode> {
  const node = await nodes.start()
  await node.membership.join((await issuer.membership.invite(options)).code)
  return node
}

describe('another issuer', () => {
  it('invites as soon as the bundle has reached it, and its members are members of the co-op', async () => {
    const founder = await nodes.startIssuer()
    const second = await nodes.startMember(founder, { orgName: 'Second', jurisdiction: 'SE' })
    expect(await codeOf(second.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' }))).toBe('ERR_SOV_NOT_ISSUER')
    await founder.membership.addIssuer(second.key.peerId)
    await until('it knows', () => second.membership.coop?.isIssuer === true)
    const member = await nodes.startMember(second)
    await member.network.dial(founder.network.addresses()[0]!)
    await mutual(member, founder)
    expect(founder.membership.details().issuers).toMatchObject([
      { node: expect.any(String) as string, state: 'in_force' },
      { state: 'in_force' },
    ])
    expect(await codeOf(second.membership.addIssuer(member.key.peerId)), 'only the root').toBe('ERR_SOV_NOT_ISSUER')
    expect(await codeOf(founder.membership.addIssuer('nobody'))).toBe('ERR_SOV_BAD_REQUEST')
  })

  it('that is revoked issues no more, and what it has signed ends', async () => {
    const founder = await nodes.startIssuer()
    const second = await nodes.startMember(founder, { orgName: 'Second', jurisdiction: 'SE' })
    await founder.membership.addIssuer(second.key.peerId)
    await until('it knows', () => second.membership.coop?.isIssuer === true)
    const member = await nodes.startMember(second)
    await founder.membership.revokeIssuer(second.key.peerId)
    await until('it is none any more', () => second.membership.coop?.isIssuer === false)
    await until('its member knows', () => member.membership.validity().state === 'revoked')
    expect(second.membership.validity().state, 'the founder has signed its own').toBe('in_force')
    expect(await codeOf(founder.membership.revokeIssuer(member.key.peerId))).toBe('ERR_SOV_BAD_REQUEST')
  })
})

describe('a new issuing key', () => {
  it('signs from then on, while what the old one has signed is good until it ends', async () => {
    const founder = await nodes.startIssuer()
    const member = await nodes.startMember(founder)
    const { code } = await founder.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
    await founder.membership.rotateIssuer()
    const [first, second] = founder.membership.details().issuers
    expect([first?.state, second?.state]).toEqual(['in_force', 'in_force'])
    const before = toHex(member.membership.chain!.issuerCertificate)
    await member.membership.renew()
    expect(toHex(member.membership.chain!.issuerCertificate)).not.toBe(before)
    expect(await codeOf((await nodes.start()).membership.join(code)), 'an invite of the old key').toBe('done')
    await founder.stop()
    const again = await nodes.start({ dataDir: founder.dataDir })
    expect(await codeOf(again.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' }))).toBe('done')
    expect(await readdir(within(founder, 'coop'))).toHaveLength(3)
  })

  it('takes over members and revocations of an old one that is revoked', async () => {
    const founder = await nodes.startIssuer()
    const member = await nodes.startMember(founder)
    const gone = await nodes.startMember(founder, { orgName: 'Gone', jurisdiction: 'FR' })
    await founder.membership.delegate({ ...LAB, maxNodes: 1 })
    await founder.membership.revoke({ orgId: 'gone' })
    const before = toHex(member.membership.credentialDigest!)
    await founder.membership.rotateIssuer({ revokesOld: true })
    await until('the founder has renewed itself', () => founder.membership.validity().state === 'in_force')
    await until('the member, too', () => toHex(member.membership.credentialDigest!) !== before)
    await mutual(member, founder)
    expect(member.membership.credential?.seat, 'under the delegation, which the new key has signed, too').toBe(1)
    expect(await codeOf(gone.membership.renew())).toBe('ERR_SOV_RENEWAL')
    expect(
      founder.membership
        .details()
        .issuers.map(({ state }) => state)
        .sort(),
    ).toEqual(['in_force', 'revoked'])
  })

  it('is asked for two weeks before the old one ends', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    clock.advance(ISSUER_LIFE_MS - ISSUER_WARNING_MS + 1)
    expect(founder.membership.warnings()).toContainEqual(
      expect.objectContaining({ kind: 'issuer_expiring', remedy: expect.stringContaining('issuer rotate') as string }),
    )
    await founder.membership.rotateIssuer()
    expect(founder.membership.warnings().filter(({ kind }) => kind.startsWith('issuer'))).toEqual([])
  })
})

describe('a delegation', () => {
  it('gives each node a seat inside its limits, and no more than there are', async () => {
    const founder = await nodes.startIssuer()
    await founder.membership.delegate({ ...LAB, creditLimit: 5n, creditCap: 7n })
    expect(founder.membership.details().delegations).toMatchObject([
      { orgId: 'lab', jurisdictions: ['DE', 'FR'], maxNodes: 2, creditLimit: 5n, creditCap: 7n, delegate: undefined },
    ])
    expect(founder.membership.organisationCredit('lab')).toMatchObject({ creditLimit: 5n, creditCap: 7n })
    expect(founder.membership.organisationCredit('founders')).toBeUndefined()
    const invite = { orgName: 'Lab', jurisdiction: 'DE' }
    const { code } = await founder.membership.invite({ ...invite, uses: 3 })
    const [first, second, third] = [await nodes.start(), await nodes.start(), await nodes.start()]
    for (const { membership } of [first, second]) await membership.join(code)
    expect([first, second].map(({ membership }) => membership.credential?.seat)).toEqual([1, 2])
    expect(await codeOf(third.membership.join(code))).toBe('ERR_SOV_INVITE_REFUSED')
    await mutual(first, founder)
    await first.membership.leave()
    await third.membership.join(code)
    expect(third.membership.credential?.seat, 'the seat that is free').toBe(1)
    for (const wrong of [{ jurisdiction: 'NO' }, { roles: ['auditor' as const] }]) {
      expect(await codeOf(founder.membership.invite({ ...invite, ...wrong }))).toBe('ERR_SOV_BAD_REQUEST')
    }
    await second.membership.renew()
    expect(second.membership.credential?.seat, 'its own').toBe(2)
  })

  it('lets its delegate invite and renew for its own organisation, and for no other', async () => {
    const founder = await nodes.startIssuer()
    const delegate = await nodes.startMember(founder, { orgName: 'Lab', jurisdiction: 'DE' })
    await founder.membership.delegate({ ...LAB, delegate: delegate.key.peerId })
    await until('it knows', () => delegate.membership.details().delegations.length === 1)
    const member = await join(delegate, { orgName: 'Lab', jurisdiction: 'FR' })
    await mutual(member, delegate)
    await member.network.dial(founder.network.addresses()[0]!)
    await mutual(member, founder)
    await founder.stop()
    await member.membership.renew()
    expect(member.membership.credential).toMatchObject({ orgId: 'lab', jurisdiction: 'FR' })
    const other = { orgName: 'Other', jurisdiction: 'DE' }
    expect(await codeOf(delegate.membership.invite(other))).toBe('ERR_SOV_NOT_ISSUER')
    expect(await codeOf(delegate.membership.revoke({ orgId: 'lab' }))).toBe('ERR_SOV_NOT_ISSUER')
  })

  it('is renewed under by another issuer', async () => {
    const founder = await nodes.startIssuer()
    const second = await nodes.startMember(founder, { orgName: 'Second', jurisdiction: 'SE' })
    await founder.membership.addIssuer(second.key.peerId)
    await founder.membership.delegate(LAB)
    await until('it knows', () => second.membership.details().delegations.length === 1)
    const member = await join(founder, { orgName: 'Lab', jurisdiction: 'DE' })
    await member.network.dial(second.network.addresses()[0]!)
    await mutual(member, second)
    await founder.stop()
    await member.membership.renew()
    expect(member.membership.chain?.delegationIssuerCertificate.length).toBeGreaterThan(0)
    await mutual(member, second)
  })

  it.each([
    { jurisdictions: [] },
    { jurisdictions: ['UK'] },
    { maxNodes: 0 },
    { maxNodes: 1.5 },
    { creditLimit: -1n },
    { creditCap: 2n ** 64n },
    { expiresInMs: 0 },
    { delegate: 'nobody' },
    { roles: [] },
    { orgName: '' },
  ])('cannot be made with %o', async (wrong) => {
    const { membership } = await nodes.startIssuer()
    expect(await codeOf(Promise.resolve().then(() => membership.delegate({ ...LAB, ...wrong })))).toBe(
      'ERR_SOV_BAD_REQUEST',
    )
  })
})

describe('a revocation list', () => {
  it('is signed anew although nothing has changed, so that its age says something', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    expect(founder.membership.details().issuers[0]?.listSignedAtMs).toBeUndefined()
    const signedAt = (): number | undefined => founder.membership.details().issuers[0]?.listSignedAtMs
    await live(clock, REVOCATION_AGE_MS / 8 - ISSUER_SWEEP_INTERVAL_MS)
    expect(signedAt(), 'not at every chance').toBeUndefined()
    await until('it is signed', () => {
      clock.advance(MINUTE_MS)
      return signedAt() !== undefined
    })
    const first = signedAt()!
    await live(clock, 3 * DAY_MS, [founder])
    await until('it is signed again', () => signedAt()! > first + 2 * DAY_MS)
    expect(founder.membership.validity()).toMatchObject({ state: 'in_force', isStale: false })
  })

  it('is signed when the issuer comes back, if it is due by then', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    await founder.stop()
    clock.advance(REVOCATION_AGE_MS + MINUTE_MS)
    const { membership } = await nodes.start({ clock, dataDir: founder.dataDir })
    expect(membership.details().issuers[0]?.listSignedAtMs).toBe(clock.nowMs())
    expect(membership.validity()).toMatchObject({ isStale: false })
  })

  it('ends the membership of a peer or an organisation for all members', async () => {
    const founder = await nodes.startIssuer()
    const [one, two] = [await nodes.startMember(founder), await nodes.startMember(founder, { orgName: 'Two' })]
    await founder.membership.revoke({ peer: one.key.peerId })
    await founder.membership.revoke({ orgId: 'two' })
    for (const { membership } of [one, two]) {
      await until('it is revoked', () => membership.validity().state === 'revoked')
    }
    const issued = await founder.membership.issued()
    expect(issued.map(({ isRevoked }) => isRevoked).sort()).toEqual([false, true, true])
    expect(await codeOf(Promise.resolve().then(() => founder.membership.revoke({ orgId: 'Not An Id' })))).toBe(
      'ERR_SOV_BAD_REQUEST',
    )
    expect(await codeOf(one.membership.revoke({ peer: founder.key.peerId }))).toBe('ERR_SOV_NOT_ISSUER')
  })
})

describe('the root key', () => {
  it('encrypted, decides with its passphrase and with no other', async () => {
    const { membership, dataDir } = await nodes.start()
    const rootKey = { path: within({ dataDir }, 'stick.key'), passphrase: 'correct horse' }
    const priceTable = {
      promptRate: 1,
      outputRate: 1,
      contextRate: 1,
      isFreeInsideOrganisation: true,
      creditLimit: 0n,
      startingLine: 0n,
    }
    await membership.createCoop({ name: 'C', orgName: 'O', jurisdiction: 'NO', priceTable, rootKey })
    expect(await readdir(within({ dataDir }, 'coop'))).toEqual(['issuer.pem'])
    expect(await codeOf(membership.setPrices({ promptRate: 2 }))).toBe('ERR_SOV_NOT_ISSUER')
    const { path } = rootKey
    expect(await codeOf(membership.setPrices({ promptRate: 2 }, { path }))).toBe('ERR_SOV_ROOT_PASSPHRASE')
    const wrong = { path, passphrase: 'incorrect horse' }
    expect(await codeOf(membership.setPrices({ promptRate: 2 }, wrong))).toBe('ERR_SOV_ROOT_PASSPHRASE')
    expect((await membership.setPrices({ promptRate: 2 }, rootKey)).value.promptRate).toBe(2)
  })

  it('of another co-op is refused', async () => {
    const { membership, dataDir } = await nodes.startIssuer()
    const path = within({ dataDir }, 'other.pem')
    await writeFile(path, generateKey(), { mode: 0o600 })
    expect(await codeOf(membership.addIssuer(testKey().peerId, { path }))).toBe('ERR_SOV_NOT_ISSUER')
  })
})

function within({ dataDir }: Pick<MemberNode, 'dataDir'>, name: string): string {
  return joinPath(dataDir, name)
}
