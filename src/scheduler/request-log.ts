import type { Settlement, TokenUsage } from '../engine/index.js'
import type { SovErrorCode } from '../errors.js'
import { MAX_REQUEST_RECORDS } from '../limits.js'
import type { Chosen } from './decide.js'
import type { AttemptRecord, RequestRecord, RouteExplanation } from './index.js'

/** A record that grows with its request. */
export class LiveRecord {
  readonly #id: string
  readonly #startedAt: string
  readonly #decisionSalt: string
  #decision: () => RouteExplanation
  #state: RequestRecord['state'] = 'running'
  #attempts: readonly AttemptRecord[] = []
  #usage: TokenUsage | undefined
  #errorCode: SovErrorCode | undefined

  constructor(id: string, startedMs: number, decision: () => RouteExplanation, decisionSalt: string) {
    this.#id = id
    this.#startedAt = new Date(startedMs).toISOString()
    this.#decision = decision
    this.#decisionSalt = decisionSalt
  }

  view(): RequestRecord {
    return {
      id: this.#id,
      startedAt: this.#startedAt,
      state: this.#state,
      decision: this.#decision(),
      decisionSalt: this.#decisionSalt,
      attempts: this.#attempts,
      usage: this.#usage,
      errorCode: this.#errorCode,
    }
  }

  /** A candidate was chosen; `decision` is the one that led to it. */
  tries({ candidate, credential }: Chosen, decision: () => RouteExplanation): void {
    this.#decision = decision
    const { peer, isSelf, jurisdiction } = candidate
    const attempt = { peer, isSelf, orgName: credential?.orgName, jurisdiction, outcome: 'running' } as const
    const open = { errorCode: undefined, firstTokenMs: undefined, outputTokens: 0, settlement: undefined }
    this.#attempts = [...this.#attempts, { ...attempt, ...open }]
  }

  /** Changes the newest attempt. */
  attempt(
    change: Partial<Pick<AttemptRecord, 'outcome' | 'errorCode' | 'firstTokenMs' | 'outputTokens' | 'settlement'>>,
  ): void {
    this.#attempts = this.#attempts.map((attempt, index) =>
      index === this.#attempts.length - 1 ? { ...attempt, ...change } : attempt,
    )
  }

  done(usage: TokenUsage, settlement: Settlement | undefined): void {
    this.attempt({ outcome: 'served', settlement })
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
  readonly #records = new Map<string, LiveRecord>()

  add(id: string, record: LiveRecord): void {
    this.#records.set(id, record)
    const [oldest] = this.#records.keys()
    if (this.#records.size > MAX_REQUEST_RECORDS && oldest !== undefined) this.#records.delete(oldest)
  }

  get(id: string): RequestRecord | undefined {
    return this.#records.get(id)?.view()
  }
}
