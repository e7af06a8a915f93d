import { randomBytes } from 'node:crypto'
import { Measurements } from '../../../src/directory/measurements.js'
import type { OfferedModel, PeerRecord } from '../../../src/directory/index.js'
import {
  manifestDigest,
  type ChatMessage,
  type Engine,
  type EngineModel,
  type GeneratePart,
  type GenerateRequest,
} from '../../../src/engine/index.js'
import type { SovError } from '../../../src/errors.js'
import type { FederatedCoopView } from '../../../src/membership/index.js'
import type { OrderContext } from '../../../src/inference/index.js'
import { BUILT_IN_POLICY, type Policy } from '../../../src/policy/index.js'
import { createScheduler, type RouteRequest, type Scheduler } from '../../../src/scheduler/index.js'
import { LogPolicy, Role, type MembershipCredential } from '../../../src/wire/index.js'
import { ManualClock } from '../../helpers/manual-clock.js'

export const SELF = '12D3KooWSelf'

/** A model as an engine has it; the digest follows from the name. */
export function model(name: string, options: Partial<EngineModel> = {}): EngineModel {
  const manifest = {
    fileSha256: Buffer.alloc(32, name),
    fileBytes: 1n,
    architecture: 'llama',
    quantisation: 'q8_0',
    parameters: 1n,
    activeParameters: 1n,
    contextTokens: 4_096,
  }
  return { name, digest: manifestDigest(manifest), manifest, task: 'chat', contextTokens: 4_096, slots: 4, ...options }
}

export function credential(orgId: string, jurisdiction: string): MembershipCredential {
  return {
    networkId: new Uint8Array(32),
    serial: new Uint8Array(16),
    issuer: new Uint8Array(),
    issuerCertificate: new Uint8Array(32),
    subject: new Uint8Array(),
    orgId,
    orgName: orgId.toUpperCase(),
    jurisdiction,
    evidenceLevel: 1,
    evidenceRef: new Uint8Array(),
    roles: [Role.ROLE_PROVIDER],
    maxConcurrent: 0,
    logPolicy: LogPolicy.LOG_POLICY_NO_PROMPTS,
    notBeforeMs: 0n,
    notAfterMs: 2n ** 52n,
    delegation: new Uint8Array(),
    seat: 0,
    evidenceDateMs: 0n,
  }
}

/** What is known of a peer; what a test does not say is ordinary. */
export function peerRecord(
  peer: string,
  options: Partial<Omit<PeerRecord, 'models'>> & {
    readonly models?: readonly (EngineModel & { readonly busyWithOthers?: number })[]
    readonly orgId?: string
    readonly jurisdiction?: string
  } = {},
): PeerRecord {
  const { models = [model('tiny')], orgId = `org-${peer.toLowerCase()}`, jurisdiction = 'DE', ...rest } = options
  return {
    peer,
    member: {
      peer,
      credential: credential(orgId, jurisdiction),
      credentialDigest: new Uint8Array(32),
      chain: {
        genesis: new Uint8Array(),
        issuerCertificate: new Uint8Array(),
        delegation: new Uint8Array(),
        delegationIssuerCertificate: new Uint8Array(),
        membership: new Uint8Array(),
      },
      isOwnCoop: true,
      bootNonce: new Uint8Array(16),
      features: [],
      agent: 'test',
    },
    models: models.map((offered): OfferedModel => ({ busyWithOthers: 0, ...offered })),
    queued: 0,
    running: 0,
    isDraining: false,
    rttMs: 10,
    isSilent: false,
    lastSeenMs: 0,
    ...rest,
  }
}

type ChatRequest = Extract<RouteRequest, { readonly messages: readonly ChatMessage[] }>

/** What a node does with a request. */
export type Answer = (signal: AbortSignal, request: GenerateRequest) => AsyncIterable<GeneratePart>

/** Says these words. */
export function says(...words: readonly string[]): Answer {
  return async function* () {
    yield { type: 'start', promptTokens: 5, cachedTokens: 0 }
    for (const [index, text] of words.entries()) {
      await Promise.resolve()
      yield { type: 'delta', tokenIds: [index], text }
    }
    yield { type: 'end', finishReason: 'stop', usage: { promptTokens: 5, cachedTokens: 0, outputTokens: words.length } }
  }
}

/** Says these words and then fails. */
export function fails(error: SovError, ...words: readonly string[]): Answer {
  return async function* (signal, request) {
    for await (const part of says(...words)(signal, request)) {
      if (part.type !== 'end' && words.length > 0) yield part
    }
    throw error
  }
}

/** A scheduler over nodes that a test makes up. */
export class ScriptedMesh {
  readonly clock = new ManualClock()
  readonly measurements = new Measurements(this.clock)
  readonly scheduler: Scheduler
  readonly answers = new Map<string, Answer>()
  /** Whom the scheduler has asked, in order. */
  readonly asked: string[] = []
  /** What the orders to peers were to say, in order. */
  readonly contexts: OrderContext[] = []
  /** Of the node itself. */
  own: MembershipCredential | undefined = credential('own', 'NO')
  groups: ReadonlyMap<string, readonly string[]> = new Map([['EU', ['DE', 'FR']]])
  policy: Policy = BUILT_IN_POLICY
  federated: readonly FederatedCoopView[] = []
  /** Whether too little is known of the co-op's revocations. */
  isStale = false
  blocked: readonly string[] = []
  peers: readonly PeerRecord[] = []
  localModels: readonly EngineModel[] = []
  isDraining = false
  isLoading = false

  constructor() {
    const ownCredential = (): MembershipCredential | undefined => this.own
    this.scheduler = createScheduler({
      inference: {
        local: this.#engine(SELF),
        remote: (peer, context) => {
          this.contexts.push(context)
          return this.#engine(peer)
        },
        busy: () => 0,
      },
      directory: {
        peers: () => this.peers,
        measured: (peer, digest) => this.measurements.view(peer, digest),
        work: (peer, digest, arrival) => this.measurements.begin(peer, digest, arrival),
      },
      membership: {
        coop: { name: 'Fjord', networkId: new Uint8Array(32), root: SELF, isIssuer: false },
        get credential() {
          return ownCredential()
        },
        credentialDigest: new Uint8Array(32),
        groups: () => this.groups,
        federated: () => this.federated,
        validity: () => ({ state: 'in_force', revocationAgeMs: 0, isStale: this.isStale }),
      },
      policy: () => this.policy,
      blocked: () => this.blocked,
      isDraining: () => this.isDraining,
      isLoading: () => this.isLoading,
      peerId: SELF,
      clock: this.clock,
      random: randomBytes,
    })
  }

  request(options: Partial<ChatRequest> = {}): ChatRequest {
    return {
      model: 'tiny',
      messages: [{ role: 'user', content: 'Hello' }],
      sampling: { maxOutputTokens: 10, temperature: 0, topP: 1, seed: undefined, stop: [] },
      requests: [{ tier: 'any' }],
      allowFallbacks: true,
      ...options,
    }
  }

  dispatch(
    options: Partial<ChatRequest> = {},
    signal = new AbortController().signal,
  ): ReturnType<Scheduler['dispatch']> {
    return this.scheduler.dispatch(this.request(options), { signal })
  }

  #engine(peer: string): Engine {
    return {
      name: peer,
      models: () => this.localModels,
      generate: (request, { signal }) => {
        this.asked.push(peer)
        return (this.answers.get(peer) ?? says('Hello'))(signal, request)
      },
      embed: () => {
        throw new Error('only chats are scripted')
      },
    }
  }
}
