import type { PeerRecord } from '../directory/index.js'
import type { PeerIdString } from '../identity/index.js'
import type { Membership } from '../membership/index.js'
import {
  candidateOf,
  coopNames,
  isNamed,
  modelNames,
  resolveDataClass,
  Verdicts,
  type CandidateInput,
  type Facts,
  type Layers,
  type PolicyCandidate,
  type Verdict,
} from '../policy/index.js'
import { toHex, type MembershipCredential } from '../wire/index.js'
import type { MeshModel } from './index.js'

const STALE_INTERVAL_MS = 1_000

export interface JudgesComponents {
  readonly membership: Pick<
    Membership,
    'coop' | 'credential' | 'credentialDigest' | 'federated' | 'groups' | 'validity'
  >
  /** This node. */
  readonly peerId: PeerIdString
  readonly blocked: () => readonly string[]
}

/** The policies at one moment, for one request. */
export interface Judgement {
  readonly layers: Layers
  readonly facts: Facts
  /** What policies may know of a node; undefined = this one. */
  candidate(record: PeerRecord | undefined): PolicyCandidate
  verdict(candidate: PolicyCandidate): Verdict
  /** How far to the front the caller wants it: 0 first, Infinity unless it is named. */
  preference(candidate: PolicyCandidate): number
}

/** Keeps what judging one request costs from being paid again for the next one. */
export class Judges {
  readonly #components: JudgesComponents
  readonly #verdicts = new Verdicts()
  /** By the credential that says it, so that who shows another one is judged anew. */
  #candidates = new WeakMap<MembershipCredential, PolicyCandidate>()
  /** Of this node, when it is a member of no co-op. */
  #self: PolicyCandidate | undefined
  #own: MembershipCredential | undefined
  #staleCoops: readonly string[] = []
  #staleAtMs = -Infinity

  constructor(components: JudgesComponents) {
    this.#components = components
  }

  /** @param nowMs - Unix epoch. */
  at(nowMs: number, layers: Layers, model: MeshModel): Judgement {
    const { membership, blocked } = this.#components
    const { credential } = membership
    if (credential !== this.#own) this.#candidates = new WeakMap()
    this.#own = credential
    const facts: Facts = {
      groups: membership.groups(),
      coops: coopNames(membership),
      nowMs,
      dataClass: resolveDataClass(layers),
      models: modelNames(model),
      blocked: blocked(),
      staleCoops: this.#stale(nowMs),
    }
    const preferred = layers.requests.find(({ order }) => order !== undefined)?.order ?? []
    return {
      layers,
      facts,
      candidate: (record) => (record === undefined ? this.#ownCandidate(nowMs) : this.#peerCandidate(record, nowMs)),
      verdict: this.#verdicts.judge(layers, facts),
      preference: (candidate) => {
        if (preferred.length === 0) return Infinity
        const index = preferred.findIndex((name) => isNamed(candidate, name, facts.coops))
        return index === -1 ? Infinity : index
      },
    }
  }

  #peerCandidate({ peer, member }: PeerRecord, nowMs: number): PolicyCandidate {
    return (
      this.#known(member.credential, nowMs) ??
      this.#meet({ peer, isSelf: false, nowMs }, member.credential, member.credentialDigest)
    )
  }

  #ownCandidate(nowMs: number): PolicyCandidate {
    const { peerId: peer, membership } = this.#components
    const { credential, credentialDigest } = membership
    if (credential !== undefined) {
      return this.#known(credential, nowMs) ?? this.#meet({ peer, isSelf: true, nowMs }, credential, credentialDigest)
    }
    this.#self ??= candidateOf({ peer, isSelf: true, credential, credentialDigest, own: undefined, nowMs })
    return this.#self
  }

  /** Looked at once a second, since it takes hours to grow stale; the same array for as long as it says the same. */
  #stale(nowMs: number): readonly string[] {
    const { membership } = this.#components
    if (Math.abs(nowMs - this.#staleAtMs) < STALE_INTERVAL_MS) return this.#staleCoops
    this.#staleAtMs = nowMs
    const { isStale: isAllStale } = membership.validity()
    const others = membership.federated().filter(({ isStale }) => isAllStale || isStale)
    const own = isAllStale && membership.coop !== undefined ? [toHex(membership.coop.networkId)] : []
    const stale = [...own, ...others.map(({ networkId }) => networkId)]
    if (stale.join() !== this.#staleCoops.join()) this.#staleCoops = stale
    return this.#staleCoops
  }

  #known(credential: MembershipCredential, nowMs: number): PolicyCandidate | undefined {
    const known = this.#candidates.get(credential)
    return known === undefined || nowMs >= (known.evidenceUntilMs ?? Infinity) ? undefined : known
  }

  #meet(
    node: Pick<CandidateInput, 'peer' | 'isSelf' | 'nowMs'>,
    credential: MembershipCredential,
    credentialDigest: Uint8Array | undefined,
  ): PolicyCandidate {
    const candidate = candidateOf({ ...node, credential, credentialDigest, own: this.#own })
    this.#candidates.set(credential, candidate)
    return candidate
  }
}
