import { finding, type Finding } from './finding.js'
import type { Facts, Layer, Layers, Policy, PolicyCandidate, Verdict } from './index.js'
import { judgePolicy, maySpeak } from './judge-policy.js'
import { judgeRequest } from './judge-request.js'
import { mayBeNamed } from './names.js'

/**
 * Judges one candidate by all layers: it is allowed when each of them allows it.
 *
 * The verdict depends on nothing but what it is given, and a layer more, or a field more in a request, never allows
 * whom the others remove.
 */
export function judge(layers: Layers, candidate: PolicyCandidate, facts: Facts): Verdict {
  const policies = policiesOf(layers)
  const inForce = isInForce(candidate, facts.nowMs) ? candidate : unattested(candidate)
  const mute = policies.filter(([, { document }]) => !maySpeak(document, inForce, facts))
  const known = mute.length === 0 ? inForce : { ...inForce, jurisdiction: undefined }
  const findings: readonly Finding[] = [
    ...blocked(candidate, facts),
    ...lapsed(candidate, facts),
    ...stale(candidate, facts),
    // not a removal by itself: what its co-op may not say counts as not said
    ...mute.map(([layer]): Finding => ({ layer, rule: 'coops', outcome: 'denied', removals: [] })),
    ...policies.map(([layer, policy]) => judgePolicy(policy, layer, known, facts)),
    ...layers.requests.flatMap((asked) => judgeRequest(asked, known, facts)),
  ]
  const removals = findings.flatMap((found) => found.removals)
  return {
    isAllowed: removals.length === 0,
    removals,
    spoke: findings.map(({ layer, rule, outcome }) => ({ layer, rule, outcome })),
    validUntilMs: validUntilMs(candidate, facts.nowMs),
  }
}

function policiesOf({ node, key }: Layers): readonly (readonly [Layer, Policy])[] {
  return key === undefined
    ? [['node', node]]
    : [
        ['node', node],
        ['key', key],
      ]
}

function isInForce({ notAfterMs = 0 }: PolicyCandidate, nowMs: number): boolean {
  return nowMs < notAfterMs
}

/** What is left of a candidate when nobody vouches for it any more. */
function unattested(candidate: PolicyCandidate): PolicyCandidate {
  const { isSelf } = candidate
  const nothing = { coop: undefined, orgId: undefined, jurisdiction: undefined, evidenceLevel: undefined }
  return {
    ...candidate,
    ...nothing,
    promisesNoPromptLogging: undefined,
    isOwnCoop: isSelf,
    isOwnOrganisation: isSelf,
  }
}

function blocked(candidate: PolicyCandidate, { blocked: names = [], coops }: Facts): readonly Finding[] {
  if (candidate.isSelf || !names.some((name) => mayBeNamed(candidate, name, coops))) return []
  return [finding('node', 'blocked', [{ rule: 'blocked', reason: 'the operator of this node has blocked it' }])]
}

/** A node needs no credential to answer its own clients; it says nothing of where that is, then. */
function lapsed(candidate: PolicyCandidate, { nowMs }: Facts): readonly Finding[] {
  if (candidate.isSelf || isInForce(candidate, nowMs)) return []
  const reason = 'it has shown no membership credential that is in force'
  return [finding('node', 'credential', [{ rule: 'credential_not_in_force', reason }])]
}

/** Who may have been revoked since: the own organisation goes on, with others nothing new begins. */
function stale({ coop, isOwnOrganisation }: PolicyCandidate, { staleCoops = [] }: Facts): readonly Finding[] {
  if (isOwnOrganisation || !staleCoops.some((stale) => stale === coop)) return []
  const reason = 'what is known of revocations is too old for new work with other organisations'
  return [finding('node', 'revocations', [{ rule: 'revocations_stale', reason }])]
}

/** The next moment at which one of the candidate's facts ends. */
function validUntilMs({ notAfterMs, evidenceUntilMs }: PolicyCandidate, nowMs: number): number {
  return Math.min(...[notAfterMs, evidenceUntilMs].map((ms = 0) => (ms > nowMs ? ms : Infinity)))
}
