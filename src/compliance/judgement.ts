import { toSovError } from '../errors.js'
import { peerIdFromBytes } from '../identity/index.js'
import { ORDER_LIFE_MS } from '../limits.js'
import { verifyCredentialChain, type VerifiedChain } from '../membership/index.js'
import {
  candidateOf,
  judge,
  resolveDataClass,
  type DecisionDocument,
  type JurisdictionGroups,
  type Layers,
  type PolicyCandidate,
} from '../policy/index.js'
import { equalBytes, toHex, type CredentialChain } from '../wire/index.js'
import type { Documents } from './documents.js'
import type { Disclosure, ViolationCode } from './index.js'
import type { OwnOrder } from './own-order.js'

interface Reason {
  readonly code: ViolationCode
  readonly message: string
}

/** What an order is held against. */
interface Known {
  readonly documents: Documents
  /** That the co-op has signed, as they were then; undefined when that is not known. */
  readonly groups: JurisdictionGroups | undefined
  /** Network ids; undefined = any. */
  readonly trust: readonly Uint8Array[] | undefined
}

/** One order, judged again. */
export class Judgement {
  readonly disclosure: Disclosure
  readonly #violations: Reason[] = []
  readonly #own: OwnOrder
  readonly #known: Known

  constructor(own: OwnOrder, known: Known) {
    this.#own = own
    this.#known = known
    const { documents } = known
    const { order, orderId, outcome } = own
    const { value } = order
    const digest = toHex(value.policyDecision)
    const decision = documents.decision(digest)
    const consumer = this.#verify(own.consumer, value.consumerCredential, 'of this node')
    const provider = this.#verify(own.provider, value.providerCredential, 'of the peer')
    const candidate = provider && this.#candidate(provider, consumer)
    const rules = decision && candidate ? this.#judge(decision, candidate) : []
    if (!documents.has(digest)) this.#violate('decision_missing', 'what it was decided on is not in the log')
    const isOwners = decision === undefined && documents.has(digest)
    this.disclosure = {
      orderId,
      requestId: toHex(value.rootOrderId),
      atMs: Number(value.createdMs),
      peer: peerIdFromBytes(value.provider),
      orgId: provider?.credential.orgId ?? '',
      orgName: provider?.credential.orgName ?? '',
      coop: candidate?.coop ?? '',
      jurisdiction: candidate?.jurisdiction ?? '',
      evidenceLevel: candidate?.evidenceLevel ?? 0,
      evidence:
        provider && provider.credential.evidenceRef.length > 0 ? toHex(provider.credential.evidenceRef) : undefined,
      dataClass: decision?.dataClass,
      policies: decision === undefined ? [] : policiesOf(decision),
      outcome,
      verdict: this.#violations.length > 0 ? 'violation' : isOwners ? 'owner' : 'allowed',
      rules,
    }
  }

  get violations(): readonly Reason[] {
    return this.#violations
  }

  #judge(decision: DecisionDocument, candidate: PolicyCandidate): Disclosure['rules'] {
    this.#compare(decision, candidate)
    const layers = this.#layers(decision)
    if (layers === undefined) return []
    const dataClass = resolveDataClass(layers)
    if (dataClass !== decision.dataClass) this.#violate('decision_differs', 'it was decided for another class of data')
    const { removals, spoke } = judge(layers, candidate, {
      groups: new Map(Object.entries(decision.groups)),
      coops: new Map(Object.entries(decision.coops)),
      nowMs: decision.decidedAtMs,
      dataClass,
      models: decision.models,
    })
    for (const { rule, reason, layer } of removals) {
      this.#violate('not_allowed', `${layer ?? 'node'} policy, ${rule}: ${reason}`)
    }
    return spoke
  }

  /** What was decided must be about this order. */
  #compare(decision: DecisionDocument, candidate: PolicyCandidate): void {
    const { groups } = this.#known
    const { value } = this.#own.order
    const { chosen } = decision
    const waitedMs = Number(value.createdMs) - decision.decidedAtMs
    const differs = [
      [chosen.peer !== candidate.peer, 'another peer'],
      [chosen.credentialDigest !== candidate.credentialDigest, 'another credential'],
      [chosen.coop !== candidate.coop, 'another co-op'],
      [chosen.orgId !== candidate.orgId, 'another organisation'],
      [chosen.jurisdiction !== candidate.jurisdiction, 'another jurisdiction'],
      [chosen.evidenceLevel !== candidate.evidenceLevel, 'another level of evidence'],
      [decision.model !== toHex(value.modelManifest), 'another model'],
      [waitedMs < 0 || waitedMs > ORDER_LIFE_MS, 'another time'],
      [groups !== undefined && !isSubset(decision.groups, groups), 'other groups of jurisdictions'],
    ] as const
    for (const [isOther, what] of differs) {
      if (isOther) this.#violate('decision_differs', `it was decided for ${what}`)
    }
  }

  #layers({ policies, constraints }: DecisionDocument): Layers | undefined {
    const { documents } = this.#known
    const node = documents.policy(policies.node)
    const key = policies.key === undefined ? undefined : documents.policy(policies.key)
    if (node === undefined || (policies.key !== undefined && key === undefined)) {
      this.#violate('decision_missing', 'a policy that it was decided by is not in the log')
      return undefined
    }
    return { node, key, requests: constraints }
  }

  /** @param whose - for people. */
  #verify(chain: CredentialChain | null, digest: Uint8Array, whose: string): VerifiedChain | undefined {
    if (chain === null) {
      this.#violate('credential_invalid', `the credential ${whose} is not in the log`)
      return undefined
    }
    try {
      const verified = verifyCredentialChain(chain, { atMs: Number(this.#own.order.value.createdMs) })
      const isTrusted = this.#known.trust?.some((id) => equalBytes(id, verified.networkId)) ?? true
      if (!isTrusted) this.#violate('credential_invalid', `the credential ${whose} is of a co-op that is not trusted`)
      if (equalBytes(verified.credentialDigest, digest)) return verified
      this.#violate('credential_invalid', `the credential ${whose} is not the one that the order names`)
    } catch (error) {
      this.#violate('credential_invalid', `the credential ${whose}: ${toSovError(error).message}`)
    }
    return undefined
  }

  #candidate(provider: VerifiedChain, consumer: VerifiedChain | undefined): PolicyCandidate {
    return candidateOf({
      peer: provider.subject,
      isSelf: false,
      credential: provider.credential,
      credentialDigest: provider.credentialDigest,
      own: consumer?.credential,
      nowMs: Number(this.#own.order.value.createdMs),
    })
  }

  #violate(code: ViolationCode, message: string): void {
    this.#violations.push({ code, message })
  }
}

function policiesOf({ policies: { node, key } }: DecisionDocument): readonly string[] {
  return key === undefined ? [node] : [node, key]
}

function isSubset(said: Readonly<Record<string, readonly string[]>>, signed: JurisdictionGroups): boolean {
  return Object.entries(said).every(([name, members]) => {
    const known = new Set(signed.get(name))
    return members.length === known.size && members.every((member) => known.has(member))
  })
}
