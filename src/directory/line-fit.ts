import { ASSUMED_WEIGHT, SMOOTHING } from './fading-mean.js'

/** What something takes: `atZero` and `perUnit` more for each unit. */
export interface Line {
  readonly atZero: number
  readonly perUnit: number
}

/** Where the second of the two samples lies that stand for what is assumed: between few and many units. */
const ASSUMED_AT = 1_000

/**
 * A straight line through samples, the newer the heavier (weighted least squares). It begins with two samples of what is
 * assumed, which count the less the more was measured, and more again as that ages.
 */
export class LineFit {
  #weight = 0
  #x = 0
  #y = 0
  #xx = 0
  #xy = 0

  get isMeasured(): boolean {
    return this.#weight > 0
  }

  /** @param x - from 0. */
  add(x: number, y: number): void {
    const kept = 1 - SMOOTHING
    this.#weight = this.#weight * kept + 1
    this.#x = this.#x * kept + x
    this.#y = this.#y * kept + y
    this.#xx = this.#xx * kept + x * x
    this.#xy = this.#xy * kept + x * y
  }

  /** @param fade - what is left of the samples' weight, 0 to 1. */
  with(assumed: Line, fade: number): Line {
    const { atZero, perUnit } = assumed
    const each = ASSUMED_WEIGHT / 2
    const weight = this.#weight * fade + 2 * each
    const meanX = (this.#x * fade + each * ASSUMED_AT) / weight
    const meanY = (this.#y * fade + each * (2 * atZero + perUnit * ASSUMED_AT)) / weight
    const xx = this.#xx * fade + each * ASSUMED_AT ** 2
    const xy = this.#xy * fade + each * ASSUMED_AT * (atZero + perUnit * ASSUMED_AT)
    // More never takes less: a slope below zero is noise, and so is a beginning before the dispatch.
    const slope = Math.max(0, (xy - weight * meanX * meanY) / (xx - weight * meanX ** 2))
    const isThroughZero = meanY < slope * meanX
    return isThroughZero ? { atZero: 0, perUnit: meanY / meanX } : { atZero: meanY - slope * meanX, perUnit: slope }
  }
}
