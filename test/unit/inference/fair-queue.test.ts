import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FairQueue, type Waiter } from '../../../src/inference/fair-queue.js'
import { HIGHEST_PRIORITY, LEAST_PRIORITY } from '../../../src/ledger/balances/standing.js'
import { MAX_REMEMBERED_SHARES } from '../../../src/limits.js'

interface Named extends Waiter {
  readonly name: string
}

const one = (organisation: string, over: Partial<Named> = {}): Named => ({
  organisation,
  weight: 1,
  cost: 1,
  name: organisation,
  ...over,
})

function queueOf(...waiters: readonly Named[]): FairQueue<Named> {
  const queue = new FairQueue<Named>()
  for (const waiter of waiters) queue.push(waiter)
  return queue
}

const many = (count: number, organisation: string, over: Partial<Named> = {}): Named[] =>
  Array.from({ length: count }, (_, index) => one(organisation, { name: `${organisation}${String(index)}`, ...over }))

function take(queue: FairQueue<Named>, count: number): string {
  return Array.from({ length: count }, () => queue.shift()?.name).join(' ')
}

describe('fair queue', () => {
  it('keeps the order within an organisation', () => {
    expect(take(queueOf(...many(4, 'a')), 5)).toBe('a0 a1 a2 a3 ')
  })

  it('takes organisations in turn, however many of their requests wait', () => {
    const queue = queueOf(...many(5, 'a'), ...many(2, 'b'), ...many(1, 'c'))
    expect(take(queue, 8)).toBe('a0 b0 c0 a1 b1 a2 a3 a4')
  })

  it('gives work, not turns: four small ones for one that costs four', () => {
    const queue = queueOf(...many(3, 'big', { cost: 4 }), ...many(12, 'small'))
    const first = take(queue, 10).split(' ')
    expect(first.filter((name) => name.startsWith('small')).length).toBe(8)
    expect(first.filter((name) => name.startsWith('big')).length).toBe(2)
  })

  it('gives work by weight', () => {
    const queue = queueOf(
      ...many(40, 'double', { weight: 2 }),
      ...many(40, 'even'),
      ...many(40, 'half', { weight: 0.5 }),
    )
    const taken = take(queue, 35).split(' ')
    const of = (name: string): number => taken.filter((each) => each.startsWith(name)).length
    expect([of('double'), of('even'), of('half')]).toEqual([20, 10, 5])
  })

  it('starves nobody: one of the least weight gets its turn among ever new ones of the highest', () => {
    const queue = queueOf(
      one('even', { weight: LEAST_PRIORITY }),
      one('even', { weight: LEAST_PRIORITY, name: 'poor' }),
    )
    const others = Array.from({ length: 5 }, (_, index) => one(`rich${String(index)}`, { weight: HIGHEST_PRIORITY }))
    for (const other of others) queue.push(other)
    let turns = 0
    for (let next = queue.shift(); next?.name !== 'poor'; next = queue.shift()) {
      if (next !== undefined && next.organisation !== 'even') queue.push(next)
      turns += 1
    }
    // 10 to 1 against each, and each of the five has two turns to one of weight 1.
    expect(turns).toBeLessThanOrEqual(1 + 5 * (HIGHEST_PRIORITY / LEAST_PRIORITY) + 5)
    expect(turns).toBeGreaterThan(50)
  })

  it('lets nobody save up by staying away', () => {
    const queue = queueOf(...many(100, 'steady'))
    take(queue, 50)
    for (const waiter of many(20, 'late')) queue.push(waiter)
    const taken = take(queue, 20).split(' ')
    expect(taken.filter((name) => name.startsWith('late')).length).toBe(10)
  })

  it('lets nobody start anew by leaving and coming back', () => {
    const queue = queueOf(one('big', { cost: 10 }), ...many(20, 'small'))
    expect(queue.shift()?.name).toBe('big')
    queue.push(one('big', { cost: 10, name: 'again' }))
    const taken = take(queue, 12).split(' ')
    expect(taken.indexOf('again')).toBeGreaterThanOrEqual(10)
  })

  it('counts what work has really cost', () => {
    const [a, b] = [one('a', { cost: 100 }), one('b', { cost: 10 })]
    const queue = queueOf(a, b, ...many(3, 'a', { cost: 100 }), ...many(20, 'b', { cost: 10 }))
    expect(take(queue, 2)).toBe('a b')
    queue.correct(a, 10)
    expect(queue.shift()?.name).toBe('a0')
    const dear = one('dear', { cost: 1 })
    queue.push(dear)
    queue.push(one('dear', { name: 'later' }))
    while (queue.shift() !== dear);
    queue.correct(dear, 1_000)
    expect(take(queue, 12)).not.toContain('later')
  })

  it('weighs a correction like the cost that it corrects', () => {
    const half = one('half', { cost: 10, weight: 0.5 })
    const queue = queueOf(half, one('half', { name: 'next' }), ...many(9, 'even', { cost: 4 }))
    expect(queue.shift()).toBe(half)
    // Half the weight counts double: 20 less 2 × 5 is 10, so the third of cost 4 is the last to begin before.
    queue.correct(half, 5)
    expect(take(queue, 4)).toBe('even0 even1 even2 next')
  })

  it('takes out what no longer wants its turn, and nothing else', () => {
    const [first, second, third] = many(3, 'a') as [Named, Named, Named]
    const queue = queueOf(first, second, third)
    queue.remove(second)
    queue.remove(second)
    queue.remove(one('stranger'))
    expect(queue.size).toBe(2)
    expect(take(queue, 3)).toBe('a0 a2 ')
    expect(queue.size).toBe(0)
    queue.remove(first)
    expect(queue.size).toBe(0)
  })

  it('lets one that was counted for too much catch up with those it waited for', () => {
    const a = one('a', { cost: 100 })
    const queue = queueOf(a, ...many(9, 'a', { cost: 10 }), ...many(9, 'b', { cost: 10 }))
    expect(queue.shift()).toBe(a)
    expect(take(queue, 5)).toBe('b0 b1 b2 b3 b4')
    queue.correct(a, 10)
    queue.push(one('a', { name: 'last' }))
    expect(take(queue, 2)).toBe('a0 a1')
    // Who comes now is owed nothing of what b has had meanwhile.
    queue.push(one('new'))
    expect(take(queue, 4)).toBe('a2 a3 new a4')
  })

  it('remembers a bounded number of organisations that are away, the ones that have had the most', () => {
    const queue = new FairQueue<Named>()
    for (let org = 0; org <= MAX_REMEMBERED_SHARES; org++) {
      queue.push(one(`org${String(org)}`, { cost: 1_000 + org }))
      queue.shift()
    }
    for (const waiter of many(2, 'new', { cost: 500 })) queue.push(waiter)
    queue.push(one('org0', { name: 'forgotten' }))
    queue.push(one('org1', { name: 'remembered' }))
    expect(take(queue, 4)).toBe('new0 forgotten new1 remembered')
  })

  it('is fair at every moment: two that wait differ by at most one request of each, by weight', () => {
    const cost = fc.integer({ min: 1, max: 1_000 })
    const weight = fc.double({ min: LEAST_PRIORITY, max: HIGHEST_PRIORITY, noNaN: true })
    const line = fc.record({ weight, costs: fc.array(cost, { minLength: 1, maxLength: 30 }) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 6 }), (lines) => {
        const queue = new FairQueue<Named>()
        lines.forEach((own, org) => {
          for (const each of own.costs) queue.push(one(String(org), { weight: own.weight, cost: each }))
        })
        const left = lines.map(({ costs }) => costs.length)
        const given = lines.map(() => 0)
        const largest = lines.map(({ costs, weight: by }) => Math.max(...costs) / by)
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const org = Number(next.organisation)
          left[org]! -= 1
          given[org]! += next.cost / next.weight
          if (left.includes(0)) return
          for (const a of given.keys())
            for (const b of given.keys())
              expect(given[a]! - given[b]!).toBeLessThanOrEqual(largest[a]! + largest[b]! + 1e-6)
        }
      }),
    )
  })

  it('gives out each exactly once, whatever comes, goes and is corrected', () => {
    const org = fc.constantFrom('a', 'b', 'c')
    const step = fc.oneof(
      fc.record({ type: fc.constant('push' as const), org, cost: fc.nat(100) }),
      fc.record({ type: fc.constant('remove' as const), at: fc.nat(20) }),
      fc.record({ type: fc.constant('shift' as const), trueCost: fc.nat(100) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const queue = new FairQueue<Named>()
        const waiting = new Set<Named>()
        for (const each of steps) {
          if (each.type === 'push') {
            const waiter = one(each.org, { cost: each.cost })
            waiting.add(waiter)
            queue.push(waiter)
          } else if (each.type === 'remove') {
            const waiter = [...waiting][each.at]
            if (waiter === undefined) continue
            waiting.delete(waiter)
            queue.remove(waiter)
          } else {
            const taken = queue.shift()
            expect(taken === undefined).toBe(waiting.size === 0)
            if (taken === undefined) continue
            expect(waiting.delete(taken)).toBe(true)
            queue.correct(taken, each.trueCost)
          }
          expect(queue.size).toBe(waiting.size)
        }
      }),
    )
  })
})
