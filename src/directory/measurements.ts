import type { Clock } from '../clock.js'
import type { ModelDigest } from '../engine/index.js'
import type { PeerIdString } from '../identity/index.js'
import { FAILURE_HALF_LIFE_MS, MAX_REFUSAL_PAUSE_MS, MEASUREMENT_HALF_LIFE_MS, REFUSAL_PAUSE_MS } from '../limits.js'
import { FadingMean } from './fading-mean.js'
import { LineFit, type Line } from './line-fit.js'

/** What is taken for true of a peer while none that has the model was measured. */
export interface Assumed {
  /** Milliseconds from dispatch to the first token, over bytes of prompt that are in no cache. */
  readonly firstTokenMs: Line
  /** Milliseconds for one output token. */
  readonly tokenMs: number
  /** Milliseconds that a request takes in all. */
  readonly requestMs: number
}

/** What a request would take of a peer, milliseconds, as {@link Assumed}; for one that is alone there. */
export interface Estimate {
  readonly firstTokenMs: number
  readonly tokenMs: number
  readonly requestMs: number
}

/** What requests of this node have shown of a peer and a model. */
export interface Measured {
  /** Requests of this node that run at the peer now, for any model. */
  readonly running: number
  /** Requests that failed in a row at the peer, for any model; they count half after FAILURE_HALF_LIFE_MS for each. */
  readonly failures: number
  /** Milliseconds until it should be asked again after it had no room; 0 when it may be asked now. */
  readonly pauseMs: number
  /** How much was measured: 0 nothing, or long ago; 1 one request just now; at most 4. */
  readonly confidence: number
  /** Output tokens per second after the first one, of a request that is alone there; undefined = never measured. */
  readonly tokensPerSecond: number | undefined
  /**
   * What was measured here; the less that was, the more what was measured of all peers that have the model; and the less
   * that was, what is assumed. Samples count half after every MEASUREMENT_HALF_LIFE_MS.
   *
   * @param uncachedBytes - of the prompt, that are in no cache there.
   */
  estimate(uncachedBytes: number, assumed: Assumed): Estimate
}

/** How a request meets its peer. */
export interface Arrival {
  /** It has to wait for a slot: when its first token comes says nothing about the engine. */
  readonly waits: boolean
  /** How many times longer an output token takes than for a request that is alone; from 1. */
  readonly sharing: number
}

/** One request at one peer. End it exactly once; ending it again does nothing. */
export interface WorkLease {
  /**
   * Marks the first token; later calls do nothing.
   *
   * @param uncachedBytes - of the prompt, which the engine had to read; undefined = it does not tell.
   */
  firstToken(uncachedBytes: number | undefined): void
  /** Ends the lease of a request that was answered. */
  served(outputTokens: number): void
  /** Ends the lease of a request that the peer failed. */
  failed(): void
  /** Ends the lease of a request that the peer had no room for. */
  refused(): void
  /** Ends the lease of a request that says nothing about the peer, e.g. because the client cancelled. */
  released(): void
}

/**
 * A peer that was not measured is taken for somewhat faster than those that were: with one slow peer known, the other one
 * must be tried.
 */
const OPTIMISM = 0.9
/** More double no pause any more. */
const MAX_REFUSALS = 16
// Fewer tokens measure the clock, not the engine.
const MIN_TOKENS_FOR_SPEED = 8

/** Load and speed as seen from here, for peers and for this node itself. */
export class Measurements {
  readonly #clock: Clock
  readonly #peers = new Map<PeerIdString, PeerSamples>()
  /** Of all peers together. */
  readonly #models = new Map<ModelDigest, Speed>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The same object at every call: it shows what is known whenever it is looked at. */
  view(peer: PeerIdString, model: ModelDigest): Measured {
    return this.#samples(peer).model(model)
  }

  running(peer: PeerIdString): number {
    return this.#peers.get(peer)?.running ?? 0
  }

  /** Drops what is known of peers that are gone and have nothing running. */
  prune(isKnown: (peer: PeerIdString) => boolean): void {
    for (const [peer, { running }] of this.#peers) {
      if (running === 0 && !isKnown(peer)) this.#peers.delete(peer)
    }
    for (const model of this.#models.keys()) {
      if (![...this.#peers.values()].some((samples) => samples.hasModel(model))) this.#models.delete(model)
    }
  }

  begin(peer: PeerIdString, model: ModelDigest, { waits, sharing }: Arrival): WorkLease {
    const samples = this.#samples(peer)
    const known = samples.model(model)
    const startedMs = this.#clock.monotonicMs()
    let firstTokenAtMs: number | undefined
    let hasEnded = false
    samples.running += 1
    const end = (): boolean => {
      if (hasEnded) return false
      hasEnded = true
      samples.running -= 1
      return true
    }
    return {
      firstToken: (uncachedBytes) => {
        if (firstTokenAtMs !== undefined) return
        firstTokenAtMs = this.#clock.monotonicMs()
        if (!waits && uncachedBytes !== undefined) known.addFirstToken(uncachedBytes, firstTokenAtMs - startedMs)
      },
      served: (outputTokens) => {
        if (!end()) return
        samples.forgive()
        const nowMs = this.#clock.monotonicMs()
        const decodeMs = nowMs - (firstTokenAtMs ?? nowMs)
        if (outputTokens >= MIN_TOKENS_FOR_SPEED && decodeMs > 0)
          known.addToken(decodeMs / (outputTokens - 1) / sharing)
        known.addRequest(nowMs - startedMs)
      },
      failed: () => {
        if (end()) samples.fail()
      },
      refused: () => {
        if (end()) samples.refuse()
      },
      released: () => {
        end()
      },
    }
  }

  #all(model: ModelDigest): Speed {
    const known = this.#models.get(model)
    if (known !== undefined) return known
    const speed = new Speed()
    this.#models.set(model, speed)
    return speed
  }

  #samples(peer: PeerIdString): PeerSamples {
    const known = this.#peers.get(peer)
    if (known !== undefined) return known
    const samples = new PeerSamples(this.#clock, (model) => this.#all(model))
    this.#peers.set(peer, samples)
    return samples
  }
}

/** How fast a model is answered. */
class Speed {
  /** Milliseconds over bytes. */
  readonly firstToken = new LineFit()
  readonly token = new FadingMean()
  readonly request = new FadingMean()

  /** @param fade - what is left of the samples' weight, 0 to 1. */
  with(assumed: Assumed, fade: number): Assumed {
    return {
      firstTokenMs: this.firstToken.with(assumed.firstTokenMs, fade),
      tokenMs: this.token.with(assumed.tokenMs, fade),
      requestMs: this.request.with(assumed.requestMs, fade),
    }
  }
}

class PeerSamples {
  readonly clock: Clock
  running = 0
  /** As of `#failedMs`. */
  #failures = 0
  /** Monotonic. */
  #failedMs = 0
  #refusals = 0
  /** Monotonic. */
  #pausedUntilMs = -Infinity
  readonly #models = new Map<ModelDigest, ModelSamples>()
  readonly #all: (model: ModelDigest) => Speed

  /** @param all - what was measured of all peers. */
  constructor(clock: Clock, all: (model: ModelDigest) => Speed) {
    this.clock = clock
    this.#all = all
  }

  model(digest: ModelDigest): ModelSamples {
    const known = this.#models.get(digest)
    if (known !== undefined) return known
    const samples = new ModelSamples(this, this.#all(digest))
    this.#models.set(digest, samples)
    return samples
  }

  hasModel(digest: ModelDigest): boolean {
    return this.#models.has(digest)
  }

  fail(): void {
    this.#failures = this.failuresNow() + 1
    this.#failedMs = this.clock.monotonicMs()
  }

  refuse(): void {
    const pauseMs = Math.min(REFUSAL_PAUSE_MS * 2 ** this.#refusals, MAX_REFUSAL_PAUSE_MS)
    this.#refusals = Math.min(this.#refusals + 1, MAX_REFUSALS)
    this.#pausedUntilMs = this.clock.monotonicMs() + pauseMs
  }

  forgive(): void {
    this.#failures = 0
    this.#refusals = 0
    this.#pausedUntilMs = -Infinity
  }

  failuresNow(): number {
    if (this.#failures === 0) return 0
    // Who has failed often in a row is not asked again as soon as who has failed once.
    const halfLifeMs = FAILURE_HALF_LIFE_MS * Math.max(1, this.#failures)
    return this.#failures * 0.5 ** ((this.clock.monotonicMs() - this.#failedMs) / halfLifeMs)
  }

  pauseMs(): number {
    return this.#refusals === 0 ? 0 : Math.max(0, this.#pausedUntilMs - this.clock.monotonicMs())
  }
}

/** The {@link Measured} of one peer and model. */
class ModelSamples implements Measured {
  readonly #peer: PeerSamples
  readonly #own = new Speed()
  readonly #all: Speed
  /** Monotonic time of the newest sample. */
  #measuredMs = -Infinity

  constructor(peer: PeerSamples, all: Speed) {
    this.#peer = peer
    this.#all = all
  }

  get running(): number {
    return this.#peer.running
  }

  get failures(): number {
    return this.#peer.failuresNow()
  }

  get pauseMs(): number {
    return this.#peer.pauseMs()
  }

  get confidence(): number {
    return this.#own.request.weight * this.#fade()
  }

  get tokensPerSecond(): number | undefined {
    const ms = this.#own.token.measured
    return ms === undefined ? undefined : 1_000 / ms
  }

  estimate(uncachedBytes: number, assumed: Assumed): Estimate {
    const { firstTokenMs, tokenMs, requestMs } = this.#own.with(this.#usual(assumed), this.#fade())
    return { firstTokenMs: firstTokenMs.atZero + uncachedBytes * firstTokenMs.perUnit, tokenMs, requestMs }
  }

  addFirstToken(uncachedBytes: number, ms: number): void {
    for (const { firstToken } of [this.#own, this.#all]) firstToken.add(uncachedBytes, ms)
    this.#measuredMs = this.#peer.clock.monotonicMs()
  }

  addToken(ms: number): void {
    for (const { token } of [this.#own, this.#all]) token.add(ms)
  }

  addRequest(ms: number): void {
    for (const { request } of [this.#own, this.#all]) request.add(ms)
    this.#measuredMs = this.#peer.clock.monotonicMs()
  }

  /** What is taken for true of a peer that was not measured. */
  #usual(assumed: Assumed): Assumed {
    const { firstToken, token, request } = this.#all
    const { firstTokenMs, tokenMs, requestMs } = this.#all.with(assumed, 1)
    const perUnit = (firstToken.isMeasured ? OPTIMISM : 1) * firstTokenMs.perUnit
    return {
      // How far away it is was measured of itself, by pings.
      firstTokenMs: { atZero: assumed.firstTokenMs.atZero, perUnit },
      tokenMs: (token.measured === undefined ? 1 : OPTIMISM) * tokenMs,
      requestMs: (request.measured === undefined ? 1 : OPTIMISM) * requestMs,
    }
  }

  /** What age has left of the samples' weight. */
  #fade(): number {
    if (this.#measuredMs === -Infinity) return 0
    return 0.5 ** ((this.#peer.clock.monotonicMs() - this.#measuredMs) / MEASUREMENT_HALF_LIFE_MS)
  }
}
