import {
  MAX_BUNDLE_DELEGATIONS,
  MAX_BUNDLE_VERSIONS,
  MAX_CONFLICTING_LISTS,
  MAX_DELEGATIONS_PER_ORGANISATION,
} from '../limits.js'
import { equalBytes, toHex } from '../wire/index.js'
import type { SignedDelegation } from './delegation.js'
import type { SignedRevocationList } from './revocations.js'

/** What is the same for all kinds of statements in a bundle. */
export interface Published {
  readonly digest: Uint8Array
  readonly bytes: Uint8Array
}

/** What a statement is a version of; the highest version counts. */
export interface Place {
  readonly series: string
  readonly version: bigint
}

/** Statements of two bundles as one. */
export interface Merged<S> {
  /** Each once, in one order, whoever sends what in which order. */
  readonly statements: readonly S[]
  /** Versions of which there are two different statements, e.g. `price table 2`. */
  readonly conflicts: readonly string[]
}

/**
 * The newest MAX_BUNDLE_VERSIONS versions of each series, and those that `isNeeded`. Of two statements of one version the
 * one known first is kept.
 */
export function mergeVersions<S extends Published>(
  placeOf: (statement: S) => Place,
  own: readonly S[],
  other: readonly S[],
  isNeeded: (statement: S) => boolean = () => false,
): Merged<S> {
  const conflicts: string[] = []
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
  const statements = [...series]
    .sort(([a], [b]) => order(a, b))
    .flatMap(([, versions]) => {
      const ascending = [...versions].sort(([a], [b]) => order(a, b)).map(([, statement]) => statement)
      return ascending.filter((statement, at) => at >= ascending.length - MAX_BUNDLE_VERSIONS || isNeeded(statement))
    })
  return { statements, conflicts }
}

/**
 * Of each issuer its list of the highest sequence number, so that no older one comes back. Two different lists of one
 * number are a conflict, told when one of them is new to `own`, and both are kept: whom either revokes is revoked.
 */
export function mergeLists(
  own: readonly SignedRevocationList[],
  other: readonly SignedRevocationList[],
): Merged<SignedRevocationList> {
  const conflicts: string[] = []
  const statements = [...byKey([...own, ...other], ({ value }) => toHex(value.issuer))].flatMap(([issuer, lists]) => {
    const highest = lists.reduce((most, { value }) => (value.sequence > most ? value.sequence : most), 0n)
    const newest = lists.filter(({ value }) => value.sequence === highest).slice(0, MAX_CONFLICTING_LISTS)
    const isNews = newest.some(({ digest }) => own.every((known) => !equalBytes(known.digest, digest)))
    if (newest.length > 1 && isNews) conflicts.push(`revocation list ${String(highest)} of issuer ${issuer}`)
    return newest
  })
  return { statements, conflicts }
}

/** Of each organisation its newest delegations, and of all organisations the newest. */
export function mergeDelegations(
  own: readonly SignedDelegation[],
  other: readonly SignedDelegation[],
): readonly SignedDelegation[] {
  const ascending = (delegations: readonly SignedDelegation[]): readonly SignedDelegation[] =>
    delegations.toSorted(
      (a, b) => order(a.value.notBeforeMs, b.value.notBeforeMs) || order(toHex(a.digest), toHex(b.digest)),
    )
  const newest = [...byKey([...own, ...other], ({ value }) => value.orgId).values()].flatMap((delegations) =>
    ascending(delegations).slice(-MAX_DELEGATIONS_PER_ORGANISATION),
  )
  const kept = new Set(ascending(newest).slice(-MAX_BUNDLE_DELEGATIONS))
  return newest.filter((delegation) => kept.has(delegation))
}

/** Different statements by a name, names and digests ascending. */
function byKey<S extends Published>(
  statements: readonly S[],
  keyOf: (statement: S) => string,
): Map<string, readonly S[]> {
  const unique = [...new Map(statements.map((statement) => [toHex(statement.digest), statement]))]
    .sort(([a], [b]) => order(a, b))
    .map(([, statement]) => statement)
  const groups = new Map<string, S[]>()
  for (const statement of unique) {
    const key = keyOf(statement)
    groups.set(key, [...(groups.get(key) ?? []), statement])
  }
  return new Map([...groups].sort(([a], [b]) => order(a, b)))
}

function order<T extends string | bigint>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1
}
