import { expect, test } from 'vitest'
import type { DeltaPart } from '../../../src/engine/index.js'
import type { RequestMessage } from '../../../src/engine/llama/messages.js'
import { PartWindow } from '../../../src/engine/llama/part-window.js'
import { RunningRequest } from '../../../src/engine/llama/running-request.js'
import { MAX_UNREAD_PARTS } from '../../../src/limits.js'

const HALF = MAX_UNREAD_PARTS / 2
const ID = 7

/** A request whose parts are put in by hand, and what it says to the child. */
function running(): { parts: AsyncIterator<unknown>; said: RequestMessage[]; receive: (tokenId: number) => void } {
  const said: RequestMessage[] = []
  const request = new RunningRequest<DeltaPart>(ID, (message) => said.push(message))
  return {
    parts: request.parts(new AbortController().signal),
    said,
    receive: (tokenId) =>
      request.receive({ type: 'part', id: ID, part: { type: 'delta', tokenIds: [tokenId], text: '' } }),
  }
}

/** Takes places until there is none. */
async function fill(
  window: PartWindow,
): Promise<{ readonly isWaiting: () => boolean; readonly waited: Promise<void> }> {
  for (let taken = 0; taken < MAX_UNREAD_PARTS; taken++) await window.take()
  let isWaiting = true
  const waited = window.take().then(() => {
    isWaiting = false
  })
  return { isWaiting: () => isWaiting, waited }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('says that parts were read once for each half of the limit', async () => {
  const { parts, said, receive } = running()
  for (let tokenId = 1; tokenId < 3 * HALF; tokenId++) {
    receive(tokenId)
    await parts.next()
  }
  expect(said).toEqual([
    { type: 'read', id: ID, parts: HALF },
    { type: 'read', id: ID, parts: HALF },
  ])
})

test('says nothing of parts that nobody has read', () => {
  const { said, receive } = running()
  for (let tokenId = 0; tokenId < MAX_UNREAD_PARTS; tokenId++) receive(tokenId)
  expect(said).toEqual([])
})

test('waits for a place until parts are read', async () => {
  const window = new PartWindow(new AbortController().signal)
  const { isWaiting, waited } = await fill(window)
  await turn()
  expect(isWaiting()).toBe(true)
  window.free(HALF)
  await waited
  // the part that waited has one of them
  for (let taken = 1; taken < HALF; taken++) await window.take()
})

test('waits for a place no longer than its signal lets it', async () => {
  const controller = new AbortController()
  const window = new PartWindow(controller.signal)
  const { waited } = await fill(window)
  controller.abort()
  await waited
  await window.take()
})
