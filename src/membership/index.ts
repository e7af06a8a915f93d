/**
 * Who belongs to the co-op: its birth, invites, credentials, the hello that proves membership on every connection,
 * and the one gate that stands before every other protocol. See docs/PROTOCOL.md#membership.
 *
 * ```ts
 * const membership = createMembership({ agent: 'sov-node/0.1.0' }, { store, network, signer, clock, dataDir, bootNonce })
 * await membership.start()
 * await membership.join('sov1-…')
 * ```
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Authorize, Network, Purpose } from '../network/index.js'
import type { Store } from '../store/index.js'
import type { CredentialChain, MembershipCredential } from '../wire/index.js'
import type { SovError } from '../errors.js'
import type { SignedPriceTable } from './bundle.js'
import { MembershipService } from './membership.js'

export type { SignedPriceTable } from './bundle.js'
export { verifyCredentialChain } from './chain.js'
export type { VerifiedChain } from './chain.js'
export { isJurisdiction, normaliseJurisdiction } from './jurisdictions.js'
export { orgIdOfName } from './text.js'

/** One more condition of the gate, from a room above (e.g. whom the owner serves); throws the reason to refuse. */
export type AccessRule = (peer: PeerIdString, purpose: Purpose, member: Member | undefined) => void

export interface MembershipInit {
  /** Name and version of the software, at most 64 bytes; shown to other members. */
  readonly agent: string
  /** Optional behaviour this node offers; used with a peer only when both name it. @default none */
  readonly features?: readonly string[]
  /** Asked after credential and rate, in this order. @default none */
  readonly rules?: readonly AccessRule[]
  /** Told when a hello with a connected peer has failed, e.g. to log it by code. */
  readonly onHelloFailed?: (peer: PeerIdString, error: SovError) => void
  /**
   * Told when what the co-op publishes could not be exchanged with a member, or when that member has another statement of
   * a version than this node (ERR_SOV_CREDENTIAL): the root has signed both, and each node keeps the one it knew first.
   */
  readonly onBundleFailed?: (peer: PeerIdString, error: SovError) => void
}

export interface MembershipComponents {
  readonly store: Store
  readonly network: Pick<
    Network,
    'addresses' | 'connected' | 'dial' | 'disconnect' | 'handle' | 'onPeer' | 'open' | 'peerId'
  >
  /** The node's own key. */
  readonly signer: Signer
  readonly clock: Clock
  /** The keys of a co-op made here are kept in `<dataDir>/coop`, mode 0600. */
  readonly dataDir: string
  /** 16 random bytes drawn at this start. */
  readonly bootNonce: Uint8Array
  /** Random bytes for serials, nonces and invite secrets. @default the system's generator */
  readonly random?: (bytes: number) => Uint8Array
}

/** The co-op as this node knows it. */
export interface CoopView {
  readonly name: string
  /** Digest of the genesis, 32 bytes: the co-op's identity. */
  readonly networkId: Uint8Array
  readonly root: PeerIdString
  /** True when the issuing key is on this node, so that it can invite. */
  readonly isIssuer: boolean
}

/** A peer that has proved its membership on a live connection. */
export interface Member {
  readonly peer: PeerIdString
  readonly credential: MembershipCredential
  /** Digest of the credential, 32 bytes; orders name it. */
  readonly credentialDigest: Uint8Array
  readonly chain: CredentialChain
  /** 16 bytes; another value than before means that the peer has restarted. */
  readonly bootNonce: Uint8Array
  /** Only what both sides offer. */
  readonly features: readonly string[]
  /** The peer's own words, at most 64 bytes, without control characters. */
  readonly agent: string
}

/** Rates of a price table; see sov.ledger.v1.PriceTable. */
export interface PriceRates {
  /** Thousandths per prompt token. */
  readonly promptRate: number
  /** Thousandths per output token. */
  readonly outputRate: number
  /** Millionths per output token and token of context before it. */
  readonly contextRate: number
  readonly isFreeInsideOrganisation: boolean
  /** Work units that an organisation may owe one node; beyond, it gets spare capacity only. 0 = the software's default. */
  readonly creditLimit: bigint
  /** Work units that a newcomer may owe before its priority falls. 0 = the software's default. */
  readonly startingLine: bigint
}

/** Rates to change; those left out stay as they are. */
export interface PriceChange extends Partial<PriceRates> {
  /** When the new prices begin, Unix epoch in whole milliseconds, not in the past. @default now */
  readonly effectiveMs?: number
}

export interface CreateCoopOptions {
  /** For people, 1 to 64 characters. */
  readonly name: string
  /** Who runs this node, 1 to 64 characters. */
  readonly orgName: string
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string
  readonly priceTable: PriceRates
}

export interface InviteOptions {
  /** Who runs the invited node, 1 to 64 characters. The same name means the same organisation. */
  readonly orgName: string
  /** ISO 3166-1 alpha-2: what the co-op attests of the invited node. */
  readonly jurisdiction: string
  /** How long the code can be redeemed. @default INVITE_LIFE_MS */
  readonly expiresInMs?: number
  /** Multiaddrs of this node to put into the code; the first MAX_INVITE_ADDRESSES are taken. @default those it listens on */
  readonly addresses?: readonly string[]
}

export interface Invite {
  /** `sov1-…`, one word in lower case; a secret until it is redeemed. */
  readonly code: string
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

export interface Membership {
  /** The one gate. Each call counts against the peer's rate, so ask once a stream. */
  readonly authorize: Authorize
  /** Undefined until a co-op was made here or joined. */
  readonly coop: CoopView | undefined
  /** This node's credential, also when it has expired. */
  readonly credential: MembershipCredential | undefined
  readonly credentialDigest: Uint8Array | undefined
  readonly chain: CredentialChain | undefined

  /**
   * Loads and checks what the store holds, serves hello and membership, and greets connected peers.
   *
   * @throws {SovError} ERR_SOV_CREDENTIAL when the stored credential is damaged or belongs to another key;
   * ERR_SOV_KEY_FILE when this node made the co-op and its issuing key cannot be read.
   */
  start(): Promise<void>
  stop(): Promise<void>

  /**
   * Makes a co-op with this node as its issuer and first member: root and issuing key, genesis, issuer certificate,
   * the groups EU and EEA, the price table, and a credential for this node.
   *
   * @throws {SovError} ERR_SOV_COOP_EXISTS, ERR_SOV_BAD_REQUEST
   */
  createCoop(options: CreateCoopOptions): Promise<CoopView>
  /**
   * Makes a code with which one node can join.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER, ERR_SOV_BAD_REQUEST
   */
  invite(options: InviteOptions): Promise<Invite>
  /**
   * Redeems an invite. A member may redeem another one of its own co-op, which replaces its credential.
   *
   * @throws {SovError} ERR_SOV_INVITE_INVALID for the code itself, ERR_SOV_INVITE_REFUSED by the issuer,
   * ERR_SOV_COOP_EXISTS, ERR_SOV_CREDENTIAL when the answer does not stand on the keys that the code pins,
   * ERR_SOV_DIAL, ERR_SOV_DIAL_TIMEOUT; or the reason of `signal`.
   */
  join(code: string, options?: { readonly signal?: AbortSignal }): Promise<CoopView>

  /**
   * Signs the next price table with the root key and spreads it among the members. Tables of earlier versions end when it
   * begins, also those that were to come later.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER when the root key is not on this node, ERR_SOV_KEY_FILE,
   * ERR_SOV_BAD_REQUEST
   */
  setPrices(change: PriceChange): Promise<SignedPriceTable>

  /**
   * The co-op's root key, to decide for the co-op.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER when it is not on this node, ERR_SOV_KEY_FILE
   */
  root(): Promise<Signer>

  /** A connected peer whose credential is in force now. */
  member(peer: PeerIdString): Member | undefined
  members(): readonly Member[]
  /** Calls back when a peer becomes a member here, shows another credential, or is none any more (undefined). */
  onMember(listener: (peer: PeerIdString, member: Member | undefined) => void): () => void
  /**
   * Exchanges credentials with a connected peer; done by itself for every connection.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_HELLO_REFUSED with the peer's signed reason in `details`,
   * ERR_SOV_CREDENTIAL, ERR_SOV_CREDENTIAL_EXPIRED, ERR_SOV_NOT_A_MEMBER, ERR_SOV_CHANNEL_CLOSED, wire errors.
   */
  hello(peer: PeerIdString): Promise<Member>

  /** ISO 3166-1 codes of each group in force, by its name. */
  groups(): ReadonlyMap<string, readonly string[]>
  /** The price table in force: the highest version whose date has come. */
  priceTable(): SignedPriceTable | undefined
  /**
   * The price tables that an order may name now, in ascending version: the one in force, those that were within
   * PRICE_GRACE_MS before, and one that begins within CLOCK_SKEW_MS.
   */
  acceptedPriceTables(): readonly SignedPriceTable[]
  /** The price tables known to come into force, soonest first. */
  comingPriceTables(): readonly SignedPriceTable[]
}

/** Makes the membership of this node; nothing happens before `start`. */
export function createMembership(init: MembershipInit, components: MembershipComponents): Membership {
  return new MembershipService(init, components)
}
