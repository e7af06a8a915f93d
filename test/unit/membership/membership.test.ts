import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { SovError } from '../../../src/errors.js'
import { MEMBERSHIP_LIFE_MS, STRANGER_GRACE_MS } from '../../../src/limits.js'
import { isJurisdiction } from '../../../src/membership/index.js'
import { openStore } from '../../../src/store/index.js'
import { equalBytes, toHex } from '../../../src/wire/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { codeOf, MemberNodes, mutual, TEST_RATES, type MemberNode } from '../../helpers/member-node.js'
import { until } from '../../helpers/until.js'

const nodes = new MemberNodes()
afterEach(() => nodes.stop())

function authorized(node: MemberNode, peer: string, purpose: 'infer' | 'offer' = 'infer'): string {
  try {
    node.membership.authorize(peer, purpose)
    return 'allowed'
  } catch (error) {
    return (error as SovError).code
  }
}

describe('creating a co-op', () => {
  it('gives this node a credential, groups, prices, and keys that nobody else can read', async () => {
    const { membership, dataDir, key } = await nodes.startIssuer({
      orgName: 'Universitetet i Oslo',
      jurisdiction: 'no',
    })
    expect(membership.coop).toMatchObject({ name: 'Test co-op', isIssuer: true })
    expect(membership.credential).toMatchObject({
      orgId: 'universitetet-i-oslo',
      orgName: 'Universitetet i Oslo',
      jurisdiction: 'NO',
      evidenceLevel: 1,
    })
    expect(membership.credentialDigest).toHaveLength(32)
    expect([...membership.groups().keys()].sort()).toEqual(['EEA', 'EU'])
    expect(membership.groups().get('EU')!.every(isJurisdiction)).toBe(true)
    expect(membership.priceTable()?.value).toMatchObject({ ...TEST_RATES, version: 1 })
    expect(membership.priceTable()?.signer).toBe(membership.coop?.root)
    for (const name of ['root', 'issuer']) {
      expect((await stat(join(dataDir, 'coop', `${name}.pem`))).mode & 0o777).toBe(0o600)
    }
    expect(membership.coop?.root).not.toBe(key.peerId)
  })

  it('is refused on a node that is in one, also when both are asked for at once', async () => {
    const { membership } = await nodes.start()
    const options = { name: 'A', orgName: 'Lab', jurisdiction: 'NO', priceTable: TEST_RATES }
    const results = await Promise.all([
      codeOf(membership.createCoop(options)),
      codeOf(membership.createCoop({ ...options, name: 'B' })),
    ])
    expect(results).toEqual(['done', 'ERR_SOV_COOP_EXISTS'])
    expect(membership.coop?.name).toBe('A')
  })

  it('is refused without a name, an organisation or a country, before any key is made', async () => {
    const { membership, dataDir } = await nodes.start()
    const options = { name: 'A', orgName: 'Lab', jurisdiction: 'NO', priceTable: TEST_RATES }
    for (const wrong of [{ name: ' ' }, { orgName: '' }, { jurisdiction: 'UK' }]) {
      expect(await codeOf(membership.createCoop({ ...options, ...wrong }))).toBe('ERR_SOV_BAD_REQUEST')
    }
    await expect(stat(join(dataDir, 'coop'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('lasts over a restart, and invites go on', async () => {
    const issuer = await nodes.startIssuer()
    const digest = toHex(issuer.membership.credentialDigest!)
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE', addresses: [] })
    await issuer.stop()
    const again = await nodes.start({ dataDir: issuer.dataDir })
    expect(toHex(again.membership.credentialDigest!)).toBe(digest)
    expect(again.membership.coop?.isIssuer).toBe(true)
    const member = await nodes.start()
    await member.network.dial(again.network.addresses()[0]!)
    await member.membership.join(code)
    expect(member.membership.credential?.jurisdiction).toBe('DE')
  })
})

describe('joining', () => {
  it('admits in both directions, with organisation, jurisdiction, boot nonce and common features', async () => {
    const issuer = await nodes.startIssuer({ features: ['a', 'b'] })
    const seen: (string | undefined)[] = []
    issuer.membership.onMember((_peer, member) => seen.push(member?.credential.orgId))
    const member = await nodes.startMember(issuer, { orgName: 'Max Planck', jurisdiction: 'DE', features: ['b', 'c'] })
    await until('the issuer has announced the member', () => seen.length > 0)
    expect(seen).toEqual(['max-planck'])
    const there = issuer.membership.member(member.key.peerId)!
    expect(there.credential).toMatchObject({ orgName: 'Max Planck', jurisdiction: 'DE' })
    expect(there.features).toEqual(['b'])
    expect(there.agent).toBe('test/1')
    expect(equalBytes(there.bootNonce, member.bootNonce)).toBe(true)
    expect(equalBytes(there.credentialDigest, member.membership.credentialDigest!)).toBe(true)
    expect(member.membership.coop).toMatchObject({ name: 'Test co-op', isIssuer: false })
    expect(equalBytes(member.membership.priceTable()!.digest, issuer.membership.priceTable()!.digest)).toBe(true)
    expect(member.membership.groups()).toEqual(issuer.membership.groups())
    await member.stop()
    await until('the issuer has noticed that it left', () => seen.length > 1)
    expect(seen).toEqual(['max-planck', undefined])
    expect(issuer.membership.members()).toEqual([])
  })

  it('makes members known to each other who met as strangers, whoever dials', async () => {
    const issuer = await nodes.startIssuer()
    const [a, b] = [await nodes.start(), await nodes.start()]
    await Promise.all([a.network.dial(b.network.addresses()[0]!), b.network.dial(a.network.addresses()[0]!)])
    for (const node of [a, b]) {
      const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'FR' })
      await node.membership.join(code)
    }
    await mutual(a, b)
    await mutual(a, issuer)
    await mutual(b, issuer)
  })

  it('lasts over a restart: members greet each other by themselves', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    await member.stop()
    const again = await nodes.start({ dataDir: member.dataDir })
    await again.network.dial(issuer.network.addresses()[0]!)
    await mutual(again, issuer)
    expect(equalBytes(issuer.membership.member(again.key.peerId)!.bootNonce, again.bootNonce)).toBe(true)
  })

  it('is granted once when two nodes redeem one code at the same time', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
    const guests = await Promise.all([nodes.start(), nodes.start(), nodes.start()])
    const results = await Promise.all(guests.map(({ membership }) => codeOf(membership.join(code))))
    expect(results.sort()).toEqual(['ERR_SOV_INVITE_REFUSED', 'ERR_SOV_INVITE_REFUSED', 'done'])
    expect(guests.filter(({ membership }) => membership.coop !== undefined)).toHaveLength(1)
  })

  it('again with the same code on the same node gives the same credential', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
    const { membership } = await nodes.start()
    await membership.join(code)
    const digest = toHex(membership.credentialDigest!)
    await membership.join(code)
    expect(toHex(membership.credentialDigest!)).toBe(digest)
  })

  it('with another invite of the same co-op replaces the credential, and peers hear of it', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer, { jurisdiction: 'DE' })
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'AT' })
    await member.membership.join(code)
    await until(
      'the issuer sees the new credential',
      () => issuer.membership.member(member.key.peerId)?.credential.jurisdiction === 'AT',
    )
  })

  it('is refused with its own code for each mistake', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const guest = await nodes.start({ clock })
    const { code, expiresAtMs } = await issuer.membership.invite({
      orgName: 'Lab',
      jurisdiction: 'DE',
      expiresInMs: 60_000,
    })
    expect(expiresAtMs).toBe(clock.nowMs() + 60_000)
    expect(await codeOf(guest.membership.join(`${code.slice(0, -1)}!`))).toBe('ERR_SOV_INVITE_INVALID')
    expect(await codeOf(issuer.membership.join(code)), 'the own node').toBe('ERR_SOV_INVITE_INVALID')
    const elsewhere = await nodes.startIssuer({ clock })
    expect(await codeOf(elsewhere.membership.join(code)), 'in another co-op').toBe('ERR_SOV_COOP_EXISTS')
    expect(await codeOf(guest.membership.join(code, { signal: AbortSignal.abort(new Error('given up')) }))).toBe(
      'Error: given up',
    )
    const late = await nodes.start()
    clock.advance(60_000)
    expect(await codeOf(guest.membership.join(code)), 'expired by the own clock').toBe('ERR_SOV_INVITE_INVALID')
    expect(late.membership.coop).toBeUndefined()
  })

  it('is refused by the issuer when its clock says that the invite has expired', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const slow = await nodes.start({ clock: new ManualClock(clock.nowMs()) })
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE', expiresInMs: 60_000 })
    clock.advance(60_000)
    expect(await codeOf(slow.membership.join(code))).toBe('ERR_SOV_INVITE_REFUSED')
  })

  it('is a dial error when nobody is at the address', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
    await issuer.stop()
    expect(await codeOf((await nodes.start()).membership.join(code))).toBe('ERR_SOV_DIAL')
  })
})

describe('inviting', () => {
  it('needs the issuing key', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    const options = { orgName: 'Lab', jurisdiction: 'DE' }
    expect(await codeOf(member.membership.invite(options))).toBe('ERR_SOV_NOT_ISSUER')
    expect(await codeOf((await nodes.start()).membership.invite(options))).toBe('ERR_SOV_NO_COOP')
  })

  it('refuses what no credential could be issued for', async () => {
    const { membership } = await nodes.startIssuer()
    const options = { orgName: 'Lab', jurisdiction: 'DE' }
    for (const wrong of [{ orgName: '' }, { jurisdiction: 'EU' }, { expiresInMs: 0 }, { addresses: ['nowhere'] }]) {
      expect(await codeOf(membership.invite({ ...options, ...wrong }))).toBe('ERR_SOV_BAD_REQUEST')
    }
  })
})

describe('a connection', () => {
  it('to a stranger lasts long enough to join, and is then cut', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const stranger = await nodes.start()
    const lost: string[] = []
    issuer.network.onPeer((peer, isConnected) => {
      if (!isConnected) lost.push(peer)
    })
    await stranger.network.dial(issuer.network.addresses()[0]!)
    await until('the issuer sees it', () => issuer.network.connected().includes(stranger.key.peerId))
    clock.advance(STRANGER_GRACE_MS - 1)
    expect(authorized(issuer, stranger.key.peerId)).toBe('ERR_SOV_NOT_A_MEMBER')
    expect(lost).toEqual([])
    clock.advance(1)
    await until('the stranger is cut', () => lost.length > 0)
    expect(lost).toEqual([stranger.key.peerId])
  })

  it('to a member is refused work in the millisecond its credential expires, and then cut', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const events: boolean[] = []
    issuer.membership.onMember((_peer, now) => events.push(now !== undefined))
    // its own clock stands still, so that it does not renew
    const member = await nodes.startMember(issuer, { clock: new ManualClock() })
    const { peerId } = member.key
    await until('the member is announced', () => events.includes(true))
    expect(authorized(issuer, peerId)).toBe('allowed')
    clock.advance(MEMBERSHIP_LIFE_MS - 1)
    expect(authorized(issuer, peerId, 'offer')).toBe('allowed')
    expect(issuer.membership.members()).toHaveLength(1)
    clock.advance(1)
    expect(authorized(issuer, peerId)).toBe('ERR_SOV_CREDENTIAL_EXPIRED')
    expect(issuer.membership.member(peerId)).toBeUndefined()
    expect(issuer.membership.members()).toEqual([])
    expect(member.membership.credential, 'its owner can still see it').toBeDefined()
    clock.advance(60_000)
    await until('the member is announced as gone', () => events.includes(false))
    expect(issuer.membership.member(peerId)).toBeUndefined()
  })

  it('between two co-ops makes no members, and each side is told why', async () => {
    const [a, b] = [await nodes.startIssuer(), await nodes.startIssuer()]
    await a.network.dial(b.network.addresses()[0]!)
    await until('both hellos have failed', () => a.failures.length > 0 && b.failures.length > 0)
    const error: unknown = await a.membership.hello(b.key.peerId).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'ERR_SOV_HELLO_REFUSED',
      details: {
        code: 'ERROR_CODE_NOT_A_MEMBER',
        reason: 'the credential is not valid: it is of another co-op',
      },
    })
    expect([...a.membership.members(), ...b.membership.members()]).toEqual([])
    expect(authorized(a, b.key.peerId)).toBe('ERR_SOV_NOT_A_MEMBER')
  })

  it('is greeted only from a co-op', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()]
    await a.network.dial(b.network.addresses()[0]!)
    expect(await codeOf(a.membership.hello(b.key.peerId))).toBe('ERR_SOV_NO_COOP')
  })
})

describe('a stored membership', () => {
  it('does not fit another key', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    await member.stop()
    await rm(join(member.dataDir, 'key.pem'))
    expect(await codeOf(nodes.start({ dataDir: member.dataDir }))).toBe('ERR_SOV_CREDENTIAL')
  })

  it.each(['chain', 'bundle'])('of which the %s is damaged is refused', async (name) => {
    const issuer = await nodes.startIssuer()
    const { dataDir } = issuer
    await issuer.stop()
    const store = await openStore({ path: join(dataDir, 'store') })
    const table = store.table('coop')
    const bytes = await table.get(Buffer.from(name))
    await store.commit([table.put(Buffer.from(name), bytes!.subarray(1))])
    await store.close()
    await expect(nodes.start({ dataDir })).rejects.toMatchObject({
      code: 'ERR_SOV_CREDENTIAL',
      remedy: expect.any(String) as string,
    })
  })

  it('of an issuer whose issuing key is gone can invite nobody, and says what to do', async () => {
    const issuer = await nodes.startIssuer()
    await issuer.stop()
    await rm(join(issuer.dataDir, 'coop', 'issuer.pem'))
    const { membership } = await nodes.start({ dataDir: issuer.dataDir })
    expect(membership.coop?.isIssuer).toBe(false)
    expect(await codeOf(membership.invite({ orgName: 'Lab', jurisdiction: 'DE' }))).toBe('ERR_SOV_NOT_ISSUER')
    expect(membership.warnings()).toMatchObject([{ kind: 'issuer_expired' }])
  })

  it('of an issuer needs its issuing key to be a key', async () => {
    const issuer = await nodes.startIssuer()
    await issuer.stop()
    await writeFile(join(issuer.dataDir, 'coop', 'issuer.pem'), 'no key')
    expect(await codeOf(nodes.start({ dataDir: issuer.dataDir }))).toBe('ERR_SOV_KEY_FILE')
  })
})

describe('starting and stopping', () => {
  it('may each be done twice', async () => {
    const { membership } = await nodes.startIssuer()
    await membership.start()
    await membership.stop()
    await membership.stop()
    await membership.start()
    expect(membership.coop?.isIssuer).toBe(true)
  })
})
