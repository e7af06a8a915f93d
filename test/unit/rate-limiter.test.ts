import { describe, expect, it } from 'vitest'
import { MAX_RATE_KEYS } from '../../src/limits.js'
import { RateLimiter } from '../../src/rate-limiter.js'
import { ManualClock } from '../helpers/manual-clock.js'

describe('a rate limiter', () => {
  it('says after how long the next use is possible, and holds to it', () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter(clock, 2, 60_000)
    limiter.use('a')
    limiter.use('a')
    clock.advance(10_000)
    expect(() => limiter.use('a')).toThrow(expect.objectContaining({ retryAfterMs: 20_000 }))
    clock.advance(20_000)
    expect(() => limiter.use('a')).not.toThrow()
    expect(() => limiter.use('a')).toThrow(expect.objectContaining({ retryAfterMs: 30_000 }))
  })

  it('forgets the key longest unused, never more than needed', () => {
    const limiter = new RateLimiter(new ManualClock(), 1, 60_000)
    for (let key = 0; key < MAX_RATE_KEYS; key++) limiter.use(String(key))
    expect(() => limiter.use('0'), 'still known, and now the newest').toThrow()
    limiter.use('one more')
    expect(() => limiter.use('0')).toThrow()
    expect(() => limiter.use('1'), 'was the oldest').not.toThrow()
  })
})
