import { charge, verifyReceipt, type PeerBalance, type ReceiptSummary } from '../../../src/ledger/index.js'
import { ENTRY, openStatement, receiptBundle, StatementStatus, toHex, Verdict } from '../../../src/wire/index.js'
import type { TestCoop } from '../coop.js'
import { TEST_MANIFEST, type LedgerNode } from '../ledger-node.js'
import type { ModelWork } from './model-work.js'

/** Every so many settled receipts one is verified with all its credentials, which costs as much as a whole work. */
const VERIFIED_SHARE = 16

/** How one work has ended, the same on both sides; `claimed`: settled up to its newest voucher, with no word of its end. */
export type Outcome = 'settled' | 'claimed' | 'disputed' | 'nothing stated'

interface Settled {
  readonly isClaim: boolean
  readonly pairNumber: bigint
  readonly pairTotal: bigint
  readonly charge: bigint
}

/**
 * Holds the ledgers of nodes against each other and against what was sent, when nothing is left to hand in.
 *
 * @returns how the works have ended, in their order.
 * @throws {Error} with the first invariant that does not hold.
 */
export async function agreement(
  coop: TestCoop,
  nodes: readonly LedgerNode[],
  works: readonly ModelWork[],
): Promise<readonly Outcome[]> {
  const lists = new Map<LedgerNode, ReadonlyMap<string, ReceiptSummary>>()
  for (const node of nodes) lists.set(node, await listOf(node))
  const settled = new Map<string, Settled[]>()
  const outcomes: Outcome[] = []
  for (const [index, work] of works.entries()) {
    const id = toHex(work.exchange.order.digest)
    const [ours, theirs] = [work.consumer, work.provider].map((node) => lists.get(node)?.get(id))
    ensure(ours !== undefined, 'the consumer has lost an order')
    if (theirs?.charge === undefined) {
      ensure(work.vouched === 0 && work.verdict === undefined, 'the provider has lost what it had a voucher for')
      ensure(ours.charge === undefined, 'only the consumer has a statement')
      outcomes.push('nothing stated')
      continue
    }
    ensure(ours.state === theirs.state, `one side says ${ours.state}, the other ${theirs.state}`)
    const [bytes, copy] = await Promise.all([work.consumer, work.provider].map((node) => recordOf(node, work)))
    ensure(bytes !== undefined && copy !== undefined && toHex(bytes) === toHex(copy), 'the copies of a receipt differ')
    const receipt = checkReceipt(coop, work, bytes)
    ensure(ours.state === (receipt === undefined ? 'disputed' : 'settled'), `a receipt is in state ${ours.state}`)
    if (receipt === undefined) {
      outcomes.push('disputed')
      continue
    }
    outcomes.push(receipt.isClaim ? 'claimed' : 'settled')
    if (index % VERIFIED_SHARE === 0) verifyReceipt(bytes)
    const pair = `${work.consumer.party.peer} ${work.provider.party.peer}`
    settled.set(pair, [...(settled.get(pair) ?? []), receipt])
  }
  await checkTotals(nodes, settled)
  return outcomes
}

/** What a receipt says against what was sent; undefined when it is disputed. */
function checkReceipt(coop: TestCoop, work: ModelWork, bytes: Uint8Array): Settled | undefined {
  const bundle = receiptBundle.decodeStrict(bytes)
  const statement = openStatement(ENTRY, bundle.statement).value.statement!
  const { verdict, pairNumber, pairTotal } = openStatement(ENTRY, bundle.countersign).value.countersign!
  ensure(statement.outputTokens >= work.vouched, 'less is stated than was acknowledged')
  ensure(statement.outputTokens <= work.acknowledged, 'more is stated than was acknowledged')
  ensure(statement.promptTokens === work.promptTokens, 'another prompt is stated')
  ensure(statement.charge === charge(coop.priceTable.value, TEST_MANIFEST, statement, false), 'the charge is another')
  ensure(statement.charge <= work.exchange.order.value.maxCharge, 'the charge is over the maximum of the order')
  ensure(verdict === work.verdict, 'the verdict has changed')
  const isClaim = statement.status === StatementStatus.STATEMENT_STATUS_FAILED
  if (verdict === Verdict.VERDICT_ACCEPT) return { isClaim, pairNumber, pairTotal, charge: statement.charge }
  ensure(work.isDishonest, 'an honest statement is disputed')
  return undefined
}

async function checkTotals(
  nodes: readonly LedgerNode[],
  settled: ReadonlyMap<string, readonly Settled[]>,
): Promise<void> {
  let sum = 0n
  for (const consumer of nodes) {
    for (const provider of nodes.filter((node) => node !== consumer)) {
      const receipts = settled.get(`${consumer.party.peer} ${provider.party.peer}`) ?? []
      let total = 0n
      for (const [index, receipt] of [...receipts].sort((a, b) => Number(a.pairNumber - b.pairNumber)).entries()) {
        total += receipt.charge
        ensure(receipt.pairNumber === BigInt(index + 1), 'a pair number is missing or double')
        ensure(receipt.pairTotal === total, 'a pair total is not the one before plus the charge')
      }
      const [ours, theirs] = [await account(consumer, provider), await account(provider, consumer)]
      ensure((ours?.consumed ?? 0n) === total, 'the consumer has another total')
      ensure((theirs?.contributed ?? 0n) === total, 'the provider has another total')
      sum += ours?.balance ?? 0n
    }
  }
  ensure(sum === 0n, `the balances add up to ${String(sum)}`)
}

async function account(of: LedgerNode, other: LedgerNode): Promise<PeerBalance | undefined> {
  return (await of.ledger.balances()).perPeer.find(({ peer }) => peer === other.party.peer)
}

function recordOf({ store }: LedgerNode, { exchange }: ModelWork): Promise<Uint8Array | undefined> {
  return store.table('ledger-records').get(exchange.order.digest)
}

async function listOf(node: LedgerNode): Promise<ReadonlyMap<string, ReceiptSummary>> {
  const receipts = await node.ledger.list({ limit: 1_000 })
  return new Map(receipts.map((receipt) => [receipt.orderDigest, receipt]))
}

function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
