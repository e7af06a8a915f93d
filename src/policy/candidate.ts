import { ADDRESS_DATA_LIFE_MS } from '../limits.js'
import { evidenceLevelAsUsed } from '../membership/index.js'
import { equalBytes, LogPolicy, toHex, type MembershipCredential } from '../wire/index.js'
import type { PolicyCandidate } from './index.js'

export interface CandidateInput {
  readonly peer: string
  readonly isSelf: boolean
  /** Undefined: it has shown none, and nothing is known of it. */
  readonly credential: MembershipCredential | undefined
  readonly credentialDigest: Uint8Array | undefined
  /** This node's own credential, by which its own co-op and organisation are known. */
  readonly own: Pick<MembershipCredential, 'networkId' | 'orgId'> | undefined
  readonly nowMs: number
}

/** What a policy may know of a node: what its co-op attests in the credential that it has shown. */
export function candidateOf({
  peer,
  isSelf,
  credential,
  credentialDigest,
  own,
  nowMs,
}: CandidateInput): PolicyCandidate {
  const isOwnCoop = isSelf || (credential !== undefined && own !== undefined && isSame(credential, own))
  return {
    peer,
    isSelf,
    coop: credential && toHex(credential.networkId),
    isOwnCoop,
    orgId: credential?.orgId,
    isOwnOrganisation: isSelf || (isOwnCoop && credential?.orgId === own?.orgId),
    jurisdiction: credential?.jurisdiction,
    evidenceLevel: credential && evidenceLevelAsUsed(credential, nowMs),
    promisesNoPromptLogging:
      credential === undefined ? undefined : credential.logPolicy === LogPolicy.LOG_POLICY_NO_PROMPTS,
    credentialDigest: credentialDigest && toHex(credentialDigest),
    notAfterMs: credential && Number(credential.notAfterMs),
    evidenceUntilMs: credential && evidenceUntilMs(credential, nowMs),
  }
}

function isSame(a: Pick<MembershipCredential, 'networkId'>, b: Pick<MembershipCredential, 'networkId'>): boolean {
  return equalBytes(a.networkId, b.networkId)
}

/** From level 2 on evidence stands on data that grow stale. */
function evidenceUntilMs({ evidenceDateMs }: MembershipCredential, nowMs: number): number | undefined {
  // at the end of its life it still counts
  const untilMs = Number(evidenceDateMs) + ADDRESS_DATA_LIFE_MS + 1
  return untilMs > nowMs ? untilMs : undefined
}
