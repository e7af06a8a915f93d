import type { PeerIdString } from '../identity/index.js'

/** Where an answer may come from: this node, other members, or either. */
type Tier = 'local' | 'mesh' | 'any'

/** What the caller demands of whoever answers. Every field narrows; an empty list allows nobody. */
export interface Constraints {
  /** ISO 3166-1 alpha-2 codes or names of groups such as `EU`; undefined = any attested jurisdiction. */
  readonly jurisdictions?: readonly string[] | undefined
  /** Peer ids or organisation ids. */
  readonly only?: readonly string[] | undefined
  /** Peer ids or organisation ids. */
  readonly ignore?: readonly string[] | undefined
  readonly tier: Tier
}

/** What is known of a node that could answer. */
export interface PolicyCandidate {
  readonly peer: PeerIdString
  readonly isSelf: boolean
  /** From the membership credential; undefined = not attested, which counts as not allowed. */
  readonly jurisdiction: string | undefined
  readonly orgId: string | undefined
}

/** Why a candidate was removed. */
export interface Removal {
  /** Stable snake_case name of the rule. */
  readonly rule: string
  /** One sentence for people. */
  readonly reason: string
}

/** Members of each group by name, e.g. `EU` → AT, BE, … */
export type JurisdictionGroups = ReadonlyMap<string, readonly string[]>

/**
 * Judges one candidate.
 *
 * @returns every rule that removes it; empty = allowed.
 */
export function judge(
  constraints: Constraints,
  candidate: PolicyCandidate,
  groups: JurisdictionGroups,
): readonly Removal[] {
  return [
    tierRule(constraints, candidate),
    jurisdictionRule(constraints, candidate, groups),
    onlyRule(constraints, candidate),
    ignoreRule(constraints, candidate),
  ].filter((removal) => removal !== undefined)
}

function tierRule({ tier }: Constraints, { isSelf }: PolicyCandidate): Removal | undefined {
  if (tier === 'mesh' && isSelf) return { rule: 'tier_not_allowed', reason: 'this node itself is not in tier mesh' }
  if (tier === 'local' && !isSelf) return { rule: 'tier_not_allowed', reason: 'another node is not in tier local' }
  return undefined
}

function jurisdictionRule(
  { jurisdictions }: Constraints,
  { jurisdiction }: PolicyCandidate,
  groups: JurisdictionGroups,
): Removal | undefined {
  if (jurisdictions === undefined) return undefined
  const allowed = jurisdictions.some(
    (name) => jurisdiction !== undefined && (name === jurisdiction || groups.get(name)?.includes(jurisdiction)),
  )
  if (allowed) return undefined
  const list = jurisdictions.join(', ')
  return jurisdiction === undefined
    ? { rule: 'jurisdiction_unknown', reason: `its jurisdiction is not attested; allowed: ${list}` }
    : { rule: 'jurisdiction_not_allowed', reason: `${jurisdiction} is not in: ${list}` }
}

function onlyRule({ only }: Constraints, candidate: PolicyCandidate): Removal | undefined {
  if (only === undefined || only.some((name) => names(candidate, name))) return undefined
  return { rule: 'not_in_only', reason: 'the request names other peers in "only"' }
}

function ignoreRule({ ignore }: Constraints, candidate: PolicyCandidate): Removal | undefined {
  if (ignore?.some((name) => names(candidate, name)) !== true) return undefined
  return { rule: 'ignored', reason: 'the request names it in "ignore"' }
}

function names(candidate: PolicyCandidate, name: string): boolean {
  return name === candidate.peer || name === candidate.orgId
}
