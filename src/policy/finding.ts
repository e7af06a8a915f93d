import type { Layer, Removal, SpokenRule } from './index.js'

/** What one rule says of a candidate: allowed when nothing is there that removes it. */
export interface Finding extends SpokenRule {
  readonly removals: readonly Removal[]
}

/** Why a candidate is removed, before it is said by which layer. */
export type Reason = Pick<Removal, 'rule' | 'reason'>

/** @param reasons - of what is not satisfied; undefined stands for what is. */
export function finding(layer: Layer, rule: string, reasons: readonly (Reason | undefined)[]): Finding {
  const removals = reasons.flatMap((reason) => (reason === undefined ? [] : [{ ...reason, layer }]))
  return { layer, rule, outcome: removals.length === 0 ? 'allowed' : 'denied', removals }
}
