import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Balances, ReceiptSummary } from '../../src/ledger/index.js'
import { VOUCHER_TOKENS, VOUCHER_WINDOWS } from '../../src/limits.js'
import { toHex } from '../../src/wire/index.js'
import { EntriesSeen } from '../helpers/ledger-model/entries-seen.js'
import { until } from '../helpers/until.js'
import { Random } from '../spine/random.js'
import { askOnce, type Received } from './asking.js'
import { NodePair, type PairedNode } from './node-pair.js'
import { readStoppedLedger, type StoppedLedger } from './stopped-ledger.js'

const SETTLEMENTS = Number(process.env['SOV_TEST_RUNS'] ?? (process.env['SOV_TEST_SCALE'] === 'full' ? 1_000 : 50))
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)
/** Clients of each node. */
const CLIENTS = 2
/** Between two kills so many tokens are received, over all clients. */
const TOKENS_BETWEEN_KILLS = [1_500, 8_000] as const
const KILLED_AGAIN = 0.25
const LONGEST_ANSWER = 1_000
const WINDOW_TOKENS = VOUCHER_WINDOWS * VOUCHER_TOKENS

describe('two nodes that work for each other and are killed at random points', () => {
  let pair: NodePair
  let received: Received[]
  let outcomes: Map<string, number>

  beforeEach(async () => {
    received = []
    outcomes = new Map()
    pair = await NodePair.form(LONGEST_ANSWER)
  })
  afterEach(() => pair.remove())

  const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)

  /** Kills one node, and sometimes one more before the two have met again. */
  async function killSome(random: Random): Promise<void> {
    do {
      count('kills')
      await random.pick(pair.nodes).kill()
    } while (random.next() < KILLED_AGAIN)
    await pair.connected()
  }

  /** Asks until so many answers came, while nodes are killed whenever so many tokens have been received. */
  async function askAndKill(random: Random): Promise<void> {
    let answered = 0
    let tokensLeft = random.between(...TOKENS_BETWEEN_KILLS)
    let killing: Promise<void> | undefined
    const onTokens = (tokens: number): void => {
      tokensLeft -= tokens
      if (tokensLeft > 0 || killing !== undefined) return
      killing = killSome(random).finally(() => {
        tokensLeft = random.between(...TOKENS_BETWEEN_KILLS)
        killing = undefined
      })
      killing.catch(() => undefined)
    }
    const client = async (node: PairedNode, other: PairedNode, own: Random): Promise<void> => {
      while (answered < SETTLEMENTS) {
        await killing
        const asked = await askOnce(node, other.model, own, onTokens)
        count(asked.outcome)
        if (asked.outcome === 'answered') answered++
        if (asked.received !== undefined) received.push(asked.received)
      }
    }
    const [north, south] = pair.nodes
    await Promise.all(
      Array.from({ length: CLIENTS }, () => [
        client(north, south, new Random(random.next() * 2 ** 32)),
        client(south, north, new Random(random.next() * 2 ** 32)),
      ]).flat(),
    )
    await killing
  }

  async function hasSettled(): Promise<boolean> {
    const [ours, theirs] = await Promise.all(
      pair.nodes.map(({ process }) => process.control.get<Balances>('/sov/v1/ledger')),
    )
    if (ours?.perPeer[0]?.consumed !== theirs?.perPeer[0]?.contributed) return false
    if (ours?.perPeer[0]?.contributed !== theirs?.perPeer[0]?.consumed) return false
    const lists = await Promise.all(
      pair.nodes.map(({ process }) => process.control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=1000')),
    )
    return lists.every((list, index) => {
      const known = new Set(lists[1 - index]!.map(({ orderId }) => orderId))
      return list.every(({ state, orderId }) => state !== 'unsigned' || !known.has(orderId))
    })
  }

  function expectSameReceipts([north, south]: readonly [StoppedLedger, StoppedLedger]): void {
    for (const [one, two] of [
      [north, south],
      [south, north],
    ] as const) {
      for (const [id, order] of one.orders) {
        if (order.state === 'open' || (order.state === 'unsigned' && !two.orders.has(id))) continue
        expect(toHex(order.bytes), id).toBe(toHex(two.orders.get(id)?.bytes ?? new Uint8Array()))
      }
    }
    expect([north.balance?.contributed, north.balance?.consumed]).toEqual([
      south.balance?.consumed,
      south.balance?.contributed,
    ])
    expect((north.balance?.balance ?? 0n) + (south.balance?.balance ?? 0n)).toBe(0n)
  }

  it(`agree to the unit, and lose no more than the window (seed ${String(SEED)})`, { timeout: 3_600_000 }, async () => {
    await askAndKill(new Random(SEED))
    // What was broken off waits five minutes for its consumer, or for a restart.
    await pair.restart()
    await until('everything is settled', hasSettled)
    for (const { process } of pair.nodes) await process.stop()

    const seen = new EntriesSeen()
    const [north, south] = pair.nodes
    const ledgers = [
      await readStoppedLedger(north.process.dataDir, seen),
      await readStoppedLedger(south.process.dataDir, seen),
    ] as const
    expectSameReceipts(ledgers)
    let lost = 0
    for (const { orderId, tokens } of received) {
      const stored = ledgers.map(({ orders }) => orders.get(orderId)).filter((order) => order !== undefined)
      const stated = Math.max(0, ...stored.map(({ statedTokens }) => statedTokens))
      expect(tokens - stated, orderId).toBeLessThanOrEqual(WINDOW_TOKENS)
      lost = Math.max(lost, tokens - stated)
    }
    for (const { orders } of ledgers) {
      for (const { isConsumer, state } of orders.values()) count(`${isConsumer ? 'consumer' : 'provider'}: ${state}`)
    }
    process.stdout.write(`${JSON.stringify(Object.fromEntries(outcomes))}, most tokens lost: ${String(lost)}\n`)
  })
})
