export interface BenchOptions {
  /** How often each case is measured; cheap ones a multiple of it. */
  readonly rounds: number
  /** Whether what grows over minutes is made as large as the question asks, however long it takes. */
  readonly isFull: boolean
  /** Ends the bench between two measurements. */
  readonly signal: AbortSignal
  /** Told what is being done now. */
  readonly progress: (what: string) => void
}

export interface BenchReport {
  readonly text: string
  /** All samples and what they were taken with; JSON. */
  readonly data: unknown
}
