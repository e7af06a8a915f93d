import type { Measured, OfferedModel, PeerRecord } from '../directory/index.js'
import type { EngineModel } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { PolicyCandidate, Removal, Verdict } from '../policy/index.js'
import type { MembershipCredential } from '../wire/index.js'
import type { CandidateView, MeshModel, RouteExplanation } from './index.js'
import type { Judgement } from './judgement.js'
import { score, type Score } from './score.js'

/** All that a decision rests on beside policies. */
export interface Mesh {
  readonly self: {
    readonly credential: MembershipCredential | undefined
    readonly models: readonly EngineModel[]
    /** Requests of peers in this node's slots, for the model. */
    readonly othersRunning: number
    /** Takes nothing new, not even of its own clients. */
    readonly isDraining: boolean
  }
  readonly peers: readonly PeerRecord[]
  readonly measured: (peer: PeerIdString) => Measured
}

/** Who answers, or why nobody does. */
export interface Decision {
  /** The best of those who may and can answer. */
  readonly chosen: Chosen | undefined
  /** Every node, best first, with all that speaks against it; made when it is asked for, since few ask. */
  readonly explanation: () => RouteExplanation
  /** The error when nobody can: forbidden when policy removed everyone who has the model, else unavailable. */
  readonly nobody: () => SovError
}

export interface Chosen {
  readonly candidate: PolicyCandidate
  /** Undefined = this node in no co-op. */
  readonly credential: MembershipCredential | undefined
  /** 32 bytes; what was judged is this credential and no other. */
  readonly credentialDigest: Uint8Array | undefined
}

/** One node: what it takes to rank it and, should somebody ask, to explain its place. */
interface Contender {
  /** Undefined = this node. */
  readonly record: PeerRecord | undefined
  readonly candidate: PolicyCandidate
  readonly verdict: Verdict
  readonly offered: EngineModel | undefined
  readonly measured: Measured
  readonly preference: number
  /** Undefined when it may not or cannot answer. */
  readonly predicted: Score | undefined
}

/**
 * Judges every node for one request and chooses the best. Policy removes, it never ranks; what is unknown counts as not
 * allowed. Whom the caller prefers comes first among those who are left.
 *
 * @param barred - peers that have failed this request already; kept, for who asks later for the explanation.
 */
export function decide(
  mesh: Mesh,
  model: MeshModel,
  judgement: Judgement,
  barred: ReadonlySet<PeerIdString>,
): Decision {
  let best = contend(mesh, undefined, model, judgement, barred)
  const contenders = [best]
  for (const record of mesh.peers) {
    const contender = contend(mesh, record, model, judgement, barred)
    contenders.push(contender)
    if (byRank(contender, best) < 0) best = contender
  }
  const views = (): readonly CandidateView[] =>
    contenders.toSorted(byRank).map((contender) => viewOf(contender, mesh, barred))
  return {
    chosen: best.predicted === undefined ? undefined : chosenOf(best, mesh),
    explanation: () => explain(model, judgement, views()),
    nobody: () => nobody(contenders, views()),
  }
}

// The way of every node in every decision: it makes no more objects than it has to.
function contend(
  { self, measured: measuredOf }: Mesh,
  record: PeerRecord | undefined,
  model: MeshModel,
  judgement: Judgement,
  barred: ReadonlySet<PeerIdString>,
): Contender {
  const candidate = judgement.candidate(record)
  const verdict = judgement.verdict(candidate)
  const offered = offerOf(record?.models ?? self.models, model)
  const measured = measuredOf(candidate.peer)
  const isTaking = !(record?.isDraining ?? self.isDraining) && record?.isSilent !== true
  const canAnswer = verdict.isAllowed && offered !== undefined && isTaking && !barred.has(candidate.peer)
  const predicted = canAnswer
    ? score({
        rttMs: record === undefined ? 0 : record.rttMs,
        slots: offered.slots,
        othersRunning: othersRunning(record, offered, self),
        measured,
      })
    : undefined
  return { record, candidate, verdict, offered, measured, preference: judgement.preference(candidate), predicted }
}

function offerOf(models: readonly EngineModel[], { digest, task }: MeshModel): EngineModel | undefined {
  for (const model of models) if (model.digest === digest && model.task === task) return model
  return undefined
}

function othersRunning(record: PeerRecord | undefined, offered: EngineModel | undefined, self: Mesh['self']): number {
  if (record === undefined) return self.othersRunning
  return ((offered as OfferedModel | undefined)?.busyWithOthers ?? 0) + record.queued
}

function chosenOf({ candidate, record }: Contender, { self }: Mesh): Chosen {
  const { credential, credentialDigest } = record?.member ?? { ...self, credentialDigest: undefined }
  return { candidate, credential, credentialDigest }
}

/** Those who can answer first: as the caller prefers, then by the predicted time. The others by peer id. */
function byRank(a: Contender, b: Contender): number {
  if (a.predicted !== undefined && b.predicted !== undefined) {
    // Infinity - Infinity is NaN
    if (a.preference !== b.preference) return a.preference - b.preference
    if (a.predicted.totalMs !== b.predicted.totalMs) return a.predicted.totalMs - b.predicted.totalMs
  } else if (a.predicted !== b.predicted) {
    return a.predicted === undefined ? 1 : -1
  }
  return a.candidate.peer < b.candidate.peer ? -1 : 1
}

function explain(
  { id, digest }: MeshModel,
  { layers: { node, key, requests }, facts: { dataClass } }: Judgement,
  candidates: readonly CandidateView[],
): RouteExplanation {
  const policies = { node: node.digest, key: key?.digest }
  return { model: id, digest, policies, dataClass, requests, candidates }
}

function viewOf(contender: Contender, { self }: Mesh, barred: ReadonlySet<PeerIdString>): CandidateView {
  const { record, candidate, verdict, offered, measured, predicted } = contender
  const { peer, isSelf, coop, orgId, jurisdiction, evidenceLevel, promisesNoPromptLogging } = candidate
  const { credential } = record?.member ?? self
  const isDraining = record?.isDraining ?? self.isDraining
  const unable: readonly Removal[] = [
    ...(offered === undefined ? [{ rule: 'model_not_offered', reason: 'it does not offer the model' }] : []),
    ...(isDraining ? [{ rule: 'draining', reason: 'it takes no new requests' }] : []),
    ...(record?.isSilent === true ? [{ rule: 'silent', reason: 'it does not answer pings' }] : []),
    ...(barred.has(peer) ? [{ rule: 'failed_before', reason: 'it failed this request already' }] : []),
  ]
  return {
    peer,
    isSelf,
    coop,
    orgId,
    orgName: credential?.orgName,
    jurisdiction,
    evidenceLevel,
    promisesNoPromptLogging,
    removals: [...verdict.removals, ...unable],
    spoke: verdict.spoke,
    predictedFirstTokenMs: predicted?.firstTokenMs,
    rttMs: record?.rttMs,
    running: othersRunning(record, offered, self) + measured.running,
    tokensPerSecond: measured.tokensPerSecond,
  }
}

function nobody(contenders: readonly Contender[], candidates: readonly CandidateView[]): SovError {
  const offering = contenders.filter(({ offered }) => offered !== undefined)
  return offering.length > 0 && offering.every(({ verdict }) => !verdict.isAllowed)
    ? new SovError('ERR_SOV_POLICY_DENIED', 'no node that has the model is allowed to answer this request', {
        details: { candidates },
        remedy:
          'Ask for fewer restrictions, or invite a node that satisfies them; `sov-node policy explain` tells why.',
      })
    : new SovError('ERR_SOV_NO_PEER', 'no allowed node can answer now', {
        details: { candidates },
        remedy: 'See `sov-node peers`; a node may be starting, draining or out of reach.',
      })
}
