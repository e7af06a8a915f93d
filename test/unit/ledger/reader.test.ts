import { describe, expect, it } from 'vitest'
import { ORDER_LIFE_MS } from '../../../src/limits.js'
import { toHex } from '../../../src/wire/index.js'
import { testCoop } from '../../helpers/coop.js'
import { Exchange, LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../helpers/uses-ledger-pair.js'

describe('reading the ledger', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })

  it('lists orders of both directions, newest first, with their state', async () => {
    const settled = new Exchange(coop, consumer, provider, { promptTokens: 10, outputTokens: 5 })
    const { countersigned } = await settled.settle()
    clock.advance(1_000)
    const back = new Exchange(coop, provider, consumer)
    const statement = await back.state(back.acknowledge())
    clock.advance(1_000)
    const open = new Exchange(coop, consumer, provider)
    await consumer.restart()
    expect(await consumer.ledger.list()).toMatchObject([
      {
        orderId: toHex(open.order.value.orderId),
        orderDigest: toHex(open.order.digest),
        createdMs: clock.nowMs(),
        role: 'consumer',
        state: 'open',
        charge: undefined,
      },
      {
        orderId: toHex(back.order.value.orderId),
        role: 'provider',
        peer: provider.party.peer,
        state: 'unsigned',
        charge: statement.value.statement?.charge,
      },
      {
        orderId: toHex(settled.order.value.orderId),
        role: 'consumer',
        peer: provider.party.peer,
        orgId: 'sud',
        jurisdiction: 'DE',
        model: toHex(settled.order.value.modelManifest),
        state: 'settled',
        promptTokens: 10,
        outputTokens: 5,
        charge: countersigned.charge,
      },
    ])
    clock.advance(ORDER_LIFE_MS)
    await consumer.restart()
    expect((await consumer.ledger.list()).map(({ state }) => state)).toEqual(['expired', 'unsigned', 'settled'])
    expect((await provider.ledger.list()).map(({ state }) => state)).toEqual(['expired', 'settled'])
  })

  it('turns pages without losing or repeating orders of one moment', async () => {
    for (let count = 0; count < 7; count++) new Exchange(coop, consumer, provider)
    await consumer.ledger.stop()
    const ids: string[] = []
    for (let page = await consumer.ledger.list({ limit: 3 }); page.length > 0; ) {
      ids.push(...page.map(({ orderId }) => orderId))
      page = await consumer.ledger.list({ limit: 3, before: page.at(-1)! })
    }
    expect(new Set(ids).size).toBe(7)
    expect(ids.length).toBe(7)
  })

  it('leaves out records that cannot be read, says how many, and fills the page with others', async () => {
    const exchanges: Exchange[] = []
    for (let count = 0; count < 5; count++) {
      const exchange = new Exchange(coop, consumer, provider)
      await exchange.settle()
      exchanges.push(exchange)
      clock.advance(1_000)
    }
    const newestFirst = exchanges.map(({ order }) => toHex(order.value.orderId)).reverse()
    const records = consumer.store.table('ledger-records')
    const flipped = async ({ order }: Exchange): Promise<Uint8Array> => {
      const bytes = Buffer.from((await records.get(order.digest))!)
      bytes[40]! ^= 1
      return bytes
    }
    await consumer.store.commit([
      records.put(exchanges[1]!.order.digest, await flipped(exchanges[1]!)),
      records.put(exchanges[2]!.order.digest, Buffer.of()),
      records.del(exchanges[4]!.order.digest),
    ])
    const listed = async (limit: number): Promise<readonly string[]> =>
      (await consumer.ledger.list({ limit })).map(({ orderId }) => orderId)
    expect([await listed(1), await consumer.ledger.damaged({ limit: 1 })]).toEqual([[newestFirst[1]], 1])
    expect([await listed(2), await consumer.ledger.damaged({ limit: 2 })]).toEqual([
      [newestFirst[1], newestFirst[4]],
      3,
    ])
    expect(await provider.ledger.damaged()).toBe(0)
  })

  it('sums balances per peer and per organisation', async () => {
    const second = await LedgerNode.open(coop.member({ orgId: 'sud', orgName: 'sud' }), clock)
    try {
      const { countersigned: one } = await new Exchange(coop, consumer, provider, { outputTokens: 1 }).settle()
      const { countersigned: two } = await new Exchange(coop, consumer, second, { outputTokens: 2 }).settle()
      const { countersigned: back } = await new Exchange(coop, provider, consumer, { outputTokens: 3 }).settle()
      const { perPeer, perOrganisation } = await consumer.ledger.balances()
      expect(perPeer.find(({ peer }) => peer === provider.party.peer)).toMatchObject({
        contributed: back.charge,
        consumed: one.charge,
        awarded: 0n,
        balance: back.charge - one.charge,
        requests: 2,
      })
      expect(perPeer.find(({ peer }) => peer === second.party.peer)).toMatchObject({ consumed: two.charge })
      expect(perOrganisation).toEqual([
        {
          orgId: 'sud',
          orgName: 'sud',
          contributed: back.charge,
          consumed: one.charge + two.charge,
          awarded: 0n,
          balance: back.charge - one.charge - two.charge,
          requests: 3,
        },
      ])
    } finally {
      await second.close()
    }
  })

  it('says why there is no receipt', async () => {
    const { order } = new Exchange(coop, consumer, provider)
    await consumer.ledger.stop()
    for (const [id, message] of [
      [toHex(order.value.orderId), 'the order is open'],
      ['00'.repeat(16), 'no order with this id'],
      ['not an id', 'no order with this id'],
    ] as const) {
      await expect(consumer.ledger.receipt(id), id).rejects.toMatchObject({
        code: 'ERR_SOV_RECEIPT_NOT_FOUND',
        message: expect.stringContaining(message) as string,
        remedy: expect.any(String) as string,
      })
    }
  })

  it('finds the receipt of an id although another consumer has used the id too', async () => {
    const thief = await LedgerNode.open(coop.member(), clock)
    try {
      const honest = new Exchange(coop, consumer, provider)
      const { countersigned } = await honest.settle()
      const { orderId } = honest.order.value
      const same = new Exchange(coop, thief, provider, { rootOrderId: orderId })
      await same.state(same.acknowledge())
      const receipt = await provider.ledger.receipt(toHex(orderId))
      expect(Buffer.from(receipt).includes(Buffer.from(countersigned.entry.bytes))).toBe(true)
    } finally {
      await thief.close()
    }
  })
})
