import type { Measured, PeerRecord } from '../directory/index.js'
import type { EngineModel } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { judge, type Constraints, type JurisdictionGroups, type Removal } from '../policy/index.js'
import type { MembershipCredential } from '../wire/index.js'
import type { CandidateView, MeshModel, RouteExplanation } from './index.js'
import { score, type Score } from './score.js'

/** All that a decision rests on. */
export interface Mesh {
  readonly self: {
    readonly peer: PeerIdString
    readonly credential: MembershipCredential | undefined
    readonly models: readonly EngineModel[]
    /** Requests of peers in this node's slots, for the model. */
    readonly othersRunning: number
  }
  readonly peers: readonly PeerRecord[]
  readonly groups: JurisdictionGroups
  readonly measured: (peer: PeerIdString) => Measured
}

interface Judged {
  readonly view: CandidateView
  readonly offersModel: boolean
  readonly isForbidden: boolean
  readonly totalMs: number
}

export interface Decision {
  readonly explanation: RouteExplanation
  /** Who may and can answer, best first. */
  readonly ranked: readonly CandidateView[]
  /** The error when nobody can: forbidden when policy removed everyone who has the model, else unavailable. */
  nobody(): SovError
}

/**
 * Judges and ranks every node for one request. Policy removes, it never ranks; what is unknown counts as not allowed.
 *
 * @param barred - peers that have failed this request already.
 */
export function decide(
  mesh: Mesh,
  model: MeshModel,
  constraints: Constraints,
  barred: ReadonlySet<PeerIdString>,
): Decision {
  const judged = [
    judgeSelf(mesh, model, constraints),
    ...mesh.peers.map((peer) => judgePeer(mesh, peer, model, constraints)),
  ]
    .map((candidate) => (barred.has(candidate.view.peer) ? bar(candidate) : candidate))
    .sort(byRank)
  const candidates = judged.map(({ view }) => view)
  return {
    explanation: { model: model.id, digest: model.digest, constraints, candidates },
    ranked: candidates.filter(({ removals }) => removals.length === 0),
    nobody: () => {
      const offering = judged.filter(({ offersModel }) => offersModel)
      return offering.length > 0 && offering.every(({ isForbidden }) => isForbidden)
        ? new SovError('ERR_SOV_POLICY_DENIED', 'no node that has the model is allowed to answer this request', {
            details: { candidates },
            remedy: 'Ask for fewer restrictions, or invite a node that satisfies them.',
          })
        : new SovError('ERR_SOV_NO_PEER', 'no allowed node can answer now', {
            details: { candidates },
            remedy: 'See `sov-node peers`; a node may be starting, draining or out of reach.',
          })
    },
  }
}

function judgeSelf({ self, groups, measured }: Mesh, model: MeshModel, constraints: Constraints): Judged {
  const offered = offerOf(self.models, model)
  return judged({
    candidate: { peer: self.peer, isSelf: true, credential: self.credential },
    forbidden: judge(constraints, policyCandidate(self.peer, true, self.credential), groups),
    unavailable: offered === undefined ? [NOT_OFFERED] : [],
    offered,
    rttMs: 0,
    othersRunning: self.othersRunning,
    measured: measured(self.peer),
  })
}

function judgePeer({ groups, measured }: Mesh, peer: PeerRecord, model: MeshModel, constraints: Constraints): Judged {
  const { credential } = peer.member
  const offered = offerOf(peer.models, model)
  return judged({
    candidate: { peer: peer.peer, isSelf: false, credential },
    forbidden: judge(constraints, policyCandidate(peer.peer, false, credential), groups),
    unavailable: [
      ...(offered === undefined ? [NOT_OFFERED] : []),
      ...(peer.isDraining ? [{ rule: 'draining', reason: 'it takes no new requests' }] : []),
      ...(peer.isSilent ? [{ rule: 'silent', reason: 'it does not answer pings' }] : []),
    ],
    offered,
    rttMs: peer.rttMs,
    othersRunning: (offered?.busyWithOthers ?? 0) + peer.queued,
    measured: measured(peer.peer),
  })
}

function offerOf<M extends EngineModel>(models: readonly M[], { digest, task }: MeshModel): M | undefined {
  return models.find((model) => model.digest === digest && model.task === task)
}

const NOT_OFFERED: Removal = { rule: 'model_not_offered', reason: 'it does not offer the model' }

interface Facts {
  readonly candidate: {
    readonly peer: PeerIdString
    readonly isSelf: boolean
    readonly credential: MembershipCredential | undefined
  }
  readonly forbidden: readonly Removal[]
  readonly unavailable: readonly Removal[]
  readonly offered: EngineModel | undefined
  readonly rttMs: number | undefined
  readonly othersRunning: number
  readonly measured: Measured
}

function judged({ candidate, forbidden, unavailable, offered, rttMs, othersRunning, measured }: Facts): Judged {
  const removals = [...forbidden, ...unavailable]
  const predicted: Score | undefined =
    removals.length > 0 ? undefined : score({ rttMs, slots: offered?.slots ?? 1, othersRunning, measured })
  return {
    offersModel: offered !== undefined,
    isForbidden: forbidden.length > 0,
    totalMs: predicted?.totalMs ?? Infinity,
    view: {
      peer: candidate.peer,
      isSelf: candidate.isSelf,
      orgId: candidate.credential?.orgId,
      orgName: candidate.credential?.orgName,
      jurisdiction: candidate.credential?.jurisdiction,
      removals,
      predictedFirstTokenMs: predicted?.firstTokenMs,
      rttMs: candidate.isSelf ? undefined : rttMs,
      running: othersRunning + measured.running,
      tokensPerSecond: measured.tokensPerSecond,
    },
  }
}

function bar(candidate: Judged): Judged {
  const removal = { rule: 'failed_before', reason: 'it failed this request already' }
  const view = { ...candidate.view, removals: [...candidate.view.removals, removal], predictedFirstTokenMs: undefined }
  return { ...candidate, view, totalMs: Infinity }
}

function byRank(a: Judged, b: Judged): number {
  // Infinity - Infinity is NaN: the removed are ordered by peer id alone.
  if (a.totalMs !== b.totalMs) return a.totalMs - b.totalMs
  return a.view.peer < b.view.peer ? -1 : 1
}

function policyCandidate(
  peer: PeerIdString,
  isSelf: boolean,
  credential: MembershipCredential | undefined,
): Parameters<typeof judge>[1] {
  return { peer, isSelf, jurisdiction: credential?.jurisdiction, orgId: credential?.orgId }
}
