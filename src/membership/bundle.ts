import { SovError } from '../errors.js'
import { MAX_BUNDLE_ITEMS, MAX_BUNDLE_VERSIONS } from '../limits.js'
import {
  equalBytes,
  GROUP_DEFINITION,
  ISSUER_CERTIFICATE,
  openStatement,
  PRICE_TABLE,
  sha256,
  toHex,
  type CoopBundle,
  type CredentialChain,
} from '../wire/index.js'
import { checkIssuerCertificate, type StatementOf, type VerifiedChain } from './chain.js'
import { isJurisdiction } from './jurisdictions.js'

/** A price table of the co-op, signed by its root. */
export type SignedPriceTable = StatementOf<typeof PRICE_TABLE>
type SignedGroup = StatementOf<typeof GROUP_DEFINITION>
type SignedIssuerCertificate = StatementOf<typeof ISSUER_CERTIFICATE>

/**
 * What a co-op publishes to its members, checked: of every statement its newest MAX_BUNDLE_VERSIONS versions, each
 * once, in ascending order. Older ones that a receipt needs are in the receipt.
 */
export interface VerifiedBundle {
  /** Envelope of the genesis. */
  readonly genesis: Uint8Array
  readonly issuerCertificates: readonly SignedIssuerCertificate[]
  readonly groups: readonly SignedGroup[]
  readonly priceTables: readonly SignedPriceTable[]
  /** Names exactly these statements, 64 hexadecimal digits. */
  readonly digest: string
}

/** Two bundles as one. */
export interface MergedBundle {
  readonly bundle: VerifiedBundle
  /** Versions of which the root has signed two different statements, e.g. `price table 2`; the one known first is kept. */
  readonly conflicts: readonly string[]
}

/** What a statement is a version of; the highest version counts. */
interface Place {
  readonly series: string
  readonly version: bigint
}

/** What is the same for all kinds of statements in a bundle. */
interface Published {
  readonly digest: Uint8Array
  readonly bytes: Uint8Array
}

const issuerPlace = ({ value }: SignedIssuerCertificate): Place => ({
  series: `certificate of issuer ${toHex(value.issuer)}`,
  version: value.notBeforeMs,
})
const groupPlace = ({ value }: SignedGroup): Place => ({
  series: `group ${value.name}`,
  version: BigInt(value.version),
})
const pricePlace = ({ value }: SignedPriceTable): Place => ({ series: 'price table', version: BigInt(value.version) })

/**
 * Checks that everything in a bundle stands on the root of a verified chain.
 *
 * Revocation lists are dropped: this version cannot check them.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_WEAK_KEY, ERR_SOV_SIGNATURE
 */
export function openBundle(bundle: CoopBundle, chain: CredentialChain, verified: VerifiedChain): VerifiedBundle {
  const { issuerCertificates, groups, priceTables, revocationLists } = bundle
  checkSize(issuerCertificates.length + groups.length + priceTables.length + revocationLists.length)
  check(equalBytes(bundle.genesis, chain.genesis), 'its genesis is another one')
  const genesis = { digest: verified.networkId, signer: verified.root, value: verified.genesis }
  const fromRoot = <S extends SignedGroup | SignedPriceTable>(statement: S): S => {
    check(statement.signer === verified.root, 'a statement is not signed by the root')
    check(equalBytes(statement.value.networkId, verified.networkId), 'a statement is of another co-op')
    check(statement.value.version > 0, 'a statement has no version')
    return statement
  }
  const opened = {
    issuerCertificates: issuerCertificates.map((bytes) => {
      const certificate = openStatement(ISSUER_CERTIFICATE, bytes)
      checkIssuerCertificate(certificate, genesis)
      return certificate
    }),
    groups: groups.map((bytes) => checkGroup(fromRoot(openStatement(GROUP_DEFINITION, bytes)))),
    priceTables: priceTables.map((bytes) => fromRoot(openStatement(PRICE_TABLE, bytes))),
  }
  const empty = { genesis: chain.genesis, issuerCertificates: [], groups: [], priceTables: [] }
  const { bundle: ordered, conflicts } = mergeBundles(empty, opened)
  check(conflicts.length === 0, 'two statements in it have one version')
  return ordered
}

/**
 * Everything of two bundles of one co-op, so that no version goes back, whoever sends what in which order.
 *
 * @throws {SovError} ERR_SOV_WIRE_LIMIT when both together are more than a bundle can hold.
 */
export function mergeBundles(
  own: Omit<VerifiedBundle, 'digest'>,
  other: Omit<VerifiedBundle, 'digest' | 'genesis'>,
): MergedBundle {
  const conflicts: string[] = []
  const issuerCertificates = merge(issuerPlace, own.issuerCertificates, other.issuerCertificates, conflicts)
  const groups = merge(groupPlace, own.groups, other.groups, conflicts)
  const priceTables = merge(pricePlace, own.priceTables, other.priceTables, conflicts)
  const all = [...issuerCertificates, ...groups, ...priceTables]
  checkSize(all.length)
  const digest = toHex(sha256(...all.map((statement) => statement.digest)))
  return { bundle: { genesis: own.genesis, issuerCertificates, groups, priceTables, digest }, conflicts }
}

/** The bundle as it is sent and stored. */
export function encodeBundle({ genesis, issuerCertificates, groups, priceTables }: VerifiedBundle): CoopBundle {
  const envelopes = (statements: readonly Published[]): Uint8Array[] => statements.map(({ bytes }) => bytes)
  return {
    genesis,
    issuerCertificates: envelopes(issuerCertificates),
    groups: envelopes(groups),
    priceTables: envelopes(priceTables),
    revocationLists: [],
    delegations: [],
    lifetimes: [],
  }
}

/** The members of each group in force at `atMs`: of one name, the highest version whose date has come. */
export function groupsInForce({ groups }: VerifiedBundle, atMs: number): ReadonlyMap<string, readonly string[]> {
  const inForce = new Map<string, SignedGroup>()
  for (const group of groups) {
    const { name, version, effectiveMs } = group.value
    const known = inForce.get(name)
    if (effectiveMs <= BigInt(atMs) && version > (known?.value.version ?? 0)) inForce.set(name, group)
  }
  return new Map([...inForce].map(([name, { value }]) => [name, value.jurisdictions]))
}

function merge<S extends Published>(
  placeOf: (statement: S) => Place,
  own: readonly S[],
  other: readonly S[],
  conflicts: string[],
): readonly S[] {
  const series = new Map<string, Map<bigint, S>>()
  for (const statement of [...own, ...other]) {
    const { series: name, version } = placeOf(statement)
    const versions = series.get(name) ?? new Map<bigint, S>()
    series.set(name, versions)
    const known = versions.get(version)
    if (known === undefined) versions.set(version, statement)
    else if (!equalBytes(known.digest, statement.digest)) conflicts.push(`${name} ${String(version)}`)
  }
  // By names and numbers alone and not by time: two nodes with the same statements drop the same ones.
  return [...series]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, versions]) => [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-MAX_BUNDLE_VERSIONS))
    .map(([, statement]) => statement)
}

function checkGroup(group: SignedGroup): SignedGroup {
  const { name, jurisdictions } = group.value
  check(/^[A-Z][A-Z0-9]{1,15}$/.test(name), 'the name of a group is not valid')
  // A group called DE would let other countries into requests for DE.
  check(!isJurisdiction(name), 'a group has the name of a jurisdiction')
  check(jurisdictions.length > 0 && jurisdictions.every(isJurisdiction), 'a group has an unknown jurisdiction')
  check(
    jurisdictions.every((code, index) => index === 0 || code > (jurisdictions[index - 1] ?? '')),
    'a group is not in ascending order',
  )
  return group
}

function checkSize(statements: number): void {
  if (statements <= MAX_BUNDLE_ITEMS) return
  throw new SovError('ERR_SOV_WIRE_LIMIT', `a co-op bundle has more than ${String(MAX_BUNDLE_ITEMS)} statements`)
}

function check(isRight: boolean, reason: string): void {
  if (!isRight) throw new SovError('ERR_SOV_CREDENTIAL', `the co-op bundle is not valid: ${reason}`)
}
