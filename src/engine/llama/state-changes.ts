/**
 * Changes of KV state under way in one context. The library gives them the context only when no decode waits, and with two
 * running requests one always does: so each request stops before its next step until they are through.
 */
export class StateChanges {
  readonly #underWay = new Set<Promise<unknown>>()

  run<T>(change: () => Promise<T>): Promise<T> {
    const changing = change().finally(() => this.#underWay.delete(changing))
    this.#underWay.add(changing)
    return changing
  }

  /** Resolves when none is under way. */
  async ended(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }
}
