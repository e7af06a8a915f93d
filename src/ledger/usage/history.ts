import { SovError } from '../../errors.js'
import type { PeerIdString } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { RetentionPass, type Dropped } from './retention.js'
import type { UsageOptions, UsageReport } from './usage.js'
import { reportUsage } from './usage-report.js'
import type { Writer } from '../writer.js'

/**
 * The past of the ledger: reports about it, and dropping its details. One at a time, so that a report finds each receipt
 * either whole or in a total, never both or neither.
 */
export class History {
  readonly #store: Store
  readonly #self: PeerIdString
  readonly #writer: Writer
  readonly #stopping = new AbortController()
  #latest: Promise<unknown> = Promise.resolve()

  constructor(store: Store, self: PeerIdString, writer: Writer) {
    this.#store = store
    this.#self = self
    this.#writer = writer
  }

  /** See `Ledger.usage`. */
  usage(options: UsageOptions): Promise<UsageReport> {
    return this.#alone((signal) => reportUsage(this.#store, this.#self, options, signal))
  }

  /** See `Ledger.dropDetails`. */
  dropDetails(beforeMs: number): Promise<Dropped> {
    return this.#alone(async (signal) => {
      const pass = await RetentionPass.begin(this.#store, this.#self, beforeMs)
      while (await this.#writer.run((draft) => pass.dropReceipts(draft))) signal.throwIfAborted()
      while (await this.#writer.run((draft) => pass.dropOrders(draft))) signal.throwIfAborted()
      return pass.dropped
    })
  }

  /** Ends what is under way between two receipts, and waits for that. */
  async stop(): Promise<void> {
    this.#stopping.abort(new SovError('ERR_SOV_STOPPING', 'the ledger is stopping'))
    await this.#latest
  }

  #alone<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#stopping
    const run = this.#latest.then(() => {
      signal.throwIfAborted()
      return work(signal)
    })
    this.#latest = run.catch(() => undefined)
    return run
  }
}
