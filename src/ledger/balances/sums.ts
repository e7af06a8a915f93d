import { fromHex, toHex } from '../../wire/index.js'
import type { Amounts } from './accounts.js'

const NOTHING: Amounts = { served: 0n, contributed: 0n, used: 0n, consumed: 0n, awarded: 0n }

/** Amounts by account key, summed up from receipts alone. */
export class Sums {
  readonly #amounts = new Map<string, Amounts>()

  get(key: Uint8Array): Amounts {
    return this.#amounts.get(toHex(key)) ?? NOTHING
  }

  add(key: Uint8Array, more: Partial<Amounts>): void {
    const before = this.get(key)
    this.#amounts.set(toHex(key), {
      served: before.served + (more.served ?? 0n),
      contributed: before.contributed + (more.contributed ?? 0n),
      used: before.used + (more.used ?? 0n),
      consumed: before.consumed + (more.consumed ?? 0n),
      awarded: before.awarded + (more.awarded ?? 0n),
    })
  }

  /** In the order of their keys. */
  *all(): Iterable<{ readonly key: Uint8Array; readonly amounts: Amounts }> {
    for (const hex of [...this.#amounts.keys()].sort()) {
      const key = fromHex(hex)
      yield { key, amounts: this.get(key) }
    }
  }
}
