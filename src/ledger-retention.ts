import { repeat, type Clock } from './clock.js'
import { SovError, toSovError } from './errors.js'
import type { Ledger } from './ledger/index.js'
import { RETENTION_INTERVAL_MS } from './limits.js'
import type { SovNodeConfig } from './sov-node-config.js'

const DAY_MS = 24 * 3_600_000

/**
 * Drops the details of what is older than the owner keeps, now and every day.
 *
 * @returns call to end it.
 */
export function startRetention(
  { ledgerRetentionDays = 0, logger }: Pick<SovNodeConfig, 'ledgerRetentionDays' | 'logger'>,
  { clock, ledger }: { readonly clock: Clock; readonly ledger: Ledger },
): () => void {
  if (ledgerRetentionDays === 0) return () => undefined
  const drop = async (): Promise<void> => {
    try {
      const dropped = await ledger.dropDetails(clock.nowMs() - ledgerRetentionDays * DAY_MS)
      logger?.info(dropped, 'of old receipts and orders only totals remain')
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_STOPPING')) {
        logger?.warn({ code: toSovError(error).code }, 'old receipts were not dropped')
      }
    }
  }
  void drop()
  return repeat(clock, RETENTION_INTERVAL_MS, drop)
}
