import { setTimeout as sleep } from 'node:timers/promises'
import type { PeerView } from '../../src/api/index.js'
import type { Balances, ReceiptSummary } from '../../src/ledger/index.js'
import type { Jsonified } from '../../src/json.js'
import type { SpineMesh, SpineNode } from './mesh.js'

const POLL_MS = 200
const AGREES_WITHIN_MS = 60_000
const RECEIPTS = '/sov/v1/receipts?limit=1000'

type Receipt = Jsonified<ReceiptSummary>

/**
 * Compares the ledgers of all nodes: what one side has settled the other has settled with the same bytes, and what
 * all have contributed and consumed adds up to zero.
 *
 * @returns how many receipts both sides hold.
 * @throws {Error} with the first difference, when they do not agree within a minute.
 */
export async function agreeingReceipts(mesh: SpineMesh): Promise<number> {
  const deadline = Date.now() + AGREES_WITHIN_MS
  for (;;) {
    const difference = await firstDifference(mesh)
    if (typeof difference === 'number') return difference
    // Countersigns that did not arrive are handed in when the peers meet again.
    if (Date.now() > deadline) throw new Error(difference)
    await sleep(POLL_MS)
  }
}

async function firstDifference(mesh: SpineMesh): Promise<number | string> {
  const forked = (await Promise.all(mesh.nodes.map(forkedPeers))).flat()
  if (forked.length > 0) return `an honest node is taken for one that has signed two chains: ${forked.join(', ')}`
  const balances = await Promise.all(mesh.nodes.map(balancesOf))
  const [asked = 0, ...served] = balances.map(({ perPeer }) => perPeer.reduce((sum, { requests }) => sum + requests, 0))
  const given = served.reduce((sum, count) => sum + count, 0)
  if (asked !== given) return `${String(asked)} settled by the consumer, ${String(given)} by the providers`
  const sum = balances.flatMap(({ perPeer }) => perPeer).reduce((total, { balance }) => total + BigInt(balance), 0n)
  if (sum !== 0n) return `the balances add up to ${String(sum)}`
  for (const [index, node] of mesh.serving.entries()) {
    const settled = (await receipts(node)).filter(isSettled)
    if (settled.length !== served[index])
      return `of ${String(served[index])} receipts ${String(settled.length)} are listed`
    for (const { orderId } of settled) {
      const [mine, theirs] = await Promise.all([mesh.asking, node].map((side) => copyOf(side, orderId)))
      if (mine === undefined || theirs === undefined || !mine.equals(theirs))
        return `the copies of receipt ${orderId} differ`
    }
  }
  return asked
}

function isSettled({ state }: Receipt): boolean {
  return state === 'settled'
}

function receipts({ process }: SpineNode): Promise<readonly Receipt[]> {
  return process.control.get<readonly ReceiptSummary[]>(RECEIPTS)
}

async function forkedPeers({ process }: SpineNode): Promise<readonly string[]> {
  const peers = await process.control.get<readonly PeerView[]>('/sov/v1/peers')
  return peers.filter(({ state }) => state === 'forked').map(({ peer }) => peer)
}

function balancesOf({ process }: SpineNode): Promise<Jsonified<Balances>> {
  return process.control.get<Balances>('/sov/v1/ledger')
}

async function copyOf({ process }: SpineNode, orderId: string): Promise<Buffer | undefined> {
  return process.control.bytes(`/sov/v1/receipts/${orderId}`).then(
    (bytes) => Buffer.from(bytes),
    () => undefined,
  )
}
