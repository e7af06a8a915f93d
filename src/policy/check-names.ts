import { isJurisdiction } from '../membership/index.js'
import type { PolicyDocument } from './document.js'
import type { CoopNames, JurisdictionGroups, Policy } from './index.js'
import { invalidPolicy, type Problem } from './invalid-policy.js'
import { isNetworkId, OWN } from './names.js'

/** What a name in a policy is meant to be. */
type Kind = 'place' | 'coop' | 'organisation'

interface Mention {
  readonly path: string
  readonly kind: Kind
  readonly name: string
}

/**
 * Holds the names in a policy against what is known: a misspelt group allows nobody, and denies everybody.
 *
 * @throws {SovError} ERR_SOV_POLICY_INVALID with path and reason of each name that stands for nothing.
 */
export function checkNames(
  { document }: Policy,
  { groups, coops }: { readonly groups: JurisdictionGroups; readonly coops: CoopNames },
): void {
  const isCoop = (name: string): boolean => name === OWN || coops.has(name) || isNetworkId(name)
  const isKnown: Readonly<Record<Kind, (name: string) => boolean>> = {
    place: (name) => isJurisdiction(name) || groups.has(name),
    coop: isCoop,
    organisation: (name) => !name.includes('/') || isCoop(name.slice(0, name.lastIndexOf('/'))),
  }
  const known: Readonly<Record<Kind, string>> = {
    place: `neither an ISO 3166-1 alpha-2 code nor a group of the co-op; groups: ${list([...groups.keys()])}`,
    coop: `no co-op that this node knows; it knows: ${list([OWN, ...coops.keys()])}`,
    organisation: `of a co-op that this node does not know; it knows: ${list([OWN, ...coops.keys()])}`,
  }
  const problems = mentions(document)
    .filter(({ kind, name }) => !isKnown[kind](name))
    .map(({ path, kind, name }): Problem => ({ path, reason: `${name} is ${known[kind]}` }))
  if (problems.length > 0) throw invalidPolicy(problems)
}

/** Every name of a place, a co-op or an organisation in a policy. */
function mentions({ coops = {}, rules, serve = [] }: PolicyDocument): readonly Mention[] {
  return [
    ...Object.entries(coops).flatMap(([name, places]) => [
      { path: `coops.${name}`, kind: 'coop' as const, name },
      ...(places === 'any' ? [] : listed(`coops.${name}`, 'place', places)),
    ]),
    ...rules.flatMap(({ require: required = {} }, index) => {
      const path = `rules[${String(index)}].require`
      const { jurisdiction, jurisdictions_deny, coops: ofCoops, orgs } = required
      const group = jurisdiction?.group
      return [
        ...(group === undefined ? [] : [{ path: `${path}.jurisdiction.group`, kind: 'place' as const, name: group }]),
        ...listed(`${path}.jurisdiction.any`, 'place', jurisdiction?.any),
        ...listed(`${path}.jurisdictions_deny`, 'place', jurisdictions_deny),
        ...listed(`${path}.coops`, 'coop', ofCoops),
        ...listed(`${path}.orgs`, 'organisation', orgs),
      ]
    }),
    ...serve.flatMap(({ to }, index) => [
      ...listed(`serve[${String(index)}].to.coops`, 'coop', to?.coops),
      ...listed(`serve[${String(index)}].to.orgs`, 'organisation', to?.orgs),
    ]),
  ]
}

function listed(path: string, kind: Kind, names: readonly string[] = []): readonly Mention[] {
  return names.map((name, index) => ({ path: `${path}[${String(index)}]`, kind, name }))
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
