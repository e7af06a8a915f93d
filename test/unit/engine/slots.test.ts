import { expect, test } from 'vitest'
import { Slots } from '../../../src/engine/slots.js'

const never = new AbortController().signal

test('gives freed places in the order of asking', async () => {
  const slots = new Slots(1)
  const order: string[] = []
  const release = await slots.acquire(never)
  const waiting = ['a', 'b', 'c'].map(async (name) => {
    const done = await slots.acquire(never)
    order.push(name)
    done()
  })
  expect(slots.waiting).toBe(3)
  release()
  await Promise.all(waiting)
  expect(order).toEqual(['a', 'b', 'c'])
  expect(slots.running).toBe(0)
})

test('forgets who gives up waiting', async () => {
  const slots = new Slots(1)
  const release = await slots.acquire(never)
  const controller = new AbortController()
  const impatient = slots.acquire(controller.signal)
  const patient = slots.acquire(never)
  controller.abort(new Error('tired'))
  await expect(impatient).rejects.toThrow('tired')
  release()
  await patient
  expect(slots.running).toBe(1)
  expect(slots.waiting).toBe(0)
})

test('counts a place given back twice once', async () => {
  const slots = new Slots(2)
  const release = await slots.acquire(never)
  await slots.acquire(never)
  release()
  release()
  expect(slots.running).toBe(1)
})
