import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes } from '../../identity/index.js'
import { verifyCredentialChain } from '../../membership/index.js'
import {
  equalBytes,
  MEMBERSHIP,
  modelManifest,
  openStatement,
  PRICE_TABLE,
  sha256,
  type CredentialChain,
  type Order,
  type ReceiptBundle,
} from '../../wire/index.js'
import type { Party, Terms } from './settlement.js'
import { charge, type TokenCounts } from './price.js'

/** The part of a receipt that says under which terms it was. */
export type CarriedTerms = Pick<ReceiptBundle, 'consumer' | 'provider' | 'priceTable' | 'manifest'>

/**
 * Reads the terms that a stored receipt carries. Signatures are checked, the credential chains are not.
 *
 * @throws {SovError} wire errors
 */
export function openTerms(record: CarriedTerms): Terms {
  return {
    consumer: openParty(record.consumer),
    provider: openParty(record.provider),
    priceTable: openStatement(PRICE_TABLE, record.priceTable),
    manifest: modelManifest.decodeStrict(record.manifest),
  }
}

/**
 * {@link openTerms}, with every byte of the credential chains checked; when they were in force is not.
 *
 * @throws {SovError} as `verifyCredentialChain`.
 */
export function openWholeTerms(record: CarriedTerms): Terms {
  const terms = openTerms(record)
  for (const { chain, credential } of [terms.consumer, terms.provider]) {
    verifyCredentialChain(chain, { atMs: Number(credential.notBeforeMs) })
  }
  return terms
}

function openParty(chain: CredentialChain | null): Party {
  if (chain === null) throw new SovError('ERR_SOV_WIRE_FORMAT', 'a receipt without a credential chain')
  const { value, digest } = openStatement(MEMBERSHIP, chain.membership)
  return { peer: peerIdFromBytes(value.subject), credential: value, credentialDigest: digest, chain }
}

/** True when both parties belong to one organisation of one co-op. */
export function isSameOrganisation({ consumer, provider }: Pick<Terms, 'consumer' | 'provider'>): boolean {
  return (
    consumer.credential.orgId === provider.credential.orgId &&
    equalBytes(consumer.credential.networkId, provider.credential.networkId)
  )
}

/** The price of counts under these terms. */
export function chargeFor(terms: Terms, counts: TokenCounts): bigint {
  return charge(terms.priceTable.value, terms.manifest, counts, isSameOrganisation(terms))
}

/** What an order and its terms must agree on. */
export type Agreement = 'network' | 'parties' | 'credentials' | 'price_table' | 'model'

/**
 * The first thing in which an order differs from the terms; undefined when it names exactly these. Order and prices are of
 * the provider's co-op; the consumer may be of another one.
 */
export function difference(order: Order, { consumer, provider, priceTable, manifest }: Terms): Agreement | undefined {
  const networks = [provider.credential.networkId, priceTable.value.networkId]
  if (!networks.every((networkId) => equalBytes(networkId, order.networkId))) return 'network'
  if (
    consumer.peer === provider.peer ||
    !equalBytes(order.consumer, peerIdToBytes(consumer.peer)) ||
    !equalBytes(order.provider, peerIdToBytes(provider.peer))
  ) {
    return 'parties'
  }
  if (
    !equalBytes(order.consumerCredential, consumer.credentialDigest) ||
    !equalBytes(order.providerCredential, provider.credentialDigest)
  ) {
    return 'credentials'
  }
  if (!equalBytes(order.priceTable, priceTable.digest)) return 'price_table'
  if (!equalBytes(order.modelManifest, sha256(modelManifest.encode(manifest)))) return 'model'
  return undefined
}
