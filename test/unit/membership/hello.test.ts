import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peerIdFromBytes, peerIdToBytes } from '../../../src/identity/index.js'
import { HELLO_PROTOCOL } from '../../../src/membership/hello.js'
import {
  ErrorCode,
  HELLO_REFUSAL,
  helloFrame,
  openStatement,
  signStatement,
  type CredentialChain,
  type Hello,
  type HelloFrame,
} from '../../../src/wire/index.js'
import { startBareNode, type BareNode } from '../../helpers/bare-node.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { MemberNodes, type MemberNode } from '../../helpers/member-node.js'
import { until } from '../../helpers/until.js'

const MAX = 1 << 16

describe('hello', () => {
  const nodes = new MemberNodes()
  let node: MemberNode
  // holds a credential of the same co-op, and says what a test wants
  let peer: BareNode
  let chain: CredentialChain
  const bare: BareNode[] = []

  beforeEach(async () => {
    node = await nodes.startIssuer()
    const member = await nodes.startMember(node)
    chain = member.membership.chain!
    await member.stop()
    peer = await startBareNode({}, member.key)
    bare.push(peer)
    await peer.network.dial(node.network.addresses()[0]!)
  })
  afterEach(async () => {
    await Promise.all(bare.splice(0).map((one) => one.stop()))
    await nodes.stop()
  })

  const hello = (fields: Partial<Hello> = {}): Uint8Array =>
    helloFrame.encode({
      hello: { versions: [1], features: [], chain, bootNonce: randomBytes(16), agent: 'bare/1', ...fields },
    })

  async function exchange(frame: Uint8Array, from: BareNode = peer): Promise<HelloFrame> {
    const channel = await from.network.open(node.key.peerId, HELLO_PROTOCOL)
    await channel.send(frame)
    const answer = helloFrame.decode((await channel.receive({ maxBytes: MAX }))!)
    await channel.close()
    return answer
  }

  it('is answered with a hello, and the peer is announced once it has accepted', async () => {
    const announced: string[] = []
    node.membership.onMember((who, member) => {
      if (member !== undefined) announced.push(who)
    })
    const channel = await peer.network.open(node.key.peerId, HELLO_PROTOCOL)
    await channel.send(hello())
    const answer = helloFrame.decode((await channel.receive({ maxBytes: MAX }))!)
    expect(answer.hello?.agent).toBe('test/1')
    expect(node.membership.member(peer.key.peerId), 'the gate knows it').toBeDefined()
    expect(announced).toEqual([])
    await channel.close()
    await until('it is announced', () => announced.length > 0)
  })

  it('that the peer does not accept makes no member', async () => {
    const channel = await peer.network.open(node.key.peerId, HELLO_PROTOCOL)
    await channel.send(hello())
    await channel.receive({ maxBytes: MAX })
    const refusal = signStatement(
      HELLO_REFUSAL,
      { peer: peerIdToBytes(node.key.peerId), code: ErrorCode.ERROR_CODE_NOT_A_MEMBER, reason: 'no\u001b[2J' },
      peer.key,
    )
    await channel.send(helloFrame.encode({ refusal: refusal.bytes }))
    await until('it is forgotten', () => node.membership.member(peer.key.peerId) === undefined)
  })

  it.each<[what: string, fields: () => Partial<Hello>, code: ErrorCode, reason: RegExp]>([
    ['no credential', () => ({ chain: null }), ErrorCode.ERROR_CODE_NOT_A_MEMBER, /no credential/],
    [
      'a credential of another peer',
      () => ({ chain: node.membership.chain! }),
      ErrorCode.ERROR_CODE_NOT_A_MEMBER,
      /another peer/,
    ],
    [
      'a credential of another co-op',
      () => ({ chain: testCoop().member({ key: peer.key }).chain }),
      ErrorCode.ERROR_CODE_NOT_A_MEMBER,
      /another co-op/,
    ],
    ['no version', () => ({ versions: [] }), ErrorCode.ERROR_CODE_VERSION, /version/],
    ['versions of the future', () => ({ versions: [2, 3] }), ErrorCode.ERROR_CODE_VERSION, /version/],
    [
      'too many versions',
      () => ({ versions: Array.from({ length: 40 }, (_, index) => index) }),
      ErrorCode.ERROR_CODE_BAD_FRAME,
      /too many/,
    ],
    [
      'too many features',
      () => ({ features: Array.from({ length: 40 }, String) }),
      ErrorCode.ERROR_CODE_BAD_FRAME,
      /too many/,
    ],
    ['a short boot nonce', () => ({ bootNonce: randomBytes(15) }), ErrorCode.ERROR_CODE_BAD_FRAME, /nonce/],
    ['a short digest', () => ({ bundle: randomBytes(31) }), ErrorCode.ERROR_CODE_BAD_FRAME, /digest/],
    ['a long agent', () => ({ agent: 'x'.repeat(65) }), ErrorCode.ERROR_CODE_BAD_FRAME, /agent/],
    [
      'a broken credential',
      () => ({ chain: { ...chain, membership: randomBytes(100) } }),
      ErrorCode.ERROR_CODE_BAD_FRAME,
      /^$/,
    ],
  ])('with %s gets a signed refusal', async (_what, fields, code, reason) => {
    const { refusal } = await exchange(hello(fields()))
    const statement = openStatement(HELLO_REFUSAL, refusal!)
    expect(statement.signer).toBe(node.key.peerId)
    expect(peerIdFromBytes(statement.value.peer)).toBe(peer.key.peerId)
    expect(statement.value.code).toBe(code)
    expect(statement.value.reason).toMatch(reason)
    expect(node.membership.member(peer.key.peerId)).toBeUndefined()
    expect(node.failures.some(({ peer: who }) => who === peer.key.peerId)).toBe(true)
  })

  it('that is too long or no message ends in an error frame', async () => {
    expect((await exchange(randomBytes(40_000))).error?.code).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
    expect((await exchange(Uint8Array.of(0xff))).error?.code).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
  })

  it('keeps only printable text of the agent', async () => {
    await exchange(hello({ agent: 'evil\u001b[2J\n' }))
    await until('it is a member', () => node.membership.member(peer.key.peerId) !== undefined)
    expect(node.membership.member(peer.key.peerId)?.agent).not.toMatch(/\p{Cc}/u)
  })

  it('is refused by the answering peer only with a refusal of its own for this node', async () => {
    const refusals = [
      { signer: testKey(), about: node.key.peerId },
      { signer: undefined, about: testKey().peerId },
    ]
    for (const { signer, about } of refusals) {
      const liar: BareNode = await startBareNode({
        [HELLO_PROTOCOL]: async (channel) => {
          await channel.receive({ maxBytes: MAX })
          const value = { peer: peerIdToBytes(about), code: ErrorCode.ERROR_CODE_NOT_A_MEMBER }
          const { bytes } = signStatement(HELLO_REFUSAL, value, signer ?? liar.key)
          await channel.send(helloFrame.encode({ refusal: bytes }))
        },
      })
      bare.push(liar)
      await node.network.dial(liar.network.addresses()[0]!)
      await expect(node.membership.hello(liar.key.peerId)).rejects.toMatchObject({ code: 'ERR_SOV_PROTOCOL' })
    }
  })

  it('refuses the answer of a peer with a foreign credential, and tells it so signed', async () => {
    const key = testKey()
    const foreign = testCoop().member({ key }).chain
    const told: Uint8Array[] = []
    const stranger = await startBareNode(
      {
        [HELLO_PROTOCOL]: async (channel) => {
          await channel.receive({ maxBytes: MAX })
          await channel.send(hello({ chain: foreign }))
          const last = await channel.receive({ maxBytes: MAX })
          if (last !== null) told.push(last)
        },
      },
      key,
    )
    bare.push(stranger)
    await node.network.dial(stranger.network.addresses()[0]!)
    await expect(node.membership.hello(key.peerId)).rejects.toMatchObject({ code: 'ERR_SOV_CREDENTIAL' })
    await until('it was told', () => told.length > 0)
    expect(openStatement(HELLO_REFUSAL, helloFrame.decode(told[0]!).refusal!).signer).toBe(node.key.peerId)
    expect(node.membership.member(key.peerId)).toBeUndefined()
  })
})
