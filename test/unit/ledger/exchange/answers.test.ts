import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { ChainRecords } from '../../../../src/ledger/chain/chain-records.js'
import { Recovery } from '../../../../src/ledger/chain/recovery.js'
import { Witness } from '../../../../src/ledger/chain/witness.js'
import { Decisions } from '../../../../src/ledger/decisions/decisions.js'
import {
  signAward,
  signEpochGrant,
  signSuccession,
  type Coop,
  type SignedSuccession,
} from '../../../../src/ledger/decisions/grants.js'
import { Answers } from '../../../../src/ledger/exchange/answers.js'
import { Writer } from '../../../../src/ledger/writer.js'
import type { Member } from '../../../../src/membership/index.js'
import { ENTRY, ledgerFrame, Role, signStatement, type LedgerFrame } from '../../../../src/wire/index.js'
import { testCoop, testKey, verifiedMember, type TestCoop, type TestMember } from '../../../helpers/coop.js'
import { Exchange, LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'

describe('what a ledger answers to members of other co-ops', () => {
  const clock = new ManualClock()
  let own: TestCoop
  let other: TestCoop
  let node: LedgerNode
  let answers: Answers
  let decisions: Decisions
  const members = new Map<string, Member>()

  beforeEach(async () => {
    ;[own, other] = [testCoop({ nowMs: clock.nowMs() }), testCoop({ nowMs: clock.nowMs() })]
    node = await LedgerNode.open(own.member({ orgId: 'lab' }), clock)
    const { store, key: signer } = node
    const writer = new Writer(store)
    const recovery = new Recovery({ store, writer, self: signer.peerId, clock, onOpen: () => Promise.resolve() })
    decisions = new Decisions({ store, writer, signer, clock, recovery })
    answers = new Answers({
      self: signer.peerId,
      membership: {
        coop: { name: 'Own', ...coopOf(own), isIssuer: false },
        credentialDigest: node.party.credentialDigest,
        member: (peer) => members.get(peer),
      },
      decisions,
      late: node.ledger.late,
      recovery,
      witness: new Witness(store, writer),
      chains: new ChainRecords(store, signer, clock),
    })
  })
  afterEach(async () => {
    members.clear()
    await node.close()
  })

  const coopOf = ({ networkId, root }: TestCoop): Coop => ({ networkId, root: root.peerId })

  /** A connected member. */
  function meet(member: TestMember, roles: readonly Role[] = [Role.ROLE_CONSUMER]): string {
    const { subject: peer, credential, credentialDigest, networkId } = verifiedMember(member, clock.nowMs())
    const said = { bootNonce: new Uint8Array(16), features: [], agent: '' }
    const isOwnCoop = Buffer.from(networkId).equals(own.networkId)
    members.set(peer, {
      peer,
      credential: { ...credential, roles: [...roles] },
      credentialDigest,
      chain: member.chain,
      isOwnCoop,
      ...said,
    })
    return peer
  }

  async function ask(peer: string, question: Parameters<typeof ledgerFrame.encode>[0]): Promise<LedgerFrame> {
    const frame = ledgerFrame.decode(ledgerFrame.encode(question))
    return ledgerFrame.decode(ledgerFrame.encode(await answers.answer(peer, frame)))
  }

  it('shows the whole chain to auditors of its own co-op, and to those of others what names them', async () => {
    const consumer = await LedgerNode.open(own.member(), clock)
    await new Exchange(own, consumer, node).settle()
    await consumer.close()
    const range = { author: peerIdToBytes(node.key.peerId), epoch: 1, fromSeq: 1n }
    const receiptsFor = async (peer: string): Promise<number> => {
      const { records } = await ask(peer, { range })
      return records!.records.filter(({ receipt }) => receipt !== null).length
    }
    expect(await receiptsFor(meet(own.member(), [Role.ROLE_AUDITOR]))).toBe(1)
    expect(await receiptsFor(meet(own.member()))).toBe(0)
    expect(await receiptsFor(meet(other.member(), [Role.ROLE_AUDITOR]))).toBe(0)
  })

  it('takes a new epoch of a member when the root of its own co-op has granted it, and no other root', async () => {
    const announced = (member: TestMember, granting: TestCoop, of: TestCoop): Parameters<typeof ask>[1] => {
      const { key } = member
      const decider = { root: granting.root, coop: coopOf(of), timeMs: clock.nowMs(), forkedEpoch: 0 }
      const grant = signEpochGrant(key.peerId, undefined, decider)
      const entry = signStatement(
        ENTRY,
        {
          networkId: of.networkId,
          author: peerIdToBytes(key.peerId),
          epoch: grant.value.epoch,
          seq: 1n,
          previous: new Uint8Array(32),
          epochReset: { grant: grant.bytes },
        },
        key,
      )
      return { announce: { entries: [entry.bytes] } }
    }
    const [near, far] = [own.member(), other.member()]
    for (const [member, coop, foreign] of [
      [near, own, other],
      [far, other, own],
    ] as const) {
      const peer = meet(member)
      await expect(ask(peer, announced(member, foreign, foreign))).rejects.toMatchObject({
        code: 'ERR_SOV_PEER_MISBEHAVED',
      })
      await expect(ask(peer, announced(member, foreign, coop))).rejects.toMatchObject({
        code: 'ERR_SOV_PEER_MISBEHAVED',
      })
      expect((await ask(peer, announced(member, coop, coop))).known).not.toBeNull()
    }
  })

  it('lets no other co-op take the key of a member out of work, but the key itself', async () => {
    const [victim, successor] = [own.member(), other.member()]
    const peer = meet(successor)
    const announce = (grant: SignedSuccession): Promise<LedgerFrame> => {
      const { bytes } = signStatement(
        ENTRY,
        {
          networkId: other.networkId,
          author: peerIdToBytes(peer),
          epoch: 1,
          seq: 2n,
          previous: new Uint8Array(32).fill(1),
          succession: { grant: grant.bytes },
        },
        successor.key,
      )
      return ask(peer, { announce: { entries: [bytes] } })
    }
    const keys = { predecessor: victim.key.peerId, successor: peer }
    await announce(signSuccession(keys, { root: other.root, coop: coopOf(other), timeMs: clock.nowMs() }))
    expect(decisions.isSucceeded(victim.key.peerId)).toBe(false)
    await announce(signSuccession(keys, { root: victim.key, coop: coopOf(other), timeMs: clock.nowMs() }))
    expect(decisions.isSucceeded(victim.key.peerId)).toBe(true)
  })

  it('follows no decision of another co-op', async () => {
    const award = signAward(
      { debtor: testKey().peerId, creditor: node.key.peerId, amount: 5n, statement: new Uint8Array(32).fill(1) },
      { root: other.root, coop: coopOf(other), awardId: new Uint8Array(16), timeMs: clock.nowMs() },
    )
    expect((await ask(meet(other.member()), { decision: award.bytes })).unknown).not.toBeNull()
    expect((await node.ledger.balances()).perPeer).toEqual([])
  })
})
