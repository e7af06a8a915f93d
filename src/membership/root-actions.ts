import type { PeerIdString, Signer } from '../identity/index.js'
import type { SignedPriceTable } from './bundle.js'
import type { CoopView, CreateCoopOptions, GroupChange, PriceChange } from './index.js'

/** Where the root key is, and what opens it. It is read for one decision and not kept. */
export interface RootKeyOptions {
  /** File of the key. @default `coop/root.key` of the data directory, else `coop/root.pem` there */
  readonly path?: string
  /**
   * Of an encrypted key, at least MIN_PASSPHRASE_CHARACTERS characters. Left out when a co-op is made, its root key is not
   * encrypted.
   */
  readonly passphrase?: string
}

/** How long things last in a co-op, milliseconds. */
export interface CoopLifetimes {
  /** Life of a new membership. */
  readonly membershipMs: number
  /** Age at which a membership is renewed, at most half of its life. */
  readonly renewalMs: number
  /** Age of the newest revocation list at which a node closes new work with other organisations. */
  readonly revocationMs: number
}

export interface RotateOptions {
  /** Whether what the old key has signed ends at once; else it is good until it ends. @default false */
  readonly revokesOld?: boolean
}

/**
 * What the root decides. All of it throws ERR_SOV_NO_COOP outside a co-op, ERR_SOV_NOT_ISSUER when there is no root key or
 * that of another co-op, ERR_SOV_ROOT_PASSPHRASE when its passphrase is missing or wrong, and ERR_SOV_KEY_FILE.
 */
export interface RootActions {
  /**
   * Makes a co-op with this node as its issuer and first member: root and issuing key, genesis, issuer certificate,
   * the groups EU and EEA, the price table, and a credential for this node.
   *
   * @throws {SovError} ERR_SOV_COOP_EXISTS, ERR_SOV_BAD_REQUEST
   */
  createCoop(options: CreateCoopOptions): Promise<CoopView>
  /** The co-op's root key, to decide for the co-op. */
  root(key?: RootKeyOptions): Promise<Signer>
  /**
   * Signs the next price table and spreads it among the members. Tables of earlier versions end when it begins, also those
   * that were to come later.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  setPrices(change: PriceChange, key?: RootKeyOptions): Promise<SignedPriceTable>
  /**
   * Signs the next definition of a group, or the first one of a new name, and spreads it among the members.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  setGroup(change: GroupChange, key?: RootKeyOptions): Promise<void>
  /**
   * Sets how long things last; what is left out stays. Memberships change at their next renewal.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  setLifetimes(change: Partial<CoopLifetimes>, key?: RootKeyOptions): Promise<CoopLifetimes>
  /**
   * Lets a node issue memberships with its own key for ISSUER_LIFE_MS; for one that is an issuer already, from now on.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST when the peer id is none.
   */
  addIssuer(peer: PeerIdString, key?: RootKeyOptions): Promise<void>
  /** Makes a new issuing key on this node, with a new certificate. */
  rotateIssuer(options?: RotateOptions, key?: RootKeyOptions): Promise<void>
  /**
   * Ends an issuing key and all that it has signed.
   *
   * @param peer - the node that issues with it, or the key itself.
   * @throws {SovError} ERR_SOV_BAD_REQUEST when no issuer is there.
   */
  revokeIssuer(peer: PeerIdString, key?: RootKeyOptions): Promise<void>
}
