import type { ModelDigest } from '../engine/index.js'
import { PROBE_INTERVAL } from '../limits.js'

/** Counts requests of each model: one in PROBE_INTERVAL may go to a node that little is known of. */
export class Probes {
  readonly #requests = new Map<ModelDigest, number>()

  isDue(model: ModelDigest): boolean {
    const before = this.#requests.get(model) ?? 0
    this.#requests.set(model, (before + 1) % PROBE_INTERVAL)
    return before === PROBE_INTERVAL - 1
  }
}
