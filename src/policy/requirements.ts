import { isJurisdiction } from '../membership/index.js'
import type { Requirements } from './document.js'
import type { Reason } from './finding.js'
import type { Facts, JurisdictionGroups, PolicyCandidate } from './index.js'
import { isAmong, isOfCoop, isOfOrganisation } from './names.js'

/** What a candidate does not satisfy of what a rule requires. A fact that is missing satisfies nothing. */
export function unsatisfied(
  { jurisdiction, jurisdictions_deny, coops, orgs, evidence_at_least, no_prompt_logging, same_org }: Requirements,
  candidate: PolicyCandidate,
  facts: Facts,
): readonly (Reason | undefined)[] {
  return [
    jurisdiction && notInside(candidate, [jurisdiction.group ?? [], jurisdiction.any ?? []].flat(), facts),
    jurisdictions_deny && inside(candidate, jurisdictions_deny, facts),
    coops && notOfCoops(candidate, coops, facts),
    orgs && notOfOrganisations(candidate, orgs, facts),
    evidence_at_least === undefined ? undefined : tooLittleEvidence(candidate, evidence_at_least),
    no_prompt_logging === true ? mayKeepPrompts(candidate) : undefined,
    same_org === true ? notOwnOrganisation(candidate) : undefined,
  ]
}

/** Why its jurisdiction is in none of the named codes and groups. */
export function notInside(
  { jurisdiction }: PolicyCandidate,
  names: readonly string[],
  { groups }: { readonly groups: JurisdictionGroups },
): Reason | undefined {
  const list = names.join(', ')
  if (jurisdiction === undefined) {
    return { rule: 'jurisdiction_unknown', reason: `its jurisdiction is not attested; allowed: ${list}` }
  }
  if (isAmong(jurisdiction, names, groups)) return undefined
  return { rule: 'jurisdiction_not_allowed', reason: `${jurisdiction} is not in: ${list}` }
}

/** Why its jurisdiction is in one of the named codes and groups, or may be. */
export function inside(
  { jurisdiction }: PolicyCandidate,
  names: readonly string[],
  { groups }: { readonly groups: JurisdictionGroups },
): Reason | undefined {
  const list = names.join(', ')
  if (names.length === 0) return undefined
  if (jurisdiction === undefined) {
    return { rule: 'jurisdiction_unknown', reason: `its jurisdiction is not attested; denied: ${list}` }
  }
  if (isAmong(jurisdiction, names, groups)) {
    return { rule: 'jurisdiction_denied', reason: `${jurisdiction} is in: ${list}` }
  }
  // who could be in it is not known, so anybody could
  const unknown = names.find((name) => !isJurisdiction(name) && !groups.has(name))
  if (unknown === undefined) return undefined
  return { rule: 'jurisdiction_unknown', reason: `nobody has defined the group ${unknown}; denied: ${list}` }
}

function notOfCoops(candidate: PolicyCandidate, names: readonly string[], { coops }: Facts): Reason | undefined {
  if (names.some((name) => isOfCoop(candidate, name, coops))) return undefined
  return { rule: 'coop_not_allowed', reason: `its co-op is none of: ${names.join(', ')}` }
}

function notOfOrganisations(
  candidate: PolicyCandidate,
  names: readonly string[],
  { coops }: Facts,
): Reason | undefined {
  if (names.some((name) => isOfOrganisation(candidate, name, coops))) return undefined
  return { rule: 'organisation_not_allowed', reason: `its organisation is none of: ${names.join(', ')}` }
}

export function tooLittleEvidence({ evidenceLevel }: PolicyCandidate, atLeast: number): Reason | undefined {
  if (evidenceLevel !== undefined && evidenceLevel >= atLeast) return undefined
  const has = evidenceLevel === undefined ? 'nothing supports' : `evidence of level ${String(evidenceLevel)} supports`
  return { rule: 'evidence_too_weak', reason: `${has} its jurisdiction; at least level ${String(atLeast)} is required` }
}

export function mayKeepPrompts({ promisesNoPromptLogging }: PolicyCandidate): Reason | undefined {
  if (promisesNoPromptLogging === true) return undefined
  return { rule: 'prompt_logging_possible', reason: 'its operator has not promised to keep no prompts' }
}

function notOwnOrganisation({ isOwnOrganisation }: PolicyCandidate): Reason | undefined {
  if (isOwnOrganisation) return undefined
  return { rule: 'not_own_organisation', reason: 'it is not of the organisation of this node' }
}
