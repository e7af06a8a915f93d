import { SovError } from '../errors.js'
import type { Signer } from '../identity/index.js'
import { GROUP_DEFINITION, signStatement } from '../wire/index.js'
import type { StatementOf } from './chain.js'
import type { GroupChange, GroupView } from './index.js'
import { isJurisdiction, normaliseJurisdiction } from './jurisdictions.js'

export type SignedGroup = StatementOf<typeof GROUP_DEFINITION>

/** A named set of jurisdictions as the root signs it when a co-op is made. */
export interface Group {
  readonly name: string
  /** Day from which the list holds, Unix epoch, milliseconds. */
  readonly effectiveMs: number
  /** ISO 3166-1 alpha-2 codes, ascending. */
  readonly jurisdictions: readonly string[]
}

// The 27 since the United Kingdom left. Greece is GR here, although the EU writes EL.
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const SINCE_MS = Date.UTC(2020, 1, 1)

/** European Union (27) and European Economic Area (30: with Iceland, Liechtenstein and Norway). */
export const FOUNDING_GROUPS: readonly Group[] = [
  { name: 'EU', effectiveMs: SINCE_MS, jurisdictions: EU },
  { name: 'EEA', effectiveMs: SINCE_MS, jurisdictions: [...EU, 'IS', 'LI', 'NO'].sort() },
]

/** True for 2 to 16 upper-case letters and digits that are no jurisdiction: a group called DE would let others into it. */
export function isGroupName(name: string): boolean {
  return /^[A-Z][A-Z0-9]{1,15}$/.test(name) && !isJurisdiction(name)
}

/** Of each name the definition in force at `atMs`: the highest version whose date has come. */
export function definitionsInForce(groups: readonly SignedGroup[], atMs: number): ReadonlyMap<string, SignedGroup> {
  const inForce = new Map<string, SignedGroup>()
  for (const group of groups) {
    const { name, version, effectiveMs } = group.value
    const known = inForce.get(name)
    if (effectiveMs <= BigInt(atMs) && version > (known?.value.version ?? 0)) inForce.set(name, group)
  }
  return inForce
}

/** Definitions that will be in force after `atMs`, by name and date; those that a newer one replaces before are left out. */
export function comingGroups(groups: readonly SignedGroup[], atMs: number): readonly SignedGroup[] {
  const isReplaced = ({ value }: SignedGroup): boolean =>
    groups.some(
      (other) =>
        other.value.name === value.name &&
        other.value.version > value.version &&
        other.value.effectiveMs <= value.effectiveMs,
    )
  return groups
    .filter((group) => group.value.effectiveMs > BigInt(atMs) && !isReplaced(group))
    .toSorted((a, b) =>
      a.value.name === b.value.name
        ? Number(a.value.effectiveMs - b.value.effectiveMs)
        : a.value.name < b.value.name
          ? -1
          : 1,
    )
}

/** For people: those in force, then those to come, each by name. */
export function groupViews(groups: readonly SignedGroup[], atMs: number): readonly GroupView[] {
  const view =
    (isInForce: boolean) =>
    ({ value: { name, version, effectiveMs, jurisdictions } }: SignedGroup): GroupView => ({
      name,
      version,
      effectiveAtMs: Number(effectiveMs),
      jurisdictions,
      isInForce,
    })
  const inForce = [...definitionsInForce(groups, atMs).values()].sort((a, b) => (a.value.name < b.value.name ? -1 : 1))
  return [...inForce.map(view(true)), ...comingGroups(groups, atMs).map(view(false))]
}

/**
 * Signs the next definition of a group, or the first one of a new name. Definitions of the same name that were to come
 * later are replaced too.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST
 */
export function signNextGroup(
  groups: readonly SignedGroup[],
  { effectiveMs, ...change }: GroupChange,
  { networkId, nowMs, root }: { readonly networkId: Uint8Array; readonly nowMs: number; readonly root: Signer },
): SignedGroup {
  const name = change.name.trim().toUpperCase()
  check('name', isGroupName(name), 'a group has 2 to 16 letters and digits and is not called like a jurisdiction')
  const jurisdictions = [...new Set(change.jurisdictions.map(normaliseJurisdiction))].sort()
  check('jurisdictions', jurisdictions.length > 0, 'a group has at least one jurisdiction')
  const beginMs = effectiveMs ?? nowMs
  check('effectiveMs', Number.isSafeInteger(beginMs) && beginMs >= nowMs, 'a group cannot change in the past')
  const ofName = groups.filter(({ value }) => value.name === name)
  const before = definitionsInForce(ofName, beginMs).get(name)?.value.jurisdictions ?? []
  // The same list again is a way to take back what was to come.
  const isNews = before.join() !== jurisdictions.join() || comingGroups(ofName, nowMs).length > 0
  check('jurisdictions', isNews, 'the group has these jurisdictions already')
  const version = Math.max(0, ...ofName.map(({ value }) => value.version)) + 1
  return signStatement(
    GROUP_DEFINITION,
    { networkId, name, version, effectiveMs: BigInt(beginMs), jurisdictions },
    root,
  )
}

function check(param: string, isRight: boolean, message: string): void {
  if (!isRight) throw new SovError('ERR_SOV_BAD_REQUEST', message, { param })
}
