/** Weight that all older samples lose when one comes: about the last eight count, four in all. */
export const SMOOTHING = 0.25
/** Of what is assumed, beside samples of together 1 / SMOOTHING. */
export const ASSUMED_WEIGHT = 0.1

/** A mean of samples, the newer the heavier, that what is assumed comes through the less the more was measured. */
export class FadingMean {
  #weight = 0
  #sum = 0

  /** Weight of all samples: 0 to 1 / SMOOTHING. */
  get weight(): number {
    return this.#weight
  }

  /** Of the samples alone; undefined without any. */
  get measured(): number | undefined {
    return this.#weight === 0 ? undefined : this.#sum / this.#weight
  }

  add(sample: number): void {
    this.#weight = this.#weight * (1 - SMOOTHING) + 1
    this.#sum = this.#sum * (1 - SMOOTHING) + sample
  }

  /** @param fade - what is left of the samples' weight, 0 to 1. */
  with(assumed: number, fade: number): number {
    return (this.#sum * fade + assumed * ASSUMED_WEIGHT) / (this.#weight * fade + ASSUMED_WEIGHT)
  }
}
