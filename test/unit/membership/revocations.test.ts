import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../src/identity/index.js'
import { CLOCK_SKEW_MS, ISSUER_LIFE_MS } from '../../../src/limits.js'
import { openChain, type VerifiedChain } from '../../../src/membership/chain.js'
import {
  checkRevocationList,
  isIssuerRevoked,
  listsOf,
  revocationAgeMs,
  revocationsIn,
  revokedOf,
  signRevocationList,
  type SignedRevocationList,
} from '../../../src/membership/revocations.js'
import { toHex, type CredentialChain, type Revocation } from '../../../src/wire/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { anotherIssuer, delegatedMember, firstIssuer, revocationList } from '../../helpers/delegated.js'
import { refusalOf } from '../../helpers/refusal.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const now = BigInt(NOW_MS)
const day = 24n * 3_600_000n
const coop = testCoop({ nowMs: NOW_MS })
const first = firstIssuer(coop)
const second = anotherIssuer(coop)
const certificates = [first.certificate, second.certificate]

const opened = (chain: CredentialChain): VerifiedChain => openChain(chain, coop.networkId)
const listed = (author: typeof first | 'root', ...revocations: readonly Partial<Revocation>[]): SignedRevocationList =>
  revocationList(coop, author, { revocations: revocations.map((entry) => ({ sinceMs: now, ...entry })) })

/** What of a chain these lists revoke now. */
function revoked(chain: VerifiedChain, ...lists: readonly SignedRevocationList[]): string | undefined {
  return revokedOf(chain, revocationsIn(lists), NOW_MS)
}

describe('a revocation', () => {
  const plain = opened(coop.member().chain)
  const member = delegatedMember(coop, { issuedBy: second })
  const chain = opened(member.chain)
  const ofDelegate = delegatedMember(coop, { issuedBy: 'delegate' })
  const delegated = opened(ofDelegate.chain)

  it.each<[what: string, entry: Partial<Revocation>, says: string]>([
    ['its serial', { serial: chain.credential.serial }, 'the membership'],
    ['its peer', { peer: peerIdToBytes(chain.subject) }, 'the memberships of the peer'],
    ['its organisation', { orgId: 'lab' }, 'the organisation'],
    ['its delegation', { serial: chain.delegation!.value.serial }, 'the delegation'],
  ])('of %s by either issuer or the root counts', (_what, entry, says) => {
    for (const author of [first, second, 'root' as const]) expect(revoked(chain, listed(author, entry))).toBe(says)
  })

  it.each([
    ['the issuer of the membership', second],
    ['the issuer of the delegation', first],
  ])('of %s by the root counts', (_what, { key }) => {
    expect(revoked(chain, listed('root', { issuer: peerIdToBytes(key.peerId) }))).toBe('the issuer')
  })

  it('of anything else does not count', () => {
    const list = listed(
      'root',
      { serial: randomBytes(16) },
      { peer: peerIdToBytes(testKey().peerId) },
      { orgId: 'lab-2' },
      { issuer: peerIdToBytes(testKey().peerId) },
      { issuer: peerIdToBytes(chain.subject) },
      { peer: peerIdToBytes(first.key.peerId) },
      { peer: peerIdToBytes(member.delegate.peerId) },
    )
    expect(revoked(chain, list)).toBeUndefined()
    expect(revoked(plain, list)).toBeUndefined()
    expect(revoked(chain)).toBeUndefined()
  })

  it('of a delegate counts for what it has signed', () => {
    const list = listed(first, { peer: peerIdToBytes(ofDelegate.delegate.peerId) })
    expect(revoked(delegated, list)).toBe('the delegate that has signed the membership')
  })

  it('counts from its date, less the skew of clocks', () => {
    const revocations = revocationsIn([listed(first, { orgId: 'lab', sinceMs: now + day })])
    const fromMs = NOW_MS + Number(day) - CLOCK_SKEW_MS
    expect(revokedOf(chain, revocations, fromMs - 1)).toBeUndefined()
    expect(revokedOf(chain, revocations, fromMs)).toBe('the organisation')
  })

  it('counts at once when it had begun for an issuer whose clock is an hour ahead', () => {
    const updatedMs = now + 3_600_000n
    const ahead = (sinceMs: bigint): SignedRevocationList =>
      revocationList(coop, first, { updatedMs, revocations: [{ orgId: 'lab', sinceMs }] })
    expect(revoked(chain, ahead(updatedMs))).toBe('the organisation')
    expect(revoked(chain, ahead(updatedMs + 1n))).toBeUndefined()
  })

  it('by an issuer that the root has revoked counts no more, while that of another does', () => {
    const theirs = listed(second, { orgId: 'lab' })
    const root = listed('root', { issuer: peerIdToBytes(second.key.peerId) })
    expect(revoked(plain, theirs)).toBe('the organisation')
    expect(revoked(plain, theirs, root)).toBeUndefined()
    expect(revoked(plain, theirs, root, listed(first, { orgId: 'lab' }))).toBe('the organisation')
  })

  it('of an issuer begins at its date', () => {
    const revocations = revocationsIn([
      listed('root', { issuer: peerIdToBytes(second.key.peerId), sinceMs: now + day }),
    ])
    expect(isIssuerRevoked(second.key.peerId, revocations, NOW_MS)).toBe(false)
    expect(isIssuerRevoked(second.key.peerId, revocations, NOW_MS + Number(day))).toBe(true)
    expect(isIssuerRevoked(first.key.peerId, revocations, NOW_MS + Number(day))).toBe(false)
    const twice = revocationsIn([
      listed('root', { issuer: peerIdToBytes(second.key.peerId), sinceMs: now + day }),
      listed('root', { issuer: peerIdToBytes(second.key.peerId) }),
    ])
    expect(isIssuerRevoked(second.key.peerId, twice, NOW_MS)).toBe(true)
  })
})

describe('a revocation list', () => {
  const birth = { digest: coop.networkId, signer: coop.root.peerId, value: opened(coop.member().chain).genesis }
  const other = testKey()
  const otherId = peerIdToBytes(other.peerId)
  const short = randomBytes(15)
  type Args = [author: typeof first | 'root', fields?: Parameters<typeof revocationList>[2], signer?: typeof other]

  it.each<[what: string, args: Args, reason: string]>([
    ['of another network', [first, { networkId: randomBytes(32) }], 'a revocation list is of another co-op'],
    ['signed by another key', [first, {}, other], 'a revocation list is not signed by its issuer'],
    [
      'that names another issuer',
      [first, { issuer: otherId }, other],
      'a revocation list stands on the certificate of another issuer',
    ],
    ['of nobody', [first, { issuer: short }], 'ERR_SOV_WIRE_FORMAT'],
    ['without a sequence number', [first, { sequence: 0n }], 'a revocation list has no sequence number'],
    [
      'of an issuer in the name of the root',
      [first, { issuerCertificate: new Uint8Array() }],
      'a revocation list names no issuer certificate',
    ],
    [
      'on an unknown certificate',
      [first, { issuerCertificate: randomBytes(32) }],
      'the issuer certificate of a revocation list is missing',
    ],
    [
      'on the certificate of another issuer',
      [first, { issuerCertificate: second.certificate.digest }],
      'a revocation list stands on the certificate of another issuer',
    ],
    [
      'after its certificate',
      [first, { updatedMs: now + day }],
      'a revocation list reaches beyond the dates of its issuer certificate',
    ],
    [
      'before its certificate',
      [first, { updatedMs: now - BigInt(CLOCK_SKEW_MS) - 1n }],
      'a revocation list reaches beyond the dates of its issuer certificate',
    ],
    ['with a revocation of nothing', [first, { revocations: [{}] }], 'a revocation is not about exactly one thing'],
    [
      'with a revocation of two things',
      [first, { revocations: [{ orgId: 'a', peer: otherId }] }],
      'a revocation is not about exactly one thing',
    ],
    ['with a short serial', [first, { revocations: [{ serial: short }] }], 'a revoked serial has a wrong length'],
    [
      'with an organisation that is none',
      [first, { revocations: [{ orgId: 'Lab' }] }],
      'a revoked organisation id is not valid',
    ],
    ['with a peer that is none', [first, { revocations: [{ peer: short }] }], 'ERR_SOV_WIRE_FORMAT'],
    ['of an issuer about an issuer', [first, { revocations: [{ issuer: otherId }] }], 'only the root revokes issuers'],
    ['of the root about no key', ['root', { revocations: [{ issuer: short }] }], 'ERR_SOV_WIRE_FORMAT'],
    [
      'that is right',
      [first, { revocations: [{ orgId: 'a' }, { peer: otherId }, { serial: randomBytes(16) }] }],
      'valid',
    ],
    ['at the first moment of its certificate', [first, { updatedMs: now - BigInt(CLOCK_SKEW_MS) }], 'valid'],
    ['at the last moment of its certificate', [first, { updatedMs: now + day - 1n }], 'valid'],
    ['of the root about an issuer', ['root', { revocations: [{ issuer: otherId }] }], 'valid'],
    ['of the root at any time', ['root', { updatedMs: now + 400n * day }], 'valid'],
  ])('%s is judged', (_what, [author, fields, signer], reason) => {
    const list = revocationList(coop, author, fields, signer)
    expect(refusalOf(() => checkRevocationList(list, certificates, birth))).toBe(reason)
  })
})

describe('the age of what is known', () => {
  const age = (lists: readonly SignedRevocationList[], atMs: number, issuers = certificates): number =>
    revocationAgeMs({ revocationLists: lists, issuerCertificates: issuers, revocations: revocationsIn(lists) }, atMs)
  const updated = (author: typeof first | 'root', updatedMs: bigint): SignedRevocationList =>
    revocationList(coop, author, { updatedMs })

  it('is that of the newest list', () => {
    const lists = [updated(first, now + 5_000n), updated(second, now + 2_000n), updated('root', now)]
    expect(age(lists, NOW_MS + 7_000)).toBe(2_000)
    expect(age(lists, NOW_MS)).toBe(0)
  })

  it('is that of the newest issuer certificate while there is no list', () => {
    const newer = anotherIssuer(coop, { notBeforeMs: now + 3_000n })
    expect(age([], NOW_MS + 7_000)).toBe(7_000)
    expect(age([], NOW_MS + 7_000, [...certificates, newer.certificate])).toBe(4_000)
    expect(age([updated(first, now)], NOW_MS + 7_000, [...certificates, newer.certificate])).toBe(7_000)
    expect(age([], NOW_MS, [])).toBe(Infinity)
  })

  it('does not follow a clock that is an hour ahead', () => {
    const ahead = updated(second, now + 3_600_000n)
    expect(age([updated(first, now), ahead], NOW_MS + 10_000)).toBe(10_000)
    expect(age([ahead], NOW_MS + 3_600_000 - CLOCK_SKEW_MS - 1)).toBe(3_600_000 - CLOCK_SKEW_MS - 1)
    expect(age([ahead], NOW_MS + 3_600_000 - CLOCK_SKEW_MS)).toBe(0)
    const tomorrow = anotherIssuer(coop, { notBeforeMs: now + 3_600_000n })
    expect(age([], NOW_MS, [tomorrow.certificate])).toBe(Infinity)
  })

  it('does not follow an issuer that is revoked', () => {
    const root = revocationList(coop, 'root', {
      updatedMs: now,
      revocations: [{ issuer: peerIdToBytes(second.key.peerId), sinceMs: now }],
    })
    expect(age([root, updated(second, now + 9_000n)], NOW_MS + 10_000)).toBe(10_000)
  })
})

describe('signing the next list', () => {
  const author = { networkId: coop.networkId, signer: coop.issuer, certificate: first.certificate }
  const known = (...lists: SignedRevocationList[]): Parameters<typeof signRevocationList>[0] => ({
    revocationLists: lists,
    issuerCertificates: certificates,
  })
  const peer = testKey().peerId

  it('begins with 1 and keeps what was revoked before', () => {
    const one = signRevocationList(known(), author, [{ peer }, { orgId: 'lab' }], NOW_MS)
    expect(one.value).toMatchObject({ sequence: 1n, updatedMs: now, revocations: [{ sinceMs: now }, { orgId: 'lab' }] })
    checkRevocationList(one, certificates, {
      digest: coop.networkId,
      signer: coop.root.peerId,
      value: opened(coop.member().chain).genesis,
    })
    const serial = randomBytes(16)
    const two = signRevocationList(known(one), author, [{ serial }, { orgId: 'lab' }], NOW_MS + 5)
    expect(two.value).toMatchObject({ sequence: 2n, updatedMs: now + 5n })
    expect(two.value.revocations.map(({ sinceMs }) => sinceMs)).toEqual([now, now, now + 5n])
    expect(toHex(two.value.revocations[2]!.serial)).toBe(toHex(serial))
  })

  it('takes in both lists of a conflict, and none of another author', () => {
    const lists = [
      revocationList(coop, first, { sequence: 4n, revocations: [{ orgId: 'a', sinceMs: now }] }),
      revocationList(coop, first, { sequence: 4n, revocations: [{ orgId: 'b', sinceMs: now }] }),
      revocationList(coop, first, { sequence: 3n, revocations: [{ orgId: 'old', sinceMs: now }] }),
      revocationList(coop, second, { sequence: 9n, revocations: [{ orgId: 'c', sinceMs: now }] }),
    ]
    const { sequence, revocations } = signRevocationList(known(...lists), author, [], NOW_MS).value
    expect(sequence).toBe(5n)
    expect(revocations.map(({ orgId }) => orgId)).toEqual(['a', 'b'])
    expect(listsOf(first.key.peerId, lists)).toEqual(lists.slice(0, 2))
    expect(listsOf(peer, lists)).toEqual([])
  })

  it('forgets serials when everything that had them has expired, and nothing else', () => {
    const one = signRevocationList(known(), author, [{ serial: randomBytes(16) }, { peer }, { orgId: 'lab' }], NOW_MS)
    const at = (afterMs: number): number =>
      signRevocationList(known(one), author, [], NOW_MS + afterMs).value.revocations.length
    // The issuer certificates of the test co-op last a day.
    expect(at(Number(day))).toBe(3)
    expect(at(Number(day) + 1)).toBe(2)
    expect(at(ISSUER_LIFE_MS)).toBe(2)
  })

  it('remembers serials for as long as the longest issuer certificate', () => {
    const serial = randomBytes(16)
    const one = signRevocationList(known(), author, [{ serial }], NOW_MS)
    const half = anotherIssuer(coop, { notAfterMs: now + day / 2n }).certificate
    const again = (...issuerCertificates: (typeof half)[]): number =>
      signRevocationList({ revocationLists: [one], issuerCertificates }, author, [], NOW_MS + Number(day)).value
        .revocations.length
    expect(again(half)).toBe(0)
    expect(again(first.certificate, half)).toBe(1)
    expect(again(half, first.certificate)).toBe(1)
  })

  it('lets the root alone revoke issuers', () => {
    const target = { issuer: second.key.peerId }
    expect(() => signRevocationList(known(), author, [target], NOW_MS)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST' }),
    )
    const list = signRevocationList(known(), { networkId: coop.networkId, signer: coop.root }, [target], NOW_MS)
    expect(isIssuerRevoked(second.key.peerId, revocationsIn([list]), NOW_MS)).toBe(true)
    expect(list.value.issuerCertificate).toHaveLength(0)
  })

  it('fails when the list is full, rather than to forget somebody', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      orgId: `organisation-number-${String(index)}-of-many`,
    }))
    expect(() => signRevocationList(known(), author, many, NOW_MS)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }),
    )
  })
})
