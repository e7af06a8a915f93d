import type { Engine, EngineModel, ModelDigest } from '../engine/index.js'
import { toSovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { standing, type CreditLines } from '../ledger/index.js'
import { MAX_INFER_STREAMS_PER_PEER } from '../limits.js'
import { Admission, type OfferedSlots } from './admission.js'
import type { Inference, InferenceComponents, InferenceInit, OrderContext } from './index.js'
import { AdmittedEngine } from './local-engine.js'
import { PeerWork } from './peer-work.js'
import { DEFAULT_DEADLINES, INFER_PROTOCOL, type Deadlines } from './protocol.js'
import { RemoteEngine } from './remote-engine.js'
import { InferenceServer } from './server.js'

// Outside a co-op nobody else is served.
const NO_LINES: CreditLines = { creditLimit: 0n, startingLine: 0n }

/** The {@link Inference} of a node. */
export class InferenceService implements Inference {
  readonly local: Engine
  readonly #components: InferenceComponents
  readonly #deadlines: Deadlines
  readonly #admission: Admission
  readonly #work = new PeerWork()
  readonly #settling = new Set<Promise<void>>()
  #onIdle: (() => void)[] = []

  constructor(init: InferenceInit, components: InferenceComponents) {
    this.#components = components
    this.#deadlines = { ...DEFAULT_DEADLINES, ...init.deadlines }
    const { clock, ledger, membership } = components
    this.#admission = new Admission(
      clock,
      () => {
        components.onLoad?.()
        this.#checkIdle()
      },
      (orgId, asked) =>
        standing(
          ledger.debt(orgId) + asked,
          membership.priceTable()?.value ?? NO_LINES,
          membership.organisationCredit(orgId),
        ),
      components.sharing,
    )
    this.local = new AdmittedEngine(components.engine, this.#admission)
    const server = new InferenceServer(components, this.#admission, this.#deadlines)
    components.network.handle(
      INFER_PROTOCOL,
      { purpose: 'infer', maxStreamsPerPeer: MAX_INFER_STREAMS_PER_PEER },
      (channel) => {
        const work = this.#work.begin(channel.peer)
        const serving = server.serve(channel, work.signal).finally(() => work.end())
        this.#own(channel.peer, serving)
        return serving
      },
    )
    membership.onExpelled((peer, reason) => this.#work.stop(peer, reason))
  }

  remote(peer: PeerIdString, context: OrderContext): Engine {
    return new RemoteEngine(this.#components, {
      peer,
      context,
      deadlines: this.#deadlines,
      work: this.#work,
      background: (work) => this.#own(peer, work),
    })
  }

  busy(model: ModelDigest): number {
    return this.#admission.busy(model)
  }

  forOthers(model: Pick<EngineModel, 'digest' | 'slots'>): OfferedSlots {
    return this.#admission.forOthers(model)
  }

  queued(): number {
    return this.#admission.queued()
  }

  admitted(): number {
    return this.#admission.admitted()
  }

  drain(): void {
    this.#admission.drain()
  }

  async idle(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const done = (): void => resolve(undefined)
    signal.addEventListener('abort', done, { once: true })
    this.#onIdle.push(done)
    if (signal.aborted) done()
    this.#checkIdle()
    await promise
    signal.removeEventListener('abort', done)
  }

  #own(peer: PeerIdString, work: Promise<void>): void {
    this.#settling.add(work)
    void work
      .catch((error: unknown) => this.#components.onFailed?.(peer, toSovError(error)))
      .finally(() => {
        this.#settling.delete(work)
        this.#checkIdle()
      })
  }

  #checkIdle(): void {
    if (this.#settling.size > 0 || this.#admission.admitted() > 0) return
    for (const done of this.#onIdle.splice(0)) done()
  }
}
