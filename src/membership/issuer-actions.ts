import type { PeerIdString } from '../identity/index.js'
import type { MembershipCredential } from '../wire/index.js'

/** What a member may do; an auditor may read the ledgers of others. */
export type MemberRole = 'provider' | 'consumer' | 'auditor'

export interface InviteOptions {
  /** Who runs the invited nodes, 1 to 64 characters. The same name means the same organisation. */
  readonly orgName: string
  /** ISO 3166-1 alpha-2: what the co-op attests of the invited nodes. */
  readonly jurisdiction: string
  /** How many nodes can join with it, 1 to MAX_INVITE_USES. @default 1 */
  readonly uses?: number
  /** How long the code can be redeemed. @default INVITE_LIFE_MS */
  readonly expiresInMs?: number
  /** @default provider and consumer */
  readonly roles?: readonly MemberRole[]
  /** True when the operator has promised to the co-op not to keep prompts. @default false */
  readonly promisesNoPromptLogging?: boolean
  /** True when the jurisdiction is the operator's own word: evidence level 0. @default false */
  readonly isSelfDeclared?: boolean
  /** True when each node that redeems the code waits for {@link IssuerActions.approve}. @default false */
  readonly needsApproval?: boolean
  /** Multiaddrs of this node to put into the code; the first MAX_INVITE_ADDRESSES are taken. @default those it listens on */
  readonly addresses?: readonly string[]
}

export interface Invite {
  /** `sov1-…`, one word in lower case; a secret until it is used up. */
  readonly code: string
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

/** A node that has shown an invite which needs approval. */
export interface WaitingNode {
  /** 16 hexadecimal digits. */
  readonly id: string
  readonly peer: PeerIdString
  readonly orgName: string
  readonly jurisdiction: string
  /** Unix epoch, milliseconds. */
  readonly askedAtMs: number
  readonly state: 'waiting' | 'approved' | 'denied'
}

export interface DelegateOptions {
  /** 1 to 64 characters; the same name means the same organisation. */
  readonly orgName: string
  /** ISO 3166-1 alpha-2, at least one: where its nodes may be. */
  readonly jurisdictions: readonly string[]
  /** @default provider and consumer */
  readonly roles?: readonly MemberRole[]
  /** Most nodes of the organisation, at least 1. */
  readonly maxNodes: number
  /** Work units that the organisation may owe one node; 0 = as the price table says. @default 0 */
  readonly creditLimit?: bigint
  /** Work units of credit beyond which it gains no more priority; 0 = no cap. @default 0 */
  readonly creditCap?: bigint
  /** Node of the organisation that may sign memberships itself. @default none */
  readonly delegate?: PeerIdString
  /** @default DELEGATION_LIFE_MS, at most as long as the issuer certificate */
  readonly expiresInMs?: number
}

/** Whose memberships end. */
export type RevocationTarget = { readonly peer: PeerIdString } | { readonly orgId: string }

/** The membership that this node has issued to a node last. */
export interface IssuedView {
  readonly peer: PeerIdString
  readonly credential: MembershipCredential
  readonly isRevoked: boolean
}

/**
 * What an issuer does, and for its own organisation the delegate of a delegation. All of it throws ERR_SOV_NO_COOP outside
 * a co-op and ERR_SOV_NOT_ISSUER where no key may do it.
 */
export interface IssuerActions {
  /**
   * Makes a code with which nodes can join; only this node redeems it.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST, also when a delegation of the organisation does not allow it.
   */
  invite(options: InviteOptions): Promise<Invite>
  /** Nodes that have shown an invite which needs approval, oldest first. */
  waitingNodes(): Promise<readonly WaitingNode[]>
  /**
   * Lets a node in, which it learns when it asks again.
   *
   * @param id - of the waiting node, or the beginning of it.
   * @throws {SovError} ERR_SOV_BAD_REQUEST when there is no such node, or more than one.
   */
  approve(id: string): Promise<WaitingNode>
  /** Refuses a node; as {@link approve}. */
  deny(id: string): Promise<WaitingNode>
  /**
   * Gives an organisation limits for its nodes, and publishes them. Memberships issued from then on stand on it.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST; ERR_SOV_NOT_ISSUER also on the node of a delegate.
   */
  delegate(options: DelegateOptions): Promise<void>
  /**
   * Ends every membership of a peer or an organisation, and tells all members.
   *
   * @throws {SovError} ERR_SOV_BAD_REQUEST; ERR_SOV_NOT_ISSUER also on the node of a delegate.
   */
  revoke(target: RevocationTarget): Promise<void>
  /** Of each node the membership issued here last; one that has ended is listed for RENEWABLE_MS. */
  issued(): Promise<readonly IssuedView[]>
}
