import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/clock.js'
import { peerIdToBytes, readKeyFile, type NodeKey } from '../../src/identity/index.js'
import { HELLO_PROTOCOL } from '../../src/membership/hello.js'
import type { Channel } from '../../src/network/index.js'
import {
  coopBundle,
  ErrorCode,
  errorInFrame,
  HELLO_REFUSAL,
  helloFrame,
  ISSUER_CERTIFICATE,
  MEMBERSHIP,
  openStatement,
  Role,
  signStatement,
  type CredentialChain,
} from '../../src/wire/index.js'
import { startBareNode, type BareNode } from '../helpers/bare-node.js'
import { testCoop, testKey, type Fields } from '../helpers/coop.js'
import {
  anotherIssuer,
  delegatedMember,
  firstIssuer,
  type CoopKeys,
  type DelegatedOptions,
} from '../helpers/delegated.js'
import { MemberNodes, mutual, type MemberNode } from '../helpers/member-node.js'
import { until } from '../helpers/until.js'

const INFER = '/sov/infer/1'
const MAX = 1 << 20
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const { ERROR_CODE_NOT_A_MEMBER: NOT_A_MEMBER, ERROR_CODE_REVOKED: REVOKED } = ErrorCode

/** Serves everybody whom the gate lets in. */
const serving = { [INFER]: (channel: Channel): Promise<void> => channel.send(new Uint8Array()) }

/** The keys of a co-op that a node has made, as who has stolen its folder holds them. */
async function keysOf(founder: MemberNode): Promise<CoopKeys> {
  const { chain, coop } = founder.membership
  const issuer = await readKeyFile(join(founder.dataDir, 'coop', 'issuer.pem'))
  const root = await readKeyFile(join(founder.dataDir, 'coop', 'root.pem'))
  const issuerCertificate = openStatement(ISSUER_CERTIFICATE, chain!.issuerCertificate)
  const bundle = coopBundle.decode(founder.membership.exportBundle())
  return { networkId: coop!.networkId, root, issuer, issuerCertificate, bundle }
}

/** Dates that begin now and last a day. */
const today = (offsetMs = 0): { notBeforeMs: bigint; notAfterMs: bigint } => {
  const beginMs = BigInt(Date.now() + offsetMs)
  return { notBeforeMs: beginMs, notAfterMs: beginMs + BigInt(DAY_MS) }
}

/** A credential without a delegation, signed with the issuing key unless another is given. */
function mint(
  coop: CoopKeys,
  key: NodeKey,
  fields: Fields<typeof MEMBERSHIP> = {},
  signer = coop.issuer,
): CredentialChain {
  const membership = signStatement(
    MEMBERSHIP,
    {
      networkId: coop.networkId,
      serial: randomBytes(16),
      issuer: peerIdToBytes(signer.peerId),
      issuerCertificate: coop.issuerCertificate.digest,
      subject: peerIdToBytes(key.peerId),
      orgId: 'lab',
      orgName: 'Lab',
      jurisdiction: 'DE',
      evidenceLevel: 1,
      roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
      ...today(),
      ...fields,
    },
    signer,
  )
  const nothing = new Uint8Array()
  const { genesis } = coop.bundle
  const issuerCertificate = coop.issuerCertificate.bytes
  const membershipBytes = membership.bytes
  return {
    genesis,
    issuerCertificate,
    delegation: nothing,
    delegationIssuerCertificate: nothing,
    membership: membershipBytes,
  }
}

/** A peer that shows a chain; gives the code and reason it is refused with, or undefined. */
async function show(
  peer: BareNode,
  victim: MemberNode,
  chain: CredentialChain | null,
): Promise<{ readonly code: ErrorCode; readonly reason: string } | undefined> {
  await peer.network.dial(victim.network.addresses()[0]!)
  const channel = await peer.network.open(victim.key.peerId, HELLO_PROTOCOL)
  const hello = { versions: [1], features: [], chain, bootNonce: randomBytes(16), agent: 'bare/1' }
  await channel.send(helloFrame.encode({ hello }))
  const { refusal } = helloFrame.decode((await channel.receive({ maxBytes: MAX }))!)
  await channel.close()
  return refusal === null ? undefined : openStatement(HELLO_REFUSAL, refusal).value
}

/** What a node answers to who opens a stream for work; undefined when it serves. */
async function workRefusedWith(peer: Pick<BareNode, 'network'>, victim: MemberNode): Promise<string | undefined> {
  const channel = await peer.network.open(victim.key.peerId, INFER)
  const frame = await channel.receive({ maxBytes: MAX })
  await channel.close()
  return errorInFrame(frame!)?.code
}

describe('a peer without a right to be a member', () => {
  const nodes = new MemberNodes()
  const bare: BareNode[] = []
  let victim: MemberNode
  let coop: CoopKeys

  beforeAll(async () => {
    victim = await nodes.startIssuer({ handlers: serving })
    coop = await keysOf(victim)
  })
  afterEach(() => Promise.all(bare.splice(0).map((one) => one.stop())))
  afterAll(() => nodes.stop())

  async function attacker(key = testKey()): Promise<BareNode> {
    const node = await startBareNode({}, key)
    bare.push(node)
    return node
  }

  const delegated = (key: NodeKey, options: DelegatedOptions = {}): CredentialChain =>
    delegatedMember(coop, { key, ...options, membership: { ...today(), ...options.membership } }).chain
  const elsewhere = testCoop()
  const stranger = testKey()

  it('is served when its credential is right, which shows that the others are refused for theirs', async () => {
    for (const chainOf of [(key: NodeKey) => mint(coop, key), (key: NodeKey) => delegated(key)]) {
      const key = testKey()
      const peer = await attacker(key)
      expect(await show(peer, victim, chainOf(key))).toBeUndefined()
      expect(await workRefusedWith(peer, victim)).toBeUndefined()
    }
  })

  it.each<[what: string, chainOf: (key: NodeKey) => CredentialChain | null, reason: RegExp]>([
    ['a stranger', () => null, /no credential/],
    ['one with the credential of another peer', () => victim.membership.chain!, /another peer/],
    ['one whose credential has expired', (key) => mint(coop, key, { notAfterMs: BigInt(Date.now() + 2) }), /expired/],
    ['one whose credential begins in an hour', (key) => mint(coop, key, today(HOUR_MS)), /begins in the future/],
    ['one that has signed its own credential', (key) => mint(coop, key, {}, key), /another issuer/],
    ['one signed by the root itself', (key) => mint(coop, key, {}, coop.root), /another issuer/],
    ['a member of another co-op', (key) => elsewhere.member({ key }).chain, /another co-op/],
    [
      'one whom the issuer of another co-op has signed for this one',
      (key) => mint({ ...coop, issuerCertificate: elsewhere.issuerCertificate }, key, {}, elsewhere.issuer),
      /not signed by the root/,
    ],
    [
      'one whom another root has signed under this genesis',
      (key) => {
        const issuer = anotherIssuer({ ...coop, root: elsewhere.root })
        return mint({ ...coop, issuerCertificate: issuer.certificate }, key, {}, issuer.key)
      },
      /not signed by the root/,
    ],
    [
      'one outside the jurisdictions of its delegation',
      (key) => delegated(key, { membership: { jurisdiction: 'NO' } }),
      /jurisdiction/,
    ],
    ['one of another organisation', (key) => delegated(key, { membership: { orgId: 'other' } }), /organisation/],
    [
      'one with the role of an auditor',
      (key) => delegated(key, { membership: { roles: [Role.ROLE_AUDITOR] } }),
      /role/,
    ],
    ['one on a seat too many', (key) => delegated(key, { membership: { seat: 3 } }), /seat/],
    ['one that lives too long', (key) => delegated(key, { delegation: { maxMembershipMs: 1n } }), /lives longer/],
    [
      'one that lives longer than its delegation',
      (key) => delegated(key, { delegation: { notAfterMs: today().notAfterMs - 1_000n } }),
      /beyond/,
    ],
    [
      'one whom the delegate of another organisation has signed',
      (key) => delegated(key, { issuedBy: 'delegate', delegation: { delegate: peerIdToBytes(stranger.peerId) } }),
      /another issuer/,
    ],
    [
      'one under a delegation that a member has signed',
      (key) => delegated(key, { signers: { delegation: stranger } }),
      /not signed by its issuer/,
    ],
    [
      'one under a delegation beyond what its issuer may attest',
      (key) => delegated(key, { delegatedBy: anotherIssuer(coop, { jurisdictions: ['DE'] }) }),
      /may not attest/,
    ],
  ])('%s is refused, and gets no work done', async (_what, chainOf, reason) => {
    const key = testKey()
    const peer = await attacker(key)
    const refused = await show(peer, victim, chainOf(key))
    expect(refused).toMatchObject({ code: NOT_A_MEMBER, reason: expect.stringMatching(reason) as string })
    expect(await workRefusedWith(peer, victim)).toBe('ERR_SOV_NOT_A_MEMBER')
    expect(victim.membership.member(key.peerId)).toBeUndefined()
  })

  it('does not share a seat: the newer credential takes it, and the older one is not let back', async () => {
    const serial = randomBytes(16)
    const onSeat = (key: NodeKey, offsetMs: number): CredentialChain =>
      delegated(key, { delegation: { serial }, membership: { ...today(offsetMs), seat: 2 } })
    const [older, newer] = [testKey(), testKey()]
    const [first, second] = [await attacker(older), await attacker(newer)]
    expect(await show(first, victim, onSeat(older, 1_000))).toBeUndefined()
    expect(await show(second, victim, onSeat(newer, 2_000))).toBeUndefined()
    expect(victim.membership.member(older.peerId)).toBeUndefined()
    expect(await workRefusedWith(first, victim)).toBe('ERR_SOV_NOT_A_MEMBER')
    expect(await workRefusedWith(second, victim)).toBeUndefined()
    expect(await show(first, victim, onSeat(older, 1_000))).toMatchObject({
      reason: expect.stringMatching(/holds the seat/) as string,
    })
    await until('who lost its seat is cut off', () => !victim.network.connected().includes(older.peerId))
    expect(victim.network.connected()).toContain(newer.peerId)
  })

  it('is refused whatever it had signed when it was revoked as a delegate', async () => {
    const [delegate, member] = [testKey(), testKey()]
    const chain = delegated(member, { delegate, issuedBy: 'delegate' })
    const peer = await attacker(member)
    expect(await show(peer, victim, chain)).toBeUndefined()
    await victim.membership.revoke({ peer: delegate.peerId })
    expect(victim.membership.member(member.peerId)).toBeUndefined()
    expect(await show(await attacker(), victim, null)).toMatchObject({ code: NOT_A_MEMBER })
    expect(await show(peer, victim, chain)).toMatchObject({ code: REVOKED })
  })
})

describe('a member that is revoked', () => {
  const nodes = new MemberNodes()
  afterAll(() => nodes.stop())

  it('is refused by all connected nodes, cut off, and hears of it', async () => {
    const issuer = await nodes.startIssuer({ handlers: serving })
    const other = await nodes.startMember(issuer, { orgName: 'Other', handlers: serving })
    const revoked = await nodes.startMember(issuer, { orgName: 'Revoked' })
    await revoked.network.dial(other.network.addresses()[0]!)
    await mutual(revoked, other)
    const before = await workRefusedWith(revoked, other)
    expect(before).toBeUndefined()

    await issuer.membership.revoke({ peer: revoked.key.peerId })
    await until(
      'the list has come to the other member',
      () => other.membership.member(revoked.key.peerId) === undefined,
    )
    for (const victim of [issuer, other]) {
      expect(await workRefusedWith(revoked, victim)).toBe('ERR_SOV_REVOKED')
      expect(victim.membership.members().map(({ peer }) => peer)).not.toContain(revoked.key.peerId)
    }
    await until('it is cut off', () => !issuer.network.connected().includes(revoked.key.peerId))

    await revoked.network.dial(issuer.network.addresses()[0]!)
    await until('it has seen the list', () => revoked.membership.validity().state === 'revoked')
    await until('it has left everybody', () => revoked.membership.members().length === 0)
    expect(issuer.membership.members().map(({ peer }) => peer)).toEqual([other.key.peerId])
  })

  it('stays out after a restart of the node that knows', async () => {
    const issuer = await nodes.startIssuer()
    const { key, ...member } = await nodes.startMember(issuer)
    const chain = member.membership.chain!
    await issuer.membership.revoke({ orgId: member.membership.credential!.orgId })
    await member.stop()
    const { dataDir } = issuer
    await issuer.stop()
    const again = await nodes.start({ dataDir })
    const peer = await startBareNode({}, key)
    expect(await show(peer, again, chain)).toMatchObject({ code: REVOKED })
    await peer.stop()
  })

  it('is not believed to be revoked because one peer says so', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    const liar = await startBareNode({
      [HELLO_PROTOCOL]: async (channel) => {
        await channel.receive({ maxBytes: MAX })
        const refusal = { peer: peerIdToBytes(member.key.peerId), code: REVOKED, reason: 'revoked', timeMs: 1n }
        await channel.send(helloFrame.encode({ refusal: signStatement(HELLO_REFUSAL, refusal, liar.key).bytes }))
      },
    })
    await member.network.dial(liar.network.addresses()[0]!)
    await member.membership.hello(liar.key.peerId).catch(() => undefined)
    await until('it has asked in vain for the list', () => member.bundleFailures.length > 0)
    expect(member.membership.validity().state).toBe('in_force')
    expect(member.membership.member(issuer.key.peerId)).toBeDefined()
    await liar.stop()
  })
})

describe('a clock that is an hour off', () => {
  const nodes = new MemberNodes()
  afterAll(() => nodes.stop())
  const off = (byMs: number): Clock => ({ ...systemClock, nowMs: () => Date.now() + byMs })

  it('ahead lets nobody in longer, and goes on with those whose credential lasts', async () => {
    const issuer = await nodes.startIssuer()
    const coop = await keysOf(issuer)
    const ahead = await nodes.startMember(issuer, { clock: off(HOUR_MS) })
    expect(ahead.membership.validity()).toMatchObject({ state: 'in_force', isStale: false })
    const key = testKey()
    const peer = await startBareNode({}, key)
    expect(await show(peer, ahead, mint(coop, key, { notAfterMs: BigInt(Date.now() + HOUR_MS / 2) }))).toMatchObject({
      reason: expect.stringMatching(/expired/) as string,
    })
    expect(await show(peer, ahead, mint(coop, key))).toBeUndefined()
    await peer.stop()
  })

  it('behind refuses what begins in its future, with a remedy, and nobody who has been a member', async () => {
    const issuer = await nodes.startIssuer({ clock: off(-2 * HOUR_MS) })
    const coop = await keysOf(issuer)
    const behind = await nodes.startMember(issuer, { clock: off(-HOUR_MS) })
    const key = testKey()
    const peer = await startBareNode({}, key)
    expect(await show(peer, behind, mint(coop, key))).toMatchObject({
      reason: expect.stringMatching(/begins in the future/) as string,
    })
    expect(await show(peer, behind, mint(coop, key, today(-HOUR_MS)))).toBeUndefined()
    await peer.stop()
  })

  it('of an issuer that is ahead revokes at once', async () => {
    const issuer = await nodes.startIssuer()
    const coop = await keysOf(issuer)
    const member = await nodes.startMember(issuer)
    const { dataDir } = issuer
    await issuer.stop()
    const ahead = await nodes.start({ dataDir, clock: off(HOUR_MS) })
    await member.network.dial(ahead.network.addresses()[0]!)
    await mutual(member, ahead)
    const key = testKey()
    const peer = await startBareNode({}, key)
    const chain = mint(coop, key)
    expect(await show(peer, member, chain)).toBeUndefined()
    await ahead.membership.revoke({ peer: key.peerId })
    await until('the member has the list', () => member.membership.member(key.peerId) === undefined)
    expect(await show(peer, member, chain)).toMatchObject({ code: REVOKED })
    await peer.stop()
  })
})

describe('what is known of revocations', () => {
  const nodes = new MemberNodes()
  afterAll(() => nodes.stop())

  it('closes new work of other organisations when it is too old, and opens it with the next list', async () => {
    let offsetMs = 0
    const clock: Clock = { ...systemClock, nowMs: () => Date.now() + offsetMs }
    const issuer = await nodes.startIssuer({ clock, orgName: 'Own' })
    const victim = await nodes.startMember(issuer, { clock, orgName: 'Own', handlers: serving })
    const foreign = await nodes.startMember(issuer, { clock, orgName: 'Foreign' })
    const colleague = await nodes.startMember(issuer, { clock, orgName: 'Own' })
    for (const node of [foreign, colleague]) {
      await node.network.dial(victim.network.addresses()[0]!)
      await mutual(node, victim)
    }
    expect(await workRefusedWith(foreign, victim)).toBeUndefined()

    offsetMs = 5 * DAY_MS
    expect(victim.membership.validity()).toMatchObject({ state: 'in_force', isStale: true })
    expect(await workRefusedWith(foreign, victim)).toBe('ERR_SOV_REVOCATION_STALE')
    expect(await workRefusedWith(colleague, victim)).toBeUndefined()

    await issuer.membership.revoke({ orgId: 'somebody-else' })
    await until('the list has come', () => !victim.membership.validity().isStale)
    expect(await workRefusedWith(foreign, victim)).toBeUndefined()
  })
})

describe('a delegate', () => {
  const nodes = new MemberNodes()
  afterAll(() => nodes.stop())

  it('of the co-op stands for its organisation when it is within its delegation', async () => {
    const founder = await nodes.startIssuer({ handlers: serving })
    const coop = await keysOf(founder)
    const [delegate, key] = [testKey(), testKey()]
    const chain = delegatedMember(coop, { key, delegate, issuedBy: 'delegate', membership: today() }).chain
    const peer = await startBareNode({}, key)
    expect(await show(peer, founder, chain)).toBeUndefined()
    const renewed = delegatedMember(coop, {
      key,
      delegatedBy: firstIssuer(coop),
      issuedBy: anotherIssuer(coop),
      membership: today(),
    }).chain
    expect(await show(peer, founder, renewed)).toBeUndefined()
    await peer.stop()
  })
})
