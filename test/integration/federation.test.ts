import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../src/identity/index.js'
import { FEDERATION_REFRESH_MS, REVOCATION_AGE_MS } from '../../src/limits.js'
import { HELLO_PROTOCOL } from '../../src/membership/hello.js'
import {
  coopBundle,
  ErrorCode,
  HELLO_REFUSAL,
  helloFrame,
  MEMBERSHIP,
  openStatement,
  signStatement,
  toHex,
} from '../../src/wire/index.js'
import { startBareNode } from '../helpers/bare-node.js'
import { testCoop } from '../helpers/coop.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { codeOf, MemberNodes, mutual, TEST_RATES, type MemberNode } from '../helpers/member-node.js'
import { until } from '../helpers/until.js'

const MAX = 1 << 20
const MINUTE_MS = 60_000

/** A little ahead of the other nodes, as clocks may be, so that what they sign in the meantime has begun. */
const aheadClock = (): ManualClock => new ManualClock(Date.now() + MINUTE_MS)

describe('co-ops that are federated', () => {
  const nodes = new MemberNodes()
  afterEach(() => nodes.stop())

  /** Puts the co-op of one node on the list of the other. */
  function list(on: MemberNode, other: MemberNode, jurisdictions: readonly string[] | 'any' = 'any'): Promise<unknown> {
    const { networkId } = other.membership.coop!
    const bundle = other.membership.exportBundle()
    return on.membership.federate({ bundle, jurisdictions, name: `co-op ${toHex(networkId).slice(0, 8)}` })
  }

  async function connect(a: MemberNode, b: MemberNode): Promise<void> {
    await a.network.dial(b.network.addresses()[0]!)
  }

  /** Says hello to a connected node and waits for what comes of it on both sides. */
  const greet = (a: MemberNode, b: MemberNode): Promise<string> => codeOf(a.membership.hello(b.key.peerId))

  const isMember = (of: MemberNode, peer: MemberNode): boolean => of.membership.member(peer.key.peerId) !== undefined

  it('know the members of each other when both have listed the other', async () => {
    const [north, south] = [await nodes.startIssuer(), await nodes.startIssuer({ jurisdiction: 'DE' })]
    await list(north, south)
    await list(south, north)
    await connect(north, south)
    await mutual(north, south)
    const member = north.membership.member(south.key.peerId)!
    expect(member.isOwnCoop).toBe(false)
    expect(member.credential.networkId).toEqual(south.membership.coop!.networkId)
  })

  it('are strangers while only one has listed the other', async () => {
    const [north, south] = [await nodes.startIssuer(), await nodes.startIssuer()]
    await list(north, south)
    await connect(north, south)
    expect(await greet(north, south)).toBe('ERR_SOV_HELLO_REFUSED')
    await until('neither is a member', () => !isMember(north, south) && !isMember(south, north))
  })

  it('speak only for the jurisdictions that the other has named', async () => {
    const [north, south] = [await nodes.startIssuer(), await nodes.startIssuer({ jurisdiction: 'DE' })]
    await list(south, north)
    await list(north, south, ['FR'])
    await connect(north, south)
    expect(await greet(north, south)).toBe('ERR_SOV_CREDENTIAL')
    expect(isMember(north, south)).toBe(false)
    await list(north, south, ['DE', 'FR'])
    await connect(north, south)
    await mutual(north, south)
  })

  it('bring no third co-op with them', async () => {
    const [north, south, west] = [await nodes.startIssuer(), await nodes.startIssuer(), await nodes.startIssuer()]
    for (const other of [north, west]) {
      await list(south, other)
      await list(other, south)
      await connect(other, south)
      await mutual(other, south)
    }
    await connect(north, west)
    expect(await greet(north, west)).toBe('ERR_SOV_HELLO_REFUSED')
    expect([isMember(north, west), isMember(west, north)]).toEqual([false, false])
    // A member of the co-op in the middle tells what its own co-op publishes, and nothing of others.
    expect(north.membership.federated()).toHaveLength(1)
  })

  it('are cut off when they are taken off the list', async () => {
    const clock = aheadClock()
    const [north, south] = [await nodes.startIssuer({ clock }), await nodes.startIssuer()]
    await list(north, south)
    await list(south, north)
    await connect(north, south)
    await mutual(north, south)
    await north.membership.unfederate(north.membership.federated()[0]!.networkId)
    expect(isMember(north, south)).toBe(false)
    expect(() => north.membership.authorize(south.key.peerId, 'infer')).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_CREDENTIAL' }),
    )
    await until('the connection is cut', () => {
      clock.advance(1_000)
      return !north.network.connected().includes(south.key.peerId)
    })
  })

  it('hear of revocations in the other one, and expel who was revoked there', async () => {
    const clock = aheadClock()
    const [north, south] = [await nodes.startIssuer({ clock }), await nodes.startIssuer()]
    const member = await nodes.startMember(south)
    await list(north, south)
    for (const node of [south, member]) {
      await list(node, north)
      await connect(north, node)
      await mutual(north, node)
    }
    await south.membership.revoke({ peer: member.key.peerId })
    await until('the revocation is known in the other co-op', () => {
      clock.advance(FEDERATION_REFRESH_MS)
      return !isMember(north, member)
    })
    expect(isMember(north, south)).toBe(true)
  })

  it('take new prices of the other one from its members', async () => {
    const clock = aheadClock()
    const [north, south] = [await nodes.startIssuer({ clock }), await nodes.startIssuer()]
    await list(north, south)
    await list(south, north)
    const { networkId } = south.membership.coop!
    await south.membership.setPrices({ outputRate: TEST_RATES.outputRate + 1 })
    await connect(north, south)
    await mutual(north, south)
    await until(
      'the hello has told of other prices',
      () => north.membership.priceTableOf(networkId)?.value.version === 2,
    )
    await south.membership.setPrices({ outputRate: TEST_RATES.outputRate + 2 })
    await until('the prices came at the interval', () => {
      clock.advance(FEDERATION_REFRESH_MS)
      return north.membership.priceTableOf(networkId)?.value.version === 3
    })
    expect(north.membership.priceTable()?.value.version).toBe(1)
  })

  it('have no new work while what is known of the revocations of the other is too old', async () => {
    const clock = aheadClock()
    const [north, south] = [await nodes.startIssuer({ clock }), await nodes.startIssuer()]
    await list(north, south)
    await list(south, north)
    await connect(north, south)
    await mutual(north, south)
    const member = north.membership.member(south.key.peerId)!
    expect(() => north.membership.requireNewWork(member)).not.toThrow()
    await south.network.stop()
    clock.advance(REVOCATION_AGE_MS + 1)
    // The own co-op has been heard since: this node is one of its issuers.
    await until('the own list is new', () => !north.membership.validity().isStale)
    expect(() => north.membership.requireNewWork(member)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_REVOCATION_STALE' }),
    )
    expect(north.membership.federated()).toMatchObject([{ isStale: true }])
  })

  it('cannot mint for each other', async () => {
    const north = await nodes.startIssuer()
    const nowMs = Date.now() - 1_000
    const evil = testCoop({ nowMs })
    await north.membership.federate({ bundle: coopBundle.encode(evil.bundle), jurisdictions: 'any', name: 'evil' })
    const bare = await startBareNode()
    try {
      const genuine = evil.member({ key: bare.key }).chain
      const own = north.membership.chain!
      const { value } = openStatement(MEMBERSHIP, genuine.membership)
      const claiming = signStatement(
        MEMBERSHIP,
        { ...value, networkId: north.membership.coop!.networkId, issuerCertificate: new Uint8Array(32) },
        evil.issuer,
      )
      const chains = [
        // its own issuer, under the genesis of the other
        { ...genuine, genesis: own.genesis },
        { ...genuine, genesis: own.genesis, issuerCertificate: own.issuerCertificate },
        // a membership that names the other
        { ...genuine, membership: claiming.bytes },
        { ...own, membership: claiming.bytes },
      ]
      for (const chain of [...chains, genuine]) {
        await bare.network.dial(north.network.addresses()[0]!)
        const channel = await bare.network.open(north.key.peerId, HELLO_PROTOCOL)
        const hello = { versions: [1], chain, bootNonce: randomBytes(16), agent: 'bare/1' }
        await channel.send(helloFrame.encode({ hello }))
        const answer = helloFrame.decode((await channel.receive({ maxBytes: MAX }))!)
        if (chain === genuine) {
          expect(answer.hello).not.toBeNull()
        } else {
          const refusal = openStatement(HELLO_REFUSAL, answer.refusal!).value
          expect(refusal.code).toBe(ErrorCode.ERROR_CODE_NOT_A_MEMBER)
          expect(refusal.peer).toEqual(Buffer.from(peerIdToBytes(bare.key.peerId)))
        }
        await channel.close()
      }
      const [member] = north.membership.members()
      expect([member?.isOwnCoop, member?.credential.networkId]).toEqual([false, Buffer.from(evil.networkId)])
    } finally {
      await bare.stop()
    }
  })
})
