import { LogPolicy } from '../../src/wire/index.js'
import { SELF } from '../unit/scheduler/scripted-mesh.js'
import { networkIdOf, type Asked, type PolicyJson, type PolicyWorld } from './policy-world.js'

const SIXTY_DAYS_MS = 60 * 24 * 60 * 60 * 1_000

/** What is known of one node at this moment. */
interface Known {
  readonly peer: string
  readonly isSelf: boolean
  readonly isExpired: boolean
  readonly coop: string | null
  readonly org: string | null
  readonly place: string | null
  readonly level: number | null
  readonly promises: boolean
}

/**
 * Whether a node may not be given a request: the sentences of docs/POLICY.md one after the other, as they are written
 * there, without any of the code that is tested.
 */
export function forbids(world: PolicyWorld, asked: Asked, peer: string): boolean {
  const node = know(world, peer)
  const documents = asked.keyDocument === undefined ? [world.document] : [world.document, asked.keyDocument]

  // Who is blocked, or has no credential in force, is not asked.
  if (!node.isSelf) {
    if (node.isExpired) return true
    for (const name of world.blocked) if (name === peer || isOrg(world, name, node, true)) return true
  }

  // A co-op that may not speak for a jurisdiction has not said it, for nobody.
  let place = node.place
  for (const { coops } of documents) {
    if (coops === undefined || place === null) continue
    let isBelieved = false
    for (const [name, places] of Object.entries(coops)) {
      if (!isCoop(world, name, node)) continue
      if (places === 'any' || isIn(world, place, places)) isBelieved = true
    }
    if (!isBelieved) place = null
  }

  // What kind of data it is.
  let dataClass: string | null = null
  for (const request of asked.requests) dataClass ??= request.dataClass ?? null
  dataClass ??= asked.keyDocument?.assume_data_class ?? world.document.assume_data_class ?? null
  for (const request of asked.requests) {
    if (request.dataClass !== undefined && request.dataClass !== dataClass) return true
  }

  for (const document of documents) if (!policyAllows(world, document, node, place, dataClass)) return true
  for (const request of asked.requests) {
    if (request.tier === 'local' && !node.isSelf) return true
    if (request.tier === 'mesh' && node.isSelf) return true
    if (request.jurisdictions !== undefined && (place === null || !isIn(world, place, request.jurisdictions)))
      return true
    if (isDenied(world, place, request.jurisdictionsDeny ?? [])) return true
    if (request.only !== undefined && !request.only.some((name) => name === peer || isOrg(world, name, node, false)))
      return true
    if (request.ignore?.some((name) => name === peer || isOrg(world, name, node, true)) === true) return true
    if (request.trust === 'organisation' && !isOwnOrg(world, node)) return true
    if (request.trust === 'coop' && !isCoop(world, 'own', node)) return true
    if (request.noPromptLogging === true && !node.promises) return true
    if (request.evidenceAtLeast !== undefined && (node.level === null || node.level < request.evidenceAtLeast))
      return true
  }
  return false
}

function policyAllows(
  world: PolicyWorld,
  { rules }: PolicyJson,
  node: Known,
  place: string | null,
  dataClass: string | null,
): boolean {
  for (const { when, deny, require: required } of rules) {
    if (when?.data_class !== undefined && (dataClass === null || !when.data_class.includes(dataClass))) continue
    const isModel = (name: string): boolean => name === 'tiny' || name === 'tiny:q8_0' || name.length === 64
    if (when?.models !== undefined && !when.models.some(isModel)) continue
    if (deny === true || required === undefined) return false
    const { jurisdiction } = required
    if (jurisdiction !== undefined) {
      if (place === null) return false
      if (jurisdiction.group !== undefined && !isIn(world, place, [jurisdiction.group])) return false
      if (jurisdiction.any !== undefined && !isIn(world, place, jurisdiction.any)) return false
    }
    if (isDenied(world, place, required.jurisdictions_deny ?? [])) return false
    if (required.coops !== undefined && !required.coops.some((name) => isCoop(world, name, node))) return false
    if (required.orgs !== undefined && !required.orgs.some((name) => isOrg(world, name, node, false))) return false
    const { evidence_at_least: least } = required
    if (least !== undefined && (node.level === null || node.level < least)) return false
    if (required.no_prompt_logging === true && !node.promises) return false
    if (required.same_org === true && !isOwnOrg(world, node)) return false
    return true
  }
  return false
}

function know(world: PolicyWorld, peer: string): Known {
  const isSelf = peer === SELF
  const shown = isSelf ? world.own : world.records.find((record) => record.peer === peer)?.member.credential
  const isExpired = shown !== undefined && world.nowMs >= Number(shown.notAfterMs)
  if (shown === undefined || isExpired) {
    const nothing = { coop: null, place: null, level: null, promises: false }
    return { peer, isSelf, isExpired, org: null, ...nothing }
  }
  const ageMs = world.nowMs - Number(shown.evidenceDateMs)
  const isDated = shown.evidenceRef.length === 32 && ageMs <= SIXTY_DAYS_MS
  return {
    peer,
    isSelf,
    isExpired,
    coop: Buffer.from(shown.networkId).toString('hex'),
    org: shown.orgId,
    place: shown.jurisdiction,
    level: shown.evidenceLevel >= 2 && !isDated ? 1 : shown.evidenceLevel,
    promises: shown.logPolicy === LogPolicy.LOG_POLICY_NO_PROMPTS,
  }
}

/** `own` is this node and its co-op; `Fjord` is the same by its name; the others go by their network ids. */
function isCoop({ own }: PolicyWorld, name: string, { isSelf, coop }: Known): boolean {
  if (name === 'own') return isSelf || (own !== undefined && coop === networkIdOf(0))
  if (name === 'Fjord') return coop === networkIdOf(0)
  return coop === name
}

/** `org` is one of the own co-op, or of any when somebody is to be kept out; `co-op/org` is that one. */
function isOrg(world: PolicyWorld, name: string, node: Known, isKeptOut: boolean): boolean {
  const parts = name.split('/')
  if (parts.length === 2) return node.org === parts[1] && isCoop(world, parts[0]!, node)
  return node.org === name && (isKeptOut || isCoop(world, 'own', node))
}

function isOwnOrg({ own }: PolicyWorld, node: Known): boolean {
  return node.isSelf || (own !== undefined && node.coop === networkIdOf(0) && node.org === own.orgId)
}

function isIn({ groups }: PolicyWorld, place: string, names: readonly string[]): boolean {
  for (const name of names) {
    if (name === place) return true
    for (const member of groups.get(name) ?? []) if (member === place) return true
  }
  return false
}

/** In a denied place, or perhaps: not known where, or not known what the denied name means. */
function isDenied(world: PolicyWorld, place: string | null, names: readonly string[]): boolean {
  if (names.length === 0) return false
  const isGroup = (name: string): boolean => name === 'EU' || name.length > 2
  return (
    place === null || names.some((name) => isIn(world, place, [name]) || (isGroup(name) && !world.groups.has(name)))
  )
}
