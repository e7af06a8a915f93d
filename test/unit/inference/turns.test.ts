import { beforeEach, describe, expect, it } from 'vitest'
import { Turns, type Line, type Turn } from '../../../src/inference/turns.js'

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('what a turn has cost', () => {
  const signal = new AbortController().signal
  let turns: Turns
  let order: string[]

  beforeEach(() => {
    turns = new Turns(1)
    order = []
  })

  function wait(name: string, organisation: string, cost: number, line: Line = 'shared'): Turn {
    const turn: Turn = { line, organisation, weight: 1, cost }
    turns.wait(turn, signal).then(
      () => order.push(name),
      () => order.push(`${name} left`),
    )
    return turn
  }

  /** Ends those that get their turn, one after the other. */
  async function end(...waiting: readonly Turn[]): Promise<void> {
    for (const turn of waiting) {
      await settled()
      turns.leave(turn)
    }
    await settled()
  }

  it('counts as expected until it is known', async () => {
    const [heavy, last, light] = [wait('heavy', 'a', 100), wait('last', 'a', 1), wait('light', 'b', 60)]
    await end(heavy, light, last)
    expect(order).toEqual(['heavy', 'light', 'last'])
    const [known, next, other] = [wait('known', 'c', 100), wait('next', 'c', 1), wait('other', 'd', 60)]
    await settled()
    turns.correct(known, 0)
    await end(known, next, other)
    expect(order.slice(3)).toEqual(['known', 'next', 'other'])
  })

  it('is nothing for one that never had a slot', async () => {
    const heavy = wait('heavy', 'a', 100)
    const gone = wait('gone', 'a', 100)
    const [last, first, second] = [wait('last', 'a', 1), wait('first', 'b', 60), wait('second', 'b', 60)]
    await settled()
    turns.correct(gone, 0)
    turns.leave(gone)
    await end(heavy, first, second, last)
    // Taken off from what the organisation has had, it would have brought `last` to the front.
    expect(order).toEqual(['heavy', 'gone left', 'first', 'second', 'last'])
  })

  it('does not count against a share when it was spare capacity', async () => {
    const spare = wait('spare', 'a', 100, 'spare')
    const [heavy, last, other] = [wait('heavy', 'a', 100), wait('last', 'a', 1), wait('other', 'b', 60)]
    await settled()
    turns.correct(spare, 1_000)
    await end(spare, heavy, other, last)
    expect(order).toEqual(['spare', 'heavy', 'other', 'last'])
  })
})

describe('slots that the owner keeps', () => {
  const signal = new AbortController().signal
  let turns: Turns
  let order: string[]

  beforeEach(() => {
    turns = new Turns(2, 1)
    order = []
  })

  function wait(name: string, line: Line): Turn {
    const turn: Turn = { line, organisation: name, weight: 1, cost: 1 }
    void turns.wait(turn, signal).then(() => order.push(name))
    return turn
  }

  it('stay free while only others wait, and are there at once for its own', async () => {
    wait('other', 'shared')
    wait('second', 'shared')
    wait('spare', 'spare')
    await settled()
    expect(order).toEqual(['other'])
    wait('own', 'own')
    await settled()
    expect(order).toEqual(['other', 'own'])
  })

  it('do not go to others when its own have ended', async () => {
    const [other, own] = [wait('other', 'shared'), wait('own', 'own')]
    wait('second', 'shared')
    await settled()
    turns.leave(own)
    await settled()
    expect(order).toEqual(['other', 'own'])
    turns.leave(other)
    await settled()
    expect(order).toEqual(['other', 'own', 'second'])
  })

  it('are used by debtors as little as by others', async () => {
    const spare = wait('spare', 'spare')
    wait('other', 'shared')
    await settled()
    expect(order).toEqual(['spare'])
    turns.leave(spare)
    await settled()
    expect(order).toEqual(['spare', 'other'])
  })

  it('leave its own no more turns before another organisation than before', async () => {
    const first = [wait('c0', 'own'), wait('c1', 'own')]
    const others = ['o0', 'o1'].map((name) => wait(name, 'shared'))
    const own = ['c2', 'c3', 'c4', 'c5', 'c6'].map((name) => wait(name, 'own'))
    for (const turn of [...first, ...own.slice(0, 2), others[0]!]) {
      await settled()
      turns.leave(turn)
    }
    await settled()
    // three of its own while others waited, then one of these, and no second one beside it
    expect(order).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'o0', 'c5'])
  })
})
