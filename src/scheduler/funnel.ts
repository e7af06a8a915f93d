/** Items that wait for the reader before writers do: enough to bring several parts in one turn of the event loop. */
const MAX_WAITING = 32

/** Brings what several writers make to one reader, and makes the writers wait for it. */
export class Funnel<T extends object> implements AsyncIterable<T> {
  readonly #items: T[] = []
  #end: { readonly error: unknown } | 'end' | undefined
  #wakeReader = (): void => undefined
  #writers: (() => void)[] = []

  /** Resolves when there is room for more; what comes after the end is dropped. */
  async put(item: T): Promise<void> {
    if (this.#end !== undefined) return
    this.#items.push(item)
    this.#wakeReader()
    while (this.#isFull()) await new Promise<void>((resolve) => this.#writers.push(resolve))
  }

  /** The reader gets what waits, and then the end. */
  end(): void {
    this.#close('end')
  }

  /** The reader gets the error at once. */
  fail(error: unknown): void {
    this.#close({ error })
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      if (typeof this.#end === 'object') throw this.#end.error
      const item = this.#items.shift()
      if (item !== undefined) {
        this.#wakeWriters()
        yield item
      } else if (this.#end === 'end') {
        return
      } else {
        await new Promise<void>((resolve) => (this.#wakeReader = resolve))
      }
    }
  }

  #isFull(): boolean {
    return this.#items.length >= MAX_WAITING && this.#end === undefined
  }

  #close(end: { readonly error: unknown } | 'end'): void {
    this.#end ??= end
    this.#wakeReader()
    this.#wakeWriters()
  }

  #wakeWriters(): void {
    for (const wake of this.#writers.splice(0)) wake()
  }
}
