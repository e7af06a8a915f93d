import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import {
  comparePlaces,
  exclude,
  openPosition,
  positionKey,
  verifyForkProof,
  type Position,
} from '../../../../src/ledger/chain/position.js'
import { ENTRY, HEAD, ORDER, signStatement, type Entry, type Head } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'

const author = testKey()
const other = testKey()
const digest = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const place = { networkId: digest(1), author: peerIdToBytes(author.peerId), epoch: 1, seq: 5n }
const entry = (changed: Partial<Entry> = {}, key = author): Position =>
  openPosition(signStatement(ENTRY, { ...place, ...changed }, key).bytes)
const head = (changed: Partial<Head> = {}, key = author): Position =>
  openPosition(signStatement(HEAD, { ...place, entry: digest(2), ...changed }, key).bytes)

describe('openPosition', () => {
  it('reads an entry', () => {
    const signed = signStatement(ENTRY, place, author)
    expect(openPosition(signed.bytes)).toEqual({
      author: author.peerId,
      epoch: 1,
      seq: 5n,
      digest: signed.digest,
      entry: signed.value,
      bytes: signed.bytes,
    })
  })

  it('reads a head, which names the entry', () => {
    const { bytes } = signStatement(HEAD, { ...place, entry: digest(2) }, author)
    const position = openPosition(bytes)
    expect(position).toMatchObject({ author: author.peerId, epoch: 1, seq: 5n, entry: undefined, bytes })
    expect(position.digest).toEqual(Buffer.from(digest(2)))
  })

  it('takes neither without a number, by another, or as something else', () => {
    for (const [wrong, reason] of [
      [() => entry({ seq: 0n }), 'has no number'],
      [() => head({ seq: 0n }), 'has no number'],
      [() => entry({}, other), 'not signed by its author'],
      [() => head({}, other), 'not signed by its author'],
    ] as const) {
      expect(wrong).toThrow(expect.objectContaining({ code: 'ERR_SOV_PEER_MISBEHAVED' }))
      expect(wrong).toThrow(reason)
    }
    const { bytes } = signStatement(ORDER, { consumer: place.author }, author)
    expect(() => openPosition(bytes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }))
    const forged = Buffer.from(signStatement(ENTRY, place, author).bytes)
    forged[forged.length - 1]! ^= 1
    expect(() => openPosition(forged)).toThrow(expect.objectContaining({ code: 'ERR_SOV_SIGNATURE' }))
  })
})

describe('comparePlaces', () => {
  it('goes by epoch first, then by number', () => {
    expect(comparePlaces({ epoch: 1, seq: 9n }, { epoch: 2, seq: 1n })).toBeLessThan(0)
    expect(comparePlaces({ epoch: 2, seq: 1n }, { epoch: 1, seq: 9n })).toBeGreaterThan(0)
    expect(comparePlaces({ epoch: 1, seq: 2n }, { epoch: 1, seq: 3n })).toBeLessThan(0)
    expect(comparePlaces({ epoch: 1, seq: 3n }, { epoch: 1, seq: 2n })).toBeGreaterThan(0)
    expect(comparePlaces({ epoch: 1, seq: 3n }, { epoch: 1, seq: 3n })).toBe(0)
  })
})

describe('positions that exclude each other', () => {
  it('are two digests at one place', () => {
    expect(exclude(head(), head({ entry: digest(3) }))).toBe(true)
    expect(exclude(head(), head({ timeMs: 7n }))).toBe(false)
    expect(exclude(entry(), entry({ timeMs: 7n }))).toBe(true)
    const one = entry()
    expect(exclude(one, head({ entry: one.digest }))).toBe(false)
    expect(exclude(one, head())).toBe(true)
  })

  it('are neighbours of which the later one does not name the earlier', () => {
    const first = entry()
    const next = entry({ seq: 6n, previous: first.digest })
    const fork = entry({ seq: 6n, previous: digest(4) })
    for (const [a, b, excluded] of [
      [first, next, false],
      [next, first, false],
      [first, fork, true],
      [fork, first, true],
      [head({ entry: first.digest }), fork, true],
      // a head does not say what comes before
      [first, head({ seq: 6n }), false],
      // there may be anything between them
      [first, entry({ seq: 7n, previous: digest(4) }), false],
      [entry({ seq: 4n }), next, false],
    ] as const) {
      expect(exclude(a, b), `${String(a.seq)} and ${String(b.seq)}`).toBe(excluded)
    }
  })

  it('are of one author and epoch, whatever co-op they name', () => {
    const one = entry()
    expect(exclude(one, entry({ timeMs: 7n, author: peerIdToBytes(other.peerId) }, other))).toBe(false)
    expect(exclude(one, entry({ timeMs: 7n, epoch: 2 }))).toBe(false)
    expect(exclude(one, entry({ timeMs: 7n, networkId: digest(9) }))).toBe(true)
  })
})

describe('verifyForkProof', () => {
  it('names the author and the epoch, whatever comes first', () => {
    const [first, second] = [head({ epoch: 3 }).bytes, head({ epoch: 3, entry: digest(3) }).bytes]
    expect(verifyForkProof({ first, second })).toEqual({ author: author.peerId, epoch: 3 })
    expect(verifyForkProof({ first: second, second: first })).toEqual({ author: author.peerId, epoch: 3 })
  })

  it('takes no two positions that an honest author signs', () => {
    const [first, second] = [entry().bytes, entry({ seq: 9n }).bytes]
    expect(() => verifyForkProof({ first, second })).toThrow('do not exclude each other')
    expect(() => verifyForkProof({ first, second: first })).toThrow('do not exclude each other')
  })
})

describe('positionKey', () => {
  it('is author, epoch and number, so that a range is a chain in order', () => {
    expect(Buffer.from(positionKey(author.peerId, { epoch: 0x01020304, seq: 0x05n }))).toEqual(
      Buffer.concat([peerIdToBytes(author.peerId), Buffer.from('010203040000000000000005', 'hex')]),
    )
  })
})
