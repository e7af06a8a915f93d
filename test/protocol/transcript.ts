/** Which of the two nodes of a transcript. */
export type Side = 'consumer' | 'provider'

/** A recording of two nodes: every frame between them in the order in which the consumer sent and read it. */
export interface Transcript {
  readonly name: string
  readonly description: string
  readonly nodes: readonly {
    readonly role: Side
    readonly org: string
    readonly jurisdiction: string
    readonly peerId: string
  }[]
  readonly frames: readonly {
    /** 1, 2, 3, … in the order of their first frames. */
    readonly stream: number
    readonly protocol: string
    readonly from: Side
    /** The exact frame without its length prefix, base64. */
    readonly bytes: string
  }[]
}

/** What a transcript or a receipt proves of one order. */
export interface Summary {
  readonly outcome: 'settled' | 'refused' | 'broken'
  /** Organisation and jurisdiction of each, e.g. `Fjord Lab (NO)`. */
  readonly consumer: string
  readonly provider: string
  /** Delivered and, when settled, acknowledged. */
  readonly outputTokens: bigint
  /** Work units. */
  readonly charge: bigint
  /** 0 when nothing was settled. */
  readonly pairNumber: bigint
}
