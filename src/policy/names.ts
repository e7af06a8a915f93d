import type { CoopNames, JurisdictionGroups, PolicyCandidate } from './index.js'

/** Stands for this node's own co-op, whatever it is called. */
export const OWN = 'own'

const NETWORK_ID = /^[0-9a-f]{64}$/

/** True for what can only be a network id: a co-op that is called like the id of another one is not taken for it. */
export function isNetworkId(name: string): boolean {
  return NETWORK_ID.test(name)
}

/** Whether a jurisdiction is one of those named, itself or in a group. */
export function isAmong(code: string, names: readonly string[], groups: JurisdictionGroups): boolean {
  return names.some((name) => name === code || groups.get(name)?.includes(code) === true)
}

/** Whether the candidate is of a co-op that is named: `own`, the operator's name for it, or its network id. */
export function isOfCoop({ coop, isOwnCoop }: PolicyCandidate, name: string, coops: CoopNames): boolean {
  if (name === OWN) return isOwnCoop
  return coop !== undefined && (isNetworkId(name) ? name : coops.get(name)) === coop
}

/**
 * Whether the candidate is of an organisation that is named: `org` in this node's co-op, `co-op/org` in another. Ids of
 * organisations are those of their co-op: another co-op may have given the same one to somebody else.
 */
export function isOfOrganisation(candidate: PolicyCandidate, name: string, coops: CoopNames): boolean {
  const slash = name.lastIndexOf('/')
  const orgId = name.slice(slash + 1)
  const coop = slash === -1 ? OWN : name.slice(0, slash)
  return candidate.orgId === orgId && isOfCoop(candidate, coop, coops)
}

/** Whether the candidate is named, as a peer or by its organisation. */
export function isNamed(candidate: PolicyCandidate, name: string, coops: CoopNames): boolean {
  return name === candidate.peer || isOfOrganisation(candidate, name, coops)
}

/** As {@link isNamed}, for whom to keep out: `org` alone means that organisation in every co-op. */
export function mayBeNamed(candidate: PolicyCandidate, name: string, coops: CoopNames): boolean {
  return isNamed(candidate, name, coops) || name === candidate.orgId
}
