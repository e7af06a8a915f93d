import type { Clock } from '../clock.js'
import { ACTIVITY_HOLD_MS } from '../limits.js'
import type { Activity, Probe } from './index.js'

/** Remembers what a probe has seen: who pauses between two sentences, or two runs, is still there. */
export class Watch {
  readonly #clock: Clock
  readonly #probe: Probe
  /** Monotonic time of the newest sign of use. */
  #lastUsedMs = -Infinity
  /** Whether the probe could tell; undefined before the first look. */
  #canTell: boolean | undefined

  constructor(clock: Clock, probe: Probe) {
    this.#clock = clock
    this.#probe = probe
  }

  /** Undefined before the first look. */
  get activity(): Activity | undefined {
    if (this.#canTell === undefined) return undefined
    if (this.#clock.monotonicMs() - this.#lastUsedMs < ACTIVITY_HOLD_MS) return 'active'
    return this.#canTell ? 'idle' : 'unknown'
  }

  async look(): Promise<void> {
    try {
      const idleMs = await this.#probe()
      this.#lastUsedMs = Math.max(this.#lastUsedMs, this.#clock.monotonicMs() - idleMs)
      this.#canTell = true
    } catch {
      // a machine without this tool or folder: `unknown` says so in the status
      this.#canTell = false
    }
  }
}
