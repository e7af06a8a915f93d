/** Middle and spread of some samples. */
export interface Summary {
  readonly median: number
  /** Nine of ten samples are above it. */
  readonly p10: number
  /** Nine of ten samples are below it. */
  readonly p90: number
  /** Nineteen of twenty samples are below it. */
  readonly p95: number
  /** Ninety-nine of a hundred samples are below it. */
  readonly p99: number
  readonly samples: number
}

/** @param samples - at least one. */
export function summarise(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b)
  return {
    median: quantile(sorted, 0.5),
    p10: quantile(sorted, 0.1),
    p90: quantile(sorted, 0.9),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    samples: sorted.length,
  }
}

/** Between neighbours in proportion (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below] ?? NaN
  const high = sorted[below + 1] ?? low
  return low + (at - below) * (high - low)
}
