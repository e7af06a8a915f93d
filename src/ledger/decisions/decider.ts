import type { PeerIdString, Signer } from '../../identity/index.js'

/** Who decides for the co-op. */
export interface Decider {
  readonly root: Signer
  readonly coop: { readonly networkId: Uint8Array; readonly root: PeerIdString }
  /** Digest of this node's own credential. */
  readonly credential: Uint8Array
}

/** What a statement is worth. */
export interface AwardInput {
  /** Whose debt grows, and whom it is owed: the two parties of the statement. */
  readonly debtor: PeerIdString
  readonly creditor: PeerIdString
  /** Work units, at least 1. */
  readonly amount: bigint
  /** Digest of the statement's entry, 32 bytes. */
  readonly statement: Uint8Array
}

export interface SuccessionInput {
  readonly predecessor: PeerIdString
  readonly successor: PeerIdString
}
