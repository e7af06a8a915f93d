import { parsePolicy, type Facts, type Policy, type PolicyCandidate } from '../../../src/policy/index.js'

export const NOW = Date.UTC(2026, 10, 1)
/** Network ids of the own co-op and of another one. */
export const OWN_COOP = 'aa'.repeat(32)
export const OTHER_COOP = 'bb'.repeat(32)

const GROUPS = new Map([
  ['EU', ['DE', 'FR', 'GR']],
  ['EEA', ['DE', 'FR', 'GR', 'NO']],
  ['EMPTY', []],
])
const COOPS = new Map([
  ['Fjord', OWN_COOP],
  ['uni-pool', OTHER_COOP],
])

/** A member of the own co-op, in Germany, with evidence of level 1 and the promise to keep no prompts. */
export function candidate(options: Partial<PolicyCandidate> = {}): PolicyCandidate {
  return {
    peer: '12D3KooWPeer',
    isSelf: false,
    coop: OWN_COOP,
    isOwnCoop: true,
    orgId: 'uni-koeln',
    isOwnOrganisation: false,
    jurisdiction: 'DE',
    evidenceLevel: 1,
    promisesNoPromptLogging: true,
    credentialDigest: 'cc'.repeat(32),
    notAfterMs: NOW + 1_000,
    ...options,
  }
}

/** The same of another co-op, where its organisation has the same id. */
export function foreigner(options: Partial<PolicyCandidate> = {}): PolicyCandidate {
  return candidate({ coop: OTHER_COOP, isOwnCoop: false, peer: '12D3KooWForeign', ...options })
}

export function facts(options: Partial<Facts> = {}): Facts {
  return {
    groups: GROUPS,
    coops: COOPS,
    nowMs: NOW,
    dataClass: 'personal',
    models: ['tiny', 'tiny:q8_0', 'dd'.repeat(32)],
    ...options,
  }
}

/** A policy of these parts. */
export function policy(parts: object): Policy {
  return parsePolicy(JSON.stringify({ version: 1, rules: [], default: 'deny', ...parts }))
}

/** Allows everybody. */
export const ALLOW_ALL = policy({ rules: [{ require: {} }] })
