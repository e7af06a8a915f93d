/** How far the own chain goes here, and how far others know it. */
export interface ChainState {
  /**
   * `current`: entries may be signed; `unconfirmed`: nobody has said yet what it knows; `behind`: others know entries
   * that are missing here; `forked`: this node's key has signed two chains.
   */
  readonly state: 'current' | 'unconfirmed' | 'behind' | 'forked'
  /** Newest own entry here; 0 while there is none. */
  readonly epoch: number
  readonly seq: bigint
  /** Newest own entry that anybody knows. */
  readonly knownEpoch: number
  readonly knownSeq: bigint
}
