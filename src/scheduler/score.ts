import type { Measured } from '../directory/index.js'

/** What is known of a candidate that may and can answer. */
export interface ScoreInput {
  /** Milliseconds; 0 for this node itself, undefined = not measured yet. */
  readonly rttMs: number | undefined
  readonly slots: number
  /** Requests in its slots and queue that are not ours. */
  readonly othersRunning: number
  readonly measured: Measured
}

export interface Score {
  /** Predicted milliseconds to the first token. */
  readonly firstTokenMs: number
  /** Predicted milliseconds to the last token of a usual answer; lower is better. */
  readonly totalMs: number
}

/** Round trips before the first token: protocol negotiation, order and acceptance, prompt and first part. */
const ROUND_TRIPS = 3
const USUAL_OUTPUT_TOKENS = 128
// What a candidate counts for until it was measured: neither better nor worse than a usual machine.
const ASSUMED_RTT_MS = 50
const ASSUMED_FIRST_TOKEN_MS = 300
const ASSUMED_TOKENS_PER_SECOND = 30
const ASSUMED_REQUEST_MS = 4_000
/** What each failure in a row adds while it is fresh: enough to prefer anyone who works. */
const FAILURE_PENALTY_MS = 10_000

/** Predicts how long a candidate would take. Pure and total: any two candidates can be compared. */
export function score({ rttMs, slots, othersRunning, measured }: ScoreInput): Score {
  const ahead = othersRunning + measured.running
  const waves = Math.max(0, ahead + 1 - slots) / Math.max(1, slots)
  const waitMs = waves * (measured.requestMs ?? ASSUMED_REQUEST_MS)
  // A measured first token has the round trips in it.
  const answerMs = measured.firstTokenMs ?? ASSUMED_FIRST_TOKEN_MS + ROUND_TRIPS * (rttMs ?? ASSUMED_RTT_MS)
  const firstTokenMs = waitMs + answerMs + measured.failures * FAILURE_PENALTY_MS
  const decodeMs = (USUAL_OUTPUT_TOKENS * 1_000) / Math.max(0.01, measured.tokensPerSecond ?? ASSUMED_TOKENS_PER_SECOND)
  return { firstTokenMs, totalMs: firstTokenMs + decodeMs }
}
