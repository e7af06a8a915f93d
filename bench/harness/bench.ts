export interface BenchOptions {
  /** How often each case is measured; cheap ones a multiple of it. */
  readonly rounds: number
  /** Whether what grows over minutes is made as large as the question asks, however long it takes. */
  readonly isFull: boolean
  /** Whether it is only to be shown that it runs. */
  readonly isQuick: boolean
  /** GGUF files of the models to measure; none = those at hand. */
  readonly models: readonly string[]
  /** The llama-server of llama.cpp to measure beside ours; undefined = none. */
  readonly llamaServer: string | undefined
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
