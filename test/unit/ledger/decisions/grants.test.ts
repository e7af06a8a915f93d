import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import {
  openAward,
  openDecision,
  openEpochGrant,
  openSuccession,
  signAward,
  signEpochGrant,
  signSuccession,
} from '../../../../src/ledger/decisions/grants.js'
import { openPosition } from '../../../../src/ledger/chain/position.js'
import { AWARD, ENTRY, EPOCH_GRANT, ORDER, signStatement, SUCCESSION_GRANT } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'

const [root, author, other] = [testKey(), testKey(), testKey()]
const networkId = new Uint8Array(32).fill(1)
const foreign = new Uint8Array(32).fill(9)
const coop = { networkId, root: root.peerId }
const deciding = { root, coop, timeMs: 77 }
const bytesOf = (peer: { readonly peerId: string }): Uint8Array => peerIdToBytes(peer.peerId)
const misbehaved = (message: string): unknown =>
  expect.objectContaining({ code: 'ERR_SOV_PEER_MISBEHAVED', message: expect.stringContaining(message) as string })

const epochGrant = signEpochGrant(author.peerId, undefined, { ...deciding, forkedEpoch: 0 })
const award = signAward(
  { debtor: author.peerId, creditor: other.peerId, amount: 5n, statement: foreign },
  { ...deciding, awardId: new Uint8Array(16).fill(3) },
)
const succession = signSuccession({ predecessor: author.peerId, successor: other.peerId }, deciding)

describe('an epoch grant', () => {
  const known = openPosition(
    signStatement(ENTRY, { networkId, author: bytesOf(author), epoch: 4, seq: 9n }, author).bytes,
  )

  it('begins the epoch after all that are known, from the last position on', () => {
    expect(epochGrant.value).toMatchObject({ epoch: 2, timeMs: 77n })
    expect(epochGrant.value.lastAccepted).toEqual(Buffer.alloc(32))
    const after = (forkedEpoch: number): object =>
      signEpochGrant(author.peerId, known, { ...deciding, forkedEpoch }).value
    expect(after(0)).toMatchObject({ epoch: 5, lastAccepted: known.digest })
    expect(after(4)).toMatchObject({ epoch: 5 })
    expect(after(6)).toMatchObject({ epoch: 7, lastAccepted: known.digest })
    expect(signEpochGrant(author.peerId, undefined, { ...deciding, forkedEpoch: 6 }).value.epoch).toBe(7)
  })

  it("is the root's, for one author of one co-op", () => {
    expect(openEpochGrant(epochGrant.bytes, coop, author.peerId).digest).toEqual(epochGrant.digest)
    const signed = (changed: Partial<typeof epochGrant.value>, key = root): Uint8Array =>
      signStatement(EPOCH_GRANT, { ...epochGrant.value, ...changed }, key).bytes
    const open = (bytes: Uint8Array) => (): unknown => openEpochGrant(bytes, coop, author.peerId)
    expect(open(signed({}, other))).toThrow(misbehaved("not signed by the co-op's root"))
    expect(open(signed({ author: bytesOf(other) }))).toThrow(misbehaved('for another node'))
    expect(open(signed({ networkId: foreign }))).toThrow(misbehaved('of another co-op'))
  })
})

describe('an award', () => {
  it('moves work units between two', () => {
    const { value } = openAward(award.bytes, coop)
    expect(value).toMatchObject({ amount: 5n, timeMs: 77n })
    expect([value.debtor, value.creditor, value.subject, value.awardId].map((bytes) => Buffer.from(bytes))).toEqual(
      [bytesOf(author), bytesOf(other), foreign, new Uint8Array(16).fill(3)].map((bytes) => Buffer.from(bytes)),
    )
  })

  it("is the root's, and moves something", () => {
    const signed = (changed: Partial<typeof award.value>, key = root): Uint8Array =>
      signStatement(AWARD, { ...award.value, ...changed }, key).bytes
    for (const [bytes, reason] of [
      [signed({}, other), "not signed by the co-op's root"],
      [signed({ networkId: foreign }), 'of another co-op'],
      [signed({ creditor: bytesOf(author) }), 'not valid'],
      [signed({ amount: 0n }), 'not valid'],
      [signed({ awardId: new Uint8Array(15) }), 'not valid'],
      [signed({ awardId: new Uint8Array(17) }), 'not valid'],
    ] as const) {
      expect(() => openAward(bytes, coop), reason).toThrow(misbehaved(reason))
    }
  })
})

describe('a succession', () => {
  const signed = (changed: Partial<typeof succession.value>, key = root): Uint8Array =>
    signStatement(SUCCESSION_GRANT, { ...succession.value, ...changed }, key).bytes

  it('is said by the root or by the old key', () => {
    expect(openSuccession(succession.bytes, coop).value.timeMs).toBe(77n)
    for (const key of [root, author]) {
      const { value, signer } = openSuccession(signed({}, key), coop)
      expect(signer).toBe(key.peerId)
      expect(Buffer.from(value.predecessor)).toEqual(Buffer.from(bytesOf(author)))
      expect(Buffer.from(value.successor)).toEqual(Buffer.from(bytesOf(other)))
    }
  })

  it('is said by nobody else, of another key, in the same co-op', () => {
    const open = (bytes: Uint8Array) => (): unknown => openSuccession(bytes, coop)
    expect(open(signed({}, other))).toThrow(misbehaved('neither by the old key nor by the root'))
    expect(open(signed({ successor: bytesOf(author) }))).toThrow(misbehaved('cannot succeed itself'))
    expect(open(signed({ networkId: foreign }))).toThrow(misbehaved('of another co-op'))
  })
})

describe('openDecision', () => {
  it('tells the three kinds apart', () => {
    for (const [signed, kind] of [
      [award, 'award'],
      [epochGrant, 'epoch'],
      [succession, 'succession'],
    ] as const) {
      expect(openDecision(signed.bytes)).toMatchObject({ kind, digest: signed.digest, signer: root.peerId })
    }
  })

  it('takes nothing else, and no wrong signature', () => {
    const { bytes } = signStatement(ORDER, { consumer: bytesOf(author) }, author)
    expect(() => openDecision(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }))
    const forged = Buffer.from(award.bytes)
    forged[forged.length - 1]! ^= 1
    expect(() => openDecision(forged)).toThrow(expect.objectContaining({ code: 'ERR_SOV_SIGNATURE' }))
  })
})
