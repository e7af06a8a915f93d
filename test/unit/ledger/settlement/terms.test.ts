import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import {
  chargeFor,
  difference,
  isSameOrganisation,
  openTerms,
  openWholeTerms,
  type Agreement,
} from '../../../../src/ledger/settlement/terms.js'
import type { Party, Terms } from '../../../../src/ledger/index.js'
import { PRICE_TABLE, signStatement, type Order } from '../../../../src/wire/index.js'
import { CHARGE, Signatories } from '../../../helpers/signed-receipt.js'

const signatories = new Signatories(1_000_000)
const { coop, terms, consumer, provider } = signatories
const order = (changed: Partial<Order> = {}): Order => signatories.sign({ order: changed }).order.value
const foreign = new Uint8Array(32).fill(9)
const inCoop = (party: Party, networkId: Uint8Array): Party => ({
  ...party,
  credential: { ...party.credential, networkId },
})

describe('openTerms', () => {
  it('reads what a receipt carries', () => {
    const { bundle } = signatories.sign()
    const opened = openTerms(bundle)
    for (const side of ['consumer', 'provider'] as const) {
      expect(opened[side].peer).toBe(signatories[side].key.peerId)
      expect(opened[side].credential.orgId).toBe(terms[side].credential.orgId)
      expect(opened[side].credentialDigest).toEqual(terms[side].credentialDigest)
      expect(opened[side].chain).toBe(bundle[side])
    }
    expect(opened.priceTable.digest).toEqual(terms.priceTable.digest)
    expect(opened.manifest.activeParameters).toBe(terms.manifest.activeParameters)
  })

  it('needs both credential chains', () => {
    const { bundle } = signatories.sign()
    for (const side of ['consumer', 'provider']) {
      expect(() => openTerms({ ...bundle, [side]: null })).toThrow(
        expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT', message: 'a receipt without a credential chain' }),
      )
    }
  })
})

describe('openWholeTerms', () => {
  it('reads the same, also when the credentials have expired', () => {
    const { bundle } = signatories.sign()
    expect(openWholeTerms(bundle)).toEqual(openTerms(bundle))
  })

  it('checks all of both credential chains', () => {
    const { bundle } = signatories.sign()
    const forged = Buffer.from(consumer.chain.issuerCertificate)
    forged[forged.length - 1]! ^= 1
    for (const side of ['consumer', 'provider'] as const) {
      const carried = { ...bundle, [side]: { ...bundle[side]!, issuerCertificate: forged } }
      expect(() => openTerms(carried)).not.toThrow()
      expect(() => openWholeTerms(carried), side).toThrow(expect.objectContaining({ code: 'ERR_SOV_SIGNATURE' }))
    }
  })
})

describe('the organisations of two parties', () => {
  it('are one when id and co-op are', () => {
    const colleague = signatories.party(coop.member({ orgId: 'nord' }))
    expect(isSameOrganisation({ consumer: terms.consumer, provider: colleague })).toBe(true)
    expect(isSameOrganisation(terms)).toBe(false)
    expect(isSameOrganisation({ consumer: terms.consumer, provider: inCoop(colleague, foreign) })).toBe(false)
  })
})

describe('chargeFor', () => {
  const counts = { promptTokens: 100, cachedTokens: 0, outputTokens: 20 }

  it('is the price by the table and the model, nothing inside an organisation whose table says so', () => {
    expect(chargeFor(terms, counts)).toBe(CHARGE)
    const priceTable = signStatement(
      PRICE_TABLE,
      { ...coop.priceTable.value, isFreeInsideOrganisation: true },
      coop.root,
    )
    expect(chargeFor({ ...terms, priceTable }, counts)).toBe(CHARGE)
    const provider = signatories.party(coop.member({ orgId: 'nord' }))
    expect(chargeFor({ ...terms, priceTable, provider }, counts)).toBe(0n)
  })
})

describe('the difference between an order and its terms', () => {
  it('is none in an honest order', () => {
    expect(difference(order(), terms)).toBeUndefined()
  })

  it('is none when the consumer is of another co-op: order and prices are of the provider', () => {
    expect(difference(order(), { ...terms, consumer: inCoop(terms.consumer, foreign) })).toBeUndefined()
  })

  it.each<[Agreement, string, Partial<Order>, Partial<Terms>]>([
    ['network', 'of the order', { networkId: foreign }, {}],
    ['network', 'of the provider', {}, { provider: inCoop(terms.provider, foreign) }],
    [
      'network',
      'of the price table',
      {},
      { priceTable: { ...terms.priceTable, value: { ...terms.priceTable.value, networkId: foreign } } },
    ],
    ['parties', 'consumer', { consumer: peerIdToBytes(provider.key.peerId) }, {}],
    ['parties', 'provider', { provider: peerIdToBytes(consumer.key.peerId) }, {}],
    [
      'parties',
      'one and the same',
      { provider: peerIdToBytes(consumer.key.peerId), providerCredential: terms.consumer.credentialDigest },
      { provider: terms.consumer },
    ],
    ['credentials', 'of the consumer', { consumerCredential: foreign }, {}],
    ['credentials', 'of the provider', { providerCredential: foreign }, {}],
    ['price_table', 'digest', { priceTable: foreign }, {}],
    ['model', 'digest', { modelManifest: foreign }, {}],
    ['model', 'manifest', {}, { manifest: { ...terms.manifest, activeParameters: 1n } }],
  ])('%s: %s', (expected, _, changedOrder, changedTerms) => {
    expect(difference(order(changedOrder), { ...terms, ...changedTerms })).toBe(expected)
  })

  it('is the first of several', () => {
    expect(difference(order({ networkId: foreign, modelManifest: foreign }), terms)).toBe('network')
    expect(difference(order({ priceTable: foreign, modelManifest: foreign }), terms)).toBe('price_table')
  })
})
