import type { NodeProcess } from '../../node/demo/node-process.js'
import type { ReceiptSummary } from '../../src/ledger/index.js'
import { until } from './patience.js'

/** Resolves when both parties of an order hold the same settled receipt. @throws {Error} when they never do. */
export async function sameReceipt(
  orderId: string | null | undefined,
  parties: readonly [NodeProcess, NodeProcess],
  signal: AbortSignal,
): Promise<void> {
  if (orderId == null) throw new Error('the answer names no receipt')
  await until('both sides settle the answer', signal, async () => {
    const states = await Promise.all(parties.map((node) => stateOf(node, orderId)))
    return states.every((state) => state === 'settled')
  })
  const [mine, theirs] = await Promise.all(parties.map(({ control }) => control.bytes(`/sov/v1/receipts/${orderId}`)))
  if (mine === undefined || theirs === undefined || Buffer.compare(mine, theirs) !== 0)
    throw new Error('the two copies of the receipt differ')
}

async function stateOf({ control }: NodeProcess, orderId: string): Promise<string | undefined> {
  const receipts = await control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=10')
  return receipts.find((receipt) => receipt.orderId === orderId)?.state
}
