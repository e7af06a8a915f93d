import { SovError } from '../errors.js'
import { MAX_BUNDLE_BYTES, MAX_BUNDLE_ITEMS, MAX_LIFETIME_MS } from '../limits.js'
import {
  equalBytes,
  GROUP_DEFINITION,
  ISSUER_CERTIFICATE,
  LIFETIMES,
  openStatement,
  ORG_DELEGATION,
  PRICE_TABLE,
  REVOCATION_LIST,
  sha256,
  toHex,
  type CoopBundle,
  type CredentialChain,
} from '../wire/index.js'
import { mergeDelegations, mergeLists, mergeVersions, type Place, type Published } from './bundle-merge.js'
import type { StatementOf, VerifiedChain } from './chain.js'
import { checkDelegation, type SignedDelegation } from './delegation.js'
import { definitionsInForce, isGroupName, type SignedGroup } from './groups.js'
import { checkIssuerCertificate, type SignedIssuerCertificate } from './issuer-certificate.js'
import { isJurisdiction } from './jurisdictions.js'
import type { SignedLifetimes } from './lifetimes.js'
import { checkRevocationList, revocationsIn, type Revocations, type SignedRevocationList } from './revocations.js'

/** A price table of the co-op, signed by its root. */
export type SignedPriceTable = StatementOf<typeof PRICE_TABLE>

/** The statements in a bundle, each once and in ascending order. */
export interface BundleStatements {
  readonly issuerCertificates: readonly SignedIssuerCertificate[]
  readonly delegations: readonly SignedDelegation[]
  readonly groups: readonly SignedGroup[]
  readonly lifetimes: readonly SignedLifetimes[]
  readonly priceTables: readonly SignedPriceTable[]
  readonly revocationLists: readonly SignedRevocationList[]
}

/**
 * What a co-op publishes to its members, checked: of what the root signs the newest MAX_BUNDLE_VERSIONS versions of each
 * statement, of each issuer its newest revocation list, of each organisation its newest delegations. Older ones that a
 * receipt needs are in the receipt.
 */
export interface VerifiedBundle extends BundleStatements {
  /** Digest of the genesis, 32 bytes. */
  readonly networkId: Uint8Array
  /** Envelope of the genesis. */
  readonly genesis: Uint8Array
  /** What the lists revoke. */
  readonly revocations: Revocations
  /** Names exactly these statements, 64 hexadecimal digits. */
  readonly digest: string
}

/** Two bundles as one. */
export interface MergedBundle {
  readonly bundle: VerifiedBundle
  /**
   * Versions of which there are two different statements, e.g. `price table 2`. The one known first is kept; of revocation
   * lists both are.
   */
  readonly conflicts: readonly string[]
}

const NOTHING: BundleStatements = {
  issuerCertificates: [],
  delegations: [],
  groups: [],
  lifetimes: [],
  priceTables: [],
  revocationLists: [],
}

const issuerPlace = ({ value }: SignedIssuerCertificate): Place => ({
  series: `certificate of issuer ${toHex(value.issuer)}`,
  version: value.notBeforeMs,
})
const groupPlace = ({ value }: SignedGroup): Place => ({
  series: `group ${value.name}`,
  version: BigInt(value.version),
})
const lifetimesPlace = ({ value }: SignedLifetimes): Place => ({ series: 'lifetimes', version: BigInt(value.version) })
const pricePlace = ({ value }: SignedPriceTable): Place => ({ series: 'price table', version: BigInt(value.version) })

/**
 * Checks that everything in a bundle stands on the root of a verified chain.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_WEAK_KEY, ERR_SOV_SIGNATURE
 */
export function openBundle(
  bundle: CoopBundle,
  chain: Pick<CredentialChain, 'genesis'>,
  verified: Pick<VerifiedChain, 'genesis' | 'networkId' | 'root'>,
): VerifiedBundle {
  checkSize([...envelopesIn(bundle)])
  check(equalBytes(bundle.genesis, chain.genesis), 'its genesis is another one')
  const genesis = { digest: verified.networkId, signer: verified.root, value: verified.genesis }
  const fromRoot = <S extends SignedGroup | SignedPriceTable | SignedLifetimes>(statement: S): S => {
    check(statement.signer === verified.root, 'a statement is not signed by the root')
    check(equalBytes(statement.value.networkId, verified.networkId), 'a statement is of another co-op')
    check(statement.value.version > 0, 'a statement has no version')
    return statement
  }
  const issuerCertificates = bundle.issuerCertificates.map((bytes) => {
    const certificate = openStatement(ISSUER_CERTIFICATE, bytes)
    checkIssuerCertificate(certificate, genesis)
    return certificate
  })
  const opened: BundleStatements = {
    issuerCertificates,
    delegations: bundle.delegations.map((bytes) => {
      const delegation = openStatement(ORG_DELEGATION, bytes)
      const parent = issuerCertificates.find(({ digest }) => equalBytes(digest, delegation.value.issuerCertificate))
      check(parent !== undefined, 'the issuer certificate of a delegation is missing')
      checkDelegation(delegation, parent, genesis)
      return delegation
    }),
    groups: bundle.groups.map((bytes) => checkGroup(fromRoot(openStatement(GROUP_DEFINITION, bytes)))),
    lifetimes: bundle.lifetimes.map((bytes) => checkLifetimes(fromRoot(openStatement(LIFETIMES, bytes)))),
    priceTables: bundle.priceTables.map((bytes) => fromRoot(openStatement(PRICE_TABLE, bytes))),
    revocationLists: bundle.revocationLists.map((bytes) => {
      const list = openStatement(REVOCATION_LIST, bytes)
      checkRevocationList(list, issuerCertificates, genesis)
      return list
    }),
  }
  const { bundle: ordered, conflicts } = merge(
    { ...NOTHING, networkId: verified.networkId, genesis: chain.genesis },
    opened,
  )
  // The root signs with care; an issuer that signs two lists of one number is believed twice.
  check(conflicts.ofRoot.length === 0, 'two statements in it have one version')
  return ordered
}

/**
 * Everything of two bundles of one co-op, so that no version goes back, whoever sends what in which order.
 *
 * @param other - statements of a checked bundle, or of this node itself.
 * @throws {SovError} ERR_SOV_WIRE_LIMIT when both together are more than a bundle can hold.
 */
export function mergeBundles(
  own: Omit<VerifiedBundle, 'digest' | 'revocations'>,
  other: Partial<BundleStatements>,
): MergedBundle {
  const { bundle, conflicts } = merge(own, { ...NOTHING, ...other })
  return { bundle, conflicts: [...conflicts.ofRoot, ...conflicts.ofIssuers] }
}

function merge(
  own: Omit<VerifiedBundle, 'digest' | 'revocations'>,
  other: BundleStatements,
): {
  readonly bundle: VerifiedBundle
  readonly conflicts: { readonly ofRoot: readonly string[]; readonly ofIssuers: readonly string[] }
} {
  const lists = mergeLists(own.revocationLists, other.revocationLists)
  const delegations = mergeDelegations(own.delegations, other.delegations)
  const parents = new Set([...lists.statements, ...delegations].map(({ value }) => toHex(value.issuerCertificate)))
  const certificates = mergeVersions(issuerPlace, own.issuerCertificates, other.issuerCertificates, ({ digest }) =>
    parents.has(toHex(digest)),
  )
  const groups = mergeVersions(groupPlace, own.groups, other.groups)
  const lifetimes = mergeVersions(lifetimesPlace, own.lifetimes, other.lifetimes)
  const priceTables = mergeVersions(pricePlace, own.priceTables, other.priceTables)
  const statements: BundleStatements = {
    issuerCertificates: certificates.statements,
    delegations,
    groups: groups.statements,
    lifetimes: lifetimes.statements,
    priceTables: priceTables.statements,
    revocationLists: lists.statements,
  }
  const all = inOrder(statements)
  checkSize(all.map(({ bytes }) => bytes))
  return {
    bundle: {
      ...statements,
      networkId: own.networkId,
      genesis: own.genesis,
      revocations: revocationsIn(statements.revocationLists),
      digest: toHex(sha256(...all.map((statement) => statement.digest))),
    },
    conflicts: {
      ofRoot: [certificates, groups, lifetimes, priceTables].flatMap(({ conflicts }) => conflicts),
      ofIssuers: lists.conflicts,
    },
  }
}

/** In the order of Hello.bundle. */
function inOrder(statements: BundleStatements): readonly Published[] {
  const { issuerCertificates, delegations, groups, lifetimes, priceTables, revocationLists } = statements
  return [...issuerCertificates, ...delegations, ...groups, ...lifetimes, ...priceTables, ...revocationLists]
}

/** The bundle as it is sent and stored. */
export function encodeBundle({ genesis, ...statements }: VerifiedBundle): CoopBundle {
  const envelopes = (of: readonly Published[]): Uint8Array[] => of.map(({ bytes }) => bytes)
  return {
    genesis,
    issuerCertificates: envelopes(statements.issuerCertificates),
    delegations: envelopes(statements.delegations),
    groups: envelopes(statements.groups),
    lifetimes: envelopes(statements.lifetimes),
    priceTables: envelopes(statements.priceTables),
    revocationLists: envelopes(statements.revocationLists),
  }
}

/** The members of each group in force at `atMs`: of one name, the highest version whose date has come. */
export function groupsInForce({ groups }: VerifiedBundle, atMs: number): ReadonlyMap<string, readonly string[]> {
  return new Map([...definitionsInForce(groups, atMs)].map(([name, { value }]) => [name, value.jurisdictions]))
}

function checkGroup(group: SignedGroup): SignedGroup {
  const { name, jurisdictions } = group.value
  check(isGroupName(name), 'the name of a group is not valid, or that of a jurisdiction')
  check(jurisdictions.length > 0 && jurisdictions.every(isJurisdiction), 'a group has an unknown jurisdiction')
  check(
    jurisdictions.every((code, index) => index === 0 || code > (jurisdictions[index - 1] ?? '')),
    'a group is not in ascending order',
  )
  return group
}

function checkLifetimes(lifetimes: SignedLifetimes): SignedLifetimes {
  const { membershipMs, renewalMs, revocationMs } = lifetimes.value
  check(
    [membershipMs, renewalMs, revocationMs].every((lifeMs) => lifeMs > 0n && lifeMs <= BigInt(MAX_LIFETIME_MS)),
    'a lifetime is out of range',
  )
  check(renewalMs < membershipMs, 'memberships end before they are renewed')
  return lifetimes
}

function* envelopesIn(bundle: CoopBundle): Iterable<Uint8Array> {
  yield* bundle.issuerCertificates
  yield* bundle.delegations
  yield* bundle.groups
  yield* bundle.lifetimes
  yield* bundle.priceTables
  yield* bundle.revocationLists
}

function checkSize(envelopes: readonly Uint8Array[]): void {
  const bytes = envelopes.reduce((sum, { length }) => sum + length, 0)
  if (envelopes.length <= MAX_BUNDLE_ITEMS && bytes <= MAX_BUNDLE_BYTES) return
  const limits = `${String(MAX_BUNDLE_ITEMS)} statements or ${String(MAX_BUNDLE_BYTES)} bytes`
  throw new SovError('ERR_SOV_WIRE_LIMIT', `a co-op bundle has more than ${limits}`)
}

function check(isRight: boolean, reason: string): asserts isRight {
  if (!isRight) throw new SovError('ERR_SOV_CREDENTIAL', `the co-op bundle is not valid: ${reason}`)
}
