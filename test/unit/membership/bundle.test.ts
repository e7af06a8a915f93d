import { describe, expect, it } from 'vitest'
import { MAX_BUNDLE_VERSIONS } from '../../../src/limits.js'
import { encodeBundle, groupsInForce, mergeBundles, openBundle } from '../../../src/membership/bundle.js'
import { verifyCredentialChain } from '../../../src/membership/index.js'
import { GROUP_DEFINITION, PRICE_TABLE, signStatement, type CoopBundle } from '../../../src/wire/index.js'
import { testCoop, testKey } from '../../helpers/coop.js'

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
  ])('with %s is refused', (_what, changes) => {
    expect(() => open(changes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_CREDENTIAL' }))
  })

  it('with too many statements is refused before they are read', () => {
    const groups = Array.from({ length: 65 }, () => new Uint8Array())
    expect(() => open({ groups })).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }))
  })

  it('has one order and one digest, however it was sent', () => {
    const other = [group({ name: 'EEA' }), group({ version: 2 })]
    const bundle = open({ groups: [group(), ...other], priceTables: versions(1, 2) })
    const again = open({ groups: [...other, group(), group()], priceTables: versions(2, 1) })
    expect(again).toEqual(bundle)
    expect(openBundle(encodeBundle(bundle), chain, verified)).toEqual(bundle)
    expect(open({ priceTables: versions(1, 2) }).digest).not.toBe(bundle.digest)
  })

  it('does not pass on what this version cannot check', () => {
    const bundle = open({ revocationLists: [Uint8Array.of(1)] })
    expect(encodeBundle(bundle).revocationLists).toEqual([])
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
      Array.from({ length: 40 }, (_, index) => group({ name: `${letter}${String(index + 10)}` }))
    expect(() => mergeBundles(open({ groups: groups('A') }), open({ groups: groups('B') }))).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }),
    )
  })
})
