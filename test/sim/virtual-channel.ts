import type { Channel } from '../../src/network/index.js'

/** A stream in memory, seen from one end; what that end sends is counted and gone. */
export class VirtualChannel implements Channel {
  readonly peer: string
  readonly #frames: Uint8Array[] = []
  readonly #onSent: (frame: Uint8Array) => void
  #hasEnded = false
  #wake: (() => void) | undefined

  constructor(peer: string, onSent: (frame: Uint8Array) => void = () => undefined) {
    this.peer = peer
    this.#onSent = onSent
  }

  push(frame: Uint8Array): void {
    if (this.#hasEnded) return
    this.#frames.push(frame)
    this.#wake?.()
  }

  end(): void {
    this.#hasEnded = true
    this.#wake?.()
  }

  async receive(): Promise<Uint8Array | null> {
    while (this.#frames.length === 0) {
      if (this.#hasEnded) return null
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    return this.#frames.shift() ?? null
  }

  send(frame: Uint8Array): Promise<void> {
    this.#onSent(frame)
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.end()
    return Promise.resolve()
  }

  fail(): Promise<void> {
    return this.close()
  }

  abort(): void {
    this.end()
  }
}
