import { deadline, type Clock } from '../clock.js'
import type { Engine, EngineModel, GenerateOptions, GeneratePart, GenerateRequest } from '../engine/index.js'
import { SovError } from '../errors.js'
import { shortPeerId, type PeerIdString } from '../identity/index.js'
import { commitment, type Terms } from '../ledger/index.js'
import { MAX_CONTROL_FRAME_BYTES } from '../limits.js'
import { cleanPeerText, equalBytes, RefuseCode, type InferFrame } from '../wire/index.js'
import type { InferenceComponents, OrderContext } from './index.js'
import { ownParty } from './party.js'
import { PeerAnswer } from './peer-answer.js'
import { expectField, INFER_PROTOCOL, InferChannel, timeoutError, type Deadlines } from './protocol.js'
import { encodeRequest, promptTokensBound } from './request-bytes.js'

const SALT_BYTES = 32

export interface RemoteEngineInit {
  readonly peer: PeerIdString
  readonly context: OrderContext
  readonly deadlines: Deadlines
  /** Takes over what must still be settled after the answer was left. */
  readonly background: (work: Promise<void>) => void
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

  async *generate(request: GenerateRequest, { signal }: GenerateOptions): AsyncIterable<GeneratePart> {
    signal.throwIfAborted()
    const total = deadline(this.#clock, this.#init.deadlines.total, () => timeoutError('total'), signal)
    let answer: PeerAnswer | undefined
    try {
      answer = await this.#ask(request, total.signal)
      yield* answer.parts(total.signal)
      yield await answer.settle()
    } finally {
      total.clear()
      if (answer !== undefined) this.#init.background(answer.leave())
    }
  }

  /** Orders, waits for acceptance and sends the prompt. */
  async #ask(request: GenerateRequest, signal: AbortSignal): Promise<PeerAnswer> {
    const { ledger, network, random } = this.#components
    const { peer, context, deadlines } = this.#init
    const { member, model, terms } = this.#terms(request.model)
    const bytes = encodeRequest(request)
    const salt = random(SALT_BYTES)
    const order = ledger.createOrder({
      ...terms,
      ...context,
      requestCommitment: commitment(salt, bytes.request),
      paramsCommitment: commitment(salt, bytes.params),
      maxPromptTokens: Math.min(promptTokensBound(request.messages), model.contextTokens),
      maxOutputTokens: Math.min(request.sampling.maxOutputTokens, model.contextTokens),
      providerBootNonce: member.bootNonce,
    })
    const channel = new InferChannel(await network.open(peer, INFER_PROTOCOL, { signal }), this.#clock, deadlines)
    try {
      await channel.send({ order: order.bytes }, signal)
      const frame = await channel.receive('accept', MAX_CONTROL_FRAME_BYTES, signal)
      if (frame.refuse !== null) throw refusal(frame.refuse)
      if (!equalBytes(expectField(frame, 'accept').order, order.digest)) {
        throw new SovError('ERR_SOV_PROTOCOL', 'the peer accepted another order')
      }
      await channel.send({ prompt: { salt, ...bytes } }, signal)
    } catch (error) {
      void channel.cancel()
      throw error
    }
    return new PeerAnswer({ channel, order, terms, salt, deadlines }, this.#components)
  }

  #terms(digest: string): {
    member: NonNullable<ReturnType<InferenceComponents['membership']['member']>>
    model: EngineModel
    terms: Terms
  } {
    const { membership, signer } = this.#components
    const member = membership.member(this.#init.peer)
    const priceTable = membership.priceTable()
    const consumer = ownParty(signer.peerId, membership)
    if (member === undefined || consumer === undefined || priceTable === undefined) {
      throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer is not connected as a member')
    }
    const model = this.models().find((offered) => offered.digest === digest)
    if (model === undefined) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'the peer does not offer the model')
    return { member, model, terms: { consumer, provider: member, priceTable, manifest: model.manifest } }
  }
}

function refusal({ code, reason, retryAfterMs }: NonNullable<InferFrame['refuse']>): SovError {
  const isBusy = code === RefuseCode.REFUSE_CODE_BUSY
  // a newer peer may send a code that we have no name for
  const name = (RefuseCode as Readonly<Record<number, string | undefined>>)[code] ?? String(code)
  return new SovError(isBusy ? 'ERR_SOV_BUSY' : 'ERR_SOV_PEER_REFUSED', `the peer refused with ${name}`, {
    details: { refuseCode: name, peerMessage: cleanPeerText(reason) },
    ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
  })
}
