import { describe, expect, it } from 'vitest'
import { MAX_RETRY_AFTER_MS } from '../../../src/limits.js'
import { ErrorCode, errorFrame, errorInFrame } from '../../../src/wire/index.js'

describe('the error of a peer', () => {
  it.each([
    [0, undefined],
    [500, 500],
    [2 ** 32 - 1, MAX_RETRY_AFTER_MS],
  ])('that says to come back after %d ms is believed up to a minute', (retryAfterMs, believed) => {
    const frame = errorFrame.encode({ error: { code: ErrorCode.ERROR_CODE_RATE_LIMITED, retryAfterMs } })
    expect(errorInFrame(frame)).toMatchObject({ code: 'ERR_SOV_RATE_LIMITED', retryAfterMs: believed })
  })
})
