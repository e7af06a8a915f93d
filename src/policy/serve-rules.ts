import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { AccessRule, Member, Membership } from '../membership/index.js'
import { candidateOf } from './candidate.js'
import { coopNames } from './coop-names.js'
import type { Policy, ServeVerdict } from './index.js'
import { judgeServe } from './serve.js'

export interface ServeRulesComponents {
  readonly membership: () => Pick<Membership, 'coop' | 'credential' | 'federated'>
  /** The node's own, as it is in force now. */
  readonly policy: () => Policy
  /** Peer ids and organisations that the operator wants nothing to do with. */
  readonly blocked: () => readonly string[]
  readonly clock: Clock
}

/** Whom this node serves, as its policy and its block list say now. */
export interface ServeRules {
  /** @param models - the names that the asked model goes by; undefined: whether it may ask for any model at all. */
  judge(member: Member, models: readonly string[] | undefined): ServeVerdict
  /** For the gate: who may not ask for any model is not let in to ask. What is to be settled still is. */
  readonly rule: AccessRule
}

/** Makes the serve rules of a node; they hold nothing but what they are given. */
export function createServeRules({ membership, policy, blocked, clock }: ServeRulesComponents): ServeRules {
  const judge: ServeRules['judge'] = (member, models) => {
    const known = membership()
    const candidate = candidateOf({ ...member, isSelf: false, own: known.credential, nowMs: clock.nowMs() })
    return judgeServe(policy(), candidate, { coops: coopNames(known), models, blocked: blocked() })
  }
  return {
    judge,
    rule: (_peer, purpose, member) => {
      if (purpose !== 'infer' || member === undefined) return
      const { isAllowed, reason } = judge(member, undefined)
      if (!isAllowed) throw new SovError('ERR_SOV_POLICY_DENIED', reason)
    },
  }
}
