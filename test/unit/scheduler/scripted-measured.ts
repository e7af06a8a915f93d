import type { Measured } from '../../../src/directory/index.js'

/** What a test says of a peer; what it leaves out is assumed. */
export interface KnownSpeed {
  readonly running?: number
  readonly failures?: number
  readonly pauseMs?: number
  readonly confidence?: number
  readonly firstTokenMs?: number | undefined
  readonly tokenMs?: number | undefined
  readonly requestMs?: number | undefined
}

/** A measurement that is as a test says, however much of the prompt is in a cache. */
export function measuredOf({ firstTokenMs, tokenMs, requestMs, ...rest }: KnownSpeed = {}): Measured {
  return {
    running: 0,
    failures: 0,
    pauseMs: 0,
    confidence: 0,
    ...rest,
    tokensPerSecond: tokenMs === undefined ? undefined : 1_000 / tokenMs,
    estimate: (uncachedBytes, { firstTokenMs: { atZero, perUnit }, ...assumed }) => ({
      firstTokenMs: firstTokenMs ?? atZero + perUnit * uncachedBytes,
      tokenMs: tokenMs ?? assumed.tokenMs,
      requestMs: requestMs ?? assumed.requestMs,
    }),
  }
}
