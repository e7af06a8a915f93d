import { describe, expect, it } from 'vitest'
import { MAX_NODE_CHANNEL_BYTES, MAX_PEER_CHANNEL_BYTES } from '../../../src/limits.js'
import { MemoryBudget } from '../../../src/network/memory-budget.js'
import type { ByteAccount } from '../../../src/wire/index.js'

const MIB = 1024 * 1024

/** Channels that free what they hold when they are reset, as real ones do. */
class Channels {
  readonly budget = new MemoryBudget()
  readonly reset: string[] = []

  open(peer: string, name = peer): ByteAccount {
    const account = this.budget.open(peer, (error) => {
      expect(error).toMatchObject({ code: 'ERR_SOV_WIRE_LIMIT' })
      this.reset.push(name)
      account.close()
    })
    return account
  }
}

describe('the memory of all channels', () => {
  it('counts what each holds now, and nothing of those that are over', () => {
    const channels = new Channels()
    const one = channels.open('a')
    const two = channels.open('b')
    one.hold(5)
    two.hold(7)
    one.hold(3)
    expect(channels.budget.bytes).toBe(10)
    one.close()
    one.close()
    two.hold(0)
    expect(channels.budget.bytes).toBe(0)
  })

  it('resets the channel of a peer that holds most when the peer is over its budget', () => {
    const channels = new Channels()
    channels.open('honest').hold(MAX_PEER_CHANNEL_BYTES - 1)
    channels.open('greedy', 'small').hold(4 * MIB)
    channels.open('greedy', 'large').hold(MAX_PEER_CHANNEL_BYTES - 4 * MIB)
    expect(channels.reset).toEqual([])
    channels.open('greedy', 'newest').hold(1)
    expect(channels.reset).toEqual(['large'])
    expect(channels.budget.bytes).toBe(MAX_PEER_CHANNEL_BYTES - 1 + 4 * MIB + 1)
  })

  it('resets a channel of the peer that holds most when all together are over the budget of the node', () => {
    const channels = new Channels()
    const each = MAX_PEER_CHANNEL_BYTES - MIB
    for (let peer = 0; peer * each < MAX_NODE_CHANNEL_BYTES - 2 * each; peer++) channels.open(String(peer)).hold(each)
    channels.open('greedy', 'greedy 1').hold(each + MIB)
    expect(channels.reset).toEqual([])
    channels.open('honest').hold(each)
    expect(channels.reset).toEqual(['greedy 1'])
    expect(channels.budget.bytes).toBeLessThanOrEqual(MAX_NODE_CHANNEL_BYTES)
  })

  it('can be used by channels that end while they report', () => {
    const channels = new Channels()
    const account = channels.open('greedy')
    account.hold(MAX_PEER_CHANNEL_BYTES + 1)
    expect(channels.reset).toEqual(['greedy'])
    expect(channels.budget.bytes).toBe(0)
  })
})
