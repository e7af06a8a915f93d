import { beforeEach, describe, expect, it } from 'vitest'
import { Admission, type Asking, type Place } from '../../../src/inference/admission.js'
import type { Standing } from '../../../src/ledger/index.js'
import { ORGANISATION_SHARE, OWN_TURNS_IN_A_ROW, QUEUE_PER_SLOT } from '../../../src/limits.js'
import { ManualClock } from '../../helpers/manual-clock.js'

const MODEL = { digest: 'aa', slots: 2 }
const OTHER = { digest: 'bb', slots: 1 }
const CAPACITY = MODEL.slots * (1 + QUEUE_PER_SLOT)
const EVEN: Standing = { priority: 1, isAtLimit: false }

function from(orgId: string, over: Partial<Asking> = {}): Asking {
  return { orgId, maxConcurrent: 0, isOwn: false, maxCharge: 10n, cost: 10, ...over }
}

describe('admission', () => {
  let clock: ManualClock
  let changes: number
  let admission: Admission
  let standings: Map<string, Standing>
  let asked: [orgId: string, charges: bigint][]

  beforeEach(() => {
    clock = new ManualClock()
    changes = 0
    standings = new Map()
    asked = []
    admission = new Admission(
      clock,
      () => {
        changes += 1
      },
      (orgId, charges) => {
        asked.push([orgId, charges])
        return standings.get(orgId) ?? EVEN
      },
    )
  })

  function fill(count = CAPACITY, model = MODEL): Place[] {
    return Array.from({ length: count }, () => admission.enter(model))
  }

  it('lets in as many as slots and queue hold, and not one more', () => {
    fill()
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BUSY' }))
    expect(admission.admitted()).toBe(CAPACITY)
    expect(admission.busy(MODEL.digest)).toBe(MODEL.slots)
    expect(admission.queued()).toBe(CAPACITY - MODEL.slots)
  })

  it('counts each model by itself', () => {
    fill()
    admission.enter(OTHER)
    expect(admission.busy(OTHER.digest)).toBe(1)
    expect(admission.queued()).toBe(CAPACITY - MODEL.slots)
    expect(admission.busy('unknown')).toBe(0)
  })

  it('gives a place back once, however often it is left', () => {
    const [first, ...others] = fill()
    first!.leave()
    first!.leave()
    expect(admission.admitted()).toBe(CAPACITY - 1)
    admission.enter(MODEL)
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_BUSY' }))
    for (const place of others) place.leave()
    expect(admission.admitted()).toBe(1)
  })

  it('is empty when all have left', () => {
    for (const place of fill()) place.leave()
    expect([admission.admitted(), admission.queued(), admission.busy(MODEL.digest)]).toEqual([0, 0, 0])
  })

  describe('of organisations', () => {
    const ONE = from('one')
    const TWO = from('two')
    const SHARE = CAPACITY * ORGANISATION_SHARE
    const busy = expect.objectContaining({ code: 'ERR_SOV_BUSY', retryAfterMs: expect.any(Number) as number }) as Error

    it('lets one hold its share of a model, and leaves the rest to others and to its own clients', () => {
      const places = Array.from({ length: SHARE }, () => admission.enter(MODEL, ONE))
      expect(() => admission.enter(MODEL, ONE)).toThrow(busy)
      admission.enter(OTHER, ONE)
      places[0]!.leave()
      places[0]!.leave()
      admission.enter(MODEL, ONE)
      expect(() => admission.enter(MODEL, ONE)).toThrow(busy)
      admission.enter(MODEL, TWO)
      fill(CAPACITY - SHARE - 1)
      expect(() => admission.enter(MODEL, TWO)).toThrow(busy)
    })

    it('limits that of its owner as well, but not the clients of this node', () => {
      const own = from('own', { isOwn: true })
      for (let place = 0; place < SHARE; place++) admission.enter(MODEL, own)
      expect(() => admission.enter(MODEL, own)).toThrow(busy)
      expect(() => fill(CAPACITY - SHARE)).not.toThrow()
    })

    it('lets every one have a place, and none more than its credential grants', () => {
      admission.enter({ digest: 'cc', slots: 0.2 }, ONE)
      const granted = from('three', { maxConcurrent: 2 })
      admission.enter(MODEL, granted)
      admission.enter(MODEL, granted)
      expect(() => admission.enter(MODEL, granted)).toThrow(busy)
    })

    it('forgets one that has left', () => {
      for (let order = 0; order < 3 * CAPACITY; order++) admission.enter(MODEL, ONE).leave()
      expect(admission.admitted()).toBe(0)
    })
  })

  describe('of what the owner shares', () => {
    const OTHER_ORGANISATION = from('other')
    const OWN_NODE = from('own', { isOwn: true })
    const FOR_OTHERS = 1
    const PLACES_FOR_OTHERS = FOR_OTHERS * (1 + QUEUE_PER_SLOT)
    const busy = expect.objectContaining({ code: 'ERR_SOV_BUSY' }) as Error
    const unavailable = expect.objectContaining({ code: 'ERR_SOV_UNAVAILABLE' }) as Error
    let state: 'open' | 'paused' | 'draining'
    let shared: Admission

    beforeEach(() => {
      state = 'open'
      shared = new Admission(
        clock,
        () => undefined,
        (orgId) => standings.get(orgId) ?? EVEN,
        { state: () => state, slotsForOthers: FOR_OTHERS },
      )
    })

    /** Fills the places for others, from several organisations. */
    function fillForOthers(): Place[] {
      return Array.from({ length: PLACES_FOR_OTHERS }, (_, index) => shared.enter(MODEL, from(`org${String(index)}`)))
    }

    it('lets other organisations have slots and queue in that proportion, and all the rest is its own', () => {
      const places = fillForOthers()
      expect(() => shared.enter(MODEL, OTHER_ORGANISATION)).toThrow(busy)
      shared.enter(MODEL, OWN_NODE)
      for (let place = shared.admitted(); place < CAPACITY; place++) shared.enter(MODEL)
      places[0]!.leave()
      shared.enter(MODEL)
      expect(() => shared.enter(MODEL, OTHER_ORGANISATION)).toThrow(busy)
    })

    it('lets one organisation have its share of that', () => {
      for (let place = 0; place < Math.floor(PLACES_FOR_OTHERS * ORGANISATION_SHARE); place++) {
        shared.enter(MODEL, OTHER_ORGANISATION)
      }
      expect(() => shared.enter(MODEL, OTHER_ORGANISATION)).toThrow(busy)
      shared.enter(MODEL, from('another'))
    })

    it('lets one at its credit limit in only while a slot for others is free', () => {
      standings.set('debtor', { priority: 0.5, isAtLimit: true })
      const place = shared.enter(MODEL, OTHER_ORGANISATION)
      expect(() => shared.enter(MODEL, from('debtor'))).toThrow(busy)
      place.leave()
      shared.enter(MODEL, from('debtor'))
    })

    it('offers these slots, and as busy those that others cannot have now', () => {
      expect(shared.forOthers(MODEL)).toEqual({ slots: 1, busy: 0 })
      const own = shared.enter(MODEL)
      expect(shared.forOthers(MODEL)).toEqual({ slots: 1, busy: 0 })
      shared.enter(MODEL)
      expect(shared.forOthers(MODEL)).toEqual({ slots: 1, busy: 1 })
      own.leave()
      expect(shared.forOthers(MODEL)).toEqual({ slots: 1, busy: 0 })
      shared.enter(MODEL, OTHER_ORGANISATION)
      expect(shared.forOthers(MODEL)).toEqual({ slots: 1, busy: 1 })
      expect(shared.forOthers(OTHER)).toEqual({ slots: 1, busy: 0 })
    })

    it('offers all slots when all are shared', () => {
      admission.enter(MODEL)
      expect(admission.forOthers(MODEL)).toEqual({ slots: 2, busy: 1 })
      admission.enter(MODEL, OTHER_ORGANISATION)
      admission.enter(MODEL, OTHER_ORGANISATION)
      expect(admission.forOthers(MODEL)).toEqual({ slots: 2, busy: 2 })
    })

    it('lets no other node in while it is paused, and its own clients go on', () => {
      shared.enter(MODEL, OTHER_ORGANISATION)
      state = 'paused'
      expect(() => shared.enter(MODEL, OTHER_ORGANISATION)).toThrow(unavailable)
      expect(() => shared.enter(MODEL, OWN_NODE)).toThrow(unavailable)
      shared.enter(MODEL)
      expect(shared.admitted()).toBe(2)
      state = 'open'
      shared.enter(MODEL, OTHER_ORGANISATION)
    })

    it('lets nobody in while it drains; whoever is in gets the turn', async () => {
      const place = shared.enter(MODEL, OTHER_ORGANISATION)
      state = 'draining'
      expect(() => shared.enter(MODEL, OWN_NODE)).toThrow(unavailable)
      expect(() => shared.enter(MODEL)).toThrow(unavailable)
      await place.turn(new AbortController().signal)
      place.done()
      expect(shared.admitted()).toBe(0)
    })

    it('says nothing of why', () => {
      state = 'paused'
      expect(() => shared.enter(MODEL, OTHER_ORGANISATION)).toThrow(
        expect.objectContaining({ message: 'the node takes no new requests now', retryAfterMs: undefined }),
      )
    })
  })

  it('lets nobody in while it drains, and those inside leave as before', () => {
    const [place] = fill(1)
    admission.drain()
    expect(admission.isDraining).toBe(true)
    expect(() => admission.enter(MODEL)).toThrow(expect.objectContaining({ code: 'ERR_SOV_STOPPING' }))
    place!.leave()
    expect(admission.admitted()).toBe(0)
  })

  it('tells of each change of the load', () => {
    const [place] = fill(1)
    place!.leave()
    place!.leave()
    admission.drain()
    expect(changes).toBe(3)
  })

  it('says to come back after what requests took of late', () => {
    const retryAfterMs = (): number => {
      const places = fill(CAPACITY - admission.admitted())
      try {
        admission.enter(MODEL)
      } catch (error) {
        return (error as { retryAfterMs: number }).retryAfterMs
      } finally {
        for (const place of places) place.leave()
      }
      throw new Error('there was room')
    }
    const assumed = retryAfterMs()
    expect(assumed).toBeGreaterThan(0)
    for (let request = 0; request < 30; request++) {
      const place = admission.enter(MODEL)
      clock.advance(60_000)
      place.done()
    }
    expect(retryAfterMs()).toBeGreaterThan(50_000)
    // Who was let in and had no work done says nothing of how long work takes.
    for (let order = 0; order < 100; order++) admission.enter(MODEL).leave()
    expect(retryAfterMs()).toBeGreaterThan(50_000)
  })

  describe('turns', () => {
    const ONE_SLOT = { digest: 'one', slots: 1 }
    const signal = new AbortController().signal
    let order: string[]

    beforeEach(() => {
      order = []
    })

    /** Enters and waits; the name is in `order` once it has its slot. */
    function wait(name: string, asking?: Asking, abort: AbortSignal = signal, model = ONE_SLOT): Place {
      const place = admission.enter(model, asking)
      place.turn(abort).then(
        () => order.push(name),
        (error: unknown) => order.push(`${name}: ${(error as { code?: string }).code ?? String(error)}`),
      )
      return place
    }

    const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

    /** Lets those in, in the given order, behind one that works; ends them one by one; tells whose turn was when. */
    async function turnsOf(...waiting: readonly (readonly [name: string, asking?: Asking])[]): Promise<string> {
      const places = new Map<string, Place>()
      const model = { ...ONE_SLOT, slots: 1 }
      const first = admission.enter({ ...model, digest: 'turns' })
      await first.turn(signal)
      for (const [name, asking] of waiting) {
        places.set(name, wait(name, asking, signal, { ...model, digest: 'turns' }))
      }
      first.done()
      for (let turn = 0; turn < waiting.length; turn++) {
        await settled()
        expect(order.length).toBe(turn + 1)
        places.get(order[turn]!)!.done()
      }
      return order.splice(0).join(' ')
    }

    it('are as many at once as there are slots', async () => {
      const places = ['a', 'b', 'c', 'd'].map((name) => wait(name, undefined, signal, MODEL))
      await settled()
      expect(order).toEqual(['a', 'b'])
      places[1]!.done()
      await settled()
      expect(order).toEqual(['a', 'b', 'c'])
      places[0]!.leave()
      places[0]!.leave()
      await settled()
      expect(order).toEqual(['a', 'b', 'c', 'd'])
    })

    it('come only to those who wait: a place whose prompt has not come keeps no slot', async () => {
      admission.enter(ONE_SLOT, from('slow'))
      wait('quick', from('other'))
      await settled()
      expect(order).toEqual(['quick'])
    })

    it('are the own ones first, whether of clients or of nodes of the organisation', async () => {
      const own = from('own', { isOwn: true })
      expect(await turnsOf(['other', from('other')], ['client'], ['node', own])).toBe('client node other')
      expect(asked).toEqual([['other', 10n]])
    })

    it('are not all the own ones: another organisation is let through after some', async () => {
      const first = wait('first')
      const others = ['o0', 'o1'].map((name) => wait(name, from(name)))
      const clients = [wait('c0')]
      first.done()
      for (let turn = 1; turn <= OWN_TURNS_IN_A_ROW; turn++) {
        clients.push(wait(`c${String(turn)}`))
        await settled()
        clients[turn - 1]!.done()
      }
      await settled()
      expect(order).toEqual(['first', 'c0', 'c1', 'c2', 'o0'])
      others[0]!.done()
      await settled()
      expect(order.at(-1)).toBe('c3')
    })

    it('are counted in a row only while others wait', async () => {
      const place = wait('c0')
      const more = ['c1', 'c2', 'c3', 'c4'].map((name) => wait(name))
      for (const each of [place, ...more.slice(0, 2)]) {
        await settled()
        each.done()
      }
      await settled()
      // Three have had their turn when another organisation comes.
      expect(order).toEqual(['c0', 'c1', 'c2', 'c3'])
      const other = wait('other', from('other'))
      more[2]!.done()
      await settled()
      expect(order.at(-1)).toBe('c4')
      more[3]!.done()
      await settled()
      expect(order.at(-1)).toBe('other')
      other.done()
    })

    it('are taken by organisations, by their priority', async () => {
      standings.set('debtor', { priority: 0.5, isAtLimit: false })
      const [debtor, even] = [from('debtor'), from('even')]
      expect(await turnsOf(['d0', debtor], ['e0', even])).toBe('d0 e0')
      expect(await turnsOf(['d0', debtor], ['d1', debtor], ['e0', even], ['e1', even])).toBe('d0 e0 e1 d1')
    })

    it('come last at the credit limit', async () => {
      standings.set('debtor', { priority: 0.2, isAtLimit: true })
      const debtor = wait('debtor', from('debtor'), signal, MODEL)
      await settled()
      expect(order).toEqual(['debtor'])
      debtor.done()
      order = []
      // It came in while a slot was free; others who came after it were quicker with their prompts.
      const late = admission.enter(ONE_SLOT, from('debtor'))
      const first = wait('first', from('even'))
      const second = wait('second', from('another'))
      await settled()
      void late.turn(signal).then(() => order.push('debtor'))
      const third = wait('third', from('third'))
      const client = wait('client')
      for (const each of [first, client, second, third]) {
        await settled()
        each.done()
      }
      await settled()
      expect(order).toEqual(['first', 'client', 'second', 'third', 'debtor'])
    })

    it('are the true cost once it is known', async () => {
      const [one, two] = [from('one', { cost: 100 }), from('two', { cost: 10 })]
      const places = [wait('one', one), wait('two', two), wait('two again', two), wait('one again', one)]
      await settled()
      places[0]!.done(5)
      await settled()
      places[1]!.done()
      await settled()
      expect(order).toEqual(['one', 'two', 'one again'])
    })

    it('are given up with the signal, at once and with its reason', async () => {
      const [abort, aborted] = [new AbortController(), AbortSignal.abort('gone before')]
      const first = wait('first')
      const waiting = wait('waiting', from('one'), abort.signal)
      const last = wait('last', from('two'))
      await settled()
      abort.abort('gone')
      await settled()
      expect(order).toEqual(['first', 'waiting: gone'])
      waiting.leave()
      expect(admission.admitted()).toBe(2)
      wait('never', from('one'), aborted).leave()
      await settled()
      expect(order.at(-1)).toBe('never: gone before')
      first.done()
      await settled()
      expect(order.at(-1)).toBe('last')
      last.done()
      expect(admission.admitted()).toBe(0)
    })

    it('are given up alone, however often', async () => {
      const abort = new AbortController()
      const first = wait('first')
      const places = [wait('before'), wait('given up', undefined, abort.signal), wait('after')]
      await settled()
      abort.abort('gone')
      places[1]!.leave()
      first.done()
      await settled()
      places[0]!.done()
      await settled()
      expect(order).toEqual(['first', 'given up: gone', 'before', 'after'])
      places[2]!.done()
    })

    it('are the own ones again when whoever was to be let through has gone', async () => {
      const first = wait('first')
      const other = wait('other', from('other'))
      let place = first
      for (let turn = 0; turn <= OWN_TURNS_IN_A_ROW; turn++) {
        const next = wait(`c${String(turn)}`)
        if (turn === OWN_TURNS_IN_A_ROW) other.leave()
        await settled()
        place.done()
        place = next
      }
      await settled()
      expect(order.at(-1)).toBe(`c${String(OWN_TURNS_IN_A_ROW)}`)
      place.done()
    })

    it('are kept when the signal fires after they have come', async () => {
      const abort = new AbortController()
      const first = wait('first', from('one'), abort.signal)
      wait('second', from('one'))
      await settled()
      abort.abort('late')
      await settled()
      expect(order).toEqual(['first'])
      first.done()
      await settled()
      expect(order).toEqual(['first', 'second'])
    })

    it.each([
      ['own', undefined],
      ['shared', from('one')],
    ])('are given up with the place (%s)', async (_, asking) => {
      const first = wait('first')
      const second = wait('second', asking)
      const third = wait('third', asking)
      await settled()
      second.leave()
      await settled()
      expect(order).toEqual(['first', 'second: ERR_SOV_STOPPING'])
      await expect(second.turn(signal)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
      first.leave()
      await settled()
      expect(order.at(-1)).toBe('third')
      third.leave()
    })

    it('leave no listener on a signal', async () => {
      const abort = new AbortController()
      let listeners = 0
      const { signal: watched } = abort
      watched.addEventListener = () => (listeners += 1)
      watched.removeEventListener = () => (listeners -= 1)
      const first = wait('first', undefined, watched)
      const second = wait('second', undefined, watched)
      await settled()
      expect(listeners).toBe(1)
      second.leave()
      await settled()
      expect(listeners).toBe(0)
      first.leave()
    })

    it('come to all who are in while it drains', async () => {
      const first = wait('first')
      const second = wait('second', from('one'))
      await settled()
      admission.drain()
      first.done()
      await settled()
      expect(order).toEqual(['first', 'second'])
      second.done()
      expect(admission.admitted()).toBe(0)
    })

    it('go on when the model is gone: each fails at the engine and gives its slot to the next', async () => {
      const places = ['a', 'b', 'c'].map((name) => wait(name, from(name)))
      for (const place of places) {
        await settled()
        place.leave()
      }
      expect(order).toEqual(['a', 'b', 'c'])
      expect([admission.admitted(), admission.busy(ONE_SLOT.digest)]).toEqual([0, 0])
    })

    it('follow the slots that the model has now', async () => {
      const places = ['a', 'b', 'c'].map((name) => wait(name))
      await settled()
      expect(order).toEqual(['a'])
      const more = { ...ONE_SLOT, slots: 3 }
      const late = admission.enter(more)
      await settled()
      expect(order).toEqual(['a', 'b', 'c'])
      late.leave()
      places.push(wait('d', undefined, signal, more))
      await settled()
      expect([admission.busy(more.digest), admission.queued()]).toEqual([3, 1])
      const fewer = admission.enter(ONE_SLOT)
      places[0]!.done()
      places[1]!.done()
      await settled()
      expect(order).toEqual(['a', 'b', 'c'])
      places[2]!.done()
      await settled()
      expect(order).toEqual(['a', 'b', 'c', 'd'])
      fewer.leave()
    })
  })

  describe('at the credit limit', () => {
    const DEBTOR = from('debtor')
    const busy = expect.objectContaining({ code: 'ERR_SOV_BUSY', retryAfterMs: expect.any(Number) as number }) as Error

    beforeEach(() => standings.set('debtor', { priority: 0.1, isAtLimit: true }))

    it('lets in while a slot is free, and not into the queue', () => {
      const place = admission.enter(MODEL, DEBTOR)
      admission.enter(MODEL, from('even'))
      expect(() => admission.enter(MODEL, DEBTOR)).toThrow(busy)
      place.leave()
      expect(() => admission.enter(MODEL, DEBTOR)).not.toThrow()
      expect(() => admission.enter(MODEL, from('even'))).not.toThrow()
    })

    it('does not hold for the organisation of this node', () => {
      fill(MODEL.slots)
      expect(() => admission.enter(MODEL, { ...DEBTOR, isOwn: true })).not.toThrow()
      expect(asked).toEqual([])
    })
  })

  describe('what is asked for', () => {
    it('counts all that an organisation has under way, on every model, until it has left', () => {
      const one = admission.enter(MODEL, from('one', { maxCharge: 5n }))
      const two = admission.enter(OTHER, from('one', { maxCharge: 7n }))
      admission.enter(MODEL, from('two', { maxCharge: 100n }))
      // The answer is over, and what it costs is not settled yet.
      one.done()
      admission.enter(MODEL, from('one', { maxCharge: 1n })).leave()
      one.leave()
      one.leave()
      admission.enter(MODEL, from('one', { maxCharge: 1n })).leave()
      two.leave()
      admission.enter(MODEL, from('one', { maxCharge: 1n }))
      expect(asked.filter(([orgId]) => orgId === 'one').map(([, charges]) => charges)).toEqual([5n, 12n, 13n, 8n, 1n])
    })
  })
})
