import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../../../src/engine/index.js'
import { MAX_REMEMBERED_PROMPTS, PREFIX_CHUNK_BYTES } from '../../../src/limits.js'
import { placementWeight } from '../../../src/scheduler/placement.js'
import { PrefixMemory } from '../../../src/scheduler/prefix-memory.js'
import { prefixesOf, sharedBytes, type PromptPrefixes } from '../../../src/scheduler/prompt-prefixes.js'

const SYSTEM = 'You answer short.'.padEnd(3 * PREFIX_CHUNK_BYTES, '.')

function conversation(...turns: readonly string[]): PromptPrefixes {
  const messages = turns.map(
    (content, index): ChatMessage => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }),
  )
  return prefixesOf('own', { messages: [{ role: 'system', content: SYSTEM }, ...messages] })
}

describe('the beginnings of prompts', () => {
  it('are shared as far as the texts are alike, in whole pieces', () => {
    const [a, b] = [conversation('Hello', 'Hi!', 'And?'), conversation('Hello', 'Hi!', 'Why?')]
    expect(sharedBytes(a, b)).toBe(SYSTEM.length + 'HelloHi!'.length)
    expect(sharedBytes(a, a)).toBe(a.bytes)
    const longer = prefixesOf('own', { messages: [{ role: 'system', content: `${SYSTEM}!` }] })
    expect(sharedBytes(a, longer)).toBe(3 * PREFIX_CHUNK_BYTES)
  })

  it('are of one tenant, one role and one way of asking', () => {
    const messages: ChatMessage[] = [{ role: 'user', content: 'Hello' }]
    const own = prefixesOf('own', { messages })
    for (const other of [
      prefixesOf('own/key/1', { messages }),
      prefixesOf('own', { messages: [{ role: 'system', content: 'Hello' }] }),
      prefixesOf('own', { prompt: 'Hello' }),
    ]) {
      expect(sharedBytes(own, other)).toBe(0)
    }
  })

  it('tell where one message ends', () => {
    const [a, b] = [conversation('ab', 'c'), conversation('a', 'bc')]
    expect(sharedBytes(a, b)).toBe(SYSTEM.length)
  })

  it('count bytes, not letters', () => {
    expect(prefixesOf('own', { prompt: 'Grüße' })).toMatchObject({ bytes: 7, ends: [7] })
  })
})

describe('the memory of what nodes have read', () => {
  const [first, second] = [conversation('Hello'), conversation('Tell me more of something else'.repeat(40))]

  it('knows nothing of who was sent nothing, or has begun anew', () => {
    const memory = new PrefixMemory()
    memory.sent(Buffer.from('a'), 'm', first, 4)
    expect(memory.readBytes(Buffer.from('a'), 'm', first)).toBe(0)
  })

  it('knows the longest beginning, of each model by itself', () => {
    const [memory, boot] = [new PrefixMemory(), {}]
    memory.sent(boot, 'm', first, 4)
    expect(memory.readBytes(boot, 'm', conversation('Hello', 'Hi!', 'And?'))).toBe(first.bytes)
    expect(memory.readBytes(boot, 'm', second)).toBe(SYSTEM.length)
    expect(memory.readBytes(boot, 'other', first)).toBe(0)
  })

  it('lets a prompt take the place of what it goes on from, and of no other conversation', () => {
    const [memory, boot] = [new PrefixMemory(), {}]
    memory.sent(boot, 'm', second, 2)
    memory.sent(boot, 'm', first, 2)
    memory.sent(boot, 'm', conversation('Hello', 'Hi!', 'And?'), 2)
    expect(memory.readBytes(boot, 'm', second)).toBe(second.bytes)
  })

  it('forgets the oldest beyond the slots of a node, and beyond what it may claim', () => {
    const [memory, boot] = [new PrefixMemory(), {}]
    const prompts = Array.from({ length: MAX_REMEMBERED_PROMPTS + 1 }, (_, index) =>
      prefixesOf('own', { prompt: `${String(index)} of many` }),
    )
    for (const prompt of prompts) memory.sent(boot, 'm', prompt, 2 ** 32 - 1)
    expect(prompts.map((prompt) => memory.readBytes(boot, 'm', prompt) > 0)).toEqual(
      prompts.map((_, index) => index > 0),
    )
    memory.sent(boot, 'n', prompts[0]!, 0)
    memory.sent(boot, 'n', prompts[1]!, 0)
    expect(prompts.slice(0, 2).map((prompt) => memory.readBytes(boot, 'n', prompt) > 0)).toEqual([false, true])
  })
})

describe('the place of a prompt', () => {
  const peers = Array.from({ length: 10 }, (_, index) => `12D3KooWPeer${String(index)}`)
  const placeOf = (prompt: PromptPrefixes, among: readonly string[]): string =>
    among.reduce((a, b) => (placementWeight(prompt, b) > placementWeight(prompt, a) ? b : a))
  const prompts = Array.from({ length: 2_000 }, (_, index) =>
    prefixesOf('own', { prompt: `Question ${String(index)}` }),
  )

  it('spreads prompts evenly', () => {
    const counts = peers.map((peer) => prompts.filter((prompt) => placeOf(prompt, peers) === peer).length)
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(60)
  })

  it('moves only what was at the node that is gone', () => {
    const [gone, ...others] = peers
    for (const prompt of prompts) {
      const before = placeOf(prompt, peers)
      if (before !== gone) expect(placeOf(prompt, others)).toBe(before)
    }
  })
})
