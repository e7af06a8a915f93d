import { peerIdFromBytes } from '../identity/index.js'
import { ISSUER_WARNING_MS } from '../limits.js'
import type { Coop } from './coop.js'
import type { Validity } from './index.js'
import type { IssuingKey } from './issuing-keys.js'
import type { RenewalState } from './renewal.js'

/** What will break, or is broken, in this node's place in its co-op. */
export interface MembershipWarning {
  readonly kind:
    | 'membership_revoked'
    | 'membership_expired'
    | 'membership_expiring'
    | 'revocations_stale'
    | 'issuer_expiring'
    | 'issuer_expired'
  readonly message: string
  /** What to do about it; one sentence. */
  readonly remedy: string
}

export interface WarningFacts {
  readonly coop: Coop | undefined
  /** This node. */
  readonly self: string
  readonly validity: Validity
  readonly renewal: RenewalState
  /** Issuing keys of this node in force. */
  readonly keys: readonly IssuingKey[]
  /** Unix epoch, milliseconds. */
  readonly nowMs: number
}

const DAY_MS = 24 * 3_600_000

/** The worst first. */
export function membershipWarnings(facts: WarningFacts): readonly MembershipWarning[] {
  return facts.coop === undefined
    ? []
    : [...ofMembership(facts, facts.coop), ...ofIssuer(facts, facts.coop), ...ofLists(facts)]
}

function* ofMembership({ validity, renewal, nowMs }: WarningFacts, { verified }: Coop): Iterable<MembershipWarning> {
  const { notBeforeMs, notAfterMs } = verified.credential
  const left = Number(notAfterMs) - nowMs
  const failed = renewal.failure === undefined ? '' : `; renewal fails with ${reasonOf(renewal.failure)}`
  const remedy = 'Connect this node to an issuer of `sov-node coop show`, or redeem a new invite with `sov-node join`.'
  if (validity.state === 'revoked') {
    yield {
      kind: 'membership_revoked',
      message: 'the co-op has revoked the membership of this node',
      remedy: 'Ask who runs the co-op; after a mistake, redeem a new invite with `sov-node join`.',
    }
  } else if (validity.state === 'expired') {
    yield { kind: 'membership_expired', message: `the membership has expired${failed}`, remedy }
  } else if (renewal.failure !== undefined && left * 3 < Number(notAfterMs - notBeforeMs)) {
    yield { kind: 'membership_expiring', message: `the membership ends in ${span(left)}${failed}`, remedy }
  }
}

function* ofIssuer({ keys, self, nowMs }: WarningFacts, { bundle }: Coop): Iterable<MembershipWarning> {
  const ends = bundle.issuerCertificates
    .filter(({ value }) => value.node.length > 0 && peerIdFromBytes(value.node) === self)
    .map(({ value }) => Number(value.notAfterMs))
  if (ends.length === 0) return
  const remedy =
    'Run `sov-node coop issuer rotate` here, or `sov-node coop issuer add` for this node, where the root key is.'
  if (keys.length === 0) {
    yield {
      kind: 'issuer_expired',
      message: 'this node issues no memberships any more: no issuing key of it is good',
      remedy,
    }
    return
  }
  const left = Math.max(...keys.map(({ certificate }) => Number(certificate.value.notAfterMs))) - nowMs
  if (left < ISSUER_WARNING_MS) {
    yield { kind: 'issuer_expiring', message: `the issuing key of this node ends in ${span(left)}`, remedy }
  }
}

function* ofLists({ validity }: WarningFacts): Iterable<MembershipWarning> {
  if (!validity.isStale || validity.state === 'revoked') return
  const age = Number.isFinite(validity.revocationAgeMs) ? `for ${span(validity.revocationAgeMs)}` : 'ever'
  yield {
    kind: 'revocations_stale',
    message: `no issuer has been heard of ${age}, so there is no new work with other organisations`,
    remedy: 'Connect this node to members that have heard of an issuer, or start an issuer of `sov-node coop show`.',
  }
}

function reasonOf({ code, details }: NonNullable<RenewalState['failure']>): string {
  const reason = details?.['code']
  return typeof reason === 'string' ? reason : code
}

function span(ms: number): string {
  return ms < 2 * DAY_MS
    ? `${String(Math.max(0, Math.floor(ms / 3_600_000)))} hours`
    : `${String(Math.floor(ms / DAY_MS))} days`
}
