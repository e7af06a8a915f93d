import { describe, expect, it } from 'vitest'
import { MAX_BUNDLE_DELEGATIONS, MAX_BUNDLE_ITEMS, MAX_BUNDLE_VERSIONS, MAX_LIFETIME_MS } from '../../../src/limits.js'
import { encodeBundle, groupsInForce, mergeBundles, openBundle } from '../../../src/membership/bundle.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { lifetimesInForce } from '../../../src/membership/lifetimes.js'
import {
  GROUP_DEFINITION,
  LIFETIMES,
  PRICE_TABLE,
  signStatement,
  toHex,
  type CoopBundle,
} from '../../../src/wire/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'
import { anotherIssuer, firstIssuer, revocationList, signDelegation } from '../../helpers/delegated.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const coop = testCoop({ nowMs: NOW_MS })
const { chain } = coop.member()
const verified = verifyCredentialChain(chain, { atMs: NOW_MS })
const { networkId } = coop

const open = (changes: Partial<CoopBundle>): ReturnType<typeof openBundle> =>
  openBundle({ ...coop.bundle, ...changes }, chain, verified)

function group(fields: object = {}, signer = coop.root): Uint8Array {
  const value = { networkId, name: 'EU', version: 1, effectiveMs: BigInt(NOW_MS), jurisdictions: ['DE', 'FR'] }
  return signStatement(GROUP_DEFINITION, { ...value, ...fields }, signer).bytes
}

function prices(fields: object = {}, signer = coop.root): Uint8Array {
  return signStatement(PRICE_TABLE, { networkId, version: 1, effectiveMs: BigInt(NOW_MS), ...fields }, signer).bytes
}

function lifetimes(fields: object = {}, signer = coop.root): Uint8Array {
  const value = { membershipMs: 4_000n, renewalMs: 1_000n, revocationMs: 2_000n, effectiveMs: BigInt(NOW_MS) }
  return signStatement(LIFETIMES, { networkId, version: 1, ...value, ...fields }, signer).bytes
}

const issuer = firstIssuer(coop)
const second = anotherIssuer(coop)
const stranger = testCoop({ nowMs: NOW_MS })

const delegation = (fields: Parameters<typeof signDelegation>[2] = {}, by = issuer): Uint8Array =>
  signDelegation(coop, by, fields).bytes
const list = (
  fields: Parameters<typeof revocationList>[2] = {},
  by: Parameters<typeof revocationList>[1] = issuer,
): Uint8Array => revocationList(coop, by, fields).bytes
const revoking = (orgId: string, sequence = 1n): Uint8Array =>
  list({ sequence, revocations: [{ orgId, sinceMs: BigInt(NOW_MS) }] })

/** Price tables of these versions. */
function versions(...numbers: readonly number[]): Uint8Array[] {
  return numbers.map((version) => prices({ version }))
}

const versionsIn = ({ priceTables }: ReturnType<typeof openBundle>): number[] =>
  priceTables.map(({ value }) => value.version)

describe('a co-op bundle', () => {
  it('gives of each group the highest version whose date has come', () => {
    const later = { effectiveMs: BigInt(NOW_MS) + 1_000n }
    const bundle = open({
      groups: [
        group(),
        group({ version: 3, jurisdictions: ['DE'], ...later }),
        group({ version: 2, jurisdictions: ['FR'] }),
      ],
    })
    expect(groupsInForce(bundle, NOW_MS)).toEqual(new Map([['EU', ['FR']]]))
    expect(groupsInForce(bundle, NOW_MS + 1_000)).toEqual(new Map([['EU', ['DE']]]))
    expect(groupsInForce(bundle, NOW_MS - 1)).toEqual(new Map())
  })

  it.each<[what: string, changes: Partial<CoopBundle>]>([
    ['another genesis', { genesis: testCoop().bundle.genesis }],
    ['the issuer of another root', { issuerCertificates: testCoop().bundle.issuerCertificates }],
    ['a group not signed by the root', { groups: [group({}, testKey())] }],
    ['a group signed by the issuer', { groups: [group({}, coop.issuer)] }],
    ['a group of another co-op', { groups: [group({ networkId: new Uint8Array(32) })] }],
    ['a group without a version', { groups: [group({ version: 0 })] }],
    ['a group with the name of a country', { groups: [group({ name: 'DE' })] }],
    ['a group with a name in lower case', { groups: [group({ name: 'eu' })] }],
    ['a group with an unknown country', { groups: [group({ jurisdictions: ['DE', 'EL'] })] }],
    ['a group out of order', { groups: [group({ jurisdictions: ['FR', 'DE'] })] }],
    ['a group with a country twice', { groups: [group({ jurisdictions: ['DE', 'DE'] })] }],
    ['an empty group', { groups: [group({ jurisdictions: [] })] }],
    ['prices not signed by the root', { priceTables: [prices({}, coop.issuer)] }],
    ['prices of another co-op', { priceTables: [prices({ networkId: new Uint8Array(32) })] }],
    ['two price tables of one version', { priceTables: [prices(), prices({ outputRate: 1 })] }],
    ['lifetimes not signed by the root', { lifetimes: [lifetimes({}, coop.issuer)] }],
    ['lifetimes of another co-op', { lifetimes: [lifetimes({ networkId: new Uint8Array(32) })] }],
    ['two lifetimes of one version', { lifetimes: [lifetimes(), lifetimes({ revocationMs: 9n })] }],
    ['memberships that end before they are renewed', { lifetimes: [lifetimes({ renewalMs: 4_000n })] }],
    ['no life', { lifetimes: [lifetimes({ membershipMs: 0n })] }],
    ['no age of renewal', { lifetimes: [lifetimes({ renewalMs: 0n })] }],
    ['no age of revocations', { lifetimes: [lifetimes({ revocationMs: 0n })] }],
    ['a life too long', { lifetimes: [lifetimes({ membershipMs: BigInt(MAX_LIFETIME_MS) + 1n })] }],
    ['a delegation of an unknown issuer', { delegations: [delegation({}, second)] }],
    ['a delegation that is not valid', { delegations: [delegation({ maxNodes: 0 })] }],
    ['a delegation of another co-op', { delegations: [signDelegation(stranger, firstIssuer(stranger)).bytes] }],
    ['a revocation list of an unknown issuer', { revocationLists: [list({}, second)] }],
    ['a revocation list that is not valid', { revocationLists: [list({ sequence: 0n })] }],
    ['a revocation list of another co-op', { revocationLists: [revocationList(stranger, 'root').bytes] }],
  ])('with %s is refused', (_what, changes) => {
    expect(() => open(changes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_CREDENTIAL' }))
  })

  it('with too many statements is refused before they are read', () => {
    const groups = Array.from({ length: MAX_BUNDLE_ITEMS }, () => new Uint8Array())
    expect(() => open({ groups })).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }))
  })

  it('with too many bytes is refused before they are read', () => {
    const revocationLists = Array.from({ length: 20 }, () => new Uint8Array(32 * 1_024))
    expect(() => open({ revocationLists })).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }))
  })

  it('has one order and one digest, however it was sent', () => {
    const other = [group({ name: 'EEA' }), group({ version: 2 })]
    const [one, two] = [delegation(), delegation({ orgId: 'other' })]
    const [ofIssuer, ofRoot] = [list(), list({}, 'root')]
    const bundle = open({
      groups: [group(), ...other],
      priceTables: versions(1, 2),
      delegations: [one, two],
      lifetimes: [lifetimes()],
      revocationLists: [ofIssuer, ofRoot],
    })
    const again = open({
      groups: [...other, group(), group()],
      priceTables: versions(2, 1),
      delegations: [two, one, two],
      lifetimes: [lifetimes(), lifetimes()],
      revocationLists: [ofRoot, ofIssuer],
    })
    expect(again).toEqual(bundle)
    expect(openBundle(encodeBundle(bundle), chain, verified)).toEqual(bundle)
    expect(open({ priceTables: versions(1, 2) }).digest).not.toBe(bundle.digest)
  })

  it('gives the lifetimes of the highest version whose date has come', () => {
    const coming = lifetimes({ version: 2, revocationMs: 9n, effectiveMs: BigInt(NOW_MS) + 10n })
    const { lifetimes: known } = open({ lifetimes: [coming, lifetimes()] })
    expect(lifetimesInForce(known, NOW_MS - 1)).toEqual(lifetimesInForce([], NOW_MS))
    expect(lifetimesInForce(known, NOW_MS)).toEqual({ membershipMs: 4_000, renewalMs: 1_000, revocationMs: 2_000 })
    expect(lifetimesInForce(known, NOW_MS + 10)).toMatchObject({ revocationMs: 9 })
  })
})

describe('two bundles together', () => {
  it('have everything that either has, in either order', () => {
    const [a, b] = [open({ priceTables: versions(1, 3) }), open({ priceTables: versions(1, 2), groups: [] })]
    const { bundle, conflicts } = mergeBundles(a, b)
    expect(versionsIn(bundle)).toEqual([1, 2, 3])
    expect(bundle.groups).toHaveLength(1)
    expect(conflicts).toEqual([])
    expect(mergeBundles(b, a).bundle).toEqual(bundle)
    expect(mergeBundles(bundle, a).bundle).toEqual(bundle)
  })

  it('are never less than before: an old one changes nothing', () => {
    const own = open({ priceTables: versions(1, 2) })
    expect(mergeBundles(own, open({ priceTables: versions(1) })).bundle).toEqual(own)
  })

  it('keep the newest versions, so that an older one does not come back', () => {
    const newest = Array.from({ length: MAX_BUNDLE_VERSIONS }, (_, index) => index + 2)
    const own = mergeBundles(open({ priceTables: versions(1) }), open({ priceTables: versions(...newest) })).bundle
    expect(versionsIn(own)).toEqual(newest)
    expect(mergeBundles(own, open({ priceTables: versions(1) })).bundle).toEqual(own)
    expect(mergeBundles(open({ priceTables: versions(1) }), own).bundle).toEqual(own)
  })

  it('keep the statement known first when the root has signed two of one version, and tell', () => {
    const own = open({ priceTables: versions(1, 2) })
    const other = open({ priceTables: [prices(), prices({ version: 2, outputRate: 1 }), prices({ version: 3 })] })
    const { bundle, conflicts } = mergeBundles(own, other)
    expect(conflicts).toEqual(['price table 2'])
    expect(versionsIn(bundle)).toEqual([1, 2, 3])
    expect(bundle.priceTables[1]).toEqual(own.priceTables[1])
  })

  it('are refused when they are more than a bundle holds', () => {
    const groups = (letter: string): Uint8Array[] =>
      Array.from({ length: 90 }, (_, index) => group({ name: `${letter}${String(index + 10)}` }))
    expect(() => mergeBundles(open({ groups: groups('A') }), open({ groups: groups('B') }))).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }),
    )
  })

  it('keep of each issuer its newest revocation list, so that no older one comes back', () => {
    const [old, newest] = [revoking('a', 1n), revoking('b', 2n)]
    const { bundle, conflicts } = mergeBundles(open({ revocationLists: [old] }), open({ revocationLists: [newest] }))
    expect(conflicts).toEqual([])
    expect(bundle.revocationLists.map(({ value }) => value.sequence)).toEqual([2n])
    expect([...bundle.revocations.entries.keys()]).toEqual(['org b'])
    expect(mergeBundles(bundle, open({ revocationLists: [old] })).bundle).toEqual(bundle)
  })

  it('keep both of two lists with one number, tell it once, and revoke what either revokes', () => {
    const [a, b] = [open({ revocationLists: [revoking('a')] }), open({ revocationLists: [revoking('b')] })]
    const { bundle, conflicts } = mergeBundles(a, b)
    expect(mergeBundles(a, a).conflicts).toEqual([])
    expect(conflicts).toEqual([`revocation list 1 of issuer ${toHex(issuer.certificate.value.issuer)}`])
    expect([...bundle.revocations.entries.keys()].toSorted()).toEqual(['org a', 'org b'])
    expect(mergeBundles(b, a).bundle).toEqual(bundle)
    expect(mergeBundles(bundle, b)).toEqual({ bundle, conflicts: [] })
    expect(openBundle(encodeBundle(bundle), chain, verified)).toEqual(bundle)
    const next = mergeBundles(bundle, open({ revocationLists: [revoking('c', 2n)] }))
    expect([...next.bundle.revocations.entries.keys()]).toEqual(['org c'])
  })

  it('keep no more than two lists of one number, the same two everywhere', () => {
    const lists = ['a', 'b', 'c'].map((orgId) => open({ revocationLists: [revoking(orgId)] }))
    const forth = lists.reduce((sum, next) => mergeBundles(sum, next).bundle)
    const back = lists.toReversed().reduce((sum, next) => mergeBundles(sum, next).bundle)
    expect(forth.revocationLists).toHaveLength(2)
    expect(back).toEqual(forth)
  })

  it('keep the certificate that a list or a delegation stands on, however old', () => {
    const at = (offset: bigint): Uint8Array =>
      anotherIssuer(coop, { notBeforeMs: BigInt(NOW_MS) + offset }, coop.issuer).certificate.bytes
    const issuerCertificates = Array.from({ length: MAX_BUNDLE_VERSIONS }, (_, index) => at(BigInt(index + 1)))
    const newer = open({ issuerCertificates })
    const digests = (own: ReturnType<typeof open>): string[] =>
      mergeBundles(own, newer).bundle.issuerCertificates.map(({ digest }) => toHex(digest))
    const first = toHex(issuer.certificate.digest)
    expect(digests(open({}))).not.toContain(first)
    expect(digests(open({ revocationLists: [list()] }))).toContain(first)
    expect(digests(open({ delegations: [delegation()] }))).toContain(first)
    const { bundle } = mergeBundles(open({ revocationLists: [list()] }), newer)
    expect(openBundle(encodeBundle(bundle), chain, verified)).toEqual(bundle)
  })

  it('keep the two newest delegations of each organisation, and of all the newest', () => {
    const at = (orgId: string, offset: number): Uint8Array =>
      delegation({ orgId, notBeforeMs: BigInt(NOW_MS + offset) })
    const own = open({ delegations: [at('lab', 1), at('lab', 2)] })
    const { bundle } = mergeBundles(own, open({ delegations: [at('lab', 3), at('uio', 1)] }))
    const dates = bundle.delegations.map(({ value }) => [value.orgId, Number(value.notBeforeMs) - NOW_MS])
    expect(dates).toEqual([
      ['lab', 2],
      ['lab', 3],
      ['uio', 1],
    ])
    const many = Array.from({ length: MAX_BUNDLE_DELEGATIONS }, (_, index) => at(`org-${String(index)}`, 10))
    const full = mergeBundles(bundle, open({ delegations: many })).bundle
    expect(full.delegations).toHaveLength(MAX_BUNDLE_DELEGATIONS)
    expect(full.delegations.every(({ value }) => value.orgId.startsWith('org-'))).toBe(true)
    expect(mergeBundles(full, bundle).bundle).toEqual(full)
  })
})
