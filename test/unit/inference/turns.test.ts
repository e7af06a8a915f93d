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
