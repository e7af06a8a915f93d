import { deadline } from '../clock.js'
import type { EngineModel } from '../engine/index.js'
import { toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { openOrder, type SignedOrder, type Terms } from '../ledger/index.js'
import { MAX_CONTROL_FRAME_BYTES, MAX_PROMPT_FRAME_BYTES } from '../limits.js'
import type { Channel } from '../network/index.js'
import { RefuseCode, toHex } from '../wire/index.js'
import type { Admission, Asking, Place } from './admission.js'
import { askingFor } from './asking.js'
import type { InferenceComponents } from './index.js'
import { ownParty } from './party.js'
import { expectField, InferChannel, timeoutError, type Deadlines } from './protocol.js'
import { ServeLimits, type Refusal } from './serve-limits.js'
import { ServedRequest } from './served-request.js'

interface Admitted {
  readonly terms: Terms
  readonly place: Place
}

/** The provider's side of `/sov/infer/1`: decides on orders and serves what it admits. */
export class InferenceServer {
  readonly #components: InferenceComponents
  readonly #admission: Admission
  readonly #deadlines: Deadlines
  readonly #limits: ServeLimits

  constructor(components: InferenceComponents, admission: Admission, deadlines: Deadlines) {
    this.#components = components
    this.#admission = admission
    this.#deadlines = deadlines
    this.#limits = new ServeLimits(components.serveRules, components.clock)
  }

  /**
   * Handles one stream; what it throws is told to the peer by code.
   *
   * @param expelled - fires when the peer may be served no more: the engine stops, and what was delivered is settled later.
   */
  async serve(raw: Channel, expelled: AbortSignal): Promise<void> {
    const channel = new InferChannel(raw, this.#components.clock, this.#deadlines)
    const order = openOrder(expectField(await channel.receive('accept', MAX_CONTROL_FRAME_BYTES, expelled), 'order'))
    const decision = (await this.#refuseSettlement(raw.peer)) ?? this.#decide(raw.peer, order)
    if ('code' in decision) {
      await channel.sendWithin('accept', { refuse: decision })
      return
    }
    const { place, terms } = decision
    try {
      await channel.sendWithin('accept', { accept: { order: order.digest } }, expelled)
      const prompt = expectField(await channel.receive('accept', MAX_PROMPT_FRAME_BYTES, expelled), 'prompt')
      const init = { channel, order, terms, place, deadlines: this.#deadlines, expelled }
      await new ServedRequest(init, this.#components).run(prompt)
    } finally {
      place.leave()
    }
  }

  /** Work that could not be settled is not done: a chain that must not be signed now, or one that nobody believes. */
  async #refuseSettlement(peer: PeerIdString): Promise<Refusal | undefined> {
    const { clock, ledger } = this.#components
    if (ledger.isForked(peer)) {
      return { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason: 'the consumer has signed two chains' }
    }
    if (ledger.isSucceeded(peer)) {
      return { code: RefuseCode.REFUSE_CODE_NOT_SERVED, reason: 'another key has taken the place of the consumer' }
    }
    // The consumer's patience is spent on the way, too.
    const limit = deadline(clock, this.#deadlines.accept / 2, () => timeoutError('accept'))
    try {
      await ledger.ready(limit.signal)
      return undefined
    } catch (error) {
      const { message } = toSovError(error)
      return { code: RefuseCode.REFUSE_CODE_BUSY, reason: message, retryAfterMs: this.#deadlines.accept }
    } finally {
      limit.clear()
    }
  }

  #decide(peer: PeerIdString, order: SignedOrder): Admitted | Refusal {
    const { ledger, membership, sharing, signer } = this.#components
    const consumer = membership.member(peer)
    const provider = ownParty(signer.peerId, membership)
    if (consumer === undefined || provider === undefined) {
      return { code: RefuseCode.REFUSE_CODE_ORDER, reason: 'no membership in force' }
    }
    const digest = toHex(order.value.modelManifest)
    const model = sharing.models().find((loaded) => loaded.digest === digest)
    if (model === undefined) return { code: RefuseCode.REFUSE_CODE_MODEL_NOT_LOADED, reason: 'the model is not loaded' }
    if ((order.value.maxOutputTokens === 0) !== (model.task === 'embedding')) {
      return { code: RefuseCode.REFUSE_CODE_ORDER, reason: 'the order does not fit what the model is for' }
    }
    const priceTables = membership.acceptedPriceTables()
    const priceTable = priceTables.find((table) => toHex(table.digest) === toHex(order.value.priceTable))
    if (priceTable === undefined)
      return { code: RefuseCode.REFUSE_CODE_PRICE, reason: 'the price table of the order is not in force here' }

    const terms = { consumer, provider, priceTable, manifest: model.manifest }
    const asking = askingFor(order.value, terms)
    const served = this.#limits.admit(consumer, asking.orgId, model, order.value)
    if ('code' in served) return served
    const place = this.#enter(model, { ...asking, maxConcurrent: least(asking.maxConcurrent, served.maxConcurrent) })
    if ('code' in place) return place
    let isAdmitted = false
    try {
      const refusal = ledger.admitOrder(order, { consumer, provider, priceTables, manifest: model.manifest })
      isAdmitted = refusal === undefined
      return refusal ?? { place, terms }
    } finally {
      if (!isAdmitted) place.leave()
    }
  }

  #enter(model: EngineModel, asking: Asking): Place | Refusal {
    try {
      return this.#admission.enter(model, asking)
    } catch (error) {
      const { code, message, retryAfterMs } = toSovError(error)
      return {
        code: code === 'ERR_SOV_BUSY' ? RefuseCode.REFUSE_CODE_BUSY : RefuseCode.REFUSE_CODE_DRAINING,
        reason: message,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      }
    }
  }
}

/** The smaller of two limits, of which 0 is none. */
function least(a: number, b: number): number {
  return a === 0 || b === 0 ? a + b : Math.min(a, b)
}
