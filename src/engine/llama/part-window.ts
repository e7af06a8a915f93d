import { MAX_UNREAD_PARTS } from '../../limits.js'

/**
 * How far an answer may run ahead of its reader. The child sends no part without a place here, and the engine gives places
 * back as parts are read, so that neither has to tell the other to pause, and nothing can cross on the way.
 */
export class PartWindow {
  readonly #signal: AbortSignal
  #places = MAX_UNREAD_PARTS
  #wake = (): void => undefined

  /** @param signal - ends the wait for a place. */
  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake(), { once: true })
  }

  /** Takes the place of one part; waits while the reader leaves none. */
  async take(): Promise<void> {
    while (this.#places === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    this.#places -= 1
  }

  /** @param parts - that were read since the last call. */
  free(parts: number): void {
    this.#places += parts
    this.#wake()
  }
}
