import { randomBytes } from 'node:crypto'
import { peerIdToBytes, type NodeKey } from '../../src/identity/index.js'
import {
  ISSUER_CERTIFICATE,
  MEMBERSHIP,
  ORG_DELEGATION,
  REVOCATION_LIST,
  Role,
  signStatement,
  type CredentialChain,
} from '../../src/wire/index.js'
import { testKey, type Fields, type StatementOf, type TestCoop } from './coop.js'

/** What signing in a co-op takes. */
export type CoopKeys = Pick<TestCoop, 'bundle' | 'issuer' | 'issuerCertificate' | 'networkId' | 'root'>

export interface TestIssuer {
  readonly key: NodeKey
  readonly certificate: StatementOf<typeof ISSUER_CERTIFICATE>
}

/** The issuer that a test co-op has from the beginning. */
export function firstIssuer({ issuer, issuerCertificate }: CoopKeys): TestIssuer {
  return { key: issuer, certificate: issuerCertificate }
}

/** Another issuer of a test co-op, with the dates and limits of the first. */
export function anotherIssuer(
  { root, issuerCertificate }: CoopKeys,
  fields: Fields<typeof ISSUER_CERTIFICATE> = {},
  key: NodeKey = testKey(),
): TestIssuer {
  const issuer = peerIdToBytes(key.peerId)
  const value = { ...issuerCertificate.value, serial: randomBytes(16), issuer, ...fields }
  return { key, certificate: signStatement(ISSUER_CERTIFICATE, value, root) }
}

export interface DelegatedOptions {
  /** Who has signed the delegation. @default the first issuer of the co-op */
  readonly delegatedBy?: TestIssuer
  /** Who signs the membership. @default the issuer of the delegation */
  readonly issuedBy?: TestIssuer | 'delegate'
  /** Keys of member and delegate, and those that sign in place of the right ones. */
  readonly key?: NodeKey
  readonly delegate?: NodeKey
  readonly signers?: { readonly delegation?: NodeKey; readonly membership?: NodeKey }
  /** Fields that are other than those of an honest co-op. */
  readonly delegation?: Fields<typeof ORG_DELEGATION>
  readonly membership?: Fields<typeof MEMBERSHIP>
}

export interface DelegatedMember {
  readonly key: NodeKey
  readonly delegate: NodeKey
  readonly delegation: StatementOf<typeof ORG_DELEGATION>
  readonly chain: CredentialChain
}

/** A delegation of the organisation `lab`: nodes in Germany and France, provider and consumer, two seats. */
export function signDelegation(
  { networkId }: Pick<TestCoop, 'networkId'>,
  { key, certificate }: TestIssuer,
  fields: Fields<typeof ORG_DELEGATION> = {},
  signer: NodeKey = key,
): StatementOf<typeof ORG_DELEGATION> {
  const { notBeforeMs, notAfterMs, maxMembershipMs } = certificate.value
  return signStatement(
    ORG_DELEGATION,
    {
      networkId,
      serial: randomBytes(16),
      issuer: peerIdToBytes(key.peerId),
      issuerCertificate: certificate.digest,
      orgId: 'lab',
      orgName: 'Lab',
      jurisdictions: ['DE', 'FR'],
      roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
      maxNodes: 2,
      maxMembershipMs,
      notBeforeMs,
      notAfterMs,
      ...fields,
    },
    signer,
  )
}

/** A member under a delegation, on its first seat. */
export function delegatedMember(coop: CoopKeys, options: DelegatedOptions = {}): DelegatedMember {
  const { delegatedBy = firstIssuer(coop), issuedBy = delegatedBy, key = testKey(), delegate = testKey() } = options
  const issuer = issuedBy === 'delegate' ? { key: delegate, certificate: delegatedBy.certificate } : issuedBy
  const delegation = signDelegation(
    coop,
    delegatedBy,
    { delegate: peerIdToBytes(delegate.peerId), ...options.delegation },
    options.signers?.delegation,
  )
  const { notBeforeMs, notAfterMs } = coop.issuerCertificate.value
  const membership = signStatement(
    MEMBERSHIP,
    {
      networkId: coop.networkId,
      serial: randomBytes(16),
      issuer: peerIdToBytes(issuer.key.peerId),
      issuerCertificate: issuer.certificate.digest,
      subject: peerIdToBytes(key.peerId),
      orgId: 'lab',
      orgName: 'Lab',
      jurisdiction: 'DE',
      evidenceLevel: 1,
      roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
      notBeforeMs,
      notAfterMs,
      delegation: delegation.digest,
      seat: 1,
      ...options.membership,
    },
    options.signers?.membership ?? issuer.key,
  )
  const isOfOther = issuer.certificate.digest !== delegatedBy.certificate.digest
  return {
    key,
    delegate,
    delegation,
    chain: {
      genesis: coop.bundle.genesis,
      issuerCertificate: issuer.certificate.bytes,
      delegation: delegation.bytes,
      delegationIssuerCertificate: isOfOther ? delegatedBy.certificate.bytes : new Uint8Array(),
      membership: membership.bytes,
    },
  }
}

/** A revocation list of an issuer, or of the root. */
export function revocationList(
  coop: CoopKeys,
  author: TestIssuer | 'root',
  fields: Fields<typeof REVOCATION_LIST> = {},
  signer?: NodeKey,
): StatementOf<typeof REVOCATION_LIST> {
  const key = author === 'root' ? coop.root : author.key
  return signStatement(
    REVOCATION_LIST,
    {
      networkId: coop.networkId,
      issuer: peerIdToBytes(key.peerId),
      issuerCertificate: author === 'root' ? new Uint8Array() : author.certificate.digest,
      sequence: 1n,
      updatedMs: coop.issuerCertificate.value.notBeforeMs,
      ...fields,
    },
    signer ?? key,
  )
}
