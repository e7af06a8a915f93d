import { MAX_VERDICT_SETS } from '../limits.js'
import type { Constraints, Facts, Layers, PolicyCandidate, Verdict } from './index.js'
import { judge } from './judge.js'

/** What one request may ask of whom, for as long as it is asked so. */
type VerdictSet = WeakMap<PolicyCandidate, Verdict>

/** Facts that are the same for all requests. */
type SharedFacts = Pick<Facts, 'groups' | 'coops' | 'blocked' | 'staleCoops'>

/**
 * Verdicts that are still good: of one candidate, by what was demanded, until a fact of its credential ends. They are
 * kept by the candidate as an object, and so they go with the credential that was shown: who shows another one, or was
 * revoked, is another candidate or none. What all verdicts rest on is compared at every use; when it has changed, all go.
 */
export class Verdicts {
  // in order of last use
  readonly #sets = new Map<string, VerdictSet>()
  #facts: SharedFacts = { groups: new Map(), coops: new Map() }

  /** {@link judge} for many candidates. */
  judge(layers: Layers, facts: Facts): (candidate: PolicyCandidate) => Verdict {
    this.#compare(facts)
    const known = this.#setOf(layers, facts)
    return (candidate) => {
      const kept = known.get(candidate)
      if (kept !== undefined && facts.nowMs < kept.validUntilMs) return kept
      const verdict = judge(layers, candidate, facts)
      known.set(candidate, verdict)
      return verdict
    }
  }

  #compare({ groups, coops, blocked, staleCoops }: Facts): void {
    const before = this.#facts
    const isSame =
      isSameMap(groups, before.groups, isSameList) &&
      isSameMap(coops, before.coops, Object.is) &&
      isSameList(blocked, before.blocked) &&
      isSameList(staleCoops, before.staleCoops)
    if (!isSame) this.#sets.clear()
    this.#facts = { groups, coops, blocked, staleCoops }
  }

  #setOf({ node, key, requests }: Layers, { dataClass, models }: Facts): VerdictSet {
    const name = JSON.stringify([node.digest, key?.digest, dataClass, models, requests.map(demands)])
    const set = this.#sets.get(name) ?? new WeakMap<PolicyCandidate, Verdict>()
    this.#sets.delete(name)
    this.#sets.set(name, set)
    const [oldest] = this.#sets.keys()
    if (this.#sets.size > MAX_VERDICT_SETS && oldest !== undefined) this.#sets.delete(oldest)
    return set
  }
}

/** All that a verdict can depend on. */
function demands(asked: Constraints): Constraints {
  return asked.order === undefined ? asked : { ...asked, order: undefined }
}

function isSameMap<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
  isSame: (a: T, b: T | undefined) => boolean,
): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  // a group without members is known, one that is not there is not
  for (const [name, value] of a) if (!b.has(name) || !isSame(value, b.get(name))) return false
  return true
}

function isSameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a === b || (a.length === b.length && a.every((name, index) => name === b[index]))
}
