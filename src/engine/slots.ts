/** A fixed number of places, given in the order of asking. */
export class Slots {
  readonly #size: number
  readonly #queue: (() => void)[] = []
  #running = 0

  constructor(size: number) {
    this.#size = size
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#queue.length
  }

  /**
   * Waits for a place.
   *
   * @returns gives the place back; more calls do nothing.
   * @throws the reason of `signal`.
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#running < this.#size) this.#running += 1
    else await this.#turn(signal)
    let isHeld = true
    return () => {
      if (isHeld) this.#release()
      isHeld = false
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onTurn = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const onAbort = (): void => {
        this.#queue.splice(this.#queue.indexOf(onTurn), 1)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#queue.push(onTurn)
    })
  }

  #release(): void {
    const next = this.#queue.shift()
    // the place goes from hand to hand, so that nobody who asks now can overtake
    if (next === undefined) this.#running -= 1
    else next()
  }
}
