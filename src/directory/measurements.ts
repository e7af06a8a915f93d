import type { Clock } from '../clock.js'
import type { ModelDigest } from '../engine/index.js'
import type { PeerIdString } from '../identity/index.js'
import { FAILURE_HALF_LIFE_MS } from '../limits.js'

/** What requests of this node have shown of a peer and a model. */
export interface Measured {
  /** Requests of this node that run at the peer now, for any model. */
  readonly running: number
  /** Milliseconds from dispatch to the first token, smoothed; undefined = never measured. */
  readonly firstTokenMs: number | undefined
  /** Output tokens per second of one request after its first token, smoothed; undefined = never measured. */
  readonly tokensPerSecond: number | undefined
  /** Milliseconds a request took in all, smoothed; undefined = never measured. */
  readonly requestMs: number | undefined
  /** Requests that failed in a row at the peer, for any model; each counts half after every FAILURE_HALF_LIFE_MS. */
  readonly failures: number
}

/** One request at one peer. End it exactly once; ending it again does nothing. */
export interface WorkLease {
  /** Marks the first token; later calls do nothing. */
  firstToken(): void
  /** Ends the lease of a request that was answered. */
  served(outputTokens: number): void
  /** Ends the lease of a request that the peer failed. */
  failed(): void
  /** Ends the lease of a request that says nothing about the peer, e.g. because the client cancelled. */
  released(): void
}

// Weight of the newest sample: about the last eight requests count.
const SMOOTHING = 0.25
// Fewer tokens measure the clock, not the engine.
const MIN_TOKENS_FOR_SPEED = 8

interface ModelSamples {
  firstTokenMs?: number
  tokensPerSecond?: number
  requestMs?: number
}

interface PeerSamples {
  running: number
  /** As of `failedMs`, monotonic. */
  failures: number
  failedMs: number
  readonly models: Map<ModelDigest, ModelSamples>
}

/** Load and speed as seen from here, for peers and for this node itself. */
export class Measurements {
  readonly #clock: Clock
  readonly #peers = new Map<PeerIdString, PeerSamples>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  view(peer: PeerIdString, model: ModelDigest): Measured {
    const samples = this.#peers.get(peer)
    const { firstTokenMs, tokensPerSecond, requestMs } = samples?.models.get(model) ?? {}
    return {
      running: samples?.running ?? 0,
      failures: samples === undefined ? 0 : this.#failures(samples),
      firstTokenMs,
      tokensPerSecond,
      requestMs,
    }
  }

  running(peer: PeerIdString): number {
    return this.#peers.get(peer)?.running ?? 0
  }

  /** Drops what is known of peers that are gone and have nothing running. */
  prune(isKnown: (peer: PeerIdString) => boolean): void {
    for (const [peer, { running }] of this.#peers) {
      if (running === 0 && !isKnown(peer)) this.#peers.delete(peer)
    }
  }

  begin(peer: PeerIdString, model: ModelDigest): WorkLease {
    const samples = this.#samples(peer)
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
      firstToken: () => {
        firstTokenAtMs ??= this.#clock.monotonicMs()
      },
      served: (outputTokens) => {
        if (!end()) return
        samples.failures = 0
        const nowMs = this.#clock.monotonicMs()
        const known = samples.models.get(model) ?? {}
        if (firstTokenAtMs !== undefined) {
          known.firstTokenMs = smooth(known.firstTokenMs, firstTokenAtMs - startedMs)
          const seconds = (nowMs - firstTokenAtMs) / 1_000
          if (outputTokens >= MIN_TOKENS_FOR_SPEED && seconds > 0) {
            known.tokensPerSecond = smooth(known.tokensPerSecond, (outputTokens - 1) / seconds)
          }
        }
        known.requestMs = smooth(known.requestMs, nowMs - startedMs)
        samples.models.set(model, known)
      },
      failed: () => {
        if (!end()) return
        samples.failures = this.#failures(samples) + 1
        samples.failedMs = this.#clock.monotonicMs()
      },
      released: () => {
        end()
      },
    }
  }

  #failures({ failures, failedMs }: PeerSamples): number {
    return failures * 0.5 ** ((this.#clock.monotonicMs() - failedMs) / FAILURE_HALF_LIFE_MS)
  }

  #samples(peer: PeerIdString): PeerSamples {
    const known = this.#peers.get(peer)
    if (known !== undefined) return known
    const samples: PeerSamples = { running: 0, failures: 0, failedMs: 0, models: new Map() }
    this.#peers.set(peer, samples)
    return samples
  }
}

function smooth(known: number | undefined, sample: number): number {
  return known === undefined ? sample : known + SMOOTHING * (sample - known)
}
