/** A connection or a stream. */
interface Closable {
  readonly status: string
  addEventListener(type: 'close', listener: () => void, options: { once: true }): void
}

/** Counts what is open by key (a peer, an address, a peer and a protocol), and lets no key have more than a cap. */
export class OpenCounter {
  readonly #open = new Map<string, number>()

  /** Counts one more until it closes; false, and nothing is counted, when the key has `max` already. */
  admit(key: string, max: number, thing: Closable): boolean {
    if (thing.status !== 'open') return false
    const count = this.#open.get(key) ?? 0
    if (count >= max) return false
    this.#open.set(key, count + 1)
    thing.addEventListener('close', () => this.#release(key), { once: true })
    return true
  }

  #release(key: string): void {
    const count = (this.#open.get(key) ?? 0) - 1
    if (count <= 0) this.#open.delete(key)
    else this.#open.set(key, count)
  }
}
