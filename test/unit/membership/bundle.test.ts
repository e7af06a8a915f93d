import { describe, expect, it } from 'vitest'
import { groupsInForce, openBundle, priceTableInForce } from '../../../src/membership/bundle.js'
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

describe('a co-op bundle', () => {
  it('gives of each group and of the price tables the highest version whose date has come', () => {
    const later = { effectiveMs: BigInt(NOW_MS) + 1_000n }
    const bundle = open({
      groups: [
        group(),
        group({ version: 3, jurisdictions: ['DE'], ...later }),
        group({ version: 2, jurisdictions: ['FR'] }),
      ],
      priceTables: [prices({ version: 2, ...later }), prices()],
    })
    expect(groupsInForce(bundle, NOW_MS)).toEqual(new Map([['EU', ['FR']]]))
    expect(groupsInForce(bundle, NOW_MS + 1_000)).toEqual(new Map([['EU', ['DE']]]))
    expect(groupsInForce(bundle, NOW_MS - 1)).toEqual(new Map())
    expect(priceTableInForce(bundle, NOW_MS)?.value.version).toBe(1)
    expect(priceTableInForce(bundle, NOW_MS + 1_000)?.value.version).toBe(2)
    expect(priceTableInForce(bundle, NOW_MS - 1)).toBeUndefined()
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
  ])('with %s is refused', (_what, changes) => {
    expect(() => open(changes)).toThrow(expect.objectContaining({ code: 'ERR_SOV_CREDENTIAL' }))
  })

  it('with too many statements is refused before they are read', () => {
    const groups = Array.from({ length: 65 }, () => new Uint8Array())
    expect(() => open({ groups })).toThrow(expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }))
  })
})
