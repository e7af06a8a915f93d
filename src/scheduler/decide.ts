import type { Measured, OfferedModel, PeerRecord } from '../directory/index.js'
import type { EngineModel } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { PolicyCandidate, Removal, Verdict } from '../policy/index.js'
import type { MembershipCredential } from '../wire/index.js'
import type { CandidateView, MeshModel, RouteExplanation } from './index.js'
import type { Judgement } from './judgement.js'
import type { Boot } from './prefix-memory.js'
import { readingMs, score, type Score, type ScoreInput } from './score.js'

/** All that a decision rests on beside policies. */
export interface Mesh {
  readonly self: {
    readonly boot: Boot
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

/** What a decision knows of the request beside who may answer it. */
export interface Asked {
  /** Of the prompt, UTF-8. */
  readonly promptBytes: number
  readonly maxOutputTokens: number
  /** Bytes of the prompt that a node has read before. */
  readonly readBytes: (boot: Boot) => number
  /** Among nodes that are about as good, the one with the highest weight is the prompt's place; undefined = it has none. */
  readonly weight: ((peer: PeerIdString) => number) | undefined
  /** It may go to a node that little is known of, to know it better. */
  readonly isProbe: boolean
  /** More like it wait behind it: whoever has a slot free comes before a faster node that has none. */
  readonly isOneOfMany: boolean
}

/** What is taken for true of a request that nobody has made yet. */
export const USUAL: Asked = {
  promptBytes: 1_000,
  maxOutputTokens: Infinity,
  readBytes: () => 0,
  weight: undefined,
  isProbe: false,
  isOneOfMany: false,
}

/** Nodes are about as good when they differ by less than this share of what reading the prompt again would cost. */
const PLACEMENT_SHARE = 0.25
/** A node of which more was measured needs no probe. */
const PROBE_CONFIDENCE = 0.5

/** Who answers, or why nobody does. */
export interface Decision {
  /** The best of those who may and can answer. */
  readonly chosen: Chosen | undefined
  /** Of all who may and can answer; slots that others use are not free. */
  readonly room: () => { readonly nodes: number; readonly freeSlots: number }
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
  readonly boot: Boot
  readonly slots: number
  readonly predicted: Score
}

/** One node: what it takes to rank it and, should somebody ask, to explain its place. */
interface Contender {
  /** Undefined = this node. */
  readonly record: PeerRecord | undefined
  readonly candidate: PolicyCandidate
  readonly verdict: Verdict
  readonly offered: EngineModel | undefined
  readonly measured: Measured
  readonly readBytes: number
  readonly preference: number
  /** Undefined when it may not or cannot answer. */
  readonly predicted: Score | undefined
}

/** A node that may and can answer. */
type Able = Contender & Required<{ readonly [K in 'offered' | 'predicted']: NonNullable<Contender[K]> }>

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
  asked: Asked = USUAL,
): Decision {
  let best = contend(mesh, undefined, model, judgement, barred, asked)
  const contenders = [best]
  for (const record of mesh.peers) {
    const contender = contend(mesh, record, model, judgement, barred, asked)
    contenders.push(contender)
    if (byRank(contender, best) < 0) best = contender
  }
  const chosen = isAble(best) ? choose(contenders, best, mesh, asked) : undefined
  const views = (): readonly CandidateView[] =>
    contenders.toSorted(byRank).map((contender) => viewOf(contender, mesh, barred))
  return {
    chosen: chosen && chosenOf(chosen, mesh),
    room: () => {
      const able = contenders.filter(isAble)
      return { nodes: able.length, freeSlots: able.reduce((sum, each) => sum + freeSlots(each, mesh), 0) }
    },
    explanation: () => explain(model, judgement, views(), chosen?.candidate.peer),
    nobody: () => nobody(contenders, views()),
  }
}

// The way of every node in every decision: it makes no more objects than it has to.
function contend(
  mesh: Mesh,
  record: PeerRecord | undefined,
  model: MeshModel,
  judgement: Judgement,
  barred: ReadonlySet<PeerIdString>,
  asked: Asked,
): Contender {
  const { self } = mesh
  const candidate = judgement.candidate(record)
  const verdict = judgement.verdict(candidate)
  const offered = offerOf(record?.models ?? self.models, model)
  const measured = mesh.measured(candidate.peer)
  const isTaking = !(record?.isDraining ?? self.isDraining) && record?.isSilent !== true
  const canAnswer = verdict.isAllowed && offered !== undefined && isTaking && !barred.has(candidate.peer)
  const readBytes = canAnswer ? asked.readBytes(record?.member.bootNonce ?? self.boot) : 0
  const preference = judgement.preference(candidate)
  const predicted = canAnswer ? score(scoreInput(record, offered, measured, readBytes, self, asked)) : undefined
  return { record, candidate, verdict, offered, measured, readBytes, preference, predicted }
}

function scoreInput(
  record: PeerRecord | undefined,
  offered: EngineModel,
  measured: Measured,
  readBytes: number,
  self: Mesh['self'],
  { promptBytes, maxOutputTokens }: Asked,
): ScoreInput {
  return {
    rttMs: record === undefined ? 0 : record.rttMs,
    slots: offered.slots,
    othersRunning: othersRunning(record, offered, self),
    measured,
    uncachedBytes: promptBytes - readBytes,
    maxOutputTokens,
  }
}

/** The fastest; the prompt's place among those that are about as fast; now and then one that has to be known better. */
function choose(contenders: readonly Contender[], best: Able, mesh: Mesh, asked: Asked): Able {
  const { weight, isProbe, isOneOfMany } = asked
  const able = contenders.filter(isAble).filter(({ preference }) => preference === best.preference)
  if (isProbe && best.preference === Infinity) {
    const unknown = able.filter(needsProbe)
    if (unknown.length > 0) return unknown.reduce((a, b) => (b.measured.confidence < a.measured.confidence ? b : a))
  }
  if (isOneOfMany && best.predicted.waits) {
    const free = able.filter(({ predicted }) => !predicted.waits)
    if (free.length > 0) return free.reduce((a, b) => (b.predicted.totalMs < a.predicted.totalMs ? b : a))
  }
  if (weight === undefined) return best
  const { record, offered, measured, readBytes, predicted } = best
  const readMs = readingMs(scoreInput(record, offered, measured, readBytes, mesh.self, asked))
  const slowestMs = predicted.totalMs + PLACEMENT_SHARE * readMs
  return able
    .filter(({ predicted: { totalMs } }) => totalMs <= slowestMs)
    .reduce((a, b) => (weight(b.candidate.peer) > weight(a.candidate.peer) ? b : a), best)
}

/** Little is known of it, and it would not keep the request waiting. */
function needsProbe({ measured, predicted }: Able): boolean {
  return !predicted.waits && measured.failures < PROBE_CONFIDENCE && measured.confidence < PROBE_CONFIDENCE
}

function freeSlots({ record, offered }: Able, { self }: Mesh): number {
  return Math.max(0, offered.slots - othersRunning(record, offered, self))
}

function isAble(contender: Contender): contender is Able {
  return contender.predicted !== undefined
}

function offerOf(models: readonly EngineModel[], { digest, task }: MeshModel): EngineModel | undefined {
  for (const model of models) if (model.digest === digest && model.task === task) return model
  return undefined
}

function othersRunning(record: PeerRecord | undefined, offered: EngineModel | undefined, self: Mesh['self']): number {
  if (record === undefined) return self.othersRunning
  return ((offered as OfferedModel | undefined)?.busyWithOthers ?? 0) + record.queued
}

function chosenOf({ candidate, record, offered: { slots }, predicted }: Able, { self }: Mesh): Chosen {
  const { credential, credentialDigest } = record?.member ?? { ...self, credentialDigest: undefined }
  return { candidate, credential, credentialDigest, boot: record?.member.bootNonce ?? self.boot, slots, predicted }
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
  chosen: PeerIdString | undefined,
): RouteExplanation {
  const policies = { node: node.digest, key: key?.digest }
  return { model: id, digest, policies, dataClass, requests, chosen, candidates }
}

function viewOf(contender: Contender, { self }: Mesh, barred: ReadonlySet<PeerIdString>): CandidateView {
  const { record, candidate, verdict, offered, measured, readBytes, predicted } = contender
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
    predictedWaitMs: predicted?.waitMs,
    predictedFirstTokenMs: predicted?.firstTokenMs,
    predictedTotalMs: predicted?.totalMs,
    readPromptBytes: readBytes,
    rttMs: record?.rttMs,
    slots: offered?.slots,
    running: othersRunning(record, offered, self) + measured.running,
    tokensPerSecond: measured.tokensPerSecond,
    confidence: measured.confidence,
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
