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
import type { CoopDetails } from './coop-details.js'
import type { AddressDataInit } from './evidence/address-data.js'
import { PeerEvidence, type PeerEvidenceComponents } from './evidence/peer-evidence.js'
import type { FederationActions } from './federation-actions.js'
import type { IssuerActions } from './issuer-actions.js'
import type { EvidenceFound } from './issuing.js'
import { MembershipService } from './membership.js'
import type { RootActions, RootKeyOptions } from './root-actions.js'
import type { MembershipWarning } from './warnings.js'

export type { SignedPriceTable } from './bundle.js'
export { verifyCredentialChain } from './chain.js'
export type { VerifiedChain } from './chain.js'
export type { CoopDetails } from './coop-details.js'
export { readAddressFile } from './evidence/address-data.js'
export type { AddressDataInit } from './evidence/address-data.js'
export type { PeerEvidence, PeerEvidenceComponents } from './evidence/peer-evidence.js'
export { evidenceLevelAsUsed } from './evidence/evidence.js'
export { isJurisdiction, normaliseJurisdiction } from './jurisdictions.js'
export type * from './federation-actions.js'
export type * from './issuer-actions.js'
export { organisationIn } from './organisation.js'
export { namesOfRoles } from './roles.js'
export type * from './root-actions.js'
export { orgIdOfName } from './text.js'
export type { MembershipWarning } from './warnings.js'

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
  /** Told when no issuer has renewed the membership of this node; it is tried again by itself. */
  readonly onRenewalFailed?: (error: SovError) => void
  /**
   * What supports the jurisdiction of a node that this one issues a membership to, by the addresses of its connections.
   *
   * @default level 1
   */
  readonly evidenceOf?: (subject: PeerIdString, jurisdiction: string) => EvidenceFound
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
  /** True when an issuing key is on this node, so that it can invite anybody. */
  readonly isIssuer: boolean
}

/** How things stand with this node's own membership, and with what it knows of revocations. */
export interface Validity {
  readonly state: 'none' | 'in_force' | 'expired' | 'revoked'
  /** Age of the newest revocation list, milliseconds; Infinity when nothing is known. */
  readonly revocationAgeMs: number
  /** True when that is too old for new work with other organisations. */
  readonly isStale: boolean
}

/** A peer that has proved its membership on a live connection. */
export interface Member {
  readonly peer: PeerIdString
  readonly credential: MembershipCredential
  /** Digest of the credential, 32 bytes; orders name it. */
  readonly credentialDigest: Uint8Array
  readonly chain: CredentialChain
  /** False for a member of a federated co-op, `credential.networkId`. */
  readonly isOwnCoop: boolean
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

/** A named set of jurisdictions to sign. */
export interface GroupChange {
  /** 2 to 16 letters and digits, e.g. `NORDIC`; not the code of a jurisdiction. */
  readonly name: string
  /** ISO 3166-1 alpha-2, in any order; the whole list and not what changes in it. */
  readonly jurisdictions: readonly string[]
  /** When it begins, Unix epoch in whole milliseconds, not in the past. @default now */
  readonly effectiveMs?: number
}

/** What a group stands for, as the root has signed it. */
export interface GroupView {
  readonly name: string
  readonly version: number
  /** Begin, Unix epoch, milliseconds. */
  readonly effectiveAtMs: number
  /** ISO 3166-1 alpha-2 codes, ascending. */
  readonly jurisdictions: readonly string[]
  /** False while it is to come. */
  readonly isInForce: boolean
}

export interface CreateCoopOptions {
  /** For people, 1 to 64 characters. */
  readonly name: string
  /** Who runs this node, 1 to 64 characters. */
  readonly orgName: string
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string
  readonly priceTable: PriceRates
  /** Where the root key goes. @default not encrypted, in `coop/root.pem` of the data directory */
  readonly rootKey?: RootKeyOptions
}

export interface LeaveOptions {
  /** Leaves also when no issuer can be told; what is left of the membership then counts until it ends. @default false */
  readonly isForced?: boolean
  readonly signal?: AbortSignal
}

/** This node's place in its co-op, and what it may do for it. */
export interface Membership extends RootActions, IssuerActions, FederationActions {
  /** The one gate. Each call counts against the peer's rate, so ask once a stream. */
  readonly authorize: Authorize
  /** Undefined until a co-op was made here or joined. */
  readonly coop: CoopView | undefined
  /** This node's credential, also when it has expired. */
  readonly credential: MembershipCredential | undefined
  readonly credentialDigest: Uint8Array | undefined
  readonly chain: CredentialChain | undefined
  /** A revoked node expels all members: it neither asks nor serves. */
  validity(): Validity

  /**
   * Loads and checks what the store holds, serves hello and membership, and greets connected peers.
   *
   * @throws {SovError} ERR_SOV_CREDENTIAL when the stored credential is damaged or belongs to another key;
   * ERR_SOV_KEY_FILE when this node made the co-op and its issuing key cannot be read.
   */
  start(): Promise<void>
  stop(): Promise<void>

  /**
   * Redeems an invite. A member may redeem another one of its own co-op, which replaces its credential.
   *
   * @throws {SovError} ERR_SOV_INVITE_INVALID for the code itself, ERR_SOV_INVITE_REFUSED by the issuer,
   * ERR_SOV_JOIN_PENDING when the co-op has to approve this node first, ERR_SOV_COOP_EXISTS,
   * ERR_SOV_CREDENTIAL when the answer does not stand on the keys that the code pins,
   * ERR_SOV_DIAL, ERR_SOV_DIAL_TIMEOUT; or the reason of `signal`.
   */
  join(code: string, options?: { readonly signal?: AbortSignal }): Promise<CoopView>

  /**
   * Renews the membership now; done by itself when it is due.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_RENEWAL; or the reason of `signal`.
   */
  renew(options?: { readonly signal?: AbortSignal }): Promise<void>
  /**
   * Gives up the membership: an issuer revokes it, and this node forgets it. What it has settled stays in its ledger.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_RENEWAL when no issuer can be told; or the reason of `signal`.
   */
  leave(options?: LeaveOptions): Promise<void>

  /** @throws {SovError} ERR_SOV_NO_COOP */
  details(): CoopDetails
  /** What will break, or is broken; the worst first. */
  warnings(): readonly MembershipWarning[]
  /**
   * All that the co-op publishes, for other co-ops and auditors: a canonical CoopBundle.
   *
   * @throws {SovError} ERR_SOV_NO_COOP
   */
  exportBundle(): Uint8Array

  /** A connected peer whose credential is in force now. */
  member(peer: PeerIdString): Member | undefined
  members(): readonly Member[]
  /** Calls back when a peer becomes a member here, shows another credential, or is none any more (undefined). */
  onMember(listener: (peer: PeerIdString, member: Member | undefined) => void): () => void
  /**
   * Calls back when a connected peer may be a member no more, e.g. since it was revoked: what runs with it has to be stopped
   * and settled within REVOCATION_GRACE_MS, after which the connection is closed.
   */
  onExpelled(listener: (peer: PeerIdString, reason: SovError) => void): () => void
  /** Whether a peer was expelled and is connected still, to settle. */
  isLeaving(peer: PeerIdString): boolean
  /** Call when a peer says that this node is revoked: the peer is asked for what the co-op publishes, which tells. */
  toldRevoked(peer: PeerIdString): void
  /**
   * Asked before new work with a member, whoever of the two asks for it.
   *
   * @throws {SovError} ERR_SOV_REVOCATION_STALE for a member of another organisation while what this node knows of
   * revocations is too old.
   */
  requireNewWork(member: Pick<Member, 'credential'>): void
  /**
   * Exchanges credentials with a connected peer; done by itself for every connection.
   *
   * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_HELLO_REFUSED with the peer's signed reason in `details`,
   * ERR_SOV_CREDENTIAL, ERR_SOV_CREDENTIAL_EXPIRED, ERR_SOV_REVOKED, ERR_SOV_NOT_A_MEMBER, ERR_SOV_CHANNEL_CLOSED, wire
   * errors.
   */
  hello(peer: PeerIdString): Promise<Member>

  /** ISO 3166-1 codes of each group in force, by its name. */
  groups(): ReadonlyMap<string, readonly string[]>
  /** The groups in force, then those to come, each by name. */
  groupDefinitions(): readonly GroupView[]
  /** What the delegation in force of an organisation says of its credit; undefined without one. Work units, 0 = nothing. */
  organisationCredit(orgId: string): { readonly creditLimit: bigint; readonly creditCap: bigint } | undefined
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

/** Makes what holds peers' addresses against an address file; nothing is read before `load`. */
export function createPeerEvidence(
  init: AddressDataInit | undefined,
  components: PeerEvidenceComponents,
): PeerEvidence {
  return new PeerEvidence(init, components)
}

/** Makes the membership of this node; nothing happens before `start`. */
export function createMembership(init: MembershipInit, components: MembershipComponents): Membership {
  return new MembershipService(init, components)
}
