import type { ServeRule } from './document.js'
import type { CoopNames, Policy, PolicyCandidate, ServeLimits, ServeVerdict } from './index.js'
import { ruleName } from './judge-policy.js'
import { isOfCoop, isOfOrganisation, mayBeNamed } from './names.js'

const NO_LIMITS: ServeLimits = { maxConcurrent: undefined, maxOutputTokens: undefined, requestsPerMinute: undefined }

/** What it rests on whether this node serves a peer. */
export interface ServeFacts {
  readonly coops: CoopNames
  /** The names that the asked model goes by; undefined = before it is known: whether it may ask for any model at all. */
  readonly models: readonly string[] | undefined
  /** Peer ids and organisations that the operator wants nothing to do with. */
  readonly blocked: readonly string[]
}

/**
 * Whether this node serves a peer, and how much. The first serve rule that names the peer and the model decides, and none
 * is a denial; a policy without serve rules serves the members of this node's own co-op.
 */
export function judgeServe({ document }: Policy, candidate: PolicyCandidate, facts: ServeFacts): ServeVerdict {
  if (facts.blocked.some((name) => mayBeNamed(candidate, name, facts.coops))) {
    return denied('blocked', 'the operator of this node has blocked the peer')
  }
  const { serve } = document
  if (serve === undefined) {
    return candidate.isOwnCoop
      ? { isAllowed: true, rule: 'no serve rules', reason: 'it is of the co-op of this node', limits: NO_LIMITS }
      : denied('no serve rules', 'no rule of this node serves other co-ops')
  }
  // before the model is known a denial counts only when it is for every model
  const index = serve.findIndex(
    (rule) =>
      isServed(rule, candidate, facts.coops) &&
      (facts.models === undefined
        ? rule.deny === undefined || rule.models === undefined
        : rule.models === undefined || rule.models.some((name) => facts.models?.includes(name))),
  )
  const rule = serve[index]
  if (rule === undefined) return denied('default', 'no rule of this node serves the peer with this model')
  const name = ruleName('serve', index, rule.name)
  if (rule.deny === true) return denied(name, 'a rule of this node denies the peer')
  return {
    isAllowed: true,
    rule: name,
    reason: 'a rule of this node serves the peer',
    limits: {
      maxConcurrent: rule.max_concurrent,
      maxOutputTokens: rule.max_output_tokens,
      requestsPerMinute: rule.requests_per_minute,
    },
  }
}

/** Whether a rule is for the candidate: one of its lists names it, or it has none. */
function isServed({ to }: ServeRule, candidate: PolicyCandidate, coops: CoopNames): boolean {
  if (to === undefined) return true
  return (
    to.coops?.some((name) => isOfCoop(candidate, name, coops)) === true ||
    to.orgs?.some((name) => isOfOrganisation(candidate, name, coops)) === true ||
    to.peers?.includes(candidate.peer) === true
  )
}

function denied(rule: string, reason: string): ServeVerdict {
  return { isAllowed: false, rule, reason, limits: NO_LIMITS }
}
