import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Countersigned, SignedEntry, SignedVoucher } from '../../src/ledger/index.js'
import { verifyReceipt } from '../../src/ledger/index.js'
import { toHex, Verdict } from '../../src/wire/index.js'
import { testCoop } from '../helpers/coop.js'
import { Exchange, ledgerPair, type LedgerNode } from '../helpers/ledger-node.js'
import { ManualClock } from '../helpers/manual-clock.js'

const clock = new ManualClock()
const coop = testCoop({ nowMs: clock.nowMs() })

/** Each run opens real databases. */
const runs = { numRuns: 15 }

const work = fc
  .record({
    promptTokens: fc.integer({ min: 1, max: 1_000 }),
    outputTokens: fc.integer({ min: 0, max: 500 }),
    isReversed: fc.boolean(),
    /** The provider states another prompt than it told. */
    isDishonest: fc.boolean(),
  })
  .map(({ isDishonest, ...rest }) => ({
    ...rest,
    isDishonest: isDishonest && rest.promptTokens > 1,
  }))

async function withPair(run: (nodes: { consumer: LedgerNode; provider: LedgerNode }) => Promise<void>): Promise<void> {
  const nodes = await ledgerPair(coop, clock)
  try {
    await run(nodes)
  } finally {
    await nodes.consumer.close()
    await nodes.provider.close()
  }
}

/** The invariants that hold whenever nothing is under way: the same totals on both sides, summing to zero. */
async function expectAgreement(one: LedgerNode, two: LedgerNode, expected: bigint): Promise<void> {
  const [ofOne] = (await one.ledger.balances()).perPeer
  const [ofTwo] = (await two.ledger.balances()).perPeer
  expect(ofOne?.contributed ?? 0n).toBe(ofTwo?.consumed ?? 0n)
  expect(ofOne?.consumed ?? 0n).toBe(ofTwo?.contributed ?? 0n)
  expect((ofOne?.balance ?? 0n) + (ofTwo?.balance ?? 0n)).toBe(0n)
  expect((ofOne?.contributed ?? 0n) + (ofOne?.consumed ?? 0n)).toBe(expected)
}

describe('settlement between one pair', () => {
  it('ends in equal totals when many run at once in both directions and some are disputed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(work, { minLength: 1, maxLength: 20 }), async (works) => {
        await withPair(async ({ consumer, provider }) => {
          const settled = await Promise.all(
            works.map(async ({ isReversed, isDishonest, promptTokens, outputTokens }) => {
              const [from, to] = isReversed ? [provider, consumer] : [consumer, provider]
              const exchange = new Exchange(coop, from, to, { promptTokens, outputTokens })
              const voucher = exchange.acknowledge()
              const statement = await exchange.state(voucher)
              const countersigned = await from.ledger.countersign(exchange.order, {
                voucher,
                promptTokens: isDishonest ? promptTokens - 1 : promptTokens,
                cachedTokens: 0,
                statement: statement.bytes,
              })
              await exchange.storeCountersign(statement, countersigned)
              expect(countersigned.verdict === Verdict.VERDICT_DISPUTE).toBe(isDishonest)
              return isDishonest ? 0n : countersigned.charge
            }),
          )
          await expectAgreement(
            consumer,
            provider,
            settled.reduce((sum, charge) => sum + charge, 0n),
          )
          for (const node of [consumer, provider]) await node.restart()
        })
      }),
      runs,
    )
  })

  it('survives a restart of either side between any two steps, and every message twice', async () => {
    const restarts = fc.array(fc.constantFrom('consumer', 'provider', 'both', 'none'), { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(restarts, { minLength: 1, maxLength: 3 }), async (plans) => {
        await withPair(async ({ consumer, provider }) => {
          let total = 0n
          for (const plan of plans) {
            const steps = plan[Symbol.iterator]()
            const pause = async (): Promise<void> => {
              const who = steps.next().value
              if (who === 'consumer' || who === 'both') await consumer.restart()
              if (who === 'provider' || who === 'both') await provider.restart()
            }
            const exchange = new Exchange(coop, consumer, provider)
            await pause()
            const voucher = exchange.acknowledge()
            await pause()
            const statement = await twice(
              () => exchange.state(voucher),
              ({ bytes }) => bytes,
            )
            await pause()
            const countersigned = await twice(
              () => exchange.countersign(voucher, statement),
              ({ entry }) => entry.bytes,
            )
            await pause()
            await twice(
              () => exchange.storeCountersign(statement, countersigned),
              ({ bytes }) => bytes,
            )
            await pause()
            await expectAllAgain(exchange, voucher, statement, countersigned)
            total += countersigned.charge
            const id = toHex(exchange.order.value.orderId)
            expect(toHex(await consumer.ledger.receipt(id))).toBe(toHex(await provider.ledger.receipt(id)))
            expect(verifyReceipt(await consumer.ledger.receipt(id)).pairTotal).toBe(total)
            await expectAgreement(consumer, provider, total)
          }
        })
      }),
      runs,
    )
  })

  it('takes the countersigns of one pair in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (outputs, random) => {
          await withPair(async ({ consumer, provider }) => {
            const signed = []
            for (const outputTokens of outputs) {
              const exchange = new Exchange(coop, consumer, provider, { outputTokens })
              const voucher = exchange.acknowledge()
              const statement = await exchange.state(voucher)
              signed.push({ exchange, statement, countersigned: await exchange.countersign(voucher, statement) })
            }
            const total = signed.reduce((sum, { countersigned }) => sum + countersigned.charge, 0n)
            while (signed.length > 0) {
              const index = random.next().value % signed.length
              const [next] = signed.splice(index, 1)
              await next!.exchange.storeCountersign(next!.statement, next!.countersigned)
            }
            await expectAgreement(consumer, provider, total)
            await provider.restart()
          })
        },
      ),
      runs,
    )
  })
})

async function twice<T>(step: () => Promise<T>, bytesOf: (result: T) => Uint8Array): Promise<T> {
  const [one, two] = await Promise.all([step(), step()])
  expect(toHex(bytesOf(two))).toBe(toHex(bytesOf(one)))
  return one
}

async function expectAllAgain(
  exchange: Exchange,
  voucher: SignedVoucher,
  statement: SignedEntry,
  countersigned: Countersigned,
): Promise<void> {
  expect(toHex((await exchange.state(voucher)).bytes)).toBe(toHex(statement.bytes))
  const again = await exchange.countersign(voucher, statement)
  expect(toHex(again.entry.bytes)).toBe(toHex(countersigned.entry.bytes))
  await exchange.storeCountersign(statement, again)
}
