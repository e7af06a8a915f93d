import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_PEER_BOOK_ENTRIES, REDIAL_MAX_MS, REDIAL_MIN_MS } from '../../../src/limits.js'
import { Redialer } from '../../../src/network/redialer.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const PEER = '12D3KooWPeer'

describe('the redialer', () => {
  let clock: ManualClock
  let redialer: Redialer
  /** Dials under way, oldest first. */
  let dials: { readonly peer: string; readonly atMs: number; resolve: () => void; reject: (error: Error) => void }[]
  let givenUp: string[]
  let unreached: string[]
  let known: Set<string>

  beforeEach(() => {
    clock = new ManualClock()
    dials = []
    givenUp = []
    unreached = []
    known = new Set([PEER])
    redialer = new Redialer({
      clock,
      random: () => 1,
      dial: (peer) =>
        new Promise((resolve, reject) => {
          dials.push({ peer, atMs: clock.monotonicMs(), resolve, reject })
        }),
      unreachable: (peer) => unreached.push(peer),
      giveUp: (peer) => givenUp.push(peer),
      isWorthKeeping: (peer) => known.has(peer),
    })
  })

  /** Ends the oldest dial under way and lets what follows from it happen. */
  async function end(how: 'resolve' | 'reject'): Promise<void> {
    dials.shift()![how](new Error('out of reach'))
    await new Promise((resolve) => setImmediate(resolve))
  }

  it('dials again and again, with pauses that double up to a limit', async () => {
    redialer.want(PEER)
    const gaps: number[] = []
    let lastMs = 0
    for (let tries = 0; tries < 10; tries++) {
      clock.advance(REDIAL_MAX_MS)
      gaps.push(dials[0]!.atMs - lastMs)
      await end('reject')
      lastMs = clock.monotonicMs()
    }
    expect(gaps.slice(0, 5)).toEqual([0, 1, 2, 4, 8].map((factor) => factor * REDIAL_MIN_MS))
    expect(gaps.slice(-2)).toEqual([REDIAL_MAX_MS, REDIAL_MAX_MS])
    expect(givenUp).toEqual([])
    expect(unreached).toEqual([PEER])
  })

  it('ends when the peer is reached, and begins anew with short pauses', async () => {
    redialer.want(PEER)
    for (let tries = 0; tries < 6; tries++) {
      clock.advance(REDIAL_MAX_MS)
      await end('reject')
    }
    clock.advance(REDIAL_MAX_MS)
    await end('resolve')
    clock.advance(10 * REDIAL_MAX_MS)
    expect(dials).toEqual([])
    redialer.want(PEER)
    clock.advance(0)
    await end('reject')
    clock.advance(REDIAL_MIN_MS)
    expect(dials).toHaveLength(1)
  })

  it('gives a stranger up after five tries, and forgets it', async () => {
    redialer.want('stranger')
    for (let tries = 0; tries < 5; tries++) {
      clock.advance(REDIAL_MAX_MS)
      await end('reject')
    }
    expect(givenUp).toEqual(['stranger'])
    clock.advance(10 * REDIAL_MAX_MS)
    expect(dials).toEqual([])
  })

  it('runs one series for a peer, however often it is wanted', () => {
    for (let wanted = 0; wanted < 5; wanted++) redialer.want(PEER)
    clock.advance(0)
    expect(dials).toHaveLength(1)
  })

  it('runs one series for a peer that came and went while a dial was under way', async () => {
    redialer.want(PEER)
    clock.advance(0)
    redialer.settle(PEER)
    redialer.want(PEER, REDIAL_MIN_MS)
    await end('reject')
    for (let tries = 0; tries < 4; tries++) {
      clock.advance(REDIAL_MAX_MS)
      expect(dials, `try ${String(tries)}`).toHaveLength(1)
      await end('reject')
    }
  })

  it('does not end the new series of a peer when an old dial reaches it', async () => {
    redialer.want(PEER)
    clock.advance(0)
    redialer.settle(PEER)
    redialer.want(PEER, REDIAL_MIN_MS)
    await end('resolve')
    clock.advance(REDIAL_MIN_MS)
    expect(dials).toHaveLength(1)
  })

  it('waits before the first dial when told to', () => {
    redialer.want(PEER, 500)
    clock.advance(499)
    expect(dials).toEqual([])
    clock.advance(1)
    expect(dials).toHaveLength(1)
  })

  it('brings the next try forward, once, for what is learnt of a peer meanwhile', async () => {
    redialer.want(PEER)
    for (let tries = 0; tries < 8; tries++) {
      clock.advance(REDIAL_MAX_MS)
      await end('reject')
    }
    redialer.hurry(PEER)
    clock.advance(REDIAL_MIN_MS - 1)
    redialer.hurry(PEER)
    expect(dials).toEqual([])
    clock.advance(1)
    expect(dials).toHaveLength(1)

    // learnt while the dial is under way, and so too late for it
    redialer.hurry(PEER)
    expect(dials).toHaveLength(1)
    await end('reject')
    clock.advance(REDIAL_MIN_MS)
    expect(dials).toHaveLength(1)

    await end('reject')
    clock.advance(REDIAL_MAX_MS - 1)
    expect(dials, 'the pauses go on where they were').toEqual([])
    clock.advance(1)
    expect(dials).toHaveLength(1)
  })

  it('gives a stranger up after five tries, however much is told of it', async () => {
    redialer.want('stranger')
    for (let tries = 0; tries < 5; tries++) {
      redialer.hurry('stranger')
      clock.advance(REDIAL_MIN_MS)
      await end('reject')
    }
    expect(givenUp).toEqual(['stranger'])
    redialer.hurry('stranger')
    clock.advance(10 * REDIAL_MAX_MS)
    expect(dials).toEqual([])
  })

  it('has a bound for strangers that others tell of, and none for those it knows', () => {
    for (let index = 0; index < MAX_PEER_BOOK_ENTRIES + 50; index++) redialer.want(`stranger ${String(index)}`)
    redialer.want(PEER)
    clock.advance(0)
    expect(dials).toHaveLength(MAX_PEER_BOOK_ENTRIES + 1)
    expect(dials.at(-1)?.peer).toBe(PEER)
  })

  it('does nothing after it was stopped', async () => {
    redialer.want(PEER)
    redialer.want('other', 100)
    clock.advance(0)
    redialer.stop()
    await end('reject')
    redialer.want(PEER)
    clock.advance(10 * REDIAL_MAX_MS)
    expect(dials).toEqual([])
  })
})
