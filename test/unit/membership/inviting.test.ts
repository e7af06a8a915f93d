import { afterEach, describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { MAX_INVITE_USES, MAX_JOIN_REQUESTS_PER_INVITE } from '../../../src/limits.js'
import { Invites } from '../../../src/membership/invites.js'
import { openStore } from '../../../src/store/index.js'
import { LogPolicy, Role, toHex } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { codeOf, MemberNodes } from '../../helpers/member-node.js'

const nodes = new MemberNodes()
afterEach(() => nodes.stop())

const LAB = { orgName: 'Lab', jurisdiction: 'DE' }

describe('an invite', () => {
  it('is good for as many nodes as it says, and for one at a time', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ ...LAB, uses: 2 })
    const guests = await Promise.all([nodes.start(), nodes.start(), nodes.start(), nodes.start()])
    const results = await Promise.all(guests.map(({ membership }) => codeOf(membership.join(code))))
    expect(results.sort()).toEqual(['ERR_SOV_INVITE_REFUSED', 'ERR_SOV_INVITE_REFUSED', 'done', 'done'])
  })

  it('is counted over a restart of the issuer', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ ...LAB, uses: 2 })
    const [first, second, third] = await Promise.all([nodes.start(), nodes.start(), nodes.start()])
    await first.membership.join(code)
    await issuer.stop()
    const again = await nodes.start({ dataDir: issuer.dataDir })
    for (const { network } of [first, second, third]) await network.dial(again.network.addresses()[0]!)
    // The address in the code is gone, the node that it names is connected.
    const digest = toHex(first.membership.credentialDigest!)
    await first.membership.join(code)
    expect(toHex(first.membership.credentialDigest!), 'the same node gets the same again').toBe(digest)
    expect(await codeOf(second.membership.join(code))).toBe('done')
    expect(await codeOf(third.membership.join(code))).toBe('ERR_SOV_INVITE_REFUSED')
  })

  it('is not used up by an answer that never was', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite(LAB)
    const guest = await nodes.start()
    const commit = issuer.store.commit.bind(issuer.store)
    // The disk of the issuer fails in the moment in which mark and membership would be written.
    issuer.store.commit = () => Promise.reject(new SovError('ERR_SOV_DISK_FULL', 'played'))
    expect(await codeOf(guest.membership.join(code))).not.toBe('done')
    issuer.store.commit = commit
    expect(await issuer.membership.issued()).toHaveLength(1)
    expect(await codeOf((await nodes.start()).membership.join(code))).toBe('done')
    expect(await codeOf(guest.membership.join(code))).toBe('ERR_SOV_INVITE_REFUSED')
  })

  it('gives the roles, the promise and the evidence level that it was made for', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({
      ...LAB,
      roles: ['auditor'],
      promisesNoPromptLogging: true,
      isSelfDeclared: true,
    })
    const { membership } = await nodes.start()
    await membership.join(code)
    expect(membership.credential).toMatchObject({
      roles: [Role.ROLE_AUDITOR],
      logPolicy: LogPolicy.LOG_POLICY_NO_PROMPTS,
      evidenceLevel: 0,
    })
  })

  it.each([{ uses: 0 }, { uses: 1.5 }, { uses: MAX_INVITE_USES + 1 }, { roles: [] }])(
    'cannot be made with %o',
    async (wrong) => {
      const { membership } = await nodes.startIssuer()
      expect(await codeOf(membership.invite({ ...LAB, ...wrong }))).toBe('ERR_SOV_BAD_REQUEST')
    },
  )

  it('is dropped with all that was asked with it once it has expired', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const { code } = await issuer.membership.invite({ ...LAB, expiresInMs: 60_000, needsApproval: true })
    expect(await codeOf((await nodes.start({ clock })).membership.join(code))).toBe('ERR_SOV_JOIN_PENDING')
    expect(await issuer.membership.waitingNodes()).toHaveLength(1)
    clock.advance(60_000)
    await issuer.membership.invite(LAB)
    expect(await issuer.membership.waitingNodes()).toEqual([])
  })
})

describe('an invite that needs approval', () => {
  it('lets the node wait, and in once it is approved', async () => {
    const clock = new ManualClock()
    const issuer = await nodes.startIssuer({ clock })
    const guest = await nodes.start({ clock })
    const { code } = await issuer.membership.invite({ ...LAB, needsApproval: true })
    const error: unknown = await guest.membership.join(code).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'ERR_SOV_JOIN_PENDING',
      retryAfterMs: 15_000,
      details: { retryAfterMs: 15_000 },
    })
    const [waiting] = await issuer.membership.waitingNodes()
    expect(waiting).toMatchObject({ peer: guest.key.peerId, ...LAB, state: 'waiting', askedAtMs: clock.nowMs() })
    expect(await codeOf(guest.membership.join(code)), 'still').toBe('ERR_SOV_JOIN_PENDING')
    expect(await issuer.membership.approve(waiting!.id.slice(0, 6).toUpperCase())).toMatchObject({ state: 'approved' })
    await guest.membership.join(code)
    expect(guest.membership.credential?.orgName).toBe('Lab')
    expect(await issuer.membership.waitingNodes()).toEqual([])
  })

  it('refuses the node that is denied, and no other', async () => {
    const issuer = await nodes.startIssuer()
    const [bad, good] = [await nodes.start(), await nodes.start()]
    const { code } = await issuer.membership.invite({ ...LAB, needsApproval: true })
    for (const { membership } of [bad, good]) expect(await codeOf(membership.join(code))).toBe('ERR_SOV_JOIN_PENDING')
    const idOf = async (peer: string): Promise<string> =>
      (await issuer.membership.waitingNodes()).find((node) => node.peer === peer)!.id
    await issuer.membership.deny(await idOf(bad.key.peerId))
    expect(await codeOf(bad.membership.join(code))).toBe('ERR_SOV_INVITE_REFUSED')
    await issuer.membership.approve(await idOf(good.key.peerId))
    expect(await codeOf(good.membership.join(code))).toBe('done')
  })

  it('is decided by an id that means one node', async () => {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ ...LAB, needsApproval: true, uses: 2 })
    for (const node of [await nodes.start(), await nodes.start()]) await codeOf(node.membership.join(code))
    expect(await codeOf(issuer.membership.approve(''))).toBe('ERR_SOV_BAD_REQUEST')
    expect(await codeOf(issuer.membership.approve('zz'))).toBe('ERR_SOV_BAD_REQUEST')
  })

  it('has room for so many keys, which cost nothing', async () => {
    const store = await openStore({ path: await nodes.folder() })
    try {
      const invites = new Invites(store)
      const key = Invites.keyOf(new Uint8Array(16))
      for (let count = 0; count < MAX_JOIN_REQUESTS_PER_INVITE; count++) {
        expect(await invites.hasRoom(key)).toBe(true)
        await store.commit([invites.putVisit(key, testKey().peerId, { state: 'waiting', askedAtMs: count })])
      }
      expect(await invites.hasRoom(key)).toBe(false)
      expect(await invites.hasRoom(Invites.keyOf(new Uint8Array(15))), 'another one has').toBe(true)
    } finally {
      await store.close()
    }
  })
})
