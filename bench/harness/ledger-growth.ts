import { ORDER_LIFE_MS } from '../../src/limits.js'
import type { LedgerPair, Sides } from './ledger-pair.js'
import { callLedger, type VerifiedReceipts } from './ledgers.js'
import { AT_ONCE } from './settlement-speeds.js'
import { table } from './table.js'

/** What grows with the receipts that a ledger holds. */
export interface Grown {
  readonly receipts: number
  /** Receipts per second while it grew to this size. */
  readonly perSecond: number
  readonly diskBytes: Sides<number>
  /** Milliseconds of the start-up check. */
  readonly startMs: Sides<number>
  /** Milliseconds of an audit of the whole ledger. */
  readonly auditMs: Sides<number>
  readonly verified: VerifiedReceipts
}

/** Fewer than a provider remembers order ids, so that it takes them at any speed. */
const STEP = 50_000
const FORGOTTEN_AFTER_MS = 2 * ORDER_LIFE_MS
/** Their envelopes are more than are known again, so that each signature is checked. */
const VERIFIED_RECEIPTS = 2_000

/**
 * Settles until both ledgers hold each of these numbers of receipts, and then opens them anew.
 *
 * @param pair - opened, without a receipt.
 * @param sizes - rising.
 */
export async function measureGrowth(
  pair: LedgerPair,
  sizes: readonly number[],
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (what: string) => void },
): Promise<readonly Grown[]> {
  const grown: Grown[] = []
  for (const receipts of sizes) {
    progress(`growing to ${String(receipts)} receipts`)
    const before = pair.receipts
    const startMs = performance.now()
    while (pair.receipts < receipts) {
      signal.throwIfAborted()
      await pair.advance(FORGOTTEN_AFTER_MS)
      await pair.settle(Math.min(STEP, receipts - pair.receipts), AT_ONCE)
    }
    const perSecond = (1_000 * (receipts - before)) / (performance.now() - startMs)
    const verified = await callLedger<VerifiedReceipts>(pair.workers.consumer, {
      call: 'verify',
      receipts: VERIFIED_RECEIPTS,
    })
    progress(`start-up check of ${String(receipts)} receipts`)
    const restarted = await pair.restart()
    progress(`audit of ${String(receipts)} receipts`)
    const { consumer, provider } = pair.workers
    const auditMs = {
      consumer: await callLedger<number>(consumer, { call: 'audit' }),
      provider: await callLedger<number>(provider, { call: 'audit' }),
    }
    grown.push({ receipts, perSecond, verified, ...restarted, auditMs })
  }
  return grown
}

/** @param asked - receipts that the question is about; what was not measured is reckoned from the largest ledger. */
export function growthTable(grown: readonly Grown[], asked: number): string {
  const figures = ({ receipts, startMs, auditMs, diskBytes }: Grown): string[][] =>
    (['consumer', 'provider'] as const).map((side, index) => [
      index === 0 ? String(receipts) : '',
      side,
      (startMs[side] / 1_000).toFixed(2),
      ((1_000 * startMs[side]) / receipts).toFixed(0),
      (auditMs[side] / 1_000).toFixed(2),
      ((1_000 * auditMs[side]) / receipts).toFixed(0),
      (diskBytes[side] / receipts).toFixed(0),
    ])
  const largest = grown.at(-1)!
  const reckoned = Object.entries(largest.startMs).map(
    ([side, ms]) => `${side} ${((asked / largest.receipts) * (ms / 1_000)).toFixed(0)} s`,
  )
  return `Start-up check, audit and disk; a ledger has one entry of its chain for each receipt, and the genesis
${table(['receipts', '', 'check, s', 'µs each', 'audit, s', 'µs each', 'disk, bytes each'], grown.flatMap(figures))}
${largest.receipts < asked ? `Check reckoned from the last for ${String(asked)}: ${reckoned.join(', ')}` : ''}`.trimEnd()
}

export function verifyTable(grown: readonly Grown[]): string {
  const rows = grown.map(({ receipts, perSecond, verified }) => [
    String(receipts),
    '',
    perSecond.toFixed(0),
    ((1_000 * verified.receipts) / verified.ms).toFixed(0),
  ])
  const { order, voucher, statement, countersign, file } = grown.at(-1)!.verified.bytes
  const envelopes = order + voucher + statement + countersign
  return `Receipts/s on the way to so many, ${String(AT_ONCE)} at once, and verified from the file
${table(['receipts', '', 'settled', 'verified'], rows)}
Bytes of a receipt: order ${String(order)}, voucher ${String(voucher)}, statement ${String(statement)}, countersign ${String(countersign)}: ${String(envelopes)}; the file ${String(file)}`
}
