import { randomBytes } from 'node:crypto'
import { generateKey, peerIdToBytes, signerFromKey, type NodeKey } from '../../src/identity/index.js'
import { verifyCredentialChain, type SignedPriceTable, type VerifiedChain } from '../../src/membership/index.js'
import {
  COOP_GENESIS,
  GROUP_DEFINITION,
  ISSUER_CERTIFICATE,
  MEMBERSHIP,
  PRICE_TABLE,
  Role,
  signStatement,
  type CoopBundle,
  type CredentialChain,
  type Input,
  type Signed,
  type SignedKind,
} from '../../src/wire/index.js'

export type StatementOf<K> = K extends SignedKind<infer P> ? Signed<P> : never
export type Fields<K> = K extends SignedKind<infer P> ? Input<P> : never

/** Fields that a test sets to other values than those of an honest co-op. */
export interface Forged {
  readonly genesis?: Fields<typeof COOP_GENESIS>
  readonly issuerCertificate?: Fields<typeof ISSUER_CERTIFICATE>
  readonly membership?: Fields<typeof MEMBERSHIP>
  /** Keys that sign in place of the right ones. */
  readonly signers?: { readonly genesis?: NodeKey; readonly issuerCertificate?: NodeKey; readonly membership?: NodeKey }
}

/** A member without a running node. */
export interface TestMember {
  readonly key: NodeKey
  readonly chain: CredentialChain
}

/** A co-op made of signed statements alone: no store, no network. */
export interface TestCoop {
  readonly networkId: Uint8Array
  readonly root: NodeKey
  readonly issuer: NodeKey
  readonly issuerCertificate: StatementOf<typeof ISSUER_CERTIFICATE>
  readonly bundle: CoopBundle
  readonly priceTable: SignedPriceTable
  /** A member with a fresh key unless one is given. */
  member(options?: { key?: NodeKey; orgId?: string; orgName?: string; jurisdiction?: string }): TestMember
}

/** A fresh Ed25519 key. */
export function testKey(): NodeKey {
  return signerFromKey(generateKey())
}

/** Makes a co-op whose statements are valid from `nowMs` for a day, or not valid in the way `forged` says. */
export function testCoop({ nowMs = Date.now(), forged = {} }: { nowMs?: number; forged?: Forged } = {}): TestCoop {
  const root = testKey()
  const issuer = testKey()
  const beginMs = BigInt(nowMs)
  const endMs = beginMs + 24n * 3_600_000n
  const genesis = signStatement(
    COOP_GENESIS,
    {
      name: 'Test co-op',
      root: peerIdToBytes(root.peerId),
      createdMs: beginMs,
      nonce: randomBytes(16),
      ...forged.genesis,
    },
    forged.signers?.genesis ?? root,
  )
  const networkId = genesis.digest
  const issuerCertificate = signStatement(
    ISSUER_CERTIFICATE,
    {
      networkId,
      issuer: peerIdToBytes(issuer.peerId),
      serial: randomBytes(16),
      notBeforeMs: beginMs,
      notAfterMs: endMs,
      maxMembershipMs: endMs - beginMs,
      ...forged.issuerCertificate,
    },
    forged.signers?.issuerCertificate ?? root,
  )
  const group = signStatement(
    GROUP_DEFINITION,
    { networkId, name: 'EU', version: 1, effectiveMs: beginMs, jurisdictions: ['DE', 'FR'] },
    root,
  )
  const priceTable = signStatement(
    PRICE_TABLE,
    { networkId, version: 1, effectiveMs: beginMs, promptRate: 250, outputRate: 1_000, contextRate: 10 },
    root,
  )
  return {
    networkId,
    root,
    issuer,
    issuerCertificate,
    priceTable,
    bundle: {
      genesis: genesis.bytes,
      issuerCertificates: [issuerCertificate.bytes],
      groups: [group.bytes],
      priceTables: [priceTable.bytes],
      revocationLists: [],
      delegations: [],
      lifetimes: [],
    },
    member({ key = testKey(), orgId = 'lab', orgName = 'Lab', jurisdiction = 'DE' } = {}) {
      const membership = signStatement(
        MEMBERSHIP,
        {
          networkId,
          serial: randomBytes(16),
          issuer: peerIdToBytes(issuer.peerId),
          issuerCertificate: issuerCertificate.digest,
          subject: peerIdToBytes(key.peerId),
          orgId,
          orgName,
          jurisdiction,
          evidenceLevel: 1,
          roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
          notBeforeMs: beginMs,
          notAfterMs: endMs,
          ...forged.membership,
        },
        forged.signers?.membership ?? issuer,
      )
      return {
        key,
        chain: {
          genesis: genesis.bytes,
          issuerCertificate: issuerCertificate.bytes,
          delegation: new Uint8Array(),
          delegationIssuerCertificate: new Uint8Array(),
          membership: membership.bytes,
        },
      }
    },
  }
}

/** The chain of a test member as a verifier sees it at `atMs`. */
export function verifiedMember({ chain }: TestMember, atMs: number = Date.now()): VerifiedChain {
  return verifyCredentialChain(chain, { atMs })
}
