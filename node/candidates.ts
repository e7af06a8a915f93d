import type { Jsonified } from '../src/json.js'
import type { CandidateView } from '../src/scheduler/index.js'
import { NONE, peerName } from './show.js'

type Candidate = Jsonified<CandidateView>

/** How tables call a node that could answer. */
export function candidateName({ isSelf, peer }: Pick<Candidate, 'isSelf' | 'peer'>): string {
  return isSelf ? 'this node' : peerName(peer)
}

/** Everything that speaks against it. */
export function reasonsText({ removals }: Pick<Candidate, 'removals'>): string {
  return removals.map(({ reason }) => reason).join('; ')
}

/** Every rule that decided about it, e.g. `node rules[0] patients: denied; request only: allowed`. */
export function rulesText({ spoke }: Pick<Candidate, 'spoke'>): string {
  const rules = spoke.map(({ layer, rule, outcome }) => `${layer} ${rule}: ${outcome}`)
  return rules.length === 0 ? NONE : rules.join('; ')
}
