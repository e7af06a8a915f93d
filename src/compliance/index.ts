/**
 * Whether what this node gave to others was allowed: every order in the disclosure log of a ledger is judged again, by
 * the policies and the credentials that were in force then. Orders count, not receipts: who accepted a prompt and then
 * died has had it too. See docs/POLICY.md#audit.
 *
 * ```ts
 * const report = await auditCompliance(ledger.export(), { sinceMs: Date.UTC(2026, 10, 1) })
 * ```
 *
 * @packageDocumentation
 */
import type { PeerIdString } from '../identity/index.js'
import type { JurisdictionGroups, SpokenRule } from '../policy/index.js'

export { auditCompliance } from './compliance-audit.js'

export interface ComplianceOptions {
  /** Orders made before are left out, Unix epoch, milliseconds. @default 0 */
  readonly sinceMs?: number
  /** Orders made from then on are left out, Unix epoch, milliseconds. @default none */
  readonly untilMs?: number
  /** Network ids of the co-ops that may speak for the author and its peers, 32 bytes each. @default any */
  readonly trust?: readonly Uint8Array[]
  /**
   * The groups that the co-op has signed, as they were at a time, Unix epoch in milliseconds; undefined for a time of
   * which nothing is known. @default what the author says that they were
   */
  readonly groupsAt?: (atMs: number) => JurisdictionGroups | undefined
}

/** Why a disclosure was not in order. */
export type ViolationCode =
  /** The log itself: the file was changed or cannot be read. */
  | 'log_broken'
  /** The order is not what its author has signed. */
  | 'order_invalid'
  /** What it was decided on, or a policy that this names, is not in the log. */
  | 'decision_missing'
  /** What it was decided on is about another peer, model, time, credential or group. */
  | 'decision_differs'
  /** The credential of the author or of the peer was not valid then, or is of a co-op that is not trusted. */
  | 'credential_invalid'
  /** Policy forbids it. */
  | 'not_allowed'

/** A disclosure that was not in order. */
export interface Violation {
  readonly code: ViolationCode
  /** 32 hexadecimal digits; undefined when it is about the log. */
  readonly orderId: string | undefined
  readonly peer: PeerIdString | undefined
  /** One sentence for people. */
  readonly message: string
}

/** One order, and what stands behind it. */
export interface Disclosure {
  /** 32 hexadecimal digits. */
  readonly orderId: string
  /** Of the request that it is part of, 32 hexadecimal digits. */
  readonly requestId: string
  /** Unix epoch, milliseconds. */
  readonly atMs: number
  readonly peer: PeerIdString
  readonly orgId: string
  readonly orgName: string
  /** Network id of the co-op that attests the rest, 64 hexadecimal digits. */
  readonly coop: string
  readonly jurisdiction: string
  /** 0 to 3, as it counted then. */
  readonly evidenceLevel: number
  /** SHA-256 of the evidence, 64 hexadecimal digits; undefined when the credential names none. */
  readonly evidence: string | undefined
  readonly dataClass: string | undefined
  /** Digests of the policies, 64 hexadecimal digits. */
  readonly policies: readonly string[]
  /** What had become of it when the log was read. */
  readonly outcome: 'ordered' | 'stated' | 'answered'
  /** `owner`: its owner asked the peer past all policies. */
  readonly verdict: 'allowed' | 'violation' | 'owner'
  /** The rules that decided. */
  readonly rules: readonly SpokenRule[]
}

export interface ComplianceReport {
  readonly author: PeerIdString | undefined
  readonly sinceMs: number
  readonly untilMs: number | undefined
  readonly requests: number
  readonly orders: number
  /** Orders for which the policies were asked and everything is in order. */
  readonly allowed: number
  /** Orders that the owner of the node made past all policies. */
  readonly byOwner: number
  readonly violations: readonly Violation[]
  /** In the order of the log. */
  readonly disclosures: readonly Disclosure[]
}
