import PQueue from 'p-queue'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { checkPeerKey, type PeerIdString, type Signer } from '../identity/index.js'
import { MIN_RENEWAL_AGE_MS, RENEWABLE_MS } from '../limits.js'
import type { WriteOperation } from '../store/index.js'
import { equalBytes, type CredentialChain } from '../wire/index.js'
import { authorityFor, isOver, type Delegated } from './authority.js'
import { isExpired, openChain, verifyCredentialChain, type VerifiedChain } from './chain.js'
import type { Member } from './index.js'
import { issueMembership, type Attestation } from './issuance.js'
import type { IssuedMemberships } from './issued-memberships.js'
import type { IssuingKeys } from './issuing-keys.js'
import { lifetimesInForce } from './lifetimes.js'
import type { OwnCoop } from './own-coop.js'
import type { Revocable } from './revocations.js'

/** What supports the jurisdiction of a node; see docs/POLICY.md#evidence. */
export interface EvidenceFound {
  /** 1 attested by the co-op, 2 and consistent with address data. */
  readonly level: number
  /** SHA-256 of the address data, or empty. */
  readonly ref: Uint8Array
  /** Date of the address data, Unix epoch, milliseconds; 0 without. */
  readonly dateMs: number
}

export interface IssuingComponents {
  readonly own: OwnCoop
  readonly keys: IssuingKeys
  readonly issued: IssuedMemberships
  /** The node's own key: a delegate signs with it. */
  readonly signer: Signer
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  /** Connected members, whose seats are taken although they were issued elsewhere. */
  readonly members: () => readonly Member[]
  readonly evidenceOf: (subject: PeerIdString, jurisdiction: string) => EvidenceFound
}

/** What a node is attested at its first membership; evidence is looked at when it is issued. */
export type Attested = Omit<Attestation, 'evidenceDateMs' | 'evidenceLevel' | 'evidenceRef'> & {
  /** Nobody vouches for the jurisdiction: evidence level 0. */
  readonly isSelfDeclared: boolean
}

/** A membership that is signed and not stored yet. */
export interface Issue {
  readonly chain: CredentialChain
  readonly verified: VerifiedChain
  /** Keeps it, for the commit of whatever it was issued for. */
  readonly writes: readonly WriteOperation[]
}

/** Issues and renews memberships with the keys on this node. */
export class Issuing {
  readonly #components: IssuingComponents
  // Looking at invites and seats and taking one are two steps; one at a time, or two nodes could have the same.
  readonly #queue = new PQueue({ concurrency: 1 })

  constructor(components: IssuingComponents) {
    this.#components = components
  }

  /** Runs what ends in an {@link issue} after what runs already. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.add(work)
  }

  async idle(): Promise<void> {
    await this.#queue.onIdle()
  }

  /** Whether a key on this node could renew a membership. */
  canRenew({ credential }: Pick<VerifiedChain, 'credential'>): boolean {
    try {
      this.#authorityFor(credential.orgId)
      return true
    } catch {
      return false
    }
  }

  /**
   * Signs a membership and looks at it as everybody will; call it in turn.
   *
   * `options.pinned` is the key that must sign, `options.seat` the one that the node had before.
   *
   * @throws {SovError} ERR_SOV_NOT_ISSUER; ERR_SOV_INVITE_REFUSED when the delegation of the organisation has ended, has no
   * free seat or does not allow it; ERR_SOV_REVOKED, ERR_SOV_WEAK_KEY
   */
  async issue(
    { isSelfDeclared, ...attested }: Attested,
    subject: PeerIdString,
    options: { readonly pinned?: PeerIdString; readonly seat?: number } = {},
  ): Promise<Issue> {
    checkPeerKey(subject)
    const { own, issued, clock, random, evidenceOf } = this.#components
    const { bundle, verified: membership } = own.require()
    const nowMs = clock.nowMs()
    const authority = this.#authorityFor(attested.orgId, options.pinned)
    const { delegated } = authority
    if (delegated !== undefined && isOver(delegated, nowMs)) throw delegationOver(delegated)
    const evidence = isSelfDeclared ? SELF_DECLARED : evidenceOf(subject, attested.jurisdiction)
    const chain = issueMembership(
      authority,
      {
        ...attested,
        orgName: delegated?.delegation.value.orgName ?? attested.orgName,
        evidenceLevel: evidence.level,
        evidenceRef: evidence.ref,
        evidenceDateMs: BigInt(evidence.dateMs),
      },
      {
        genesis: bundle.genesis,
        subject,
        seat: delegated === undefined ? 0 : await this.#seat(delegated, subject, options.seat),
        lifeMs: lifetimesInForce(bundle.lifetimes, nowMs).membershipMs,
        nowMs,
        random,
      },
    )
    const verified = this.#check(chain, membership.networkId, nowMs)
    this.#requireUnrevoked(verified, nowMs)
    return { chain, verified, writes: [issued.put(subject, chain)] }
  }

  /**
   * The next membership for a member, which keeps what it was attested. One that is fresh is given again: its answer may
   * have been lost.
   *
   * @throws {SovError} ERR_SOV_CREDENTIAL when it is not that peer's or its delegation has ended; ERR_SOV_REVOKED;
   * ERR_SOV_CREDENTIAL_EXPIRED when it ended more than RENEWABLE_MS ago; and as {@link issue}.
   */
  renew(chain: CredentialChain, peer: PeerIdString): Promise<Issue> {
    return this.inTurn(async () => {
      const { own, issued, clock } = this.#components
      const nowMs = clock.nowMs()
      const verified = openChain(chain, own.require().verified.networkId)
      if (verified.subject !== peer) throw notRenewable('the credential belongs to another peer')
      if (isExpired(verified.credential, nowMs - RENEWABLE_MS)) {
        throw new SovError('ERR_SOV_CREDENTIAL_EXPIRED', 'the membership ended too long ago to be renewed')
      }
      const known = await issued.get(peer)
      const isOurs = known !== undefined && equalBytes(known.chain.membership, chain.membership)
      // Of a key that was revoked, this node knows what it has signed with it.
      this.#requireUnrevoked(isOurs ? { ...verified, issuerKeys: [] } : verified, nowMs)
      if (known !== undefined && !isOurs && this.#isFresh(known.chain, nowMs)) {
        return { chain: known.chain, verified: openChain(known.chain), writes: [] }
      }
      const { credential } = verified
      const issue = await this.issue({ ...credential, isSelfDeclared: credential.evidenceLevel === 0 }, peer, {
        seat: credential.seat,
      })
      if (verified.delegation !== undefined && issue.verified.delegation === undefined) {
        throw notRenewable('the delegation of the organisation has ended')
      }
      return issue
    })
  }

  #authorityFor(orgId: string, pinned?: PeerIdString): ReturnType<typeof authorityFor> {
    const { own, keys, signer, clock } = this.#components
    const { bundle } = own.require()
    return authorityFor(orgId, bundle, {
      keys: keys.inForce(bundle, clock.nowMs()),
      self: signer,
      ...(pinned === undefined ? {} : { pinned }),
    })
  }

  /** As everybody else will see it: a limit that is not kept shows here and not at the member. */
  #check(chain: CredentialChain, networkId: Uint8Array, nowMs: number): VerifiedChain {
    try {
      return verifyCredentialChain(chain, { networkId, atMs: nowMs })
    } catch (cause) {
      if (!SovError.isInstance(cause, 'ERR_SOV_CREDENTIAL')) throw cause
      throw new SovError('ERR_SOV_INVITE_REFUSED', `the co-op does not allow this membership: ${cause.message}`, {
        cause,
        remedy: 'See the limits of the organisation with `sov-node coop show`.',
      })
    }
  }

  /** The seat that the node had before, or the lowest that nobody holds. Those of expired and revoked ones are free. */
  async #seat({ delegation }: Delegated, subject: PeerIdString, before = 0): Promise<number> {
    const { own, issued, clock, members } = this.#components
    const nowMs = clock.nowMs()
    const memberships = [...(await issued.all()), ...members()]
    const taken = new Set(
      memberships
        .filter(({ credential }) => credential.seat > 0 && credential.orgId === delegation.value.orgId)
        .map(({ chain }) => openChain(chain))
        .filter((other) => other.subject !== subject && !isExpired(other.credential, nowMs))
        .filter((other) => own.revokedOf(other, nowMs) === undefined)
        .map(({ credential }) => credential.seat),
    )
    const { maxNodes, orgName } = delegation.value
    if (before >= 1 && before <= maxNodes && !taken.has(before)) return before
    for (let seat = 1; seat <= maxNodes; seat++) if (!taken.has(seat)) return seat
    throw new SovError('ERR_SOV_INVITE_REFUSED', `all ${String(maxNodes)} seats of ${orgName} are taken`, {
      remedy: 'Let a node of the organisation leave, or raise --max-nodes with `sov-node coop delegate`.',
    })
  }

  #requireUnrevoked(chain: Revocable, nowMs: number): void {
    const what = this.#components.own.revokedOf(chain, nowMs)
    if (what !== undefined) throw new SovError('ERR_SOV_REVOKED', `the co-op has revoked ${what}`)
  }

  #isFresh(chain: CredentialChain, nowMs: number): boolean {
    const { own } = this.#components
    const verified = openChain(chain)
    const { credential } = verified
    return (
      Number(credential.notBeforeMs) + MIN_RENEWAL_AGE_MS > nowMs &&
      !isExpired(credential, nowMs) &&
      own.revokedOf(verified, nowMs) === undefined
    )
  }
}

const SELF_DECLARED: EvidenceFound = { level: 0, ref: new Uint8Array(), dateMs: 0 }

function notRenewable(reason: string): SovError {
  return new SovError('ERR_SOV_CREDENTIAL', `the membership is not renewed: ${reason}`)
}

function delegationOver({ delegation }: Delegated): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', `the delegation of ${delegation.value.orgName} has ended`, {
    remedy: 'Sign it anew with `sov-node coop delegate`.',
  })
}
