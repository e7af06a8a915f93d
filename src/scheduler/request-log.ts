import type { TokenUsage } from '../engine/index.js'
import type { SovErrorCode } from '../errors.js'
import { MAX_RECORDED_CANDIDATES, MAX_REQUEST_RECORDS } from '../limits.js'
import type { Chosen } from './decide.js'
import type { AttemptRecord, RequestRecord, RouteExplanation } from './index.js'

/** One try in a record. */
export interface LiveAttempt {
  change(change: Partial<Pick<AttemptRecord, 'outcome' | 'errorCode' | 'firstTokenMs' | 'settlement'>>): void
  /** Nothing more comes; one that nothing was said of was cancelled. */
  ended(end: Pick<AttemptRecord, 'outputTokens' | 'totalMs'>): void
}

/** A record that grows with its request. */
export class LiveRecord {
  readonly id: string
  readonly #startedAt: string
  readonly #decisionSalt: string
  #decision: () => RouteExplanation
  #state: RequestRecord['state'] = 'running'
  readonly #attempts: AttemptRecord[] = []
  #usage: TokenUsage | undefined
  #errorCode: SovErrorCode | undefined

  constructor(id: string, startedMs: number, decision: () => RouteExplanation, decisionSalt: string) {
    this.id = id
    this.#startedAt = new Date(startedMs).toISOString()
    this.#decision = decision
    this.#decisionSalt = decisionSalt
  }

  view(): RequestRecord {
    return {
      id: this.id,
      startedAt: this.#startedAt,
      state: this.#state,
      decision: this.#decision(),
      decisionSalt: this.#decisionSalt,
      attempts: [...this.#attempts],
      usage: this.#usage,
      errorCode: this.#errorCode,
    }
  }

  /** A candidate was chosen for a shard; `decision` is the one that led to it. */
  tries({ candidate, credential, predicted }: Chosen, decision: () => RouteExplanation, shard: number): LiveAttempt {
    this.#decision = decision
    const { peer, isSelf, jurisdiction } = candidate
    const { firstTokenMs, totalMs } = predicted
    let attempt: AttemptRecord = {
      shard,
      peer,
      isSelf,
      orgName: credential?.orgName,
      jurisdiction,
      outcome: 'running',
      errorCode: undefined,
      firstTokenMs: undefined,
      totalMs: undefined,
      predicted: { firstTokenMs, totalMs },
      outputTokens: 0,
      settlement: undefined,
    }
    const index = this.#attempts.push(attempt) - 1
    const change = (changed: Partial<AttemptRecord>): void => {
      attempt = { ...attempt, ...changed }
      this.#attempts[index] = attempt
    }
    return {
      change,
      ended: (end) => change(attempt.outcome === 'running' ? { ...end, outcome: 'cancelled' } : end),
    }
  }

  done(usage: TokenUsage): void {
    this.#usage = usage
    this.#state = 'done'
  }

  failed(errorCode: SovErrorCode): void {
    this.#errorCode = errorCode
    this.#state = 'failed'
  }

  /** Does nothing after the end: who leaves then has missed nothing. */
  cancelled(): void {
    if (this.#state === 'running') this.#state = 'cancelled'
  }
}

/** The newest requests, for whoever asks what became of one. */
export class RequestLog {
  readonly #records = new Map<string, { readonly record: LiveRecord; readonly candidates: number }>()
  #candidates = 0

  /** @param candidates - nodes in its decision. */
  add(id: string, record: LiveRecord, candidates: number): void {
    this.#records.set(id, { record, candidates })
    this.#candidates += candidates
    for (const [oldest, { candidates: its }] of this.#records) {
      const isFull = this.#records.size > MAX_REQUEST_RECORDS || this.#candidates > MAX_RECORDED_CANDIDATES
      if (!isFull || this.#records.size === 1) break
      this.#records.delete(oldest)
      this.#candidates -= its
    }
  }

  get(id: string): RequestRecord | undefined {
    return this.#records.get(id)?.record.view()
  }
}
