import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_FEDERATED_COOPS, REVOCATION_AGE_MS } from '../../../src/limits.js'
import { openChain } from '../../../src/membership/chain.js'
import { Federation } from '../../../src/membership/federation.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { coopBundle, PRICE_TABLE, signStatement, toHex, type CoopBundle } from '../../../src/wire/index.js'
import { testCoop, type TestCoop } from '../../helpers/coop.js'
import { firstIssuer, revocationList } from '../../helpers/delegated.js'
import { ManualClock } from '../../helpers/manual-clock.js'

describe('the list of federated co-ops', () => {
  const clock = new ManualClock()
  let folder = ''
  let store: Store
  let federation: Federation
  let own: TestCoop
  let other: TestCoop
  let changes = 0

  const listOf = (): Federation =>
    new Federation({
      store,
      clock,
      own: () => ({ name: 'Own co-op', networkId: own.networkId }),
      onChanged: () => changes++,
    })
  const file = ({ bundle }: TestCoop, changed: Partial<CoopBundle> = {}): Uint8Array =>
    coopBundle.encode({ ...bundle, ...changed })
  const nextPrices = (coop: TestCoop): Uint8Array =>
    signStatement(PRICE_TABLE, { ...coop.priceTable.value, version: 2 }, coop.root).bytes

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-federation-'))
    store = await openStore({ path: folder })
    own = testCoop({ nowMs: clock.nowMs() })
    other = testCoop({ nowMs: clock.nowMs() })
    changes = 0
    federation = listOf()
    await federation.load()
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('has what was added, also after a restart', async () => {
    const added = await federation.add({ bundle: file(other), jurisdictions: ['fr', 'DE', 'DE'], name: 'Partner' })
    expect(added).toMatchObject({
      networkId: toHex(other.networkId),
      name: 'Partner',
      coopName: 'Test co-op',
      root: other.root.peerId,
      jurisdictions: ['DE', 'FR'],
      addedAtMs: clock.nowMs(),
      isStale: false,
    })
    expect(changes).toBe(1)
    const again = listOf()
    await again.load()
    expect(again.views()).toEqual([added])
    expect(again.get(other.networkId)?.bundle.digest).toBe(federation.get(other.networkId)?.bundle.digest)
  })

  it('recognises members for the jurisdictions that the operator has named, and nobody else', async () => {
    const chainOf = (coop: TestCoop, jurisdiction: string): ReturnType<typeof openChain> =>
      openChain(coop.member({ jurisdiction }).chain)
    expect(federation.objection(chainOf(other, 'DE'))?.message).toContain('another co-op')
    await federation.add({ bundle: file(other), jurisdictions: ['DE'] })
    expect(federation.objection(chainOf(other, 'DE'))).toBeUndefined()
    expect(federation.objection(chainOf(other, 'FR'))?.message).toContain('may not speak for its jurisdiction')
    expect(federation.objection(chainOf(testCoop({ nowMs: clock.nowMs() }), 'DE'))?.code).toBe('ERR_SOV_CREDENTIAL')
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    expect(federation.objection(chainOf(other, 'FR'))).toBeUndefined()
    await federation.remove('Test co-op')
    expect(federation.objection(chainOf(other, 'DE'))?.message).toContain('another co-op')
  })

  it('never goes back to older statements, whatever file comes again', async () => {
    await federation.add({ bundle: file(other, { priceTables: [nextPrices(other)] }), jurisdictions: 'any' })
    const { addedAtMs } = federation.views()[0]!
    clock.advance(1_000)
    await federation.add({ bundle: file(other), jurisdictions: ['DE'], name: 'Renamed' })
    expect(federation.get(other.networkId)?.bundle.priceTables.map(({ value }) => value.version)).toEqual([1, 2])
    expect(federation.views()).toMatchObject([{ name: 'Renamed', jurisdictions: ['DE'], addedAtMs }])
  })

  it('takes in what a member tells of its co-op, and keeps it', async () => {
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    const told = { ...other.bundle, priceTables: [nextPrices(other)] }
    expect((await federation.merge(other.networkId, told))?.bundle.priceTables).toHaveLength(2)
    const again = listOf()
    await again.load()
    expect(again.get(other.networkId)?.bundle.priceTables).toHaveLength(2)
    await again.remove(toHex(other.networkId))
    expect(await again.merge(other.networkId, told)).toBeUndefined()
  })

  it('takes nothing that does not stand on the root that is pinned', async () => {
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    const before = federation.get(other.networkId)?.bundle.digest
    const third = testCoop({ nowMs: clock.nowMs() })
    for (const forged of [
      third.bundle,
      { ...other.bundle, genesis: third.bundle.genesis },
      { ...other.bundle, priceTables: third.bundle.priceTables },
      { ...other.bundle, issuerCertificates: own.bundle.issuerCertificates },
      { ...other.bundle, priceTables: [signStatement(PRICE_TABLE, other.priceTable.value, other.issuer).bytes] },
    ]) {
      await expect(federation.merge(other.networkId, forged)).rejects.toMatchObject({ code: 'ERR_SOV_CREDENTIAL' })
    }
    expect(federation.get(other.networkId)?.bundle.digest).toBe(before)
  })

  it('is stale for a co-op whose newest revocation list is older than its own lifetimes say', async () => {
    expect(federation.isStale(other.networkId)).toBe(true)
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    expect(federation.isStale(other.networkId)).toBe(false)
    clock.advance(REVOCATION_AGE_MS + 1)
    expect(federation.isStale(other.networkId)).toBe(true)
    const renewed = testCoop({ nowMs: clock.nowMs() })
    await federation.add({ bundle: file(renewed), jurisdictions: 'any', name: 'Renewed' })
    const list = revocationList(renewed, firstIssuer(renewed))
    await federation.merge(renewed.networkId, { ...renewed.bundle, revocationLists: [list.bytes] })
    expect(federation.views().map(({ name, isStale }) => [name, isStale])).toEqual([
      ['Renewed', false],
      ['Test co-op', true],
    ])
  })

  it('works with nobody of a co-op of which nothing can be read any more, until its members tell it again', async () => {
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    await store.commit([store.table('federated-bundles').put(other.networkId, Buffer.from('damaged'))])
    const again = listOf()
    await again.load()
    expect(again.views()).toMatchObject([{ isStale: true, revocationAgeMs: Infinity }])
    await again.merge(other.networkId, other.bundle)
    expect(again.isStale(other.networkId)).toBe(false)
  })

  it.each([
    ['the own co-op', () => ({ bundle: file(own) }), 'bundle'],
    ['what is no bundle', () => ({ bundle: Buffer.from('nonsense') }), 'bundle'],
    ['no jurisdictions', () => ({ jurisdictions: [] }), 'jurisdictions'],
    ['a group instead of countries', () => ({ jurisdictions: ['EU'] }), 'jurisdiction'],
    ['the name of the own co-op', () => ({ name: 'Own co-op' }), 'name'],
    ['a name that means something else in a policy', () => ({ name: 'Own' }), 'name'],
    ['a network id as a name', () => ({ name: 'ab'.repeat(32) }), 'name'],
    ['an empty name', () => ({ name: ' ' }), 'name'],
  ])('refuses %s', async (_, options, param) => {
    const work = federation.add({ bundle: file(other), jurisdictions: 'any', ...options() })
    await expect(work).rejects.toMatchObject({ code: 'ERR_SOV_BAD_REQUEST', param })
    expect(federation.views()).toEqual([])
  })

  it('has each name once, and no more co-ops than an operator can choose with care', async () => {
    await federation.add({ bundle: file(other), jurisdictions: 'any' })
    const third = testCoop({ nowMs: clock.nowMs() })
    await expect(federation.add({ bundle: file(third), jurisdictions: 'any' })).rejects.toMatchObject({ param: 'name' })
    for (let count = 1; count < MAX_FEDERATED_COOPS; count++) {
      const coop = testCoop({ nowMs: clock.nowMs() })
      await federation.add({ bundle: file(coop), jurisdictions: 'any', name: `co-op ${String(count)}` })
    }
    const work = federation.add({ bundle: file(third), jurisdictions: 'any', name: 'one too many' })
    await expect(work).rejects.toMatchObject({ param: 'bundle' })
    await expect(federation.remove('nobody')).rejects.toMatchObject({ code: 'ERR_SOV_BAD_REQUEST' })
  })
})
