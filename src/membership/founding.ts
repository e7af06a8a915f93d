import { peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { ISSUER_LIFE_MS, MAX_MEMBERSHIP_LIFE_MS } from '../limits.js'
import {
  COOP_GENESIS,
  GROUP_DEFINITION,
  ISSUER_CERTIFICATE,
  PRICE_TABLE,
  signStatement,
  type CoopBundle,
} from '../wire/index.js'
import { ID_BYTES } from './chain.js'
import { FOUNDING_GROUPS } from './groups.js'
import type { PriceRates } from './index.js'
import type { SignedIssuerCertificate } from './issuer-certificate.js'

export interface FoundingOptions {
  readonly name: string
  readonly root: Signer
  /** The key that will issue memberships. */
  readonly issuer: PeerIdString
  /** The node that has it. */
  readonly node: PeerIdString
  readonly priceTable: PriceRates
  readonly nowMs: number
  readonly random: (bytes: number) => Uint8Array
}

/** The certificate of an issuing key for ISSUER_LIFE_MS from now. */
export function signIssuerCertificate(options: {
  readonly networkId: Uint8Array
  readonly root: Signer
  readonly issuer: PeerIdString
  readonly node: PeerIdString
  readonly nowMs: number
  readonly random: (bytes: number) => Uint8Array
}): SignedIssuerCertificate {
  const { networkId, root, issuer, node, nowMs, random } = options
  return signStatement(
    ISSUER_CERTIFICATE,
    {
      networkId,
      issuer: peerIdToBytes(issuer),
      serial: random(ID_BYTES),
      notBeforeMs: BigInt(nowMs),
      notAfterMs: BigInt(nowMs + ISSUER_LIFE_MS),
      maxMembershipMs: BigInt(MAX_MEMBERSHIP_LIFE_MS),
      node: peerIdToBytes(node),
    },
    root,
  )
}

/** Everything the root signs when a co-op is made. */
export function foundCoop(options: FoundingOptions): {
  readonly bundle: CoopBundle
  readonly issuerCertificate: SignedIssuerCertificate
} {
  const { root, random } = options
  const nowMs = BigInt(options.nowMs)
  const genesis = signStatement(
    COOP_GENESIS,
    { name: options.name, root: peerIdToBytes(root.peerId), createdMs: nowMs, nonce: random(ID_BYTES) },
    root,
  )
  const networkId = genesis.digest
  const issuerCertificate = signIssuerCertificate({ ...options, networkId })
  const groups = FOUNDING_GROUPS.map(({ name, effectiveMs, jurisdictions }) =>
    signStatement(
      GROUP_DEFINITION,
      { networkId, name, version: 1, effectiveMs: BigInt(effectiveMs), jurisdictions },
      root,
    ),
  )
  const priceTable = signStatement(
    PRICE_TABLE,
    { networkId, version: 1, effectiveMs: nowMs, ...options.priceTable },
    root,
  )
  return {
    issuerCertificate,
    bundle: {
      genesis: genesis.bytes,
      issuerCertificates: [issuerCertificate.bytes],
      groups: groups.map(({ bytes }) => bytes),
      priceTables: [priceTable.bytes],
      revocationLists: [],
      delegations: [],
      lifetimes: [],
    },
  }
}
