import { finding, type Finding, type Reason } from './finding.js'
import type { Constraints, Facts, PolicyCandidate } from './index.js'
import { isNamed, mayBeNamed } from './names.js'
import { inside, mayKeepPrompts, notInside, tooLittleEvidence } from './requirements.js'

/** What the fields of a request say of a candidate, each that is there. */
export function judgeRequest(asked: Constraints, candidate: PolicyCandidate, facts: Facts): readonly Finding[] {
  const { tier, jurisdictions, jurisdictionsDeny, only, ignore, trust, dataClass } = asked
  const { noPromptLogging, evidenceAtLeast } = asked
  const findings: Finding[] = []
  const say = (field: keyof Constraints, reason: Reason | undefined): void =>
    void findings.push(finding('request', field, [reason]))
  if (tier !== 'any') say('tier', notInTier(candidate, tier))
  if (jurisdictions !== undefined) say('jurisdictions', notInside(candidate, jurisdictions, facts))
  if (jurisdictionsDeny !== undefined) say('jurisdictionsDeny', inside(candidate, jurisdictionsDeny, facts))
  if (only !== undefined) say('only', notInOnly(candidate, only, facts))
  if (ignore !== undefined) say('ignore', ignored(candidate, ignore, facts))
  if (trust !== undefined) say('trust', tooFar(candidate, trust))
  if (dataClass !== undefined) say('dataClass', otherClass(dataClass, facts))
  if (noPromptLogging === true) say('noPromptLogging', mayKeepPrompts(candidate))
  if (evidenceAtLeast !== undefined) say('evidenceAtLeast', tooLittleEvidence(candidate, evidenceAtLeast))
  return findings
}

function notInTier({ isSelf }: PolicyCandidate, tier: 'local' | 'mesh'): Reason | undefined {
  if (isSelf === (tier === 'local')) return undefined
  return { rule: 'tier_not_allowed', reason: `${isSelf ? 'this node itself' : 'another node'} is not in tier ${tier}` }
}

function notInOnly(candidate: PolicyCandidate, only: readonly string[], { coops }: Facts): Reason | undefined {
  if (only.some((name) => isNamed(candidate, name, coops))) return undefined
  return { rule: 'not_in_only', reason: 'the request names other peers in "only"' }
}

function ignored(candidate: PolicyCandidate, ignore: readonly string[], { coops }: Facts): Reason | undefined {
  if (!ignore.some((name) => mayBeNamed(candidate, name, coops))) return undefined
  return { rule: 'ignored', reason: 'the request names it in "ignore"' }
}

function tooFar(
  { isOwnCoop, isOwnOrganisation }: PolicyCandidate,
  trust: NonNullable<Constraints['trust']>,
): Reason | undefined {
  switch (trust) {
    case 'organisation':
      if (isOwnOrganisation) return undefined
      return { rule: 'trust_too_far', reason: 'it is not of the organisation of this node' }
    case 'coop':
      return isOwnCoop ? undefined : { rule: 'trust_too_far', reason: 'it is not of the co-op of this node' }
    case 'federated':
      return undefined
  }
}

/** Body, headers and key each may name a class; a request that holds two kinds of data is judged as neither. */
function otherClass(said: string, { dataClass }: Facts): Reason | undefined {
  if (said === dataClass) return undefined
  return { rule: 'data_class_unclear', reason: `the request is said to hold data of class ${said} and of another` }
}
