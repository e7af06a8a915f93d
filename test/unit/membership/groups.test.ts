import { describe, expect, it } from 'vitest'
import type { GroupChange } from '../../../src/membership/index.js'
import { comingGroups, definitionsInForce, signNextGroup, type SignedGroup } from '../../../src/membership/groups.js'
import { GROUP_DEFINITION, signStatement } from '../../../src/wire/index.js'
import { testCoop } from '../../helpers/coop.js'

const NOW_MS = Date.UTC(2026, 10, 1)
const HOUR_MS = 3_600_000
const { networkId, root } = testCoop({ nowMs: NOW_MS })

function group(name: string, version: number, beginMs: number, jurisdictions = ['DE']): SignedGroup {
  const effectiveMs = BigInt(NOW_MS + beginMs)
  return signStatement(GROUP_DEFINITION, { networkId, name, version, effectiveMs, jurisdictions }, root)
}

function next(known: readonly SignedGroup[], change: GroupChange): SignedGroup {
  return signNextGroup(known, change, { networkId, nowMs: NOW_MS, root })
}

function names(groups: Iterable<SignedGroup>): string[] {
  return [...groups].map(({ value }) => `${value.name} ${String(value.version)}`)
}

describe('groups', () => {
  it('are in force by the highest version of each name whose date has come', () => {
    const known = [group('EU', 1, -HOUR_MS), group('EU', 2, HOUR_MS), group('NORDIC', 4, 0), group('NORDIC', 3, 0)]
    expect(names(definitionsInForce(known, NOW_MS).values())).toEqual(['EU 1', 'NORDIC 4'])
    expect(names(definitionsInForce(known, NOW_MS + HOUR_MS).values())).toEqual(['EU 2', 'NORDIC 4'])
    expect(names(definitionsInForce(known, NOW_MS - 1).values())).toEqual(['EU 1'])
  })

  it('to come are told by name and date, without those that a newer version replaces before', () => {
    const known = [
      group('NORDIC', 1, 2 * HOUR_MS),
      group('EU', 1, -HOUR_MS),
      group('EU', 2, 2 * HOUR_MS),
      group('EU', 3, HOUR_MS),
      group('EU', 4, 3 * HOUR_MS),
    ]
    expect(names(comingGroups(known, NOW_MS))).toEqual(['EU 3', 'EU 4', 'NORDIC 1'])
  })
})

describe('the next definition of a group', () => {
  it('is signed by the root with the codes in order, each once, and begins now', () => {
    const { signer, value } = next([], { name: ' nordic ', jurisdictions: ['se', 'NO', 'DK', 'NO'] })
    expect(signer).toBe(root.peerId)
    expect(value).toEqual({
      networkId,
      name: 'NORDIC',
      version: 1,
      effectiveMs: BigInt(NOW_MS),
      jurisdictions: ['DK', 'NO', 'SE'],
    })
  })

  it('has the version after all of its name, and the date that is given', () => {
    const known = [group('EU', 1, 0), group('EU', 7, HOUR_MS), group('NORDIC', 9, 0)]
    const { value } = next(known, { name: 'EU', jurisdictions: ['FR'], effectiveMs: NOW_MS + 1 })
    expect([value.version, value.effectiveMs]).toEqual([8, BigInt(NOW_MS + 1)])
  })

  it('may be as before only to take back what was to come', () => {
    const change = { name: 'EU', jurisdictions: ['DE'] }
    expect(() => next([group('EU', 1, 0)], change)).toThrow(expect.objectContaining({ param: 'jurisdictions' }))
    expect(next([group('EU', 1, 0), group('EU', 2, HOUR_MS, ['FR'])], change).value.version).toBe(3)
  })

  it.each([
    [{ name: 'DE', jurisdictions: ['DE'] }, 'name'],
    [{ name: 'X', jurisdictions: ['DE'] }, 'name'],
    [{ name: '1ST', jurisdictions: ['DE'] }, 'name'],
    [{ name: 'A GROUP', jurisdictions: ['DE'] }, 'name'],
    [{ name: 'SEVENTEENLETTERSX', jurisdictions: ['DE'] }, 'name'],
    [{ name: 'MINE', jurisdictions: [] }, 'jurisdictions'],
    [{ name: 'MINE', jurisdictions: ['DE', 'UK'] }, 'jurisdiction'],
    [{ name: 'MINE', jurisdictions: ['DE'], effectiveMs: NOW_MS - 1 }, 'effectiveMs'],
    [{ name: 'MINE', jurisdictions: ['DE'], effectiveMs: NOW_MS + 0.5 }, 'effectiveMs'],
  ])('refuses %j', (change, param) => {
    expect(() => next([], change)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param }))
  })
})
