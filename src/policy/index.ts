/**
 * Who may be given a request, and whom this node serves. A policy is a declarative document, default deny; it removes
 * candidates and names the reason, and it never ranks. Effective is what the node's policy, the policy of the API key
 * and the request all allow: each layer can only narrow. Pure functions, total for any input. See docs/POLICY.md.
 *
 * ```ts
 * const layers = { node: parsePolicy(text), requests: [{ tier: 'any', jurisdictions: ['EU'] }] }
 * const { isAllowed, removals } = judge(layers, candidate, facts)
 * ```
 *
 * @packageDocumentation
 */
import type { PeerIdString } from '../identity/index.js'
import type { PolicyDocument } from './document.js'

export { createBlockList } from './block-list.js'
export type { BlockList } from './block-list.js'
export { BUILT_IN_POLICY } from './built-in.js'
export { candidateOf } from './candidate.js'
export { checkNames } from './check-names.js'
export { coopNames } from './coop-names.js'
export { resolveDataClass } from './data-class.js'
export type { CandidateInput } from './candidate.js'
export { decisionDocument, readDecision } from './decision-document.js'
export type { DecisionDocument } from './decision-document.js'
export { isDataClass } from './document.js'
export { judge } from './judge.js'
export { modelNames } from './model-names.js'
export { isNamed } from './names.js'
export { parsePolicy } from './parse-policy.js'
export { judgeServe } from './serve.js'
export type { ServeFacts } from './serve.js'
export { createServeRules } from './serve-rules.js'
export type { ServeRules } from './serve-rules.js'
export { Verdicts } from './verdicts.js'

/** Which of the three says it. */
export type Layer = 'node' | 'key' | 'request'

/** Where an answer may come from: this node, other members, or either. */
export type Tier = 'local' | 'mesh' | 'any'

/** The farthest that may answer: this node's own organisation, its co-op, or co-ops that the operator trusts. */
type Trust = 'organisation' | 'coop' | 'federated'

/** What one request demands of whoever answers. Every field narrows, but `order`; an empty list allows nobody. */
export interface Constraints {
  readonly tier: Tier
  /** ISO 3166-1 alpha-2 codes or names of groups such as `EU`; undefined = any. */
  readonly jurisdictions?: readonly string[] | undefined
  /** As `jurisdictions`: where it may not be answered. */
  readonly jurisdictionsDeny?: readonly string[] | undefined
  /** Peer ids or organisations; see docs/POLICY.md#names. */
  readonly only?: readonly string[] | undefined
  /** Peer ids or organisations. */
  readonly ignore?: readonly string[] | undefined
  /** Peer ids or organisations that come first, in this order, among those who are allowed. It allows nobody. */
  readonly order?: readonly string[] | undefined
  readonly trust?: Trust | undefined
  /** What kind of data the request holds, e.g. `personal`: policies say what may happen to it. */
  readonly dataClass?: string | undefined
  /** True: only who has promised to keep no prompts. */
  readonly noPromptLogging?: boolean | undefined
  /** 0 to 3. */
  readonly evidenceAtLeast?: number | undefined
}

/** What is known of a node that could answer or that asks; what is undefined is unknown and satisfies nothing. */
export interface PolicyCandidate {
  readonly peer: PeerIdString
  readonly isSelf: boolean
  /** Network id of the co-op that attests the rest, 64 hexadecimal digits. */
  readonly coop: string | undefined
  readonly isOwnCoop: boolean
  readonly orgId: string | undefined
  /** Of the same organisation in the same co-op as this node. */
  readonly isOwnOrganisation: boolean
  /** ISO 3166-1 alpha-2 code. */
  readonly jurisdiction: string | undefined
  /** 0 to 3, as it counts now: stale evidence counts less than the credential says. */
  readonly evidenceLevel: number | undefined
  readonly promisesNoPromptLogging: boolean | undefined
  /** Of the membership credential, 64 hexadecimal digits. */
  readonly credentialDigest: string | undefined
  /** End of the credential, Unix epoch, milliseconds. */
  readonly notAfterMs: number | undefined
  /** When the evidence grows stale, Unix epoch, milliseconds; undefined = not before the credential ends. */
  readonly evidenceUntilMs?: number | undefined
}

/** Members of each group by name, e.g. `EU` → AT, BE, … */
export type JurisdictionGroups = ReadonlyMap<string, readonly string[]>

/** Network ids of co-ops, 64 hexadecimal digits, by the names that the operator knows them by. */
export type CoopNames = ReadonlyMap<string, string>

/** A policy as it was written. */
export interface Policy {
  /** SHA-256 of `text`, 64 hexadecimal digits. */
  readonly digest: string
  /** Exactly as it was written. */
  readonly text: string
  readonly document: PolicyDocument
}

/** All that a request has to satisfy; each only narrows what the others allow. */
export interface Layers {
  readonly node: Policy
  /** Of the API key that the request came with. */
  readonly key?: Policy | undefined
  /** What the request itself says, e.g. in body and headers. */
  readonly requests: readonly Constraints[]
}

/** What a judgement rests on beside layers and candidate. */
export interface Facts {
  readonly groups: JurisdictionGroups
  readonly coops: CoopNames
  readonly nowMs: number
  /** As {@link resolveDataClass} gives it; undefined = nobody has said. */
  readonly dataClass: string | undefined
  /** The names that the asked model goes by: its name, `name:quantisation`, and its digest. */
  readonly models: readonly string[]
  /** Peer ids and organisations that the operator wants nothing to do with. @default none */
  readonly blocked?: readonly string[] | undefined
  /** Network ids of co-ops of whose revocations too little is known for new work with other organisations. @default none */
  readonly staleCoops?: readonly string[] | undefined
}

/** Why a candidate was removed. */
export interface Removal {
  /** Stable snake_case name of what was not satisfied. */
  readonly rule: string
  /** One sentence for people. */
  readonly reason: string
  /** Undefined: not for policy, but since it cannot answer now. */
  readonly layer?: Layer
}

/** One rule that decided something about a candidate. */
export interface SpokenRule {
  readonly layer: Layer
  /** In a policy `rules[0]`, with its name if it has one, or `default`; in a request its field, e.g. `only`. */
  readonly rule: string
  readonly outcome: 'allowed' | 'denied'
}

/** What the layers say of one candidate. */
export interface Verdict {
  readonly isAllowed: boolean
  /** Empty exactly when it is allowed. */
  readonly removals: readonly Removal[]
  /** Of each layer the rules that decided, in the order node, key, request. */
  readonly spoke: readonly SpokenRule[]
  /** From when on it has to be judged anew, Unix epoch, milliseconds; Infinity = while the facts stay. */
  readonly validUntilMs: number
}

/** How much one organisation may have of this node under one serve rule; undefined = as much as admission gives it. */
export interface ServeLimits {
  /** Requests in slots and queue at the same time. */
  readonly maxConcurrent: number | undefined
  /** Output tokens of one request. */
  readonly maxOutputTokens: number | undefined
  readonly requestsPerMinute: number | undefined
}

/** Whether this node serves a peer. */
export interface ServeVerdict {
  readonly isAllowed: boolean
  /** `serve[0]`, with its name if it has one, `default`, `blocked`, or `no serve rules`. */
  readonly rule: string
  /** One sentence for people. */
  readonly reason: string
  readonly limits: ServeLimits
}
