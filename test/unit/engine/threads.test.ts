import { expect, test } from 'vitest'
import { fastestThreads } from '../../../src/engine/llama/threads.js'

async function search(cores: number, steps: Readonly<Record<number, number>>): Promise<[number, number[]]> {
  const asked: number[] = []
  const best = await fastestThreads(cores, (threads) => {
    asked.push(threads)
    return Promise.resolve(steps[threads] ?? 1_000)
  })
  return [best, asked]
}

test('stays at one thread when a second makes it much slower, and looks no further', async () => {
  expect(await search(16, { 1: 1, 2: 15 })).toEqual([1, [1, 2]])
})

test('leaves one core to the event loop', async () => {
  expect(await search(8, { 1: 80, 2: 41, 4: 22, 7: 15 })).toEqual([7, [1, 2, 4, 7]])
})

test('takes the best when the gain ends before the cores do', async () => {
  expect((await search(16, { 1: 80, 2: 41, 4: 22, 8: 25, 15: 60 }))[0]).toBe(4)
})

test.each([
  [1, [1]],
  [2, [1, 2]],
  [3, [1, 2]],
  [4, [1, 2, 3]],
])('tries sensible counts on %i cores', async (cores, counts) => {
  expect((await search(cores, { 1: 4, 2: 3, 3: 2 }))[1]).toEqual(counts)
})
