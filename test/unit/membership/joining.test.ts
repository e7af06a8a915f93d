import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeInvite, encodeInvite } from '../../../src/membership/invite-code.js'
import { MEMBERSHIP_PROTOCOL } from '../../../src/membership/membership-protocol.js'
import { JOIN_ATTEMPTS_PER_MINUTE } from '../../../src/limits.js'
import { ErrorCode, errorFrame, membershipFrame, toHex, type MembershipFrame } from '../../../src/wire/index.js'
import { startBareNode, type BareNode } from '../../helpers/bare-node.js'
import { testCoop, testKey, type TestCoop } from '../../helpers/coop.js'
import { MemberNodes, type MemberNode } from '../../helpers/member-node.js'

const MAX = 1 << 18
const nodes = new MemberNodes()
const bare: BareNode[] = []
afterEach(async () => {
  await Promise.all(bare.splice(0).map((one) => one.stop()))
  await nodes.stop()
})

async function guestOf(issuer: MemberNode): Promise<BareNode> {
  const guest = await startBareNode()
  bare.push(guest)
  await guest.network.dial(issuer.network.addresses()[0]!)
  return guest
}

describe('redeeming an invite', () => {
  async function redeem(guest: BareNode, issuer: MemberNode, frame: Uint8Array): Promise<MembershipFrame> {
    const channel = await guest.network.open(issuer.key.peerId, MEMBERSHIP_PROTOCOL)
    await channel.send(frame)
    const answer = membershipFrame.decode((await channel.receive({ maxBytes: MAX }))!)
    await channel.close()
    return answer
  }

  async function issuerWithInvite(): Promise<{ issuer: MemberNode; request: Uint8Array }> {
    const issuer = await nodes.startIssuer()
    const { code } = await issuer.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
    const { networkId, secret } = decodeInvite(code)
    return { issuer, request: membershipFrame.encode({ join: { networkId, secret } }) }
  }

  it('whose answer was lost gives the same node the same credential, and another node none, also after a restart', async () => {
    const { issuer, request } = await issuerWithInvite()
    const guest = await guestOf(issuer)
    const lost = await guest.network.open(issuer.key.peerId, MEMBERSHIP_PROTOCOL)
    await lost.send(request)
    lost.abort(new Error('the connection broke'))
    const first = await redeem(guest, issuer, request)
    expect(toHex((await redeem(guest, issuer, request)).joined!.chain!.membership)).toBe(
      toHex(first.joined!.chain!.membership),
    )

    await issuer.stop()
    const again = await nodes.start({ dataDir: issuer.dataDir })
    await guest.network.dial(again.network.addresses()[0]!)
    expect(toHex((await redeem(guest, again, request)).joined!.chain!.membership)).toBe(
      toHex(first.joined!.chain!.membership),
    )
    const other = await redeem(await guestOf(again), again, request)
    expect(other.error?.code).toBe(ErrorCode.ERROR_CODE_INVITE)
    expect(other.joined).toBeNull()
  })

  it('is refused for an unknown secret, another co-op, and what is no request', async () => {
    const { issuer, request } = await issuerWithInvite()
    const guest = await guestOf(issuer)
    const { join } = membershipFrame.decode(request)
    const codeOf = async (frame: Uint8Array): Promise<unknown> => (await redeem(guest, issuer, frame)).error?.code
    expect(await codeOf(membershipFrame.encode({ join: { ...join, secret: randomBytes(16) } }))).toBe(
      ErrorCode.ERROR_CODE_INVITE,
    )
    expect(await codeOf(membershipFrame.encode({ join: { ...join, networkId: randomBytes(32) } }))).toBe(
      ErrorCode.ERROR_CODE_INVITE,
    )
    expect(await codeOf(membershipFrame.encode({ join: { ...join, secret: randomBytes(15) } }))).toBe(
      ErrorCode.ERROR_CODE_BAD_FRAME,
    )
    expect(await codeOf(membershipFrame.encode({}))).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
  })

  it('cannot be tried often', async () => {
    const { issuer, request } = await issuerWithInvite()
    const guest = await guestOf(issuer)
    const { join } = membershipFrame.decode(request)
    const codes: unknown[] = []
    for (let attempt = 0; attempt <= JOIN_ATTEMPTS_PER_MINUTE; attempt++) {
      const guess = membershipFrame.encode({ join: { ...join, secret: randomBytes(16) } })
      codes.push((await redeem(guest, issuer, guess)).error?.code)
    }
    expect(codes.at(-2)).toBe(ErrorCode.ERROR_CODE_INVITE)
    expect(codes.at(-1)).toBe(ErrorCode.ERROR_CODE_RATE_LIMITED)
  })

  it('is refused by a member that does not issue', async () => {
    const { issuer, request } = await issuerWithInvite()
    const member = await nodes.startMember(issuer)
    const answer = await redeem(await guestOf(member), member, request)
    expect(answer.error?.code).toBe(ErrorCode.ERROR_CODE_INVITE)
  })
})

describe('an issuer that lies', () => {
  type Answer = (guest: MemberNode, coop: TestCoop) => { join: Partial<MembershipFrame['joined']>; pinned?: TestCoop }

  async function joinLiar(answer: Answer): Promise<unknown> {
    const guest = await nodes.start()
    const coop = testCoop()
    const { join, pinned = coop } = answer(guest, coop)
    const liar = await startBareNode({
      [MEMBERSHIP_PROTOCOL]: async (channel) => {
        await channel.receive({ maxBytes: MAX })
        await channel.send(membershipFrame.encode({ joined: join }))
      },
    })
    bare.push(liar)
    const code = encodeInvite({
      networkId: pinned.networkId,
      issuer: coop.issuer.peerId,
      node: liar.key.peerId,
      secret: randomBytes(16),
      addresses: liar.network.addresses().map((address) => address.replace(/\/p2p\/.*/, '')),
      expiresAtMs: Date.now() + 60_000,
    })
    const error: unknown = await guest.membership.join(code).catch((reason: unknown) => reason)
    if (error instanceof Error) {
      expect(guest.membership.coop).toBeUndefined()
      await guest.stop()
      const again = await nodes.start({ dataDir: guest.dataDir })
      expect(again.membership.coop, 'nothing was stored').toBeUndefined()
    }
    return error
  }

  it('is not assumed: an honest answer is taken', async () => {
    const result = await joinLiar(({ key }, coop) => ({
      join: { chain: coop.member({ key }).chain, bundle: coop.bundle },
    }))
    expect(result).toMatchObject({ name: 'Test co-op', isIssuer: false })
  })

  it.each<[what: string, answer: Answer, code: string]>([
    [
      'about the root',
      ({ key }, coop) => ({
        join: { chain: coop.member({ key }).chain, bundle: coop.bundle },
        pinned: testCoop(),
      }),
      'ERR_SOV_CREDENTIAL',
    ],
    [
      'about whom the credential is for',
      (_guest, coop) => ({ join: { chain: coop.member().chain, bundle: coop.bundle } }),
      'ERR_SOV_CREDENTIAL',
    ],
    [
      'about the date',
      ({ key }) => {
        const coop = testCoop({ nowMs: Date.now() - 48 * 3_600_000 })
        return { join: { chain: coop.member({ key }).chain, bundle: coop.bundle }, pinned: coop }
      },
      'ERR_SOV_CREDENTIAL_EXPIRED',
    ],
    [
      'about the issuing key that the invite pins',
      ({ key }) => {
        const coop = testCoop()
        return { join: { chain: coop.member({ key }).chain, bundle: coop.bundle }, pinned: coop }
      },
      'ERR_SOV_CREDENTIAL',
    ],
    [
      'about groups and prices',
      ({ key }, coop) => ({ join: { chain: coop.member({ key }).chain, bundle: testCoop().bundle } }),
      'ERR_SOV_CREDENTIAL',
    ],
    [
      'by leaving out the organisation',
      ({ key }) => {
        const coop = testCoop({ forged: { membership: { orgId: '', orgName: '' } } })
        return { join: { chain: coop.member({ key }).chain, bundle: coop.bundle }, pinned: coop }
      },
      'ERR_SOV_CREDENTIAL',
    ],
    ['by leaving out the chain', (_guest, coop) => ({ join: { bundle: coop.bundle } }), 'ERR_SOV_PROTOCOL'],
    [
      'by leaving out the bundle',
      ({ key }, coop) => ({ join: { chain: coop.member({ key }).chain } }),
      'ERR_SOV_PROTOCOL',
    ],
  ])('%s is refused', async (_what, answer, code) => {
    expect(await joinLiar(answer)).toMatchObject({ code })
  })

  it('with an error gives our message, and its text apart', async () => {
    const guest = await nodes.start()
    const liar = await startBareNode({
      [MEMBERSHIP_PROTOCOL]: async (channel) => {
        await channel.receive({ maxBytes: MAX })
        await channel.send(
          errorFrame.encode({ error: { code: ErrorCode.ERROR_CODE_INVITE, message: 'run rm\u001b[2J' } }),
        )
      },
    })
    bare.push(liar)
    const code = encodeInvite({
      networkId: randomBytes(32),
      issuer: testKey().peerId,
      node: liar.key.peerId,
      secret: randomBytes(16),
      addresses: liar.network.addresses().map((address) => address.replace(/\/p2p\/.*/, '')),
      expiresAtMs: Date.now() + 60_000,
    })
    const error = (await guest.membership.join(code).catch((reason: unknown) => reason)) as Error
    expect(error).toMatchObject({ code: 'ERR_SOV_INVITE_REFUSED' })
    expect(error.message).not.toContain('rm')
  })
})
