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
  const asked = (await receipts(mesh.asking)).filter(isSettled)
  const served = (await Promise.all(mesh.serving.map(receipts))).flat().filter(isSettled)
  const ids = new Set(served.map(({ orderId }) => orderId))
  const missing = asked.find(({ orderId }) => !ids.has(orderId))
  if (missing !== undefined) return `the provider of ${missing.orderId} has not settled it`
  if (asked.length !== served.length)
    return `${String(asked.length)} settled by the consumer, ${String(served.length)} by the providers`
  const sum = (await Promise.all(mesh.nodes.map(balance))).reduce((total, amount) => total + amount, 0n)
  if (sum !== 0n) return `the balances add up to ${String(sum)}`
  for (const { orderId } of asked) {
    const copies = await Promise.all([mesh.asking, ...mesh.serving].map((node) => copyOf(node, orderId)))
    const [mine, theirs] = copies.filter((copy) => copy !== undefined)
    if (mine === undefined || theirs === undefined || !mine.equals(theirs))
      return `the copies of receipt ${orderId} differ`
  }
  return asked.length
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

async function balance({ process }: SpineNode): Promise<bigint> {
  const { perPeer } = await process.control.get<Balances>('/sov/v1/ledger')
  return perPeer.reduce((total, peer) => total + BigInt(peer.balance), 0n)
}

async function copyOf({ process }: SpineNode, orderId: string): Promise<Buffer | undefined> {
  return process.control.bytes(`/sov/v1/receipts/${orderId}`).then(
    (bytes) => Buffer.from(bytes),
    () => undefined,
  )
}
