import { join } from 'node:path'
import { callLedger, makeMembers, type Served } from './ledgers.js'
import type { Worker } from './worker.js'

/** One figure of each side. */
export interface Sides<T> {
  readonly consumer: T
  readonly provider: T
}

/** Two ledgers, each a process on a database of its own, connected by a socket. */
export class LedgerPair {
  readonly #members = makeMembers()
  readonly #folder: string
  readonly #spawn: () => Worker
  #workers: Sides<Worker>
  #aheadMs = 0
  #receipts = 0

  /**
   * @param folder - of the databases.
   * @param spawn - starts a process running ledger-worker; it stays the caller's.
   */
  constructor(folder: string, spawn: () => Worker) {
    this.#folder = folder
    this.#spawn = spawn
    this.#workers = { consumer: spawn(), provider: spawn() }
  }

  get workers(): Sides<Worker> {
    return this.#workers
  }

  /** Receipts that both hold. */
  get receipts(): number {
    return this.#receipts
  }

  /** Opens both and connects them; returns the milliseconds of the start-up checks, one side after the other. */
  async open(): Promise<Sides<number>> {
    const { consumer, provider } = this.#workers
    const startMs = { consumer: await this.#open('consumer'), provider: await this.#open('provider') }
    const { chain } = this.#members.consumer
    const to = await callLedger<Served>(provider, { call: 'serve', consumer: chain })
    await callLedger(consumer, { call: 'connect', to })
    return startMs
  }

  /** Settles so many requests, so many at a time; returns receipts per second. */
  async settle(receipts: number, atOnce: number): Promise<number> {
    const ms = await callLedger<number>(this.#workers.consumer, { call: 'settle', receipts, atOnce })
    this.#receipts += receipts
    return (1_000 * receipts) / ms
  }

  /** Lets so much time pass. */
  async advance(ms: number): Promise<void> {
    this.#aheadMs += ms
    for (const worker of Object.values(this.#workers) as Worker[]) await callLedger(worker, { call: 'advance', ms })
  }

  /** Closes both, and goes on with new processes; returns the bytes on the disk and what {@link LedgerPair.open} does. */
  async restart(): Promise<{ readonly diskBytes: Sides<number>; readonly startMs: Sides<number> }> {
    const { consumer, provider } = this.#workers
    const diskBytes = {
      consumer: await callLedger<number>(consumer, { call: 'close' }),
      provider: await callLedger<number>(provider, { call: 'close' }),
    }
    await this.stop()
    this.#workers = { consumer: this.#spawn(), provider: this.#spawn() }
    const ms = this.#aheadMs
    for (const worker of Object.values(this.#workers) as Worker[]) await callLedger(worker, { call: 'advance', ms })
    return { diskBytes, startMs: await this.open() }
  }

  async stop(): Promise<void> {
    const { consumer, provider } = this.#workers
    await Promise.all([consumer.stop(), provider.stop()])
  }

  #open(side: keyof Sides<unknown>): Promise<number> {
    const member = this.#members[side]
    return callLedger<number>(this.#workers[side], { call: 'open', dataDir: join(this.#folder, side), member })
  }
}
