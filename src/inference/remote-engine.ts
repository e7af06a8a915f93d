import { deadline, type Clock } from '../clock.js'
import {
  wrongTask,
  type AnswerPart,
  type ContentPart,
  type EmbedPart,
  type EmbedRequest,
  type Engine,
  type EngineModel,
  type EngineRequest,
  type GenerateOptions,
  type GeneratePart,
  type GenerateRequest,
  type ModelDigest,
  type ModelTask,
} from '../engine/index.js'
import { SovError } from '../errors.js'
import { shortPeerId, type PeerIdString } from '../identity/index.js'
import { commitment, type Terms } from '../ledger/index.js'
import { MAX_CONTROL_FRAME_BYTES, MAX_PROMPT_FRAME_BYTES } from '../limits.js'
import { cleanPeerText, equalBytes, RefuseCode, retryAfter, type InferFrame } from '../wire/index.js'
import { deltaReader, vectorReader, type ContentReader } from './content-reader.js'
import type { InferenceComponents, OrderContext } from './index.js'
import { ownParty } from './party.js'
import { PeerAnswer } from './peer-answer.js'
import type { PeerWork } from './peer-work.js'
import { expectField, INFER_PROTOCOL, InferChannel, timeoutError, type Deadlines } from './protocol.js'
import { encodeRequest, tokenLimits, type TokenLimits } from './request-bytes.js'

const SALT_BYTES = 32
// Salt, tags and lengths around request and parameters in the prompt frame.
const PROMPT_OVERHEAD_BYTES = 64

export interface RemoteEngineInit {
  readonly peer: PeerIdString
  readonly context: OrderContext
  readonly deadlines: Deadlines
  readonly work: PeerWork
  /** Takes over what must still be settled after the answer was left. */
  readonly background: (work: Promise<void>) => void
}

/** What sets the two kinds of request apart. */
interface Kind<C extends ContentPart> {
  readonly task: ModelTask
  readonly content: (limits: TokenLimits) => ContentReader<C>
}

/** A connected member as an engine, for one request: order, accept, prompt, parts, settlement. */
export class RemoteEngine implements Engine {
  readonly name: string
  readonly #components: InferenceComponents
  readonly #clock: Clock
  readonly #init: RemoteEngineInit

  constructor(components: InferenceComponents, init: RemoteEngineInit) {
    this.name = `peer ${shortPeerId(init.peer)}`
    this.#components = components
    this.#clock = components.clock
    this.#init = init
  }

  models(): readonly EngineModel[] {
    return this.#components.directory.peer(this.#init.peer)?.models ?? []
  }

  generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncIterable<GeneratePart> {
    const content = ({ maxOutputTokens }: TokenLimits): ReturnType<typeof deltaReader> => deltaReader(maxOutputTokens)
    return this.#converse(request, { task: 'chat', content }, signal)
  }

  embed(request: EmbedRequest, { signal }: GenerateOptions): AsyncIterable<EmbedPart> {
    return this.#converse(request, { task: 'embedding', content: () => vectorReader(request.inputs.length) }, signal)
  }

  async *#converse<C extends ContentPart>(
    request: EngineRequest,
    kind: Kind<C>,
    signal: AbortSignal,
  ): AsyncIterable<AnswerPart<C>> {
    signal.throwIfAborted()
    const work = this.#init.work.begin(this.#init.peer, signal)
    const total = deadline(this.#clock, this.#init.deadlines.total, () => timeoutError('total'), work.signal)
    let answer: PeerAnswer<C> | undefined
    try {
      answer = await this.#ask(request, kind, total.signal)
      yield* answer.parts(total.signal)
      yield await answer.settle()
    } catch (error) {
      if (SovError.isInstance(error, 'ERR_SOV_REVOKED')) this.#components.membership.toldRevoked(this.#init.peer)
      throw error
    } finally {
      total.clear()
      work.end()
      if (answer !== undefined) this.#init.background(answer.leave())
    }
  }

  /** Orders, waits for acceptance and sends the prompt. */
  async #ask<C extends ContentPart>(
    request: EngineRequest,
    { task, content }: Kind<C>,
    signal: AbortSignal,
  ): Promise<PeerAnswer<C>> {
    const { ledger, network, random } = this.#components
    const { peer, context, deadlines } = this.#init
    const { rootOrderId, shardIndex, shardCount, continuation, policyDecision, policies } = context
    await this.#ready(signal)
    const { member, model, terms } = this.#terms(request.model, task)
    const bytes = encodeRequest(request)
    if (bytes.request.length + bytes.params.length + PROMPT_OVERHEAD_BYTES > MAX_PROMPT_FRAME_BYTES) {
      throw new SovError('ERR_SOV_CONTEXT_OVERFLOW', 'the prompt is longer than a peer takes')
    }
    const limits = tokenLimits(request, model.contextTokens)
    const salt = random(SALT_BYTES)
    const order = ledger.createOrder({
      ...terms,
      rootOrderId,
      shardIndex,
      shardCount,
      continuation,
      policyDecision,
      policies,
      requestCommitment: commitment(salt, bytes.request),
      paramsCommitment: commitment(salt, bytes.params),
      ...limits,
      providerBootNonce: member.bootNonce,
    })
    const channel = new InferChannel(await network.open(peer, INFER_PROTOCOL, { signal }), this.#clock, deadlines)
    let hasEnded = false
    try {
      await channel.send({ order: order.bytes }, signal)
      const frame = await channel.receive('accept', MAX_CONTROL_FRAME_BYTES, signal)
      hasEnded = frame.refuse !== null
      if (frame.refuse !== null) throw refusal(frame.refuse)
      if (!equalBytes(expectField(frame, 'accept').order, order.digest)) {
        throw new SovError('ERR_SOV_PROTOCOL', 'the peer accepted another order')
      }
      await channel.send({ prompt: { salt, ...bytes } }, signal)
    } catch (error) {
      void (hasEnded ? channel.close() : channel.cancel())
      throw error
    }
    return new PeerAnswer({ channel, order, terms, salt, content: content(limits), deadlines }, this.#components)
  }

  /** An order whose answer could not be countersigned is not made. */
  async #ready(signal: AbortSignal): Promise<void> {
    const { ledger } = this.#components
    if (ledger.isForked(this.#init.peer)) {
      throw new SovError('ERR_SOV_PEER_MISBEHAVED', 'the peer has signed two chains')
    }
    if (ledger.isSucceeded(this.#init.peer)) {
      throw new SovError('ERR_SOV_PEER_MISBEHAVED', 'another key has taken the place of the peer')
    }
    const limit = deadline(this.#clock, this.#init.deadlines.accept, () => timeoutError('accept'), signal)
    try {
      await ledger.ready(limit.signal)
    } finally {
      limit.clear()
    }
  }

  #terms(
    digest: ModelDigest,
    task: ModelTask,
  ): {
    member: NonNullable<ReturnType<InferenceComponents['membership']['member']>>
    model: EngineModel
    terms: Terms
  } {
    const { membership, signer } = this.#components
    const member = membership.member(this.#init.peer)
    const priceTable = member && membership.priceTableOf(member.credential.networkId)
    const consumer = ownParty(signer.peerId, membership)
    if (member === undefined || consumer === undefined || priceTable === undefined) {
      throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer is not connected as a member')
    }
    const { credentialDigest } = this.#init.context
    if (credentialDigest !== undefined && !equalBytes(credentialDigest, member.credentialDigest)) {
      throw new SovError('ERR_SOV_POLICY_DENIED', 'the peer shows another credential than the one that was judged')
    }
    membership.requireNewWork(member)
    const offered = this.models().filter((known) => known.digest === digest)
    const model = offered.find((known) => known.task === task) ?? offered[0]
    if (model === undefined) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'the peer does not offer the model')
    if (model.task !== task) throw wrongTask(model.task)
    return { member, model, terms: { consumer, provider: member, priceTable, manifest: model.manifest } }
  }
}

function refusal(refuse: NonNullable<InferFrame['refuse']>): SovError {
  const { code, reason } = refuse
  const isBusy = code === RefuseCode.REFUSE_CODE_BUSY
  // a newer peer may send a code that we have no name for
  const name = (RefuseCode as Readonly<Record<number, string | undefined>>)[code] ?? String(code)
  return new SovError(isBusy ? 'ERR_SOV_BUSY' : 'ERR_SOV_PEER_REFUSED', `the peer refused with ${name}`, {
    details: { refuseCode: name, peerMessage: cleanPeerText(reason) },
    ...retryAfter(refuse),
  })
}
