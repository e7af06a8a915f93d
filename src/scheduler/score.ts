import type { Arrival, Assumed, Measured } from '../directory/index.js'

/** What is known of a candidate that may and can answer, and what it would have to do. */
export interface ScoreInput {
  /** Milliseconds; 0 for this node itself, undefined = not measured yet. */
  readonly rttMs: number | undefined
  readonly slots: number
  /** Requests in its slots and queue that are not ours. */
  readonly othersRunning: number
  readonly measured: Measured
  /** Of the prompt, that it has not read before. */
  readonly uncachedBytes: number
  /** Most that is wanted. */
  readonly maxOutputTokens: number
}

export interface Score extends Arrival {
  /** Predicted milliseconds until a slot is free. */
  readonly waitMs: number
  /** Predicted milliseconds to the first token, waiting included. */
  readonly firstTokenMs: number
  /** Predicted milliseconds to the last token; lower is better. */
  readonly totalMs: number
}

/** Round trips before the first token: protocol negotiation, order and acceptance, prompt and first part. */
const ROUND_TRIPS = 3
/** Answers that may be long are mostly shorter. */
const USUAL_OUTPUT_TOKENS = 128
// What a candidate counts for until it was measured: neither better nor worse than a usual machine.
const ASSUMED_RTT_MS = 50
const ASSUMED_START_MS = 50
const ASSUMED_MS_PER_BYTE = 0.25
const ASSUMED_TOKEN_MS = 33
const ASSUMED_REQUEST_MS = 4_000
/**
 * What each request in the other slots adds to the time of one token. Where the processor is what is short, n streams
 * have a speed of 1 / n each; where memory bandwidth is, as on GPUs, of nearly 1.
 */
const SHARING = 0.5
/** What each failure in a row adds while it is fresh: enough to prefer anyone who works. */
const FAILURE_PENALTY_MS = 10_000

/** Predicts how long a candidate would take. Pure and total: any two candidates can be compared. */
export function score(input: ScoreInput): Score {
  const { slots, othersRunning, measured, uncachedBytes, maxOutputTokens } = input
  const estimate = measured.estimate(uncachedBytes, assumed(input))
  const ahead = othersRunning + measured.running
  const waves = Math.max(0, ahead + 1 - slots) / Math.max(1, slots)
  const waitMs = Math.max(waves * estimate.requestMs, measured.pauseMs)
  const sharing = 1 + SHARING * Math.max(0, Math.min(ahead, slots - 1))
  const firstTokenMs = waitMs + estimate.firstTokenMs + measured.failures * FAILURE_PENALTY_MS
  const totalMs = firstTokenMs + Math.min(USUAL_OUTPUT_TOKENS, maxOutputTokens) * estimate.tokenMs * sharing
  return { waits: waitMs > 0, sharing, waitMs, firstTokenMs, totalMs }
}

/** Predicted milliseconds for reading what the candidate has not read before. */
export function readingMs(input: ScoreInput): number {
  const { measured, uncachedBytes } = input
  const usual = assumed(input)
  return measured.estimate(uncachedBytes, usual).firstTokenMs - measured.estimate(0, usual).firstTokenMs
}

function assumed({ rttMs }: ScoreInput): Assumed {
  return {
    // A measured first token has the round trips in it.
    firstTokenMs: { atZero: ASSUMED_START_MS + ROUND_TRIPS * (rttMs ?? ASSUMED_RTT_MS), perUnit: ASSUMED_MS_PER_BYTE },
    tokenMs: ASSUMED_TOKEN_MS,
    requestMs: ASSUMED_REQUEST_MS,
  }
}
